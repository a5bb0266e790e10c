"""Mails that nobody can send, and mails that end whoever sends them, among others that must not wait (R9)."""

import os
import signal
import statistics
from pathlib import Path

import pytest

from tests.conftest import Proved
from tests.faults.admin import read_stuck
from tests.faults.stage import QUICK, SLACK, Stage, open_stage

pytestmark = [pytest.mark.proof, pytest.mark.timeout(1800)]

OTHERS, A_SECOND = (100, 10) if QUICK else (1500, 4)
TRIES = 5
PATIENCE = 15
"""Seconds that another mail may take at most: a child that was killed is replaced, and beat rings that often."""
FORMLESS = ("poison.0@", "poison.1@", "poison.2@")
DEADLY = ("poison.3@", "poison.4@")
PARTS = {
    "poison.0@": """headers = '{"X-Line": "one\\ntwo"}'""",
    "poison.1@": """attachments = '[{"name": "a.pdf", "type": "application/pdf"}]'""",
    "poison.2@": "address = 'poison.2 two@example.com'",
}
"""What stands in a row that has no form as a mail: past all Python, as a mistake of ours would put it there."""


def test_poisonous_mails_are_put_aside_and_delay_no_others(tmp_path: Path, proved: Proved) -> None:
    killed: list[int] = []
    with open_stage(tmp_path) as stage:
        stage.run("tests/faults/seed.py", "0")
        stage.run("tests/faults/post_mails.py", "poison", str(len(FORMLESS) + len(DEADLY)), "100")
        for name, part in PARTS.items():
            where = f"address like '{name}%%' returning 1"
            assert stage.ask(f"update ideas_outgoingmail set {part} where {where}")
        stage.office.meets = lambda reader, port: kill_sender(stage, reader, port, killed)
        for start in (stage.start_web, stage.start_worker, stage.start_beat):
            start()
        stage.wait_for_web()
        posting = stage.begin("tests/faults/post_mails.py", "other", str(OTHERS), str(A_SECOND))
        took = stage.wait(lambda: all_aside(stage), 600, "what is poisonous is put aside")
        assert posting.process.wait(OTHERS / A_SECOND + 120) == 0, posting.last_words()
        stage.wait(lambda: not stage.mails()["queued"], 60, "all others are sent")
        seconds = judge(stage)
        shown = read_stuck(stage)
        assert len(shown) == len(FORMLESS) + len(DEADLY)
        stage.judge_tables()
    assert len(killed) == TRIES * len(DEADLY)
    assert max(seconds) <= PATIENCE * SLACK
    proved(
        "R9",
        f"{len(FORMLESS)} mails without a form and {len(DEADLY)} that kill -9 who sends them: each put aside after "
        f"{TRIES} tries ({took:.0f} s, {len(killed)} processes killed) and shown to the admin; {OTHERS:,} others, "
        f"{A_SECOND} a second: 0 lost, median {statistics.median(seconds):.2f} s, slowest {max(seconds):.1f} s; "
        "check_integrity 0 findings",
    )


def kill_sender(stage: Stage, reader: str, port: int, killed: list[int]) -> bool:
    """Whether this mail is deadly; then the child that hands it over is gone."""
    if not reader.startswith(DEADLY):
        return False
    door = f"{port:04X}"
    listed = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    (inode,) = {row[9] for row in listed if row[1].rpartition(":")[2] == door and row[9] != "0"}
    (sender,) = [pid for pid in stage.children_of("worker") if holds(pid, f"socket:[{inode}]")]
    killed.append(sender)
    os.kill(sender, signal.SIGKILL)
    return True


def holds(pid: int, thing: str) -> bool:
    """Whether the process has this socket open."""
    try:
        return any(os.readlink(door) == thing for door in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return False


def all_aside(stage: Stage) -> bool:
    """Whether nothing poisonous waits any more; the short form lets no time pass between two tries."""
    if QUICK:
        free = "leased_until is null or leased_until < now() + interval '57 seconds'"
        stage.ask(
            "update ideas_outgoingmail set next_try_at = now(), leased_until = null where state = 'queued' "
            f"and address like 'poison.%%' and attempts > 0 and ({free}) returning 1"
        )
    return not stage.ask(
        "select 1 from ideas_outgoingmail where state = 'queued' and address like 'poison.%%'"
    )


def judge(stage: Stage) -> list[float]:
    """What is poisonous was tried five times and stands aside, all else has arrived once; how long that took."""
    rows = stage.ask(
        "select address, state, attempts, extract(epoch from sent_at - created_at), id from ideas_outgoingmail"
    )
    aside = {address: tries for address, state, tries, _took, _id in rows if state == "quarantined"}
    assert len(aside) == len(FORMLESS) + len(DEADLY)
    assert all(address.startswith("poison.") for address in aside)
    assert set(aside.values()) == {TRIES}
    sent = [(float(took), key) for _address, state, _tries, took, key in rows if state == "sent"]
    assert len(sent) == OTHERS
    assert set(stage.copies()) == {f"<{key}@localhost>" for _took, key in sent}
    return [took for took, _key in sent]
