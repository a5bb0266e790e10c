"""What every answer carries beside its page. Owns no rule of who may see what."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers


class NotStored:
    """Answers to a signed-in person are kept by no cache; stands after AuthenticationMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            add_never_cache_headers(response)
        return response


class ComeBackLater:
    """Says when to try again wherever somebody is told to wait."""

    AFTER = {429: "300", 503: "30"}

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in self.AFTER:
            response.headers.setdefault("Retry-After", self.AFTER[response.status_code])
        return response
