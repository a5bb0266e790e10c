"""Two sweeps at the same moment say everything once; after six hours without one each person is told once."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from ideas import clock, duties, sweep
from ideas.models import Notice, OutgoingMail
from tests.sweeping.test_days_and_hours import judge
from tests.sweeping.world import World
from tests.test_races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

BEGINS = datetime(2026, 3, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def swept(moment: datetime) -> Any:
    def run() -> None:
        with clock.at(moment):
            duties.tell_how_it_stands()
            duties.remind()
            duties.break_silence()
            sweep.digests()

    return run


def test_two_beats_at_once_and_then_none_for_six_hours():
    world = World(BEGINS, 12, seed=7, zones=("Europe/Berlin", "America/New_York"))
    with transaction.atomic():
        world.found()
        world.fill(60)
    quiet_from, quiet_until = BEGINS + timedelta(days=8, hours=5), BEGINS + timedelta(days=8, hours=11)
    hours = [BEGINS + n * HOUR for n in range(12 * 24) if (n % 24) in (6, 7, 11, 12, 13, 17)]
    sweeps = [hour for hour in hours if not quiet_from <= hour < quiet_until]
    for now in sweeps:
        world.catch_up(now)
        at_once(swept(now), swept(now))
    assert "0 early, 0 missed, 0 double" in judge(world, sweeps)
    caught_up = min(now for now in sweeps if now >= quiet_until)
    mails = OutgoingMail.objects.filter(created_at=caught_up).values_list("to_user", flat=True)
    assert mails
    assert max(Counter(mails).values()) == 1
    lines = Notice.objects.filter(created_at=caught_up, dedupe_key__startswith="reminder:")
    said = Counter((line.user_id, line.dedupe_key.split(":")[2]) for line in lines)
    assert max(said.values()) == 1
