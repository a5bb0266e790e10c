"""Run by the proof of two beats as a process: `play_days.py FOLDER LENGTH IDEAS SEED PART`.

Makes a world of due dates and plays the hours of one PART, "before" the silence or "after" it; each hour ends when
both beats have had it swept. "judge" compares what was said with what the oracle reckons, and writes the figures. Of
check_integrity what it finds of mails counts: ideas of this world are made past the verbs.
"""

import pickle
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django

django.setup()

from django.db import transaction  # noqa: E402

from ideas import integrity  # noqa: E402
from ideas.models import Notice, OutgoingMail  # noqa: E402
from tests.sweeping.test_days_and_hours import judge  # noqa: E402
from tests.sweeping.world import World  # noqa: E402

BEGINS = datetime(2026, 3, 1, tzinfo=UTC)
LOOKED_AT = (6, 7, 11, 12, 13, 17)
SILENT_FROM, SILENT_UNTIL = 5, 11
ROUNDS = 2
"""How often each beat has everything swept in one hour, at least."""
MEETING = 2
"""So many sweeps have to wait before an hour begins."""
PATIENCE = 90


def hours(length: int, part: str) -> Iterator[datetime]:
    """The hours at which is swept, before and after six hours of silence on a morning of the second half."""
    silent = BEGINS + timedelta(days=length * 2 // 3)
    first, last = silent.replace(hour=SILENT_FROM), silent.replace(hour=SILENT_UNTIL)
    every = (BEGINS + timedelta(hours=n) for n in range(24 * length))
    looked_at = [hour for hour in every if hour.hour in LOOKED_AT]
    yield from (hour for hour in looked_at if part in ("before", "all") and hour < first)
    yield from (hour for hour in looked_at if part in ("after", "all") and hour >= last)


def diary(folder: Path) -> list[list[str]]:
    """Every wait, begin and end of a task: what, task, hour, process, moment."""
    return [line.split() for line in (folder / "diary").read_text().splitlines()]


def play(folder: Path, world: World, part: str) -> None:
    hour = folder / "hour"
    for now in hours(world.length, part):
        wait(lambda: balanced(folder), "all tasks of the hour before have ended")
        with transaction.atomic():
            world.catch_up(now)
        wait(lambda: waiting(folder) >= MEETING, "two sweeps wait for the next hour")
        hour.write_text(now.isoformat())
        wait(lambda now=now: swept(folder, now), f"everything is swept at {now}")
        hour.write_text("")


def balanced(folder: Path) -> bool:
    """Whether no task runs; those that would begin wait for the next hour. A child that was killed has not ended."""
    times = Counter(what for what, *_rest in diary(folder))
    return times["begin"] == times["end"]


def waiting(folder: Path) -> int:
    """How many sweeps wait for the next hour, and so begin together."""
    times = Counter(what for what, task, *_rest in diary(folder) if task == "ideas.sweep")
    return times["wait"] - times["begin"]


def swept(folder: Path, now: datetime) -> bool:
    done = Counter(
        task for what, task, at, *_rest in diary(folder) if what == "end" and at == now.isoformat()
    )
    return min(done["ideas.sweep"], done["ideas.digests"]) >= 2 * ROUNDS


def wait(condition: object, what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():  # type: ignore[operator]
        if time.monotonic() > end:
            raise SystemExit(f"not within {PATIENCE} s: {what}")
        time.sleep(0.05)


def figures(world: World) -> str:
    """What was said, judged by the oracle; after the silence at most one mail a person, and each duty named once."""
    line = judge(world, list(hours(world.length, "all")))
    caught_up = next(hours(world.length, "after"))
    mails = OutgoingMail.objects.filter(created_at=caught_up).values_list("to_user", flat=True)
    assert mails
    assert max(Counter(mails).values()) == 1
    lines = Notice.objects.filter(created_at=caught_up, dedupe_key__startswith="reminder:")
    said = Counter((one.user_id, one.dedupe_key.split(":")[2]) for one in lines)
    assert max(said.values()) == 1
    assert [one for one in integrity.findings() if one.check.startswith("mail")] == []
    return f"{line}; caught up with {len(said)} reminders in {len(mails)} mails to {len(set(mails))} people"


def main(folder: Path, length: int, ideas: int, seed: int, part: str) -> None:
    kept = folder / "world"
    if part == "before":
        world = World(BEGINS, length, seed=seed, zones=("Europe/Berlin", "America/New_York"))
        with transaction.atomic():
            world.found()
            world.fill(ideas)
    else:
        world = pickle.loads(kept.read_bytes())
    if part == "judge":
        sys.stdout.write(f"{figures(world)}\n")
        return
    play(folder, world, part)
    kept.write_bytes(pickle.dumps(world))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:5]), sys.argv[5])
