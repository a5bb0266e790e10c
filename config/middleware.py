"""What every answer carries beside its page. Owns no rule of who may see what."""

import logging
import re
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from config.logs import request_id
from ideas import dangers


class Numbered:
    """Gives each request an id, for its log lines and its answer; stands first.

    One that a proxy has given is kept if it is plain: letters, digits and hyphens, 8 to 64 of them.
    """

    PLAIN = re.compile(r"[A-Za-z0-9-]{8,64}")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        number = given if self.PLAIN.fullmatch(given) else str(uuid.uuid4())
        former = request_id.set(number)
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(former)
        response.headers["X-Request-ID"] = number
        return response


class NotStored:
    """Answers to a signed-in person are kept by no cache; stands after AuthenticationMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            add_never_cache_headers(response)
        return response


class ProxiesCounted:
    """Says once a process, in the log, that requests come through another number of proxies than BEHIND_PROXY says.

    Then limits of sign-in count for the wrong address, or for one that its sender has chosen. Probes from the inside
    (`/healthz` and the like) and a server for this machine alone are left out.
    """

    log = logging.getLogger(__name__)

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.said = dangers.is_this_machine(settings.SITE_URL)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self.said and request.path.lstrip("/") not in settings.PROBES:
            self._count(request.headers.get("X-Forwarded-For", ""))
        return self.get_response(request)

    def _count(self, forwarded: str) -> None:
        seen = len(forwarded.split(",")) if forwarded else 0
        if seen != settings.BEHIND_PROXY:
            self.said = True
            self.log.error(
                "A request has come through %d proxies, BEHIND_PROXY says %d: set that number, and have the "
                "outermost proxy overwrite X-Forwarded-For.",
                seen,
                settings.BEHIND_PROXY,
            )


class SafelyCompressed(GZipMiddleware):
    """Compresses pages, where no foreign site can have caused the request.

    The length of a compressed page tells whoever can choose a part of it and watch the line what else it holds. So
    only what our own pages or the person asked for is compressed, which browsers say in Sec-Fetch-Site.
    """

    OURS = frozenset({"same-origin", "none"})

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """A page for a browser that says where the request comes from; everything else stays as it is."""
        if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        patch_vary_headers(response, ("Sec-Fetch-Site",))
        if request.headers.get("Sec-Fetch-Site") not in self.OURS:
            return response
        return super().process_response(request, response)


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
