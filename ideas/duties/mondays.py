"""Mondays: three lines for each coordinator, how the ideas of their departments stand. Ideas are counted, no people.

On the first working day of a week from seven, with the daily mail; after an outage once, in the same week.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from accounts.models import Department, Membership, User
from ideas import clock, deadlines, notifications
from ideas.duties.company import Company
from ideas.duties.finding import known
from ideas.duties.reminding import one_at_a_time
from ideas.letters import HowItStands
from ideas.models import Idea
from ideas.notifications import Rows

DANGER = timedelta(days=7)
"""What is promised for the next days is in danger while it is not decided."""


@dataclass(frozen=True)
class Standings:
    """How each department stands: what is on time, in danger and late, and what waits longest."""

    counts: dict[int, tuple[int, int, int]]
    longest: dict[int, tuple[datetime, int]]

    def of(self, departments: set[int]) -> HowItStands:
        """The same of several together."""
        rows = [self.counts[pk] for pk in departments if pk in self.counts]
        on_time, danger, late = (sum(column) for column in zip(*rows, strict=True)) if rows else (0, 0, 0)
        waits = [self.longest[pk] for pk in departments if pk in self.longest]
        longest: Any = min(waits, default=None)
        return HowItStands(on_time, danger, late, longest)


def tell_how_it_stands() -> None:
    """Three lines for each coordinator who has not had them this week, in their hours."""
    company = Company(clock.now())
    if not company.anybody_hears:
        return
    people = _coordinators(company)
    wanted = {_key(pk, _week(company, pk)): pk for pk in people}
    if not _untold(wanted):
        return
    with one_at_a_time("ideas.mondays"):
        _write(_untold(wanted), people, _standings(company.now))


def _untold(wanted: dict[str, int]) -> dict[int, str]:
    """Who has not had the first of the three lines."""
    given = known(f"{key}:1" for key in wanted)
    return {pk: key for key, pk in wanted.items() if f"{key}:1" not in given}


def _key(pk: int, week: str) -> str:
    return f"monday:{week}:{pk}"


def _week(company: Company, pk: int) -> str:
    """The week in which somebody is."""
    hearing = company.hearing(pk)
    day = date.fromisoformat(hearing.day) if hearing else company.now.date()
    return f"{day:%G-W%V}"


def _coordinators(company: Company) -> dict[int, set[int]]:
    """Those who may hear now, with all departments that they look after."""
    rows = list(Membership.objects.coordinators().values_list("user_id", "department_id"))
    company.meet(pk for pk, _department in rows)
    below = _below()
    found: dict[int, set[int]] = {}
    for pk, department in rows:
        hearing = company.hearing(pk)
        if hearing and hearing.now:
            found.setdefault(pk, set()).update(below.get(department, ()))
    return found


def _below() -> dict[int, list[int]]:
    """Each department with all that hangs below it."""
    found: dict[int, list[int]] = {}
    for pk, ancestors in Department.objects.values_list("pk", "ancestors"):
        for above in ancestors:
            found.setdefault(above, []).append(pk)
    return found


def _standings(now: datetime) -> Standings:
    """Of all departments; two statements."""
    rows = Idea.objects.filter(owner__isnull=False, outcome="")
    soon = Q(promise_at__lt=now + DANGER)
    counted = (
        rows.order_by()
        .values("department")
        .annotate(
            fine=Count("pk", filter=~soon),
            danger=Count("pk", filter=soon),
            late=Count("pk", filter=Q(promise_at__lt=now)),
        )
    )
    counts = counted.values_list("department", "fine", "danger", "late")
    oldest = rows.order_by("department", "round__started_at", "number").distinct("department")
    longest = oldest.values_list("department", "round__started_at", "number")
    return Standings(
        {department: (fine, danger, late) for department, fine, danger, late in counts},
        {department: (since, number or 0) for department, since, number in longest},
    )


def _write(fresh: dict[int, str], people: dict[int, set[int]], standings: Standings) -> None:
    rows = Rows()
    for user in User.objects.active().select_related("department").filter(pk__in=fresh):
        stands = standings.of(people[user.pk])
        zone = deadlines.calendar_of_person(user).zone
        notifications.tell_how_it_stands(user, stands, zone, key=fresh[user.pk], rows=rows)
    rows.write()
