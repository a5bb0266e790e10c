"""What leaves for a spreadsheet, read back as spreadsheets of all countries do: no cell is a formula."""

import csv
import io
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import Department
from ideas import workflow
from ideas.views.admins import figures
from ideas.views.admins.pictures import TABLES
from tests.book import QUICK
from tests.conftest import Proved
from tests.factories import Cast, bring_to, make_cast, make_draft, make_user
from tests.visits import browser

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(1800)]

SIGNS = ("=", "+", "-", "@", "\t", "\r")
SPLITS = (",", ";", "\t", "|")
WRITERS = re.compile(r"^(openpyxl|xlsxwriter|xlwt|pyexcel\S*|odfpy|ezodf)==", re.IGNORECASE | re.MULTILINE)
LOCK = Path(__file__).parents[2] / "requirements.lock"
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "=cmd|' /C calc'!A0",
    '"=1',
    "Yard;=1+1",
    "Yard,=1+1",
    "Yard\t=1",
    "Yard\n=1",
    "Yard\r\n@x",
    "Yard|-1",
    "Yard; =1",
    "Yard;\t+1",
    '=HYPERLINK("http://evil.example";"x")',
    "';=1",
)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def fill(cast: Cast, *statuses: str) -> None:
    """Ideas of five people in each department and status: enough for every table to name the departments."""
    for department in (cast.logistics, cast.it):
        for status in statuses:
            for _n in range(5):
                author = make_user(department=department)
                draft = make_draft(author, department=department)
                workflow.hand_in(draft, author)
                bring_to(cast, draft, status)


def read_back(text: str) -> Iterator[str]:
    """All cells, by whatever sign a program splits them at."""
    for split in SPLITS:
        lines = io.StringIO(text, newline="") if split == "," else re.split(r"\r\n|\r|\n", text)
        for row in csv.reader(lines, delimiter=split):
            yield from row


def formulas(text: str) -> list[str]:
    """The cells that a spreadsheet would carry out; one that trims blanks included."""
    return [cell for cell in read_back(text) if cell.startswith(SIGNS) or cell.lstrip(" ").startswith(SIGNS)]


def exported(client: Client, name: str) -> str:
    """The file of a table, fresh."""
    cache.clear()
    answer = client.get(reverse("insights_export", args=[name]))
    assert answer["Content-Type"].startswith("text/csv")
    return answer.content.decode("utf-8-sig")


def exports_with(cast: Cast, client: Client, words: str) -> dict[str, str]:
    """Every export with these words wherever people can put words into it."""
    Department.objects.filter(pk=cast.logistics.pk).update(name=words)
    Department.objects.filter(pk=cast.it.pk).update(name=f"IT {words}"[:100])
    return {name: exported(client, name) for name in TABLES}


def variants(n: int) -> list[str]:
    """Words put together from what could begin a cell."""
    chance = random.Random(7)
    pieces = [*SIGNS, *SPLITS, '"', "'", " ", "\n", "\r\n", "Yard", "1", "\u00a0", "\ufeff", "ä"]
    return ["".join(chance.choices(pieces, k=chance.randint(1, 9))) for _n in range(n)]


def written(words: str) -> str:
    """A row with these words in it, as an export writes it."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow(["Yard", figures.harmless(words), "7"])
    return out.getvalue()


@pytest.mark.parametrize("words", HOSTILE)
def test_words_that_could_be_a_formula_are_written_as_words(words: str):
    assert formulas(written(words)) == []
    assert figures.harmless(words).replace("'", "") == words.replace("'", "")


def test_plain_words_are_left_alone():
    for words in ("Yard 2", "R&D", "A-B", "50 %", "2026-11", "a = b", "x; y", "it's"):
        assert figures.harmless(words) == words


def test_nothing_but_the_figures_leaves_for_a_spreadsheet():
    """The tool writes CSV alone: whoever adds another form adds it here."""
    assert WRITERS.findall(LOCK.read_text()) == []
    sources = [path for folder in ("ideas", "accounts") for path in (LOCK.parent / folder).rglob("*.py")]
    writing = {str(path.relative_to(LOCK.parent)) for path in sources if "csv.writer" in path.read_text()}
    assert writing == {"ideas/views/admins/figures.py"}
    assert not [path for path in sources if re.search(r"csv\.DictWriter|ms-excel", path.read_text())]


def test_a_formula_that_gets_out_would_be_found(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(figures, "harmless", str)
    fill(cast, "in_review")
    found = exports_with(cast, browser(cast.admin), "=1+1")
    assert any(formulas(text) for text in found.values())


@pytest.mark.proof
def test_no_cell_of_an_export_is_a_formula(cast: Cast, proved: Proved):
    fill(cast, "in_review", "closed")
    client, cells, named = browser(cast.admin), 0, set[str]()
    for words in HOSTILE[:3] if QUICK else HOSTILE:
        for name, text in exports_with(cast, client, words).items():
            assert formulas(text) == [], (name, words)
            cells += len(list(read_back(text)))
            named |= {name} if "IT" in text else set()
    assert {"ageing", "promise", "knocks"} & named
    tried = variants(200 if QUICK else 5000)
    assert [words for words in tried if formulas(written(words))] == []
    proved(
        "S7",
        f"{len(TABLES)} exports with {len(HOSTILE)} hostile names, {cells} cells read back split at {len(SPLITS)} "
        f"signs, and {len(tried)} made-up cells (seed 7): 0 begin with = + - @ TAB CR; no workbooks are written",
    )
