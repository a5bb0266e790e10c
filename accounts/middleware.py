"""The language of a signed-in person (strangers' is Django's business), and which pages of sign-in are open."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation

KNOWN = {code for code, _name in settings.LANGUAGES}


class PersonalLanguage:
    """Shows a signed-in person every page in their own language; stands after AuthenticationMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = getattr(request.user, "language", None)
        if language in KNOWN:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return self.get_response(request)


OTHER_WAYS = {
    *("account_signup", "account_request_login_code", "account_confirm_login_code"),
    *("account_reset_password", "account_confirm_password_reset_code", "account_reset_password_from_key"),
    *("accept_slip", "accept_invitation"),
}
"""Pages by which people come in past the directory."""
OWN_PASSWORD = {"account_change_password", "account_set_password"}


class OnlyThroughDirectory:
    """Closes the other ways in where OIDC_ONLY says so; the idea office keeps its passwords."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Leads to the sign-in page, and from a password of one's own to one's own page."""
        name = request.resolver_match.url_name if request.resolver_match else ""
        if not settings.OIDC_ONLY:
            return None
        if name in OTHER_WAYS:
            return redirect("account_login")
        if name in OWN_PASSWORD and not getattr(request.user, "is_admin", False):
            return redirect("me" if request.user.is_authenticated else "account_login")
        return None
