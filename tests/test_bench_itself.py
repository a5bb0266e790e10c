"""The bench: it counts every statement, its table says what falls short, and a page that became dearer is found."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from accounts.models import Department
from tests.bench import counting, processor, record, table
from tests.bench.measuring import Row, Tally
from tests.bench.plan import NOISE, PAGES

HOME = next(page for page in PAGES if page.name == "home")
SUBMIT = next(page for page in PAGES if page.writes)


def counted(view: Callable[[HttpRequest], HttpResponse]) -> tuple[int, int]:
    answer = counting.Counted(view)(HttpRequest())
    return int(answer[counting.ALL]), int(answer[counting.IN_TRANSACTION])


def tally(n: int = 4, milliseconds: float = 10, statements: int = 5) -> Tally:
    return Tally(
        web=n * milliseconds / 1000, seconds=[0.01] * n, statements=[statements] * n, in_transaction=[2] * n,
        bytes=[900] * n,
    )  # fmt: skip


def row(name: str, ratio: float, statements: int = 5) -> Row:
    return Row(name, tally(milliseconds=10, statements=statements), tally(milliseconds=10 * ratio))


@pytest.mark.django_db(transaction=True)
def test_each_statement_counts_and_no_savepoint():
    def view(_request: HttpRequest) -> HttpResponse:
        list(Department.objects.all())
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        with transaction.atomic(), transaction.atomic():
            Department.objects.count()
        return HttpResponse()

    assert counted(view) == (3, 1)


def test_a_table_says_what_falls_short():
    assert table.shortfalls(HOME, row("home", 0.31)) == []
    assert table.shortfalls(HOME, row("home", 0.29, statements=9)) == ["0.29 < 0.30", "9 statements > 8"]
    assert "holds" in table.line(HOME, row("home", 0.31))
    assert table.counts_of(SUBMIT, row("submit", 0.5)) == [2, 2, 2, 2]


def test_growth_is_taken_beside_the_floor():
    slow = Row("home", Tally(seconds=[0.06] * 4), Tally(seconds=[0.02] * 4))
    quick = Row("home", Tally(seconds=[0.02] * 4), Tally(seconds=[0.01] * 4))
    assert table.grown(quick, slow) == pytest.approx(1.5)


def test_what_was_recorded_names_each_page():
    assert set(record.read()) == {page.name for page in PAGES}


def test_a_page_that_became_dearer_is_found():
    was = record.read()["home"]
    most, ratio = int(was["statements"]), was["ratio"]
    assert record.dearer({"home": row("home", ratio, most)}) == []
    assert "statements" in record.dearer({"home": row("home", ratio, most + 1)})[0]
    assert "x floor" in record.dearer({"home": row("home", 0.9 * NOISE * ratio, most)})[0]


def test_processor_time_of_a_thread_that_is_new_counts_from_its_beginning():
    assert processor.between({"1": 10**9}, {"1": 3 * 10**9, "2": 10**9}) == pytest.approx(3)
