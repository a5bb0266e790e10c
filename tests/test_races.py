"""Two people at once, on real connections to a real PostgreSQL: one wins, the other is told and keeps their words."""

import threading
import time
import uuid
from collections import Counter
from datetime import timedelta
from functools import partial
from itertools import pairwise

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Membership
from ideas import conversation, integrity, workflow
from ideas.models import (
    Appointment,
    Assignment,
    Conversation,
    Decision,
    Idea,
    Message,
    OutgoingMail,
    ReadMark,
    Round,
    TalkDraft,
)
from ideas.rules import Refused
from ideas.workflow import Time
from tests.factories import make_cast, make_decision, make_draft, make_idea, make_user, owner_of
from tests.journeys import working_day

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]

RACES = 60


def at_once(*acts):
    """Runs the acts in threads that start together; gives what each returned."""
    barrier, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(n, act):
        try:
            barrier.wait(timeout=20)
            results[n] = act()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n, act)) for n, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def took_place(act, *args, **words):
    """Whether it was not refused."""
    try:
        act(*args, **words)
    except Refused:
        return False
    return True


def client_of(user):
    client = Client()
    client.force_login(user, backend="accounts.backends.SignInBackend")
    return client


def post_decision(client, idea, words):
    fields = {
        "key": str(uuid.uuid4()),
        "outcome": "declined",
        "reason_code": "too_costly",
        "reason_text": words,
        "would_change": "A gate that costs half as much.",
    }
    return lambda: client.post(reverse("act", args=[idea.public_id, "decide"]), fields)


def test_of_two_deciders_one_decides_and_the_other_keeps_the_words():
    cast = make_cast()
    cast.logistics.decider = None
    cast.logistics.save()
    first, second = client_of(cast.coordinator1), client_of(cast.coordinator2)
    answers: Counter = Counter()
    for n in range(RACES):
        idea = make_idea(cast, "deciding")
        words = [
            f"It costs more than it brings us all, says one {n}.",
            f"Too dear for the few who use it, says two {n}.",
        ]
        results = at_once(post_decision(first, idea, words[0]), post_decision(second, idea, words[1]))
        codes = [response.status_code for response in results]
        answers.update([tuple(sorted(codes))])
        loser = results[codes.index(409)]
        lost_words = words[codes.index(409)]
        assert lost_words in loser.content.decode()
        assert "Your result is here" in loser.content.decode() or "Not adopted" in loser.content.decode()
    assert answers == {(302, 409): RACES}
    assert Decision.objects.count() == RACES
    assert OutgoingMail.objects.filter(kind="result").count() == RACES
    assert list(integrity.findings()) == []


def test_deciding_and_withdrawing_at_once_ends_in_one_of_them():
    cast = make_cast()
    decider, submitter = client_of(cast.decider), client_of(cast.submitter)
    for n in range(10):
        idea = make_idea(cast, "deciding")
        withdraw = reverse("act", args=[idea.public_id, "withdraw"])
        results = at_once(
            post_decision(decider, idea, f"It costs more than it brings us all, idea {n}."),
            lambda url=withdraw: submitter.post(url, {"key": str(uuid.uuid4())}),
        )
        assert sorted(r.status_code for r in results) in ([302, 404], [302, 409])
        assert Idea.objects.get(pk=idea.pk).status in ("conversation", "withdrawn")
    assert list(integrity.findings()) == []


def test_five_equal_posts_at_once_make_one_idea():
    cast = make_cast()
    clients = [client_of(cast.submitter) for _n in range(5)]
    for n in range(10):
        fields = {"key": str(uuid.uuid4()), "text": f"A roof over the bicycles {n}."}
        results = at_once(*[lambda c=c, f=fields: c.post(reverse("new"), f) for c in clients])
        assert {r.status_code for r in results} == {302}
    assert Idea.objects.exclude(number=None).count() == 10
    assert Round.objects.count() == 10


def test_an_expert_who_files_while_the_idea_is_withdrawn_is_told():
    cast = make_cast()
    idea = make_idea(cast, "in_review")
    expert = idea.assignments.get(reviewer=idea.assignments.first().reviewer).reviewer
    client = client_of(expert)
    workflow.withdraw(idea, cast.submitter)
    words = "It helps. We have the room."
    answer = client.post(
        reverse("act", args=[idea.public_id, "review"]),
        {"key": str(uuid.uuid4()), "recommendation": "adopt", "public_text": words},
    )
    assert answer.status_code in (403, 404, 409)
    assert owner_of(idea) is None


def test_two_people_hand_in_at_once_and_get_two_numbers():
    cast = make_cast()
    drafts = [make_draft(cast.submitter, department=cast.logistics) for _n in range(8)]
    at_once(*[lambda d=d: workflow.hand_in(d, cast.submitter) for d in drafts])
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT number) FROM ideas_idea")
        assert cursor.fetchone()[0] == 8


def test_handing_in_at_once_keeps_every_cap():
    cast = make_cast()
    experts = [getattr(cast, f"expert{n}") for n in (1, 2, 3, 4)]
    Membership.objects.filter(role="reviewer", department__in=[cast.logistics, cast.it, cast.office]).update(
        cap=2
    )
    for _turn in range(5):
        drafts = [make_draft(cast.submitter, department=cast.logistics) for _n in range(6)]
        at_once(*[lambda d=d: workflow.hand_in(d, cast.submitter) for d in drafts])
    loads = [Assignment.objects.open().filter(reviewer=expert).count() for expert in experts]
    assert loads == [2, 2, 2, 2]
    assert Idea.objects.filter(status="triage").count() == 26


def test_assigning_at_once_asks_for_a_reason_beyond_the_cap():
    cast = make_cast()
    Membership.objects.filter(user=cast.expert1, role="reviewer").update(cap=1)
    Assignment.objects.filter(reviewer=cast.expert1).delete()
    ideas = [make_idea(cast, "triage") for _n in range(4)]
    Assignment.objects.filter(reviewer=cast.expert1).delete()

    ask = partial(took_place, workflow.assign)
    results = at_once(*[partial(ask, i, owner_of(i), reviewers=[cast.expert1]) for i in ideas])
    assert sorted(results) == [False, False, False, True]


def test_of_two_who_remove_a_comment_one_does_and_the_other_keeps_the_words():
    cast = make_cast()
    first, second = client_of(cast.coordinator1), client_of(cast.coordinator2)
    for _n in range(5):
        idea = make_idea(cast)
        made = workflow.comment(idea, cast.bystander, text="Not a nice word.")
        address = reverse("act", args=[idea.public_id, "remove_comment"])
        typed = [
            {"key": str(uuid.uuid4()), "comment": made.public_id, "why": f"It is rude, says {who}."}
            for who in ("one", "two")
        ]
        results = at_once(
            *[lambda c=c, t=t, at=address: c.post(at, t) for c, t in zip((first, second), typed, strict=True)]
        )
        codes = [response.status_code for response in results]
        assert sorted(codes) == [302, 409]
        lost = codes.index(409)
        assert typed[lost]["why"] in results[lost].content.decode()
        assert idea.events.filter(kind="remove_comment").count() == 1
    assert list(integrity.findings()) == []


def test_draft_that_is_kept_while_it_is_sent_stays_as_it_was_sent():
    cast = make_cast()
    one, other = client_of(cast.submitter), client_of(cast.submitter)
    for turn in range(10):
        key = str(uuid.uuid4())
        one.post(reverse("draft"), {"key": key, "text": "A"}, headers={"HX-Request": "true"})
        sent = {"key": key, "text": f"A bench in the yard, {turn}"}
        kept = {"key": key, "text": f"A bench in the ya, {turn}"}
        results = at_once(
            lambda s=sent: one.post(reverse("new"), s),
            lambda k=kept: other.post(reverse("draft"), k, headers={"HX-Request": "true"}),
        )
        assert [response.status_code for response in results] == [302, 200]
        assert Idea.objects.exclude(number=None).filter(text=sent["text"]).count() == 1
    assert Idea.objects.count() == 10
    assert list(integrity.findings()) == []


def test_draft_of_a_message_that_is_kept_while_it_is_sent_is_gone_with_it():
    cast = make_cast()
    idea = make_idea(cast, "conversation")
    path, keeping = (
        reverse("act", args=[idea.public_id, "message"]),
        reverse("talk_draft", args=[idea.public_id]),
    )
    one, other = client_of(cast.submitter), client_of(cast.submitter)
    for turn in range(8):
        words = {"key": str(uuid.uuid4()), "text": f"Which gate, {turn}?"}
        other.post(keeping, {**words, "kind": "message"})
        results = at_once(
            lambda w=words: one.post(path, w), lambda w=words: other.post(keeping, {**w, "kind": "message"})
        )
        assert [response.status_code for response in results] == [302, 204]
        assert not TalkDraft.objects.exists()
    assert Message.objects.count() == 8


def test_first_two_drafts_of_a_message_at_once_are_one():
    cast = make_cast()
    idea = make_idea(cast, "conversation")
    keeping = reverse("talk_draft", args=[idea.public_id])
    clients = [client_of(cast.submitter) for _n in range(4)]
    words = {"kind": "message", "text": "Which gate?"}
    results = at_once(*[lambda c=c: c.post(keeping, words) for c in clients])
    assert [response.status_code for response in results] == [204] * 4
    assert TalkDraft.objects.count() == 1


def test_draft_that_was_thrown_away_does_not_come_back():
    cast = make_cast()
    draft = make_draft(cast.submitter)
    workflow.discard(Idea.objects.get(pk=draft.pk), cast.submitter)
    with pytest.raises(Refused):
        workflow.save_draft(cast.submitter, draft=draft, text="Once more")
    assert not Idea.objects.exists()


def test_drafts_kept_at_once_under_one_key_are_one():
    cast = make_cast()
    clients = [client_of(cast.submitter) for _n in range(4)]
    htmx = {"HX-Request": "true"}
    for turn in range(5):
        typed = {"key": str(uuid.uuid4()), "text": f"Warmer hall, in winter {turn}"}
        results = at_once(*[lambda c=c, t=typed: c.post(reverse("draft"), t, headers=htmx) for c in clients])
        assert [response.status_code for response in results] == [200] * 4
        assert Idea.objects.get(text=typed["text"]).status == "draft"


def test_two_ideas_booked_together_from_both_sides_at_once_end_in_one_appointment():
    cast = make_cast()
    for n in range(RACES // 6):
        ideas = [make_idea(cast, "deciding") for _each in range(2)]
        for day, idea in enumerate(ideas, 2 + 2 * n):
            make_decision(cast, idea, partner=cast.decider, times=[Time(working_day(day + 1))])
        slots = [idea.conversations.get().slots.get() for idea in ideas]
        acts = [
            partial(conversation.book, idea, cast.submitter, slot=slot, also=[other])
            for idea, slot, other in zip(ideas, slots, reversed(ideas), strict=True)
        ]
        assert None not in at_once(*acts)
        talks = Conversation.objects.filter(idea__in=ideas)
        assert set(talks.values_list("state", flat=True)) == {"booked"}
        (carried,) = set(talks.values_list("appointment", flat=True))
        assert Appointment.objects.filter(state="booked").latest("pk").pk == carried
        assert Appointment.objects.get(pk=carried).sequence == 1
    assert Appointment.objects.count() == RACES // 6


def test_times_that_overlap_are_booked_with_one_partner_once():
    cast = make_cast()
    for n in range(RACES // 6):
        acts = []
        for number in range(3):
            idea = make_idea(cast, "deciding", submitter=make_user(f"Person {n} {number}"))
            at = working_day(n + 3) + timedelta(minutes=5 * number)
            make_decision(cast, idea, partner=cast.decider, times=[Time(at)])
            slot = idea.conversations.get().slots.get()
            acts.append(partial(took_place, conversation.book, idea, idea.submitter, slot=slot))
        assert sum(at_once(*acts)) == 1
    kept = sorted(Appointment.objects.values_list("starts_at", flat=True))
    assert all(later - former >= timedelta(minutes=15) for former, later in pairwise(kept))


def test_notes_of_one_idea_and_calling_the_other_off_at_once_lose_neither():
    cast = make_cast()
    for n in range(RACES // 6):
        ideas = [make_idea(cast, "deciding") for _each in range(2)]
        for idea in ideas:
            make_decision(cast, idea, partner=cast.decider, times=[Time(working_day(n + 2))])
        first, second = ideas
        slot = first.conversations.get().slots.get()
        booked = conversation.book(first, cast.submitter, slot=slot, also=[second])
        words = {"said": "All of it.", "thanks": "Thank you.", "next_step": "Nothing."}
        note = partial(conversation.record, first, cast.decider, **words)
        at_once(note, partial(conversation.decline_talk, second, cast.submitter))
        booked.refresh_from_db()
        assert booked.state in {"held", "cancelled"}
        assert Idea.objects.get(pk=first.pk).status == "confirming"
        assert Idea.objects.get(pk=second.pk).status == "closed"
    assert list(integrity.findings()) == []


def test_reading_holds_nothing_for_which_a_message_of_the_same_person_waits():
    cast = make_cast()
    idea = make_idea(cast, "conversation")
    said = workflow.message(idea, owner_of(idea), text="Which gate is it?")
    reading = partial(workflow.mark_read, idea, cast.submitter, upto=said.pk)
    thread = threading.Thread(target=lambda: (noted.append(reading()), connections.close_all()))
    noted: list[bool] = []
    with transaction.atomic():
        Idea.objects.locked(idea.pk)
        thread.start()
        wait_until_somebody_waits()
        with connection.cursor() as cursor:
            cursor.execute("set local lock_timeout = '2s'")
        ReadMark.objects.create(idea=idea, user=cast.submitter, message=said)
    thread.join(timeout=60)
    assert noted == [False]
    assert ReadMark.objects.get(idea=idea, user=cast.submitter).message == said


def wait_until_somebody_waits():
    """Until another connection to this database waits for a lock."""
    waiting = "select 1 from pg_locks where not granted and pid <> pg_backend_pid()"
    end = time.monotonic() + 20
    with connection.cursor() as cursor:
        while cursor.execute(waiting).fetchone() is None:
            assert time.monotonic() < end, "nobody waits"
            time.sleep(0.02)
