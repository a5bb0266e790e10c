"""The long proofs of the sweep: a year around the globe against the oracle, and a hundred thousand ideas."""

import os
import random
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ideas import clock, duties
from ideas.models import Idea, Notice
from tests.conftest import Figures, Proved
from tests.sweeping import oracle
from tests.sweeping.test_days_and_hours import judge
from tests.sweeping.world import World

pytestmark = [pytest.mark.proof, pytest.mark.django_db, pytest.mark.timeout(5400)]

QUICK = bool(os.environ.get("QUICK"))
IDEAS, LENGTH = (400, 40) if QUICK else (10_000, 400)
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Dubai")
BEGINS = datetime(2026, 2, 15, tzinfo=UTC)
SEED = 20261122


def test_a_year_of_due_dates_around_the_globe(proved: Proved):
    """The sweep jumps to each moment at which anything may be due anywhere; decoys in between find nothing."""
    world = World(BEGINS, LENGTH, seed=SEED, zones=ZONES)
    world.found()
    world.fill(IDEAS)
    dice = random.Random(SEED)
    decoys = [BEGINS + timedelta(minutes=dice.randrange(LENGTH * 1440)) for _n in range(LENGTH)]
    sweeps = sorted({*oracle.jumps(world), *decoys})
    started = time.monotonic()
    for now in sweeps:
        world.catch_up(now)
        with clock.at(now):
            duties.remind()
    took = time.monotonic() - started
    done = f"{len(sweeps)} sweeps in {took:.0f} s"
    judged = judge(world, sweeps)
    proved("R8", f"{IDEAS:,} ideas, {LENGTH} days, {len(ZONES)} zones, seed {SEED}, {done}: {judged}")


def test_a_hundred_thousand_open_ideas_cost_a_sweep_nothing(figures: Figures, proved: Proved):
    """Nothing is due: neither where all is due later, nor where everything that is due has been said."""
    ideas = 10_000 if QUICK else 100_000
    world = World(BEGINS, 400, seed=SEED, zones=("Europe/Berlin",))
    world.found()
    world.fill(1)
    world.changes.clear()
    copy_ideas(ideas)
    noon = BEGINS + timedelta(days=1, hours=11)
    swept(noon)
    told = Notice.objects.count()
    assert told > 0
    seconds, statements = swept(noon + timedelta(minutes=5))
    assert Notice.objects.count() == told
    later = Idea.objects.filter(due_at__gt=noon + timedelta(days=10)).count()
    figures(f"{ideas - later:,} ideas due within ten days: {told:,} reminders given once")
    assert seconds <= 2
    few, many = swept_with(20), swept_with(1500)
    assert few == many
    proved(
        "sweep",
        f"{ideas:,} open ideas: {seconds:.2f} s with {statements} statements; over 20 and over 1,500 due ideas "
        f"{few} statements",
    )


def copy_ideas(count: int) -> None:
    """Open ideas in all steps, due over the next hundred days, like the one that is there; one in ten is due soon."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(id) FROM ideas_idea")
        pattern = cursor.fetchone()[0]
        columns = "title, text, language, status, outcome, visibility, show_name, came_from, manager_may_talk"
        columns += ", handed_in_at, glanced_at, last_sign_at, first_close_kind, supports, followers, version"
        columns += ", source_url, created_at, updated_at, promise_at, department_id, owner_id, coordinator_id"
        columns += ", submitter_id"
        row = {"pattern": pattern, "count": count, "begins": BEGINS}
        cursor.execute(
            """INSERT INTO ideas_round (id, idea_id, number, cause, why, point, started_at, first_promise_at,
                                        promise_at, waited_days)
               SELECT 5000000 + n, 5000000 + n, 1, 'handed_in', '', '', started_at, promise_at, promise_at, 0
               FROM ideas_round, generate_series(1, %(count)s) n WHERE idea_id = %(pattern)s""",
            row,
        )
        cursor.execute(
            f"""INSERT INTO ideas_idea (id, public_id, number, round_id, status_since, due_at, {columns})
                SELECT 5000000 + n, 'c' || n, 5000000 + n, 5000000 + n, status_since,
                       %(begins)s + interval '17 hours' + (2 + n %% 100) * interval '1 day', {columns}
                FROM ideas_idea, generate_series(1, %(count)s) n WHERE id = %(pattern)s""",
            row,
        )
        cursor.execute(
            """INSERT INTO ideas_event (idea_id, seq, at, kind, from_status, to_status, why, data, round_number)
               SELECT id, 1, status_since, 'hand_in', 'draft', status, '', '{}', 1 FROM ideas_idea
               WHERE id > 5000000"""
        )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ANALYZE ideas_idea")


def swept(moment: datetime) -> tuple[float, int]:
    """Seconds and statements of one whole look at everything."""
    with clock.at(moment), CaptureQueriesContext(connection) as queries:
        started = time.perf_counter()
        duties.tell_how_it_stands()
        duties.remind()
        duties.break_silence()
        return time.perf_counter() - started, len(queries)


def swept_with(count: int) -> int:
    """Statements of a sweep where so many ideas are due today, all said already."""
    moment = BEGINS + timedelta(days=200, hours=11)
    Idea.objects.update(due_at=moment + timedelta(days=100), last_sign_at=moment)
    some = Idea.objects.order_by("-pk").values("pk")[:count]
    Idea.objects.filter(pk__in=some).update(due_at=moment + timedelta(minutes=count % 60))
    swept(moment)
    return swept(moment)[1]
