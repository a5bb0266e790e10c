"""How many first answers came on or before the promised day."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from ideas import clock
from ideas.insights.scope import FEWEST, MONTHS, Scope, at_work, day_of, first_of, month_of, veil
from ideas.models import Round


@dataclass(frozen=True)
class Kept:
    """First decisions that were due, and how many came on or before the promised day."""

    key: Any
    due: int
    in_time: int
    people: int
    veiled: bool = False

    @property
    def percent(self) -> float:
        """The part that came in time."""
        return 100 * self.in_time / self.due if self.due else 0.0


@dataclass(frozen=True)
class Promise:
    """Promises kept by the month in which they were due, by department, and all of them together."""

    together: Kept
    by_month: list[Kept]
    by_department: list[Kept]


def promise(scope: Scope, staff: dict[int, set[int]], months: int = MONTHS) -> Promise:
    """Of ideas whose first promised day is over; three statements. `staff`: people at work, by department."""
    rounds = scope.of(Round.objects.filter(number=1), "idea__").annotate(
        promised=day_of("first_promise_at"), answered=day_of("idea__first_decided_at")
    )
    before = Q(idea__withdrawn_at__lte=F("first_promise_at"), idea__first_decided_at=None)
    due = rounds.filter(first_promise_at__gte=first_of(months), promised__lt=clock.today()).exclude(before)
    months_ = due.annotate(month=month_of("first_promise_at")).values("month").annotate(**kept())
    departments = due.values("idea__department").annotate(**kept()).order_by("idea__department__name")
    enough = at_work(scope, staff) >= FEWEST
    return Promise(
        together=kept_row(None, due.aggregate(**kept()), enough),
        by_month=veil([kept_row(row["month"], row, enough) for row in months_.order_by("month")]),
        by_department=veil(
            [
                kept_row(pk, row, len(staff.get(pk, ())) >= FEWEST)
                for row in departments
                if (pk := row["idea__department"])
            ]
        ),
    )


def kept() -> dict[str, Count]:
    """Due, in time, and the people behind it."""
    return {
        "due": Count("pk"),
        "in_time": Count("pk", filter=Q(answered__lte=F("promised"))),
        "people": Count("idea__submitter", distinct=True),
    }


def kept_row(key: Any, row: dict[str, Any], enough: bool) -> Kept:
    """One row of the statement; veiled also where too few people work on it, since it would be theirs."""
    return Kept(key, row["due"], row["in_time"], row["people"], veiled=row["people"] < FEWEST or not enough)
