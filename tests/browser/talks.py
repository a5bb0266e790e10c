"""Adds to the company of the browser somebody with talks to arrange, for the tests that change them."""

from accounts.models import User
from ideas import conversation
from ideas.models import Idea
from ideas.workflow import Time
from tests import factories as f
from tests.factories import Cast
from tests.journeys import working_day

TINA = "tina@example.com"
RITA = "rita@example.com"
LINA = "lina@example.com"


def make_talks(cast: Cast) -> dict[str, Idea]:
    """Tina's ideas; the decider of IT offers a time for each."""
    tina = f.make_user("Tina Talker", email=TINA, department=cast.it, phone="0555 81")
    names = ("talk_first", "talk_second", "talk_named", "talk_unreached")
    made = {name: to_arrange(cast, tina, 3 + n) for n, name in enumerate(names)}
    return made | with_notes(cast) | with_line_manager(cast)


def with_notes(cast: Cast) -> dict[str, Idea]:
    """Rita's ideas: one to talk about, and three whose notes wait for her answer."""
    rita = f.make_user("Rita Record", email=RITA, department=cast.it)
    names = ("noted_taps", "noted_contest", "noted_here", "noted_seen")
    made = {name: to_arrange(cast, rita, 8 + n) for n, name in enumerate(names)}
    for name in names[1:]:
        f.make_record(made[name])
    return made


def with_line_manager(cast: Cast) -> dict[str, Idea]:
    """Lina's ideas: about one of them her line manager talks with her, about the other she might ask for that."""
    lina = f.make_user("Lina Lead", email=LINA, department=cast.it, line_manager=cast.manager)
    names = ("lead_to_ask", "lead_asked")
    made = {name: to_arrange(cast, lina, 12 + n) for n, name in enumerate(names)}
    conversation.ask_for_manager(made["lead_asked"], lina)
    return made


def to_arrange(cast: Cast, submitter: User, day: int) -> Idea:
    """A no that is to be talked about, with a time in the break room."""
    idea = f.make_idea(cast, "deciding", submitter=submitter, department=cast.it)
    times = [Time(working_day(day), place="break room")]
    f.make_decision(cast, idea, partner=cast.it_decider, times=times)
    return idea
