"""What a coordinator's board shows: ideas by status, what is late, what there is to do. Reads only.

One statement marks which ideas stand where, a second one fetches those that are shown: never more than a page,
however many ideas there are. Nothing here is added up for one person (I11).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Department, User
from ideas import clock, rules, statements, wording
from ideas.models import (
    CommentReport,
    CoSubmitter,
    FollowUp,
    Hazard,
    Idea,
    Implementation,
    InPersonTask,
    Likeness,
    Status,
)
from ideas.views.marks import Wanted, marked
from ideas.views.rows_of_board import HEADINGS, Row, fetched
from ideas.wording import ICONS

SHOWN = 4
"""Rows of each group on the first page."""
COUNTED = 100
"""From here on a count says "100+"."""
PAGE = 25
TASKS = 20
AHEAD = timedelta(days=7)

TO_DO = {
    "second_give_up": gettext_lazy("Somebody could not be reached: confirm"),
    "agree": gettext_lazy("A proposal waits for a second voice"),
    "answer_knock": gettext_lazy("A submitter asks how it stands: answer"),
    "triage": gettext_lazy("No experts yet: find them"),
    "reported": gettext_lazy("A comment was reported: have a look"),
    "again": gettext_lazy("It is not carried out after all: a short second talk"),
    "news": gettext_lazy("News of the work is late: ask how it goes"),
    "confirm_likeness": gettext_lazy("It resembles an idea that was not adopted: compare them"),
    "glance": gettext_lazy("Colleagues cannot read it yet: have a look"),
    "handed": gettext_lazy("A review is being handed over"),
}
"""What a coordinator does beside, by the mark of the idea; the most pressing first."""
BY_VERB = ("second_give_up", "agree", "answer_knock", "confirm_likeness")
"""Marks whose verb has the page where it is done."""
DUE = {
    "late": gettext_lazy("Late"),
    "week": gettext_lazy("Within seven days"),
    "promise": gettext_lazy("Promise within seven days"),
}
"""By when it is due, or promised, as the reader may choose."""


@dataclass(frozen=True)
class Choice:
    """What the reader wants to see, as the address says it: departments, a status, only their own."""

    departments: list[Department]
    coordinated: list[int]
    apart: list[int]
    department: Department | None = None
    status: str = ""
    mine: bool = False
    due: str = ""
    todo: str = ""
    after: str = ""

    @property
    def in_full(self) -> bool:
        """Whether one list is wanted, page by page."""
        return bool(self.status or self.due or self.todo or self.after)

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
            "due": self.due,
            "todo": self.todo,
        }
        kept = {name: value for name, value in {**now, **changes}.items() if value}
        return f"{reverse('board')}?{urlencode(kept)}" if kept else reverse("board")


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
    mark: str
    words: str
    url: str


@dataclass(frozen=True)
class Tasks:
    """Things to do of one kind, the most urgent first, and where the rest stands."""

    rows: list[Task]
    amount: str
    url: str


@dataclass
class Board:
    """The first page of the board."""

    choice: Choice
    hazards: list[Row] = field(default_factory=list)
    broken: Group | None = None
    promised: Group | None = None
    late: Group | None = None
    tasks: list[Tasks] = field(default_factory=list)
    people: list[InPersonTask] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    @property
    def pressing(self) -> list[Row]:
        """What stands at the top: promises that are broken or run out within seven days, then what else is late."""
        groups = [group for group in (self.broken, self.promised, self.late) if group]
        return list({row.idea.pk: row for group in groups for row in group.rows}.values())

    @property
    def taken(self) -> list[Group]:
        """The groups in which something stands."""
        return [group for group in self.groups if group.rows]

    @property
    def free(self) -> str:
        """The headings of the others, in a row."""
        return wording.in_a_row([group.heading for group in self.groups if not group.rows])

    @property
    def is_empty(self) -> bool:
        """Whether nobody waits for anything."""
        return not (self.taken or self.hazards or self.tasks or self.people)


def choose(user: Any, asked: Any) -> Choice:
    """Reads the address; `Refused` for those who look after nothing. Two statements."""
    if not (user.coordinates or user.is_admin):
        raise rules.Refused(_("This page is for those who look after ideas."), "forbidden")
    own = list(user.coordinates)
    departments = statements.rows(_looked_after, user)
    status = asked.get("status", "")
    return Choice(
        departments,
        [d.pk for d in departments if set(d.ancestors) & set(own)],
        apart_from(user),
        next((d for d in departments if str(d.pk) == asked.get("department")), None),
        status if status in HEADINGS else "",
        asked.get("mine") == "1",
        asked.get("due") if asked.get("due") in DUE else "",
        asked.get("todo") if asked.get("todo") in TO_DO else "",
        asked.get("after", ""),
    )


def _looked_after(user: Any) -> Any:
    here = {} if user.is_admin else {"ancestors__overlap": list(user.coordinates)}
    return Department.objects.filter(**here).only("name", "ancestors").order_by("name")


def apart_from(user: Any) -> list[int]:
    """Ideas on the board in which the reader has a part, of which they see what any colleague does: open ones, and
    others with a hazard, a report or something else that waits. One statement."""
    return [pk for (pk,) in statements.rows_planned_anew(_apart_from, user, today=clock.today())]


def _apart_from(user: Any, *, today: date) -> Any:
    kin = User.objects.filter(Q(pk=user.pk) | Q(line_manager=user)).values("pk")
    joint = CoSubmitter.objects.filter(user=user, state=CoSubmitter.State.ACCEPTED).values("idea")
    hazards = Hazard.objects.filter(settled_at=None).values("idea")
    reported = CommentReport.objects.filter(settled_at=None).values("comment__idea")
    again = FollowUp.objects.open().values("idea")
    news = Implementation.objects.due_by(today).values("idea")
    alike = Likeness.objects.filter(state=Likeness.State.FOUND).values("adopted")
    waits = Q(pk__in=hazards) | Q(pk__in=reported) | Q(pk__in=again) | Q(pk__in=news) | Q(pk__in=alike)
    shown = Idea.objects.filter(Q(owner__isnull=False) | waits)
    rows = shown.filter(submitter__in=kin).values_list("pk")
    return rows.union(shown.filter(pk__in=joint).values_list("pk"))


def ideas_of(choice: Choice, user: Any, ids: Iterable[int]) -> QuerySet[Any]:
    """Open ideas of these departments in which the reader has no part, or only those that they own."""
    rows = Idea.objects.filter(owner__isnull=False, department__in=list(ids)).exclude(pk__in=choice.apart)
    return rows.filter(owner=user) if choice.mine else rows


def board_of(choice: Choice, user: Any) -> Board:
    """The first page: what presses, what is to do, and each group. Three statements beside the choice."""
    marks = marks_of(choice, user)
    late, before = marks.get("late", []), {*marks.get("broken", []), *marks.get("promised", [])}
    marks["late"] = [pk for pk in late if pk not in before]
    shown = {pk for pks in marks.values() for pk in pks[:SHOWN]}
    asked = statements.rows(fetched, user, keys=list(shown), now=clock.now()) if shown else []
    rows = {idea.pk: Row(idea) for idea in asked}

    def found(name: str) -> list[Row]:
        return [rows[pk] for pk in marks.get(name, [])[:SHOWN] if pk in rows]

    def group(name: str, heading: Any, icon: str, url: str = "") -> Group:
        return Group(str(heading), icon, found(name), len(marks.get(name, [])), url)

    return Board(
        choice,
        hazards=found("hazard"),
        broken=group("broken", _("Promise broken"), "alert", choice.url(due="promise")),
        promised=group("promised", DUE["promise"], "clock", choice.url(due="promise")),
        late=Group(str(DUE["late"]), "alert", found("late"), len(late), choice.url(due="late")),
        tasks=[tasks_of(mark, found(mark), len(marks[mark]), choice) for mark in TO_DO if mark in marks],
        people=people_to_tell(choice, user),
        groups=[group(s, words, ICONS[s], choice.url(status=s.value)) for s, words in HEADINGS.items()],
    )


def marks_of(choice: Choice, user: Any) -> dict[str, list[int]]:
    """Which ideas stand where. One statement."""
    now = clock.now()
    return marked(wanted(choice, user), [s.value for s in HEADINGS], now, now + AHEAD, COUNTED + 1)


def tasks_of(mark: str, rows: list[Row], count: int, choice: Choice) -> Tasks:
    """The tasks of one kind; more than are shown stand on a page of their own."""
    more = choice.url(todo=mark) if count > len(rows) else ""
    amount = f"{COUNTED}+" if count > COUNTED else str(count)
    return Tasks([_task(mark, row) for row in rows], amount, more)


def _task(mark: str, row: Row) -> Task:
    url = reverse("idea", args=[row.idea.public_id])
    if mark in BY_VERB:
        url = f"{reverse('act', args=[row.idea.public_id, mark])}?next={reverse('board')}"
    return Task(row, mark, str(TO_DO[mark]), f"{url}#discussion" if mark == "reported" else url)


def wanted(choice: Choice, user: Any) -> Wanted:
    """Whose ideas count for this reader."""
    office = choice.ids if user.is_admin else choice.own_ids
    owner = user.pk if choice.mine else None
    return Wanted(user.pk, choice.ids, choice.own_ids, office, choice.apart, owner)


def people_to_tell(choice: Choice, user: Any) -> list[InPersonTask]:
    """Who waits to be told in person, by this person or in their departments; the longest waiting first."""
    return statements.rows(_to_tell, user, departments=choice.own_ids)


def _to_tell(user: Any, *, departments: list[int]) -> Any:
    mine = theirs(user, Q(idea__department__any_of=departments))
    rows = InPersonTask.objects.filter(mine, done_at=None).select_related("user", "idea")
    rows = rows.order_by("created_at", "pk")[:TASKS]
    said = ("text", "created_at", "user__language")
    return rows.only(*said, "user__name", "user__phone", "idea__number", "idea__title")


def theirs(user: Any, here: Q) -> Q:
    """Tasks of this person, and those of the departments they coordinate, unless they have a part in the idea. Whose
    line manager they are is asked of the tasks there alone, not of all that wait in the company."""
    boss = Exists(User.objects.filter(pk=OuterRef("idea__submitter"), line_manager=user))
    return Q(coordinator=user) | (here & ~Q(idea__submitter=user) & ~Q(user=user) & ~Q(boss))


@dataclass(frozen=True)
class Page:
    """One group in full, page by page; `after` is the address of the next page, empty on the last."""

    heading: str
    rows: list[Row]
    after: str


def page_of(choice: Choice, user: Any) -> Page:
    """What was chosen in full, the most urgent first. One statement; two for things to do."""
    ideas = chosen(choice, user)
    if choice.todo:
        ideas = Idea.objects.filter(pk__in=marks_of(choice, user).get(choice.todo, []))
    keys = ideas.filter(_later_than(choice.after)).order_by("due_at", "pk").values("pk")[: PAGE + 1]
    rows = [Row(idea) for idea in fetched(user, keys=keys, now=clock.now()).order_by("due_at", "pk")]
    last = rows[PAGE - 1].idea if len(rows) > PAGE else None
    after = choice.url(after=f"{last.due_at.isoformat()}_{last.pk}") if last and last.due_at else ""
    return Page(heading_of(choice), rows[:PAGE], after)


def chosen(choice: Choice, user: Any) -> QuerySet[Any]:
    """The open ideas of these departments in this status, due by then."""
    ideas = ideas_of(choice, user, choice.ids)
    ideas = ideas.filter(status=choice.status) if choice.status else ideas
    if choice.due == "promise":
        return ideas.filter(outcome="", promise_at__lt=clock.now() + AHEAD)
    until = clock.now() + (AHEAD if choice.due == "week" else timedelta())
    return ideas.filter(due_at__lt=until) if choice.due else ideas


def heading_of(choice: Choice) -> str:
    """What the list in full is called."""
    if choice.todo:
        return str(TO_DO[choice.todo])
    words = [HEADINGS[Status(choice.status)]] if choice.status else []
    words += [DUE[choice.due]] if choice.due else []
    return ", ".join(map(str, words)) or _("All open ideas")


MOST_ON_PAPER = 200


def sheet_of(choice: Choice, user: Any) -> list[Row]:
    """Every open idea for the weekly meeting, by due date. One statement."""
    keys = chosen(choice, user).order_by("due_at", "pk").values("pk")[:MOST_ON_PAPER]
    return [Row(idea) for idea in fetched(user, keys=keys, now=clock.now()).order_by("due_at", "pk")]


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
