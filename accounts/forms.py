"""The forms of signing in, signing up and accepting an invitation: they validate, the verbs are in `people`."""

import secrets
from typing import Any

from allauth.account.forms import LoginForm, SignupForm
from allauth.account.utils import setup_user_email
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts import people
from accounts.models import Invitation, User


class SignInForm(LoginForm):
    """E-mail address or personnel number, and the password."""

    field_order = ("login", "password", "remember")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("E-mail address or personnel number")
        login.max_length = 254
        login.widget.attrs = {"autocomplete": "username webauthn", "autocapitalize": "none", "maxlength": 254}
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["remember"].label = _("Keep me signed in on this device")

    def _setup_password_field(self) -> None:
        """The library drops the field where signing up asks for no password; people here may set one later."""


class SignUpForm(SignupForm):
    """Name and e-mail address; a code sent there lets the person in, a password can be set afterwards.

    Without a password nobody can prepare an account for somebody else's address and wait for its owner.
    """

    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )
    field_order = ("name", "email")
    account_already_exists: bool

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address at work")
        self.fields["email"].widget.attrs.pop("placeholder", None)

    def validate_unique_email(self, value: str) -> str:
        """An address that may not sign up is treated like one that is already here: the answer is the same."""
        email = super().validate_unique_email(value)
        self.account_already_exists = bool(self.account_already_exists) or not people.may_sign_up(email)
        return email

    def try_save(self, request: HttpRequest) -> tuple[Any, HttpResponse | None]:
        """Makes the account, or takes as long as if it did."""
        if self.account_already_exists:
            self._rehearse(request)
        return super().try_save(request)

    def _rehearse(self, request: HttpRequest) -> None:
        with transaction.atomic():
            nobody = User(name=self.cleaned_data["name"], email=f"{secrets.token_hex(16)}@nobody.invalid")
            nobody.set_unusable_password()
            nobody.save()
            setup_user_email(request, nobody, [])
            transaction.set_rollback(True)


class InvitationForm(forms.Form):
    """What an invited person says at the link from the mail."""

    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput({"autocomplete": "name"})
    )
    password = forms.CharField(
        label=_("New password"),
        strip=False,
        required=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("You may leave this empty: we can send you a code by e-mail each time."),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        self.invitation = invitation
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = invitation.name

    def clean_password(self) -> str:
        """A password strong enough, or none."""
        password: str = self.cleaned_data["password"]
        if password:
            name = self.cleaned_data.get("name", "")
            validate_password(password, User(email=self.invitation.email, name=name))
        return password


class SlipForm(forms.Form):
    """What a person with a printed slip types: who they are, the code, and their own password."""

    login = forms.CharField(
        label=_("Personnel number or e-mail address"),
        max_length=254,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
    )
    code = forms.CharField(
        label=_("Code on your slip"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )
    password = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. You will use it from now on."),
    )

    def clean(self) -> dict[str, Any]:
        """Finds the invitation; one wording for every reason why there is none."""
        data = super().clean() or {}
        if self.errors:
            return data
        self.invitation = people.invitation_on_slip(data["login"], data["code"])
        if self.invitation is None:
            raise forms.ValidationError(
                _("This number and code do not belong together, or the code is used up or too old.")
            )
        return data

    def clean_password(self) -> str:
        """A password strong enough."""
        password: str = self.cleaned_data["password"]
        validate_password(password, User(personnel_number=self.data.get("login", "")))
        return password
