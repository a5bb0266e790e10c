"""How it was, counted: low marks apart, the arithmetic of NPS, nothing about fewer than five people."""

import pytest

from ideas import clock, insights
from ideas.insights import Marks
from ideas.models import Record, Survey
from tests.factories import Cast, make_cast, make_idea, make_user
from tests.visits import page, words


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def answered(cast: Cast, marks: list[tuple[int, int, int | None]]) -> None:
    for n, (understood, fair, again) in enumerate(marks):
        made = make_idea(cast, "closed", submitter=make_user(f"Person {n}", department=cast.logistics))
        record = Record.objects.get(conversation__idea=made)
        given = {"understood": understood, "fair": fair, "again": again}
        Survey.objects.create(record=record, user=made.submitter, answered_at=clock.now(), **given)


def test_low_marks_stand_apart_and_the_arithmetic_is_that_of_nps():
    marks = Marks("again", (0, 1, 0, 0, 0, 0, 1, 1, 2, 3, 2), 10, veiled=False)
    assert (marks.total, marks.low, marks.nps) == (10, 2, 30)
    five = Marks("fair", (1, 2, 3, 4, 0), 10, veiled=False)
    assert (five.low, five.low_percent, [five.is_low(m) for m in five.scale]) == (
        3,
        30.0,
        [True, True, False, False, False],
    )


def test_page_shows_a_question_from_five_people_on(cast):
    answered(cast, [(5, 5, 10), (4, 2, 9), (1, 1, 6), (5, 4, 10)])
    assert "Whether people understood why" in page(cast.admin, "/insights/")
    made = make_idea(cast, "closed")
    Survey.objects.create(
        record=Record.objects.get(conversation__idea=made), user=cast.submitter, understood=2, fair=5
    )
    found = insights.figures(insights.Scope(), 60).understood
    assert [(one.key, one.veiled) for one in found] == [
        ("understood", False),
        ("fair", False),
        ("again", True),
    ]
    assert (found[0].total, found[0].low, found[0].counts) == (5, 2, (1, 1, 0, 1, 2))


def test_page_and_file_say_the_same(cast):
    answered(cast, [(5, 5, 10), (4, 2, 9), (1, 1, 6), (5, 4, 10), (3, 3, 8)])
    text = words(page(cast.admin, "/insights/"))
    assert "4 of 5 answers say: understood why" in text
    assert "Would hand in again: 40. Per cent of nines and tens, less per cent of zero to six." in text
    rows = page(cast.admin, "/insights/understood.csv").splitlines()
    assert "Understood why,all low ones,1,low" in rows
    assert "Understood why,all others,4," in rows
    assert "Would hand in again,10,2," in rows
