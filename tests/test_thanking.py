"""Thanks of a submitter to the experts, and the list of what became of the ideas that one has reviewed."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ideas import workflow
from ideas.models import Idea, Notice, Thanks
from ideas.rules import Refused
from tests.factories import (
    Cast,
    experts_of,
    file_reviews,
    make_cast,
    make_decision,
    make_idea,
    owner_of,
    reasons,
)
from tests.telling import told, words_of

LINE = "I had not thought of the wind."


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def signed_in(user) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def page(user, idea: Idea) -> str:
    return signed_in(user).get(reverse("idea", args=[idea.public_id])).content.decode()


def experts(idea: Idea):
    return [a.reviewer for a in idea.assignments.filter(state="filed").select_related("reviewer")]


def test_thanks_reach_the_experts_of_the_round_by_inbox_and_story(cast: Cast):
    idea = make_idea(cast, "conversation")
    assert "Thank the experts in one line" in page(cast.submitter, idea)
    address = reverse("act", args=[idea.public_id, "thank"])
    assert signed_in(cast.submitter).post(address, {"text": LINE}).status_code == 302
    assert {n.user for n in Notice.objects.filter(kind="thank")} == set(experts(idea))
    for person in (*experts(idea), cast.submitter, owner_of(idea)):
        text = page(person, idea)
        assert LINE in text
        assert LINE in words_of(told(idea, person))
    assert "Thank the experts in one line" not in page(cast.submitter, idea)
    assert LINE not in page(cast.bystander, idea)
    assert LINE not in page(cast.admin, idea)


def test_thanks_are_sent_once_a_round_and_person(cast: Cast):
    idea = make_idea(cast, "in_review")
    workflow.invite_cosubmitter(idea, cast.submitter, user=cast.colleague)
    workflow.join(idea, cast.colleague)
    file_reviews(idea, "adopt", "adopt")
    make_decision(cast, idea)
    workflow.thank(idea, cast.submitter, text=LINE)
    workflow.thank(idea, cast.colleague, text=LINE)
    with pytest.raises(Refused, match="already"):
        workflow.thank(idea, cast.submitter, text="Once more.")
    assert Thanks.objects.count() == 2


@pytest.mark.parametrize("text", ["", "  ", "a" * 301])
def test_thanks_are_one_line_with_words(cast: Cast, text: str):
    idea = make_idea(cast, "conversation")
    with pytest.raises(Refused):
        workflow.thank(idea, cast.submitter, text=text)
    answer = signed_in(cast.submitter).post(reverse("act", args=[idea.public_id, "thank"]), {"text": text})
    assert answer.status_code == 200
    assert not Thanks.objects.exists()


def test_without_experts_there_is_nobody_to_thank(cast: Cast):
    idea = make_idea(cast, "triage")
    boss = owner_of(idea)
    workflow.propose(idea, boss, outcome="out_of_scope", **reasons("out_of_scope"))
    workflow.agree(idea, cast.coordinator1 if boss != cast.coordinator1 else cast.coordinator2)
    assert "Thank the experts" not in page(cast.submitter, idea)
    with pytest.raises(Refused, match="No expert"):
        workflow.thank(idea, cast.submitter, text=LINE)


def filed(user) -> str:
    return signed_in(user).get(reverse("desk_filed")).content.decode()


def test_filed_says_what_one_wrote_what_became_of_it_and_who_thanked(cast: Cast):
    idea = make_idea(cast, "closed", outcome="adopted")
    workflow.thank(idea, cast.submitter, text=LINE)
    workflow.report_news(
        idea, cast.colleague, state="in_work", text="Ordered.", next_news_on=idea.promise_at.date()
    )
    for expert in experts(idea):
        text = filed(expert)
        own = idea.assignments.get(reviewer=expert).review
        for words in (idea.title, own.get_recommendation_display(), "in work", LINE, "Two gates cost more"):
            assert words in text, words


def test_filed_shows_neither_others_views_nor_sums(cast: Cast):
    idea = make_idea(cast)
    first, second = experts_of(idea)
    workflow.review(idea, first, recommendation="adopt", public_text="Mine.")
    workflow.review(idea, second, recommendation="adopt_in_part", public_text="Theirs.")
    text = filed(first)
    assert "Adopt</b>" in text
    assert "Adopt in part" not in text
    assert "Only you see this list." in text


def test_filed_shows_no_thanks_where_one_has_come_to_have_a_part(cast: Cast):
    idea = make_idea(cast, "conversation")
    expert = experts(idea)[0]
    workflow.thank(idea, cast.submitter, text=LINE)
    cast.submitter.line_manager = expert
    cast.submitter.save()
    text = filed(expert)
    assert idea.title in text
    assert LINE not in text


def test_filed_asks_the_same_number_of_statements_for_one_and_for_many(cast: Cast):
    counts = []
    expert = cast.expert1
    for wanted in (1, 4):
        while idea_count(expert) < wanted:
            idea = make_idea(cast, "closed")
            workflow.thank(idea, cast.submitter, text=LINE)
        browser = signed_in(expert)
        with CaptureQueriesContext(connection) as seen:
            browser.get(reverse("desk_filed"))
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 8


def idea_count(expert) -> int:
    return expert.assignments.filter(state="filed").count()
