"""Where the button of a letter and the line of an inbox lead: the address of the exact place, never an action."""

from django.conf import settings
from django.urls import reverse

from ideas.models import Idea

PAGES = {"talk": "talk", "view": "desk_idea"}
"""Parts of an idea that have a page of their own; all others are places on the idea's page."""


def idea(idea: Idea, part: str = "") -> str:
    """The page of an idea, at one of its parts: turn, result, questions, messages, record, work, talk, view."""
    if part in PAGES:
        return reverse(PAGES[part], args=[idea.public_id])
    return f"{reverse('idea', args=[idea.public_id])}{f'#{part}' if part else ''}"


def inbox() -> str:
    """What is new for the reader."""
    return reverse("inbox")


def notices() -> str:
    """Where the reader sets which mails they get."""
    return f"{reverse('me')}#notices"


def absolute(path: str) -> str:
    """The whole address, for a mail."""
    return f"{settings.SITE_URL}{path}"
