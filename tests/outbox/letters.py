"""How the tests of the outbox post, wait and look."""

from datetime import timedelta
from typing import Any

from accounts.models import User
from ideas import clock, outbox
from ideas.models import Idea, OutgoingMail

State, Reason = OutgoingMail.State, OutgoingMail.Reason


def make_reader(name: str, **fields: Any) -> User:
    """Somebody with an address."""
    return User.objects.create(name=name.title(), email=f"{name}@example.com", **fields)


def make_draft(submitter: User) -> Idea:
    """An idea that only its submitter may see."""
    return Idea.objects.create(submitter=submitter, title="Bike racks", text="There are too few.")


def post(to_user: User | None = None, key: str = "key", **fields: Any) -> OutgoingMail:
    """Posts a mail and reads it back."""
    parts = {"subject": "Subject", "text": "Text", "kind": "receipt", "dedupe_key": key}
    outbox.post(to_user=to_user, **{**parts, **fields})
    return OutgoingMail.objects.get(dedupe_key=key)


def deliver_in(seconds: float) -> int:
    """A run of a worker some time from now."""
    with clock.at(clock.now() + timedelta(seconds=seconds)):
        return outbox.deliver_due()


def state_of(mail: OutgoingMail) -> tuple[str, int, str]:
    """State, attempts and error, fresh from the database."""
    mail.refresh_from_db()
    return mail.state, mail.attempts, mail.error
