"""What the sweep forgets: keys of requests that were carried out long ago, a batch at a time."""

import uuid
from datetime import timedelta

import pytest

from ideas import clock, sweep
from ideas.models import HandledRequest
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def make_requests(days_ago: int, n: int) -> None:
    user, at = make_user(), clock.now() - timedelta(days=days_ago)
    rows = (HandledRequest(key=uuid.uuid4(), user=user, path="/", at=at) for _n in range(n))
    HandledRequest.objects.bulk_create(rows)


def test_keys_of_requests_are_forgotten_after_thirty_days():
    make_requests(29, 2)
    make_requests(31, 3)
    sweep.forget_requests()
    assert HandledRequest.objects.count() == 2


def test_they_are_forgotten_a_batch_at_a_time(monkeypatch):
    monkeypatch.setattr(sweep, "BATCH", 2)
    monkeypatch.setattr(sweep, "MOST_BATCHES", 2)
    make_requests(31, 5)
    sweep.forget_requests()
    assert HandledRequest.objects.count() == 1
    sweep.forget_requests()
    assert not HandledRequest.objects.exists()


def test_the_sweep_forgets_them():
    assert sweep.forget_requests in sweep.JOBS
