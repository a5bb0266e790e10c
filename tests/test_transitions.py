"""Every cell of status x verb x role: what the table below allows is let through, all else refuses.

The table is written by hand from the words of the product, not from the code. A refused cell leaves no event, no
mail and no change.
"""

import inspect
import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser

from ideas import clock, conversation, rules, transitions, workflow
from ideas.management.commands import draw_way
from ideas.models import CoSubmitter, Event, Idea, Notice, OutgoingMail, Status
from ideas.rules import Refused
from tests.factories import bring_to, experts_of, make_cast, make_draft, owner_of

pytestmark = pytest.mark.django_db

ALL = list(Status.values)
OPEN = [s for s in ALL if s not in ("draft", "closed", "withdrawn")]
REVIEWED = ["triage", "in_review", "clarification", "discussion", "deciding"]
ASKED = ["in_review", "clarification", "discussion", "deciding"]
HANDED_IN = [*OPEN, "closed"]
WITH_EXPERTS = [s for s in HANDED_IN if s != "triage"]
UNDER_REVIEW = ["in_review", "clarification"]
TALK, NOTES = ["conversation"], ["confirming"]

AUTHORS = {"submitter"}
JOINT = {"submitter", "cosubmitter"}
KEEPERS = {"coordinator", "other_coordinator", "office"}
EXPERTS = {"expert", "other_expert"}
READERS = {
    *JOINT,
    *KEEPERS,
    *EXPERTS,
    *("decider", "invited", "offered", "employee", "manager", "admin", "observer", "elsewhere"),
}
ROLES = sorted({*READERS, "leaver", "nobody"})

ALLOWED: dict[str, list[tuple[list[str], set[str]]]] = {
    "hand_in": [(["draft"], AUTHORS)],
    "discard": [(["draft"], AUTHORS)],
    "answer": [(["clarification"], JOINT | KEEPERS)],
    "withdraw": [([*REVIEWED, "deferred"], AUTHORS)],
    "take_up": [(["withdrawn"], AUTHORS)],
    "attach": [(["draft"], AUTHORS), (OPEN, JOINT | KEEPERS)],
    "detach": [(["draft"], AUTHORS), (OPEN, JOINT | KEEPERS)],
    "set_visibility": [(OPEN, AUTHORS)],
    "invite_cosubmitter": [(OPEN, AUTHORS)],
    "join": [(OPEN, {"invited"})],
    "decline_joining": [(OPEN, {"invited"})],
    "leave": [(HANDED_IN, {"cosubmitter"})],
    "appeal": [(["closed"], AUTHORS)],
    "knock": [([*REVIEWED, "conversation"], JOINT)],
    "answer_knock": [],
    "improve": [(["conversation", "confirming", "closed"], JOINT)],
    "thank": [(["conversation", "confirming", "deferred", "closed"], JOINT)],
    "credit": [],
    "uncredit": [([*HANDED_IN, "withdrawn"], JOINT)],
    "report_hazard": [
        (HANDED_IN, JOINT | KEEPERS),
        (WITH_EXPERTS, EXPERTS),
        (["deciding"], {"decider"}),
    ],
    "settle_hazard": [],
    "support": [(HANDED_IN, READERS)],
    "unsupport": [(HANDED_IN, READERS)],
    "follow": [(HANDED_IN, READERS)],
    "unfollow": [(HANDED_IN, READERS)],
    "comment": [(HANDED_IN, READERS)],
    "report_comment": [(HANDED_IN, READERS)],
    "remove_comment": [(HANDED_IN, READERS)],  # its author, or a coordinator: tested with the discussion
    "settle_report": [(HANDED_IN, KEEPERS)],
    "review": [(UNDER_REVIEW, EXPERTS)],
    "hand_over": [(UNDER_REVIEW, EXPERTS)],
    "accept_hand_over": [(UNDER_REVIEW, {"offered"})],
    "decline_hand_over": [(UNDER_REVIEW, {"offered"})],
    "ask": [(REVIEWED, KEEPERS | {"decider"}), (ASKED, EXPERTS)],
    "take_back_question": [(["clarification"], KEEPERS | EXPERTS | {"decider"})],
    "note": [(HANDED_IN, KEEPERS | {"decider"}), (WITH_EXPERTS, EXPERTS), (UNDER_REVIEW, {"offered"})],
    "message": [(HANDED_IN, JOINT | KEEPERS), (["deciding"], {"decider"})],
    "route": [(["triage", "in_review"], KEEPERS)],
    "assign": [(["triage", "in_review", "discussion"], KEEPERS)],
    "release": [(UNDER_REVIEW, KEEPERS)],
    "conclude": [(["discussion"], KEEPERS)],
    "propose": [(["triage"], KEEPERS)],
    "merge": [(["triage", "in_review", "clarification", "discussion"], KEEPERS)],
    "agree": [],
    "refuse": [],
    "glance": [(HANDED_IN, KEEPERS)],
    "unglance": [(HANDED_IN, KEEPERS)],
    "entrust": [(OPEN, KEEPERS)],
    "move_due": [(OPEN, KEEPERS), (["deciding"], {"decider"})],
    "move_promise": [(REVIEWED, KEEPERS), (["deciding"], {"decider"})],
    "confirm_receipt": [],
    "report_news": [],
    "speak": [],
    "close_panel": [],
    "replace_seat": [],
    "find_likeness": [],
    "confirm_likeness": [],
    "refuse_likeness": [],
    "hand_work_on": [],
    "hold_follow_up": [],
    "decline_follow_up": [],
    "discuss": [(["deciding"], {"decider"})],
    "decide": [(["deciding"], {"decider"})],
    "defer": [(["deciding"], {"decider"})],
    "offer_slots": [(TALK, KEEPERS)],
    "invite_to_suggest": [(TALK, KEEPERS)],
    "suggest_slots": [(TALK, AUTHORS)],
    "book": [(TALK, {"submitter", "coordinator"})],
    "cancel_booking": [(TALK, {"submitter", "coordinator"})],
    "choose_channel": [(TALK, AUTHORS)],
    "ask_for_partner": [(TALK, AUTHORS)],
    "ask_for_manager": [(TALK, AUTHORS)],
    "back_to_contact": [],
    "change_partner": [(TALK, KEEPERS)],
    "attempt": [(TALK, {"coordinator"})],
    "record": [(TALK, {"coordinator"})],
    "decline_talk": [(TALK, AUTHORS)],
    "give_up": [(TALK, {"coordinator"})],
    "second_give_up": [(TALK, {"other_coordinator", "office", "admin"})],
    "write_to_leaver": [],
    "confirm": [(NOTES, AUTHORS)],
    "co_answer": [(["confirming", "closed", "deferred"], {"cosubmitter"})],
    "revise_record": [(NOTES, {"coordinator"})],
    "add_to_record": [(["closed", "deferred"], JOINT | KEEPERS)],
    "settle_point": [],
    "hand_point_on": [],
    "reopen": [],
    "answer_survey": [(["closed", "deferred"], AUTHORS)],
    "expire_questions": [],
    "note_unbooked": [],
    "close_unconfirmed": [],
    "come_back": [],
    "relieve": [],
    "take_over": [],
}
"""Verb -> in which statuses whom the table lets through; guards that ask for more than status and role are empty
here and tested by name below."""


def is_allowed(verb: str, status: str, role: str) -> bool:
    return any(status in statuses and role in roles for statuses, roles in ALLOWED[verb])


def cast_of(status: str):
    """An idea in a status and who everybody is to it."""
    cast = make_cast()
    roles = {
        name: getattr(cast, name)
        for name in ("submitter", "manager", "admin", "observer", "leaver", "decider")
    }
    roles |= {"employee": cast.bystander, "elsewhere": cast.it_expert1, "office": cast.office1}
    roles |= {"nobody": AnonymousUser(), "cosubmitter": cast.colleague, "invited": cast.employee}
    idea = make_draft(cast.submitter, department=cast.logistics)
    CoSubmitter.objects.create(idea=idea, user=cast.colleague, state="accepted", accepted_at=clock.now())
    CoSubmitter.objects.create(idea=idea, user=cast.employee)
    experts = [cast.expert1, cast.expert2]
    roles["offered"] = cast.it_expert2
    roles["coordinator"], roles["other_coordinator"] = cast.coordinator1, cast.coordinator2
    if status != "draft":
        workflow.hand_in(idea, cast.submitter)
        idea = Idea.objects.get(pk=idea.pk)
        roles["coordinator"] = idea.coordinator
        roles["other_coordinator"] = next(
            c for c in (cast.coordinator1, cast.coordinator2) if c != idea.coordinator
        )
        workflow.glance(idea, roles["coordinator"])
        experts = experts_of(idea)
        roles["offered"] = cast.it_expert2
        if status in ("in_review", "clarification"):
            workflow.hand_over(idea, experts[0], to=cast.it_expert2, why="He knows the gates.")
        idea = bring_to(cast, idea, status, "deferred" if status == "deferred" else "declined")
    roles["expert"], roles["other_expert"] = experts
    return idea, roles


def traces() -> tuple[int, int, int]:
    return Event.objects.count(), OutgoingMail.objects.count(), Notice.objects.count()


@pytest.mark.parametrize("status", ALL)
def test_every_cell_of_status_verb_and_role(status):
    idea, roles = cast_of(status)
    before, wrong = traces(), []
    for role in ROLES:
        standing = rules.standing(roles[role], idea)
        for verb in transitions.TRANSITIONS:
            let_through = transitions.decide(verb, idea, roles[role], standing) is None
            if let_through != is_allowed(verb, status, role):
                wrong.append((role, verb, "let through" if let_through else "refused"))
    assert wrong == []
    assert traces() == before


@pytest.mark.parametrize("verb", sorted(transitions.TRANSITIONS))
def test_a_refused_verb_leaves_no_trace(verb):
    idea, roles = cast_of("closed")
    before = traces()
    for role in ("nobody", "leaver", "elsewhere"):
        if not is_allowed(verb, "closed", role):
            with pytest.raises(Refused), workflow.acting(verb, idea, roles[role]):
                pytest.fail("let through")
    assert traces() == before


def test_the_table_of_the_test_knows_every_verb():
    assert set(ALLOWED) == set(transitions.TRANSITIONS)


def test_every_verb_asks_for_its_own_row_of_the_table():
    functions = {n: f for m in (workflow, conversation) for n, f in vars(m).items() if callable(f)}
    for verb in transitions.TRANSITIONS.keys() - {"relieve"}:
        assert re.search(rf'"{verb}"', inspect.getsource(functions[verb])), verb


def test_every_step_in_the_table_is_made_by_a_verb():
    known = {(a, b) for a, targets in transitions.LEADS_TO.items() for b in targets}
    assert set(transitions.PAIRS) == known


def test_the_database_knows_the_same_steps():
    text = inspect.getsource(__import__("importlib").import_module("ideas.migrations.0002_guards"))
    written = set(re.findall(r"\('(\w+)','(\w+)'\)", text))
    assert written == {(str(a), str(b)) for a, targets in transitions.LEADS_TO.items() for b in targets}


def test_the_owner_of_an_idea_in_conversation_is_its_partner():
    idea, roles = cast_of("conversation")
    assert owner_of(idea) == roles["coordinator"]


def test_the_diagram_in_the_docs_is_that_of_the_table():
    assert (Path(__file__).parent.parent / "docs/way.md").read_text() == draw_way.page()
