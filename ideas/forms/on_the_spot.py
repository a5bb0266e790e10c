"""The answer of a submitter who is present, on the partner's device, with their own password. Saves nothing."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import proof
from ideas.forms.acting import ActForm
from ideas.forms.fields import Line
from ideas.forms.record import ConfirmForm

UNSAVED = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
"""The device is somebody else's: its browser neither fills in nor keeps anything."""


class HereForm(ConfirmForm):
    """The answer, and who gives it. A wrong password loses no word of the answer."""

    login = Line(
        _("E-mail address or personnel number"), max_length=254, widget=forms.TextInput(attrs=UNSAVED)
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={**UNSAVED, "autocomplete": "new-password"}),
    )
    code = Line(
        _("Code of your app, or a recovery code"),
        max_length=20,
        required=False,
        help_text=_("Only if you have set up a second step."),
        widget=forms.TextInput(attrs={**UNSAVED, "inputmode": "numeric"}),
    )

    carries: ClassVar[tuple[str, ...]] = (*ActForm.carries, "login", "password", "code")

    def __init__(self, *args: Any, request: HttpRequest, **rest: Any) -> None:
        self.request = request
        super().__init__(*args, **rest)

    def clean(self) -> dict[str, Any]:
        """Looks who it is once everything else is in order, so that a missing answer costs no try."""
        data = super().clean() or {}
        if not self.errors:
            try:
                proof.prove(
                    self.request,
                    self.idea.submitter,
                    **{name: data[name] for name in ("login", "password", "code")},
                )
            except ValidationError as wrong:
                self.add_error(None, wrong)
        return data
