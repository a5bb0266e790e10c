"""Who could be asked: the people of some departments with load, expertise and absence, and who may not be asked.

Reads only, in a number of statements that does not grow with the number of people: two for `Staff.of`, one more
when somebody's substitute is needed, one for `barred_from`. Decides nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject

from accounts.models import Absence, Department, Membership, User
from accounts.staffing import Staffing
from ideas import clock
from ideas.models import Assignment, CoSubmitter, Decision, Idea, Round

DEFAULT_CAP = Membership._meta.get_field("cap").get_default()
ENGAGED = (Assignment.State.OPEN, Assignment.State.FILED, Assignment.State.HANDED_OVER)
REVIEWER, COORDINATOR = Membership.Role.REVIEWER, Membership.Role.COORDINATOR


@dataclass(frozen=True)
class Part:
    """What a person is in one department; topics by id with their names."""

    department: int
    role: str
    cap: int
    topics: dict[int, str]


@dataclass(frozen=True)
class Person:
    """Somebody who could be asked. `load` counts open reviews, `owned` the open ideas that they coordinate; `last_asked`
    grows with time."""

    user: User
    parts: tuple[Part, ...]
    load: int
    owned: int
    last_asked: int
    away: bool
    stand_in: int | None
    named: tuple[int, ...]

    @property
    def is_here(self) -> bool:
        """Active and not away today."""
        return self.user.is_active and not self.away

    def part(self, department: Department, role: str) -> Part | None:
        """Their part in a department in this role."""
        return next((p for p in self.parts if p.department == department.pk and p.role == role), None)

    def cap_in(self, department: Department) -> int:
        """How many open reviews they take: as expert of the department, else as expert anywhere."""
        own = self.part(department, REVIEWER)
        caps = [p.cap for p in self.parts if p.role == REVIEWER]
        return own.cap if own else max(caps, default=DEFAULT_CAP)

    def has_room_in(self, department: Department) -> bool:
        """Whether one more review stays within their cap."""
        return self.load < self.cap_in(department)

    def knows(self, department: Department, topic_id: int | None) -> str:
        """The name of the topic if they are an expert on it there, else empty."""
        own = self.part(department, REVIEWER)
        return own.topics.get(topic_id, "") if own and topic_id else ""


@dataclass
class Staff:
    """Departments with all above them, and their people."""

    departments: dict[int, Department]
    people: dict[int, Person]
    day: date

    @classmethod
    def of(cls, departments: Iterable[Department], *, also: Iterable[int] = ()) -> "Staff":
        """Load the departments, all above them and the office; people named in `also` come with them."""
        ids = {pk for department in departments for pk in department.ancestors}
        found = {d.pk: d for d in Department.objects.filter(Q(pk__in=ids) | Q(is_office=True))}
        day = clock.today()
        deciders = {d.decider_id for d in found.values() if d.decider_id}
        member = Exists(Membership.objects.filter(user=OuterRef("pk"), department__in=list(found)))
        wanted = Q(member, is_active=True) | Q(pk__in=deciders | set(also))
        return cls(found, _people(wanted, day), day)

    @classmethod
    def everywhere(cls) -> "Staff":
        """Load all departments with everybody who has a part in one."""
        found = {d.pk: d for d in Department.objects.all()}
        day = clock.today()
        member = Exists(Membership.objects.filter(user=OuterRef("pk")))
        return cls(found, _people(Q(member, is_active=True), day), day)

    @property
    def office(self) -> Department:
        """The scheme's own office."""
        return next(d for d in self.departments.values() if d.is_office)

    @cached_property
    def stand_ins(self) -> dict[int, Person]:
        """Everybody who is named as somebody's substitute."""
        named = {pk for person in self.people.values() for pk in person.named}
        unknown = named - set(self.people)
        more = _people(Q(pk__in=unknown), self.day) if unknown else {}
        return {pk: found for pk in named if (found := self.people.get(pk) or more.get(pk))}

    def above(self, department: Department) -> Iterator[Department]:
        """The department itself and those above it, the nearest first."""
        return (self.departments[pk] for pk in reversed(department.ancestors) if pk in self.departments)

    def parent_of(self, department: Department) -> Department | None:
        """The department right above."""
        return self.departments.get(department.parent_id) if department.parent_id else None

    def reviewers(self, department: Department) -> list[Person]:
        """The experts of a department, present or not."""
        return self._with(REVIEWER, department)

    def coordinators(self, department: Department) -> list[Person]:
        """The coordinators of a department, present or not."""
        return self._with(COORDINATOR, department)

    def handling(self, department: Department) -> Department:
        """Who handles its ideas: itself if it can, else the nearest above that can, else the office."""
        able = (d for d in self.above(department) if self._staffing(d).can_handle)
        return next(able, self.office)

    def _with(self, role: str, department: Department) -> list[Person]:
        return [p for p in self.people.values() if p.user.is_active and p.part(department, role)]

    def _staffing(self, department: Department) -> Staffing:
        coordinators = self.coordinators(department)
        named = {pk for person in coordinators for pk in person.named}
        return Staffing(
            department,
            coordinators={p.user.pk for p in coordinators},
            reviewers={p.user.pk for p in self.reviewers(department)},
            substitutes={pk for pk in named if self.stand_ins[pk].user.is_active}
            if len(coordinators) == 1
            else set(),
        )


@dataclass(frozen=True)
class Barred:
    """Who may not be asked: in conflict of interest, judged it before an appeal, or asked in this round already."""

    conflicted: frozenset[int] = frozenset()
    earlier: frozenset[int] = frozenset()
    engaged: frozenset[int] = frozenset()

    @property
    def from_reviewing(self) -> frozenset[int]:
        """Nobody of these gets an assignment."""
        return self.conflicted | self.earlier | self.engaged

    @property
    def from_deciding(self) -> frozenset[int]:
        """Nobody of these decides."""
        return self.conflicted | self.earlier


def barred_from(idea: Idea) -> Barred:
    """Who may not be asked about this idea (I3, appeal); one statement."""
    found: dict[str, set[int]] = {"conflicted": {idea.submitter_id}, "earlier": set(), "engaged": set()}
    for person, why in _barred_rows(idea):
        if person is not None:
            found[why].add(person)
    return Barred(**{why: frozenset(people) for why, people in found.items()})


def ids_of(people: Iterable[User | int]) -> frozenset[int]:
    """Primary keys of people given as such or as users."""
    return frozenset(p if isinstance(p, int) else p.pk for p in people)


def _barred_rows(idea: Idea) -> QuerySet[Any, tuple[int | None, str]]:
    rows = _tagged(User.objects.filter(pk=idea.submitter_id), "line_manager_id", "conflicted")
    if idea.pk is None:
        return rows
    appeal = Subquery(Round.objects.filter(idea=idea, cause=Round.Cause.APPEAL).values("number")[:1])
    joint = CoSubmitter.objects.filter(idea=idea, state=CoSubmitter.State.ACCEPTED)
    asked = Assignment.objects.filter(idea=idea)
    judged = asked.filter(state=Assignment.State.FILED, round__number__lt=appeal)
    decided = Decision.objects.filter(idea=idea, round__number__lt=appeal)
    return rows.union(
        _tagged(joint, "user_id", "conflicted"),
        _tagged(asked.filter(round=idea.round_id, state__in=ENGAGED), "reviewer_id", "engaged"),
        _tagged(judged, "reviewer_id", "earlier"),
        _tagged(decided, "decided_by_id", "earlier"),
    )


def _tagged(rows: QuerySet[Any], person: str, tag: str) -> QuerySet[Any, tuple[int | None, str]]:
    return rows.order_by().annotate(tag=Value(tag)).values_list(person, "tag")


def _people(wanted: Q, day: date) -> dict[int, Person]:
    users = User.objects.filter(wanted).annotate(
        held=ArraySubquery(_parts()),
        absent=ArraySubquery(_absences(day)),
        open_reviews=_counted(Assignment.objects.filter(reviewer=OuterRef("pk"), state="open"), "reviewer"),
        open_ideas=_counted(
            Idea.objects.filter(coordinator=OuterRef("pk"), owner__isnull=False), "coordinator"
        ),
        newest=Subquery(Assignment.objects.filter(reviewer=OuterRef("pk")).order_by("-pk").values("pk")[:1]),
    )
    return {user.pk: _person(user, day) for user in users.order_by("pk")}


def _parts() -> QuerySet[Any, Any]:
    topics = Membership.topics.through.objects.filter(membership=OuterRef("pk"))
    named = ArraySubquery(topics.values(row=JSONObject(id="topic_id", name="topic__name")))
    held = Membership.objects.filter(user=OuterRef("pk")).order_by("pk")
    return held.values(row=JSONObject(department="department_id", role="role", cap="cap", topics=named))


def _absences(day: date) -> QuerySet[Any, Any]:
    ahead = Absence.objects.filter(user=OuterRef("pk"), last_day__gte=day).order_by("first_day", "pk")
    return ahead.values(row=JSONObject(first="first_day", stand_in="substitute_id"))


def _counted(rows: QuerySet[Any], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _person(user: Any, day: date) -> Person:
    now = [a for a in user.absent if a["first"] <= day.isoformat()]
    named = tuple(a["stand_in"] for a in user.absent if a["stand_in"])
    return Person(
        user=user,
        parts=tuple(_part(row) for row in user.held),
        load=user.open_reviews,
        owned=user.open_ideas,
        last_asked=user.newest or 0,
        away=bool(now),
        stand_in=next((a["stand_in"] for a in now if a["stand_in"]), None),
        named=named,
    )


def _part(row: dict[str, Any]) -> Part:
    topics = {topic["id"]: topic["name"] for topic in row["topics"]}
    return Part(row["department"], row["role"], row["cap"], topics)
