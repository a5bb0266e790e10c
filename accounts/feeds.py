"""The secret address under which a calendar reads a person's talks: made, renewed, ended, recognised.

Only its digest is kept, so nobody can read the address again, the tables' keepers included.
"""

import hashlib
import secrets
from typing import Any

from accounts.models import User
from ideas import clock

BYTES = 32


def make_feed(person: Any) -> str:
    """A new secret for this person; gives it this one time. The one before stops working at once."""
    secret = secrets.token_urlsafe(BYTES)
    User.objects.filter(pk=person.pk).update(feed_digest=_digest(secret), feed_made_at=clock.now())
    return secret


def end_feed(person: Any) -> None:
    """The secret stops working at once."""
    User.objects.filter(pk=person.pk).update(feed_digest=None, feed_made_at=None)


def person_of_feed(secret: str) -> User | None:
    """Whose secret this is, if that person is still with us."""
    return User.objects.active().select_related("department").filter(feed_digest=_digest(secret)).first()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
