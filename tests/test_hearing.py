"""Who will hear of it: what is said before an act is what happens with it."""

from datetime import timedelta

import pytest

from ideas import clock, dossier, rules, workflow
from ideas.models import InPersonTask, Notice, OutgoingMail
from ideas.views import hearing
from tests.factories import Cast, experts_of, make_cast, make_idea, make_user, owner_of, reasons

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def ask(idea, actor):
    workflow.ask(idea, actor, text="Which gate?")


def decide(idea, actor):
    workflow.decide(idea, actor, outcome="declined", **reasons())


def discuss(idea, actor):
    workflow.discuss(idea, actor, why="They differ.")


def move_due(idea, actor):
    workflow.move_due(idea, actor, on=clock.today() + timedelta(days=5), why="The yard is closed.")


def note(idea, actor):
    workflow.note(idea, actor, text="Careful.")


def message(idea, actor):
    workflow.message(idea, actor, text="We are on it.")


def propose(idea, actor):
    workflow.propose(idea, actor, outcome="out_of_scope", **reasons("out_of_scope"))


ACTS = [
    *((ask, "in_review", "expert"), (decide, "deciding", "owner"), (discuss, "deciding", "owner")),
    *((move_due, "in_review", "owner"), (note, "in_review", "expert"), (message, "in_review", "owner")),
    (propose, "triage", "owner"),
]


@pytest.mark.parametrize(("act", "status", "who"), ACTS, ids=[act.__name__ for act, _status, _who in ACTS])
@pytest.mark.parametrize("email", ["nora@example.com", None])
def test_hearing_names_who_is_told_then(cast, act, status, who, email):
    submitter = make_user("Nora Nomail", email=email, personnel_number="P77")
    idea = make_idea(cast, status, submitter=submitter)
    actor = experts_of(idea)[0] if who == "expert" else owner_of(idea)
    seen = rules.access_idea(actor, idea.public_id)
    papers = dossier.papers_of(seen, actor)
    mails, in_person, notices = hearing._sorted(act.__name__, seen, actor, papers)
    act(idea, actor)
    event = idea.events.filter(kind=act.__name__).latest("seq")
    assert {mail.to_user for mail in OutgoingMail.objects.filter(event=event, obligatory=True)} == set(mails)
    assert {task.user for task in InPersonTask.objects.filter(event=event)} == set(in_person)
    told = {notice.user for notice in Notice.objects.filter(event=event)}
    assert set(notices) | set(mails) | set(in_person) <= told
    assert actor not in [*mails, *in_person, *notices]


def test_hearing_is_said_in_words(cast):
    idea = make_idea(cast, "deciding")
    for person in (cast.employee, cast.bystander, cast.colleague):
        workflow.follow(idea, person)
    decider = owner_of(idea)
    seen = rules.access_idea(decider, idea.public_id)
    words = hearing.words("decide", seen, decider, dossier.papers_of(seen, decider))
    assert words[0] == f"{cast.submitter.name} gets a mail at once."
    assert "3 followers find it in the inbox." in words[1]
    assert "whoever you choose" in words[1]
    nora = make_user("Nora Nomail", email=None, personnel_number="P77")
    seen = rules.access_idea(decider, make_idea(cast, "deciding", submitter=nora).public_id)
    words = hearing.words("decide", seen, decider, dossier.papers_of(seen, decider))
    assert words[0].startswith("Nora Nomail has no e-mail address:")


@pytest.mark.parametrize(
    ("verb", "chosen"), [("entrust", True), ("route", False), ("report_hazard", False), ("attach", False)]
)
def test_hearing_speaks_of_a_choice_only_where_the_form_has_one(cast, verb, chosen):
    idea = make_idea(cast)
    keeper = owner_of(idea)
    seen = rules.access_idea(keeper, idea.public_id)
    words = hearing.words(verb, seen, keeper, dossier.papers_of(seen, keeper))
    assert any("whoever you choose" in said for said in words) == chosen


def test_hearing_of_what_tells_nobody_is_silent(cast):
    idea = make_idea(cast)
    expert = experts_of(idea)[0]
    seen = rules.access_idea(expert, idea.public_id)
    assert hearing.words("review", seen, expert, dossier.papers_of(seen, expert)) == []
