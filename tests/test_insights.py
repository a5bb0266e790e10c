"""The figures: what counts, when it is final, and that nothing is shown about fewer than five people."""

import csv
import io
import itertools
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.models import Department
from ideas import clock, conversation, insights, workflow
from ideas.insights import Scope
from ideas.views.admins.figures import harmless
from ideas.views.admins.pictures import shades, shapes
from tests.factories import (
    experts_of,
    file_reviews,
    make_cast,
    make_decision,
    make_department,
    make_draft,
    make_member,
    make_record,
    make_topic,
    make_user,
    owner_of,
    reasons,
)

pytestmark = pytest.mark.django_db

MARCH = datetime(2026, 3, 10, 9, tzinfo=UTC)
LATER = datetime(2026, 9, 1, 9, tzinfo=UTC)
EVERYBODY = Scope()
_people = itertools.count(1)


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


@pytest.fixture
def cast():
    with clock.at(MARCH - timedelta(days=30)):
        return make_cast()


def hand_in(cast, at=MARCH, submitter=None, **fields):
    """An idea handed in at a moment, by somebody of its own."""
    with clock.at(at):
        submitter = submitter or make_user(f"Author {next(_people)}", department=cast.logistics)
        idea = make_draft(submitter, department=fields.pop("department", cast.logistics), **fields)
        workflow.hand_in(idea, submitter)
    return idea


def decide(cast, idea, at, outcome="declined"):
    with clock.at(at):
        file_reviews(idea, "adopt", "adopt_in_part")
        make_decision(cast, idea, outcome)
    return idea


def close(cast, idea, at, answer="agree", outcome="declined"):
    """Decided and talked through; without an answer its notes wait to be checked."""
    decide(cast, idea, at - timedelta(hours=2), outcome)
    with clock.at(at):
        make_record(idea)
        if answer:
            conversation.confirm(idea, idea.submitter, answer=answer)
    return idea


def withdraw(idea, at):
    with clock.at(at):
        workflow.withdraw(idea, idea.submitter)


def pass_on(idea, at):
    """Sent back for want of experts, then settled without review by two people."""
    with clock.at(at):
        experts, owner = experts_of(idea), owner_of(idea)
        for row in idea.assignments.filter(state="open"):
            workflow.release(idea, owner, assignment=row, why="Not ours")
        workflow.propose(
            idea,
            owner,
            outcome="passed_on",
            **reasons("passed_on"),
            passed_to_office="Facilities",
        )
        workflow.agree(idea, experts[0])


def cohort(span=60, at=LATER, scope=EVERYBODY):
    with clock.at(at):
        found = {one.month.month: one for one in insights.closure(scope, span)}
        return found.get(3)


# Closure rate


def test_closure_counts_what_was_closed_within_the_days(cast):
    for days in (10, 59, 61):
        close(cast, hand_in(cast), MARCH + timedelta(days=days))
    hand_in(cast)
    rates = {span: cohort(span).all_closed for span in insights.SPANS}
    assert rates == {30: 1, 60: 2, 90: 3}
    assert cohort().counted == 4
    assert cohort().percent() == 50


def test_closure_days_are_times_24_hours(cast):
    close(cast, hand_in(cast), MARCH + timedelta(days=60))
    close(cast, hand_in(cast), MARCH + timedelta(days=60, seconds=1))
    assert cohort().all_closed == 1


def test_closure_is_stacked_by_kind_of_record(cast):
    close(cast, hand_in(cast), MARCH + timedelta(days=20))
    unsure = close(cast, hand_in(cast), MARCH + timedelta(days=20), answer="")
    with clock.at(MARCH + timedelta(days=40)):
        conversation.close_unconfirmed(unsure)
    declined = decide(cast, hand_in(cast), MARCH + timedelta(days=20))
    with clock.at(MARCH + timedelta(days=21)):
        conversation.decline_talk(declined, declined.submitter)
    one = cohort()
    assert {kind: n for kind, n in one.closed.items() if n} == {
        "held_confirmed": 1,
        "held_unconfirmed": 1,
        "declined": 1,
    }
    assert (one.held, one.all_closed) == (2, 3)


def test_closure_withdrawn_and_passed_on_stand_apart(cast):
    close(cast, hand_in(cast), MARCH + timedelta(days=20))
    withdraw(hand_in(cast), MARCH + timedelta(days=5))
    pass_on(hand_in(cast), MARCH + timedelta(days=5))
    one = cohort()
    assert (one.handed_in, one.withdrawn, one.passed_on, one.counted, one.all_closed) == (3, 1, 1, 1, 1)


def test_closure_deferred_counts_as_not_closed(cast):
    close(cast, hand_in(cast), MARCH + timedelta(days=20), outcome="deferred")
    assert (cohort().counted, cohort().all_closed) == (1, 0)


def test_closure_drafts_never_count(cast):
    with clock.at(MARCH):
        make_draft(cast.submitter)
    assert cohort() is None


def test_closure_is_fixed_by_what_happens_later(cast):
    withdraw(hand_in(cast), MARCH + timedelta(days=70))
    reopened = close(cast, hand_in(cast), MARCH + timedelta(days=50))
    with clock.at(MARCH + timedelta(days=65)):
        workflow.appeal(reopened, reopened.submitter, why="You did not look at gate two.")
    withdraw(reopened, MARCH + timedelta(days=80))
    sixty, ninety = cohort(60), cohort(90)
    assert (sixty.withdrawn, sixty.counted, sixty.all_closed) == (0, 2, 1)
    assert (ninety.withdrawn, ninety.counted, ninety.all_closed) == (1, 1, 1)


def test_closure_taken_up_again_in_time_counts(cast):
    idea = hand_in(cast)
    withdraw(idea, MARCH + timedelta(days=5))
    with clock.at(MARCH + timedelta(days=9)):
        workflow.take_up(idea, idea.submitter)
    assert (cohort().withdrawn, cohort().counted) == (0, 1)


def test_closure_runs_until_the_last_idea_is_old_enough(cast):
    hand_in(cast, MARCH)
    hand_in(cast, MARCH + timedelta(days=20))
    last = MARCH + timedelta(days=80)
    assert cohort(60, last - timedelta(seconds=1)).running
    assert not cohort(60, last).running


def test_closure_month_that_is_not_over_runs_beyond_its_end(cast):
    hand_in(cast, MARCH)
    one = cohort(30, MARCH + timedelta(days=1))
    assert one.running
    assert one.fixed_at.date() == datetime(2026, 5, 1).date()


def test_closure_months_are_those_of_the_schemes_clock(cast):
    hand_in(cast, datetime(2026, 2, 28, 23, 30, tzinfo=UTC))
    assert cohort().handed_in == 1


def test_closure_below_five_people_is_veiled(cast):
    one = make_user("Busy")
    for _n in range(9):
        hand_in(cast, submitter=one)
    assert cohort().veiled
    for _n in range(4):
        hand_in(cast)
    assert not cohort().veiled


def test_closure_veil_counts_no_withdrawn_people(cast):
    for _n in range(4):
        hand_in(cast)
    withdraw(hand_in(cast), MARCH + timedelta(days=1))
    assert cohort().veiled


def all_months(at=LATER):
    with clock.at(at):
        return insights.together(EVERYBODY, 60, insights.closure(EVERYBODY, 60))


def test_closure_together_holds_all_final_months(cast):
    for n in range(6):
        close(cast, hand_in(cast, MARCH + timedelta(days=30 * (n % 2))), MARCH + timedelta(days=50))
    hand_in(cast, LATER)
    whole = all_months()
    assert (whole.month, whole.counted, whole.all_closed, whole.running) == (None, 6, 6, False)


def test_closure_together_does_not_give_a_veiled_month_away(cast):
    for _n in range(5):
        hand_in(cast)
    assert all_months().counted == 5
    for n in range(4):
        hand_in(cast, MARCH + timedelta(days=30))
        assert all_months() is None, n
    hand_in(cast, MARCH + timedelta(days=60))
    assert all_months().counted == 10


def test_closure_together_of_too_few_is_nothing(cast):
    hand_in(cast)
    assert all_months() is None


def test_closure_of_a_scope_is_that_of_its_departments(cast):
    hand_in(cast)
    hand_in(cast, department=cast.it)
    assert cohort(scope=Scope((cast.it.pk,))).handed_in == 1
    assert cohort(scope=Scope(())) is None


# Ageing


def test_ageing_counts_open_ideas_once_by_step_and_age(cast):
    for days in (0, 7, 8, 20, 45, 90):
        hand_in(cast, LATER - timedelta(days=days))
    close(cast, hand_in(cast, LATER - timedelta(days=20)), LATER, outcome="deferred")
    close(cast, hand_in(cast, LATER - timedelta(days=20)), LATER)
    withdraw(hand_in(cast, LATER - timedelta(days=20)), LATER)
    with clock.at(LATER):
        found = insights.ageing(EVERYBODY)
    assert found.all.counts == (2, 1, 1, 1, 1)
    assert (found.all.total, found.all.old, found.unowned, found.veiled) == (6, 2, 0, False)
    assert [(one.key, one.total) for one in found.by_status] == [("in_review", 6)]


def test_ageing_hides_small_steps_and_one_more(cast):
    for n in range(6):
        hand_in(cast, LATER - timedelta(days=n))
    with clock.at(LATER):
        file_reviews(hand_in(cast, LATER), "adopt", "adopt_in_part")
    with clock.at(LATER):
        found = insights.ageing(EVERYBODY)
    assert [(one.key, one.veiled) for one in found.by_status] == [("in_review", True), ("deciding", True)]
    assert [row.instead != "" for row in shades(found.by_status)] == [True, True]


def test_ageing_hides_small_departments_and_one_more(cast):
    for n in range(6):
        hand_in(cast, LATER - timedelta(days=n))
    hand_in(cast, LATER, department=cast.it)
    with clock.at(LATER):
        found = insights.ageing(EVERYBODY)
    assert [one.veiled for one in found.by_department] == [True, True]


# Promise


def test_promise_kept_counts_first_decisions_by_the_first_promise(cast):
    for days in (10, 20, 50):
        decide(cast, hand_in(cast), MARCH + timedelta(days=days))
    withdraw(hand_in(cast), MARCH + timedelta(days=5))
    hand_in(cast)
    hand_in(cast, LATER - timedelta(days=2))
    with clock.at(LATER):
        found = insights.promise(EVERYBODY, insights.people_at_work())
    (april,) = found.by_month
    assert (found.together.due, found.together.in_time) == (april.due, april.in_time)
    assert (april.key.month, april.due, april.in_time, april.percent, april.veiled) == (4, 4, 2, 50, True)


def test_promise_moved_counts_as_first_given(cast):
    idea = hand_in(cast)
    with clock.at(MARCH + timedelta(days=20)):
        workflow.move_promise(
            idea, owner_of(idea), on=(MARCH + timedelta(days=45)).date(), why="A quotation is missing."
        )
    decide(cast, idea, MARCH + timedelta(days=40))
    with clock.at(LATER):
        found = insights.promise(EVERYBODY, insights.people_at_work())
    assert [(one.due, one.in_time) for one in found.by_month] == [(1, 0)]


def test_promise_of_a_small_team_is_veiled(cast):
    team = make_department("Team", cast.office)
    for role in ("coordinator", "coordinator", "reviewer", "reviewer"):
        make_member(team, role)
    for _n in range(5):
        hand_in(cast, department=team)
    with clock.at(LATER):
        found = insights.promise(Scope((team.pk,)), insights.people_at_work())
    assert [one.people for one in found.by_month] == [5]
    assert [one.veiled for one in found.by_month] == [True]


# Pace


def test_pace_is_median_and_ninth_tenth_of_days(cast):
    for days in (10, 11, 12, 13, 24):
        close(cast, hand_in(cast), MARCH + timedelta(days=days))
    with clock.at(LATER):
        decision, talk, closure = insights.pace(EVERYBODY, insights.people_at_work())
    assert round(closure.median, 3) == 12
    assert round(closure.p90, 1) == 19.6
    assert round(talk.median, 3) == 12
    assert decision.median < closure.median
    assert not closure.veiled


def test_pace_of_nothing_is_veiled(cast):
    assert all(one.veiled for one in insights.pace(EVERYBODY, insights.people_at_work()))


# Statements


@pytest.mark.parametrize("n", [1, 6])
def test_figures_take_a_constant_number_of_statements(cast, n, django_assert_num_queries):
    for k in range(n):
        hand_in(cast, MARCH + timedelta(days=30 * k), topic=make_topic())
    with clock.at(LATER), django_assert_num_queries(20):
        insights.figures(EVERYBODY, 60)


def test_page_takes_few_statements_and_fewer_the_second_time(client, cast, django_assert_max_num_queries):
    client.force_login(cast.admin)
    with django_assert_max_num_queries(28):
        client.get(reverse("insights"))
    with django_assert_max_num_queries(4):
        client.get(reverse("insights"))


# Who may


def test_insights_are_for_those_who_run_or_coordinate(client, cast):
    assert client.get(reverse("insights")).status_code == 302
    for person, status in (
        (cast.employee, 403),
        (cast.expert1, 403),
        (cast.coordinator1, 200),
        (cast.observer, 200),
    ):
        client.force_login(person)
        assert client.get(reverse("insights")).status_code == status
        assert client.get(reverse("insights_export", args=["closure"])).status_code == status


def test_insights_of_a_coordinator_end_at_their_departments(client, cast):
    yard = make_department("Yard", cast.logistics)
    client.force_login(cast.coordinator1)
    page = client.get(reverse("insights"))
    assert [d.name for d in page.context["choice"].departments] == ["Logistics", "Yard"]
    assert page.context["choice"].scope == Scope((cast.logistics.pk, yard.pk))
    assert client.get(reverse("insights"), {"department": yard.pk}).context["choice"].scope == Scope(
        (yard.pk,)
    )
    for elsewhere in (cast.it.pk, cast.office.pk, 99999, "x"):
        assert client.get(reverse("insights"), {"department": elsewhere}).status_code == 404


def test_insights_of_a_department_hold_what_lies_below(client, cast):
    client.force_login(cast.admin)
    page = client.get(reverse("insights"), {"department": cast.office.pk})
    assert set(page.context["choice"].scope.departments) == set(
        Department.objects.values_list("pk", flat=True)
    )


@pytest.mark.parametrize(("asked", "span"), [("30", 30), ("90", 90), ("7", 60), ("x", 60)])
def test_insights_days_stand_in_the_address(client, cast, asked, span):
    client.force_login(cast.admin)
    assert client.get(reverse("insights"), {"days": asked}).context["choice"].span == span


# Pictures and export


def test_page_shows_bars_with_words_a_table_and_the_formula(client, cast):
    now = clock.now()
    for _n in range(5):
        close(cast, hand_in(cast, now - timedelta(days=100)), now - timedelta(days=80))
    client.force_login(cast.admin)
    page = client.get(reverse("insights")).content.decode()
    assert "100 % talk held and confirmed" in page
    assert 'role="img" aria-labelledby="c1"' in page
    assert "divided by all handed in without those withdrawn or passed on" in " ".join(page.split())
    assert "style=" not in page


def test_page_falls_back_to_all_months_together(client, cast):
    now = clock.now()
    for n in range(6):
        close(cast, hand_in(cast, now - timedelta(days=100 + 31 * n)), now - timedelta(days=80 + 31 * n))
    client.force_login(cast.admin)
    page = client.get(reverse("insights")).content.decode()
    assert "100 % of the ideas of the last months were closed within 60 days" in page
    assert "6 of 6 answers of the last twelve months came by the promised day" in page
    assert "All final months: 100 % talk held and confirmed" in page


def test_page_says_too_few_and_not_how_many(client, cast):
    hand_in(cast, clock.now() - timedelta(days=100))
    client.force_login(cast.admin)
    answer = client.get(reverse("insights"))
    assert "too few to show" in answer.content.decode()
    assert answer.context["tables"]["closure"].rows[0][2] == "too few to show"
    assert answer.context["tables"]["ageing"].rows == [["Logistics", "too few to show", "", "", "", "", ""]]


def read_csv(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_export_holds_each_span_of_the_closure_rate(client, cast):
    for _n in range(5):
        hand_in(cast, clock.now() - timedelta(days=100))
    client.force_login(cast.admin)
    rows = read_csv(client.get(reverse("insights_export", args=["closure"])))
    assert [row[1] for row in rows[1:]] == ["30", "60", "90"]
    assert {len(row) for row in rows} == {13}


@pytest.mark.parametrize("name", ["closure", "promise", "ageing", "pace"])
def test_export_of_nothing_has_its_columns(client, cast, name):
    client.force_login(cast.admin)
    answer = client.get(reverse("insights_export", args=[name]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert read_csv(answer)[0][0] != ""
    assert client.get("/insights/elsewhere.csv").status_code == 404


def test_export_veils_what_the_page_veils(client, cast):
    hand_in(cast, clock.now() - timedelta(days=100))
    client.force_login(cast.admin)
    rows = read_csv(client.get(reverse("insights_export", args=["closure"])))
    assert {cell for row in rows[1:] for cell in row[2:]} == {"too few to show", ""}


def test_export_is_carried_out_by_no_spreadsheet(client, cast):
    cast.logistics.name = "=cmd|' /C calc'!A0"
    cast.logistics.save()
    for n in range(6):
        hand_in(cast, clock.now() - timedelta(days=n))
    client.force_login(cast.admin)
    rows = read_csv(client.get(reverse("insights_export", args=["ageing"])))
    assert [row[0] for row in rows if "cmd" in row[0]] == ["'=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_harmless_marks_what_could_be_a_formula(sign):
    assert harmless(f"{sign}1") == f"'{sign}1"
    assert harmless("1") == "1"


@pytest.mark.parametrize(("share", "words"), [(99.6, "99 %"), (100, "100 %"), (0.4, "0 %"), (94.5, "94 %")])
def test_percent_is_never_rounded_up_to_everything(share, words):
    assert shapes.percent(share) == words


def test_stacked_parts_stand_behind_each_other():
    assert shapes.stacked([("a", 50.0), ("b", 12.5)]) == [("a", "0.00", "50.00"), ("b", "50.00", "12.50")]
