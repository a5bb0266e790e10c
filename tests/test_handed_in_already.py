"""Words that are under way already, as after going back in the browser, are not handed in once more."""

import pytest
from django.urls import reverse

from ideas import workflow
from ideas.models import Idea
from tests.factories import Cast, make_cast, make_idea
from tests.visits import send

pytestmark = pytest.mark.django_db

WORDS = "Doors 3 & 4 stand open\r\nall night."


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def handed_in(cast: Cast) -> Idea:
    assert send(cast.submitter, text=WORDS).status_code == 302
    return Idea.objects.get()


def test_same_words_lead_to_what_is_under_way_and_stay_in_the_form(cast):
    idea = handed_in(cast)
    answer = send(cast.submitter, text=f"  {WORDS} ")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert f"You have handed in these very words already, as no. {idea.number}" in html
    assert f'<a href="{reverse("receipt", args=[idea.public_id])}">Doors 3 &amp; 4 stand open</a>' in html
    assert "all night." in html
    assert Idea.objects.get() == idea


@pytest.mark.parametrize("more", [{"text": "Doors 5 and 6, too."}, {"hazard": "1"}])
def test_other_words_and_a_hazard_are_handed_in(cast, more):
    handed_in(cast)
    assert send(cast.submitter, **{"text": WORDS, **more}).status_code == 302
    assert Idea.objects.count() == 2


def test_second_attempt_at_what_was_declined_may_say_the_same_once(cast):
    idea = make_idea(cast, "closed", text="Doors 3 & 4 stand open")
    again = {"text": idea.text, "improves": idea.public_id}
    assert send(cast.submitter, **again).status_code == 302
    assert send(cast.submitter, **again).status_code == 409
    assert Idea.objects.count() == 2


def test_same_words_by_somebody_else_or_after_withdrawing_are_handed_in(cast):
    idea = handed_in(cast)
    assert send(cast.bystander, text=WORDS).status_code == 302
    workflow.withdraw(idea, cast.submitter)
    assert send(cast.submitter, text=WORDS).status_code == 302
    assert Idea.objects.count() == 3
