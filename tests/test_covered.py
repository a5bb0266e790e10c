"""The judge of coverage finds a branch that no test takes, in the core and nowhere else."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests import book, covered

WHOLE: dict[str, Any] = {"missing_lines": [], "missing_branches": []}


def told(missing: list[list[int]], percent: float = 97.0, core: str = "ideas/rules.py") -> dict[str, Any]:
    """What coverage says of two modules."""
    files = {
        core: {"missing_lines": [], "missing_branches": missing},
        "ideas/views/home.py": WHOLE | {"missing_lines": [3]},
    }
    return {"files": files, "totals": {"percent_covered": percent}}


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The book, elsewhere and whole."""
    monkeypatch.setattr(book, "PAGE", tmp_path / "proof.md")
    monkeypatch.setattr(book, "QUICK", False)
    return tmp_path / "proof.md"


@pytest.mark.parametrize(
    "report",
    [
        told([[4, 7]]),
        told([[4, 7]], core="ideas/workflow/moving.py"),
        told([], percent=94.9),
        told([], core="ideas/clock.py"),
    ],
)
def test_a_branch_that_no_test_takes_is_found(
    monkeypatch: pytest.MonkeyPatch, page: Path, report: dict[str, Any]
):
    monkeypatch.setattr(covered, "report_on", lambda _place: report)
    assert covered.main() == 1
    assert not page.exists()


def test_a_core_gone_through_wholly_is_entered(monkeypatch: pytest.MonkeyPatch, page: Path):
    monkeypatch.setattr(covered, "report_on", lambda _place: told([]))
    assert covered.main() == 0
    assert "1 modules of the core: 100 % of branches; whole project 97.0 %" in page.read_text()


def test_what_coverage_says_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    class Said:
        def __init__(self, data_file: str) -> None:
            self.data_file = data_file

        def load(self) -> None:
            assert self.data_file == str(tmp_path / "data")

        def json_report(self, outfile: str) -> None:
            Path(outfile).write_text(json.dumps(told([])))

    monkeypatch.setattr(covered, "Coverage", Said)
    assert covered.report_on(tmp_path / "data") == told([])
    assert covered.gaps(covered.core_of(told([[1, 2]]))) == ["ideas/rules.py: lines [], branches [[1, 2]]"]


def test_the_bar_of_the_whole_project_is_that_of_coverage():
    assert covered.bar() == 95
    assert all(list(covered.ROOT.glob(part)) for part in covered.CORE)
