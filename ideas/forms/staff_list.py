"""The forms of a staff list in the browser: the file, then the yes to what it would do. They never take anything."""

import base64
import binascii
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ideas import staff_list
from ideas.forms.fields import Tick

MOST_BYTES = 1_000_000
"""What a page carries to and fro; longer lists are for the command."""


class StaffListForm(forms.Form):
    """A CSV file and how it is to be taken. `raw` are its bytes, `sheet` its lines."""

    file = forms.FileField(
        label=_("List of people"),
        widget=forms.FileInput({"accept": ".csv,.txt,text/csv,text/plain"}),
        help_text=_(
            "A CSV file with personnel number and name, and if you have them e-mail, department, manager, phone, "
            "language, start and end. You see what it would change before anything happens."
        ),
    )
    make_departments = Tick(
        _("Make departments that are not there yet"),
        help_text=_("They take no ideas before you have found people for them."),
    )
    let_back_in = Tick(
        _("Open closed accounts of people who stand in the list without an end date"),
        help_text=_("They may sign in again."),
    )
    raw = b""
    sheet: staff_list.Sheet

    def clean_file(self) -> Any:
        """What can be read as a list."""
        sent: Any = self.cleaned_data["file"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(
                gettext("This list is too long for a page: whoever runs the server can take it.")
            )
        self.raw = sent.read()
        self.sheet = sheet_of(self.raw)
        return sent


class TakeListForm(forms.Form):
    """The yes: the same list and the same ways, carried by the page."""

    kept = forms.CharField(widget=forms.HiddenInput, max_length=MOST_BYTES * 2)
    make_departments = forms.BooleanField(widget=forms.HiddenInput, required=False)
    let_back_in = forms.BooleanField(widget=forms.HiddenInput, required=False)
    sheet: staff_list.Sheet

    def clean_kept(self) -> str:
        """The list again, as it was sent."""
        kept: str = self.cleaned_data["kept"]
        try:
            self.sheet = sheet_of(base64.b64decode(kept, validate=True))
        except (binascii.Error, ValueError) as error:
            raise forms.ValidationError(
                gettext("The list did not arrive whole. Please choose it once more.")
            ) from error
        return kept


def carried(form: StaffListForm) -> TakeListForm:
    """The second form for what the first one holds."""
    ways = {name: form.cleaned_data[name] for name in ("make_departments", "let_back_in")}
    return TakeListForm(initial={"kept": base64.b64encode(form.raw).decode(), **ways})


def sheet_of(raw: bytes) -> staff_list.Sheet:
    """The lines of a list, or why they cannot be read."""
    try:
        return staff_list.read(raw)
    except staff_list.BadFile as error:
        raise forms.ValidationError(str(error)) from error
