"""What a first visit loads, and what the web server holds in memory after many."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, cycle, islice
from typing import Any

from tests.bench import processor
from tests.bench.client import Browser
from tests.bench.plan import MORE_MEMORY, MOST_CODE, MOST_FILES, MOST_HTML, MOST_MEMORY
from tests.bench.stage import BenchStage

CODE = re.compile(r'<(?:link rel="stylesheet" href|script[^>]* src)="([^"]+)"')
WARM = 1000
"""After so many requests everything that is kept for the next one has been made."""
BLOCK = 100
"""So many requests on one connection."""


@dataclass(frozen=True)
class FirstLoad:
    """Bytes on the line and files of one page."""

    html: int
    code: int
    files: int

    @property
    def holds(self) -> bool:
        return self.html <= MOST_HTML and self.code <= MOST_CODE and self.files <= MOST_FILES

    @property
    def words(self) -> str:
        return f"first load of Home: HTML {self.html:,} bytes, CSS and JS {self.code:,} bytes in {self.files} files"


@dataclass(frozen=True)
class Memory:
    """Megabytes of master and workers together: warm, and after so many requests, each with all that it shares with
    the others; and with that counted once."""

    requests: int
    warm: float
    after: float
    shared_once: float

    @property
    def holds(self) -> bool:
        return self.after <= MOST_MEMORY and self.after <= MORE_MEMORY * self.warm

    @property
    def words(self) -> str:
        growth = 100 * (self.after / self.warm - 1)
        held = f"{self.after:.0f} MB ({self.shared_once:.0f} MB with what is shared counted once)"
        return f"memory after {self.requests:,} requests: {held}, {growth:+.1f} % since {WARM:,}"


def first_load(stage: BenchStage, visit: Mapping[str, Any]) -> FirstLoad:
    """What a browser that knows nothing yet fetches for a page."""
    with Browser(stage.port) as browser:
        page = browser.ask(visit)
        files = sorted(set(CODE.findall(page.text)))
        code = sum(browser.ask({"cookie": "", "path": path}).bytes for path in files)
    return FirstLoad(page.bytes, code, len(files))


def memory(stage: BenchStage, scene: Mapping[str, Sequence[Mapping[str, Any]]], requests: int) -> Memory:
    """Every page in turn that changes nothing, again and again."""
    reading = [visits for visits in scene.values() if "text" not in visits[0]]
    visits = cycle(chain.from_iterable(zip(*(islice(cycle(one), 200) for one in reading), strict=True)))
    visit_all(stage, islice(visits, WARM))
    warm = held(stage)
    visit_all(stage, islice(visits, requests - WARM))
    once = sum(processor.own_share(pid) for pid in stage.web)
    return Memory(requests, warm, held(stage), once)


def visit_all(stage: BenchStage, visits: Any) -> None:
    """These requests, in blocks that go to one worker or the other."""
    while block := list(islice(visits, BLOCK)):
        with Browser(stage.port) as browser:
            for visit in block:
                assert browser.ask(visit).status == 200, visit


def held(stage: BenchStage) -> float:
    """Megabytes of all processes of the web server."""
    return sum(processor.resident(pid) for pid in stage.web)
