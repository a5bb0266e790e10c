"""That somebody at a device is who they say, shown by their own password and second step. Signs nobody in or out.

The tries count against the limits of signing in. Every answer but the missing code is the same, whoever is named.
"""

import secrets

from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.adapters import UNKNOWN
from accounts.forms import SignInForm
from accounts.models import User
from accounts.own_account import SecondStep


def prove(request: HttpRequest, person: User, *, login: str, password: str, code: str) -> None:
    """Checks that these are the credentials of this very person; a `ValidationError` by field where they are not.

    Who else is named is looked for in vain, so that nobody learns whether somebody else's password is right.
    """
    named = User.objects.active().known_as(login).first()
    given = password if named is not None and named.pk == person.pk else secrets.token_hex()
    form = SignInForm({"login": login, "password": given}, request=request)
    if not form.is_valid():
        said = form.non_field_errors() or [str(UNKNOWN)]
        raise forms.ValidationError({"login": list(said)})
    if is_mfa_enabled(person):
        _second_step(person, code)


def _second_step(person: User, code: str) -> None:
    if not code:
        raise forms.ValidationError({"code": _("Your second step is needed as well.")})
    form = SecondStep({"code": code}, user=person)
    if not form.is_valid():
        raise forms.ValidationError({"code": form.errors.get("code", [])})
    form.authenticator.record_usage()
