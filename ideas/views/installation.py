"""What a browser asks of the installation itself: the manifest of the installed app, and the company's logo.

Anybody may ask, signed in or not; neither says anything about a person or an idea.
"""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ideas import colour, logo

YEAR, HOUR = 365 * 24 * 3600, 3600
SHORT = 12
"""So many letters stand below an icon on a telephone."""
ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""The policy of the logo itself: opened by its address it runs nothing and asks for nothing."""


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest, in the language of the browser, which asks for it without saying who it is."""
    answer = JsonResponse(_manifest(), content_type="application/manifest+json")
    if not request.user.is_authenticated:
        answer["Cache-Control"] = f"private, max-age={HOUR}"
    return answer


@require_safe
def logo_file(request: HttpRequest) -> HttpResponse:
    """The file that SITE_LOGO names; its address changes with its content, so it is kept for a year."""
    shown = logo.of(settings.SITE_LOGO)
    if shown is None:
        raise Http404
    answer = HttpResponse(shown.content, content_type=shown.kind)
    answer["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    answer["Content-Security-Policy"] = ALONE
    return answer


def _manifest() -> dict[str, Any]:
    light, _dark = colour.palettes(settings.SITE_ACCENT)
    return {
        "id": "/",
        "name": settings.SITE_NAME,
        "short_name": _short_name(),
        "description": _("What should be better? Hand in an idea and see what becomes of it."),
        "lang": get_language() or settings.LANGUAGE_CODE,
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "theme_color": light["paper"],
        "background_color": light["paper"],
        "icons": [
            _icon("icon-192.png", "192x192"),
            _icon("icon-512.png", "512x512"),
            _icon("icon-maskable-512.png", "512x512", "maskable"),
            {"src": static("tell/icon.svg"), "sizes": "any", "type": "image/svg+xml"},
        ],
        "shortcuts": [
            {"name": _("New idea"), "url": reverse("new"), "icons": [_icon("icon-192.png", "192x192")]},
            {"name": _("Ideas"), "url": reverse("ideas")},
        ],
    }


def _icon(name: str, sizes: str, purpose: str = "any") -> dict[str, str]:
    return {"src": static(f"tell/{name}"), "sizes": sizes, "type": "image/png", "purpose": purpose}


def _short_name() -> str:
    name: str = settings.SITE_NAME.strip()
    return name if len(name) <= SHORT else (name.split() or [name])[0][:SHORT]
