"""What stands in the outbox, for the admin's page, the health page and the demo. Sends nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Min, QuerySet

from ideas import clock
from ideas.models import OutgoingMail
from ideas.models.mail import MailServer
from ideas.outbox.doorbell import kick

State = OutgoingMail.State
WIPED: dict[str, Any] = {"text": "", "html": "", "attachments": []}


@dataclass(frozen=True)
class Health:
    """How the outbox is: what waits, since when, and since when the mail server is not reached (and why)."""

    waiting: int
    oldest: datetime | None
    quarantined: int
    down_since: datetime | None
    reason: str


def quarantined() -> QuerySet[OutgoingMail]:
    """Mails that could not be sent and need somebody's look, newest first."""
    rows = OutgoingMail.objects.filter(state=State.QUARANTINED)
    return rows.select_related("to_user", "idea").order_by("-created_at")


def withheld() -> QuerySet[OutgoingMail]:
    """Mails that were not sent because they may no longer go, newest first."""
    rows = OutgoingMail.objects.filter(state=State.WITHHELD)
    return rows.select_related("to_user", "idea").order_by("-created_at")


def health() -> Health:
    """The state of the outbox at this moment."""
    now = clock.now()
    queued = OutgoingMail.objects.filter(state=State.QUEUED).aggregate(oldest=Min("created_at"))
    server = MailServer.objects.filter(down_since__isnull=False).first()
    return Health(
        waiting=OutgoingMail.objects.filter(state=State.QUEUED, next_try_at__lte=now).count(),
        oldest=queued["oldest"],
        quarantined=OutgoingMail.objects.filter(state=State.QUARANTINED).count(),
        down_since=server.down_since if server else None,
        reason=server.reason if server else "",
    )


def try_again(ids: Iterable[UUID]) -> int:
    """Queues quarantined mails anew, with all their attempts; how many. A wiped one stays where it is.

    Admins may, by a button on the page of mails that could not be sent.
    """
    rows = OutgoingMail.objects.filter(pk__in=list(ids), state=State.QUARANTINED, secret=False)
    count = rows.update(
        state=State.QUEUED, attempts=0, next_try_at=clock.now(), error="", set_back_at=None, leased_until=None
    )
    transaction.on_commit(kick, robust=True)
    return count


def mark_past_sent(before: datetime | None = None) -> int:
    """Says of every waiting mail made before `before` (now) that it was sent when it was made; how many.

    For a replayed history: nobody wants the mails of a past year. Nothing is sent.
    """
    past = OutgoingMail.objects.filter(state=State.QUEUED, created_at__lt=before or clock.now())
    done = {"state": State.SENT, "sent_at": F("created_at"), "error": "", "leased_until": None}
    wiped = past.filter(secret=True).update(**done, **WIPED)
    return wiped + past.filter(secret=False).update(**done)
