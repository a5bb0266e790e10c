"""All addresses of Tell, and for the browser what cannot be reached by asking: pages that tell of a fault."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.csrf import csrf_failure
from django.views.defaults import bad_request, page_not_found, permission_denied, server_error

from config.urls import urlpatterns as of_tell
from ideas.views import styleguide

MADE_BY_DJANGO = {
    400: lambda request: bad_request(request, ValueError()),
    403: lambda request: permission_denied(request, PermissionError()),
    404: lambda request: page_not_found(request, LookupError()),
    500: server_error,
}


def fault(request: HttpRequest, code: int) -> HttpResponse:
    """The page that is shown for this code."""
    if made := MADE_BY_DJANGO.get(code):
        return made(request)
    kept = [("Your reasons", "One menu at the main door is enough.")]
    page = {"reason": "Somebody else was quicker.", "kept": kept}
    return render(request, f"{code}.html", page, status=code)


def template(request: HttpRequest, name: str) -> HttpResponse:
    """A page that this installation never shows, because a setting is as it is."""
    return render(request, name)


def styles(request: HttpRequest) -> HttpResponse:
    """The style guide, which an installation that is no demo does not show."""
    return render(request, "ideas/styleguide.html", styleguide._parts())


urlpatterns = [
    path("fault/csrf/", csrf_failure),
    path("fault/<int:code>/", fault),
    path("template/<path:name>", template),
    path("seen/styleguide/", styles),
    *of_tell,
]
