"""The mail server puts mails off, takes them and says nothing, refuses some, and is away twice (R5)."""

import random
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import Proved
from tests.faults.admin import read_stuck
from tests.faults.stage import QUICK, Stage, open_stage
from tests.post_office import DROP, HANG

pytestmark = [pytest.mark.proof, pytest.mark.timeout(1800)]

SEED = 20261122
LATER, REFUSED = "451 4.3.0 Please try again later", "550 5.1.1 No such user here"
SILENT = DROP if QUICK else HANG
"""Takes the mail, and the sender hears nothing more: for fifteen seconds or, in the short form, for ever at once."""
SHARES = {LATER: 0.05, SILENT: 0.03, REFUSED: 0.01}
MAILS, A_SECOND = (200, 16) if QUICK else (3000, 12)
OUTAGES = (3,) if QUICK else (60, 60)
PATIENCE = 90
"""Seconds after the end of an outage in which all leaves that is not damaged itself."""


def test_what_a_bad_mail_server_does_loses_nothing(tmp_path: Path, proved: Proved) -> None:
    addresses = [f"bad.{number}@example.com" for number in range(MAILS)]
    with open_stage(tmp_path) as stage:
        stage.run("tests/faults/seed.py", "1")
        planned = stage.office.misbehave(addresses, SHARES, SEED)
        for start in (stage.start_worker, stage.start_beat, stage.start_web):
            start()
        stage.wait_for_web()
        posting = stage.begin("tests/faults/post_mails.py", "bad", str(MAILS), str(A_SECOND))
        ends = [be_away(stage, length) for length in OUTAGES]
        assert posting.process.wait(MAILS / A_SECOND + 120) == 0, posting.last_words()
        stage.wait(lambda: not stage.mails()["queued"], 300, "every mail has left or been refused")
        refused = judge(stage, planned)
        late = slowest(stage, set(addresses).difference(*planned.values()), ends)
        shown = read_stuck(stage)
        assert sorted(shown) == refused
        assert all(REFUSED in words for words in shown.values())
        stage.judge_tables()
    assert late <= PATIENCE, late
    copies = stage.copies()
    proved(
        "R5",
        f"{MAILS:,} mails, {A_SECOND} a second, seed {SEED}: {len(planned[LATER])} x 451, {len(planned[SILENT])} x "
        f"taken without an answer, {len(planned[REFUSED])} x 550, {len(OUTAGES)} outages of {OUTAGES[0]} s: 0 lost, "
        f"the {len(refused)} refused on the admin's page, {copies.total() - len(copies)} extra copies under the same "
        f"Message-ID, undamaged mails {late:.1f} s after an outage at the latest; check_integrity 0 findings",
    )


def be_away(stage: Stage, length: float) -> datetime:
    """An outage at some moment; when it was over."""
    time.sleep(random.Random(SEED + length).uniform(1, 2) if QUICK else 45)
    stage.office.go_away()
    time.sleep(length)
    stage.office.come_back()
    return datetime.now(UTC)


def judge(stage: Stage, planned: dict[str, set[str]]) -> list[str]:
    """Sent and arrived is all but what was refused, which nobody got; who was refused."""
    rows = stage.ask("select address, state, id, error from ideas_outgoingmail where kind = 'proof'")
    assert len(rows) == MAILS
    sent = {address: f"<{key}@localhost>" for address, state, key, _error in rows if state == "sent"}
    refused = {address: error for address, state, _key, error in rows if state == "quarantined"}
    assert len(sent) + len(refused) == MAILS
    assert set(refused) == planned[REFUSED]
    assert set(refused.values()) == {REFUSED}
    got = [(mail.recipients[0], mail.message_id) for mail in stage.office.received]
    assert dict(got) == sent
    assert set(got) == set(sent.items())
    assert {address for address, times in Counter(address for address, _id in got).items() if times > 1} >= (
        planned[SILENT]
    )
    return sorted(refused)


def slowest(stage: Stage, undamaged: set[str], ends: list[datetime]) -> float:
    """Seconds between the end of an outage, or the making of a mail if that was later, and its leaving."""
    rows = stage.ask(
        "select created_at, sent_at from ideas_outgoingmail where address = any(%s)", list(undamaged)
    )
    assert len(rows) == len(undamaged)
    return max(
        (sent - max([made, *(end for end in ends if end <= sent)])).total_seconds() for made, sent in rows
    )
