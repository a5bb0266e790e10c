"""Two beats at once by mistake, then none for six hours: each reminder once, one mail to catch up, no storm (R7)."""

import sys
from itertools import pairwise
from pathlib import Path

import pytest

from tests.conftest import Proved
from tests.faults.stage import QUICK, Stage, open_stage

pytestmark = [pytest.mark.proof, pytest.mark.timeout(2400)]

SEED = 7
DAYS, IDEAS = (4, 30) if QUICK else (12, 200)
MEET = 4
"""One in so many sweeps has to meet another: of the four or more of each hour the first two begin together."""
CELERY = (sys.executable, "-m", "celery", "-A", "tests.faults.stepped", "-q")
BEATS = ("beat", "other beat")


def test_two_beats_say_everything_once_and_six_hours_without_one_are_caught_up_with(
    tmp_path: Path, proved: Proved
) -> None:
    hour, diary = tmp_path / "hour", tmp_path / "diary"
    hour.write_text("")
    diary.touch()
    with open_stage(tmp_path) as stage:
        stage.environment |= {"TELL_HOUR": str(hour), "TELL_DIARY": str(diary)}
        start(stage, "worker", "worker", "-c", "8", "--without-gossip", "--without-mingle")
        start_beats(stage)
        play(stage, "before")
        for beat in BEATS:
            stage.kill(beat)
        start_beats(stage)
        play(stage, "after")
        assert all(stage.running[beat].process.poll() is None for beat in BEATS)
        said = play(stage, "judge").splitlines()[-1]
        rung = [(tmp_path / f"{beat}.log").read_text().count("ideas.sweep") for beat in BEATS]
        copies = stage.copies()
        assert copies.total() == len(copies), "a mail has arrived twice"
    sweeps, at_once = overlaps(diary)
    assert min(rung) >= sweeps // 4
    assert at_once >= sweeps // (2 * MEET if QUICK else MEET)
    proved(
        "R7",
        f"{IDEAS} ideas, {DAYS} days, seed {SEED}, two beats that rang {rung[0]} and {rung[1]} times, {sweeps} "
        f"sweeps, {at_once} of them while another ran, then no beat for 6 hours: {said}; check_integrity: nothing "
        "found of mails",
    )


def start(stage: Stage, name: str, *words: str) -> None:
    stage._start(name, (*CELERY, *words))


def start_beats(stage: Stage) -> None:
    for beat in BEATS:
        schedule = str(stage.folder / f"{beat} schedule")
        start(stage, beat, "beat", "-s", schedule, "--pidfile=", "-l", "INFO")


def play(stage: Stage, part: str) -> str:
    numbers = (str(number) for number in (DAYS, IDEAS, SEED))
    return stage.run("tests/faults/play_days.py", str(stage.folder), *numbers, part, patience=1800)


def overlaps(diary: Path) -> tuple[int, int]:
    """How many sweeps there were, and how many began before the one that began before them had ended."""
    lines = [line.split() for line in diary.read_text().splitlines()]
    open_: dict[str, float] = {}
    spans = []
    for what, task, _hour, process, moment in lines:
        if task == "ideas.sweep" and what == "begin":
            open_[process] = float(moment)
        elif task == "ideas.sweep" and what == "end":
            spans.append((open_.pop(process), float(moment)))
    return len(spans), sum(later[0] < earlier[1] for earlier, later in pairwise(sorted(spans)))
