"""A request that creates something is carried out once: the same key again leads to the same result.

Owns the rows of `HandledRequest`. Knows nothing of what is carried out.
"""

import uuid
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ideas import clock, statements, written
from ideas.models import HandledRequest
from ideas.rules import Refused


def result_of(user: Any, key: str) -> str | None:
    """Where a request with this key of this person has led; None if there was none, or the key is no key."""
    known = known_key(key)
    if known is None:
        return None
    return next((path for (path,) in statements.rows(_path_of, user, key=known)), None)


def known_key(key: str) -> uuid.UUID | None:
    """The key that a form has sent; None where it is none."""
    try:
        return uuid.UUID(key)
    except ValueError:
        return None


def _path_of(user: Any, *, key: uuid.UUID) -> QuerySet[HandledRequest, tuple[str]]:
    return HandledRequest.objects.filter(key=key, user=user).values_list("path")


def once(user: Any, key: uuid.UUID, path: str, perform: Callable[[], Any]) -> str:
    """Performs in one transaction with the note of the key; where it was noted before, nothing is performed.

    Gives the path to go to. A double click waits for the first one's transaction, then goes where that went.
    Raises what `perform` raises; the key is then free again.
    """
    with transaction.atomic():
        if note_key(user, key, path):
            perform()
            return path
    earlier = result_of(user, str(key))
    if earlier is None:
        raise Refused(_("Please send it once more."), "conflict")
    return earlier


def note_key(user: Any, key: uuid.UUID, path: str) -> bool:
    """Notes the key, if it is new; waits for whoever is about to note the same."""
    return written.add_if_new(HandledRequest(key=key, user=user, path=path, at=clock.now()))
