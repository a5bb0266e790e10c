"""What the sweep forgets: keys of requests carried out long ago, a batch at a time, and sign-ins that are over."""

import uuid
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from accounts import people
from ideas import clock, sweep
from ideas.models import HandledRequest
from tests.factories import make_user
from tests.visits import browser

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


def test_sign_ins_that_are_over_go_with_their_device_and_address():
    anna = make_user()
    client = browser(anna)
    UserSession.objects.create(
        user=anna,
        session_key=client.session.session_key,
        ip="192.0.2.2",
        last_seen_at=clock.now(),
        created_at=clock.now(),
    )
    gone = UserSession.objects.create(
        user=anna, session_key="gone", ip="192.0.2.1", last_seen_at=clock.now(), created_at=clock.now()
    )
    UserSession.objects.update(created_at=clock.now() - timedelta(days=2))
    assert people.forget_sessions() == 1
    assert not UserSession.objects.filter(pk=gone.pk).exists()
    assert Session.objects.filter(session_key=client.session.session_key).exists()
    Session.objects.update(expire_date=clock.now() - timedelta(hours=1))
    assert people.forget_sessions() == 1
    assert not Session.objects.exists()
