"""`python -m tests.covered`: whether the last run with --cov went through every branch of the core.

Reads the data of coverage and runs no test. Prints each module of the core with a line or branch that no test takes,
and the share of the whole project; status 1 where one is missing or the whole is below its bar. Enters S17.
"""

import json
import sys
import tempfile
import tomllib
from pathlib import Path, PurePath
from typing import Any

from coverage import Coverage

from tests import book

ROOT = Path(__file__).resolve().parent.parent
CORE = (
    *("ideas/workflow/*", "ideas/conversation/*", "ideas/outbox/*", "ideas/routing/*"),
    *("ideas/rules.py", "ideas/deadlines.py"),
)
"""Whose every branch is taken by a test."""


def bar() -> float:
    """The least share of the whole project, in percent; coverage itself holds a run to it."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return float(tomllib.load(file)["tool"]["coverage"]["report"]["fail_under"])


def report_on(data: Path) -> dict[str, Any]:
    """What coverage says of a run, by file."""
    found = Coverage(data_file=str(data))
    found.load()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "coverage.json"
        found.json_report(outfile=str(place))
        return dict(json.loads(place.read_text()))


def core_of(report: dict[str, Any]) -> dict[str, Any]:
    """The modules of the core."""
    return {
        name: facts
        for name, facts in report["files"].items()
        if any(PurePath(name).match(part) for part in CORE)
    }


def gaps(modules: dict[str, Any]) -> list[str]:
    """A line for each module that is not gone through wholly, with what is missing."""
    return [
        f"{name}: lines {facts['missing_lines']}, branches {facts['missing_branches']}"
        for name, facts in sorted(modules.items())
        if facts["missing_lines"] or facts["missing_branches"]
    ]


def main(place: str = ".coverage") -> int:
    """Reads, judges, enters."""
    report = report_on(ROOT / place)
    core, whole = core_of(report), report["totals"]["percent_covered"]
    missing = gaps(core)
    print(*missing, sep="\n")
    share = "100 % of branches" if not missing else f"{len(missing)} with gaps"
    figure = f"{len(core)} modules of the core: {share}; whole project {whole:.1f} %"
    print(figure)
    if missing or not core or whole < bar():
        return 1
    book.enter("S17", figure)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
