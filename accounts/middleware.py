"""The language of a signed-in person; strangers' is the business of Django's LocaleMiddleware."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
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
