"""What came of answers: how much of what was adopted has been carried out, and how many appeals changed the answer.

Read only, two statements. Part of the figures in `insights`, which says whose ideas count and who may see them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from ideas.models import IN_FAVOUR, Decision, Idea, Implementation, Round

CARRIED_OUT = (Implementation.State.DONE, Implementation.State.EFFECT_CHECKED)

Of = Callable[[QuerySet[Any], str], QuerySet[Any]]


@dataclass(frozen=True)
class Share:
    """A part of a whole, the people behind it, and whether they are too few."""

    key: str
    part: int
    whole: int
    people: int
    veiled: bool

    @property
    def percent(self) -> float:
        """The part in per cent."""
        return 100 * self.part / self.whole if self.whole else 0.0


def results(of: Of, since: datetime, fewest: int, *, enough: bool) -> list[Share]:
    """Both figures of what was decided since then; `of` keeps the rows of the scope, `enough` says whether enough
    people work in it."""
    found = {"carried_out": _carried_out(of, since), "overturned": _overturned(of, since)}
    return [Share(key, **row, veiled=row["people"] < fewest or not enough) for key, row in found.items()]


def _carried_out(of: Of, since: datetime) -> dict[str, int]:
    """Of ideas that were adopted and still are, those that are done or whose effect was checked."""
    adopted = of(Idea.objects.filter(outcome__in=IN_FAVOUR, decision__decided_at__gte=since), "")
    return adopted.aggregate(
        part=Count("pk", filter=Q(implementation__state__in=CARRIED_OUT)),
        whole=Count("pk"),
        people=Count("submitter", distinct=True),
    )


def _overturned(of: Of, since: datetime) -> dict[str, int]:
    """Of appeals that were decided, those that ended with another answer, in favour of the idea."""
    earlier = Decision.objects.filter(idea=OuterRef("idea"), round__number__lt=OuterRef("round__number"))
    before = Subquery(earlier.order_by("-round__number").values("outcome")[:1])
    decided = Decision.objects.filter(round__cause=Round.Cause.APPEAL, decided_at__gte=since)
    changed = Q(outcome__in=IN_FAVOUR) & ~Q(outcome=F("before"))
    return of(decided.annotate(before=before), "idea__").aggregate(
        part=Count("pk", filter=changed), whole=Count("pk"), people=Count("idea__submitter", distinct=True)
    )
