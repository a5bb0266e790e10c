"""Who coordinates and who decides: somebody free of conflict, if need be of a parent department. Reads only."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from accounts.models import Department, User
from ideas.models import Idea
from ideas.routing.people import Person, Staff, barred_from, ids_of
from ideas.routing.safety import safety_contact
from ideas.rules import Refused


class NobodyLeft(Refused):
    """Neither the department nor any above it has a person free of conflict; only the idea office can help."""

    def __init__(self, department: Department) -> None:
        super().__init__(_("Nobody without a part in it is left for this. Please tell the idea office."))
        self.department = department


def coordinator_for(
    what: Idea | Department, excluded: Iterable[User | int] = (), avoid: Iterable[User | int] = ()
) -> User:
    """Who coordinates an idea, or for a department: whoever is here and looks after the fewest ideas, else a
    substitute of one who is away, else those of its parents up to the office; only if all are away, one of them.

    Nobody in conflict of interest with the idea, nobody of `excluded` or `avoid`. Raises NobodyLeft where nobody
    is left.
    """
    barred = ids_of(excluded) | ids_of(avoid)
    if isinstance(what, Idea):
        barred |= barred_from(what).conflicted
    department = _lead(what) if isinstance(what, Idea) else what
    return coordinator_among(Staff.of([department]), department, barred)


def decider_for(idea: Idea, avoid: Iterable[User | int] = ()) -> User:
    """Who decides: the department's decider, else their substitute while they are away, else a coordinator, the
    idea's own first; then the same of its parents. Nobody in conflict of interest and, after an appeal, nobody
    who decided or reviewed before. Raises NobodyLeft where nobody is left."""
    department = _lead(idea)
    barred = barred_from(idea).from_deciding | ids_of(avoid)
    staff = Staff.of([department], also=filter(None, [department.decider_id]))
    for one in staff.above(department):
        named = [*_decider(staff, one), *_own_first(_here(staff, one), idea)]
        for person in named:
            if person.pk not in barred:
                return person.user
    return coordinator_among(staff, department, barred)


def hazard_owner_for(idea: Idea, avoid: Iterable[User | int] = ()) -> User:
    """Who sees to a hazard: the safety contact, else a coordinator of the scheme's own office; nobody who has a part
    in the idea. Raises NobodyLeft where nobody is left."""
    barred = barred_from(idea).conflicted | ids_of(avoid)
    contact = safety_contact()
    if contact is not None and contact.pk not in barred:
        return contact
    return coordinator_for(Department.objects.office(), barred)


def coordinator_among(staff: Staff, department: Department, barred: frozenset[int]) -> User:
    """The same with people loaded already."""
    for person in _coordinators(staff, department):
        if person.pk not in barred:
            return person.user
    raise NobodyLeft(department)


def _lead(idea: Idea) -> Department:
    """The lead department of an idea that has been handed in."""
    if idea.department is None:
        raise ValueError("a draft has nobody to look after it")
    return idea.department


def _coordinators(staff: Staff, department: Department) -> Iterator[Person]:
    """Everybody who could coordinate, the first choice first."""
    for one in staff.above(department):
        yield from _here(staff, one)
        yield from _standing_in(staff, staff.coordinators(one))
    for one in staff.above(department):
        yield from _by_ideas(staff.coordinators(one))


def _here(staff: Staff, department: Department) -> list[Person]:
    return _by_ideas(p for p in staff.coordinators(department) if p.is_here)


def _by_ideas(people: Iterable[Person]) -> list[Person]:
    return sorted(people, key=lambda person: (person.owned, person.pk))


def _standing_in(staff: Staff, people: Iterable[Person]) -> list[Person]:
    named = {p.stand_in for p in people if p.away and p.stand_in}
    return _by_ideas(p for p in filter(None, map(staff.person, named)) if p.is_here)


def _decider(staff: Staff, department: Department) -> list[Person]:
    decider = staff.person(department.decider_id) if department.decider_id else None
    if decider is None or not decider.is_active:
        return []
    return _standing_in(staff, [decider]) if decider.away else [decider]


def _own_first(people: list[Person], idea: Idea) -> list[Person]:
    return sorted(people, key=lambda person: person.pk != idea.coordinator_id)
