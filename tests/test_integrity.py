"""check_integrity finds nothing where the verbs were at work, and each fault that is planted past them."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from ideas import integrity
from ideas.models import Assignment, Idea, Round, Status
from tests.factories import make_cast, make_idea

pytestmark = pytest.mark.django_db

FAULTS = {
    "open idea without owner or due date": "UPDATE ideas_idea SET due_at = NULL",
    "owner is not an active person": "UPDATE accounts_user SET is_active = false",
    "owner has a part in the idea": "UPDATE accounts_user SET line_manager_id = (SELECT owner_id FROM ideas_idea) "
    "WHERE id = (SELECT submitter_id FROM ideas_idea)",
    "open review with somebody who has a part in the idea or has left": "UPDATE ideas_assignment"
    " SET reviewer_id = (SELECT submitter_id FROM ideas_idea) WHERE id = (SELECT min(id) FROM ideas_assignment)",
    "open review without due date or on an idea not under review": "UPDATE ideas_assignment SET due_at = NULL",
    "in review, and nobody is asked": "UPDATE ideas_assignment SET state = 'released'",
    "status is not that of the last event": "UPDATE ideas_idea SET status = 'discussion'",
    "events are not a chain": "UPDATE ideas_event SET from_status = 'closed' WHERE to_status <> ''",
    "events are missing": "DELETE FROM ideas_event WHERE seq = 2",
    "closed without a record of the round": "UPDATE ideas_idea SET status = 'closed', owner_id = NULL, due_at = NULL",
    "outcome and decision do not agree": "UPDATE ideas_idea SET outcome = 'declined'",
    "question does not fit the status": "UPDATE ideas_idea SET status = 'clarification', came_from = 'in_review'",
    "talk does not fit the status": "UPDATE ideas_idea SET status = 'confirming'",
    "round is not the latest": "UPDATE ideas_round SET promise_at = promise_at + interval '1 day'",
    "due later than its promise, which lay ahead": "UPDATE ideas_idea SET due_at = promise_at + interval '1 day'",
    "mail that always comes could be switched off": "UPDATE ideas_outgoingmail SET news = 'own' WHERE obligatory",
    "the scheme's own office has fewer than two coordinators": "DELETE FROM accounts_membership",
    "submitter has no receipt": "DELETE FROM ideas_outgoingmail WHERE kind = 'receipt'",
    "mail does not fit the event that it tells of": "UPDATE ideas_outgoingmail SET idea_id = NULL",
    "request was acknowledged, and its idea is not there": "INSERT INTO ideas_handledrequest (key, user_id, path, at)"
    " SELECT gen_random_uuid(), submitter_id, '/ideas/' || public_id || 'x/receipt/', now() FROM ideas_idea",
    "counter of supporters or followers is wrong": "UPDATE ideas_idea SET supports = 7",
}


def loosen():
    """Takes the guards off, inside the transaction of the test, so that a fault can be planted."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "SELECT conrelid::regclass, conname FROM pg_constraint WHERE contype = 'c' AND conrelid IN "
            "('ideas_idea'::regclass, 'ideas_assignment'::regclass)"
        )
        for table, name in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


@pytest.fixture
def no_guards(db):
    yield loosen
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = origin")


@pytest.mark.parametrize("status", Status.values)
def test_no_findings_where_only_verbs_were_at_work(status):
    make_idea(make_cast(), status)
    assert list(integrity.findings()) == []


@pytest.mark.parametrize("check", sorted(FAULTS))
def test_a_planted_fault_is_found(check, no_guards):
    make_idea(make_cast(), "in_review")
    no_guards()
    with connection.cursor() as cursor:
        cursor.execute(FAULTS[check])
    assert check in {finding.check for finding in integrity.findings()}


def test_a_decision_whose_views_are_gone_is_found(no_guards):
    make_idea(make_cast(), "closed")
    no_guards()
    Assignment.objects.filter(state="filed").update(state="released")
    assert "decision without two valid views" in {finding.check for finding in integrity.findings()}


def test_a_submitter_who_was_not_told_is_found(no_guards):
    make_idea(make_cast(), "conversation")
    no_guards()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ideas_outgoingmail WHERE kind = 'result'")
    assert "submitter was not told" in {finding.check for finding in integrity.findings()}


def test_the_command_ends_with_one_when_something_is_wrong(no_guards):
    idea = make_idea(make_cast(), "in_review")
    no_guards()
    Idea.objects.update(supports=3)
    out = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("check_integrity", stdout=out)
    assert ended.value.code == 1
    assert f"idea {idea.number}" in out.getvalue()


def test_the_command_says_how_many_checks_it_made():
    out = StringIO()
    call_command("check_integrity", stdout=out)
    assert out.getvalue() == f"{len(integrity.CHECKS) + 1} checks, 0 findings\n"
    assert Round.objects.count() == 0
