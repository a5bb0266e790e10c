"""What came of answers: how much of what was adopted has been carried out, and how many appeals changed the answer.

Two statements.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, OuterRef, Q, Subquery

from ideas.insights.scope import FEWEST, Scope
from ideas.models import IN_FAVOUR, Decision, Idea, Implementation, Round

CARRIED_OUT = (Implementation.State.DONE, Implementation.State.EFFECT_CHECKED)


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


def results(scope: Scope, since: datetime, *, enough: bool) -> list[Share]:
    """Both figures of what was decided since then; `enough` says whether enough people work in the scope."""
    found = {"carried_out": _carried_out(scope, since), "overturned": _overturned(scope, since)}
    return [Share(key, **row, veiled=row["people"] < FEWEST or not enough) for key, row in found.items()]


def _carried_out(scope: Scope, since: datetime) -> dict[str, int]:
    """Of ideas that were adopted and still are, those that are done or whose effect was checked."""
    adopted = scope.of(Idea.objects.filter(outcome__in=IN_FAVOUR, decision__decided_at__gte=since))
    return adopted.aggregate(
        part=Count("pk", filter=Q(implementation__state__in=CARRIED_OUT)),
        whole=Count("pk"),
        people=Count("submitter", distinct=True),
    )


def _overturned(scope: Scope, since: datetime) -> dict[str, int]:
    """Of appeals that were decided, those that ended with another answer, in favour of the idea."""
    earlier = Decision.objects.filter(idea=OuterRef("idea"), round__number__lt=OuterRef("round__number"))
    before = Subquery(earlier.order_by("-round__number").values("outcome")[:1])
    decided = Decision.objects.filter(round__cause=Round.Cause.APPEAL, decided_at__gte=since)
    changed = Q(outcome__in=IN_FAVOUR) & ~Q(outcome=F("before"))
    return scope.of(decided.annotate(before=before), "idea__").aggregate(
        part=Count("pk", filter=changed), whole=Count("pk"), people=Count("idea__submitter", distinct=True)
    )
