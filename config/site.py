"""What every page knows of the installation: name, colour, telephone for danger, whether it is a demo."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """The context processor for base.html; asks the database nothing."""
    return {
        "site_name": settings.SITE_NAME,
        "site_accent": settings.SITE_ACCENT,
        "safety_phone": settings.SAFETY_PHONE,
        "demo": settings.DEMO,
        "only_directory": settings.OIDC_ONLY,
    }
