"""The proof that nothing is forgotten: what must not be is found, on the page, by the command and by the sweep."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from accounts.models import Absence
from ideas import clock, completeness, sweep, watch, workflow
from ideas.models import FollowUp, Idea, Knock, OutgoingMail, PanelSeat, Status, SweepRun
from tests.factories import Cast, make_cast, make_idea
from tests.test_integrity import loosen
from tests.visits import browser, page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def no_guards(db):
    yield loosen
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = origin")


def command() -> tuple[str, int]:
    out = StringIO()
    try:
        call_command("check_promises", stdout=out)
    except SystemExit as end:
        return out.getvalue(), int(str(end.code))
    return out.getvalue(), 0


def found(proof) -> dict[str, int]:
    return {one.mark: one.count for one in (*proof.findings, *proof.warnings)}


def late(cast: Cast, **days: float) -> Idea:
    idea = make_idea(cast)
    Idea.objects.filter(pk=idea.pk).update(
        **{name: clock.now() + timedelta(days=n) for name, n in days.items()}
    )
    return idea


@pytest.mark.parametrize("status", Status.values)
def test_nothing_is_found_where_only_verbs_were_at_work(cast, status):
    make_idea(cast, status)
    assert found(completeness.prove()) == {}
    assert command()[1] == 0


def test_two_statements_whatever_there_is(cast, django_assert_num_queries):
    for _n in range(3):
        make_idea(cast)
    with django_assert_num_queries(2):
        completeness.prove()


FAULTS = {
    "owner": "UPDATE ideas_idea SET owner_id = NULL",
    "date": "UPDATE ideas_idea SET due_at = NULL",
    "step": "UPDATE ideas_assignment SET state = 'released'",
    "review": "UPDATE ideas_assignment SET due_at = NULL",
}


@pytest.mark.parametrize("mark", FAULTS)
def test_each_thing_that_must_not_be_is_found_and_listed(cast, no_guards, mark):
    idea = make_idea(cast)
    connection.check_constraints()
    no_guards()
    with connection.cursor() as cursor:
        cursor.execute(FAULTS[mark])
    assert found(completeness.prove()) == {mark: 1}
    said, code = command()
    assert code == 1
    assert f"no. {idea.number}" in said
    assert f"{len(completeness.MUST_NOT_BE)} checks, 1 findings, 0 warnings" in said
    shown = page(cast.admin, reverse("promises"))
    assert "Please put these right" in shown
    assert reverse("idea", args=[idea.public_id]) in shown


@pytest.mark.parametrize("status", ["clarification", "conversation", "confirming"])
def test_a_step_that_nobody_can_take_is_found(cast, no_guards, status):
    make_idea(cast, status)
    connection.check_constraints()
    no_guards()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ideas_question SET state = 'withdrawn'")
        cursor.execute("UPDATE ideas_conversation SET state = 'done'")
    assert found(completeness.prove()) == {"step": 1}


def test_what_people_who_left_still_owe_is_found(cast):
    adopted = make_idea(cast, "closed", outcome="adopted")
    open_ = make_idea(cast, "in_review")
    now = clock.now()
    asked = {"idea": open_, "round": open_.round, "due_at": now}
    Knock.objects.create(asked_by=cast.submitter, **asked)
    PanelSeat.objects.create(user=cast.bystander, **asked)
    FollowUp.objects.create(idea=adopted, cause="dropped", owner=cast.bystander, due_at=now)
    assert found(completeness.prove()) == {}
    for person in (
        cast.bystander,
        cast.colleague,
        open_.owner,
        *(a.reviewer for a in open_.assignments.all()),
    ):
        person.is_active = False
        person.save()
    assert found(completeness.prove()) == {
        "work": 1,
        "seat": 1,
        "follow_up": 1,
        "knock": 1,
        "review": 1,
        "left": 1,
    }


def test_an_owner_away_without_a_stand_in_is_worth_a_look(cast):
    idea = make_idea(cast)
    today = clock.today()
    away = Absence.objects.create(user=idea.owner, first_day=today, last_day=today)
    assert found(completeness.prove()) == {"away": 1}
    assert command()[1] == 0
    assert "Worth a look" in page(cast.admin, reverse("promises"))
    away.substitute = cast.leaver
    away.save()
    assert found(completeness.prove()) == {"away": 1}
    away.substitute = cast.colleague
    away.save()
    assert found(completeness.prove()) == {}


def test_what_is_late_and_whose_promise_is_broken_or_in_danger_is_counted(cast):
    late(cast, due_at=-1)
    late(cast, due_at=-1, promise_at=-1)
    late(cast, promise_at=3)
    make_idea(cast, "deciding")
    proof = completeness.prove()
    assert (proof.open, proof.late, proof.broken, proof.endangered) == (4, {"in_review": 2}, 1, 1)
    assert "late now: 2 (in_review 2)" in command()[0]
    said = words(page(cast.admin, reverse("promises")))
    assert "Late now 2 With experts 2" in said
    assert "Promises broken 1 1 more runs out within seven days" in said


def test_the_sweep_looks_once_an_hour_and_keeps_what_it_found(cast, django_assert_num_queries):
    late(cast, due_at=-1)
    sweep.run()
    first = watch.last_run("promises")
    assert SweepRun.objects.get(name="promises").found == {
        "findings": {},
        "warnings": {},
        "open": 1,
        "late": {"in_review": 1},
        "broken": 0,
        "endangered": 0,
    }
    with clock.at(first + timedelta(minutes=59)), django_assert_num_queries(1):
        completeness.check_promises()
    with clock.at(first + timedelta(minutes=61)):
        completeness.check_promises()
        assert watch.last_run("promises") == clock.now()


def test_ideas_that_the_office_may_not_read_stand_there_by_number_alone(cast):
    idea = make_idea(cast, visibility="handlers")
    Absence.objects.create(user=idea.owner, first_day=clock.today(), last_day=clock.today())
    shown = page(cast.admin, reverse("promises"))
    assert f"No. {idea.number}" in shown
    assert idea.title not in shown
    assert idea.public_id not in shown


def test_the_page_is_for_the_idea_office(cast):
    for person in (cast.coordinator1, cast.observer, cast.employee):
        assert browser(person).get(reverse("promises")).status_code == 403


def test_the_page_says_how_the_machine_runs(cast):
    make_idea(cast)
    said = words(page(cast.admin, reverse("promises")))
    assert "Reminders and expiries have never run here" in said
    sweep.run()
    workflow.withdraw(make_idea(cast), cast.submitter, why="")
    said = words(page(cast.admin, reverse("promises")))
    assert "have never run" not in said
    assert "Nothing is forgotten" in said
    for line in ("Reminders last looked at", "Oldest mail that waits", "Last checked by itself"):
        assert line in said


def test_idea_office_is_told_once_a_day_while_something_is_forgotten(cast, no_guards):
    idea = make_idea(cast)
    begins = clock.now()
    alarms = OutgoingMail.objects.filter(kind="something_forgotten")
    with clock.at(begins):
        completeness.check_promises()
    assert not alarms.exists()
    no_guards()
    Idea.objects.filter(pk=idea.pk).update(owner=None)
    for hours in (2, 3, 26):
        with clock.at(begins + timedelta(hours=hours)):
            completeness.check_promises()
            completeness.check_promises()
    assert [mail.to_user for mail in alarms] == [cast.admin, cast.admin]
    assert "ideas without an owner" in alarms[0].text
    assert reverse("promises") in alarms[0].text
    assert idea.title not in alarms[0].text
    Idea.objects.filter(pk=idea.pk).update(owner=idea.coordinator)
    with clock.at(begins + timedelta(hours=51)):
        completeness.check_promises()
    assert alarms.count() == 2
