"""Alive and ready: what a watcher of the installation asks."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from ideas import clock
from ideas.models import OutgoingMail, SweepRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def swept():
    return SweepRun.objects.create(name="sweep", finished_at=clock.now())


def test_alive_asks_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get(reverse("healthz")).json() == {"alive": True}


def test_ready_when_all_is_well(client, swept, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        answer = client.get(reverse("readyz"))
    assert answer.status_code == 200
    assert answer.json()["ready"] is True


def test_ready_not_when_the_sweep_sleeps(client, swept):
    swept.finished_at = clock.now() - timedelta(minutes=11)
    swept.save()
    answer = client.get(reverse("readyz"))
    assert answer.status_code == 503
    assert answer.json()["checks"]["last_sweep"] == {"ok": False, "seconds": 660}


def test_ready_not_when_nothing_was_ever_swept(client):
    answer = client.get(reverse("readyz"))
    assert (answer.status_code, answer.json()["checks"]["last_sweep"]["ok"]) == (503, False)


def test_ready_not_when_mail_waits_for_long(client, swept):
    OutgoingMail.objects.create(
        address="a@example.com",
        subject="x",
        kind="t",
        dedupe_key="1",
        created_at=clock.now() - timedelta(hours=1),
    )
    answer = client.get(reverse("readyz"))
    assert (answer.status_code, answer.json()["checks"]["oldest_mail"]["ok"]) == (503, False)


def test_ready_says_so_when_the_database_is_gone(client):
    def gone(execute, sql, params, many, context):
        raise OperationalError

    with connection.execute_wrapper(gone):
        answer = client.get(reverse("readyz"))
    assert (answer.status_code, answer.json()) == (
        503,
        {"ready": False, "checks": {"database": {"ok": False}}},
    )


def test_ready_tells_nothing_of_people(client, swept):
    OutgoingMail.objects.create(address="anna@example.com", subject="x", kind="t", dedupe_key="1", error="x")
    assert "anna" not in client.get(reverse("readyz")).content.decode()


def test_broker_that_is_away_is_told_and_turns_nobody_away(client, swept, monkeypatch):
    assert client.get(reverse("readyz")).json()["checks"]["broker"] == {"ok": True}
    monkeypatch.setattr("ideas.outbox.broker_answers", lambda: False)
    answer = client.get(reverse("readyz"))
    assert (answer.status_code, answer.json()["checks"]["broker"]) == (200, {"ok": False})
