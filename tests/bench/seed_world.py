"""What every idea of the bench is made in: the company, its days, the words, this moment, and the rows so far."""

import random
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ideas.models.idea import ALPHABET
from tests.bench.seed_company import Firm, Unit, name_of, units
from tests.bench.seed_days import DAY, Span, WorkingDays
from tests.bench.seed_plan import YEARS
from tests.bench.seed_text import speakers

if TYPE_CHECKING:
    from tests.bench.seed_life import Life

PAIRS = [first + second for first in ALPHABET for second in ALPHABET]
ODD, ADDED = 0x2A5F3C9D1B7E5, 0x1F3D5B79
"""A multiplication by an odd number mixes 50 bits without two ids becoming one."""
TOPICS = 4
AHEAD = 3 * 365
PERSONA_EXPERT, PERSONA_IDEAS = 0, 12
"""Which expert of which department has a full desk: the first one, and with how many open views."""


def public_id(n: int) -> str:
    """An address of ten letters, another one for each number."""
    mixed = (n * ODD + ADDED) & ((1 << 50) - 1)
    return "".join(PAIRS[mixed >> shift & 1023] for shift in (0, 10, 20, 30, 40))


@dataclass(frozen=True)
class Seeding:
    """What a run is made from; the same leads to the same rows."""

    ideas: int
    seed: int
    now: int


class World:
    """The surroundings of one block of ideas, with its own dice."""

    def __init__(self, seeding: Seeding, topics: list[int], topic_names: list[str]) -> None:
        self.seeding, self.now, self.today = seeding, seeding.now, seeding.now // DAY
        self.firm = Firm.for_ideas(seeding.ideas)
        first, last = self.today - YEARS - 40, self.today + AHEAD
        self.span = Span(first, last)
        self.stamp, self.day = self.span.stamp, self.span.day
        self.units: list[Unit] = units(self.firm)
        days = {unit.calendar.region: WorkingDays(unit.calendar, first, last) for unit in self.units}
        self.days = [days[unit.region] for unit in self.units]
        self.topics, self.topic_names = topics, topic_names
        self.speakers = speakers()
        self.rows: dict[str, list[str]] = defaultdict(list)
        self.dice = random.Random()
        self.roots: list[Life] = []
        self.desk = 0
        self.booked: set[tuple[int, int]] = set()

    def begin(self, block: int) -> None:
        """The next block: dice of its own, no rows yet."""
        self.dice = random.Random(f"{self.seeding.seed} {self.seeding.ideas} {block}")
        self.rows = defaultdict(list)
        self.roots: list[Life] = []

    def name(self, person: int) -> str:
        return name_of(person)

    def root_for(self, idea: "Life") -> "Life | None":
        """An earlier idea of the block by somebody else, decided after review, in which this one can go up."""
        for root in reversed(self.roots[-40:]):
            free = root.cosubmitter is None and idea.submitter != root.submitter
            if free and self.dice.random() < 0.3:
                return root
        return None

    def calendar(self, department: int) -> WorkingDays:
        return self.days[department - 1]

    def submitter(self, status: str, *, leaver: bool = False) -> int:
        """Who hands an idea in: some have many, most have few. Only what is closed can be a leaver's."""
        n = int(self.firm.staff * self.dice.random() ** 1.3)
        person = self.firm.employee(n)
        while self.firm.has_left(person) != leaver if (leaver or status != "closed") else False:
            n += 1
            person = self.firm.employee(n)
        return person
