"""Whose ideas and which months are counted, and what is veiled: fewer than five people, and one hidden row alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import DateField, QuerySet
from django.db.models.functions import TruncDate, TruncMonth

from accounts.models import Department, Membership
from ideas import clock

FEWEST = 5
"""No figure about fewer people."""
MONTHS = 12


@dataclass(frozen=True)
class Scope:
    """Whose ideas are counted: all, or those of some departments and everything below them."""

    departments: tuple[int, ...] | None = None

    def of(self, ideas: QuerySet[Any], prefix: str = "") -> QuerySet[Any]:
        """The rows whose idea lies in the scope."""
        if self.departments is None:
            return ideas
        return ideas.filter(**{f"{prefix}department__in": self.departments})


def people_at_work() -> dict[int, set[int]]:
    """Who reviews, coordinates or decides in each department; two statements."""
    active = Membership.objects.filter(user__is_active=True)
    found: dict[int, set[int]] = {}
    deciders = Department.objects.filter(decider__is_active=True).values_list("pk", "decider_id")
    for department, user in (*active.values_list("department_id", "user_id"), *deciders):
        found.setdefault(department, set()).add(user)
    return found


def at_work(scope: Scope, staff: dict[int, set[int]]) -> int:
    """How many people work in the departments of the scope."""
    inside = (users for pk, users in staff.items() if scope.departments is None or pk in scope.departments)
    return len(set().union(*inside))


def veil(rows: Sequence[Any]) -> list[Any]:
    """Where just one row is hidden, the smallest of the others is too: else it could be reckoned from the sum."""
    shown = [row for row in rows if not row.veiled]
    if len(rows) - len(shown) == 1 and shown:
        least = min(shown, key=lambda row: row.people)
        return [replace(row, veiled=row.veiled or row is least) for row in rows]
    return list(rows)


def zone() -> ZoneInfo:
    """The zone of the scheme: months and days of figures are those of its own clock."""
    return ZoneInfo(settings.TIME_ZONE)


def month_of(name: str) -> TruncMonth:
    """The month in which a moment lies."""
    return TruncMonth(name, tzinfo=zone(), output_field=DateField())


def day_of(name: str) -> TruncDate:
    """The day on which a moment lies."""
    return TruncDate(name, tzinfo=zone())


def midnight(day: date) -> datetime:
    """When a day begins."""
    return datetime.combine(day, time(), zone())


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def first_of(months: int) -> datetime:
    """The beginning of the oldest of the last so many months, this one included."""
    now = clock.today(settings.TIME_ZONE)
    number = now.year * 12 + now.month - months
    return midnight(date(number // 12, number % 12 + 1, 1))
