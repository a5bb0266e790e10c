"""The closure rate: what had become of each month's ideas when they were so many days old."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, F, Max, OuterRef, Q, QuerySet, Subquery, Value, When

from ideas import clock
from ideas.insights.scope import FEWEST, MONTHS, Scope, first_of, midnight, month_of, next_month
from ideas.models import CloseKind, Decision, Event, Idea, Outcome, Status

SPANS = (30, 60, 90)
"""The days within which an idea is to be closed."""
GOAL = 95
"""Per cent of the ideas that are to be closed within 60 days, and of the promises to be kept."""
HELD = (CloseKind.HELD_CONFIRMED, CloseKind.HELD_UNCONFIRMED)
OTHERS = (CloseKind.DECLINED, CloseKind.UNREACHABLE, CloseKind.LEAVER)
STILL = ~Q(status=Status.WITHDRAWN) & ~Q(outcome=Outcome.PASSED_ON)
"""Ideas whose people stand behind the closure rate."""


@dataclass(frozen=True)
class Cohort:
    """The ideas handed in during one month, and what had become of each within so many days.

    Without a month: those of all months that are final, together.
    """

    month: date | None
    span: int
    handed_in: int
    closed: dict[str, int]
    withdrawn: int
    passed_on: int
    people: int
    fixed_at: datetime
    running: bool
    """Whether the figure may still change: its last idea is not so many days old yet."""

    @property
    def counted(self) -> int:
        """Handed in, without withdrawn and passed on."""
        return self.handed_in - self.withdrawn - self.passed_on

    @property
    def held(self) -> int:
        """Closed with a conversation."""
        return sum(self.closed[kind] for kind in HELD)

    @property
    def all_closed(self) -> int:
        """Closed with any record."""
        return sum(self.closed.values())

    @property
    def veiled(self) -> bool:
        """Whether too few people stand behind it."""
        return self.people < FEWEST

    def percent(self, *kinds: str) -> float:
        """The part closed with these kinds of record, or with any."""
        closed = sum(self.closed[kind] for kind in kinds) if kinds else self.all_closed
        return 100 * closed / self.counted if self.counted else 0.0


def closure(scope: Scope, span: int, months: int = MONTHS) -> list[Cohort]:
    """Each of the last months in which ideas were handed in, oldest first; two statements."""
    ideas = scope.of(Idea.objects.handed_in()).filter(handed_in_at__gte=first_of(months))
    ideas = ideas.annotate(month=month_of("handed_in_at"))
    people = dict(
        ideas.filter(STILL)
        .values("month")
        .annotate(n=Count("submitter", distinct=True))
        .values_list("month", "n")
    )
    rows: dict[date, list[dict[str, Any]]] = {}
    for row in (
        with_fate(ideas, span).values("month", "fate").annotate(n=Count("pk"), last=Max("handed_in_at"))
    ):
        rows.setdefault(row["month"], []).append(row)
    return [cohort(month, rows[month], span, people.get(month, 0)) for month in sorted(rows)]


def together(scope: Scope, span: int, months: list[Cohort]) -> Cohort | None:
    """All final months as one, for places where a month has too few people; one statement.

    None where the veiled months among them, reckoned from the rest, would be about too few people too.
    """
    final = [one for one in months if not one.running]
    hidden = [one.month for one in final if one.veiled]
    ideas = scope.of(Idea.objects.handed_in()).annotate(month=month_of("handed_in_at"))
    ideas = ideas.filter(month__in=[one.month for one in final]).filter(STILL)
    people = ideas.aggregate(
        all=Count("submitter", distinct=True),
        hidden=Count("submitter", distinct=True, filter=Q(month__in=hidden)),
    )
    if people["all"] < FEWEST or (hidden and people["hidden"] < FEWEST):
        return None
    return Cohort(
        month=None,
        span=span,
        handed_in=sum(one.handed_in for one in final),
        closed={kind: sum(one.closed[kind] for one in final) for kind in CloseKind.values},
        withdrawn=sum(one.withdrawn for one in final),
        passed_on=sum(one.passed_on for one in final),
        people=people["all"],
        fixed_at=max(one.fixed_at for one in final),
        running=False,
    )


def cohort(month: date, rows: list[dict[str, Any]], span: int, people: int) -> Cohort:
    """The rows of one month; a month that is not over runs at least until its end."""
    by_fate = {row["fate"]: row["n"] for row in rows}
    last, ends = max(row["last"] for row in rows), midnight(next_month(month))
    fixed_at = (ends if ends > clock.now() else last) + timedelta(days=span)
    return Cohort(
        month=month,
        span=span,
        handed_in=sum(by_fate.values()),
        closed={kind: by_fate.get(kind, 0) for kind in CloseKind.values},
        withdrawn=by_fate.get("withdrawn", 0),
        passed_on=by_fate.get("passed_on", 0),
        people=people,
        fixed_at=fixed_at,
        running=clock.now() < fixed_at,
    )


def with_fate(ideas: QuerySet[Any], span: int) -> QuerySet[Any]:
    """What had become of each idea when it was so many days old; what happens later does not change it.

    A kind of record, "withdrawn", "passed_on" or "" (under way). Only ideas that were ever withdrawn or passed on are
    looked up again, in their events and decisions up to that moment.
    """
    then = {"idea": OuterRef("pk")}
    day = OuterRef("handed_in_at") + timedelta(days=span)
    steps = Event.objects.filter(**then, at__lte=day).exclude(to_status="").order_by("-seq")
    decisions = Decision.objects.filter(**then, decided_at__lte=day).order_by("-decided_at")
    passed = Decision.objects.filter(outcome=Outcome.PASSED_ON).values("idea")
    return ideas.alias(
        status_then=Subquery(steps.values("to_status")[:1]),
        outcome_then=Subquery(decisions.values("outcome")[:1]),
    ).annotate(
        fate=Case(
            When(Q(pk__in=passed) & Q(outcome_then=Outcome.PASSED_ON), then=Value("passed_on")),
            When(first_closed_at__lte=F("handed_in_at") + timedelta(days=span), then=F("first_close_kind")),
            When(Q(withdrawn_at__isnull=False) & Q(status_then=Status.WITHDRAWN), then=Value("withdrawn")),
            default=Value(""),
            output_field=CharField(),
        )
    )
