"""The company of the bench: departments in a tree, everybody with a place in it, and who does what.

Who somebody is follows from their number alone, so that no list of all people has to be carried about.
"""

import random
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from ideas.calendars import Calendar
from tests.bench.seed_days import NULL
from tests.bench.seed_text import sections

NAMES = sections("seed_names.txt")
FIRST, LAST = NAMES["FIRST"].split(), NAMES["LAST"].split()
AREAS = ("Production", "Logistics", "Sales", "Service", "Engineering", "Administration", "Quality")
PARTS = ("North", "South", "East", "West", "Planning", "Tools", "Training", "Systems")
PLACES = (
    ("Europe/Berlin", "DE-NW"),
    ("Europe/Berlin", "DE-BY"),
    ("Europe/London", "GB-ENG"),
    ("Europe/Madrid", "ES"),
)
MOST_DEPARTMENTS, LEAST_IN_ONE = 60, 14
FEWEST_PEOPLE, MOST_PEOPLE, IDEAS_A_PERSON = 200, 120_000, 5
HEAD, DECIDER, COORDINATOR = 0, 1, 2
"""Ranks within a department; coordinators begin with this one; then come experts, team leads, everybody else."""
ASCII = str.maketrans({"ü": "ue", "ö": "oe", "ä": "ae", "ß": "ss"})


@dataclass(frozen=True)
class Firm:
    """How large it is; everything else follows."""

    departments: int
    each: int

    @classmethod
    def for_ideas(cls, ideas: int) -> "Firm":
        people = min(MOST_PEOPLE, max(FEWEST_PEOPLE, ideas // IDEAS_A_PERSON))
        departments = min(MOST_DEPARTMENTS, people // LEAST_IN_ONE)
        return cls(departments, people // departments)

    @cached_property
    def people(self) -> int:
        return self.departments * self.each

    @cached_property
    def coordinators(self) -> int:
        """In each department."""
        return max(2, self.each // 250)

    @cached_property
    def experts(self) -> int:
        return max(4, self.each // 20)

    @cached_property
    def leads(self) -> int:
        return max(1, (self.each - self.first_expert - self.experts) // 13)

    @cached_property
    def first_expert(self) -> int:
        return COORDINATOR + self.coordinators

    @cached_property
    def first_lead(self) -> int:
        return self.first_expert + self.experts

    @cached_property
    def first_staff(self) -> int:
        return self.first_lead + self.leads

    @cached_property
    def staff(self) -> int:
        """How many have no part in the scheme but their ideas."""
        return self.departments * (self.each - self.first_staff)

    def person(self, department: int, rank: int) -> int:
        """The id of who has this place; departments and ids begin with 1."""
        return rank * self.departments + department

    def place(self, person: int) -> tuple[int, int]:
        """Department and rank of a person."""
        rank, department = divmod(person - 1, self.departments)
        return department + 1, rank

    def employee(self, n: int) -> int:
        """The n-th of those without a part in the scheme."""
        return self.first_staff * self.departments + 1 + n % self.staff

    def nth_employee(self, person: int) -> int:
        """Which of them a person is; negative for those with a part."""
        return person - 1 - self.first_staff * self.departments

    def has_left(self, person: int) -> bool:
        return self.nth_employee(person) % 20 == 7 and self.nth_employee(person) > 0

    def has_email(self, person: int) -> bool:
        return not (self.nth_employee(person) > 0 and self.nth_employee(person) % 25 == 3)

    def manager(self, person: int) -> int | None:
        """The team lead of most, the head of those with a part."""
        department, rank = self.place(person)
        if rank == HEAD:
            return None
        return self.person(
            department, self.first_lead + rank % self.leads if rank >= self.first_staff else HEAD
        )

    def language(self, person: int) -> str:
        return "en" if self.place(person)[0] % 4 == 3 else "de"

    @property
    def observer(self) -> int:
        """Somebody of the works council."""
        return self.expert(1, self.experts - 1)

    def expert(self, department: int, n: int) -> int:
        return self.person(department, self.first_expert + n % self.experts)

    def coordinator(self, department: int, n: int) -> int:
        return self.person(department, COORDINATOR + n % self.coordinators)

    def decider(self, department: int) -> int:
        return self.person(department, DECIDER)


def name_of(person: int) -> str:
    """First and last name; the same person has always the same."""
    first = FIRST[person * 7 % len(FIRST)]
    last = LAST[person * 31 // 5 % len(LAST)]
    return f"{first} {last}"


def login_of(person: int) -> str:
    """The e-mail address."""
    return f"{name_of(person).translate(ASCII).replace(' ', '.').lower()}.{person}@company.example"


@dataclass(frozen=True)
class Unit:
    """A department as ideas need it."""

    pk: int
    name: str
    parent: int | None
    zone: str
    region: str

    @property
    def calendar(self) -> Calendar:
        return Calendar(self.zone, region=self.region)


def units(firm: Firm) -> list[Unit]:
    """The office, areas below it, parts below these."""
    names = [f"{area} {part}" for part, area in product(PARTS, AREAS)]
    found = [Unit(1, "Idea office", None, *PLACES[0])]
    for pk in range(2, firm.departments + 1):
        n = pk - 2
        if n < len(AREAS):
            name, parent = AREAS[n], 1
        else:
            name, parent = (
                names[n - len(AREAS)] if n - len(AREAS) < len(names) else f"Site {n}",
                2 + n % len(AREAS),
            )
        found.append(Unit(pk, name, parent, *PLACES[(parent if n >= len(AREAS) else pk) % len(PLACES)]))
    return found


def user_rows(firm: Firm, password: str, joined: str, left: str, dice: random.Random) -> list[str]:
    """Everybody, as COPY reads them."""
    rows = []
    for person in range(1, firm.people + 1):
        department, rank = firm.place(person)
        gone, email = firm.has_left(person), login_of(person) if firm.has_email(person) else NULL
        phone, boss = "" if gone else f"0555 {person}", firm.manager(person) or NULL
        active, admin, observer = (
            "ft"[truth]
            for truth in (not gone, department == 1 and rank in (HEAD, DECIDER), person == firm.observer)
        )
        rhythm = "single" if dice.random() < 0.2 else "digest"
        rows.append(
            f"{person}\t{password}\t{email}\t{10000 + person}\t{name_of(person)}\t{firm.language(person)}\t{phone}"
            f"\t{active}\tf\t{admin}\t{observer}\t{rhythm}\t{left if gone else NULL}\t{joined}\t{boss}\t{department}"
            "\t{}\t\t{}\t"
        )
    return rows
