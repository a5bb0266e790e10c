"""Who hears of what: the table is complete, the actor is left out, nobody is forgotten and nobody told too much."""

from contextlib import suppress

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from ideas import conversation, notifications, workflow
from ideas.letters import Occasion
from ideas.models import Broadcast, Idea, InPersonTask, Notice, OutgoingMail
from ideas.notifications import ARRIVALS, AUDIENCE, TELLS
from ideas.notifications.table import tells_of
from ideas.transitions import TRANSITIONS
from tests.factories import (
    Cast,
    experts_of,
    make_cast,
    make_draft,
    make_idea,
    make_user,
    owner_of,
    reasons,
)
from tests.journeys import among_people, smooth_way

pytestmark = pytest.mark.django_db

WITHOUT_EVENT = {"discard", "support", "unsupport", "follow", "unfollow", "note_unbooked"}
"""Verbs that leave no event of their own: note_unbooked leaves an attempt."""
BESIDE_VERBS = {"reviews_complete", "promise_waited", "merged_here", "owe_follow_up", "owe_call", "came_true"}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def mails_to(user: User) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(to_user=user).order_by("created_at"))


def kinds_to(user: User) -> list[str]:
    return [mail.kind for mail in mails_to(user)]


# the table


def test_table_knows_every_kind_of_event():
    assert set(TELLS) == (set(TRANSITIONS) - WITHOUT_EVENT) | BESIDE_VERBS
    assert set(AUDIENCE) <= set(TELLS)


def test_letters_to_submitters_are_always_sent():
    wanted = {
        "receipt",
        "question",
        "result",
        "times",
        "which_times",
        "invitation",
        "cancelled",
        "notes",
        "closed",
    }
    obligatory = {
        tell.letter.__name__ for tells in TELLS.values() for tell in tells if tell.letter and tell.obligatory
    }
    assert obligatory == wanted | {
        *("moved", "message", "hazard", "hazard_settled"),
        *("dropped", "followed_up", "knock_answered", "corrected", "added"),
    }


# the actor


def test_arrivals_are_told_beside_the_verb(cast: Cast):
    idea = make_idea(cast, "deciding")
    event = idea.events.filter(to_status="deciding").get()
    assert tells_of(Occasion(event, idea))[-len(ARRIVALS["deciding"]) :] == ARRIVALS["deciding"]
    assert Notice.objects.filter(user=cast.decider, idea=idea).count() == 1


# the submitter


def test_submitter_gets_five_mails_when_nothing_goes_wrong(cast: Cast):
    smooth_way(cast)
    assert kinds_to(cast.submitter) == ["receipt", "result", "invitation", "notes", "closed"]


def test_submitter_gets_no_digest_when_nothing_goes_wrong(cast: Cast):
    smooth_way(cast)
    assert not Notice.objects.filter(user=cast.submitter, digest=True).exists()


@pytest.mark.parametrize("outcome", ["adopted", "adopted_in_part", "deferred"])
def test_submitter_gets_five_mails_whatever_the_outcome(cast: Cast, outcome: str):
    smooth_way(cast, outcome)
    assert kinds_to(cast.submitter) == ["receipt", "result", "invitation", "notes", "closed"]


def test_receipt_names_number_promise_and_contact(cast: Cast):
    idea = make_idea(cast, glanced=False)
    receipt = mails_to(cast.submitter)[0]
    for words in (
        str(idea.number),
        f"{idea.promise_at:%-d %B}",
        idea.coordinator.name,
        idea.coordinator.phone,
    ):
        assert words in receipt.text
        assert words in receipt.html


def test_receipt_of_a_colleague_says_who_handed_it_in(cast: Cast):
    draft = make_draft(cast.colleague, department=cast.logistics)
    workflow.hand_in(draft, cast.colleague, on_behalf_of=cast.submitter)
    assert "Colleague Example has handed in the idea" in mails_to(cast.submitter)[0].text
    assert mails_to(cast.colleague) == []


def test_result_mail_says_no_outcome_in_its_text(cast: Cast):
    make_idea(cast, "conversation")
    result = mails_to(cast.submitter)[-1]
    assert result.kind == "result"
    assert "Not adopted" not in result.text + result.html


def test_withdrawing_is_confirmed_in_the_inbox_alone(cast: Cast):
    make_idea(cast, "withdrawn")
    assert kinds_to(cast.submitter) == ["receipt"]
    assert Notice.objects.filter(user=cast.submitter, kind="withdraw").count() == 1


def test_moved_dates_reach_the_submitter_with_the_reason(cast: Cast):
    among_people(cast)
    moved = [mail for mail in mails_to(cast.submitter) if mail.kind == "moved"]
    assert len(moved) == 2
    assert all("The yard is closed." in mail.text for mail in moved)


def test_messages_go_to_the_other_side(cast: Cast):
    idea = make_idea(cast)
    boss = owner_of(idea)
    workflow.message(idea, boss, text="Which hall?")
    assert (kinds_to(cast.submitter)[-1], kinds_to(boss)) == ("message", [])
    workflow.message(idea, cast.submitter, text="Hall 4.")
    assert kinds_to(cast.submitter)[-1] == "message"
    assert Notice.objects.filter(user=boss, kind="message", digest=True).count() == 1


def test_cosubmitter_gets_what_the_submitter_gets(cast: Cast):
    idea = make_idea(cast)
    workflow.invite_cosubmitter(idea, cast.submitter, user=cast.colleague)
    workflow.join(idea, cast.colleague)
    workflow.ask(idea, experts_of(idea)[0], text="Which gate?")
    assert kinds_to(cast.colleague) == ["cosubmission", "question"]


def test_what_one_submitter_writes_the_others_learn_of(cast: Cast):
    idea = make_idea(cast)
    workflow.invite_cosubmitter(idea, cast.submitter, user=cast.colleague)
    workflow.join(idea, cast.colleague)
    workflow.message(idea, cast.colleague, text="Hall 4.")
    told = set(Notice.objects.filter(kind="message").values_list("user", flat=True))
    assert told == {cast.submitter.pk, owner_of(idea).pk}


# without e-mail (I8)


def test_person_without_email_is_told_in_person(cast: Cast):
    cast.people["submitter"] = make_user("Pia Press", email=None, personnel_number="4711", department=cast.it)
    idea = smooth_way(cast)
    tasks = InPersonTask.objects.filter(user=cast.submitter).order_by("created_at")
    assert [task.kind for task in tasks] == ["receipt", "result", "invitation", "notes", "closed"]
    assert {task.coordinator for task in tasks} == {idea.coordinator}
    assert mails_to(cast.submitter) == []
    assert "http" not in "".join(task.text for task in tasks)
    assert str(idea.number) in tasks[0].text


def test_question_without_email_is_asked_in_person(cast: Cast):
    cast.people["submitter"] = make_user("Pia Press", email=None, personnel_number="4711")
    idea = make_idea(cast)
    workflow.ask(idea, experts_of(idea)[0], text="Which gate?")
    assert "Which gate?" in InPersonTask.objects.get(user=cast.submitter, kind="question").text


# preferences


def test_experts_and_coordinators_get_no_mail_but_the_digest(cast: Cast):
    make_idea(cast, "deciding")
    assert kinds_to(cast.coordinator1) + kinds_to(cast.expert1) + kinds_to(cast.decider) == []
    assert Notice.objects.filter(user=cast.decider, digest=True).count() == 1


def test_expert_who_wants_single_mails_gets_them(cast: Cast):
    User.objects.filter(pk__in=[p.pk for p in cast.people.values()]).update(mail_rhythm="single")
    idea = make_idea(cast)
    mail = OutgoingMail.objects.get(to_user=experts_of(idea)[0])
    assert (mail.kind, mail.obligatory, mail.subject) == (
        "single",
        False,
        f"Idea no. {idea.number}: something new for you",
    )
    assert not Notice.objects.filter(user=experts_of(idea)[0], digest=True).exists()


def test_submitter_cannot_switch_obligatory_mail_off(cast: Cast):
    User.objects.filter(pk=cast.submitter.pk).update(mail_rhythm="digest")
    make_idea(cast)
    mail = mails_to(cast.submitter)[0]
    assert mail.obligatory
    assert "List-Unsubscribe" not in mail.headers


def test_mail_that_may_be_switched_off_says_where(cast: Cast):
    make_idea(cast, "closed", outcome="adopted")
    mail = mails_to(cast.colleague)[0]
    assert (mail.kind, mail.obligatory) == ("carrying_out", False)
    assert mail.headers["List-Unsubscribe"].startswith("<http://testserver/mail/off/")


def test_inactive_person_gets_no_notice_and_no_task(cast: Cast):
    idea = make_idea(cast, "conversation", submitter=cast.it_expert4)
    User.objects.filter(pk=cast.it_expert4.pk).update(is_active=False, email=None, personnel_number="4711")
    before = Notice.objects.filter(user=cast.it_expert4).count()
    conversation.write_to_leaver(idea, owner_of(idea), said="The result in writing.")
    assert Notice.objects.filter(user=cast.it_expert4).count() == before
    assert not InPersonTask.objects.filter(user=cast.it_expert4).exists()


# language


def test_mail_is_written_in_its_readers_language(cast: Cast):
    User.objects.filter(pk=cast.submitter.pk).update(language="de")
    cast.submitter.refresh_from_db()
    make_idea(cast)
    mail = mails_to(cast.submitter)[0]
    assert mail.language == "de"
    assert '<html lang="de"' in mail.html


# cost


def test_announcing_a_new_idea_costs_three_statements(cast: Cast):
    idea = make_idea(cast)
    event = idea.events.select_related("actor").get(kind="hand_in")
    Notice.objects.all().delete()
    OutgoingMail.objects.all().delete()
    locked = Idea.objects.locked(idea.pk)
    with CaptureQueriesContext(connection) as asked:
        notifications.announce(event, locked)
    assert len(asked) == 3
    assert Notice.objects.count() == 4


def test_announcing_twice_tells_once(cast: Cast):
    idea = make_idea(cast, glanced=False)
    before = (Notice.objects.count(), OutgoingMail.objects.count(), InPersonTask.objects.count())
    notifications.announce(idea.events.get(kind="hand_in"), Idea.objects.locked(idea.pk))
    assert (Notice.objects.count(), OutgoingMail.objects.count(), InPersonTask.objects.count()) == before


# an import


def test_gathering_sends_one_mail_for_many_ideas(cast: Cast):
    with notifications.gathering():
        drafts = [make_draft(cast.submitter, department=cast.logistics) for _n in range(3)]
        for draft in drafts:
            workflow.hand_in(draft, cast.submitter)
    mail = OutgoingMail.objects.get(to_user=cast.submitter)
    assert (mail.kind, mail.subject) == ("gathered", "3 ideas have arrived")
    assert all(str(Idea.objects.get(pk=draft.pk).number) in mail.text for draft in drafts)
    assert not Notice.objects.filter(user=cast.submitter, digest=True, digested_at=None).exists()


def test_gathering_that_breaks_off_still_tells(cast: Cast):
    draft = make_draft(cast.submitter, department=cast.logistics)
    with suppress(ZeroDivisionError), notifications.gathering():
        workflow.hand_in(draft, cast.submitter)
        raise ZeroDivisionError
    assert kinds_to(cast.submitter) == ["gathered"]


def test_gathering_nothing_sends_nothing(cast: Cast):
    with notifications.gathering():
        pass
    assert not OutgoingMail.objects.exists()


# the sweep's


def test_followers_hear_in_batches_and_once(cast: Cast):
    idea = make_idea(cast, "deciding")
    followers = [make_user() for _n in range(5)]
    for person in followers:
        workflow.follow(idea, person)
    workflow.decide(
        idea,
        owner_of(idea),
        outcome="declined",
        **reasons(),
    )
    broadcast = Broadcast.objects.get()
    assert [notifications.expand(broadcast, 2) for _n in range(4)] == [2, 2, 1, 0]
    told = Notice.objects.filter(event=broadcast.event, user__in=followers, digest=True)
    assert told.count() == 5
    assert Broadcast.objects.get().done_at is not None
    assert "reasonzq" not in "".join(notice.text for notice in told)


def test_followers_who_may_no_longer_read_hear_nothing(cast: Cast):
    idea = make_idea(cast, "deciding")
    workflow.follow(idea, cast.employee)
    workflow.set_visibility(idea, cast.submitter, visibility="handlers")
    workflow.decide(idea, owner_of(idea), outcome="declined", **reasons())
    notifications.expand(Broadcast.objects.get())
    assert not Notice.objects.filter(user=cast.employee, kind="decide").exists()


def test_nobody_follows_means_no_broadcast(cast: Cast):
    make_idea(cast, "conversation")
    assert not Broadcast.objects.exists()


def test_digest_gathers_and_marks(cast: Cast):
    make_idea(cast, "deciding")
    notices = list(Notice.objects.filter(user=cast.decider, digest=True))
    notifications.send_digest(cast.decider, notices, dedupe_key="digest:1")
    mail = mails_to(cast.decider)[0]
    assert (mail.kind, mail.subject) == ("digest", "Tell: 1 thing for you")
    assert " ".join(notices[0].text.split()) in " ".join(mail.text.split())
    assert not Notice.objects.filter(user=cast.decider, digest=True, digested_at=None).exists()


def test_digest_says_nothing_of_an_idea_that_its_follower_may_no_longer_read(cast: Cast):
    ideas = [make_idea(cast, "deciding", title=f"{word} shelf") for word in ("Open", "Shut")]
    for idea in ideas:
        workflow.follow(idea, cast.employee)
        workflow.decide(idea, owner_of(idea), outcome="declined", **reasons())
    for broadcast in Broadcast.objects.all():
        notifications.expand(broadcast)
    workflow.set_visibility(ideas[1], cast.submitter, visibility="handlers")
    notices = list(Notice.objects.filter(user=cast.employee, digest=True))
    assert len(notices) == 2
    notifications.send_digest(cast.employee, notices, dedupe_key="digest:1")
    mail = OutgoingMail.objects.get(to_user=cast.employee)
    assert "Open shelf" in mail.text
    assert "Shut shelf" not in mail.text


def test_digest_of_nothing_is_not_sent(cast: Cast):
    notifications.send_digest(cast.decider, [], dedupe_key="digest:1")
    assert not OutgoingMail.objects.exists()
