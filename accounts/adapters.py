"""What the sign-in library asks of us: who may sign up, where one lands, how mails and secrets are treated.

Never decides about ideas. The same answer goes to everybody, known or not.
"""

import base64
import hashlib
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import headed_redirect_response
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from accounts import directory, letters
from accounts.models import User
from accounts.redirects import is_ours

UNKNOWN = _("This sign-in is not known. Please check what you typed.")
WRONG_CODE = _("This code is not right. Please look once more, or have a new one sent.")


def shown_name(user: User) -> str:
    """How the library's pages and mails call a person."""
    return user.name


SHOWN_BY = {
    "reauthenticate": _("Type your password"),
    "mfa_reauthenticate": _("Type a code of your app or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey or security key"),
}


class AccountAdapter(DefaultAccountAdapter):
    """Signing in, signing up, and the mails of both."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": UNKNOWN,
        "username_password_mismatch": UNKNOWN,
        "invalid_login": UNKNOWN,
        "account_inactive": UNKNOWN,
        "duplicate_email": _("This is your address already."),
        "same_as_current": _("This is your address already."),
        "email_taken": _("This address belongs to somebody who is here already."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": WRONG_CODE,
        "invalid_or_expired_key": _("This link has been used already or is too old."),
        "invalid_password_reset": _("This link has been used already or is too old."),
        "too_many_login_attempts": _("There were too many tries. Please wait five minutes."),
        "rate_limited": _("There were too many tries. Please wait a few minutes."),
        "unverified_primary_email": _("Your address has to be confirmed first."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether anybody may sign up without an invitation's link."""
        return bool(settings.SIGNUP_DOMAINS)

    def is_safe_url(self, url: str) -> bool:
        """Whether the address is one of this very installation."""
        return is_ours(allauth_context.request, url)

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Nothing: a personnel number is given by the company, never made up."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """Keeps the name, and the language in which the person signed up."""
        user.name = form.cleaned_data.get("name") or user.name
        user.language = get_language() or settings.LANGUAGE_CODE
        return super().save_user(request, user, form, commit)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Somebody who left is led back to the sign-in page, like a stranger."""
        return headed_redirect_response("account_login")

    def pre_login(self, request: HttpRequest, user: Any, **facts: Any) -> HttpResponse | None:
        """Every way in comes by here: by directory alone, where the installation says so."""
        through = "sociallogin" in (facts.get("signal_kwargs") or {})
        if not directory.may_come_in(user, through_directory=through):
            clear_login(request)
            return headed_redirect_response("account_login")
        answer: HttpResponse | None = super().pre_login(request, user, **facts)
        return answer

    def get_login_stages(self) -> list[str]:
        """The library's steps, with ours for people without e-mail address."""
        theirs = "allauth.account.stages.EmailVerificationStage"
        return ["accounts.stages.ConfirmAddress" if s == theirs else s for s in super().get_login_stages()]

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to show that it is still you, in our words."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**way, "description": SHOWN_BY.get(way["id"], way["description"])} for way in ways]

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tells the owner of an address why a sign-up did not make an account."""
        if User.objects.filter(email=email).exists():
            super().send_account_already_exists_mail(email)
        else:
            self.send_mail("account/email/signup_refused", email, {"domains": settings.SIGNUP_DOMAINS})

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sends in the language of the person whom the address belongs to."""
        language = User.objects.filter(email=email.lower()).values_list("language", flat=True).first()
        with override(language or get_language()):
            ours = {"site_name": settings.SITE_NAME, "why": letters.why()}
            super().send_mail(template_prefix, email, {**context, **ours})

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """In the frame of all mails. A code is of use for minutes, a warning of a changed password for ever."""
        kind = template_prefix.rpartition("/")[2]
        ours = {"X-Tell-Kind": f"sign_in.{kind}"}
        if not kind.endswith("_code") and not kind.startswith("email_confirmation"):
            ours["X-Tell-Expires-Minutes"] = "0"
        message = super().render_mail(template_prefix, email, context, {**(headers or {}), **ours})
        return letters.dressed(cast(EmailMultiAlternatives, message), context)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors; their secrets lie encrypted in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Please wait for the next one and type it at once."),
        "unverified_email": _("Your address has to be confirmed first."),
        "cannot_delete_authenticator": _("You cannot switch your second step off."),
        "cannot_generate_recovery_codes": _("Recovery codes come with a second step: set one up first."),
        "add_email_blocked": _("With a second step on, your address is changed by your idea office."),
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """What a new key is called until its owner gives it a name."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}

    def encrypt(self, text: str) -> str:
        """The text under the installation's secret key."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text again, also under an earlier secret key; raises InvalidToken under a foreign one."""
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def _get_site_name(self) -> str:
        return str(settings.SITE_NAME)


class OtherSignInAdapter(DefaultSocialAccountAdapter):
    """Signing in through the company's own directory, where one is set up."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "invalid_token": _("The answer of the other site could not be read. Please try once more."),
        "no_password": _("Set a password first: without one you could not come in again."),
        "no_verified_email": _("Confirm your address first: without one you could not come in again."),
        "disconnect_last": _("This is your only way in. Set a password first."),
        "connected_other": _("This account belongs to somebody else here."),
    }

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Puts the person in whom the directory's answer stands for, or ends with a page that says why not."""
        try:
            if sociallogin.state.get("process") != AuthProcess.LOGIN:
                raise directory.NotWelcome(
                    gettext("Sign in on the sign-in page; nothing else goes this way.")
                )
            answer = directory.Answer.of(sociallogin.account.extra_data)
            sociallogin.user = directory.person_of(answer)
        except directory.NotWelcome as why:
            page = {"reason": str(why), "provider": sociallogin.provider}
            told = render(request, "socialaccount/not_welcome.html", page, status=403)
            raise ImmediateHttpResponse(told) from why

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Any) -> Any:
        """Nothing: who it is says `pre_social_login`."""
        return sociallogin.user

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: new people are made by `directory`, or not at all."""
        return False


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(key)) for key in keys])


def _key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(f"accounts.second-factor:{secret}".encode()).digest())
