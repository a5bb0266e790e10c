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
ONLY = set(filter(None, os.environ.get("ONLY", "").split(";")))
MANY = 10_000


def sizes() -> list[int]:
    """How many ideas there are to be, the fewest first."""
    if QUICK or RECORD:
        return [SIZES[0]]
    return sorted(int(word) for word in os.environ.get("SIZES", "").split()) or list(SIZES)


def measured_at(stage: BenchStage, ideas: int) -> tuple[dict[str, Row], load.Memory | None, load.FirstLoad]:
    """Every page with so many ideas, printed as it is measured, and in the whole form the memory."""
    stage.use(ideas)
    scene = stage.scene()
    print(f"\n{ideas:,} ideas\n{table.HEAD}", flush=True)
    rows = {}
    with stage.serving():
        for page in PAGES:
            if not ONLY or page.name in ONLY:
                rows[page.name] = measure(stage, scene, page.name, REQUESTS)
                print(table.line(page, rows[page.name]), flush=True)
        few_or_many = ideas in {min(sizes()), max(sizes())}
        memory = load.memory(stage, scene, MANY) if few_or_many and not (QUICK or RECORD or ONLY) else None
        if memory:
            print(memory.words, flush=True)
        first = load.first_load(stage, scene["home"][0])
        print(first.words, flush=True)
    return rows, memory, first


def main() -> int:
    """Measures, prints, and enters what was shown; status 1 where a page has become dearer than recorded."""
    with tempfile.TemporaryDirectory() as folder, open_bench(Path(folder)) as stage:
        found = {ideas: measured_at(stage, ideas) for ideas in sizes()}
    rows = {ideas: pages for ideas, (pages, _memory, _first) in found.items()}
    if RECORD:
        record.write(rows[SIZES[0]])
        return 0
    if QUICK:
        dearer = record.dearer(rows[SIZES[0]])
        print("\n".join(dearer) or "No page is dearer than recorded.")
        return int(bool(dearer))
    smallest, largest = min(rows), max(rows)
    if smallest < largest:
        print(f"\n{table.growth(rows[smallest], rows[largest], smallest, largest)}")
    if not ONLY and set(rows) == set(SIZES):
        memories = {ideas: memory for ideas, (_rows, memory, _first) in found.items()}
        for name, figure in table.figures(rows[BAR], memories, rows):
            book.enter(name, figure)
        first = found[BAR][2]
        book.enter("first load", f"{first.words}: {'holds' if first.holds else 'falls short'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
