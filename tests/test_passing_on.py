"""When somebody drops out: who is asked in their place, and where the idea goes when there is nobody."""

from datetime import timedelta

import pytest

from accounts import people
from accounts.models import User
from ideas import clock, integrity, workflow
from ideas.models import AgreedPoint, Assignment, Idea
from ideas.workflow import Agreed
from tests.factories import (
    Cast,
    experts_of,
    file_reviews,
    make_cast,
    make_department,
    make_idea,
    make_record,
    owner_of,
)
from tests.journeys import fresh, some_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def in_order():
    yield
    assert list(integrity.findings()) == []


def with_three(cast: Cast) -> tuple[Idea, User]:
    """An idea with one expert more than a decision rests on, and who that is."""
    idea = make_idea(cast)
    every = (cast.expert1, cast.expert2, cast.expert3, cast.expert4)
    third = next(one for one in every if one not in experts_of(idea))
    workflow.assign(idea, owner_of(idea), reviewers=[third])
    return idea, third


def joined_by(idea: Idea, person: User) -> Idea:
    workflow.invite_cosubmitter(idea, idea.submitter, user=person)
    workflow.join(idea, person)
    return fresh(idea)


def left(person: User) -> None:
    people.deactivate(person)
    workflow.relieve(person)


def test_one_view_less_asks_nobody_while_two_are_to_come(cast):
    idea, third = with_three(cast)
    others = [one for one in experts_of(idea) if one != third]
    now = joined_by(idea, third)
    assert now.status == "in_review"
    assert experts_of(idea) == others
    assert idea.assignments.count() == 3


def test_one_view_less_leaves_the_decision_where_it_is_while_two_stand(cast):
    idea, third = with_three(cast)
    file_reviews(idea, "adopt", "decline")
    workflow.conclude(idea, owner_of(idea), text="One gate first.", consensus=True)
    before = fresh(idea)  # the views that are left differ, and have been compared
    now = joined_by(idea, third)
    assert (now.status, now.owner, now.due_at) == ("deciding", before.owner, before.due_at)
    assert not Assignment.objects.open().exists()
    assert third not in {view.assignment.reviewer for view in workflow.valid_reviews(now)}


def test_an_expert_leaves_during_a_question_and_the_idea_waits_for_the_answer_first(cast):
    idea = make_idea(cast)
    gone, stays = experts_of(idea)
    workflow.ask(idea, stays, text="Which gate?")
    rest = User.objects.filter(memberships__role="reviewer").exclude(pk__in=[gone.pk, stays.pk])
    for person in rest.distinct():
        people.deactivate(person)
    left(gone)
    assert fresh(idea).status == "clarification"
    assert experts_of(idea) == [stays]
    workflow.answer(idea, cast.submitter, text="The one in the north.")
    assert fresh(idea).status == "in_review"
    file_reviews(idea, "adopt")
    assert fresh(idea).status == "triage"


def test_an_expert_leaves_during_a_question_and_somebody_of_the_lead_department_is_found(cast):
    idea = make_idea(cast)
    released, stays = idea.assignments.order_by("pk")
    workflow.assign(idea, owner_of(idea), reviewers=[cast.it_expert1])
    workflow.release(idea, owner_of(idea), assignment=released, why="Ill.")
    workflow.ask(idea, stays.reviewer, text="Which gate?")
    for person in (cast.it_expert2, cast.it_expert3, cast.it_expert4):
        people.deactivate(person)
    people.deactivate(cast.it_expert1)
    workflow.relieve(cast.it_expert1, why="Has moved to another plant.")
    first, found = experts_of(idea)
    assert (fresh(idea).status, first) == ("clarification", stays.reviewer)
    assert found in {cast.expert1, cast.expert2, cast.expert3, cast.expert4} - {released.reviewer}
    event = idea.events.get(kind="relieve")
    assert event.why == "Has moved to another plant."
    assert event.data["assignment_ids"] == [idea.assignments.get(reviewer=found, state="open").pk]


def test_a_submitter_who_leaves_alone_stays_submitter_and_what_they_agreed_to_goes_on(cast):
    idea = make_idea(cast, "conversation")
    partner = owner_of(idea)
    make_record(idea, points=[Agreed("Count the lorries.", cast.submitter, due_on=some_day())])
    left(cast.submitter)
    assert fresh(idea).submitter == cast.submitter
    assert AgreedPoint.objects.get().carried_by == partner


def test_a_department_without_experts_gets_the_idea_to_find_some(cast):
    idea = make_idea(cast)
    asked = set(idea.assignments.values_list("pk", flat=True))
    yard = make_department("Yard", cast.office)
    with clock.at(fresh(idea).promise_at - timedelta(hours=1)):  # too late for views, and none is asked for
        workflow.route(idea, owner_of(idea), department=yard, why="It is about the yard.")
    now = fresh(idea)
    assert (now.status, now.owner) == ("triage", now.coordinator)
    assert not Assignment.objects.open().exists()
    facts = now.events.get(kind="route").data
    assert (set(facts["released_ids"]), facts["assignment_ids"], facts["plan"]) == (asked, [], "triage")
