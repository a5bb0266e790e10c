"""The book of proofs says what the commands said, of every proof there is."""

import re
from pathlib import Path

import pytest

from tests import book

NAMED = re.compile(r"""proved\(\s*f?"([^"]+)"|book\.enter\(\s*f?"([^"]+)\"""")


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


def test_every_proof_of_the_book_is_entered_by_some_test() -> None:
    sources = [
        path.read_text() for path in Path(__file__).parent.rglob("*.py") if path.name != "test_book.py"
    ]
    entered = {a or b for text in sources for a, b in NAMED.findall(text)}
    assert set(book.BOOK) - entered == set()
