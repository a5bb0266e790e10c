"""The book of proofs says what the commands said, of every proof there is."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests import book, conftest, whole

TESTS = Path(__file__).parent


def test_page_is_as_its_commands_write_it() -> None:
    assert book.page(book.read()) == book.PAGE.read_text()


def test_a_figure_is_entered_with_its_day_and_the_others_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "PAGE", tmp_path / "proof.md")
    monkeypatch.setattr(book, "QUICK", False)
    book.enter("R8", "12,000\n ideas | 0 early")
    book.enter("M1", "10,000 steps")
    assert book.read()["R8"][0] == "12,000 ideas / 0 early"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", book.read()["M1"][1])
    assert set(book.read()) == set(book.BOOK)


def test_the_short_form_enters_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "PAGE", tmp_path / "proof.md")
    monkeypatch.setattr(book, "QUICK", True)
    book.enter("M1", "600 steps")
    assert not book.PAGE.exists()


def test_what_nobody_promised_is_not_entered() -> None:
    with pytest.raises(KeyError):
        book.enter("R99", "perfect")


def test_every_proof_of_the_book_is_entered_by_some_command() -> None:
    others = [path for path in TESTS.rglob("*.py") if path.name not in ("book.py", "test_book.py")]
    sources = "".join(path.read_text() for path in others)
    assert [id for id in book.BOOK if f'"{id}"' not in sources] == []


def run_of(args: str, status: int = 0) -> Any:
    """What a run with these arguments says in the end."""
    names = {"file_or_dir": args.split(), "keyword": "", "markexpr": "not proof"}
    stats = {"passed": [1, 2], "failed": [3] if status else []}
    return SimpleNamespace(config=SimpleNamespace(option=SimpleNamespace(**names)), stats=stats)


def test_a_whole_run_is_entered_with_its_servers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "PAGE", tmp_path / "proof.md")
    monkeypatch.setattr(book, "QUICK", False)
    monkeypatch.setenv("ENTER", "1")
    whole.pytest_terminal_summary(run_of("tests/test_book.py"), 0)
    whole.pytest_terminal_summary(run_of("", 1), 1)
    assert not book.PAGE.exists()
    monkeypatch.delenv("TELL_POSTGRES", raising=False)
    whole.pytest_terminal_summary(run_of(""), 0)
    said = r"2 passed, 0 skipped in \d+:\d\d, PostgreSQL \d.*, \w+ \d.*, \d+ cores"
    assert re.fullmatch(said, book.read()["make test"][0])
    monkeypatch.setenv("TELL_POSTGRES", "/usr/lib/postgresql/15/bin")
    whole.pytest_terminal_summary(run_of(""), 0)
    assert "passed" in book.read()["other servers"][0]


def test_figures_of_other_processes_are_shown_in_the_end() -> None:
    said = [("figures", "R8: 12,000 ideas"), ("other", "no figure")]
    here, afar = SimpleNamespace(user_properties=said), SimpleNamespace(user_properties=said, node="gw1")
    assert conftest.figures_from_afar([here, afar]) == ["R8: 12,000 ideas"]
