"""The list of ideas: its orders, page by page; chips to take off; what the reader is to each idea."""

import re
import uuid

import pytest
from django.urls import reverse

from ideas import workflow
from ideas.models import Idea
from tests.factories import Cast, make_cast, make_draft, make_idea
from tests.visits import browser, page, statements, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def numbers(html: str) -> list[int]:
    """The ideas on a page, in their order."""
    return [int(found) for found in re.findall(r"No\. (\d+) ·", html)]


def walk(user, path: str) -> list[int]:
    """The ideas of all pages, in their order."""
    found, address = [], path
    while address:
        html = page(user, address)
        found += numbers(html)
        older = re.search(r'<a class="btn" href="([^"]+)" rel="next"', html)
        address = reverse("ideas") + older[1].replace("&amp;", "&") if older else ""
    return found


def hand_in(cast: Cast, count: int) -> list[Idea]:
    for n in range(count):
        draft = make_draft(cast.submitter, title=f"Gate {n:02}", department=cast.logistics)
        workflow.hand_in(draft, cast.submitter)
    return list(Idea.objects.order_by("number"))


@pytest.mark.parametrize("query", ["", "?sort=newest&q=gate", "?sort=support", "?sort=support&q=gate"])
def test_every_order_goes_through_all_pages_once(cast, query):
    ideas = hand_in(cast, 53)
    for n, idea in enumerate(ideas):
        Idea.objects.filter(pk=idea.pk).update(supports=n % 4)
    found = walk(cast.submitter, f"/ideas/{query}")
    assert sorted(found) == [idea.number for idea in ideas]
    support = dict(Idea.objects.values_list("number", "supports"))
    by_support = "support" in query
    assert found == sorted(found, key=lambda n: (support[n] if by_support else 0, n), reverse=True)


def test_recently_answered_are_those_with_an_answer_the_latest_first(cast):
    first = make_idea(cast, "closed")
    make_idea(cast, "in_review")
    second = make_idea(cast, "conversation")
    assert walk(cast.bystander, "/ideas/?sort=answered") == [second.number, first.number]


def test_answered_at_one_moment_stand_in_the_same_order_whatever_else_becomes_of_them(cast):
    first, second = make_idea(cast, "closed"), make_idea(cast, "closed")
    for idea in (first, second):
        Idea.objects.filter(pk=idea.pk).update(first_decided_at=first.first_decided_at)
    assert list(Idea.objects.answered()) == [second, first]
    Idea.objects.filter(pk=first.pk).update(followers=1)
    assert list(Idea.objects.answered()) == [second, first]


@pytest.mark.parametrize(
    "after", ["x", "1_2_3", "9999999999_1", "_", "2026-13-45T00:00_5", "5_x", "2026-01-01T00:00:00_3"]
)
@pytest.mark.parametrize("sort", ["newest", "support", "answered"])
def test_place_that_is_none_is_the_first_page(cast, sort, after):
    idea = make_idea(cast, "closed")
    assert numbers(page(cast.bystander, f"/ideas/?sort={sort}&after={after}&q=title")) == [idea.number]


def test_chips_take_one_filter_off_and_keep_the_rest(cast):
    make_idea(cast, "closed", outcome="adopted")
    html = page(
        cast.bystander, f"/ideas/?q=title&status=answered&department={cast.logistics.pk}&sort=support"
    )
    chips = re.findall(r'<a class="pill" href="([^"]+)"><span>([^<]+)', html)
    assert {name.replace("&amp;", "&"): query.replace("&amp;", "&") for query, name in chips} == {
        "“title”": f"?status=answered&department={cast.logistics.pk}&sort=support",
        "Answered": f"?q=title&department={cast.logistics.pk}&sort=support",
        "Logistics": "?q=title&status=answered&sort=support",
    }


def test_unknown_filters_make_no_chips(cast):
    make_idea(cast)
    assert 'class="pill" href' not in page(cast.bystander, "/ideas/?status=x&outcome=y&department=0&topic=z")


def test_amount_is_said_as_far_as_it_is_known(cast):
    hand_in(cast, 26)
    assert "More than 25 ideas" in page(cast.submitter, "/ideas/")
    assert "26 ideas" not in page(cast.submitter, "/ideas/")
    assert ">1 idea<" in page(cast.submitter, "/ideas/?q=gate+07")


def test_own_joint_and_followed_ideas_are_marked(cast):
    idea = make_idea(cast)
    workflow.invite_cosubmitter(idea, cast.submitter, user=cast.colleague)
    workflow.join(idea, cast.colleague)
    workflow.follow(idea, cast.bystander)
    for name in ("submitter", "colleague"):
        html = page(getattr(cast, name), "/ideas/")
        assert "<b>yours</b>" in html
        assert "/do/support/" not in html
    html = page(cast.bystander, "/ideas/")
    assert "You follow" in words(html)
    assert "<b>yours</b>" not in html


def test_following_is_ended_where_followed_ideas_stand(cast):
    idea = make_idea(cast)
    workflow.follow(idea, cast.bystander)
    here = "/ideas/?whose=following"
    assert numbers(page(cast.bystander, here)) == [idea.number]
    answer = browser(cast.bystander).post(
        reverse("act", args=[idea.public_id, "unfollow"]), {"next": here, "key": str(uuid.uuid4())}
    )
    assert answer["Location"] == here
    assert "You follow no idea yet" in page(cast.bystander, here)


@pytest.mark.parametrize(
    "path",
    [
        "/ideas/",
        "/ideas/?sort=support",
        "/ideas/?sort=answered",
        "/ideas/?q=title&sort=newest",
        "/ideas/?whose=following",
    ],
)
def test_list_costs_the_same_for_one_and_many(cast, path):
    def populate(times: int) -> int:
        for _n in range(times):
            workflow.follow(make_idea(cast, "closed"), cast.bystander)
        return statements(cast.bystander, path)

    few, many = populate(1), populate(4)
    assert few == many
    assert many <= 8
