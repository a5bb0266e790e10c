"""The page of every verb: the table, who gets which answer, once only, and words that are never lost."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client
from django.urls import reverse

from ideas import clock, conversation, dossier, rules, workflow
from ideas.models import Follow, HandledRequest, Idea, Message, Note, Question, Review, Slot, Support
from ideas.templatetags.tell import anchor
from ideas.transitions import TRANSITIONS, system
from ideas.views.act_table import ACTS
from ideas.views.next_action import SHOWN_IF, TURNS
from ideas.views.refusals import answer_to
from tests.factories import Cast, experts_of, make_cast, make_idea, make_user, owner_of, reasons
from tests.visits import act_address as address
from tests.visits import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def post(who, idea: Idea, verb: str, /, **words):
    words.setdefault("key", str(uuid.uuid4()))
    return browser(who).post(address(idea, verb), words)


def fresh(idea: Idea) -> Idea:
    return Idea.objects.get(pk=idea.pk)


def test_table_has_every_verb_of_people_but_handing_in():
    people = {name for name, row in TRANSITIONS.items() if system not in row.who}
    assert set(ACTS) == people - {"hand_in"}


def test_table_names_only_verbs_that_exist():
    assert set(SHOWN_IF) <= set(TRANSITIONS)
    assert {turn.verb for turn, _fits in TURNS} <= set(ACTS)


@pytest.mark.parametrize("verb", sorted(ACTS))
def test_page_of_a_verb_is_for_signed_in_people(cast, client, verb):
    idea = make_idea(cast, "in_review")
    answer = client.get(address(idea, verb))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


SITUATIONS = {
    "answer": ("clarification", "submitter"),
    "withdraw": ("in_review", "submitter"),
    "take_up": ("withdrawn", "submitter"),
    "attach": ("in_review", "submitter"),
    "detach": ("in_review", "coordinator1"),
    "set_visibility": ("in_review", "submitter"),
    "invite_cosubmitter": ("in_review", "submitter"),
    "appeal": ("closed", "submitter"),
    "support": ("in_review", "bystander"),
    "unsupport": ("in_review", "bystander"),
    "follow": ("in_review", "bystander"),
    "unfollow": ("in_review", "bystander"),
    "review": ("in_review", "expert"),
    "hand_over": ("in_review", "expert"),
    "ask": ("in_review", "expert"),
    "take_back_question": ("clarification", "coordinator1"),
    "note": ("in_review", "expert"),
    "message": ("in_review", "submitter"),
    "route": ("in_review", "coordinator1"),
    "assign": ("triage", "coordinator1"),
    "release": ("in_review", "coordinator1"),
    "conclude": ("discussion", "coordinator1"),
    "propose": ("triage", "coordinator1"),
    "merge": ("triage", "coordinator1"),
    "glance": ("in_review", "coordinator1"),
    "unglance": ("in_review", "coordinator1"),
    "entrust": ("in_review", "coordinator1"),
    "move_due": ("in_review", "coordinator1"),
    "move_promise": ("in_review", "coordinator1"),
    "discuss": ("deciding", "owner"),
    "decide": ("deciding", "owner"),
    "defer": ("deciding", "owner"),
    "offer_slots": ("conversation", "owner"),
    "invite_to_suggest": ("conversation", "owner"),
    "suggest_slots": ("conversation", "submitter"),
    "ask_for_partner": ("conversation", "submitter"),
    "ask_for_manager": ("conversation", "submitter"),
    "book": ("conversation", "submitter"),
    "cancel_booking": ("conversation", "submitter"),
    "choose_channel": ("conversation", "submitter"),
    "change_partner": ("conversation", "coordinator1"),
    "attempt": ("conversation", "owner"),
    "record": ("conversation", "owner"),
    "decline_talk": ("conversation", "submitter"),
    "give_up": ("conversation", "owner"),
    "confirm": ("confirming", "submitter"),
    "answer_survey": ("closed", "submitter"),
    "report_news": ("adopted", "colleague"),
    "discard": ("draft", "submitter"),
}


def situation(cast: Cast, verb: str):
    status, who = SITUATIONS[verb]
    idea = make_idea(
        cast,
        "closed" if status == "adopted" else status,
        **({"outcome": "adopted"} if status == "adopted" else {}),
    )
    if who == "expert":
        return idea, experts_of(idea)[0]
    return idea, owner_of(idea) if who == "owner" else getattr(cast, who)


@pytest.mark.parametrize("verb", sorted(SITUATIONS))
def test_page_of_a_verb_shows_its_form(cast, verb):
    idea, who = situation(cast, verb)
    answer = browser(who).get(address(idea, verb))
    assert answer.status_code == 200
    assert answer.content.count(b'class="btn main"') + answer.content.count(b'class="btn bad"') == 1
    assert b'name="key"' in answer.content


@pytest.mark.parametrize("verb", sorted(SITUATIONS))
def test_what_is_wrong_is_told_in_the_order_of_the_page(cast, verb):
    """The summary goes by the fields of the form, so these stand in it as on the page."""
    idea, who = situation(cast, verb)
    answer = browser(who).get(address(idea, verb))
    html = answer.content.decode()
    marks = [f'id="{anchor(field)}"' for field in answer.context["form"].visible_fields()]
    shown = [mark for mark in marks if mark in html]
    assert shown == sorted(shown, key=html.index)


@pytest.mark.parametrize("verb", sorted(SITUATIONS))
def test_getting_the_page_changes_nothing(cast, verb):
    idea, who = situation(cast, verb)
    before = fresh(idea).version, idea.events.count()
    browser(who).get(address(idea, verb))
    assert (fresh(idea).version, idea.events.count()) == before


def test_unknown_verb_is_not_found(cast):
    idea = make_idea(cast, "in_review")
    assert browser(cast.submitter).get(address(idea, "explode")).status_code == 404
    assert browser(cast.submitter).get(address(idea, "hand-in")).status_code == 404
    assert browser(cast.submitter).get(address(idea, "relieve")).status_code == 404


def test_signs_that_no_database_takes_break_nothing(cast):
    idea, client = make_idea(cast, "in_review"), browser(cast.submitter)
    assert client.get("/ideas/a%00b/").status_code == 404
    assert client.get("/ideas/?q=a%00b&topic=%00&after=%00").status_code == 200
    assert client.get("/ideas/new/?draft=a%00").status_code == 200
    assert client.post("/ideas/new/", {"text": "a\0b", "draft": "\0", "key": "\0"}).status_code == 200
    assert post(cast.submitter, idea, "invite_cosubmitter", user="a\0b", user_is="\0").status_code == 200
    assert post(cast.submitter, idea, "message", text="x", key="\0", next="/\0").status_code == 200
    at = reverse("idea", args=[idea.public_id])
    assert client.get(f"{at}?comment=%00&before=a%00").status_code == 200
    assert client.get("/ideas/new/?improves=a%00").status_code == 404
    for name in ("me_too", "say", "undo", "same"):
        assert client.post("/ideas/new/similar/", {name: "a\0"}).status_code == 404


def test_lost_race_for_an_idea_that_one_may_no_longer_read_is_not_found(cast, rf):
    idea, request = make_idea(cast, visibility="handlers"), rf.post("/")
    request.user = cast.bystander
    with pytest.raises(Http404):
        answer_to(request, rules.Refused("Somebody was faster.", "conflict", idea))


def test_hidden_idea_is_not_found(cast):
    idea = make_idea(cast, "in_review", glanced=False)
    assert post(cast.bystander, idea, "support").status_code == 404
    assert not Support.objects.exists()


def test_visible_idea_but_forbidden_verb_is_forbidden(cast):
    idea = make_idea(cast, "in_review")
    answer = post(cast.bystander, idea, "withdraw")
    assert answer.status_code == 403
    assert fresh(idea).status == "in_review"


def test_other_methods_are_refused(cast):
    idea = make_idea(cast, "in_review")
    assert browser(cast.submitter).put(address(idea, "withdraw")).status_code == 405


def test_post_without_token_is_refused(cast):
    idea = make_idea(cast, "in_review")
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.submitter, backend="accounts.backends.SignInBackend")
    assert client.post(address(idea, "withdraw")).status_code == 403
    assert fresh(idea).status == "in_review"


def test_lost_race_shows_the_present_state_and_keeps_the_words(cast):
    idea = make_idea(cast, "deciding")
    decider = owner_of(idea)
    words = {
        "outcome": "declined",
        **reasons(reason_text="Zebras first, and then lions, as the zoo has told us."),
        "key": str(uuid.uuid4()),
    }
    assert post(decider, idea, "decide", **words).status_code == 302
    late = post(decider, idea, "decide", **{**words, "key": str(uuid.uuid4())})
    assert late.status_code == 409
    page = late.content.decode()
    assert "Zebras first, and then lions, as the zoo has told us." in page
    assert "moved on" in page
    assert "See how it stands" in page
    assert "Not adopted" in page


def test_lost_race_for_a_time_shows_the_page_again(cast):
    idea, other = make_idea(cast, "conversation"), make_idea(cast, "conversation")
    talk, second = conversation.talk_of(idea), conversation.talk_of(other)
    at = talk.slots.get().starts_at
    second.partner = talk.partner
    second.save()
    Slot.objects.filter(conversation=second).update(starts_at=at)
    conversation.book(idea, cast.submitter, slot=talk.slots.get())
    answer = post(cast.submitter, other, "book", slot=second.slots.get().pk)
    assert answer.status_code == 409
    assert "just been taken" in answer.content.decode()


def test_refused_form_keeps_every_word(cast):
    idea = make_idea(cast, "deciding")
    answer = post(
        owner_of(idea),
        idea,
        "decide",
        outcome="adopted_in_part",
        reason_text="Hippos",
        implementer="Nobody Atall",
        time_1_how="phone",
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Hippos" in page
    assert "Nobody Atall" in page
    assert 'href="#decide_reason_code"' in page
    assert "data-focus" in page
    assert fresh(idea).status == "deciding"


def test_same_key_again_leads_to_the_same_result(cast):
    idea = make_idea(cast, "in_review")
    key = str(uuid.uuid4())
    first = post(cast.submitter, idea, "message", text="Hello there", key=key)
    again = post(cast.submitter, idea, "message", text="Hello there", key=key)
    assert first["Location"] == again["Location"] == reverse("idea", args=[idea.public_id])
    assert Message.objects.count() == 1


def test_same_key_after_the_verb_is_no_longer_allowed_leads_to_the_same_result(cast):
    idea = make_idea(cast, "in_review")
    expert = experts_of(idea)[0]
    words = {"recommendation": "adopt", "public_text": "Do it.", "key": str(uuid.uuid4())}
    assert post(expert, idea, "review", **words).status_code == 302
    assert post(expert, idea, "review", **words).status_code == 302
    assert Review.objects.count() == 1


def test_key_of_somebody_else_is_not_theirs_to_use(cast):
    idea = make_idea(cast, "in_review")
    key = str(uuid.uuid4())
    post(cast.submitter, idea, "message", text="Hello", key=key)
    answer = post(owner_of(idea), idea, "message", text="Hello back", key=key)
    assert answer.status_code == 409
    assert Message.objects.count() == 1


def test_refused_request_leaves_its_key_free(cast):
    idea = make_idea(cast, "deciding")
    key = str(uuid.uuid4())
    words = {
        "outcome": "declined",
        **reasons(),
        "time_1_0": "",
        "key": key,
    }
    Idea.objects.filter(pk=idea.pk)
    refused = post(owner_of(idea), idea, "decide", **{**words, "partner": "999999"})
    assert refused.status_code == 200
    assert not HandledRequest.objects.filter(key=key).exists()


def test_key_that_is_none_is_replaced(cast):
    idea = make_idea(cast, "in_review")
    assert post(cast.bystander, idea, "follow", key="no key").status_code == 302
    assert Follow.objects.filter(idea=idea, user=cast.bystander).count() == 1


@pytest.mark.django_db(transaction=True)
def test_double_click_makes_one(cast):
    idea = make_idea(cast, "in_review")
    key, gate, answers = str(uuid.uuid4()), threading.Barrier(4), []

    def click() -> None:
        client = browser(cast.submitter)
        gate.wait()
        answers.append(client.post(address(idea, "message"), {"text": "Once", "key": key}).status_code)
        connection.close()

    threads = [threading.Thread(target=click) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302] * 4
    assert Message.objects.count() == 1


def test_answering_sends_the_idea_on(cast):
    idea = make_idea(cast, "clarification")
    assert post(cast.submitter, idea, "answer", text="Gate four").status_code == 302
    assert fresh(idea).status == "in_review"
    assert Question.objects.get().answer == "Gate four"


def test_answering_one_of_two_questions_leaves_the_other(cast):
    idea = make_idea(cast, "clarification")
    workflow.ask(idea, owner_of(idea), text="And how many lorries?")
    first, second = Question.objects.order_by("pk")
    post(cast.submitter, idea, "answer", text="Gate four", question=first.pk)
    assert fresh(idea).status == "clarification"
    post(cast.submitter, idea, "answer", text="Twenty", question=second.pk)
    assert fresh(idea).status == "in_review"


def test_coordinator_notes_an_answer_given_by_phone(cast):
    idea = make_idea(cast, "clarification")
    post(cast.coordinator1, idea, "answer", text="Gate four", by_phone="on")
    assert Question.objects.get().by_phone


def test_inviting_asks_which_of_two_is_meant(cast):
    idea = make_idea(cast, "in_review")
    one, two = (
        make_user("Kim Example", department=cast.it),
        make_user("Kim Example", department=cast.logistics),
    )
    page = post(cast.submitter, idea, "invite_cosubmitter", user="kim exam").content.decode()
    assert "Kim Example, IT" in page
    assert "Kim Example, Logistics" in page
    token = page.split('name="user_is" value="')[2].split('"')[0]
    assert post(cast.submitter, idea, "invite_cosubmitter", user="kim exam", user_is=token).status_code == 302
    assert idea.cosubmitters.get().user in (one, two)


def test_inviting_takes_a_personnel_number(cast):
    idea = make_idea(cast, "in_review")
    kim = make_user("Kim", email=None, personnel_number="A77")
    post(cast.submitter, idea, "invite_cosubmitter", user="a77")
    assert idea.cosubmitters.get().user == kim


def test_review_files_scores_where_there_are_some(cast):
    idea = make_idea(cast, "in_review")
    expert = experts_of(idea)[0]
    post(
        expert,
        idea,
        "review",
        recommendation="adopt",
        public_text="Do it.",
        score_benefit="5",
        score_effort="",
    )
    assert Review.objects.get().scores == {"benefit": 5}


def test_conflicted_expert_is_forbidden(cast):
    idea = make_idea(cast, "in_review")
    expert = experts_of(idea)[0]
    workflow.invite_cosubmitter(idea, cast.submitter, user=expert)
    workflow.join(idea, expert)
    assert post(expert, idea, "review", recommendation="adopt", public_text="Do it.").status_code == 403


def test_deciding_offers_the_times_of_the_form(cast):
    idea = make_idea(cast, "deciding")
    at = (clock.now() + timedelta(days=3)).replace(second=0, microsecond=0)
    words = {"outcome": "declined", **reasons()}
    slot = {"time_1_at": at.strftime("%Y-%m-%dT%H:%M"), "time_1_how": "phone", "time_1_where": "0555"}
    assert post(owner_of(idea), idea, "decide", **words, **slot).status_code == 302
    assert [(s.channel, s.place) for s in Slot.objects.all()] == [("phone", "0555")]


def test_proposal_needs_a_second_person(cast):
    idea = make_idea(cast, "triage")
    words = {"outcome": "out_of_scope", **reasons("out_of_scope")}
    assert post(cast.coordinator1, idea, "propose", **words).status_code == 302
    assert post(cast.coordinator1, idea, "agree").status_code == 403
    page = browser(cast.coordinator2).get(address(idea, "agree")).content.decode()
    assert words["reason_text"] in page
    assert post(cast.coordinator2, idea, "agree").status_code == 302
    assert fresh(idea).outcome == "out_of_scope"


def test_merging_finds_only_what_the_coordinator_may_read(cast):
    idea, hidden = make_idea(cast, "triage"), make_idea(cast, "in_review", department=cast.it, glanced=False)
    answer = post(cast.coordinator1, idea, "merge", target=hidden.number, reason_text="Alike")
    assert answer.status_code == 200
    assert "no other idea with this number" in answer.content.decode()


def test_notes_stay_with_those_who_handle_it(cast):
    idea = make_idea(cast, "in_review")
    expert = experts_of(idea)[0]
    assert post(expert, idea, "note", text="Secretzq").status_code == 302
    assert Note.objects.get().text == "Secretzq"
    assert post(cast.submitter, idea, "note", text="Mine").status_code == 403


def test_confirming_closes_the_idea(cast):
    idea = make_idea(cast, "confirming")
    assert post(cast.submitter, idea, "confirm", answer="agree").status_code == 302
    assert fresh(idea).status == "closed"


def test_talk_from_times_to_the_survey(cast):
    idea = make_idea(cast, "conversation")
    partner = owner_of(idea)
    slot = Slot.objects.get()
    assert post(cast.submitter, idea, "book", slot=slot.pk).status_code == 302
    page = browser(partner).get(address(idea, "record")).content.decode()
    assert "Nothing more to do." in page
    held = clock.now().strftime("%Y-%m-%dT%H:%M")
    words = {
        "said": "We looked at it.",
        "thanks": "Thanks.",
        "next_step": "Nothing more to do.",
        "channel": "phone",
    }
    assert post(partner, idea, "record", held_at=held, **words).status_code == 302
    assert post(cast.submitter, idea, "confirm", answer="disagree", words="Still wrong").status_code == 302
    assert post(cast.submitter, idea, "answer_survey", understood="4", again="9").status_code == 302
    assert browser(cast.submitter).get(reverse("idea", args=[idea.public_id])).status_code == 200
    assert post(cast.submitter, idea, "answer_survey", understood="1").status_code == 409


def test_papers_hold_only_what_the_reader_may_see(cast):
    idea = make_idea(cast, "in_review")
    first, second = experts_of(idea)
    workflow.review(idea, first, recommendation="adopt", public_text="Yes.", internal_note="hush")
    workflow.note(idea, first, text="between us")

    def papers(user):
        return dossier.papers_of(rules.access_idea(user, idea.public_id), user)

    assert papers(second).reviews == []
    assert [review.internal_note for review in papers(first).reviews] == ["hush"]
    assert [review.internal_note for review in papers(owner_of(idea)).reviews] == ["hush"]
    assert papers(cast.submitter).reviews == []
    assert papers(cast.submitter).public_reviews == []
    assert papers(cast.submitter).notes == []
    assert papers(cast.bystander) == dossier.Papers()


def test_form_under_which_the_idea_has_moved_on_is_a_lost_race(cast, monkeypatch):
    idea = make_idea(cast, "deciding")
    cast.logistics.decider = None
    cast.logistics.save()
    form = ACTS["decide"].form
    judged = form.is_valid

    def meanwhile(self):
        if fresh(idea).status == "deciding":
            workflow.withdraw(idea, cast.submitter)
        return judged(self)

    monkeypatch.setattr(form, "is_valid", meanwhile)
    answer = post(cast.coordinator1, idea, "decide", outcome="declined", reason_text="Too dear.")
    assert answer.status_code == 409
    assert "Too dear." in answer.content.decode()
    again = make_idea(cast, "deciding")
    assert post(cast.coordinator1, again, "decide", outcome="declined").status_code == 200
