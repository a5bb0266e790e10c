"""`make bench`: each page beside the floor, for each size; what holds of the bar and what falls short.

QUICK=1 takes 10,000 ideas and fails where a page takes more statements, or clearly more processor, than is recorded
in `recorded.json`; RECORD=1 writes that file. SIZES names other sizes, ONLY some pages, KEPT a folder in which the
filled databases stay for the next run.
"""

import os
import sys
import tempfile
from pathlib import Path

from tests import book
from tests.bench import load, record, table
from tests.bench.measuring import Row, measure
from tests.bench.plan import BAR, PAGES, SIZES
from tests.bench.stage import BenchStage, open_bench

QUICK = bool(os.environ.get("QUICK"))
RECORD = bool(os.environ.get("RECORD"))
REQUESTS = int(os.environ.get("REQUESTS", "40" if QUICK else "200"))
WARM = 40 if QUICK else 100
ONLY = set(filter(None, os.environ.get("ONLY", "").split(";")))
MANY = 10_000


def sizes() -> list[int]:
    """How many ideas there are to be, the fewest first."""
    return sorted(int(word) for word in os.environ.get("SIZES", "").split()) or list(SIZES)


def measured_at(stage: BenchStage, ideas: int) -> tuple[dict[str, Row], load.FirstLoad]:
    """Every page with so many ideas, printed as it is measured."""
    stage.use(ideas)
    scene = stage.scene()
    print(f"\n{ideas:,} ideas\n{table.HEAD}", flush=True)
    rows = {}
    with stage.serving():
        for page in PAGES:
            if not ONLY or page.name in ONLY:
                rows[page.name] = measure(stage, scene, page.name, REQUESTS, WARM)
                print(table.line(page, rows[page.name]), flush=True)
        first = load.first_load(stage, scene["home"][0])
        print(first.words, flush=True)
    return rows, first


def memory_at(stage: BenchStage, ideas: int) -> load.Memory:
    """What the web server holds after many requests, printed."""
    stage.use(ideas)
    with stage.serving():
        memory = load.memory(stage, stage.scene(), MANY)
    print(f"{ideas:,} ideas: {memory.words}", flush=True)
    return memory


def whole(stage: BenchStage) -> None:
    """Every page with each number of ideas, growth and memory; each figure is entered as soon as it is known."""
    rows: dict[int, dict[str, Row]] = {}
    enter = not ONLY and set(sizes()) == set(SIZES)
    for ideas in sorted(sizes(), key=lambda n: n != BAR):
        rows[ideas], first = measured_at(stage, ideas)
        if enter and ideas == BAR:
            for name, figure in table.speed(rows[BAR]):
                book.enter(name, figure)
            book.enter("first load", f"{first.words}: {'holds' if first.holds else 'falls short'}")
    smallest, largest = min(rows), max(rows)
    if smallest < largest:
        print(f"\n{table.growth(rows[smallest], rows[largest], smallest, largest)}", flush=True)
    if enter:
        book.enter("growth", table.growth_figure(rows))
    if not ONLY:
        memories = {ideas: memory_at(stage, ideas) for ideas in sorted({smallest, largest})}
        if enter:
            book.enter("memory", table.memory_figure(memories))


def main() -> int:
    """Measures, prints, and enters what was shown; status 1 where a page has become dearer than recorded."""
    with tempfile.TemporaryDirectory() as folder, open_bench(Path(folder)) as stage:
        if not (QUICK or RECORD):
            whole(stage)
            return 0
        rows, _first = measured_at(stage, SIZES[0])
    if RECORD:
        record.write(rows)
        return 0
    dearer = record.dearer(rows)
    print("\n".join(dearer) or "No page is dearer than recorded.")
    return int(bool(dearer))


if __name__ == "__main__":
    sys.exit(main())
