"""Who could be asked: the people of some departments with load, expertise and absence, and who may not be asked.

Reads only, in a number of statements that does not grow with the number of people: two for `Staff.of`, one more
for each department above that has to help out and when somebody's substitute is needed, one for `barred_from`.
Decides nothing.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, Membership, User
from accounts.staffing import Staffing
from ideas import clock, statements
from ideas.models import Idea
from ideas.rules import Refused

DEFAULT_CAP = Membership._meta.get_field("cap").get_default()
ENGAGED = ("open", "filed", "handed_over")
REVIEWER, COORDINATOR = Membership.Role.REVIEWER, Membership.Role.COORDINATOR


class NotSetUp(Refused):
    """There is no idea office yet, so nobody could look after an idea."""

    def __init__(self) -> None:
        super().__init__(
            _("Nobody could answer yet: the idea office is still being set up. Please tell whoever runs it.")
        )


@dataclass(frozen=True)
class Part:
    """What a person is in one department; topics by id with their names."""

    department: int
    role: str
    cap: int
    topics: dict[int, str]


@dataclass(frozen=True)
class Person:
    """Somebody who could be asked. `load` counts open reviews, `owned` the open ideas that they coordinate, and
    `last_asked` grows with time; `columns` are those of their row."""

    pk: int
    is_active: bool
    columns: tuple[Any, ...]
    parts: tuple[Part, ...]
    load: int
    owned: int
    last_asked: int
    away: bool
    stand_in: int | None
    named: tuple[int, ...]

    @cached_property
    def user(self) -> User:
        """The person themselves; made of the row for the few who are asked in the end."""
        return User.from_db(DEFAULT_DB_ALIAS, COLUMNS, self.columns)

    @property
    def is_here(self) -> bool:
        """Active and not away today."""
        return self.is_active and not self.away

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
    """Departments with all above them, and their people, who are asked for when somebody first wants to know them."""

    departments: dict[int, Department]
    day: date
    known: dict[int, Person] = field(default_factory=dict)
    met: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, departments: Iterable[Department], *, also: Iterable[int] = ()) -> "Staff":
        """Load the departments, all above them and the office, and the people of the departments themselves; people
        named in `also` come with them."""
        wanted = list(departments)
        ids = sorted({pk for department in wanted for pk in department.ancestors})
        found = {d.pk: d for d in statements.rows(_departments, None, ids=ids)}
        staff = cls(found, clock.today())
        staff.meet((d.pk for d in wanted), also)
        return staff

    @classmethod
    def next_of(
        cls, department: Department, barred: Iterable[int], most: int, **order: int | None
    ) -> "Staff":
        """So many experts of one department who could take a review now, the best in the order of `Search`: its topic
        and its last resort are named in `order`. One statement, however many experts there are."""
        staff = cls({department.pk: department}, clock.today(), met={department.pk})
        wanted = {"department": department.pk, "barred": list(barred), "most": most, **order}
        staff.known = _people(NEXT, {**wanted, "role": REVIEWER}, staff.day)
        return staff

    @classmethod
    def everywhere(cls) -> "Staff":
        """Load all departments with everybody who has a part in one."""
        found = {d.pk: d for d in Department.objects.all()}
        staff = cls(found, clock.today())
        staff.meet(found)
        return staff

    def meet(self, departments: Iterable[int], also: Iterable[int] = ()) -> None:
        """Asks for the people of these departments, and for those named in `also`; for nobody twice."""
        places, named = set(departments) - self.met, set(also) - self.known.keys()
        if places or named:
            self.met |= places
            wanted = {"departments": list(places), "named": list(named)}
            self.known = _people(THESE, wanted, self.day) | self.known

    def person(self, pk: int) -> Person | None:
        """Somebody by their key: of these departments, a substitute, or a decider; with them all substitutes who are
        not known yet, since one of them is mostly wanted next."""
        if pk not in self.known:
            self.meet((), {pk, *(named for person in self.known.values() for named in person.named)})
        return self.known.get(pk)

    @property
    def office(self) -> Department:
        """The scheme's own office; raises NotSetUp before there is one."""
        found = next((d for d in self.departments.values() if d.is_office), None)
        if found is None:
            raise NotSetUp
        return found

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
        self.meet([department.pk])
        return [p for p in self.known.values() if p.is_active and p.part(department, role)]

    def _staffing(self, department: Department) -> Staffing:
        coordinators = self.coordinators(department)
        named = {pk for person in coordinators for pk in person.named} if len(coordinators) == 1 else ()
        substitutes = filter(None, map(self.person, named))
        return Staffing(
            department,
            coordinators={p.pk for p in coordinators},
            reviewers={p.pk for p in self.reviewers(department)},
            substitutes={p.pk for p in substitutes if p.is_active},
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
    """Who may not be asked about this idea (I3, appeal); one statement, none for one that is not written yet."""
    found: dict[str, set[int]] = {"conflicted": {idea.submitter_id}, "earlier": set(), "engaged": set()}
    if idea._state.adding:
        manager = idea.submitter.line_manager_id
        return Barred(conflicted=frozenset({idea.submitter_id, manager or idea.submitter_id}))
    with statements.cursor_with_plans() as cursor:
        cursor.execute(
            BARRED,
            {
                "idea": idea.pk or 0,
                "round": idea.round_id or 0,
                "submitter": idea.submitter_id,
                "engaged": list(ENGAGED),
            },
        )
        for person, why in cursor.fetchall():
            found[why].add(person)
    return Barred(**{why: frozenset(people) for why, people in found.items()})


def ids_of(people: Iterable[User | int]) -> frozenset[int]:
    """Primary keys of people given as such or as users."""
    return frozenset(p if isinstance(p, int) else p.pk for p in people)


# Plain SQL: built by Django's ORM these two cost six times as much processor time as they take in the database, in
# a transaction that a submitter waits for.
BARRED = """
    SELECT line_manager_id, 'conflicted' FROM accounts_user
        WHERE id = %(submitter)s AND line_manager_id IS NOT NULL
    UNION SELECT user_id, 'conflicted' FROM ideas_cosubmitter WHERE idea_id = %(idea)s AND state = 'accepted'
    UNION SELECT reviewer_id, 'engaged' FROM ideas_assignment
        WHERE idea_id = %(idea)s AND round_id = %(round)s AND state = ANY(%(engaged)s)
    UNION SELECT a.reviewer_id, 'earlier'
        FROM ideas_round appeal
        JOIN ideas_round r ON r.idea_id = appeal.idea_id AND r.number < appeal.number
        JOIN ideas_assignment a ON a.round_id = r.id AND a.state = 'filed'
        WHERE appeal.idea_id = %(idea)s AND appeal.cause = 'appeal'
    UNION SELECT d.decided_by_id, 'earlier'
        FROM ideas_round appeal
        JOIN ideas_round r ON r.idea_id = appeal.idea_id AND r.number < appeal.number
        JOIN ideas_decision d ON d.round_id = r.id
        WHERE appeal.idea_id = %(idea)s AND appeal.cause = 'appeal'
"""
COLUMNS = tuple(one.attname for one in User._meta.concrete_fields)
_IS_ACTIVE = COLUMNS.index("is_active")
PEOPLE = f"""
    SELECT {", ".join(f'u."{one.column}"' for one in User._meta.concrete_fields)},
        (SELECT jsonb_agg(jsonb_build_array(m.department_id, m.role, m.cap, (
                SELECT jsonb_object_agg(t.id, t.name) FROM accounts_membership_topics mt
                JOIN accounts_topic t ON t.id = mt.topic_id WHERE mt.membership_id = m.id)) ORDER BY m.id)
            FROM accounts_membership m WHERE m.user_id = u.id) AS held,
        (SELECT jsonb_agg(jsonb_build_array(a.first_day, a.substitute_id) ORDER BY a.first_day, a.id)
            FROM accounts_absence a WHERE a.user_id = u.id AND a.last_day >= %(day)s) AS absent,
        (SELECT count(*) FROM ideas_assignment a WHERE a.reviewer_id = u.id AND a.state = 'open') AS open_reviews,
        (SELECT count(*) FROM ideas_idea i
            WHERE i.coordinator_id = u.id AND i.owner_id IS NOT NULL) AS open_ideas,
        (SELECT max(a.id) FROM ideas_assignment a WHERE a.reviewer_id = u.id) AS newest
    FROM accounts_user u
"""  # noqa: S608  (names of columns alone)
THESE = f"""{PEOPLE}
    WHERE u.id IN (SELECT unnest(%(named)s::bigint[]) UNION SELECT m.user_id
        FROM accounts_membership m WHERE m.department_id = ANY(%(departments)s))
        AND (u.is_active OR u.id = ANY(%(named)s))
    ORDER BY u.id
"""  # noqa: S608
NEXT = f"""{PEOPLE}
    WHERE u.id IN (SELECT p.id
        FROM accounts_membership m JOIN accounts_user p ON p.id = m.user_id AND p.is_active,
        LATERAL (SELECT count(*) AS load FROM ideas_assignment a WHERE a.reviewer_id = p.id AND a.state = 'open') has,
        LATERAL (SELECT max(a.id) AS newest FROM ideas_assignment a WHERE a.reviewer_id = p.id) was
        WHERE m.department_id = %(department)s AND m.role = %(role)s AND p.id <> ALL(%(barred)s)
            AND has.load < m.cap AND NOT EXISTS (SELECT 1 FROM accounts_absence a
                WHERE a.user_id = p.id AND a.first_day <= %(day)s AND a.last_day >= %(day)s)
        ORDER BY p.id IS NOT DISTINCT FROM %(last_resort)s,
            NOT EXISTS (SELECT 1 FROM accounts_membership_topics mt
                WHERE mt.membership_id = m.id AND mt.topic_id = %(topic)s),
            has.load / m.cap::float, coalesce(was.newest, 0), p.id
        LIMIT %(most)s)
    ORDER BY u.id
"""  # noqa: S608


def _departments(_person: None, *, ids: list[int]) -> QuerySet[Department]:
    return Department.objects.filter(Q(pk__any_of=ids) | Q(is_office=True))


def _people(statement: str, wanted: dict[str, Any], day: date) -> dict[int, Person]:
    with statements.cursor_with_plans() as cursor:
        cursor.execute(statement, {**wanted, "day": day})
        return {row[0]: _person(row, day.isoformat()) for row in cursor.fetchall()}


def _person(row: tuple[Any, ...], day: str) -> Person:
    *columns, held, absent, load, owned, newest = row
    away = json.loads(absent) if absent else ()
    now = [stand_in for first, stand_in in away if first <= day]
    return Person(
        pk=columns[0],
        is_active=columns[_IS_ACTIVE],
        columns=tuple(columns),
        parts=tuple(_part(*one) for one in json.loads(held or "[]")),
        load=load,
        owned=owned,
        last_asked=newest or 0,
        away=bool(now),
        stand_in=next(filter(None, now), None),
        named=tuple(stand_in for _first, stand_in in away if stand_in),
    )


def _part(department: int, role: str, cap: int, topics: dict[str, str] | None) -> Part:
    return Part(department, role, cap, {int(pk): name for pk, name in (topics or {}).items()})
