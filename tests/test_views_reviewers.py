"""The desk: what waits, in order; one idea with what its expert may see; nothing of what is sealed or not theirs."""

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Absence, Membership, User
from ideas import clock, conversation, workflow
from ideas.models import Assignment, Attachment, Idea, Review
from tests.factories import (
    Cast,
    bring_to,
    experts_of,
    file_reviews,
    make_cast,
    make_decision,
    make_idea,
    make_member,
    make_record,
    make_user,
    owner_of,
    reasons,
    unique,
)
from tests.visits import MOST_STATEMENTS, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person: User, name: str = "desk", *args: object) -> str:
    answer = signed_in(person).get(reverse(name, args=args))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def due(idea: Idea, expert: User, **delta: int) -> None:
    Assignment.objects.filter(idea=idea, reviewer=expert).update(due_at=clock.now() + timedelta(**delta))


def asked_of(expert: User, idea: Idea, assigner: User) -> None:
    """Makes sure that this expert is asked, and another one."""
    asked = experts_of(idea)
    others = User.objects.reviewers_of([idea.department_id]).exclude(pk__in=[p.pk for p in (expert, *asked)])
    wanted = [*([] if expert in asked else [expert]), *others[: max(0, 1 - len(asked))]]
    if wanted:
        workflow.assign(idea, assigner, reviewers=wanted, over_cap_reason="they know it")


def test_desk_sorts_by_due_date_and_says_where_to_begin(cast):
    late, later = make_idea(cast, title="Gate signs"), make_idea(cast, title="Label printer")
    for idea in (late, later):
        asked_of(cast.expert1, idea, owner_of(idea))
    due(late, cast.expert1, days=-3)
    due(later, cast.expert1, days=30)
    text = page(cast.expert1)
    assert text.index("Late") < text.index("Gate signs") < text.index("Later") < text.index("Label printer")
    assert "One is late: start there." in text
    assert "2 ideas wait for your view, about 6 minutes in all." in text


def test_desk_without_anything_urgent_says_when_the_next_one_is_due(cast):
    idea = make_idea(cast)
    expert = experts_of(idea)[0]
    due(idea, expert, days=40)
    text = page(expert)
    assert "Done. Next due" in text
    assert "Open it now" in text
    assert '<form class="form' not in text


def test_desk_empty_says_so(cast):
    assert "Done. Nothing waits for your view" in page(cast.expert3)


def test_desk_counts_reading_time_honestly(cast):
    idea = make_idea(cast, text="word " * 900)
    for n in range(3):
        Attachment.objects.create(
            idea=idea,
            uploaded_by=cast.submitter,
            name=f"{n}.pdf",
            content_type="application/pdf",
            size=9,
            sha256="0",
        )
    text = page(experts_of(idea)[0])
    assert "9 min" in text
    assert "half a minute for each file" in text


def test_desk_passes_by_what_waits_for_an_answer(cast):
    asked, free = make_idea(cast, title="Asked about"), make_idea(cast, title="Free to go")
    for idea, days in ((asked, -2), (free, -1)):
        asked_of(cast.expert1, idea, owner_of(idea))
        due(idea, cast.expert1, days=days)
    workflow.ask(asked, cast.expert1, text="Which gate?")
    answer = signed_in(cast.expert1).get(reverse("desk"))
    assert answer.context["idea"] == free
    assert "a question is out" in answer.content.decode()


def test_desk_holds_what_is_compared_until_one_has_said_a_word(cast):
    idea = make_idea(cast, title="Gate sign")
    first, second = experts_of(idea)
    for expert, word in ((first, "adopt"), (second, "decline")):
        workflow.review(idea, expert, recommendation=word, public_text="So it is. I see it so.", scores={})
    for expert in (first, second):
        text = page(expert)
        assert "to say where you see it differently" in text
        assert f"{reverse('idea', args=[idea.public_id])}#compare" in text
    workflow.note(idea, first, text="The lorry is wider.", criterion="recommendation")
    assert "to say where you see it differently" not in page(first)
    assert "to say where you see it differently" in page(second)
    assert "to say where you see it differently" not in page(cast.expert3)


def test_desk_marks_where_a_submitter_asks_how_it_stands(cast):
    idea = make_idea(cast)
    (expert, *_rest) = experts_of(idea)
    assert "Its submitter asks how it stands" not in page(expert)
    workflow.knock(idea, idea.submitter)
    assert page(expert).count("Its submitter asks how it stands") == 1
    workflow.answer_knock(idea, owner_of(idea), text="With the experts until Thursday.")
    assert "Its submitter asks how it stands" not in page(expert)


def test_desk_is_asked_for_by_signing_in(cast, client):
    assert client.get(reverse("desk")).status_code == 302


@pytest.mark.parametrize("n", [1, 30])
def test_desk_asks_eight_times_however_much_waits(cast, n, django_assert_num_queries):
    for k in range(n):
        idea = make_idea(cast, title=f"Gate sign number {k}")
        asked_of(cast.expert1, idea, owner_of(idea))
        workflow.support(idea, cast.colleague, sentence="I see it daily")
    workflow.note(idea, cast.expert1, text="For us")
    due(idea, cast.expert1, days=-1)
    client = signed_in(cast.expert1)
    with django_assert_num_queries(8):
        assert client.get(reverse("desk")).status_code == 200
    with django_assert_num_queries(8):
        assert client.get(reverse("desk_idea", args=[idea.public_id])).status_code == 200


@pytest.mark.proof
def test_main_pages_ask_as_often_for_a_hundred_ideas_as_for_one(cast):
    readers = dict.fromkeys(("home", "ideas"), cast.colleague)
    readers |= {"desk": cast.expert1, "board": cast.coordinator1}

    def asked() -> dict[str, int]:
        return {name: statements(reader, reverse(name)) for name, reader in readers.items()}

    first = make_idea(cast)
    asked_of(cast.expert1, first, owner_of(first))
    due(first, cast.expert1, days=-1)
    few = asked()
    for _n in range(99):
        make_idea(cast)
    assert asked() == few
    assert max(few.values()) <= MOST_STATEMENTS


def test_desk_idea_shows_what_helps_to_judge(cast):
    made = make_idea(cast, "closed", title="Gate signs at the yard entrance")
    idea = make_idea(
        cast, title="Gate signs at the yard exit", text="Lorries look for the yard exit gate signs."
    )
    expert, other = experts_of(idea)
    words = [unique(kind) for kind in ("asked", "told", "noted", "voice")]
    workflow.ask(idea, other, text=words[0])
    workflow.answer(idea, cast.submitter, text=words[1])
    workflow.note(idea, other, text=words[2])
    workflow.support(idea, cast.colleague, sentence=words[3])
    text = page(expert, "desk_idea", idea.public_id)
    for word in words:
        assert word in text
    assert made.title in text
    assert made.decision.reason_text.split()[0] in text
    assert "Why you:" in text
    assert other.name in text


def test_desk_idea_hides_sealed_views_until_ones_own_is_filed(cast):
    idea = make_idea(cast)
    first, second = experts_of(idea)
    words = {kind: unique(kind) for kind in ("public_text", "internal_note")}
    workflow.review(idea, first, recommendation="adopt", **words)
    sealed = page(second, "desk_idea", idea.public_id)
    assert not any(word in sealed for word in words.values())
    assert f"{first.name} has filed a view" in sealed
    workflow.review(idea, second, recommendation="adopt", public_text="It works.")
    assert words["public_text"] in page(second, "desk_idea", idea.public_id)


VIEW = {"recommendation": "adopt", "public_text": "It would help. We have the room.", "score_benefit": "4"}


def file_at_desk(client: Client, idea: Idea, **more: str):
    form = client.get(reverse("desk_idea", args=[idea.public_id])).context["open"].form
    sent = {"key": str(form.initial["key"]), **VIEW}
    return client.post(reverse("desk_idea", args=[idea.public_id]), sent, **more), sent


def test_desk_files_a_view_and_goes_on_to_the_next_one(cast):
    first, second, later = make_idea(cast), make_idea(cast, title="Gate signs"), make_idea(cast)
    for idea, days in ((first, -2), (second, -1), (later, 40)):
        asked_of(cast.expert1, idea, owner_of(idea))
        due(idea, cast.expert1, days=days)
    client = signed_in(cast.expert1)
    answer, sent = file_at_desk(client, first)
    assert (answer.status_code, answer.url) == (302, reverse("desk_idea", args=[second.public_id]))
    assert Review.objects.get(assignment__idea=first).scores == {"benefit": 4}
    text = client.get(answer.url).content.decode()
    assert "Filed. Next: Gate signs (3 min)" in text
    again = client.post(reverse("desk_idea", args=[first.public_id]), sent)
    assert (again.status_code, again.url) == (302, reverse("desk"))
    assert Review.objects.filter(assignment__idea=first).count() == 1
    answer, _sent = file_at_desk(client, second)
    assert answer.url == reverse("desk")
    text = client.get(answer.url).content.decode()
    assert "Your view is filed. Thank you." in text
    assert "Done. Next due" in text


def test_desk_in_the_background_says_where_to_go(cast):
    idea = make_idea(cast)
    expert = experts_of(idea)[0]
    answer, _sent = file_at_desk(signed_in(expert), idea, HTTP_X_TELL="1")
    assert (answer.status_code, answer["X-Tell-To"], answer.content) == (204, reverse("desk"), b"")


def test_desk_says_what_is_wrong_on_the_desk_itself(cast):
    idea = make_idea(cast)
    expert = experts_of(idea)[0]
    words = unique("kept")
    answer = signed_in(expert).post(reverse("desk_idea", args=[idea.public_id]), {"public_text": words})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "One thing is not right yet" in text
    assert words in text
    assert "queue" in text
    assert not Review.objects.filter(assignment__idea=idea).exists()


def test_desk_refuses_a_view_of_others(cast):
    idea = make_idea(cast)
    for person in (cast.employee, cast.submitter, owner_of(idea)):
        answer = signed_in(person).post(reverse("desk_idea", args=[idea.public_id]), VIEW)
        assert answer.status_code == 403
    assert not Review.objects.exists()


def test_desk_walks_on_to_the_next_line(cast):
    first, second = make_idea(cast), make_idea(cast, title="Gate signs")
    for idea, days in ((first, 3), (second, 4)):
        asked_of(cast.expert1, idea, owner_of(idea))
        due(idea, cast.expert1, days=days)
    link = f'<a href="{reverse("desk_idea", args=[second.public_id])}" data-next'
    assert link in page(cast.expert1, "desk_idea", first.public_id)
    assert link not in page(cast.expert1, "desk_idea", second.public_id)


@pytest.mark.parametrize("place", ["act", "desk_idea"])
def test_desk_keeps_every_word_when_the_review_was_taken_away(cast, place):
    idea = make_idea(cast)
    expert = experts_of(idea)[0]
    workflow.release(idea, owner_of(idea), assignment=idea.assignments.get(reviewer=expert), why="Too much")
    sent = {"recommendation": "adopt", "public_text": unique("kept"), "internal_note": unique("kept")}
    names = [idea.public_id, *(["review"] if place == "act" else [])]
    answer = signed_in(expert).post(reverse(place, args=names), sent)
    assert answer.status_code == 403
    assert all(sent[name] in answer.content.decode() for name in ("public_text", "internal_note"))


def test_desk_says_who_was_faster_when_it_is_decided_meanwhile(cast):
    idea = make_idea(cast)
    expert = experts_of(idea)[0]
    sent = {"recommendation": "adopt", "public_text": unique("kept"), "internal_note": unique("kept")}
    file_reviews(idea, "adopt", "adopt")
    answer = signed_in(expert).post(reverse("desk_idea", args=[idea.public_id]), sent)
    text = answer.content.decode()
    assert answer.status_code in (403, 409)
    assert all(sent[name] in text for name in ("public_text", "internal_note"))


def test_desk_shows_a_hand_over_to_whom_it_is_offered(cast):
    idea = make_idea(cast)
    expert = experts_of(idea)[0]
    other = next(
        p for p in (cast.expert1, cast.expert2, cast.expert3, cast.expert4) if p not in experts_of(idea)
    )
    reason = unique("handing")
    workflow.hand_over(idea, expert, to=other, why=reason)
    text = page(other, "desk_idea", idea.public_id)
    assert reason in text
    assert f"{expert.name} asks you to look at it" in text
    assert "I take it" in text
    assert "File my view" not in text
    assert f"You asked {other.name} to take it" in page(expert, "desk_idea", idea.public_id)


def test_desk_idea_is_for_its_experts_alone(cast):
    idea = make_idea(cast)
    for person in (cast.employee, cast.submitter, owner_of(idea)):
        assert signed_in(person).get(reverse("desk_idea", args=[idea.public_id])).status_code == 403
    private = make_idea(cast, visibility="handlers")
    assert signed_in(cast.employee).get(reverse("desk_idea", args=[private.public_id])).status_code == 404


def test_desk_leaves_out_what_one_has_come_to_have_a_part_in(cast):
    idea = make_idea(cast, title="Gate signs")
    expert = experts_of(idea)[0]
    User.objects.filter(pk=cast.submitter.pk).update(line_manager=expert)
    assert "Gate signs" not in page(expert)


def test_desk_lists_what_waits_for_a_decision_or_a_second_voice(cast):
    idea = make_idea(cast, "deciding", title="To be decided now")
    assert "To be decided now" in page(owner_of(idea))
    proposed = make_idea(cast, "triage", title="Proposed now")
    workflow.propose(
        proposed,
        owner_of(proposed),
        outcome="out_of_scope",
        **reasons("out_of_scope"),
    )
    assert "Proposed now" in page(cast.expert4)


def test_filed_lists_what_one_has_filed(cast):
    idea = make_idea(cast, "deciding", title="Seen by me")
    expert = User.objects.filter(assignments__idea=idea, assignments__state="filed").first()
    assert "Seen by me" in page(expert, "desk_filed")
    assert "Nothing filed yet" in page(cast.it_expert4, "desk_filed")


@pytest.mark.parametrize("n", [1, 30])
def test_filed_asks_five_times_however_many_there_are(cast, n, django_assert_num_queries):
    for _n in range(n):
        idea = make_idea(cast)
        asked_of(cast.expert1, idea, owner_of(idea))
        workflow.review(idea, cast.expert1, recommendation="adopt", public_text="Yes, please.")
    client = signed_in(cast.expert1)
    with django_assert_num_queries(5):
        assert client.get(reverse("desk_filed")).status_code == 200


def test_desk_of_a_second_look_shows_what_was_said_before(cast):
    idea = make_idea(cast, "deciding")
    make_decision(cast, idea)
    make_record(idea)
    conversation.confirm(idea, cast.submitter, answer="disagree")
    why = unique("appeal")
    workflow.appeal(idea, cast.submitter, why=why)
    expert = experts_of(idea)[0]
    text = page(expert, "desk_idea", idea.public_id)
    assert "Decided before" in text
    assert why in text


# handing over with one click


def offers(text: str) -> list[str]:
    """The buttons that hand over, by name."""
    return re.findall(r"<span>Hand over to ([^<]+)</span>", text)


def test_desk_offers_the_best_colleagues_to_hand_over_to_with_one_click(cast):
    idea = make_idea(cast)
    expert = experts_of(idea)[0]
    make_idea(cast)
    bring_to(cast, make_idea(cast), "triage")
    Absence.objects.create(user=cast.expert4, first_day=clock.today(), last_day=clock.today())
    fifth = make_member(cast.logistics, user=make_user("Fay Fifth"))
    shown = page(expert, "desk_idea", idea.public_id)
    assert offers(shown) == [fifth.name, cast.expert3.name]
    assert "Logistics, 0 of 6 reviews" in shown
    why = re.search(r'name="why"[^>]*value="([^"]+)"', shown)
    assert why is not None
    sent = {"to": fifth.pk, "why": why[1], "key": str(uuid.uuid4()), "next": reverse("desk")}
    answer = signed_in(expert).post(reverse("act", args=[idea.public_id, "hand_over"]), sent)
    assert (answer.status_code, answer.url) == (302, reverse("desk"))
    row = idea.assignments.get(reviewer=expert)
    assert (row.state, row.offered_to, row.offer_reason) == (
        "open",
        fifth,
        "This is not my field; you know more about it.",
    )
    again = page(expert, "desk_idea", idea.public_id)
    assert offers(again) == []
    assert "You asked Fay Fifth to take it." in again


def test_desk_keeps_what_was_typed_where_handing_over_is_refused(cast):
    idea = make_idea(cast)
    expert = experts_of(idea)[0]
    sent = {"to": cast.submitter.pk, "why": "You wrote it yourself", "key": str(uuid.uuid4())}
    answer = signed_in(expert).post(reverse("act", args=[idea.public_id, "hand_over"]), sent)
    assert answer.status_code == 200
    assert "You wrote it yourself" in answer.content.decode()
    assert idea.assignments.get(reviewer=expert).offered_to is None


def test_desk_offers_nobody_who_has_a_part_no_room_or_judged_it_before(cast):
    idea = make_idea(cast)
    expert = experts_of(idea)[0]
    User.objects.filter(pk=cast.submitter.pk).update(line_manager=cast.expert3)
    Membership.objects.filter(user=cast.expert4).update(cap=0)
    shown = page(expert, "desk_idea", idea.public_id)
    assert offers(shown) == []
    assert "Not my field: hand over" in shown


def test_desk_with_colleagues_to_hand_over_to_keeps_to_its_statements(cast):
    idea = make_idea(cast)
    for _n in range(3):
        make_member(cast.logistics)
    assert statements(experts_of(idea)[0], reverse("desk_idea", args=[idea.public_id])) <= MOST_STATEMENTS
