"""Whether each line of a staff list can be taken, beside what is known and beside the other lines. Writes nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from accounts.models import Department, User
from ideas import clock
from ideas.staff_list.cells import BadLine, Wanted, understood
from ideas.staff_list.reading import Sheet


@dataclass
class Known:
    """The people and departments that are here, in two statements."""

    by_pk: dict[int, User] = field(default_factory=dict)
    by_number: dict[str, User] = field(default_factory=dict)
    by_email: dict[str, User] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)

    @classmethod
    def now(cls) -> "Known":
        """As it stands."""
        people = {person.pk: person for person in User.objects.order_by("pk")}
        known = cls(
            by_pk=people,
            by_number={p.personnel_number: p for p in people.values() if p.personnel_number},
            by_email={p.email: p for p in people.values() if p.email},
        )
        known.look_at_departments()
        return known

    def look_at_departments(self) -> None:
        """Reads them anew; of several that differ in case alone the oldest counts."""
        self.departments = {d.name.casefold(): d for d in Department.objects.order_by("-pk")}

    def add(self, person: User) -> None:
        """Somebody who was made by a line."""
        self.by_pk[person.pk] = person
        self.by_number[person.personnel_number or ""] = person


@dataclass
class Judged:
    """Every line that could be read, the reasons of those that are refused by line, and every number of the list."""

    lines: list[Wanted] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)
    numbers: set[str] = field(default_factory=set)

    @property
    def wanted(self) -> list[Wanted]:
        """The lines that can be taken, as they stand in the list."""
        return [one for one in self.lines if one.line not in self.refused]

    def refuse(self, lines: Iterable[Wanted], reason: str) -> None:
        """None of these can be taken; the first reason stays."""
        for one in lines:
            self.refused.setdefault(one.line, reason)


def judged(sheet: Sheet, known: Known, *, make_departments: bool) -> Judged:
    """Judges every line, alone, beside the others, and beside what is known."""
    found = Judged(refused=dict(sheet.unreadable))
    for line, cells in sheet.rows:
        found.numbers.add(cells["personnel_number"].upper())
        try:
            found.lines.append(understood(line, cells))
        except BadLine as reason:
            found.refused[line] = str(reason)
    refuse_doubles(found, lambda one: one.number, _("the personnel number also stands in line %(lines)s"))
    refuse_doubles(
        found, lambda one: one.fields.get("email"), _("the e-mail address also stands in line %(lines)s")
    )
    for one in found.wanted:
        try:
            one.person = whose(one, known)
            check_department(one, known, make_departments)
        except BadLine as reason:
            found.refuse([one], str(reason))
    judge_managers(found, known)
    return found


def refuse_doubles(found: Judged, key: Callable[[Wanted], str | None], reason: str) -> None:
    """Which of several lines is right nobody can know, so none is taken."""
    alike: dict[str, list[Wanted]] = defaultdict(list)
    for one in found.lines:
        if value := key(one):
            alike[value].append(one)
    for lines in alike.values():
        for one in lines if len(lines) > 1 else ():
            others = ", ".join(str(other.line) for other in lines[:4] if other is not one)
            found.refuse([one], reason % {"lines": others})


def whose(one: Wanted, known: Known) -> User | None:
    """The person whom a line speaks of: by number, else by an address without a number yet. Raises BadLine."""
    by_number, by_email = known.by_number.get(one.number), known.by_email.get(one.fields.get("email") or "")
    if by_email is None or by_email == by_number:
        return by_number
    if by_number or by_email.personnel_number:
        who = by_email.personnel_number or by_email.name
        raise BadLine(_("the e-mail address belongs to %(who)s") % {"who": who})
    return by_email


def check_department(one: Wanted, known: Known, make_departments: bool) -> None:
    """Raises BadLine for a department that is not there and is not to be made."""
    name = one.department
    if name and not make_departments and name.casefold() not in known.departments:
        raise BadLine(_("unknown department: %(name)s") % {"name": name})


def is_not_here(one: Wanted) -> bool:
    """Whether a line speaks of somebody who is not here and is not to come today: starts later, or has left."""
    today = clock.today()
    later = bool(one.start and one.start > today)
    return one.person is None and (later or bool(one.end and one.end < today))


# Managers: each has to be somebody, and nobody may stand above themselves -----------------------------------------


def judge_managers(found: Judged, known: Known) -> None:
    """Refuses lines whose manager is nobody or that lead in a circle, until the rest holds together."""
    while True:
        before = len(found.refused)
        refuse_unknown(found, known)
        refuse_circles(found, known)
        if len(found.refused) == before:
            return


def refuse_unknown(found: Judged, known: Known) -> None:
    """A manager is somebody who is here or stands in a line that is taken; else all who hang below are refused."""
    wanted = found.wanted
    there = {one.number for one in wanted} | set(known.by_number)
    below: dict[str, list[Wanted]] = defaultdict(list)
    for one in wanted:
        below[one.manager or ""].append(one)
    gone = [number for number in below if number and number not in there]
    while gone:
        number = gone.pop()
        lines = below.pop(number, [])
        found.refuse(lines, _("the line manager %(number)s is not known") % {"number": number})
        gone += [one.number for one in lines if one.number not in known.by_number]


def refuse_circles(found: Judged, known: Known) -> None:
    """Every line that is part of a circle of managers."""
    wanted = found.wanted
    numbers = {pk: person.personnel_number or f"@{pk}" for pk, person in known.by_pk.items()}
    numbers |= {one.person.pk: one.number for one in wanted if one.person}
    above = {numbers[pk]: numbers.get(p.line_manager_id or 0, "") for pk, p in known.by_pk.items()}
    above |= {one.number: one.manager for one in wanted if one.manager is not None}
    lines = {one.number: one for one in wanted}
    for circle in circles(above):
        reason = _("line managers in a circle: %(numbers)s") % {"numbers": ", ".join(circle[:5])}
        found.refuse([lines[number] for number in circle if number in lines], reason)


def circles(above: dict[str, str]) -> list[list[str]]:
    """Every circle in what leads from each to the one above, each once."""
    done: set[str] = set()
    found = []
    for start in above:
        path: dict[str, None] = {}
        at = start
        while at and at not in done and at not in path:
            path[at] = None
            at = above.get(at, "")
        if at in path:
            way = list(path)
            found.append(way[way.index(at) :])
        done |= path.keys()
    return found


def managers_first(wanted: list[Wanted]) -> list[Wanted]:
    """The lines in such an order that whoever is somebody's manager comes before them."""
    by_number = {one.number: one for one in wanted}
    placed: dict[str, Wanted] = {}
    for one in wanted:
        chain: list[Wanted] = []
        at: Wanted | None = one
        while at and at.number not in placed:
            chain.append(at)
            at = by_number.get(at.manager or "")
        placed |= {each.number: each for each in reversed(chain)}
    return list(placed.values())
