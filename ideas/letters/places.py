"""Where the button of a letter and the line of an inbox lead: the address of the exact place, never an action."""

from django.conf import settings
from django.urls import reverse

from ideas.models import Idea

PAGES = {"talk": "talk", "view": "desk_idea"}
"""Parts of an idea that have a page of their own; all others are places on the idea's page."""


def idea(idea: Idea, part: str = "") -> str:
    """An idea's page, or one of its parts: turn, result, views, compare, notes, questions, messages, record, work,
    again, true, hazard, knock, talk, view, and written, the talk in writing."""
    if part == "written":
        return f"{reverse('talk', args=[idea.public_id])}#messages"
    if part in PAGES:
        return reverse(PAGES[part], args=[idea.public_id])
    return f"{reverse('idea', args=[idea.public_id])}{f'#{part}' if part else ''}"


def comment(idea: Idea, public_id: str) -> str:
    """A comment in the discussion of an idea, on whatever page of it."""
    return f"{reverse('idea', args=[idea.public_id])}{at_comment(public_id)}"


def at_comment(public_id: str) -> str:
    """The end of such an address."""
    return f"?comment={public_id}#c-{public_id}"


def inbox() -> str:
    """What is new for the reader."""
    return reverse("inbox")


def late_in(department_id: int | None) -> str:
    """What is late in a department, on the Board."""
    return f"{board()}?due=late{f'&department={department_id}' if department_id else ''}"


def board() -> str:
    """What stands where, for those who look after ideas."""
    return reverse("board")


def notices() -> str:
    """Where the reader sets which mails they get."""
    return f"{reverse('me')}#notices"


def absolute(path: str) -> str:
    """The whole address, for a mail."""
    return f"{settings.SITE_URL}{path}"
