"""A talk that has lost its times: whoever holds it owes new ones soon, and has the talk's own date back with them."""

from datetime import timedelta

import pytest

from ideas import clock, conversation, workflow
from ideas.models import Appointment, Idea, Slot
from ideas.workflow import Time
from tests.factories import Cast, make_cast
from tests.journeys import working_day
from tests.test_appointments import gone_by, slot_of, talk_of, to_talk
from tests.test_workflow import fresh, other_coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def somebody_else(cast: Cast, idea: Idea) -> None:
    conversation.ask_for_partner(idea, cast.submitter)


def another_hands_it_on(cast: Cast, idea: Idea) -> None:
    to = other_coordinator(cast, idea)
    conversation.change_partner(idea, fresh(idea).coordinator, to=to, why="Knows the hall.")


def partner_leaves(cast: Cast, idea: Idea) -> None:
    workflow.relieve(cast.decider)


def another_way(cast: Cast, idea: Idea) -> None:
    conversation.choose_channel(idea, cast.submitter, channel="phone")


def called_off(cast: Cast, idea: Idea) -> None:
    conversation.book(idea, cast.submitter, slot=slot_of(idea))
    conversation.cancel_booking(idea, cast.submitter, why="Night shift.")


def nobody_came(cast: Cast, idea: Idea) -> None:
    conversation.book(idea, cast.submitter, slot=slot_of(idea))
    gone_by(idea)
    Slot.objects.filter(conversation__idea=idea).update(starts_at=Appointment.objects.get().starts_at)
    conversation.attempt(idea, cast.decider, channel="in_person")


@pytest.mark.parametrize(
    "happens", [somebody_else, another_hands_it_on, partner_leaves, another_way, called_off, nobody_came]
)
def test_new_times_are_due_within_three_working_days_and_give_the_talk_its_date_back(cast, happens):
    idea = to_talk(cast)
    ten_days = idea.due_at
    happens(cast, idea)
    now = fresh(idea)
    assert talk_of(now).state == "arranging"
    assert now.due_at == workflow.talk_due(now, offered=False) < ten_days
    conversation.offer_slots(now, now.owner, times=[Time(working_day(5))])
    assert fresh(idea).due_at == ten_days


def test_new_times_are_not_due_later_than_the_talk_was(cast):
    idea = to_talk(cast)
    soon = clock.now() + timedelta(hours=5)
    Idea.objects.filter(pk=idea.pk).update(due_at=soon)
    conversation.ask_for_partner(idea, cast.submitter)
    assert fresh(idea).due_at == soon


def test_talk_in_writing_or_with_times_left_keeps_its_date(cast):
    in_writing, chosen = to_talk(cast), to_talk(cast, 4)
    conversation.choose_channel(in_writing, cast.submitter, channel="written")
    conversation.offer_slots(chosen, cast.decider, times=[Time(working_day(6))])
    conversation.book(chosen, cast.submitter, slot=slot_of(chosen))
    conversation.cancel_booking(chosen, cast.submitter)
    for idea in (in_writing, chosen):
        assert fresh(idea).due_at == workflow.talk_due(idea, offered=True, since=talk_of(idea).opened_at)
