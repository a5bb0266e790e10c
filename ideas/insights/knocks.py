"""Whether whoever asked how it stands was answered, in time and how soon."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef

from accounts.models import Department
from ideas import clock, deadlines
from ideas.calendars import Calendar
from ideas.insights.scope import FEWEST, MONTHS, Scope, at_work, first_of, veil
from ideas.models import Event, Knock, Status

ENDS = (Status.CLOSED, Status.WITHDRAWN)


@dataclass(frozen=True)
class Knocked:
    """Questions how it stands that are answered or whose day is over; `days`: working days to half of the answers."""

    key: Any
    asked: int
    in_time: int
    days: float | None
    people: int
    veiled: bool = False

    @property
    def percent(self) -> float:
        """The part that was answered in time."""
        return 100 * self.in_time / self.asked if self.asked else 0.0


@dataclass(frozen=True)
class Knocks:
    """All of them together, and by department."""

    together: Knocked
    by_department: list[Knocked]


class Asked(NamedTuple):
    """One question how it stands."""

    department: int
    asked_by: int
    asked_at: datetime
    due_at: datetime
    answered_at: datetime | None


def knocks(scope: Scope, staff: dict[int, set[int]], months: int = MONTHS) -> Knocks:
    """Those asked in the last months; two statements. `staff`: people at work, by department.

    One whose idea ended before its day counts only where it was answered all the same.
    """
    rows = [one for one in _asked(scope, months) if one.answered_at or one.due_at < clock.now()]
    calendars = _calendars()
    by_department: dict[int, list[Asked]] = {}
    for one in rows:
        by_department.setdefault(one.department, []).append(one)
    return Knocks(
        together=_knocked(None, rows, calendars, at_work(scope, staff)),
        by_department=veil(
            [
                _knocked(pk, by_department[pk], calendars, len(staff.get(pk, ())))
                for pk in calendars
                if pk in by_department
            ]
        ),
    )


def _asked(scope: Scope, months: int) -> list[Asked]:
    ended = Event.objects.filter(
        idea=OuterRef("idea"), to_status__in=ENDS, at__gte=OuterRef("asked_at"), at__lt=OuterRef("due_at")
    )
    rows = scope.of(Knock.objects.filter(asked_at__gte=first_of(months)), "idea__")
    rows = rows.exclude(Exists(ended), answered_at=None).annotate(department=F("idea__department"))
    return [Asked(*row) for row in rows.values_list(*Asked._fields)]


def _calendars() -> dict[int, Calendar]:
    """Each department's, in the order of their names."""
    return {row.pk: Calendar.of(row) for row in Department.objects.order_by("name")}


def _knocked(key: Any, rows: Iterable[Asked], calendars: dict[int, Calendar], staff: int) -> Knocked:
    """One row; veiled also where too few people work on it, since the answers would be theirs."""
    rows = list(rows)
    people = len({one.asked_by for one in rows})
    took = [_days(one, calendars[one.department]) for one in rows if one.answered_at]
    return Knocked(
        key,
        asked=len(rows),
        in_time=sum(one.answered_at is not None and one.answered_at <= one.due_at for one in rows),
        days=median(took) if took else None,
        people=people,
        veiled=people < FEWEST or staff < FEWEST,
    )


def _days(one: Asked, calendar: Calendar) -> int:
    """Working days between question and answer; 0 on the same day."""
    first, last = (deadlines.local_day(at, calendar) for at in (one.asked_at, one.answered_at))
    return deadlines.working_days_between(first, last, calendar)
