"""Two web servers and a worker for each queue: one installation, of which half may go at any moment."""

from pathlib import Path

import pytest

from tests.conftest import Figures
from tests.faults.crowd import all_sent, hand_in, judge, sign_in
from tests.faults.stage import QUICK, Stage, open_stage
from tests.faults.visitor import Visitor
from tests.post_office import free_port

pytestmark = [pytest.mark.proof, pytest.mark.timeout(900)]


def at(visitor: Visitor, port: int) -> Visitor:
    """The same person, with the same cookies, led to the other web server."""
    visitor.address = f"http://localhost:{port}/"
    return visitor


def last_sweep(stage: Stage) -> object:
    return stage.ask("select max(finished_at) from ideas_sweeprun where name = 'sweep'")[0][0]


def test_two_web_servers_and_a_worker_for_each_queue_are_one_installation(
    tmp_path: Path, figures: Figures
) -> None:
    count, people = (20, 4) if QUICK else (100, 10)
    with open_stage(tmp_path) as stage:
        stage.run("tests/faults/seed.py", str(people))
        other = free_port()
        stage.start_worker("worker", "-Q", "mail,celery", "-n", "mail@%h")
        stage.start_worker("sweeper", "-Q", "sweep,celery", "-n", "sweep@%h")
        stage.start_beat()
        stage.start_web()
        stage.start_web("other web", other)
        stage.wait_for_web()
        visitors = [sign_in(stage, number) for number in range(people)]
        seconds = []
        for number in range(count):
            if number == count // 2:
                stage.kill("web")
                stage.kill("sweeper")
            port = other if number >= count // 2 or number % 2 else stage.port
            seconds.append(hand_in(at(visitors[number % people], port), f"{number}"))
        stage.start_worker("sweeper", "-Q", "sweep,celery", "-n", "sweep@%h")
        after = stage.wait(lambda: all_sent(stage), 120, "all mails are sent")
        stage.wait(lambda: last_sweep(stage), 150, "the sweep has come to its end")
        judge(stage, count)
        extra = stage.judge_mails(extra_at_most=0)
        mail, sweeping = ((tmp_path / f"{name}.log").read_text() for name in ("worker", "sweeper"))
        assert [word in mail for word in ("Task ideas.deliver_due[", "Task ideas.sweep[")] == [True, False]
        assert [word in sweeping for word in ("Task ideas.deliver_due[", "Task ideas.sweep[")] == [
            False,
            True,
        ]
        assert stage.run("-m", "django", "check_integrity").rstrip().endswith(" 0 findings")
    figures(
        f"two web servers, two queues: {count} ideas by turns, one of each killed half way, 0 lost, "
        f"slowest {max(seconds):.3f} s, mails {after:.1f} s after, {extra} extra copies"
    )
