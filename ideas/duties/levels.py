"""Levels: when a duty is said once more, and to whom. Pure functions of a calendar and a date; nothing is read.

A level holds from a moment on. Whoever it concerns hears of the highest one that holds, once; one that was skipped,
because nobody swept, or because they do not work on that day, is not made up for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from ideas import deadlines
from ideas.calendars import Calendar

TO_ADMINS_AFTER = 2
"""Working days after a due date until the idea office hears of it."""


class Role(StrEnum):
    """What somebody is to a duty: it waits for them, they stand in, they look after the idea, they run it all."""

    HOLDER = "holder"
    STAND_IN = "stand_in"
    COORDINATOR = "coordinator"
    ADMIN = "admin"


@dataclass(frozen=True)
class Level:
    """`begins`: from when it holds, by the lead department's calendar and the due date. `tells`: whom it concerns.

    `at_once`: it has a mail of its own; else it goes with the daily one. `late`: the date has passed; nobody hears of
    that before their next working morning, lest who was reminded at seven be reminded at six in the evening again.
    """

    name: str
    begins: Callable[[Calendar, datetime], datetime]
    tells: tuple[Role, ...] = (Role.HOLDER,)
    at_once: bool = True
    late: bool = False


def midnight(day: date, calendar: Calendar) -> datetime:
    """When a day begins there, in UTC."""
    return datetime.combine(day, time(), ZoneInfo(calendar.zone)).astimezone(UTC)


def _day_before(calendar: Calendar, due_at: datetime) -> datetime:
    day = deadlines.local_day(due_at, calendar)
    return midnight(deadlines.add_working_days(day, -1, calendar), calendar)


def _day_itself(calendar: Calendar, due_at: datetime) -> datetime:
    return midnight(deadlines.local_day(due_at, calendar), calendar)


def _date_passed(_calendar: Calendar, due_at: datetime) -> datetime:
    return due_at


def _long_passed(calendar: Calendar, due_at: datetime) -> datetime:
    day = deadlines.local_day(due_at, calendar)
    return deadlines.end_of(deadlines.add_working_days(day, TO_ADMINS_AFTER, calendar), calendar)


def days_after(days: int) -> Callable[[Calendar, datetime], datetime]:
    """The beginning of the working day that is so many working days after something began."""

    def begins(calendar: Calendar, since: datetime) -> datetime:
        start = deadlines.start_day(since, calendar)
        return midnight(deadlines.add_working_days(start, days, calendar), calendar)

    return begins


SOON = Level("soon", _day_before, at_once=False)
TODAY = Level("due", _day_itself)
OVERDUE = Level(
    "overdue",
    _date_passed,
    (Role.HOLDER, Role.STAND_IN, Role.COORDINATOR),
    late=True,
)
ESCALATED = Level("escalated", _long_passed, (Role.ADMIN,), late=True)
LEVELS = (SOON, TODAY, OVERDUE, ESCALATED)
"""From the lowest to the highest."""
