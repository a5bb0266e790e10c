"""The page of an idea and the list: what each reader finds there."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from ideas import clock, workflow
from ideas.models import Implementation, Support
from tests.factories import (
    Cast,
    experts_of,
    make_cast,
    make_draft,
    make_idea,
    owner_of,
)
from tests.visits import STATUSES, browser, page, page_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


# one idea ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", STATUSES)
def test_idea_answers_where_who_and_next(cast, status):
    idea = make_idea(cast, status)
    text = words(page_of(cast.submitter, idea))
    for question in ("Where is it?", "Who has it?", "What happens next?"):
        assert question in text
    assert f"Your idea, no. {idea.number}" in text


@pytest.mark.parametrize("status", STATUSES)
def test_idea_has_one_main_button_at_most(cast, status):
    idea = make_idea(cast, status)
    readers = (cast.submitter, cast.coordinator1, cast.decider, cast.bystander, cast.admin, cast.expert1)
    for reader in readers:
        answer = browser(reader).get(reverse("idea", args=[idea.public_id]))
        assert answer.content.count(b'class="btn main"') <= 1


def test_draft_opens_where_it_is_written(cast):
    draft = make_draft(cast.submitter)
    answer = browser(cast.submitter).get(reverse("idea", args=[draft.public_id]))
    assert answer["Location"] == f"{reverse('new')}?draft={draft.public_id}"


def test_idea_not_shown_yet_is_not_found(cast):
    idea = make_idea(cast, "in_review", glanced=False)
    assert browser(cast.bystander).get(reverse("idea", args=[idea.public_id])).status_code == 404


def test_submitter_reads_answer_and_public_words_never_scores(cast):
    idea = make_idea(cast, "conversation")
    html = page_of(cast.submitter, idea)
    assert "Two gates cost more than they bring." in html
    assert "publiczq" in html
    assert "internalzq" not in html
    assert "Benefit" not in html
    assert "Adopt in part" not in html


def test_submitter_reads_no_review_before_the_decision(cast):
    html = page_of(cast.submitter, make_idea(cast, "deciding"))
    assert "publiczq" not in html
    assert "View filed" in html


def test_expert_reads_no_other_review_until_own_is_filed(cast):
    idea = make_idea(cast, "in_review")
    first, second = experts_of(idea)
    workflow.review(idea, first, recommendation="adopt", public_text="Giraffes.", internal_note="Hush.")
    sealed = page_of(second, idea)
    assert "Giraffes." not in sealed
    assert "Hush." not in sealed
    workflow.review(idea, second, recommendation="adopt", public_text="Also.")
    assert "Giraffes." in page_of(second, idea)


def test_employee_reads_text_and_outcome_but_no_names(cast):
    idea = make_idea(cast, "closed", outcome="adopted", show_name=False)
    html = page_of(cast.bystander, idea)
    assert "textzq" in html
    assert "Two gates cost more than they bring." in html
    for name in ("Sam Submitter", "Logistics Coordinator", "Logistics Expert", "Logistics Decider"):
        assert name not in html
    for hidden in ("saidzq", "publiczq", "answerzq", "internalzq"):
        assert hidden not in html


def test_name_that_is_not_to_be_shown_is_for_those_who_handle_it(cast):
    idea = make_idea(cast, "in_review", show_name=False)
    seen = ["Sam Submitter" in page_of(user, idea) for user in (owner_of(idea), cast.admin, cast.bystander)]
    assert seen == [True, False, False]


def test_notes_are_for_those_who_handle_it(cast):
    idea = make_idea(cast, "in_review")
    workflow.note(idea, owner_of(idea), text="Hippopotamus")
    assert "Hippopotamus" in page_of(owner_of(idea), idea)
    for reader in (cast.submitter, cast.bystander, cast.manager, cast.observer):
        assert "Hippopotamus" not in page_of(reader, idea)


def test_record_is_for_submitters_partner_and_coordinator(cast):
    idea = make_idea(cast, "closed")
    expert = idea.assignments.first().reviewer
    assert "saidzq" in page_of(cast.submitter, idea)
    assert "saidzq" in page_of(cast.coordinator1, idea)
    assert "saidzq" not in page_of(expert, idea)
    assert "saidzq" not in page_of(cast.bystander, idea)


def test_adopted_idea_never_shows_a_bare_closed(cast):
    idea = make_idea(cast, "closed", outcome="adopted")
    text = words(page_of(cast.submitter, idea))
    assert "Adopted: planned, next news" in text
    assert "Colleague Example carries it out" in text


@pytest.mark.parametrize("name", ["idea", "talk", "story"])
def test_news_that_are_late_are_announced_for_no_day_gone_by(cast, client, name):
    idea = make_idea(cast, "closed", outcome="adopted")
    client.force_login(cast.submitter)
    for days, said, unsaid in ((7, "next news on", "due since"), (-7, "due since", "next news on")):
        Implementation.objects.update(next_news_on=clock.today() + timedelta(days=days))
        text = words(client.get(reverse(name, args=[idea.public_id])).content.decode()).lower()
        assert said in text
        assert unsaid not in text


def test_submitter_can_answer_on_the_page(cast):
    idea = make_idea(cast, "clarification")
    html = page_of(cast.submitter, idea)
    assert "Which gate?" in html
    assert 'id="answer_text"' in html
    assert 'id="answer_text"' not in page_of(cast.bystander, idea)


def test_submitter_can_choose_a_time_on_the_page(cast):
    assert 'name="slot"' in page_of(cast.submitter, make_idea(cast, "conversation"))


def test_menu_offers_only_what_makes_sense(cast):
    idea = make_idea(cast, "in_review")
    html = page_of(cast.submitter, idea)
    for verb in ("withdraw", "set_visibility", "invite_cosubmitter"):
        assert reverse("act", args=[idea.public_id, verb]) in html
    for verb in ("support", "review", "decide", "appeal", "note"):
        assert reverse("act", args=[idea.public_id, verb]) not in html


def test_support_and_following_are_one_click(cast):
    idea = make_idea(cast, "in_review")
    client = browser(cast.bystander)
    here = reverse("idea", args=[idea.public_id])
    client.post(reverse("act", args=[idea.public_id, "support"]), {"key": str(uuid.uuid4())})
    text = client.get(here).content.decode()
    assert "1 colleague says “Me too”" in words(text)
    assert reverse("act", args=[idea.public_id, "unsupport"]) in text
    client.post(reverse("act", args=[idea.public_id, "unsupport"]))
    assert not Support.objects.exists()


# the list ------------------------------------------------------------------------------------------------------


def test_list_shows_what_the_reader_may_read(cast):
    seen, hidden = make_idea(cast, "in_review"), make_idea(cast, "in_review", glanced=False)
    draft = make_draft(cast.bystander)
    html = page(cast.bystander, "/ideas/")
    assert seen.title in html
    assert hidden.title not in html
    assert draft.title not in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"open", "closed", "adopted"}),
        ("?status=open", {"open"}),
        ("?status=answered", {"closed", "adopted"}),
        ("?outcome=adopted", {"adopted"}),
        ("?status=nonsense&outcome=nonsense&department=x&topic=-1", {"open", "closed", "adopted"}),
        ("?whose=mine", set()),
        ("?whose=following", {"open"}),
        ("?department={it}", set()),
        ("?department={logistics}", {"open", "closed", "adopted"}),
        ("?q=elefanten", {"open"}),
        ("?q=elephants", set()),
    ],
)
def test_list_filters_by_the_address(cast, query, found):
    ideas = {
        "open": make_idea(cast, "in_review", title="Mehr Elefanten"),
        "closed": make_idea(cast, "closed", title="Second gate"),
        "adopted": make_idea(cast, "closed", outcome="adopted", title="Third gate"),
    }
    workflow.follow(ideas["open"], cast.bystander)
    html = page(cast.bystander, "/ideas/" + query.format(it=cast.it.pk, logistics=cast.logistics.pk))
    assert {name for name, idea in ideas.items() if f'href="/ideas/{idea.public_id}/"' in html} == found


def test_list_without_a_match_says_what_to_do(cast):
    assert "Nothing fits" in page(cast.bystander, "/ideas/?q=xylophone")
    assert "No ideas yet" in page(cast.bystander, "/ideas/")


def test_list_goes_on_page_by_page(cast):
    for n in range(27):
        draft = make_draft(cast.submitter, title=f"Idea number {n:02}", department=cast.logistics)
        workflow.hand_in(draft, cast.submitter)
    first = page(cast.submitter, "/ideas/?status=open")
    older = re.search(r'href="(\?[^"]*after=[^"]*)"', first)
    assert older is not None
    second = page(cast.submitter, "/ideas/" + older[1].replace("&amp;", "&"))
    titles = [set(re.findall(r"Idea number \d\d", html)) for html in (first, second)]
    assert [len(found) for found in titles] == [25, 2]
    assert not titles[0] & titles[1]
    assert "status=open" in older[1]


def test_me_too_in_the_list_leads_back_to_it(cast):
    idea = make_idea(cast, "in_review")
    answer = browser(cast.bystander).post(
        reverse("act", args=[idea.public_id, "support"]), {"next": "/ideas/?status=open"}
    )
    assert answer["Location"] == "/ideas/?status=open"
    assert Support.objects.count() == 1
