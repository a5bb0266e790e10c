"""What each page has cost when it was last recorded, and whether it has become dearer since."""

import json
from pathlib import Path

from tests.bench.measuring import Row
from tests.bench.plan import NOISE, PAGES
from tests.bench.table import counts_of

FILE = Path(__file__).resolve().parent / "recorded.json"


def write(rows: dict[str, Row]) -> None:
    """Keeps the most statements and the processor ratio of each page."""
    kept = {
        page.name: {
            "statements": max(counts_of(page, rows[page.name])),
            "ratio": round(rows[page.name].processor_ratio, 2),
        }
        for page in PAGES
        if page.name in rows
    }
    FILE.write_text(json.dumps(kept, indent=2) + "\n")


def read() -> dict[str, dict[str, float]]:
    """What was recorded, by page."""
    found: dict[str, dict[str, float]] = json.loads(FILE.read_text())
    return found


def dearer(rows: dict[str, Row]) -> list[str]:
    """A line for each page that takes more than was recorded; statements are exact, the processor is not."""
    known, found = read(), []
    for page in PAGES:
        if page.name not in rows:
            continue
        was, row = known[page.name], rows[page.name]
        if (most := max(counts_of(page, row))) > was["statements"]:
            found.append(f"{page.name}: {most} statements, recorded were {was['statements']}")
        if row.processor_ratio < NOISE * was["ratio"]:
            found.append(f"{page.name}: {row.processor_ratio:.2f} x floor, recorded were {was['ratio']:.2f}")
    return found
