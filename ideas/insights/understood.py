"""How it was, as submitters answered at the end: the marks of each question, low ones apart. One statement.

What fewer than five people have answered is veiled, and so is everything where fewer than five people work: it would
be about them.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from ideas.insights.scope import FEWEST, Scope
from ideas.models import Survey

LOWEST = {"understood": (1, 2, 5), "fair": (1, 2, 5), "again": (0, 6, 10)}
"""Question -> its lowest mark, the highest that counts as low, and its highest."""
PROMOTERS = 9
"""From this mark on somebody counts for the idea scheme in the arithmetic of NPS."""


@dataclass(frozen=True)
class Marks:
    """The marks of one question: how often each was given, and by how many people together."""

    key: str
    counts: tuple[int, ...]
    people: int
    veiled: bool

    @property
    def scale(self) -> range:
        """The marks that can be given."""
        first, _low, last = LOWEST[self.key]
        return range(first, last + 1)

    def is_low(self, mark: int) -> bool:
        """Whether a mark counts as low."""
        return mark <= LOWEST[self.key][1]

    @property
    def total(self) -> int:
        """All answers."""
        return sum(self.counts)

    @property
    def low(self) -> int:
        """The low ones."""
        return sum(n for mark, n in zip(self.scale, self.counts, strict=True) if self.is_low(mark))

    @property
    def low_percent(self) -> float:
        """The part of the low ones."""
        return 100 * self.low / self.total if self.total else 0.0

    @property
    def nps(self) -> int:
        """Per cent of nines and tens, less per cent of zero to six."""
        high = sum(n for mark, n in zip(self.scale, self.counts, strict=True) if mark >= PROMOTERS)
        return round(100 * (high - self.low) / self.total) if self.total else 0


def understood(scope: Scope, since: datetime, *, enough: bool) -> list[Marks]:
    """Each question, of what was answered since then; `enough` says whether enough people work in the scope."""
    rows = scope.of(Survey.objects.filter(answered_at__gte=since), "record__conversation__idea__")
    given = list(rows.values_list("user", *LOWEST))
    return [_marks(n, key, given, enough) for n, key in enumerate(LOWEST, 1)]


def _marks(n: int, key: str, given: list[tuple[int | None, ...]], enough: bool) -> Marks:
    answers = [(row[0], row[n]) for row in given if row[n] is not None]
    found, people = Counter(mark for _user, mark in answers), len({user for user, _mark in answers})
    first, _low, last = LOWEST[key]
    counts = tuple(found[mark] for mark in range(first, last + 1))
    return Marks(key, counts, people, veiled=people < FEWEST or not enough)
