"""The replay: a year of the demo company, made by the verbs themselves under the clock, day by day.

Owns the order of it all and the check at the end: each idea stands where the catalogue says. All of it is one
transaction: a replay that breaks off leaves nothing. Mails of the past are marked as sent, none leaves.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from django.db import connection, transaction

from accounts import people
from ideas import clock, outbox, sweep, workflow
from ideas.demo import catalogue, company, replay_beside, replay_company, replay_inbox
from ideas.demo.replay_calendar import Calendar
from ideas.demo.replay_stage import Stage, Story
from ideas.demo.replay_story import Tale
from ideas.models import Event, Idea, Notice, OutgoingMail, Status, SweepRun

SEED = "Hellmann Antriebe"
FOUNDED_WEEKS_AGO = 54
SWEEP = 7 * 60 + 5
"""Minute of each working day at which the sweep runs."""
RECENT_DAYS = 28
"""How far back the sweep runs every day and writes digests: nobody opens two thousand of the months before."""
SWEPT_LONG_AGO = (0, 3)
"""On which weekdays it runs before that."""

Say = Callable[[str], None]


class NotAsWritten(Exception):
    """The replay has ended somewhere else than the catalogue says."""


def fill(say: Say) -> None:
    """Fills an empty database. Raises `NotAsWritten`, and leaves it empty, when an idea ends where it should not."""
    now = clock.now()
    calendar = Calendar(now, replay_company.kept_calendar())
    with transaction.atomic():
        _prepare()
        with clock.at(now - timedelta(weeks=FOUNDED_WEEKS_AGO)):
            made = replay_company.found()
        replay_company.note_absences(made)
        say(f"{len(made.people)} people in {len(made.departments)} departments")
        stage = Stage(made, calendar)
        _play(stage, say)
        SweepRun.objects.all().delete()  # those of the year that was played; this machine begins with the next one
        with clock.at(now):
            sweep.run()
            replay_beside.compared()
            replay_inbox.tidy(made)
        outbox.mark_past_sent(now + timedelta(seconds=1))
        say(check())


def _prepare() -> None:
    """Numbers begin at one. In this transaction no statement is compiled and nobody waits for the disk at its end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('tell_idea_number', 1, false)")
        cursor.execute("SET LOCAL jit = off")
        cursor.execute("SET LOCAL synchronous_commit = off")


def _play(stage: Stage, say: Say) -> None:
    stage.begin(_swept(stage.calendar))
    stage.begin(_left(stage))
    for words in catalogue.IDEAS:
        stage.begin(Tale(stage, words, SEED).run())
    stage.play(_months_told(say))


def _months_told(say: Say) -> Callable[[date], None]:
    told: list[str] = []

    def on_day(day: date) -> None:
        month = f"{day:%Y-%m}"
        if month not in told:
            told.append(month)
            say(f"{month}: {Idea.objects.handed_in().count()} ideas so far")

    return on_day


def _swept(calendar: Calendar) -> Story:
    """The sweep on working mornings; every day and with digests in the last weeks, before that twice a week."""
    first = calendar.week(max(words["week"] for words in catalogue.IDEAS))[0]
    for day in calendar.working_days(first):
        recent = (calendar.today - day).days < RECENT_DAYS
        if not recent and day.weekday() not in SWEPT_LONG_AGO:
            continue
        yield calendar.at(day, SWEEP)
        sweep.run()
        if recent:
            sweep.digests()
        else:
            Notice.objects.filter(digest=True, digested_at=None).update(digested_at=clock.now())


def _left(stage: Stage) -> Story:
    """Somebody leaves the company in the middle of it."""
    for name, weeks in company.LEFT_WEEKS_AGO.items():
        yield stage.calendar.at(stage.calendar.working(stage.calendar.today, -7 * weeks), 15 * 60)
        person = stage.company.named(name)
        people.deactivate(person)
        workflow.relieve(person)


def check() -> str:
    """One line about what there is; raises `NotAsWritten` for an idea that stands elsewhere than written."""
    wanted = Counter(words["end"] for words in catalogue.IDEAS)
    found = Counter(Idea.objects.values_list("status", flat=True))
    if found != wanted:
        raise NotAsWritten(f"written {dict(wanted)}, found {dict(found)}")
    if set(found) != set(Status.values):
        raise NotAsWritten(f"no idea stands in {set(Status.values) - set(found)}")
    unowned = Idea.objects.open().filter(owner=None).count() + Idea.objects.open().filter(due_at=None).count()
    if unowned:
        raise NotAsWritten(f"{unowned} open ideas without owner or date")
    events, mails = Event.objects.count(), OutgoingMail.objects.count()
    late = Idea.objects.overdue(clock.now()).count()
    in_each = ", ".join(f"{found[status]} {status}" for status in Status.values)
    return f"{sum(found.values())} ideas ({in_each}), {events} events, {mails} mails, {late} overdue"
