"""Beside an idea that is being written: suggestions, what there is already, colleagues, a second attempt; duties."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from ideas import clock, workflow
from ideas.models import CoSubmitter, Idea, RoutingRule, Support
from tests.factories import Cast, experts_of, make_cast, make_idea, make_topic, owner_of
from tests.telling import told, words_of
from tests.visits import browser, page, page_of, send, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def make_rule(department, word, topic=None) -> RoutingRule:
    return RoutingRule.objects.create(department=department, words=[word], topic=topic)


# beside the words ----------------------------------------------------------------------------------------------


def type_on(user, **typed):
    typed.setdefault("key", str(uuid.uuid4()))
    return browser(user).post(reverse("draft"), typed, headers={"HX-Request": "true"}).content.decode()


def test_departments_are_suggested_while_typing(cast):
    make_rule(cast.it, "scanner")
    text = words(type_on(cast.submitter, text="The scanner at gate two is empty at noon"))
    assert "We would send it to IT." in text


def test_own_department_is_suggested_and_taken_where_no_rule_fits(cast):
    assert "We would send it to Logistics." in words(type_on(cast.submitter, text="Something quite else"))
    send(cast.submitter, text="Something quite else")
    assert Idea.objects.get(number__isnull=False).department == cast.logistics


def test_chosen_department_stands_first_in_the_suggestion(cast):
    make_rule(cast.it, "scanner")
    html = type_on(cast.submitter, text="The scanner at gate two", department=str(cast.logistics.pk))
    assert "We would send it to Logistics and IT." in words(html)


def test_topic_of_a_rule_is_suggested_and_sent(cast):
    topic = make_topic("Services")
    make_rule(cast.it, "scanner", topic=topic)
    html = type_on(cast.submitter, text="The scanner at gate two")
    assert f'name="topic_suggested" value="{topic.pk}"' in html
    send(cast.submitter, text="The scanner at gate two", topic_suggested=str(topic.pk))
    assert Idea.objects.get(number__isnull=False).topic == topic


def test_preview_renders_markdown_with_and_without_script(cast):
    typed = {"text": "**Bold**\nnext line", "title": "Zebras", "key": str(uuid.uuid4())}
    for headers in ({}, {"HX-Request": "true"}):
        html = browser(cast.submitter).post(reverse("preview"), typed, headers=headers).content.decode()
        assert "<strong>Bold</strong><br>" in html
        assert ("Zebras" in html) is (not headers)
    assert not Idea.objects.exists()


def me_too(user, idea, *, htmx=True, **typed):
    typed = {"text": "A zebra crossing before the hall", "key": str(uuid.uuid4())} | typed
    headers = {"HX-Request": "true"} if htmx else {}
    return browser(user).post(reverse("similar"), typed, headers=headers)


@pytest.mark.parametrize("htmx", [True, False])
def test_me_too_while_writing_keeps_the_words(cast, htmx):
    idea = make_idea(cast, "in_review", title="Zebra crossing before the hall")
    answer = me_too(cast.bystander, idea, htmx=htmx, me_too=idea.public_id)
    assert "you are counted" in answer.content.decode()
    idea.refresh_from_db()
    assert (idea.supports, idea.followers) == (1, 1)
    assert Idea.objects.drafts_of(cast.bystander).count() == (0 if htmx else 1)
    if not htmx:
        assert "A zebra crossing before the hall</textarea>" in answer.content.decode()


def test_further_sentence_is_said_changed_and_taken_back(cast):
    idea = make_idea(cast, "in_review", title="Zebra crossing before the hall")
    at = idea.public_id
    me_too(cast.bystander, idea, me_too=at)
    said = me_too(cast.bystander, idea, say=at, **{f"say_{at}": "At night above all."}).content.decode()
    assert "At night above all." in said
    assert Support.objects.get().sentence == "At night above all."
    assert f'name="say_{at}"' in me_too(cast.bystander, idea, again=at).content.decode()
    me_too(cast.bystander, idea, me_too=at)
    assert Support.objects.get().sentence == "At night above all."
    me_too(cast.bystander, idea, say=at, **{f"say_{at}": ""})
    assert Support.objects.get().sentence == ""
    me_too(cast.bystander, idea, undo=at)
    idea.refresh_from_db()
    assert (idea.supports, Support.objects.count()) == (0, 0)


@pytest.mark.parametrize("htmx", [True, False])
def test_draft_that_says_the_same_goes_over_to_the_idea(cast, htmx):
    idea = make_idea(cast, "in_review", title="Zebra crossing before the hall")
    key = str(uuid.uuid4())
    type_on(cast.bystander, text="A zebra crossing before the hall", key=key)
    answer = me_too(cast.bystander, idea, htmx=htmx, same=idea.public_id, key=key)
    to = answer["HX-Redirect"] if htmx else answer["Location"]
    assert to == reverse("idea", args=[idea.public_id])
    assert Support.objects.get().sentence == "A zebra crossing before the hall"
    assert not Idea.objects.drafts_of(cast.bystander).exists()


def test_long_draft_is_not_thrown_away(cast):
    idea = make_idea(cast, "in_review", title="Zebra crossing before the hall")
    key, text = str(uuid.uuid4()), "A zebra crossing. " * 50
    type_on(cast.bystander, text=text, key=key)
    me_too(cast.bystander, idea, same=idea.public_id, key=key, text=text)
    assert Idea.objects.drafts_of(cast.bystander).count() == 1


def test_me_too_to_a_hidden_idea_is_not_found(cast):
    hidden = make_idea(cast, "in_review", glanced=False)
    assert me_too(cast.bystander, hidden, me_too=hidden.public_id).status_code == 404


# together ------------------------------------------------------------------------------------------------------


def test_colleagues_are_found_by_name_and_chosen(cast):
    html = browser(cast.submitter).get(reverse("colleagues"), {"q": "Colleague"}).content.decode()
    token = re.search(r'value="([^"]+)"', html)[1]
    assert "Colleague Example, IT" in html
    send(cast.submitter, text="Warmer hall", together="Bystander Example", together_is=[token])
    idea = Idea.objects.get()
    asked = set(idea.cosubmitters.values_list("user__name", "state"))
    assert asked == {("Colleague Example", "invited"), ("Bystander Example", "invited")}
    assert "Asked to join: " in page(cast.submitter, reverse("receipt", args=[idea.public_id]))
    assert "asks whether it is your idea too" in words(page(cast.colleague, "/"))


def test_name_that_fits_several_is_asked_back(cast):
    html = send(cast.submitter, text="Warmer hall", together="Example").content.decode()
    assert "people fit. Whom do you mean?" in html
    assert "Bystander Example" in html
    assert not Idea.objects.exists()


def test_list_of_colleagues_says_nothing_without_a_name(cast):
    html = browser(cast.submitter).get(reverse("colleagues"), {"q": "x"}).content.decode()
    assert "label" not in html


def test_forged_choice_of_a_colleague_counts_for_nothing(cast):
    send(cast.submitter, text="Warmer hall", together_is=[str(cast.colleague.pk)])
    assert not Idea.objects.get().cosubmitters.exists()


# a second attempt ----------------------------------------------------------------------------------------------


def improving(idea) -> str:
    return f"{reverse('new')}?improves={idea.public_id}"


def test_declined_idea_is_improved_with_its_words_and_reasons_beside(cast):
    old = make_idea(cast, "closed", visibility="handlers")
    html = page(cast.submitter, improving(old))
    assert old.text in html
    assert html.index("Two gates cost more than they bring.") < html.index('id="id_text"')
    send(
        cast.submitter,
        text="Only one gate then",
        improves=old.public_id,
        department=cast.it.pk,
        visibility="everyone",
    )
    new = Idea.objects.get(improves=old)
    assert f"It improves idea no. {old.number}." in words_of(told(new, cast.submitter))
    assert f"handed it in again as no. {new.number}" in words_of(told(old, cast.submitter))
    expert = new.assignments.select_related("reviewer").first().reviewer
    text = page_of(expert, new)
    assert "Two gates cost more than they bring." in text
    assert reverse("idea", args=[old.public_id]) not in text
    assert "A second attempt" in text
    workflow.glance(new, owner_of(new))
    assert "A second attempt" not in page_of(cast.bystander, new)


def test_draft_of_a_second_attempt_knows_what_it_improves(cast):
    old = make_idea(cast, "closed")
    key = str(uuid.uuid4())
    type_on(cast.submitter, text="Only one gate", improves=old.public_id, key=key)
    draft = Idea.objects.drafts_of(cast.submitter).get()
    assert draft.improves == old
    assert "What we answered" in page(cast.submitter, f"{reverse('new')}?draft={draft.public_id}")


def test_answer_to_an_idea_of_handlers_is_not_shown_to_the_colleague_for_whom_it_was_improved(cast):
    old = make_idea(cast, "closed", visibility="handlers")
    for_whom = cast.colleague.email
    send(cast.submitter, text="Only one gate then", improves=old.public_id, on_behalf_of=for_whom)
    new = Idea.objects.get(improves=old)
    assert new.submitter == cast.colleague
    assert "Two gates cost more than they bring." not in page_of(cast.colleague, new)
    assert "Two gates cost more than they bring." in page_of(experts_of(new)[0], new)


def test_draft_of_a_second_attempt_shows_no_idea_that_one_may_no_longer_read(cast):
    old = make_idea(cast, "closed", visibility="handlers")
    joint = CoSubmitter.objects.create(
        idea=old, user=cast.colleague, state="accepted", invited_at=clock.now(), accepted_at=clock.now()
    )
    type_on(cast.colleague, text="Only one gate", improves=old.public_id)
    path = f"{reverse('new')}?draft={Idea.objects.drafts_of(cast.colleague).get().public_id}"
    assert "What we answered" in page(cast.colleague, path)
    joint.delete()
    assert "What we answered" not in page(cast.colleague, path)


@pytest.mark.parametrize("case", ["adopted", "open", "stranger", "again"])
def test_not_every_idea_can_be_improved(cast, case):
    old = make_idea(
        cast,
        "in_review" if case == "open" else "closed",
        outcome="adopted" if case == "adopted" else "declined",
    )
    reader = cast.bystander if case == "stranger" else cast.submitter
    if case == "again":
        send(cast.submitter, text="Only one gate then", improves=old.public_id)
    answer = browser(reader).get(improving(old))
    assert answer.status_code == (403 if case == "stranger" else 409)
    verb = browser(reader).get(reverse("act", args=[old.public_id, "improve"]))
    assert verb.status_code == answer.status_code


def test_page_of_the_verb_leads_to_the_page_for_handing_in(cast):
    old = make_idea(cast, "closed")
    answer = browser(cast.submitter).get(reverse("act", args=[old.public_id, "improve"]))
    assert answer["Location"] == improving(old)


# duties at a glance --------------------------------------------------------------------------------------------


def test_home_counts_the_duties_of_each_role(cast):
    idea = make_idea(cast, "triage")
    with clock.at(idea.due_at + timedelta(days=1)):
        owner = words(page(owner_of(idea), "/"))
        admin = words(page(cast.admin, "/"))
    assert "1 idea is with you, 1 of them late" in owner
    assert "It needs the right experts." in owner
    assert "1 idea late in the company" in admin
    reviewed = make_idea(cast, "in_review")
    assert "1 view is wanted of you" in words(page(experts_of(reviewed)[0], "/"))
    assert "Your duties at a glance" not in page(cast.bystander, "/")
