"""Where a life may begin: ideas that have come some way, up to where a rare verb is open to somebody."""

from collections.abc import Callable
from functools import partial

from ideas import clock, conversation, workflow
from ideas.models import Status
from tests import journeys
from tests.factories import Cast, experts_of, make_idea, owner_of, unique


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


STARTS: dict[str, Callable[[Cast], object]] = {
    **{status: partial(make_idea, status=status) for status in sorted(Status.values)},
    "offered to another expert": offered,
    "at odds": at_odds,
    "booked": journeys.booked,
    "carried out": partial(journeys.smooth_way, outcome="adopted_in_part"),
    "passed on": journeys.passed_on,
    "heard by a panel": journeys.appealed,
    "like an earlier one": journeys.alike,
    "not reached": partial(unreached, given_up=False),
    "given up by one": partial(unreached, given_up=True),
    "closed unanswered": journeys.closed_unanswered,
    "of somebody who left": journeys.left_before_the_talk,
}
