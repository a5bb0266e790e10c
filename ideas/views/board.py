"""What a coordinator's board shows: ideas by status, what is late, what there is to do. Reads only.

One statement marks which ideas stand where, a second one fetches those that are shown: never more than a page,
however many ideas there are. Nothing here is added up for one person (I11).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet, Value
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Department, User
from ideas import clock, rules, wording
from ideas.models import (
    BEFORE_DECISION,
    CoSubmitter,
    Idea,
    InPersonTask,
    Status,
)
from ideas.views.marks import Wanted, marked
from ideas.wording import ICONS

SHOWN = 4
"""Rows of each group on the first page."""
COUNTED = 100
"""From here on a count says "100+"."""
PAGE = 25
TASKS = 20
AHEAD = timedelta(days=7)

HEADINGS = {
    Status.TRIAGE: gettext_lazy("Finding the right experts"),
    Status.IN_REVIEW: gettext_lazy("With experts"),
    Status.CLARIFICATION: gettext_lazy("A question is out"),
    Status.DISCUSSION: gettext_lazy("Comparing views"),
    Status.DECIDING: gettext_lazy("Decision coming up"),
    Status.CONVERSATION: gettext_lazy("To be talked through"),
    Status.CONFIRMING: gettext_lazy("Notes being checked"),
    Status.DEFERRED: gettext_lazy("On hold"),
}
"""The groups of the board, in the order of the way."""

TO_DO = {
    "agree": gettext_lazy("A proposal waits for a second voice"),
    "glance": gettext_lazy("Colleagues cannot read it yet: have a look"),
    "second_give_up": gettext_lazy("Somebody could not be reached: confirm"),
}
"""What a coordinator answers, by the verb that does it."""


@dataclass(frozen=True)
class Choice:
    """What the reader wants to see, as the address says it: departments, a status, only their own."""

    departments: list[Department]
    coordinated: list[int]
    apart: list[int]
    department: Department | None = None
    status: str = ""
    mine: bool = False
    after: str = ""

    @property
    def ids(self) -> list[int]:
        """The departments that count."""
        if self.department is None:
            return [d.pk for d in self.departments]
        return [d.pk for d in self.departments if self.department.pk in d.ancestors]

    @property
    def own_ids(self) -> list[int]:
        """Of these, those that the reader coordinates."""
        return [pk for pk in self.ids if pk in self.coordinated]

    def url(self, **changes: Any) -> str:
        """The address of this choice with something changed."""
        now = {
            "department": self.department and self.department.pk,
            "status": self.status,
            "mine": self.mine and 1,
        }
        kept = {name: value for name, value in {**now, **changes}.items() if value}
        return f"{reverse('board')}?{urlencode(kept)}" if kept else reverse("board")


@dataclass(frozen=True)
class Row:
    """One idea on the board; of one that the reader may not read there is no more than number and department."""

    idea: Idea

    @property
    def readable(self) -> bool:
        """Whether the reader may open it."""
        return bool(self.idea.readable)  # type: ignore[attr-defined]

    @property
    def words(self) -> str:
        """Where it is."""
        return str(HEADINGS[Status(self.idea.status)])

    @property
    def icon(self) -> str:
        """The icon beside the words."""
        return ICONS[Status(self.idea.status)]

    @property
    def promise_words(self) -> str:
        """The promise in words, without any urgency."""
        return wording.promise_words(self.idea) if self.promise else ""

    @property
    def kind(self) -> str:
        """How its date is said: on hold it is no limit."""
        return "until" if self.idea.status == Status.DEFERRED else "by"

    @property
    def promise(self) -> datetime | None:
        """The promise, while it is still to be kept."""
        return self.idea.promise_at if self.idea.status in BEFORE_DECISION else None


@dataclass(frozen=True)
class Group:
    """Ideas under one heading, how many there are, and where the rest stands."""

    heading: str
    icon: str
    rows: list[Row]
    count: int
    url: str = ""

    @property
    def amount(self) -> str:
        """The number, or that there are more than anybody counts."""
        return f"{COUNTED}+" if self.count > COUNTED else str(self.count)


@dataclass(frozen=True)
class Task:
    """One thing to do on an idea, and where."""

    row: Row
    words: str
    url: str


@dataclass
class Board:
    """The first page of the board."""

    choice: Choice
    late: Group | None = None
    promised: Group | None = None
    tasks: list[Task] = field(default_factory=list)
    people: list[InPersonTask] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)


def choose(user: Any, asked: Any) -> Choice:
    """Reads the address; `Refused` for those who look after nothing. Two statements."""
    if not (user.coordinates or user.is_admin):
        raise rules.Refused(_("This page is for those who look after ideas."), "forbidden")
    own = list(user.coordinates)
    rows = Department.objects.all() if user.is_admin else Department.objects.filter(ancestors__overlap=own)
    departments = list(rows.only("name", "ancestors").order_by("name"))
    status = asked.get("status", "")
    return Choice(
        departments,
        [d.pk for d in departments if set(d.ancestors) & set(own)],
        apart_from(user),
        next((d for d in departments if str(d.pk) == asked.get("department")), None),
        status if status in HEADINGS else "",
        asked.get("mine") == "1",
        asked.get("after", ""),
    )


def apart_from(user: Any) -> list[int]:
    """Open ideas in which the reader has a part, of which they see what any colleague does. One statement."""
    kin = User.objects.filter(Q(pk=user.pk) | Q(line_manager=user)).values("pk")
    joint = CoSubmitter.objects.filter(user=user, state=CoSubmitter.State.ACCEPTED).values("idea")
    open_ = Idea.objects.filter(owner__isnull=False)
    rows = open_.filter(submitter__in=kin).values_list("pk")
    return [pk for (pk,) in rows.union(open_.filter(pk__in=joint).values_list("pk"))]


def ideas_of(choice: Choice, user: Any, ids: Iterable[int]) -> QuerySet[Any]:
    """Open ideas of these departments in which the reader has no part, or only those that they own."""
    rows = Idea.objects.filter(owner__isnull=False, department__in=list(ids)).exclude(pk__in=choice.apart)
    return rows.filter(owner=user) if choice.mine else rows


def board_of(choice: Choice, user: Any) -> Board:
    """The first page: what presses, what is to do, and each group. Three statements beside the choice."""
    now = clock.now()
    marks = marked(wanted(choice, user), [s.value for s in HEADINGS], now, now + AHEAD, COUNTED + 1)
    shown = {pk for pks in marks.values() for pk in pks[:SHOWN]}
    rows = {idea.pk: Row(idea) for idea in fetched(user, shown)}

    def group(name: str, heading: Any, icon: str, url: str = "") -> Group:
        pks = marks.get(name, [])
        return Group(str(heading), icon, [rows[pk] for pk in pks[:SHOWN] if pk in rows], len(pks), url)

    return Board(
        choice,
        late=group("late", _("Late"), "alert"),
        promised=group("promised", _("Promise runs out within seven days"), "clock"),
        tasks=[_task(verb, rows[pk]) for verb in TO_DO for pk in marks.get(verb, [])[:SHOWN] if pk in rows],
        people=people_to_tell(choice, user),
        groups=[group(s, words, ICONS[s], choice.url(status=s.value)) for s, words in HEADINGS.items()],
    )


def _task(verb: str, row: Row) -> Task:
    url = f"{reverse('act', args=[row.idea.public_id, verb])}?next={reverse('board')}"
    return Task(row, str(TO_DO[verb]), url)


def wanted(choice: Choice, user: Any) -> Wanted:
    """Whose ideas count for this reader."""
    office = choice.ids if user.is_admin else choice.own_ids
    owner = user.pk if choice.mine else None
    return Wanted(user.pk, choice.ids, choice.own_ids, office, choice.apart, owner)


def fetched(user: Any, pks: Any) -> QuerySet[Any]:
    """The rows that are shown, with names; `readable` says whether this person may open them."""
    rows = Idea.objects.filter(pk__in=pks).select_related("department", "owner")
    rows = rows.only(*COLUMNS, "department__name", "owner__name")
    return rows.mark_readable(user) if user.is_admin else rows.annotate(readable=Value(True))


COLUMNS = (
    "public_id",
    "number",
    "title",
    "language",
    "status",
    "due_at",
    "promise_at",
    "visibility",
    "outcome",
)


def people_to_tell(choice: Choice, user: Any) -> list[InPersonTask]:
    """Who waits to be told in person, by this person or in their departments; the longest waiting first."""
    tasks = InPersonTask.objects.filter(done_at=None).filter(theirs(user, choice.own_ids))
    rows = tasks.select_related("user", "idea").only(
        "user__name", "user__phone", "idea__number", "idea__title"
    )
    return list(rows.order_by("created_at", "pk")[:TASKS])


def theirs(user: Any, department_ids: Any) -> Q:
    """Tasks of this person, and those of the departments they coordinate, unless they have a part in the idea."""
    apart = Q(idea__submitter=user) | Q(idea__submitter__line_manager=user) | Q(user=user)
    return Q(coordinator=user) | (Q(idea__department__in=department_ids) & ~apart)


@dataclass(frozen=True)
class Page:
    """One group in full, page by page; `after` is the address of the next page, empty on the last."""

    heading: str
    rows: list[Row]
    after: str


def page_of(choice: Choice, user: Any) -> Page:
    """One status in full, the most urgent first. One statement."""
    ideas = ideas_of(choice, user, choice.ids)
    ideas = ideas.filter(status=choice.status) if choice.status else ideas
    wanted = ideas.filter(_later_than(choice.after)).order_by("due_at", "pk").values("pk")[: PAGE + 1]
    rows = [Row(idea) for idea in fetched(user, wanted).order_by("due_at", "pk")]
    last = rows[PAGE - 1].idea if len(rows) > PAGE else None
    after = choice.url(after=f"{last.due_at.isoformat()}_{last.pk}") if last else ""
    heading = HEADINGS[Status(choice.status)] if choice.status else _("All open ideas")
    return Page(str(heading), rows[:PAGE], after)


def _later_than(after: str) -> Q:
    """What follows the last row of a page; what is not understood is the first page."""
    moment, _sign, pk = after.partition("_")
    try:
        at = parse_datetime(moment)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return Q()
    return Q(due_at__gt=at) | Q(due_at=at, pk__gt=int(pk))


def place_words(choice: Choice) -> str:
    """Whose ideas these are."""
    if choice.department:
        return choice.department.name
    top = [d for d in choice.departments if d.pk in choice.coordinated and not _above(d, choice.coordinated)]
    return wording.in_a_row([d.name for d in top]) if top else _("All departments")


def _above(department: Department, ids: list[int]) -> bool:
    """Whether a department over it is coordinated by the same person."""
    return any(pk in ids for pk in department.ancestors if pk != department.pk)
