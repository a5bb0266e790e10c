"""The broker killed, frozen and flushed while people hand in: nobody waits, nothing is lost."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.urls import reverse

from tests.conftest import Figures
from tests.faults.stage import PASSWORD, QUICK, SLACK, Stage, open_stage
from tests.faults.visitor import Visitor

pytestmark = [pytest.mark.proof, pytest.mark.timeout(1800)]

Trouble = Callable[[Stage], None]
MAIL_PATIENCE = 120
TROUBLED_FOR = 10 if QUICK else 60
"""Seconds that a broker stays frozen at least."""


def nothing(stage: Stage) -> None:
    """All is well."""


@contextmanager
def killed(stage: Stage) -> Iterator[Trouble]:
    stage.kill("valkey")
    yield nothing
    stage.start_valkey()


@contextmanager
def frozen(stage: Stage) -> Iterator[Trouble]:
    stage.freeze("valkey")
    end = time.monotonic() + TROUBLED_FOR
    yield nothing
    time.sleep(max(0, end - time.monotonic()))
    stage.thaw("valkey")


@contextmanager
def flushed(stage: Stage) -> Iterator[Trouble]:
    yield lambda stage: stage.flush()


@contextmanager
def well(stage: Stage) -> Iterator[Trouble]:
    yield nothing


TROUBLES = {"well": well, "killed": killed, "frozen": frozen, "flushed": flushed}


@dataclass
class Tally:
    """What people saw during one kind of trouble."""

    seconds: list[float] = field(default_factory=list)
    mails_after: float = 0

    def __str__(self) -> str:
        ranked = sorted(self.seconds)
        middle, slowest = ranked[len(ranked) // 2], ranked[-1]
        return f"median {middle:.3f} s, slowest {slowest:.3f} s, mails {self.mails_after:.1f} s after"


def all_sent(stage: Stage) -> bool:
    stage.keep_worker_up()
    return not stage.mails()["queued"]


def test_posting_waits_for_no_broker(tmp_path: Path, figures: Figures) -> None:
    count = 50 if QUICK else 300
    tallies = {name: Tally() for name in TROUBLES}
    with open_stage(tmp_path) as stage:
        stage.start_worker()
        stage.start_beat()
        for name, trouble in TROUBLES.items():
            with trouble(stage) as once:
                for part in range(3):
                    once(stage)
                    said = stage.run("tests/faults/post_mails.py", f"{name}.{part}", str(count), "100")
                    tallies[name].seconds.append(float(said.split()[-1]))
            tallies[name].mails_after = stage.wait(
                lambda: all_sent(stage), MAIL_PATIENCE, "all mails are sent"
            )
        assert stage.judge_mails(extra_at_most=0) == 0
    for name, tally in tallies.items():
        figures(f"broker {name}: {3 * count} mails posted, transactions: {tally}")
        assert max(tally.seconds) <= max(tallies["well"].seconds) + 0.5 * SLACK


def test_handing_in_waits_for_no_broker_and_loses_nothing(tmp_path: Path, figures: Figures) -> None:
    count, people = (25, 5) if QUICK else (100, 10)
    tallies = {name: Tally() for name in TROUBLES}
    with open_stage(tmp_path) as stage:
        stage.run("tests/faults/seed.py", str(people))
        for start in (stage.start_worker, stage.start_beat, stage.start_web):
            start()
        stage.wait_for_web()
        visitors = [sign_in(stage, number) for number in range(people)]
        hand_in(visitors[0], "warm")
        for name, trouble in TROUBLES.items():
            with trouble(stage) as once:
                for number in range(count):
                    if number % 10 == 0:
                        once(stage)
                    visitor = visitors[number % people] if number else sign_in(stage, 0)
                    tallies[name].seconds.append(hand_in(visitor, f"{name} {number}"))
            tallies[name].mails_after = stage.wait(
                lambda: all_sent(stage), MAIL_PATIENCE, "all mails are sent"
            )
        judge(stage, len(TROUBLES) * count + 1)
        extra = stage.judge_mails(extra_at_most=0)
        assert stage.run("-m", "django", "check_integrity").rstrip().endswith(" 0 findings")
    for name, tally in tallies.items():
        figures(f"broker {name}: {count} ideas over HTTP, 0 errors, 0 lost, {tally}, {extra} extra copies")
        assert max(tally.seconds) <= max(tallies["well"].seconds) + 0.5 * SLACK


def sign_in(stage: Stage, number: int) -> Visitor:
    visitor = Visitor(f"http://localhost:{stage.port}/")
    page = visitor.submit(reverse("account_login"), login=f"person.{number}@example.com", password=PASSWORD)
    assert page.status == 200, page.text
    assert reverse("account_login") not in page.url
    return visitor


def hand_in(visitor: Visitor, name: str) -> float:
    """Hands an idea in; how long the answer took."""
    page = visitor.submit(
        reverse("new"), title=f"Idea {name}", text=f"Let us do it better, {name}.\nIt is worth it."
    )
    assert page.status == 200, page.text
    assert page.url.endswith("/receipt/"), page.text
    return page.seconds


def judge(stage: Stage, ideas: int) -> None:
    """Each idea is there once, numbered, with an owner and a date, its event and its submitter's receipt."""
    rows = stage.ask("select title, status, owner_id, due_at, submitter_id, id from ideas_idea")
    assert len(rows) == len({title for title, *_rest in rows}) == ideas
    assert all(status in {"in_review", "triage"} and owner and due for _t, status, owner, due, _s, _i in rows)
    receipts = stage.ask(
        "select idea_id, to_user_id from ideas_outgoingmail where obligatory and idea_id is not null"
    )
    assert {(number, submitter) for *_rest, submitter, number in rows} <= set(receipts)
