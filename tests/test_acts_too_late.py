"""Who comes too late for a verb: their words are kept, and they read nothing that is not theirs."""

import re
import uuid

import pytest
from django.db import transaction

from ideas import rules
from ideas.models import Idea
from ideas.transitions import decide
from ideas.workflow.moving import note_down
from tests.factories import Cast, make_cast, make_idea
from tests.visits import act_address as address
from tests.visits import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_who_may_not_act_any_more_gets_no_form(cast):
    idea = make_idea(cast, "closed")
    for verb in ("decide", "defer", "assign", "route"):
        answer = browser(late_for(verb, idea, cast)).get(address(idea, verb))
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "moved on" in page
        assert "datetime-local" not in page
        assert f'id="{verb}_' not in page
        assert "reviews</" not in page


def test_who_comes_too_late_is_not_told_what_the_verb_would_do(cast):
    told = "You can take it up again within twelve months."
    assert (
        told
        in browser(cast.submitter).get(address(make_idea(cast, "in_review"), "withdraw")).content.decode()
    )
    answer = browser(cast.submitter).get(address(make_idea(cast, "closed"), "withdraw"))
    assert answer.status_code == 409
    assert told not in answer.content.decode()


def test_lost_race_keeps_everything_that_was_written(cast):
    idea = make_idea(cast, "closed")
    decider = late_for("decide", idea, cast)
    words = {
        "key": str(uuid.uuid4()),
        "outcome": "declined",
        "reason_text": "Zebras <first>",
        "implementer": "Nobody Atall",
        "next_news_on": "2027-03-04",
        "time_1_at": "2027-02-03T10:15",
        "time_1_how": "phone",
        "time_1_where": "the zoo",
    }
    page = browser(decider).post(address(idea, "decide"), words).content.decode()
    for kept in (
        "Zebras &lt;first&gt;",
        "Nobody Atall",
        "2027-03-04",
        "2027-02-03T10:15",
        "the zoo",
        "Not adopted",
    ):
        assert kept in page


def late_for(verb: str, idea: Idea, cast: Cast):
    """Somebody whose verb it was, before the idea moved on."""
    for person in cast.people.values():
        refusal = decide(verb, idea, person, rules.standing(person, idea))
        if refusal and refusal.kind == "conflict":
            return person
    raise LookupError(verb)


def test_slip_names_the_last_event_that_the_reader_may_read(cast):
    idea = make_idea(cast, "closed")
    asked = address(idea, "decide")
    decider = late_for("decide", idea, cast)
    slip = re.compile(r'role="alert".*?</div>', re.DOTALL)
    before = slip.search(browser(decider).get(asked).content.decode())
    for _again in range(4):
        with transaction.atomic():
            note_down(Idea.objects.locked(idea.pk), "credit", cast.submitter)
    after = slip.search(browser(decider).get(asked).content.decode())
    assert before
    assert after
    assert "<p>" in before[0]
    assert before[0] == after[0]
