"""Everything has happened once: who was told what, what the mails look like, and what each reader's story says."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import resolve

from accounts.models import User
from ideas.letters import Occasion
from ideas.models import Event, Idea, InPersonTask, Notice, Outcome, OutgoingMail
from ideas.notifications import ARRIVALS, TELLS
from ideas.notifications.announcing import hearers
from tests.journeys import Played, everything_played
from tests.telling import told, words_of

ALSO_TO_THE_ACTOR = {
    *("hand_in", "appeal", "take_up", "withdraw", "confirm", "decline_talk"),
    *("book", "cancel_booking", "choose_channel", "owe_call"),
}
INTERNAL = (
    "handover",
    "release",
    "note",
    "entrust",
    "discuss",
    "partner",
    "attempt",
    "account",
    "internal",
    "seat",
)
SEALED = ("public", "proposal", "refusal", "route", "relieve")


@pytest.fixture(scope="module")
def everything(django_db_setup: None, django_db_blocker: Any) -> Iterator[Played]:
    with everything_played(django_db_blocker) as played:
        yield played


@pytest.fixture
def played(everything: Played, db: None) -> Played:
    return everything


def all_words_to(user: User) -> str:
    rows: list[Any] = [
        *OutgoingMail.objects.filter(to_user=user),
        *Notice.objects.filter(user=user),
        *InPersonTask.objects.filter(user=user),
    ]
    return "\n".join(f"{getattr(row, 'subject', '')}\n{row.text}\n{getattr(row, 'html', '')}" for row in rows)


def test_table_knows_every_kind_that_happens(played: Played):
    assert set(Event.objects.values_list("kind", flat=True)) == set(TELLS)


def test_table_lines_can_be_filled(played: Played):
    facts = Occasion(Event.objects.filter(kind="hand_in", idea=played.ideas[0])[0], played.ideas[0]).facts()
    lines = [tell.line for tells in (*TELLS.values(), *ARRIVALS.values()) for tell in tells]
    assert all(str(line) % facts for line in lines)


def test_actor_is_left_out_of_what_they_did(played: Played):
    told = Notice.objects.filter(event__actor__isnull=False).select_related("event")
    to_actor = {notice.kind for notice in told if notice.user_id == notice.event.actor_id}
    assert to_actor == ALSO_TO_THE_ACTOR


def test_actor_gets_no_mail_but_receipt_calendar_and_end(played: Played):
    sent = OutgoingMail.objects.filter(event__actor__isnull=False).select_related("event")
    to_actor = {mail.kind for mail in sent if mail.to_user_id == mail.event.actor_id}
    assert to_actor == {"receipt", "invitation", "cancelled", "closed"}


def test_person_is_told_once_of_an_event(played: Played):
    for event in Event.objects.select_related("actor"):
        idea = Idea.objects.select_related("owner", "coordinator", "submitter", "round").get(pk=event.idea_id)
        people = [user.pk for user, _tell in hearers(Occasion(event, idea))]
        assert len(people) == len(set(people)), event.kind


def test_subjects_never_name_the_outcome(played: Played):
    words = [str(outcome.label).lower() for outcome in Outcome] + ["declin", "reject", "adopt", "defer"]
    subjects = [subject.lower() for subject in OutgoingMail.objects.values_list("subject", flat=True)]
    assert len(subjects) > 50
    assert [subject for subject in subjects for word in words if word in subject] == []


def test_submitters_read_nothing_internal(played: Played):
    cast = played.cast
    words = "".join(all_words_to(person) for person in (cast.submitter, cast.colleague, cast.bystander))
    assert [kind for kind in (*INTERNAL, *SEALED) if f"{kind}zq" in words] == []
    assert "questionzq" in words


def test_line_manager_hears_of_nothing_but_the_talk_for_which_they_were_asked(played: Played):
    manager = played.cast.manager
    told = Notice.objects.filter(user=manager).values_list("event__kind", flat=True)
    assert set(told) == {"ask_for_manager", "back_to_contact"}
    assert not OutgoingMail.objects.filter(to_user=manager).exclude(kind="digest").exists()
    words = all_words_to(manager)
    assert [kind for kind in (*INTERNAL, *SEALED) if f"{kind}zq" in words] == []


def test_every_line_and_letter_leads_to_a_page(played: Played):
    paths = set(Notice.objects.values_list("path", flat=True))
    texts = OutgoingMail.objects.values_list("text", flat=True)
    paths |= {path for text in texts for path in re.findall(r"http://testserver(/\S*)", text)}
    assert len(paths) > 30
    for path in paths:
        known = {"idea", "talk", "desk_idea", "inbox", "me", "mail_off"}
        assert resolve(re.split("[?#]", path)[0]).url_name in known


def test_story_is_told_of_every_kind(played: Played):
    ideas, cast = played.ideas, played.cast
    both = (cast.coordinator1, cast.it_coordinator1)
    handled = {e.kind for idea in ideas for person in both for e in told(idea, person)}
    own = {e.kind for idea in ideas for e in told(idea, idea.submitter)}
    assert handled | own | {"comment"} == set(Event.objects.values_list("kind", flat=True))


def test_stories_tell_submitters_nothing_internal(played: Played):
    words = "".join(words_of(told(idea, idea.submitter)) for idea in played.ideas)
    assert [kind for kind in (*INTERNAL, *SEALED) if f"{kind}zq" in words] == []
    assert not any(str(label) in words for label in ("Do not adopt", "Adopt in part"))


def test_employees_read_nothing_internal_and_no_names_of_handlers(played: Played):
    words = "".join(words_of(told(idea, played.cast.employee)) for idea in played.ideas)
    assert "reasonzq" in words  # why it was decided so is for everybody
    assert "zq" not in re.sub("(reason|change)zq", "", words)
    assert not any(part in words for part in ("Coordinator", "Expert", "Decider"))


def test_every_letter_is_whole(played: Played):
    mails = list(OutgoingMail.objects.select_related("to_user"))
    assert {mail.kind for mail in mails} == {
        "knock",
        "knock_answered",
        *(
            "receipt",
            "question",
            "result",
            "times",
            "which_times",
            "invitation",
            "cancelled",
            "notes",
            "closed",
        ),
        *("moved", "message", "cosubmission", "carrying_out", "passed_on", "hazard", "hazard_settled"),
        *("dropped", "followed_up", "panel", "came_true", "corrected", "added", "agreed"),
    }
    for mail in mails:
        assert mail.text.startswith(f"Hello {mail.to_user.name},"), mail.kind
        assert "%(" not in mail.subject + mail.text + mail.html, mail.kind
        assert mail.html.count('class="btn"') == 1, mail.kind
        assert "You get this because" in mail.text, mail.kind
        long = [line for line in mail.text.splitlines() if len(line) > 72 and "http" not in line]
        assert long == [], mail.kind
