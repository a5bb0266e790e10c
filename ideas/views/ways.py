"""Where a page leads to when its work is done: an address of this site, or none. Knows no page."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, fallback: str) -> str:
    """The address in `next`, if it is one of this site; else the fallback."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_ours(request, wanted) else fallback


def is_ours(request: HttpRequest, address: str) -> bool:
    """Whether an address is a path of this site."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts=None, require_https=request.is_secure()
    )
