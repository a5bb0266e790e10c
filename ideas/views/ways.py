"""What a request brings, and where it leads when its work is done: to an address of this site. Knows no page."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 300
"""Longer addresses are not noted with a request."""


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent, even if it is nothing but a click; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def way_back(request: HttpRequest, fallback: str) -> str:
    """The address in `next`, if it is one of this site; else the fallback."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_ours(request, wanted) else fallback


def is_ours(request: HttpRequest, address: str) -> bool:
    """Whether an address is a path of this site."""
    return (
        address.startswith("/")
        and len(address) <= LONGEST
        and url_has_allowed_host_and_scheme(address, allowed_hosts=None, require_https=request.is_secure())
    )


def go_on(request: HttpRequest, path: str) -> HttpResponse:
    """To the next page. A form that was sent in the background is told where that is, and its window goes there."""
    if "X-Tell" in request.headers:
        return HttpResponse(status=204, headers={"X-Tell-To": path})
    return redirect(path)
