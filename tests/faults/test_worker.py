"""Worker, child and beat killed -9 while notices leave: nothing lost, extra copies only under the same id."""

import random
import time
from pathlib import Path

import pytest

from tests.conftest import Figures
from tests.faults.processor import Clocks
from tests.faults.stage import QUICK, SLACK, Stage, open_stage

pytestmark = [pytest.mark.proof, pytest.mark.timeout(1200)]
SEED = 20261122


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


def processes_killed(killed: list[str]) -> int:
    """With the worker go its two children, each with one mail in hand; beat has none."""
    return 2 * killed.count("worker") + killed.count("child")


def test_worker_killed_twenty_times_loses_no_notice(tmp_path: Path, figures: Figures) -> None:
    kills, notices = (6, 300) if QUICK else (20, 1000)
    chance = random.Random(SEED)
    with open_stage(tmp_path) as stage:
        stage.office.delay = 0.05  # so that a kill mostly finds a mail that has arrived and is not noted yet
        stage.start_worker()
        stage.start_beat()
        posting = stage.begin("tests/faults/post_mails.py", "kill", str(notices), str(notices / kills))
        killed = []
        for _n in range(kills):
            before = stage.mails()["sent"]
            stage.wait(lambda before=before: stage.mails()["sent"] > before, 90, "the worker works")
            time.sleep(chance.uniform(0.0, 1.0))
            killed.append(kill_something(stage, chance))
        assert posting.process.wait(120) == 0
        drained = stage.wait(lambda: stage.mails()["sent"] == notices, 120, "all mails are sent")
        extra = stage.judge_mails(extra_at_most=processes_killed(killed))
        figures(
            f"{notices} notices, killed -9: {killed.count('worker')} x worker, {killed.count('child')} x child, "
            f"{killed.count('beat')} x beat; 0 lost, {extra} extra copies under the same id, "
            f"drained {drained:.1f} s after the last kill"
        )


def test_ten_thousand_notices_leave_at_two_hundred_a_second(tmp_path: Path, figures: Figures) -> None:
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
        figures(
            f"{notices} notices with 2 workers: {sent / seconds:.0f} a second on the machine as it is, "
            f"{sent / ours:.0f} without what others took of it; 0 lost, 0 extra"
        )
        assert sent / ours >= 200 / SLACK
