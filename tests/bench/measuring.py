"""The measuring: small blocks of requests, those of a page and those of the floor in turn, on the same servers."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Any

from tests.bench import processor
from tests.bench.client import Answer, Browser
from tests.bench.plan import FLOOR
from tests.bench.stage import BenchStage

BLOCK = 20
Visit = dict[str, Any]


@dataclass
class Tally:
    """What the requests of one page have cost."""

    web: float = 0
    database: float = 0
    seconds: list[float] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)
    in_transaction: list[int] = field(default_factory=list)
    bytes: list[int] = field(default_factory=list)

    def add(self, answer: Answer) -> None:
        self.seconds.append(answer.seconds)
        self.statements.append(answer.statements)
        self.in_transaction.append(answer.in_transaction)
        self.bytes.append(answer.bytes)

    @property
    def n(self) -> int:
        return len(self.seconds)

    @property
    def milliseconds(self) -> float:
        """Of the processor, for web server and database together, a request."""
        return 1000 * (self.web + self.database) / self.n

    @property
    def rate(self) -> float:
        """Requests a second, one after the other."""
        return self.n / sum(self.seconds)

    def percentile(self, percent: int) -> float:
        """So many of a hundred requests take no more milliseconds."""
        return 1000 * statistics.quantiles(self.seconds, n=100, method="inclusive")[percent - 1]


@dataclass(frozen=True)
class Row:
    """A page beside its floor."""

    name: str
    page: Tally
    floor: Tally

    @property
    def processor_ratio(self) -> float:
        return self.floor.milliseconds / self.page.milliseconds

    @property
    def rate_ratio(self) -> float:
        return self.page.rate / self.floor.rate


class Course:
    """Visits of one page, handed out in blocks, round and round."""

    def __init__(self, visits: Sequence[Visit]) -> None:
        self.visits = cycle(visits)

    def next(self, count: int) -> list[Visit]:
        return list(islice(self.visits, count))


def measure(stage: BenchStage, scene: dict[str, list[Visit]], name: str, requests: int, warm: int) -> Row:
    """A page and the floor in turn, so many requests each, after some that count nothing.

    `warm` requests of the page come first: each of the server's eight connections plans a statement anew the first
    seven times, which the floor, as it stands beside every page, has long had behind it.
    """
    page, floor = Course(scene[name]), Course(scene[FLOOR])
    row = Row(name, Tally(), Tally())
    for _block in range(warm // BLOCK):
        run(stage, page.next(BLOCK), Tally())
    run(stage, floor.next(BLOCK), Tally())
    for _block in range(requests // BLOCK):
        run(stage, floor.next(BLOCK), row.floor)
        run(stage, page.next(BLOCK), row.page)
    return row


def run(stage: BenchStage, visits: Sequence[Visit], tally: Tally) -> None:
    """A block of requests; what it cost is added to the tally."""
    before = processor.spent(stage.web), processor.spent(stage.backends)
    with Browser(stage.port) as browser:
        for visit in visits:
            answer = browser.ask(visit)
            if answer.status not in (200, 302):
                raise AssertionError(f"{answer.status}: {visit}\n{answer.text[:2000]}")
            tally.add(answer)
    tally.web += processor.between(before[0], processor.spent(stage.web))
    tally.database += processor.between(before[1], processor.spent(stage.backends))
