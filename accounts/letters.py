"""The mails of signing in, in the same frame as all others: wrapped text, and HTML made from it. Sends nothing."""

import textwrap
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

COLUMNS = 72
SIGNATURE = "-- "


def dressed(message: EmailMultiAlternatives, context: dict[str, Any]) -> EmailMultiAlternatives:
    """The message with its text wrapped and an HTML part that says the same."""
    said = [part for part in str(message.body).split("\n\n") if part.strip()]
    message.body = "\n\n".join(_wrapped(part) for part in said) + "\n"
    message.attach_alternative(as_html(str(message.subject), said, context), "text/html")
    return message


def as_html(subject: str, said: list[str], context: dict[str, Any]) -> str:
    """The frame of all mails with these paragraphs; a code stands out, a link becomes the button."""
    parts = [part for part in said if not part.startswith(SIGNATURE)]
    greeting, *parts = parts
    url = next((part for part in parts if _is_link(part)), "")
    before, after = _around(parts, url)
    words = {
        "headline": subject,
        "greeting": greeting,
        "preheader": parts[0] if parts else subject,
        "button_label": _button(context),
        "why": context.get("why") or why(),
    }
    frame = {
        "letter": words,
        "paragraphs": _marked(before, context),
        "after": _marked(after, context),
        "url": url,
    }
    frame |= {"site_name": settings.SITE_NAME, "language": get_language()}
    return render_to_string("ideas/email/base.html", frame)


def why() -> str:
    """Why somebody gets such a mail."""
    words = _("You get this because somebody, probably you, used this address to sign in to %(site)s.")
    return words % {"site": settings.SITE_NAME}


def why_invited() -> str:
    """Why somebody gets an invitation."""
    return _("You get this because a colleague has invited you to %(site)s.") % {"site": settings.SITE_NAME}


def _around(parts: list[str], url: str) -> tuple[list[str], list[str]]:
    """What stands before the link and what after it."""
    if not url:
        return parts, []
    at = parts.index(url)
    return parts[:at], parts[at + 1 :]


def _button(context: dict[str, Any]) -> str:
    if "password_reset_url" in context:
        return _("Choose a new password")
    return _("Accept the invitation")


def _marked(parts: list[str], context: dict[str, Any]) -> list[dict[str, Any]]:
    code = context.get("code")
    return [{"text": part, "code": bool(code) and part == code} for part in parts]


def _is_link(part: str) -> bool:
    return part.startswith(("http://", "https://")) and not any(c.isspace() for c in part)


def _wrapped(part: str) -> str:
    lines = part.splitlines()
    return "\n".join(
        line if _is_link(line) or line == SIGNATURE else textwrap.fill(line, COLUMNS, break_long_words=False)
        for line in lines
    )
