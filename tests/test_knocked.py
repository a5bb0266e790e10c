"""Whether "how does it stand?" was answered: by their day, in how many working days, never about fewer than five."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from ideas import clock, insights, workflow
from ideas.insights import Knocked, Scope
from ideas.models import Idea
from tests.factories import Cast, make_cast, make_idea, make_user, owner_of
from tests.visits import browser, page, words

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def asked(cast: Cast, answered_after: timedelta | None = None, submitter: User | None = None) -> Idea:
    """An idea whose submitter asks on a Monday, and is answered so much later."""
    with clock.at(MONDAY):
        idea = make_idea(cast, submitter=submitter or make_user())
        workflow.knock(idea, idea.submitter)
    if answered_after is not None:
        with clock.at(MONDAY + answered_after):
            workflow.answer_knock(idea, owner_of(idea), text="With the experts until Thursday.")
    return idea


def five(cast: Cast) -> None:
    """Answered on the same day, on the next, on the due day, after it over a weekend, and not at all."""
    for days in (0, 1, 2, 7, None):
        asked(cast, None if days is None else timedelta(days=days, hours=1))


def knocked(after: int = 20, scope: Scope | None = None) -> tuple[Knocked, list[Knocked]]:
    with clock.at(MONDAY + timedelta(days=after)):
        found = insights.knocks(scope or Scope(), insights.people_at_work())
    return found.together, found.by_department


def test_in_time_is_by_its_day_of_all_that_are_answered_or_whose_day_is_over(cast):
    five(cast)
    one, (logistics,) = knocked()
    assert (one.asked, one.in_time, one.percent, one.people, one.veiled) == (5, 3, 60.0, 5, False)
    assert (logistics.key, logistics.asked, logistics.in_time) == (cast.logistics.pk, 5, 3)


def test_days_are_working_days_and_half_of_the_answers_took_no_longer(cast):
    five(cast)
    assert knocked()[0].days == 1.5  # 0, 1, 2 and, over a weekend, 5


def test_a_question_whose_day_is_not_over_does_not_count_yet(cast):
    asked(cast)
    assert knocked(after=1)[0].asked == 0
    assert knocked(after=3)[0].asked == 1


@pytest.mark.parametrize(("after", "counted"), [(1, 0), (3, 1)])
def test_an_idea_that_ended_before_the_day_takes_its_question_with_it_and_no_later_one(cast, after, counted):
    idea = asked(cast)
    with clock.at(MONDAY + timedelta(days=after)):
        workflow.withdraw(idea, idea.submitter)
    assert knocked()[0].asked == counted


def test_fewer_than_five_people_are_veiled_whether_they_ask_or_answer(cast):
    sam = make_user()
    for _n in range(5):
        asked(cast, timedelta(), submitter=sam)
    assert knocked()[0].veiled
    for _n in range(4):
        asked(cast, timedelta())
    assert not knocked()[0].veiled
    User.objects.filter(pk__in=[cast.people[f"expert{n}"].pk for n in (1, 2, 3, 4)]).update(is_active=False)
    together, (logistics,) = knocked()
    assert (together.veiled, logistics.veiled) == (False, True)


def test_only_questions_of_the_scope_and_of_the_last_twelve_months_count(cast):
    asked(cast, timedelta())
    assert knocked(scope=Scope((cast.it.pk,)))[0].asked == 0
    assert knocked(after=400)[0].asked == 0


def test_page_and_export_say_the_formula(cast):
    five(cast)
    with clock.at(MONDAY + timedelta(days=20)):
        text = words(page(cast.admin, reverse("insights")))
        answer = browser(cast.admin).get(reverse("insights_export", args=["knocks"]))
    assert "3 of 5 “How does it stand?” were answered in time" in text
    assert "Half of the answers came within 1.5 working days" in text
    assert "divided by all that are answered or whose day is over" in text
    assert "Logistics,5,3,60 %,1.5" in answer.content.decode()


def test_page_says_where_there_is_too_little_to_show(cast):
    asked(cast, timedelta())
    with clock.at(MONDAY + timedelta(days=20)):
        text = words(page(cast.admin, reverse("insights")))
    assert "How soon “How does it stand?” is answered" in text
    assert "1 of 1" not in text
