"""Where a verb leads when it is done: back to where the person came from, and never off this site."""

import pytest
from django.urls import reverse

from ideas import workflow
from ideas.models import Idea
from tests.factories import Cast, make_cast, make_draft, make_idea
from tests.test_acts import address, browser, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "evil", " //x"],
)
def test_way_back_stays_on_this_site(cast, wanted):
    idea = make_idea(cast, "in_review")
    answer = post(cast.bystander, idea, "follow", next=wanted)
    assert answer["Location"] == reverse("idea", args=[idea.public_id])


def test_way_back_leads_to_where_the_person_came_from(cast):
    idea = make_idea(cast, "in_review")
    assert post(cast.bystander, idea, "follow", next="/ideas/?q=gate")["Location"] == "/ideas/?q=gate"
    page = browser(cast.bystander).get(address(idea, "support") + "?next=/ideas/?q=gate").content.decode()
    assert 'href="/ideas/?q=gate"' in page


def test_way_back_that_is_too_long_is_left_out(cast):
    idea = make_idea(cast, "in_review")
    answer = post(cast.bystander, idea, "follow", next="/ideas/?q=" + "x" * 400)
    assert answer["Location"] == reverse("idea", args=[idea.public_id])


def test_leaving_a_hidden_idea_leads_home(cast):
    idea = make_idea(cast, "in_review", glanced=False)
    workflow.invite_cosubmitter(idea, cast.submitter, user=cast.colleague)
    assert post(cast.colleague, idea, "decline_joining")["Location"] == "/"


def test_discarding_a_draft_leads_home(cast):
    draft = make_draft(cast.submitter)
    assert post(cast.submitter, draft, "discard")["Location"] == "/"
    assert not Idea.objects.exists()
