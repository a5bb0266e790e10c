"""Who reviews an idea: departments, experts, and why these. Reads only; the verbs assign.

Within a department whose expertise fits comes first, then whoever has the least to do for what they take on,
then whoever was not asked for the longest time.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection

from accounts.models import Department, User
from ideas.models import Assignment, Idea
from ideas.routing.departments import as_many_as_reviews, each_once, matches, own_department
from ideas.routing.duties import coordinator_among
from ideas.routing.people import Person, Staff, barred_from, ids_of


@dataclass(frozen=True)
class Pick:
    """Somebody to be asked for a review; `why` is a code, `why_data` holds the names for its sentence."""

    user: User
    department: Department
    why: str
    why_data: dict[str, str]


@dataclass(frozen=True)
class Remark:
    """Something to be said of a plan: "handled_by" or "too_few", with the names for its sentence."""

    code: str
    data: dict[str, str]


@dataclass(frozen=True)
class Plan:
    """Where an idea goes. `concerned` are the departments beside `lead`. Not `enough`: it goes to triage, with nobody
    assigned; `picks` then are those who could be found."""

    lead: Department
    concerned: list[Department]
    picks: list[Pick]
    coordinator: User
    enough: bool
    notes: list[Remark]


@dataclass(frozen=True)
class Candidate:
    """Somebody whom a coordinator may choose; `over_cap` needs a reason, an absent one should be left in peace."""

    user: User
    department: Department
    load: int
    cap: int
    absent: bool
    fits: bool
    over_cap: bool


def plan(
    idea: Idea,
    *,
    department: Department | None = None,
    exclude: Iterable[User | int] = (),
    seats: int | None = None,
) -> Plan:
    """Who handles and reviews the idea; at most six statements, the first of which waits for its turn.

    A new idea goes to the department that its submitter chose (`department`, else its own) and to those of the
    routing rules, as many as there are reviews; where nothing is chosen and no rule fits, to the one in which its
    submitter works. One that has been under way goes to the departments that it has;
    sent to another `department`, to that one alone. `seats` is the number of experts to find, by default that of
    the setting. Nobody in conflict of interest is picked, nobody of `exclude`, nobody who judged the idea before an
    appeal, nobody who was asked in this round already.

    Raises NobodyLeft where nobody at all can coordinate it.
    """
    wait_for_turn()
    wanted = _departments_for(idea, department)
    barred = barred_from(idea)
    seek = Search(Staff.of(wanted), idea.topic_id, barred.from_reviewing | ids_of(exclude))
    return seek.plan(wanted, barred.conflicted, reviews_needed() if seats is None else seats)


def wait_for_turn() -> None:
    """From here to the end of the transaction nobody else chooses experts, so that loads and caps are as counted.

    One lock for all, because experts serve several departments and stand in for each other. Who takes it holds their
    idea already, and takes no further one afterwards: so no two wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('ideas.routing'))")


def reviews_needed() -> int:
    """How many reviews a decision rests on: two, or more where the setting says so."""
    return max(2, settings.MIN_REVIEWS)


def replacement_for(assignment: Assignment, avoid: Iterable[User | int] = ()) -> Pick | None:
    """Who takes an open assignment over: the reviewer's substitute, else whom routing finds in the department or
    its parent; nobody where the coordinator has to look."""
    wait_for_turn()
    holder, department = assignment.reviewer_id, assignment.department
    staff = Staff.of([department], also=[holder])
    barred = barred_from(assignment.idea).from_reviewing | ids_of(avoid) | {holder}
    seek = Search(staff, assignment.idea.topic_id, barred, last_resort=assignment.idea.coordinator_id)
    absent = staff.known[holder]
    return seek.standing_in(absent, department, *absent.named[:1]) or seek.pick(department)


def eligible_reviewers(idea: Idea, department: Department | None = None) -> list[Candidate]:
    """Everybody whom the coordinator may assign, the best of each department first: those that the idea concerns,
    all above them, then all others; or of one department alone. Conflict of interest, an appeal and this round's
    experts are left out."""
    staff = Staff.of([department]) if department else Staff.everywhere()
    seek = Search(staff, idea.topic_id, barred_from(idea).from_reviewing)
    found: dict[int, Candidate] = {}
    for one in [department] if department else _nearest_first(staff, idea):
        for person in seek.free(staff.reviewers(one), one):
            found.setdefault(person.pk, seek.candidate(person, one))
    return sorted(found.values(), key=lambda c: (c.absent, c.over_cap))


def next_in_turn(idea: Idea, department: Department, barred: Iterable[int], most: int) -> list[Candidate]:
    """Who could take a review of this department over right now, the best first: here, with room, none of `barred`.
    One statement, whatever the size of the company."""
    topic, last_resort = idea.topic_id, idea.coordinator_id
    staff = Staff.next_of(department, barred, most, topic=topic, last_resort=last_resort)
    seek = Search(staff, topic, last_resort=last_resort)
    return [
        seek.candidate(person, department) for person in seek.free(staff.reviewers(department), department)
    ]


def _nearest_first(staff: Staff, idea: Idea) -> list[Department]:
    concerned = _departments_for(idea)
    return each_once([*(d for one in concerned for d in staff.above(one)), *staff.departments.values()])


@dataclass
class Search:
    """One search for experts: whom it may ask, and whom it has found already."""

    staff: Staff
    topic: int | None
    barred: frozenset[int] = frozenset()
    last_resort: int | None = None
    taken: set[int] = field(default_factory=set)

    def plan(self, wanted: Sequence[Department], conflicted: frozenset[int], seats: int) -> Plan:
        asked = each_once(self.staff.handling(d) for d in (wanted or [self.staff.office]))
        coordinator = coordinator_among(self.staff, asked[0], conflicted)
        self.last_resort = coordinator.pk
        picks, enough = self._picks(asked, seats)
        notes = [*self._handled_by(wanted)]
        if not enough:
            notes.append(Remark("too_few", {"found": str(len(picks)), "needed": str(seats)}))
        return Plan(asked[0], asked[1:], picks, coordinator, enough, notes)

    def pick(self, department: Department) -> Pick | None:
        """The next best: of the department, a substitute of one of its absent experts, or of the parent."""
        return self._own(department) or self._stand_in(department) or self._borrowed(department)

    def free(self, people: Iterable[Person], department: Department) -> list[Person]:
        """Who may be asked at all, the best first."""
        left = [p for p in people if p.pk not in self.barred and p.pk not in self.taken]
        return self.in_order(left, department)

    def in_order(self, people: Iterable[Person], department: Department) -> list[Person]:
        """The best first, whether they may be asked or not."""
        return sorted(people, key=lambda person: self._order(person, department))

    def candidate(self, person: Person, department: Department) -> Candidate:
        return Candidate(
            user=person.user,
            department=department,
            load=person.load,
            cap=person.cap_in(department),
            absent=person.away,
            fits=bool(person.knows(department, self.topic)),
            over_cap=not person.has_room_in(department),
        )

    def standing_in(self, absent: Person, department: Department, *named: int) -> Pick | None:
        """The absent one's substitute, if they can: one hop."""
        for pk in named:
            person = self.staff.person(pk)
            if person and self.can(person, department):
                return self._take(person, department, "substitute", {"name": absent.user.name})
        return None

    def _picks(self, asked: Sequence[Department], seats: int) -> tuple[list[Pick], bool]:
        """One expert of each department, the rest of the lead department; whether that is everybody needed."""
        lead = [asked[0]] * max(1, seats - len(asked) + 1)
        order = [*lead, *asked[1:]]
        picks = [found for department in order if (found := self.pick(department))]
        return picks, len(picks) == len(order)

    def _own(self, department: Department) -> Pick | None:
        return self._best(department, department, "department", {})

    def _stand_in(self, department: Department) -> Pick | None:
        absent = [p for p in self.staff.reviewers(department) if p.away and p.stand_in]
        for person in self.free(absent, department):
            if found := self.standing_in(person, department, person.stand_in or 0):
                return found
        return None

    def _borrowed(self, department: Department) -> Pick | None:
        parent = self.staff.parent_of(department)
        return self._best(parent, department, "parent", {"below": department.name}) if parent else None

    def _best(self, of: Department, asked: Department, why: str, data: dict[str, str]) -> Pick | None:
        here = (p for p in self.free(self.staff.reviewers(of), of) if self.can(p, of))
        person = next(here, None)
        if person is None:
            return None
        topic = person.knows(of, self.topic)
        data = {**data, "department": of.name, **({"topic": topic} if topic else {})}
        return self._take(person, asked, "expertise" if topic and of == asked else why, data)

    def _take(self, person: Person, department: Department, why: str, data: dict[str, str]) -> Pick:
        self.taken.add(person.pk)
        return Pick(person.user, department, why, data)

    def can(self, person: Person, department: Department) -> bool:
        """Whether they may be asked now: here, with room, free of conflict, not asked yet."""
        pk = person.pk
        return (
            pk not in self.barred
            and pk not in self.taken
            and person.is_here
            and person.has_room_in(department)
        )

    def _order(self, person: Person, department: Department) -> tuple[Any, ...]:
        """Who coordinates the idea comes last, so that reviews stay sealed from its coordinator where they can."""
        fits = bool(person.knows(department, self.topic))
        busy = person.load / max(1, person.cap_in(department))
        return (person.pk == self.last_resort, not fits, busy, person.last_asked, person.pk)

    def _handled_by(self, wanted: Iterable[Department]) -> Iterator[Remark]:
        for department in wanted:
            by = self.staff.handling(department)
            if by != department:
                yield Remark("handled_by", {"department": department.name, "by": by.name})


def _departments_for(idea: Idea, department: Department | None = None) -> list[Department]:
    """Whom it concerns: by choice and rules when it is new, else those that it has; one statement at most."""
    own = department or idea.department
    if idea.round_id is None:
        found = [match.department for match in matches(f"{idea.title}\n{idea.text}", idea.topic_id)]
        return as_many_as_reviews(
            [own, *found] if own else found or own_department(idea.submitter), reviews_needed()
        )
    if own != idea.department:
        return [own] if own else []
    return each_once([*([own] if own else []), *idea.concerned.order_by("pk")])
