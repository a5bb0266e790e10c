"""A hundred thousand people hear of a decision, and whoever hands an idea in meanwhile has the receipt at once."""

import statistics
from pathlib import Path

import pytest

from tests.conftest import Proved
from tests.faults.stage import QUICK, SLACK, Stage, open_stage

pytestmark = [pytest.mark.proof, pytest.mark.timeout(3600)]

PEOPLE, EVERY, AFTERWARDS, DELAY = (1000, 0.5, 4, 0.02) if QUICK else (100_000, 3, 30, 0)
"""Followers, seconds between two ideas, ideas after the last follower has been told, seconds of the server a mail."""
PATIENCE = 5
IN_HAND = 20
"""Mails to followers that may leave between an idea and its receipt: those in the workers' hands, generously."""
BEFORE = """
    select max((select count(*) from ideas_outgoingmail f where f.priority = 5 and f.created_at < m.created_at
                and f.sent_at between m.created_at and coalesce(m.sent_at, now())))
    from ideas_outgoingmail m, ideas_broadcast b where m.kind = 'receipt' and m.created_at > b.created_at
"""
RECEIPTS = """
    select extract(epoch from coalesce(m.sent_at, now()) - m.created_at), m.created_at > b.done_at
    from ideas_outgoingmail m, ideas_broadcast b where m.kind = 'receipt' and m.created_at > b.created_at
"""


def test_a_fan_out_delays_no_receipt(tmp_path: Path, proved: Proved) -> None:
    with open_stage(tmp_path) as stage:
        stage.office.delay = DELAY
        stage.run("tests/faults/crowd_that_follows.py", "make", str(PEOPLE), patience=900)
        stage.start_worker()
        stage.start_beat()
        handing_in = stage.begin("tests/faults/crowd_that_follows.py", "hand_in", str(EVERY))
        stage.run("-m", "celery", "-A", "config.celery", "call", "ideas.sweep")
        took = stage.wait(lambda: told(stage), 3000, "every follower has been told")
        stage.wait(lambda: len(receipts(stage, after=True)) >= AFTERWARDS, 600, "some more ideas")
        handing_in.stop()
        waiting = stage.mails()["queued"]
        during, after = receipts(stage), receipts(stage, after=True)
        ((before,),) = stage.ask(BEFORE)
        (followers,) = stage.ask("select count(*) from ideas_outgoingmail where priority = 5")[0]
        assert followers == PEOPLE
        stage.judge_tables()
    assert during
    assert waiting > 0
    assert before <= IN_HAND, before
    assert max(during + after) <= PATIENCE * SLACK
    proved(
        "fan-out",
        f"{PEOPLE:,} people told in {took:.0f} s, {waiting:,} mails still waiting in the end; meanwhile "
        f"{len(during) + len(after)} ideas handed in: receipt after {statistics.median(during + after):.2f} s in the "
        f"middle, {max(during + after):.2f} s at most, after {before} followers' mails at most, with 2 workers; "
        "check_integrity 0 findings",
    )


def told(stage: Stage) -> bool:
    return not stage.ask("select 1 from ideas_broadcast where done_at is null")


def receipts(stage: Stage, *, after: bool = False) -> list[float]:
    """How long receipts took, or have taken until now: while followers were being told, or afterwards."""
    return [float(seconds) for seconds, is_after in stage.ask(RECEIPTS) if bool(is_after) == after]
