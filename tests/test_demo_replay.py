"""The demo's year ends as it is written: statuses, promises, inboxes; it is moved by whole weeks; nothing leaves."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.test import override_settings

from accounts.models import Department, User
from ideas import clock, deadlines, sweep, watch
from ideas.calendars import Calendar as Kept
from ideas.demo import catalogue, replay, replay_days, replay_plan, replay_shift, signing_in
from ideas.demo.company import PERSONAS
from ideas.demo.replay_calendar import Calendar
from ideas.models import (
    Assignment,
    CloseKind,
    Decision,
    Event,
    Idea,
    InPersonTask,
    Knock,
    Likeness,
    Notice,
    OutgoingMail,
    PanelSeat,
    Slot,
    Support,
    Thanks,
)

pytestmark = pytest.mark.timeout(600)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
"""A Sunday."""


@pytest.fixture(scope="module")
def year(django_db_setup, django_db_blocker):
    """The demo as it is on a Sunday in November, for all tests of this module; each undoes what it changes."""
    with (
        override_settings(APPEAL_PANEL=2),
        django_db_blocker.unblock(),
        transaction.atomic(),
        clock.at(NOW),
    ):
        said: list[str] = []
        replay.fill(said.append)
        yield said
        transaction.set_rollback(True)


@pytest.fixture
def undone(year):
    """Whatever a test does is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def named(name: str) -> User:
    return User.objects.get(name=name)


def test_demo_data_moves_nobody_elses_company(undone, settings):
    settings.DEMO = True
    User.objects.filter(name=PERSONAS["admin"]).update(email="somebody@example.com")
    with pytest.raises(CommandError, match="not those of the demo"):
        call_command("demo_data", "--shift")


def on_the_wall(rows) -> dict[int, datetime]:
    """Moments as the clock in the department shows them, so that summer time makes no difference."""
    return {pk: at.astimezone(ZoneInfo("Europe/Berlin")).replace(tzinfo=None) for pk, at in rows}


def test_year_shows_what_people_do_beside_the_way(year):
    answered = Knock.objects.exclude(answered_at=None)
    assert answered.values("asked_by").distinct().count() >= 5
    assert Knock.objects.get(answered_at=None).due_at > NOW
    assert Thanks.objects.count() >= 5
    assert set(PanelSeat.objects.values_list("view", flat=True)) == {"uphold", "overturn"}
    assert not PanelSeat.objects.exclude(released_at=None).exists()
    assert Likeness.objects.filter(state="confirmed").count() == 1


def test_year_ends_as_written(year):
    assert Counter(Idea.objects.values_list("status", flat=True)) == Counter(
        words["end"] for words in catalogue.IDEAS
    )
    assert year[-1].startswith("120 ideas (3 draft, ")
    outcomes = Counter(words["outcome"] for words in catalogue.IDEAS if words["end"] == "deferred")
    assert Idea.objects.filter(outcome="deferred").count() == outcomes["deferred"]


def test_year_leaves_no_outage_behind(year):
    assert watch.outage() is None


def test_year_leaves_nothing_without_owner_or_date(year):
    assert not Idea.objects.open().filter(owner=None).exists()
    assert not Idea.objects.open().filter(due_at=None).exists()
    assert not Assignment.objects.open().filter(due_at=None).exists()


def test_year_keeps_nearly_all_promises(year):
    due = Decision.objects.count()
    kept = Decision.objects.filter(decided_at__lte=F("round__first_promise_at")).count()
    assert due > 80
    assert 0.9 <= kept / due < 1


def test_year_is_late_in_two_ideas_only(year):
    late = set(Idea.objects.overdue(NOW).values_list("title", flat=True))
    assert late == {catalogue.by_key()[key]["title"] for key in replay_plan.OVERDUE}


def test_year_happens_in_order_at_working_hours(year):
    for idea in Idea.objects.all():
        moments = list(idea.events.order_by("seq").values_list("at", flat=True))
        assert moments == sorted(moments), idea.title
    assert Event.objects.latest("at").at <= NOW
    # a hazard was reported and a question asked just now, whatever day it is, and the sweep has come once more
    urgent = Q(kind__contains="hazard") | Q(kind__in=("knock", "confirm_likeness", "came_true"))
    just_now = Q(at__date=NOW.date()) & (urgent | Q(actor=None))
    moments = list(Event.objects.exclude(just_now).values_list("at", flat=True))
    assert {moment.weekday() for moment in moments} == {0, 1, 2, 3, 4}
    assert max(moments) > NOW - timedelta(days=3)


def test_nobody_is_at_work_on_a_holiday_and_nothing_is_due_on_one(year):
    kept = {row.pk: row.calendar for row in Department.objects.all()}
    assert {one.region for one in kept.values()} == {"DE-NW", "DE-BY"}
    by_people = Event.objects.exclude(actor=None).exclude(at__date=NOW.date()).select_related("idea")
    for event in by_people:
        assert kept[event.idea.department_id].is_working_day(
            deadlines.local_day(event.at, Kept("Europe/Berlin"))
        )
    for idea in Idea.objects.open().exclude(status="draft"):
        calendar = kept[idea.department_id]
        for moment in (idea.due_at, idea.promise_at):
            assert calendar.is_working_day(deadlines.local_day(moment, calendar)), idea.title


def test_year_closes_in_every_way_with_every_record(year):
    kinds = set(Idea.objects.filter(status="closed").values_list("first_close_kind", flat=True))
    assert kinds == set(CloseKind.values)


def test_year_sends_no_mail(year):
    assert set(OutgoingMail.objects.values_list("state", flat=True)) <= {"sent", "withheld"}
    assert OutgoingMail.objects.filter(sent_at__gt=NOW).count() == 0


def test_year_shows_everyone_what_coordinators_have_seen(year):
    unseen = Idea.objects.exclude(status="draft").filter(glanced_at=None).values_list("title", flat=True)
    assert set(unseen) == {catalogue.by_key()[key]["title"] for key in replay_plan.NOT_GLANCED}
    assert Idea.objects.filter(visibility="handlers").count() == len(replay_plan.FOR_HANDLERS)


def test_year_counts_support_as_it_stands(year):
    counted = Counter(Support.objects.values_list("idea", flat=True))
    assert {idea.pk: idea.supports for idea in Idea.objects.exclude(supports=0)} == dict(counted)
    assert sum(counted.values()) > 900


def test_personas_find_something_to_do(year):
    assert Assignment.objects.of(named(PERSONAS["reviewer"])).count() >= 1
    assert Idea.objects.filter(status="deciding", owner=named(PERSONAS["decider"])).exists()
    assert Idea.objects.owned_by(named(PERSONAS["coordinator"])).exists()
    submitter = named(PERSONAS["submitter"])
    waiting = ("clarification", "confirming")
    assert Idea.objects.filter(submitter=submitter, status__in=waiting).exists()
    assert 1 <= submitter.notices.filter(read_at=None).count() <= 10


def test_people_without_address_were_told(year):
    assert not InPersonTask.objects.filter(done_at=None, created_at__lt=NOW - timedelta(days=5)).exists()


def test_next_sweep_stays_calm(undone):
    with clock.at(NOW + timedelta(days=1)):  # Monday, half past ten
        before = Notice.objects.count()
        sweep.run()
        fresh = Notice.objects.order_by("-pk")[: Notice.objects.count() - before]
        escalated = {
            notice.dedupe_key.split(":")[2] for notice in fresh if ":escalated:" in notice.dedupe_key
        }
        assert len(escalated) <= 2
        assert sum(notice.kind in ("overdue", "waits", "escalated") for notice in fresh) < 25
        said = ("daily", "reminder", "overdue", "waits", "escalated")
        mails = OutgoingMail.objects.filter(created_at=clock.now(), kind__in=said)
        assert set(Counter(mails.values_list("to_user", flat=True)).values()) == {1}
        assert Idea.objects.overdue(clock.now()).count() <= 3


def test_shift_moves_everything_by_whole_weeks(undone):
    due = on_the_wall(Idea.objects.open().values_list("pk", "due_at"))
    slots = on_the_wall(Slot.objects.values_list("pk", "starts_at"))
    with clock.at(NOW + timedelta(days=23)):
        assert replay_shift.shift() == 3
        assert replay_shift.shift() == 0
    three = timedelta(weeks=3)
    moved = on_the_wall(Idea.objects.open().values_list("pk", "due_at"))
    assert moved == {pk: at + three for pk, at in due.items()}
    moved = on_the_wall(Slot.objects.values_list("pk", "starts_at"))
    assert moved == {pk: at + three for pk, at in slots.items()}
    assert replay.check().startswith("120 ideas")


def test_shift_reminds_nobody_twice(undone):
    replay_shift.move(2)
    with clock.at(NOW + timedelta(weeks=2)):
        before = Notice.objects.count()
        sweep.run()
        assert Notice.objects.count() == before


def test_shift_moves_days_named_in_notices(undone):
    notice = Notice.objects.filter(kind="hand_in", text__contains="answer by").order_by("-pk").first()
    promise = notice.idea.promise_at
    assert str(promise.day) in notice.text
    replay_shift.move(4)
    notice.refresh_from_db()
    assert str((promise + timedelta(weeks=4)).day) in notice.text


def test_shift_leaves_events_as_guarded_as_before(undone):
    replay_shift.move(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=Event.objects.first().pk).update(why="other")


def test_demo_data_fills_an_empty_database_only(year, settings):
    settings.DEMO = True
    said = StringIO()
    call_command("demo_data", stdout=said)
    assert "nothing was filled in" in said.getvalue()


def test_demo_data_says_how_to_sign_in(year, settings):
    settings.DEMO, settings.DEMO_PASSWORD = True, "open-sesame"
    said = StringIO()
    call_command("demo_data", "--sign-ins", stdout=said)
    rows = [line.split("\t") for line in said.getvalue().splitlines()]
    assert [row[0] for row in rows][:3] == ["submitter", "submitter en", "reviewer"]
    assert all(len(row) == 3 and row[2] == "open-sesame" for row in rows)
    assert rows[-1][1] == named(signing_in.WITHOUT_EMAIL).personnel_number


def test_demo_data_refuses_where_there_is_no_demo(settings):
    settings.DEMO = settings.DEBUG = False
    with pytest.raises(CommandError, match="no demo"):
        call_command("demo_data")


@pytest.mark.parametrize(
    ("now", "base"),
    [
        (datetime(2026, 11, 22, 3, tzinfo=UTC), date(2026, 11, 20)),  # Sunday
        (datetime(2026, 11, 23, 8, tzinfo=UTC), date(2026, 11, 20)),  # Monday morning
        (datetime(2026, 11, 23, 17, tzinfo=UTC), date(2026, 11, 23)),  # Monday evening
    ],
)
def test_calendar_counts_from_the_last_day_that_is_over(now, base):
    calendar = Calendar(now, Kept("Europe/Berlin"))
    assert calendar.back(0) == base
    assert all(day <= base for weeks in range(6) for day in calendar.week(weeks))
    assert all(calendar.week(weeks) for weeks in range(6))


def test_calendar_stays_within_working_hours():
    calendar, rng = Calendar(NOW, Kept("Europe/Berlin")), Random(1)
    moment = calendar.at(date(2026, 11, 20), 16 * 60 + 48)
    assert calendar.day_of(calendar.later(moment, 0, rng)) == date(2026, 11, 23)
    for _n in range(50):
        later = calendar.later(moment, rng.randint(0, 4), rng)
        assert later > moment
        assert 7 <= later.astimezone(calendar.zone).hour < 17


@pytest.mark.parametrize(
    ("words", "moved"),
    [
        ("due on Thursday 14 May, thank you", "due on Thursday 28 May, thank you"),
        ("bis Donnerstag, 28. Mai fällig", "bis Donnerstag, 11. Juni fällig"),
        ("on 30 December 2026", "on 13 January 2027"),
        ("no. 14 of May Brown", "no. 14 of May Brown"),
    ],
)
def test_days_in_words_move(words, moved):
    names = replay_days._months()
    row = Notice(text=words, created_at=datetime(2026, 5, 10, tzinfo=UTC))
    replay_days._moved(row, 14, names, replay_days._pattern(names))
    assert row.text == moved
