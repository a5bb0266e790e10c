"""What came of answers: what was carried out and which appeals changed the answer, never about fewer than five."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from ideas import clock, insights, workflow
from ideas.insights import Scope, Share
from ideas.models import Idea
from tests.factories import Cast, file_reviews, make_cast, make_decision, make_idea, make_member, make_user
from tests.visits import browser, page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = make_cast()
    for department in (cast.logistics, cast.it):
        for _n in range(20):
            make_member(department, "reviewer", cap=99)
    return cast


def shares(scope: Scope | None = None) -> dict[str, Share]:
    return {one.key: one for one in insights.figures(scope or Scope(), 60).results}


def adopted(cast: Cast, *states: str, submitter: User | None = None) -> Idea:
    idea = make_idea(cast, "closed", outcome="adopted", submitter=submitter or make_user())
    for state in states:
        workflow.report_news(idea, cast.colleague, state=state, text="News of it.")
    return idea


def appealed(cast: Cast, outcome: str, first: str = "declined") -> Idea:
    idea = make_idea(cast, "closed", outcome=first, submitter=make_user())
    workflow.appeal(idea, idea.submitter, why="The gate was moved.")
    file_reviews(idea, "adopt", "adopt")
    make_decision(cast, idea, outcome)
    return idea


def test_carried_out_is_what_is_done_or_checked_of_all_that_was_adopted(cast):
    for states in ((), ("done",), ("done", "effect_checked"), ("not_carried_out",), ()):
        adopted(cast, *states)
    make_idea(cast, "closed", submitter=make_user())
    one = shares()["carried_out"]
    assert (one.part, one.whole, one.people, one.veiled) == (2, 5, 5, False)
    assert one.percent == 40


def test_overturned_is_another_outcome_in_favour_of_all_appeals_decided(cast):
    for outcome in ("adopted", "adopted_in_part", "declined", "declined"):
        appealed(cast, outcome)
    appealed(cast, "adopted_in_part", first="adopted_in_part")
    one = shares()["overturned"]
    assert (one.part, one.whole, one.veiled) == (2, 5, False)


def test_fewer_than_five_people_are_veiled(cast):
    sam = make_user()
    for _n in range(5):
        adopted(cast, "done", submitter=sam)
    found = shares()
    assert (found["carried_out"].whole, found["carried_out"].veiled) == (5, True)
    assert found["overturned"].veiled
    text = words(page(cast.admin, reverse("insights")))
    assert "adopted ideas have been carried out" not in text


def test_only_ideas_of_the_scope_and_of_the_last_twelve_months_count(cast):
    with clock.at(clock.now() - timedelta(days=500)):
        adopted(cast)
    adopted(cast)
    assert shares()["carried_out"].whole == 1
    assert shares(Scope((cast.it.pk,)))["carried_out"].whole == 0


def test_page_and_export_say_the_formula(cast):
    for _n in range(5):
        adopted(cast, "done")
    text = words(page(cast.admin, reverse("insights")))
    assert "5 of 5 adopted ideas have been carried out" in text
    assert "divided by all appeals decided" in text
    answer = browser(cast.admin).get(reverse("insights_export", args=["results"]))
    assert "Carried out,5,5,100 %" in answer.content.decode()
