"""The library's forms with our words: passwords, codes, addresses, passkeys, second steps.

Only what a person reads and what a browser may fill in is set here; what is asked for and checked is the library's.
"""

from dataclasses import dataclass, field
from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Said = str | Promise


@dataclass(frozen=True)
class Words:
    """How one field is called, what stands below it, and what else its control carries."""

    label: Said
    hint: Said = ""
    attributes: dict[str, str] = field(default_factory=dict)


RULES = _(
    "At least 10 letters, digits or signs. Not digits alone, not your name, no word that everybody takes."
)
PRESENT = Words(_("Present password"), "", {"autocomplete": "current-password"})
NEW = Words(_("New password"), RULES, {"autocomplete": "new-password"})
AGAIN = Words(_("The same once more"), "", {"autocomplete": "new-password"})
ADDRESS = Words(_("E-mail address"), "", {"autocomplete": "email", "autocapitalize": "none"})
NUMBERS = {"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "20", "spellcheck": "false"}
MAILED = Words(_("Code from the mail"), _("Eight digits; the line between them does not matter."), NUMBERS)
SHOWN = Words(
    _("Code of your app"), _("Six digits, new every half minute. A recovery code works, too."), NUMBERS
)
KEY_NAME = Words(_("Name of this key"), _("So that you know it again: “Telephone”, “Blue key”."))


class InOurWords:
    """Mixed into a form of the library: `words` by field."""

    words: dict[str, Words] = {}
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, known in self.words.items():
            given = self.fields[name]
            given.label, given.help_text = known.label, known.hint
            given.widget.attrs.pop("placeholder", None)
            given.widget.attrs |= known.attributes


class ChangePassword(InOurWords, account.ChangePasswordForm):
    words = {"oldpassword": PRESENT, "password1": NEW, "password2": AGAIN}


class SetPassword(InOurWords, account.SetPasswordForm):
    words = {"password1": NEW, "password2": AGAIN}


class NewPassword(InOurWords, account.ResetPasswordKeyForm):
    words = {"password1": NEW, "password2": AGAIN}


class AskForNewPassword(InOurWords, account.ResetPasswordForm):
    words = {"email": ADDRESS}


class ShowPassword(InOurWords, account.ReauthenticateForm):
    words = {"password": PRESENT}


class AskForCode(InOurWords, account.RequestLoginCodeForm):
    words = {"email": ADDRESS}


class SignInCode(InOurWords, account.ConfirmLoginCodeForm):
    words = {"code": MAILED}


class AddressCode(InOurWords, account.ConfirmEmailVerificationCodeForm):
    words = {"code": MAILED}


class NewPasswordCode(InOurWords, account.ConfirmPasswordResetCodeForm):
    words = {"code": MAILED}


class NewAddress(InOurWords, account.AddEmailForm):
    words = {
        "email": Words(_("New e-mail address"), _("A code goes there; it counts when you have typed it."))
    }


class OtherAddress(InOurWords, account.ChangeEmailForm):
    words = {"email": ADDRESS}


class SecondStep(InOurWords, second_step.AuthenticateForm):
    words = {"code": SHOWN}


class SecondStepAgain(InOurWords, second_step.ReauthenticateForm):
    words = {"code": SHOWN}


class StartApp(InOurWords, ActivateTOTPForm):
    words = {
        "code": Words(_("Code that the app shows now"), _("Six digits, new every half minute."), NUMBERS)
    }


class AddKey(InOurWords, AddWebAuthnForm):
    words = {
        "name": KEY_NAME,
        "passwordless": Words(
            _("Sign in with it alone, without a password"),
            _("Your device then asks for fingerprint, face or PIN. Otherwise the key is your second step."),
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class NameKey(InOurWords, EditWebAuthnForm):
    words = {"name": KEY_NAME}
