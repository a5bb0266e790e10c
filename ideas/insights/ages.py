"""How old open ideas are, by step and by department."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q

from ideas import clock
from ideas.insights.scope import FEWEST, Scope, veil
from ideas.models import Idea, Status

AGES = (7, 14, 30, 60)
"""Upper ends of the columns of the ageing, in days; the last column has none."""
STEPS = tuple(s for s in Status if s not in (Status.DRAFT, Status.DEFERRED, Status.CLOSED, Status.WITHDRAWN))
"""Steps in which an idea ages; on hold it waits for a known date."""


@dataclass(frozen=True)
class Ages:
    """Open ideas of one step or department by their age in days; the columns end at `AGES`."""

    key: Any
    counts: tuple[int, ...]
    people: int
    veiled: bool = False

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts)

    @property
    def old(self) -> int:
        """Older than thirty days."""
        return sum(self.counts[AGES.index(30) + 1 :])


@dataclass(frozen=True)
class Ageing:
    """All open ideas, by step and by department; `unowned` is the number without owner or date."""

    all: Ages
    by_status: list[Ages]
    by_department: list[Ages]
    unowned: int

    @property
    def veiled(self) -> bool:
        """Whether too few people stand behind the whole."""
        return self.all.people < FEWEST


def ageing(scope: Scope) -> Ageing:
    """The open ideas as they stand now; three statements."""
    ideas = scope.of(Idea.objects.filter(status__in=STEPS))
    lacking = Count("pk", filter=Q(owner=None) | Q(due_at=None))
    whole = ideas.aggregate(**ages(), unowned=lacking)
    by_status = {row["status"]: row for row in ideas.values("status").annotate(**ages())}
    departments = ideas.values("department").annotate(**ages()).order_by("department__name")
    return Ageing(
        all=aged("", whole),
        by_status=veil([aged(status, by_status[status]) for status in STEPS if status in by_status]),
        by_department=veil([aged(row["department"], row) for row in departments]),
        unowned=whole["unowned"],
    )


def ages() -> dict[str, Count]:
    """How many stand in each column, and how many people behind them."""
    now, ends = clock.now(), (*AGES, None)
    counts = {}
    for n, (after, until) in enumerate(zip((None, *AGES), ends, strict=True)):
        column = Q()
        if after is not None:
            column &= Q(handed_in_at__lt=now - timedelta(days=after))
        if until is not None:
            column &= Q(handed_in_at__gte=now - timedelta(days=until))
        counts[f"n{n}"] = Count("pk", filter=column)
    return {**counts, "people": Count("submitter", distinct=True)}


def aged(key: Any, row: dict[str, Any]) -> Ages:
    """One row of the statement."""
    counts = tuple(row[f"n{n}"] for n in range(len(AGES) + 1))
    return Ages(key, counts, row["people"], veiled=row["people"] < FEWEST)
