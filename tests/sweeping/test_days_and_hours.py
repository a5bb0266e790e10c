"""Sixty days over each night on which the clocks change, a sweep each hour: nothing early, missed or said twice."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from ideas import clock, duties
from ideas.models import Idea, Notice, OutgoingMail
from tests.sweeping import oracle
from tests.sweeping.world import World

pytestmark = pytest.mark.django_db

SPRING, AUTUMN = datetime(2026, 2, 20, tzinfo=UTC), datetime(2026, 9, 28, tzinfo=UTC)
"""In sixty days from then both sides of the Atlantic turn their clocks."""
HOUR = timedelta(hours=1)


def judge(world: World, sweeps: list[datetime]) -> str:
    """Compares what was said with what should have been; the figures in a line."""
    wanted, told = oracle.expected(world, sweeps), Counter[str]()
    at: dict[str, datetime] = {}
    for key, moment in world.told():
        told[key] += 1
        at[key] = moment
    early = [key for key in at if key not in wanted or at[key] < wanted[key]]
    missed = [key for key in wanted if key not in at or at[key] > wanted[key]]
    double = [key for key, n in told.items() if n > 1] + mails_at_once()
    assert (early, missed, double) == ([], [], [])
    mails = OutgoingMail.objects.count()
    return f"{len(wanted)} reminders in {mails} mails: 0 early, 0 missed, 0 double, {world.decoys} decoys"


def mails_at_once() -> list[str]:
    """Whoever got two mails of one sweep."""
    rows = OutgoingMail.objects.values_list("to_user", "created_at")
    return [f"{user} {at}" for (user, at), n in Counter(rows).items() if n > 1]


@pytest.mark.parametrize("begins", [SPRING, AUTUMN], ids=["spring", "autumn"])
def test_each_reminder_comes_at_its_hour_and_once(begins: datetime):
    world = World(begins, 60, seed=20261122, zones=("Europe/Berlin", "America/New_York"))
    world.found()
    world.fill(300)
    sweeps = [begins + n * HOUR for n in range(60 * 24)]
    for now in sweeps:
        world.catch_up(now)
        with clock.at(now):
            duties.remind()
    assert judge(world, sweeps).startswith(tuple("123456789"))
    assert Notice.objects.filter(kind="escalated").exists()
    assert Idea.objects.filter(status="withdrawn").exists()
