"""Days of one month, and what people were sent in them."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ideas import clock, duties, sweep
from ideas.models import Notice, OutgoingMail

BERLIN = ZoneInfo("Europe/Berlin")
OURS = ("reminder", "overdue", "waits", "escalated", "daily", "digest")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """An hour of a day of March 2026, of which the second is a Monday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=BERLIN)


def swept(moment: datetime) -> None:
    """What the sweep says of duties, and the daily mails; other jobs would take late views over meanwhile."""
    with clock.at(moment):
        duties.tell_how_it_stands()
        duties.remind()
        duties.break_silence()
        sweep.digests()


def mails_to(user: Any) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(to_user=user, kind__in=OURS).order_by("created_at"))


def clear() -> None:
    """Forgets what was told so far, so that a test sees its own."""
    Notice.objects.all().delete()
    OutgoingMail.objects.all().delete()


def due(row: Any, moment: datetime) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(due_at=moment)
