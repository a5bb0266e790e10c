"""Where a life may begin: ideas that have come some way, up to where a rare verb is open to somebody."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from ideas import clock, conversation, workflow
from ideas.models import Status
from tests import journeys
from tests.factories import Cast, experts_of, make_decision, make_idea, make_record, owner_of, unique


def offered(cast: Cast) -> None:
    """An expert would like another to take the idea over, who has not answered."""
    idea = make_idea(cast)
    asked = experts_of(idea)
    to = next(one for one in (cast.expert1, cast.expert2, cast.expert3) if one not in asked)
    workflow.hand_over(idea, asked[0], to=to, why=f"Not mine. {unique('handover')}")


def at_odds(cast: Cast) -> None:
    """Its experts differ, and it is the decider's."""
    journeys.discussed(make_idea(cast))


def unreached(cast: Cast, *, given_up: bool) -> None:
    """Nobody reaches the submitter, and perhaps one of two has given them up."""
    idea = make_idea(cast, "conversation")
    journeys.tried_in_vain(idea)
    if given_up:
        with clock.at(journeys.working_day(5)):
            conversation.give_up(idea, owner_of(idea), account=f"Called three times. {unique('account')}")


def with_the_manager(cast: Cast) -> None:
    """The submitter has asked for their line manager."""
    conversation.ask_for_manager(make_idea(cast, "conversation"), cast.submitter)


def of_two(cast: Cast) -> None:
    """Two have handed it in, and the notes wait for an answer."""
    idea = make_idea(cast, "deciding")
    workflow.invite_cosubmitter(idea, cast.submitter, user=cast.bystander)
    workflow.join(idea, cast.bystander)
    make_decision(cast, journeys.fresh(idea))
    make_record(journeys.fresh(idea))


def nearly_back(cast: Cast) -> None:
    """On hold, until in an hour."""
    idea = make_idea(cast, "deferred")
    with clock.at(idea.due_at - timedelta(hours=1)):
        workflow.message(idea, cast.submitter, text=f"How does it stand? {unique('message')}")


def found_alike(cast: Cast) -> None:
    """An idea was adopted that is like two earlier ones; whether it is the same nobody has said yet."""
    workflow.find_likeness(journeys.alike(cast)[-1])


def to_be_called(cast: Cast) -> None:
    """Closed, and the submitter would like to be called about it."""
    idea = make_idea(cast, "closed")
    conversation.answer_survey(idea, cast.submitter, call_me=True)


@dataclass(frozen=True)
class Start:
    """How a life begins, and the rare verbs for whose sake it does."""

    begin: Callable[[Cast], object]
    opens: frozenset[str] = frozenset()


def start(begin: Callable[[Cast], object], *opens: str) -> Start:
    """A life that begins so."""
    return Start(begin, frozenset(opens))


RARE = {Status.DECIDING: ("discuss",)}
"""Of a status."""
STARTS: dict[str, Start] = {
    **{one: start(partial(make_idea, status=one), *RARE.get(one, ())) for one in sorted(Status.values)},
    "offered to another expert": start(offered, "accept_hand_over", "decline_hand_over"),
    "at odds": start(at_odds),
    "booked": start(journeys.booked, "cancel_booking"),
    "carried out": start(partial(journeys.smooth_way, outcome="adopted_in_part")),
    "passed on": start(journeys.passed_on, "confirm_receipt"),
    "heard by a panel": start(journeys.appealed, "speak", "replace_seat"),
    "like an earlier one": start(journeys.alike),
    "found alike": start(found_alike, "refuse_likeness", "confirm_likeness"),
    "not reached": start(partial(unreached, given_up=False), "give_up"),
    "given up by one": start(partial(unreached, given_up=True), "second_give_up"),
    "closed unanswered": start(journeys.closed_unanswered, "reopen"),
    "of somebody who left": start(journeys.left_before_the_talk, "write_to_leaver"),
    "with the line manager": start(with_the_manager, "back_to_contact"),
    "of two": start(of_two, "co_answer"),
    "nearly back": start(nearly_back),
    "to be called": start(to_be_called, "decline_follow_up"),
}
