"""The doorbell: whatever the broker does, nobody waits for it; and it is heard when it works."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import redis
from celery import current_app

from ideas.outbox import doorbell
from ideas.outbox.doorbell import Doorbell
from tests.post_office import free_port


@contextmanager
def frozen_broker() -> Iterator[str]:
    """Takes connections and never says a word, as a stopped process does."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}/0"


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The moments at which a ring went out, to a broker that is always there."""
    moments: list[float] = []

    def publish() -> bool:
        moments.append(time.monotonic())
        return True

    monkeypatch.setattr(doorbell, "publish", publish)
    return moments


def wait_for(condition: Any, seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    assert condition()


def test_publish_puts_a_task_into_the_broker(settings: Any) -> None:
    broker = redis.from_url(settings.REDIS_URL)
    before = broker.llen("mail")
    assert doorbell.publish()
    assert broker.llen("mail") > before  # tests in another process may ring at the same moment
    assert b"ideas.deliver_due" in broker.lindex("mail", 0)
    broker.close()


@pytest.mark.parametrize("kind", ["refused", "frozen"])
def test_publish_gives_up_after_about_a_second(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    with frozen_broker() as frozen:
        url = frozen if kind == "frozen" else f"redis://127.0.0.1:{free_port()}/0"
        monkeypatch.setattr(current_app.conf, "broker_write_url", url)
        started = time.monotonic()
        assert not doorbell.publish()
        assert time.monotonic() - started < 3


def test_publish_uses_the_projects_broker_in_any_thread(settings: Any) -> None:
    answers: list[bool] = []
    thread = threading.Thread(target=lambda: answers.append(doorbell.publish()))
    thread.start()
    thread.join()
    assert answers == [True]


def test_ring_is_heard_and_many_at_once_are_few(published: list[float]) -> None:
    bell = Doorbell()
    for _n in range(1000):
        bell.ring()
    wait_for(lambda: published)
    assert 1 <= len(published) < 100


def test_ring_holds_nobody_up_and_pauses_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[float] = []

    def publish() -> bool:
        tries.append(time.monotonic())
        time.sleep(0.1)
        return False

    monkeypatch.setattr(doorbell, "publish", publish)
    monkeypatch.setattr(doorbell, "PAUSE", 0.5)
    bell = Doorbell()
    slowest = 0.0
    end = time.monotonic() + 1
    while time.monotonic() < end:
        started = time.monotonic()
        bell.ring()
        slowest = max(slowest, time.monotonic() - started)
        time.sleep(0.005)
    assert slowest < 0.1
    assert len(tries) == 2
    assert tries[1] - tries[0] >= 0.6


def test_ring_in_a_forked_child_is_heard(monkeypatch: pytest.MonkeyPatch, published: list[float]) -> None:
    bell = Doorbell()
    monkeypatch.setattr(doorbell, "_bell", bell)
    doorbell.kick()
    wait_for(lambda: published)
    parents = bell._thread
    bell.renew()  # what the child does first
    doorbell.kick()
    assert bell._thread is not parents
    wait_for(lambda: len(published) == 2)
    assert os.getpid()


def test_ring_by_two_first_ones_starts_one_thread(published: list[float]) -> None:
    bell = Doorbell()
    bell._watch()
    first = bell._thread
    bell._watch()
    assert bell._thread is first


def test_job_beside_that_fails_is_logged_and_stops_neither_bell_nor_other_jobs(
    published: list[float], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def fails() -> None:
        raise OSError("The disk is full.")

    monkeypatch.setattr(doorbell, "_beside", [])
    doorbell.after_each_ring(fails)
    doorbell.after_each_ring(lambda: done.append("looked"))
    bell = Doorbell()
    for n in (1, 2):
        bell.ring()
        wait_for(lambda n=n: len(done) == n)
    assert len(published) == 2
    assert "The doorbell's thread could not do what it does beside." in caplog.text
