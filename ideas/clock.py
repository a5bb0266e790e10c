"""The one place that asks the time.

Everything that says "now" or "today" asks here, so that a demo can replay a year and a test can stand still.
It owns no rule about dates; those are in `deadlines`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

_travelled: ContextVar[datetime | None] = ContextVar("travelled", default=None)


def now() -> datetime:
    """The moment, in UTC; inside `at()` the moment travelled to."""
    return _travelled.get() or timezone.now()


def today(zone: str | None = None) -> date:
    """The calendar day of `now()` in the zone named, by default the current one."""
    return now().astimezone(ZoneInfo(zone) if zone else timezone.get_current_timezone()).date()


def has_travelled() -> bool:
    """Whether `now()` is another time than the real one."""
    return _travelled.get() is not None


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside the block the time is `moment`, for this thread alone."""
    token = _travelled.set(moment)
    try:
        yield
    finally:
        _travelled.reset(token)
