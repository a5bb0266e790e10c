"""Figures for machines that watch: who reads them, what they say, and that they are about nobody."""

from datetime import timedelta
from ipaddress import ip_network

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from ideas import clock, outbox
from ideas.models import OutgoingMail, SweepRun
from ideas.outbox import broker
from tests.factories import make_cast, make_idea

pytestmark = pytest.mark.django_db
TOKEN = "a long token of the watcher"


@pytest.fixture
def scrape(client, settings):
    """The figures, read with the token: name with labels -> value."""
    settings.METRICS_TOKEN = TOKEN

    def scrape() -> dict[str, float]:
        answer = client.get(reverse("metrics"), headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        lines = answer.content.decode().splitlines()
        return {
            name: float(value)
            for name, value in (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
        }

    return scrape


def read(client, **headers: str) -> int:
    return client.get(reverse("metrics"), headers=headers).status_code


def test_there_is_no_such_page_unless_it_is_asked_for(client):
    assert read(client) == read(client, Authorization="Bearer ") == 404


def test_token_is_needed_word_for_word(client, settings):
    settings.METRICS_TOKEN = TOKEN
    assert read(client, Authorization=f"Bearer {TOKEN}") == 200
    for words in ("", "Bearer", "Bearer x", f"Basic {TOKEN}", f"Bearer {TOKEN}x", TOKEN, "Bearer ä"):
        assert read(client, Authorization=words) == 404


def test_network_is_that_of_the_client_not_of_a_claim(client, settings):
    settings.METRICS_ALLOWED = [ip_network("127.0.0.0/8"), ip_network("10.1.0.0/16")]
    assert read(client) == 200
    assert read(client, X_Forwarded_For="127.0.0.1") == 404  # a proxy that nobody has named
    settings.BEHIND_PROXY = settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert read(client, X_Forwarded_For="10.1.2.3") == 200
    assert read(client, X_Forwarded_For="10.1.2.3, 203.0.113.9") == 404
    assert read(client, X_Forwarded_For="nonsense") == 404
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    assert read(client, X_Forwarded_For="10.1.2.3") == 404


def test_figures_are_those_of_the_tables(scrape, django_assert_max_num_queries):
    cast = make_cast()
    make_idea(cast, "in_review")
    make_idea(cast, "closed")
    late = make_idea(cast, "triage")
    type(late).objects.filter(pk=late.pk).update(due_at=clock.now() - timedelta(days=1))
    OutgoingMail.objects.update(created_at=clock.now() - timedelta(seconds=90))
    SweepRun.objects.create(name="sweep", finished_at=clock.now() - timedelta(seconds=30))
    SweepRun.objects.create(name="promises", finished_at=clock.now(), found={"findings": {"owner": 3}})
    with django_assert_max_num_queries(9):
        found = scrape()
    assert (found['tell_ideas{status="in_review"}'], found['tell_ideas{status="closed"}']) == (1, 1)
    assert found['tell_ideas{status="deferred"}'] == 0
    assert found['tell_ideas_late{status="triage"}'] == 1
    assert found["tell_ideas_without_owner_or_date"] == 0
    assert found["tell_mail_due"] == OutgoingMail.objects.filter(state="queued").count() > 0
    assert 90 <= found["tell_mail_oldest_seconds"] < 120
    assert 30 <= found['tell_job_age_seconds{job="sweep"}'] < 60
    assert found['tell_promise_findings{kind="owner"}'] == 3
    assert found['tell_promise_findings{kind="date"}'] == 0
    assert (found["tell_broker_up"], found["tell_database_up"]) == (1, 1)


def test_figures_name_nobody_and_no_idea(client, settings):
    settings.METRICS_TOKEN = TOKEN
    cast = make_cast()
    idea = make_idea(cast, "in_review")
    text = client.get(reverse("metrics"), headers={"Authorization": f"Bearer {TOKEN}"}).content.decode()
    for word in (idea.title, idea.public_id, idea.submitter.name, cast.logistics.name):
        assert word not in text
    words = [line.split(" ", 3)[1:3] for line in text.splitlines() if line.startswith("# ")]
    assert len(words) == 2 * len({name for _kind, name in words})


def test_without_database_the_watcher_hears_so(scrape):
    def gone(execute, sql, params, many, context):
        raise OperationalError

    with connection.execute_wrapper(gone):
        assert scrape() == {"tell_broker_up": 1, "tell_database_up": 0}


@pytest.mark.parametrize("address", ["redis://127.0.0.1:1/0", "amqp://127.0.0.1:1//"])
def test_broker_that_is_not_there_is_known_within_a_second_or_two(monkeypatch, address):
    to = broker.current_app.connection_for_write
    monkeypatch.setattr(
        broker.current_app, "connection_for_write", lambda **limits: to(address, **limits), raising=False
    )
    before = clock.now()
    assert outbox.broker_answers() is False
    assert clock.now() - before < timedelta(seconds=5)
