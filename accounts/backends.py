"""Who a password or a session belongs to. Owns no rule of what they may do."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.http import HttpRequest

from accounts.models import User


class SignInBackend(AuthenticationBackend):
    """E-mail address or personnel number with a password; one look-up and one hash, whoever is asked for.

    Where only the company's directory lets people in, the idea office alone is found by password.
    People who left are found neither by password nor by session, so that both are dead at once.
    """

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        login = credentials.get("email") or credentials.get("username") or ""
        able = User.objects.admins() if settings.OIDC_ONLY else User.objects.active()
        user = able.known_as(login).first()
        return self._check_password(user, credentials.get("password") or "")

    def get_user(self, user_id: int) -> User | None:
        """The person of a session with roles and unread count, in one statement; None for somebody who left."""
        return User.objects.for_request().active().filter(pk=user_id).first()
