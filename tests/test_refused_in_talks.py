"""What is refused while a talk is arranged, held and written down: in words, and nothing of the idea changes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from accounts.models import Absence, User
from ideas import clock, conversation, rules, workflow
from ideas.conversation import booking
from ideas.models import (
    AgreedPoint,
    Appointment,
    Attempt,
    CoAnswer,
    Conversation,
    Event,
    Idea,
    Notice,
    OutgoingMail,
    Record,
    RecordVersion,
    Slot,
)
from ideas.rules import Refused
from ideas.workflow import Agreed, Time
from tests.factories import (
    Cast,
    free_time,
    make_cast,
    make_decision,
    make_idea,
    make_record,
    notes,
)
from tests.journeys import fresh, some_day, working_day

pytestmark = pytest.mark.django_db

ROWS: tuple[tuple[Any, str], ...] = (
    *((Idea, "pk"), (Event, "idea"), (Conversation, "idea"), (Slot, "conversation__idea")),
    *((Attempt, "conversation__idea"), (Record, "conversation__idea")),
    *((RecordVersion, "record__conversation__idea"), (AgreedPoint, "record__conversation__idea")),
    *((CoAnswer, "record__conversation__idea"), (Appointment, "conversations__idea")),
    *((Notice, "event__idea"), (OutgoingMail, "idea")),
)
"""Every table in which a talk leaves a trace, and the way from there to its idea."""


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def rows_of(idea: Idea) -> list[list[dict[str, Any]]]:
    return [list(model.objects.filter(**{way: idea.pk}).order_by("pk").values()) for model, way in ROWS]


@contextmanager
def refused(*ideas: Idea, match: str = "", kind: str = "conflict") -> Iterator[None]:
    """What is done here is refused in these words, and no row of these ideas is another one afterwards."""
    before = [rows_of(idea) for idea in ideas]
    with pytest.raises(Refused, match=match) as refusal:
        yield
    assert refusal.value.kind == kind
    assert [rows_of(idea) for idea in ideas] == before


def to_talk(cast: Cast, **given: Any) -> Idea:
    """An idea of the submitter whose talk a coordinator has to arrange, with one time offered."""
    idea = make_idea(cast, "deciding")
    make_decision(cast, idea, **{"partner": cast.coordinator1, "times": [Time(free_time())], **given})
    return fresh(idea)


def asked_for_times(cast: Cast) -> Idea:
    idea = to_talk(cast, times=[])
    conversation.invite_to_suggest(idea, cast.coordinator1)
    return idea


def counted_once(cast: Cast) -> Idea:
    idea = to_talk(cast)
    conversation.note_unbooked(idea)
    return idea


def account_of_who_is_partner_no_more(cast: Cast) -> Idea:
    """The partner wrote down what was tried, then another one was named."""
    idea = to_talk(cast)
    for day, channel in ((-1, "phone"), (-2, "phone"), (-3, "in_person")):
        with clock.at(working_day(day)):
            booking.tried(booking.talk_of(idea), cast.coordinator1, channel)
    conversation.give_up(idea, cast.coordinator1, account="Called twice, went to see them once.")
    conversation.change_partner(idea, cast.coordinator2, to=cast.decider, why="They know each other.")
    return idea


def with_notes(cast: Cast) -> Idea:
    idea = to_talk(cast)
    make_record(idea)
    return fresh(idea)


def with_a_point_settled(cast: Cast) -> Idea:
    idea = to_talk(cast)
    make_record(idea, points=[Agreed("Count the lorries.", cast.employee, due_on=some_day())])
    workflow.settle_point(idea, cast.employee, point=AgreedPoint.objects.get(), result="Forty.")
    return fresh(idea)


@dataclass(frozen=True)
class Case:
    """What somebody tries, on which idea, and what they are told."""

    idea: Callable[[Cast], Idea]
    tried: Callable[[Cast, Idea], Any]
    says: str


CASES = {
    "no time offered": Case(
        to_talk,
        lambda cast, idea: conversation.offer_slots(idea, cast.coordinator1, times=[]),
        "Offer one time at least",
    ),
    "asked for times a second time": Case(
        asked_for_times,
        lambda cast, idea: conversation.invite_to_suggest(idea, cast.coordinator2),
        "asked already",
    ),
    "no time named": Case(
        to_talk,
        lambda cast, idea: conversation.suggest_slots(idea, cast.submitter, times=[]),
        "Name one time at least",
    ),
    "partner named who has nothing to do with it": Case(
        to_talk,
        lambda cast, idea: conversation.change_partner(
            idea, cast.coordinator2, to=cast.bystander, why="Closer by."
        ),
        "cannot hold the talk",
    ),
    "partner wished who has nothing to do with it": Case(
        to_talk,
        lambda cast, idea: conversation.ask_for_partner(idea, cast.submitter, to=cast.bystander),
        "cannot hold the talk",
    ),
    "silence counted a second time": Case(
        counted_once,
        lambda _cast, idea: conversation.note_unbooked(idea),
        "counted already",
    ),
    "cancelled what was not booked": Case(
        to_talk,
        lambda cast, idea: conversation.cancel_booking(idea, cast.submitter),
        "no appointment to cancel",
    ),
    "not reached confirmed before anybody wrote so": Case(
        to_talk,
        lambda cast, idea: conversation.second_give_up(idea, cast.coordinator2),
        "no account of the attempts",
    ),
    "own account confirmed": Case(
        account_of_who_is_partner_no_more,
        lambda cast, idea: conversation.second_give_up(idea, cast.coordinator1),
        "second person has to confirm",
    ),
    "notes of a talk to come": Case(
        to_talk,
        lambda cast, idea: conversation.record(
            idea, cast.coordinator1, held_at=clock.now() + timedelta(minutes=1), **notes()
        ),
        "written after the talk",
    ),
    "notes corrected to a talk to come": Case(
        with_notes,
        lambda cast, idea: conversation.revise_record(
            idea, cast.coordinator1, why="The day.", held_at=clock.now() + timedelta(minutes=1), **notes()
        ),
        "written after the talk",
    ),
    "notes corrected of which a part is settled": Case(
        with_a_point_settled,
        lambda cast, idea: conversation.revise_record(idea, cast.coordinator1, why="One word.", **notes()),
        "settled already",
    ),
    "answer that is none": Case(
        with_notes,
        lambda cast, idea: conversation.confirm(idea, cast.submitter, answer="perhaps"),
        "Choose an answer",
    ),
    "answer of a co-submitter that is none": Case(
        with_notes,
        lambda cast, idea: conversation.co_answer(idea, cast.colleague, answer=""),
        "Choose an answer",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_refused_in_words_and_nothing_changes(cast, name):
    case = CASES[name]
    idea = case.idea(cast)
    with refused(idea, match=case.says):
        case.tried(cast, idea)


# several ideas at one time


def test_idea_whose_talk_is_over_does_not_come_along(cast):
    first, over = to_talk(cast, partner=cast.decider), to_talk(cast, partner=cast.decider)
    conversation.decline_talk(over, cast.submitter)
    slot = Slot.objects.get(conversation__idea=first)
    with refused(first, over, match="no talk under way"):
        conversation.book(first, cast.submitter, slot=slot, also=[over])


def test_appointment_that_carries_another_idea_meanwhile_is_not_cancelled_unseen(cast, monkeypatch):
    """Between the look at which ideas share an appointment and their locks, the submitter books one more into it.

    What they book is of one transaction with what is refused here, so it goes with it.
    """
    first, second = to_talk(cast, partner=cast.decider), to_talk(cast, partner=cast.decider)
    slot = Slot.objects.get(conversation__idea=first)
    conversation.book(first, cast.submitter, slot=slot)
    looked, sharing = [], booking.sharing

    def meanwhile(idea: Idea) -> list[int]:
        found = sharing(idea)
        if not looked:
            looked.append(idea)
            conversation.book(first, cast.submitter, slot=slot, also=[second])
        return found

    with refused(first, second, match="has moved on"):
        monkeypatch.setattr(booking, "sharing", meanwhile)
        conversation.cancel_booking(first, cast.decider)
    monkeypatch.undo()
    assert booking.talk_of(first).state == "booked"
    conversation.cancel_booking(first, cast.decider)
    assert booking.talk_of(first).state == "arranging"


# who talks


def test_while_all_others_are_away_another_coordinator_talks(cast):
    idea = to_talk(cast, partner=cast.decider)
    today = clock.today()
    others = conversation.other_partners(idea, booking.talk_of(idea))
    for person in others:
        Absence.objects.create(user=person, first_day=today, last_day=today)
    conversation.ask_for_partner(idea, cast.submitter)
    now = fresh(idea).owner
    assert now == booking.talk_of(idea).partner
    assert now in {cast.coordinator1, cast.coordinator2} - set(others)


@pytest.mark.parametrize("wished", [True, False])
def test_who_becomes_line_manager_goes_on_with_the_talk_only_where_the_submitter_wishes(cast, wished):
    idea = to_talk(cast)
    User.objects.filter(pk=cast.submitter.pk).update(line_manager=cast.coordinator1)
    Idea.objects.filter(pk=idea.pk).update(manager_may_talk=wished)
    seen = rules.standing(cast.coordinator1, fresh(idea))
    assert (rules.is_partner(seen), rules.is_owner(seen), rules.is_coordinator(seen)) == (
        wished,
        wished,
        False,
    )
    if wished:
        make_record(idea)
        assert fresh(idea).status == "confirming"
    else:
        with refused(idea, match="not for you", kind="forbidden"):
            make_record(idea)
