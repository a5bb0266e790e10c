"""Who coordinates and who decides."""

import pytest

from ideas import routing, workflow
from ideas.models import Idea
from ideas.routing import NobodyLeft
from tests.factories import Cast, make_cast, make_idea
from tests.test_routing import an_idea, send_away

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


# coordinator and decider


def test_coordinator_with_fewest_ideas_comes_first(cast):
    assert routing.coordinator_for(cast.logistics) == cast.coordinator1
    idea = make_idea(cast)
    assert idea.coordinator == cast.coordinator1
    assert routing.coordinator_for(cast.logistics) == cast.coordinator2
    assert routing.coordinator_for(idea, avoid=[cast.coordinator2]) == cast.coordinator1
    assert routing.coordinator_for(cast.logistics, [cast.coordinator2.pk]) == cast.coordinator1


def test_coordinator_away_is_stood_in_for(cast):
    send_away(cast.coordinator1, cast.colleague)
    assert routing.coordinator_for(cast.logistics) == cast.coordinator2
    send_away(cast.coordinator2)
    assert routing.coordinator_for(cast.logistics) == cast.colleague
    assert routing.coordinator_for(cast.logistics, avoid=[cast.colleague]) == cast.office1


def test_coordinator_in_conflict_gives_way_to_the_parent(cast):
    idea = make_idea(cast, submitter=cast.coordinator1)
    assert idea.coordinator == cast.coordinator2
    idea.cosubmitters.create(user=cast.coordinator2, state="invited")
    workflow.join(idea, cast.coordinator2)
    idea = Idea.objects.get(pk=idea.pk)
    assert idea.coordinator == idea.owner == cast.office1


def test_everybody_away_still_leaves_somebody(cast):
    for name in ("coordinator1", "coordinator2", "office1", "office2"):
        send_away(getattr(cast, name))
    assert routing.coordinator_for(cast.logistics) == cast.coordinator1


def test_nobody_left_says_so(cast):
    everybody = [cast.coordinator1, cast.coordinator2, cast.office1, cast.office2]
    with pytest.raises(NobodyLeft) as error:
        routing.coordinator_for(cast.logistics, everybody)
    assert (error.value.kind, error.value.department) == ("conflict", cast.logistics)


def test_draft_has_no_coordinator(cast):
    with pytest.raises(ValueError, match="draft"):
        routing.coordinator_for(an_idea(cast))


def test_decider_is_the_departments_own(cast):
    assert routing.decider_for(make_idea(cast)) == cast.decider


def test_decider_away_is_stood_in_for(cast):
    idea = make_idea(cast)
    send_away(cast.decider, cast.colleague)
    assert routing.decider_for(idea) == cast.colleague
    assert routing.decider_for(idea, avoid=[cast.colleague]) == idea.coordinator


def test_decider_who_may_not_gives_way_to_the_ideas_coordinator(cast):
    make_idea(cast)
    idea = make_idea(cast, submitter=cast.decider)
    assert idea.coordinator == cast.coordinator2
    assert routing.decider_for(idea) == cast.coordinator2


def test_decider_who_left_gives_way(cast):
    idea = make_idea(cast)
    cast.decider.is_active = False
    cast.decider.save()
    assert routing.decider_for(idea) == idea.coordinator


def test_decider_of_the_parent_comes_next(cast):
    idea = make_idea(cast)
    cast.office.decider = cast.employee
    cast.office.save()
    avoid = [cast.decider, cast.coordinator1, cast.coordinator2]
    assert routing.decider_for(idea, avoid) == cast.employee
    assert routing.decider_for(idea, [*avoid, cast.employee]) == cast.office1
    with pytest.raises(NobodyLeft):
        routing.decider_for(idea, [*avoid, cast.employee, cast.office1, cast.office2])


def test_decider_may_be_one_who_is_away_before_nobody(cast):
    idea = make_idea(cast)
    for name in ("decider", "coordinator1", "coordinator2", "office1", "office2"):
        send_away(getattr(cast, name))
    assert routing.decider_for(idea) == cast.coordinator2
