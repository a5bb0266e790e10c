"""Where the button of a letter and the line of an inbox lead: the address of the exact place, never an action."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from ideas.models import Idea

PAGES = {"talk": "talk", "view": "desk_idea"}
"""Parts of an idea that have a page of their own; all others are places on the idea's page."""


def idea(idea: Idea, part: str = "") -> str:
    """The page of an idea, at one of its parts: turn, result, questions, messages, record, work, talk, view."""
    if part in PAGES:
        try:
            return reverse(PAGES[part], args=[idea.public_id])
        except NoReverseMatch:
            part = "turn"
    return f"{reverse('idea', args=[idea.public_id])}{f'#{part}' if part else ''}"


def inbox() -> str:
    """What is new for the reader."""
    return _own("inbox")


def notices() -> str:
    """Where the reader sets which mails they get."""
    return f"{_own('me')}#notices"


def absolute(path: str) -> str:
    """The whole address, for a mail."""
    return f"{settings.SITE_URL}{path}"


def _own(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return f"/{name}/"
