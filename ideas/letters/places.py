"""Where the button of a letter and the line of an inbox lead: the address of the exact place, never an action."""

from django.conf import settings

from ideas.models import Idea

ME = "/me/"
NOTICES = "/me/#notices"
INBOX = "/inbox/"
DESK = "/desk/"


def idea(idea: Idea, part: str = "") -> str:
    """The page of an idea, at one of its parts: question, result, talk, notes, view ..."""
    return f"/i/{idea.public_id}/{f'#{part}' if part else ''}"


def absolute(path: str) -> str:
    """The whole address, for a mail."""
    return f"{settings.SITE_URL}{path}"
