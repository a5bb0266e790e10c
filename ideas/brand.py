"""What a company sets of the look, checked when Tell starts: that everything stays readable, that the logo is one.

Owns the check of Django (`manage.py check`) and the same before the web server answers. The colours themselves
stand in `tokens.css`; the sums are in `colour`. Never draws anything.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from ideas import colour, logo

TAG = "brand"


@register(TAG)
def check_brand(**_rest: Any) -> list[CheckMessage]:
    """Every pair of colours with the configured hue, and the logo."""
    return [*_about_the_name(), *_about_the_accent(), *_about_the_logo()]


def insist() -> None:
    """Raises ImproperlyConfigured with every fault and its repair; for processes that run no checks."""
    faults = check_brand()
    if faults:
        raise ImproperlyConfigured(" ".join(f"{fault.msg} {fault.hint}" for fault in faults))


def _about_the_name() -> Iterator[CheckMessage]:
    if not 0 < len(settings.SITE_NAME.strip()) <= 60:
        yield Error(
            "SITE_NAME is empty or longer than 60 characters.",
            hint="Set a short name: it stands on every page and in every mail.",
            id="brand.E001",
        )


def _about_the_accent() -> Iterator[CheckMessage]:
    hue = settings.SITE_ACCENT
    if not 0 <= hue <= 360:
        yield Error(
            f"SITE_ACCENT={hue} is no hue.",
            hint="Set a number from 0 to 360, for example 266 (blue), 150 (green) or 25 (red).",
            id="brand.E002",
        )
        return
    for weak in colour.weak_pairs(hue):
        yield Error(
            f"With SITE_ACCENT={hue} {weak} cannot be read well.",
            hint=f"Set SITE_ACCENT={_readable_near(hue)}, or mend the pair in tokens.css.",
            id="brand.E003",
        )


def _readable_near(hue: int) -> int:
    """The nearest hue with which everything can be read; the first of ours where there is none."""
    near = sorted(range(360), key=lambda other: min(abs(other - hue), 360 - abs(other - hue)))
    return next((other for other in near if not colour.weak_pairs(other)), 266)


def _about_the_logo() -> Iterator[CheckMessage]:
    try:
        logo.of(settings.SITE_LOGO)
    except logo.NoLogo as fault:
        yield Error(f"SITE_LOGO={settings.SITE_LOGO}: {fault}", hint=fault.repair, id="brand.E004")
