"""Worker, child and beat killed -9 while notices leave: nothing lost, extra copies only under the same id."""

import random
import time
from pathlib import Path

import pytest

from tests.conftest import Proved
from tests.faults.processor import Clocks
from tests.faults.stage import QUICK, SLACK, Stage, open_stage

pytestmark = [pytest.mark.proof, pytest.mark.timeout(1200)]
SEED = 20261122
LAST_POINT = 0.95
"""The part of the notices over which the kills are spread."""


def kill_something(stage: Stage, chance: random.Random) -> str:
    """kill -9 for the worker, one of its children or beat, and what watches over them starts it again."""
    what = chance.choices(("worker", "child", "beat"), (4, 5, 1))[0]
    children = stage.children_of("worker")
    if what == "child" and children:
        stage.kill("worker", child=chance.choice(children))
        return "child"
    name = "beat" if what == "beat" else "worker"
    stage.kill(name)
    stage.start_beat() if name == "beat" else stage.start_worker()
    return name


def test_processes_killed_at_any_point_lose_no_notice(tmp_path: Path, proved: Proved) -> None:
    kills, notices = (4, 100) if QUICK else (50, 3000)
    chance = random.Random(SEED)
    points = sorted(chance.sample(range(int(LAST_POINT * notices)), kills))
    with open_stage(tmp_path) as stage:
        stage.office.delay = 0.05  # so that a kill mostly finds a mail that has arrived and is not noted yet
        stage.start_worker()
        stage.start_beat()
        posting = stage.begin("tests/faults/post_mails.py", "kill", str(notices), "40")
        killed = []
        for point in points:
            stage.wait(lambda point=point: stage.mails()["sent"] > point, 600, "the worker works")
            time.sleep(chance.uniform(0.0, 0.3))
            killed.append(kill_something(stage, chance))
        assert posting.process.wait(120) == 0, posting.last_words()
        if QUICK:
            stage.end_leases()
        drained = stage.wait(lambda: stage.mails()["sent"] == notices, 120, "all mails are sent")
        # a child that is killed has one mail in hand; those whose worker is killed finish theirs
        extra = stage.judge_mails(extra_at_most=killed.count("child"))
        stage.judge_tables()
    proved(
        "R3",
        f"{notices:,} notices, seed {SEED}, killed -9 at {kills} random points: {killed.count('worker')} x worker, "
        f"{killed.count('child')} x child, {killed.count('beat')} x beat; 0 lost, {extra} extra copies under the "
        f"same Message-ID, drained {drained:.1f} s after the last kill; check_integrity 0 findings",
    )


def is_gone(pid: int) -> bool:
    """Whether a process has ended; in a container nobody may be there to bury it."""
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rsplit(")")[-1].split()[0] == "Z"


def test_children_of_a_killed_worker_finish_their_mails_and_leave(tmp_path: Path) -> None:
    with open_stage(tmp_path) as stage:
        stage.office.delay = 0.2  # a kill finds a mail that has arrived and is not noted yet
        stage.run("tests/faults/post_mails.py", "kill", "40", "1000")
        stage.start_worker()
        stage.start_beat()
        stage.wait(lambda: stage.mails()["sent"] >= 4, 60, "both children work")
        busy = stage.children_of("worker")
        stage.kill("worker")
        stage.wait(lambda: all(map(is_gone, busy)), 30, "children have finished their run and left")
        stage.start_worker()
        stage.run("tests/faults/post_mails.py", "later", "5", "1000")
        stage.wait(lambda: stage.mails()["sent"] == 45, 60, "all mails are sent")
        assert stage.judge_mails(extra_at_most=0) == 0
        idle = stage.children_of("worker")
        stage.kill("worker")
        stage.wait(lambda: all(map(is_gone, idle)), 5, "children without a task have left")
        assert len(busy) == len(idle) == 2


def test_ten_thousand_notices_leave_at_two_hundred_a_second(tmp_path: Path, proved: Proved) -> None:
    notices = 2000 if QUICK else 10_000
    with open_stage(tmp_path) as stage:
        stage.run("tests/faults/post_mails.py", "bulk", str(notices), "1000000")
        stage.start_worker()
        stage.start_beat()
        stage.wait(lambda: stage.mails()["sent"] >= 1, 60, "the worker is up")
        first, clocks = stage.mails()["sent"], Clocks()
        stage.wait(lambda: stage.mails()["sent"] == notices, 600, "all mails are sent")
        seconds, ours = clocks.stop()
        assert stage.judge_mails(extra_at_most=0) == 0
        sent = notices - first
        stage.judge_tables()
    figure = (
        f"{notices:,} notices with 2 workers: {sent / seconds:.0f} a second on the machine as it is, "
        f"{sent / ours:.0f} without what others took of it; 0 lost, 0 extra"
    )
    assert sent / ours >= 200 / SLACK, figure
    proved("notices", figure)
