"""The figures of the scheme, read only: closure rate by month, ageing, promise kept, days to each step.

Each figure is a constant number of statements, however many ideas there are, and none is about one person: what
fewer than five people stand behind is veiled before it leaves this module (I11). Words are made elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import (
    Aggregate,
    Case,
    CharField,
    Count,
    DateField,
    ExpressionWrapper,
    F,
    FloatField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Extract, TruncDate, TruncMonth

from accounts.models import Department, Membership
from ideas import clock
from ideas.models import CloseKind, Decision, Event, Idea, Outcome, Record, Round, Status
from ideas.results import Share, results

FEWEST = 5
"""No figure about fewer people."""
MONTHS = 12
SPANS = (30, 60, 90)
"""The days within which an idea is to be closed."""
GOAL = 95
"""Per cent of the ideas that are to be closed within 60 days, and of the promises to be kept."""
HELD = (CloseKind.HELD_CONFIRMED, CloseKind.HELD_UNCONFIRMED)
OTHERS = (CloseKind.DECLINED, CloseKind.UNREACHABLE, CloseKind.LEAVER)
AGES = (7, 14, 30, 60)
"""Upper ends of the columns of the ageing, in days; the last column has none."""
STILL = ~Q(status=Status.WITHDRAWN) & ~Q(outcome=Outcome.PASSED_ON)
"""Ideas whose people stand behind the closure rate."""
STEPS = tuple(s for s in Status if s not in (Status.DRAFT, Status.DEFERRED, Status.CLOSED, Status.WITHDRAWN))
"""Steps in which an idea ages; on hold it waits for a known date."""


@dataclass(frozen=True)
class Scope:
    """Whose ideas are counted: all, or those of some departments and everything below them."""

    departments: tuple[int, ...] | None = None

    def of(self, ideas: QuerySet[Any], prefix: str = "") -> QuerySet[Any]:
        """The rows whose idea lies in the scope."""
        if self.departments is None:
            return ideas
        return ideas.filter(**{f"{prefix}department__in": self.departments})


# Closure rate -----------------------------------------------------------------------------------------------------


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


# Ageing -----------------------------------------------------------------------------------------------------------


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
        by_status=[aged(status, by_status[status]) for status in STEPS if status in by_status],
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


# Promise kept -----------------------------------------------------------------------------------------------------


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
        by_month=[kept_row(row["month"], row, enough) for row in months_.order_by("month")],
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


# Days to each step ------------------------------------------------------------------------------------------------


class Percentile(Aggregate):
    """The value below which so large a part of the rows lies."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(part)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(self, expression: Any, part: float, **extra: Any) -> None:
        super().__init__(expression, part=float(part), **extra)


@dataclass(frozen=True)
class Pace:
    """Days from handing in to one step: half of the ideas took no longer than `median`, nine of ten than `p90`."""

    key: str
    median: float | None
    p90: float | None
    people: int
    veiled: bool


def pace(scope: Scope, staff: dict[int, set[int]], months: int = MONTHS) -> list[Pace]:
    """Decision, conversation and closure of the last months; three statements."""
    since = first_of(months)
    ideas = scope.of(Idea.objects.handed_in())
    talks = Record.objects.filter(
        kind=Record.Kind.HELD, conversation__number=1, conversation__round__number=1
    )
    talks = scope.of(talks.filter(held_at__gte=since), "conversation__idea__")
    enough = at_work(scope, staff) >= FEWEST
    return [
        paced("decision", ideas.filter(first_decided_at__gte=since), "first_decided_at", "", enough),
        paced("talk", talks, "held_at", "conversation__idea__", enough),
        paced("closure", ideas.filter(first_closed_at__gte=since), "first_closed_at", "", enough),
    ]


def paced(key: str, rows: QuerySet[Any], reached: str, prefix: str, enough: bool) -> Pace:
    """One step: days between handing in and reaching it."""
    took = Extract(F(reached) - F(f"{prefix}handed_in_at"), "epoch") / Value(86400.0)
    row = rows.annotate(took=ExpressionWrapper(took, output_field=FloatField())).aggregate(
        median=Percentile("took", 0.5),
        p90=Percentile("took", 0.9),
        people=Count(f"{prefix}submitter", distinct=True),
    )
    return Pace(key, row["median"], row["p90"], row["people"], row["people"] < FEWEST or not enough)


# Together ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figures:
    """Everything that the page shows of one scope, and when it was counted."""

    counted_at: datetime
    closure: list[Cohort]
    together: Cohort | None
    ageing: Ageing
    promise: Promise
    pace: list[Pace]
    results: list[Share]


def figures(scope: Scope, span: int) -> Figures:
    """All figures of one scope; sixteen statements, however many ideas, months and departments there are."""
    staff = people_at_work()
    months = closure(scope, span)
    return Figures(
        counted_at=clock.now(),
        closure=months,
        together=together(scope, span, months),
        ageing=ageing(scope),
        promise=promise(scope, staff),
        pace=pace(scope, staff),
        results=results(scope.of, first_of(MONTHS), FEWEST, enough=at_work(scope, staff) >= FEWEST),
    )


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
