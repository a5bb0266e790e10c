"""What a person is told when a verb cannot be carried out, and that nothing has changed then."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from ideas import clock, conversation, workflow
from ideas.models import AgreedPoint, Event, Idea
from ideas.rules import Refused
from ideas.workflow import Agreed, Time
from tests.factories import (
    Cast,
    experts_of,
    make_cast,
    make_decision,
    make_draft,
    make_idea,
    make_record,
    notes,
    owner_of,
    reasons,
)
from tests.journeys import fresh, some_day, working_day

pytestmark = pytest.mark.django_db

Act = Callable[[], object]
"""What is refused."""


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def keeper_of(idea: Idea) -> User:
    """The coordinator, who need not own it now."""
    found: User = Idea.objects.select_related("coordinator").get(pk=idea.pk).coordinator
    return found


def second(cast: Cast, idea: Idea) -> User:
    """The other coordinator."""
    return next(one for one in (cast.coordinator1, cast.coordinator2) if one != keeper_of(idea))


# decisions


def on_hold(days: int) -> Callable[[Cast], Act]:
    def prepare(cast: Cast) -> Act:
        idea = make_idea(cast, "deciding")
        until = clock.today() + timedelta(days=days)
        return lambda: workflow.defer(idea, owner_of(idea), until=until, **reasons("deferred"))

    return prepare


def decided_with(outcome: str, given: Callable[[Cast], dict[str, Any]]) -> Callable[[Cast], Act]:
    def prepare(cast: Cast) -> Act:
        idea = make_idea(cast, "deciding")
        facts = given(cast)
        return lambda: make_decision(cast, idea, outcome, **facts)

    return prepare


def news_of_yesterday(_cast: Cast) -> dict[str, Any]:
    return {"next_news_on": clock.today() - timedelta(days=1)}


def talk_by_a_bystander(cast: Cast) -> dict[str, Any]:
    return {"partner": cast.bystander}


def joined_with_what_is_gone(cast: Cast) -> Act:
    """The other idea is withdrawn between proposal and agreement."""
    target, idea = make_idea(cast, submitter=cast.colleague), make_idea(cast)
    workflow.merge(idea, keeper_of(idea), target=target, reason_text=reasons()["reason_text"])
    workflow.withdraw(target, cast.colleague)
    return lambda: workflow.agree(idea, second(cast, idea))


# reviews and questions


def handed_to_the_submitter(cast: Cast) -> Act:
    idea = make_idea(cast)
    return lambda: workflow.hand_over(idea, experts_of(idea)[0], to=cast.submitter, why="You know the gate.")


def asked(*names: str) -> Callable[[Cast], Act]:
    def prepare(cast: Cast) -> Act:
        idea = make_idea(cast)
        people = [getattr(cast, name) for name in names]
        return lambda: workflow.assign(idea, owner_of(idea), reviewers=people)

    return prepare


def released_twice(cast: Cast) -> Act:
    idea = make_idea(cast)
    row = idea.assignments.order_by("pk").first()
    workflow.release(idea, owner_of(idea), assignment=row, why="Ill.")
    return lambda: workflow.release(idea, owner_of(idea), assignment=row, why="Ill.")


def two_questions(cast: Cast) -> tuple[Idea, Any]:
    """The first of them has its answer."""
    idea = make_idea(cast)
    first = workflow.ask(idea, experts_of(idea)[0], text="Which gate?")
    workflow.ask(idea, experts_of(idea)[1], text="How often?")
    workflow.answer(idea, cast.submitter, text="The one in the north.", question=first)
    return idea, first


def answered_twice(cast: Cast) -> Act:
    idea, question = two_questions(cast)
    return lambda: workflow.answer(idea, cast.submitter, text="The other one.", question=question)


def taken_back_too_late(cast: Cast) -> Act:
    idea, question = two_questions(cast)
    return lambda: workflow.take_back_question(idea, owner_of(idea), question=question)


def entrusted_while_deciding(cast: Cast) -> Act:
    idea = make_idea(cast, "deciding")
    return lambda: workflow.entrust(idea, keeper_of(idea), to=second(cast, idea), why="You know it better.")


# the talk


def so_many_times(cast: Cast) -> Act:
    idea = make_idea(cast, "conversation")
    times = [Time(working_day(n)) for n in range(3, 15)]
    return lambda: conversation.offer_slots(idea, owner_of(idea), times=times)


def so_many_points(cast: Cast) -> Act:
    idea = make_idea(cast, "conversation")
    points = [Agreed(f"Count gate {n}.", cast.employee, due_on=some_day()) for n in range(9)]
    return lambda: make_record(idea, points=points)


def point_handed_to(name: str) -> Callable[[Cast], Act]:
    def prepare(cast: Cast) -> Act:
        idea = make_idea(cast, "conversation")
        said = notes(points=[Agreed("Count the lorries.", cast.employee, due_on=some_day())])
        conversation.record(idea, owner_of(idea), **said)
        point = AgreedPoint.objects.get()
        to = getattr(cast, name)
        return lambda: workflow.hand_point_on(idea, cast.employee, point=point, to=to, why="You pass by.")

    return prepare


SAID: dict[str, tuple[Callable[[Cast], Act], str]] = {
    "on hold until today": (on_hold(0), "within the next twelve months"),
    "on hold for longer than a year": (on_hold(366), "within the next twelve months"),
    "news that are over": (decided_with("adopted", news_of_yesterday), "still to come"),
    "talk with anybody": (decided_with("declined", talk_by_a_bystander), "cannot hold the talk"),
    "joined with what is gone": (joined_with_what_is_gone, "not under way any more"),
    "review handed to the submitter": (handed_to_the_submitter, "cannot review this idea"),
    "nobody is asked": (asked(), "no part in this idea"),
    "the submitter is asked": (asked("expert1", "submitter"), "no part in this idea"),
    "released twice": (released_twice, "not open any more"),
    "answered twice": (answered_twice, "answered already"),
    "taken back too late": (taken_back_too_late, "not open any more"),
    "entrusted while deciding": (entrusted_while_deciding, "with the decider"),
    "thirteen times": (so_many_times, "enough to choose from"),
    "nine points": (so_many_points, "eight points at most"),
    "point handed to a leaver": (point_handed_to("leaver"), "somebody else"),
    "point handed to who has it": (point_handed_to("employee"), "somebody else"),
}


def everything() -> list[Any]:
    """All ideas and events as they stand in the database, and what was agreed."""
    ideas = Idea.objects.order_by("pk").values("pk", "status", "owner", "due_at", "version", "updated_at")
    return [*ideas, *Event.objects.order_by("pk").values(), *AgreedPoint.objects.order_by("pk").values()]


@pytest.mark.parametrize("case", SAID)
def test_it_says_why_and_nothing_changes(cast, case):
    prepare, words = SAID[case]
    act = prepare(cast)
    before = everything()
    with pytest.raises(Refused, match=words):
        act()
    assert everything() == before


def test_a_decision_waits_for_as_many_views_as_the_scheme_asks_for_now(cast, settings):
    idea = make_idea(cast, "deciding")
    settings.MIN_REVIEWS = 3
    with pytest.raises(Refused, match="two views"):
        make_decision(cast, idea)
    assert fresh(idea).status == "deciding"
    assert not idea.decisions.exists()


def test_an_idea_with_an_address_that_is_none_stays_a_draft(cast):
    draft = make_draft(cast.submitter, source_url="the old book of ideas")
    with pytest.raises(Refused, match="valid URL"):
        workflow.hand_in(draft, cast.submitter)
    assert fresh(draft).status == "draft"


def test_what_the_database_refuses_for_no_known_reason_is_a_fault_and_no_answer(cast):
    first, then = make_idea(cast), make_idea(cast)
    with pytest.raises(IntegrityError, match="number"), workflow.refusals_in_words(), transaction.atomic():
        Idea.objects.filter(pk=then.pk).update(number=first.number)
    assert fresh(then).number == then.number


def shown_twice(cast: Cast) -> Act:
    idea = make_idea(cast)
    return lambda: workflow.glance(idea, owner_of(idea))


def credit_never_given(cast: Cast) -> Act:
    idea = make_idea(cast, "closed", outcome="adopted")
    return lambda: workflow.uncredit(idea, cast.submitter)


@pytest.mark.parametrize("prepare", [shown_twice, credit_never_given])
def test_what_is_so_already_is_done_without_an_event(cast, prepare):
    act = prepare(cast)
    before = everything()
    act()
    assert everything() == before
