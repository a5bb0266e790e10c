"""What somebody is to an idea is asked of that person, also where the idea came to another one's page."""

import pytest

from ideas import rules, workflow
from tests.factories import make_cast, make_idea

pytestmark = pytest.mark.django_db


def test_standing_on_a_readers_idea_is_that_of_whoever_is_asked_about():
    cast = make_cast()
    idea = make_idea(cast, "deciding")
    mine = rules.access_idea(cast.decider, idea.public_id)
    assert rules.standing(cast.decider, mine).decider
    assert rules.standing(idea.coordinator, mine).coordinator
    assert rules.standing(cast.submitter, mine).submitter
    assert not rules.standing(cast.submitter, mine).decider


def test_partners_offered_to_a_decider_are_those_that_the_verb_accepts():
    cast = make_cast()
    idea = make_idea(cast, "deciding")
    make_idea(cast, "deciding")  # the other coordinator has fewer ideas than the idea's own, or as many
    offered = workflow.possible_partners(rules.access_idea(cast.decider, idea.public_id))
    assert [p.pk for p in offered] == [p.pk for p in workflow.possible_partners(idea)]
    assert offered[0] == idea.coordinator
