"""When nothing is swept any more: who notices, who is told, once, and that it runs again."""

import threading
import time
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.db import connection, connections
from django.urls import reverse

from ideas import clock, outbox, sweep, tasks, watch
from ideas.models import OutgoingMail, SweepRun
from tests.factories import Cast, make_cast, make_user
from tests.visits import page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def settled(monkeypatch):
    """This process has run for long enough to know."""
    monkeypatch.setattr(watch, "process", watch.Process(started=time.monotonic() - 3600))


@pytest.fixture
def rung(monkeypatch) -> list[str]:
    """Each time somebody rings."""
    rings: list[str] = []
    monkeypatch.setattr(outbox, "kick", lambda: rings.append("ring"))
    return rings


def alarms(kind: str = "standing_still") -> list[str]:
    return sorted(OutgoingMail.objects.filter(kind=kind).values_list("address", flat=True))


def swept(minutes_ago: float) -> SweepRun:
    """The sweep came to its end so long ago."""
    at = clock.now() - timedelta(minutes=minutes_ago)
    return SweepRun.objects.update_or_create(name="sweep", defaults={"finished_at": at})[0]


def test_the_alarm_goes_to_everybody_of_the_idea_office_once_an_outage(cast, settled):
    second = make_user("Ben Admin", is_admin=True, language="de")
    make_user("Gone Admin", is_admin=True, is_active=False)
    with clock.at(clock.now()):
        sweep.run()
    began = clock.now()
    with clock.at(began + timedelta(minutes=9)):
        assert watch.look() == 0
    for minutes in (11, 12, 300):
        with clock.at(began + timedelta(minutes=minutes)):
            watch.look()
    assert alarms() == sorted([cast.admin.email, second.email])
    mail = OutgoingMail.objects.get(kind="standing_still", to_user=cast.admin)
    assert (mail.obligatory, mail.priority, mail.news) == (True, 0, "")
    assert "worker and beat have to be started" in " ".join(mail.text.split())
    assert f"{reverse('promises')}" in mail.text


def test_the_task_that_sends_mail_looks_and_sends_the_alarm(cast, settled):
    swept(minutes_ago=20)
    tasks.deliver_due()
    assert alarms() == [cast.admin.email]
    assert OutgoingMail.objects.get(kind="standing_still").state in ("sent", "queued")


def test_the_all_clear_goes_to_those_who_were_alarmed(cast, settled):
    swept(minutes_ago=20)
    watch.look()
    late = make_user("New Admin", is_admin=True)
    sweep.run()
    assert alarms("running_again") == [cast.admin.email]
    assert late.email not in alarms("running_again")
    sweep.run()
    assert len(alarms("running_again")) == 1
    swept(minutes_ago=20)
    watch.look()
    assert len(alarms()) == 3  # another outage, of which both hear


def test_an_outage_that_nobody_noticed_is_kept_and_told_to_nobody(cast):
    before = swept(minutes_ago=20).finished_at
    sweep.run()
    kept = watch.outage()
    assert (kept.since, clock.now() - kept.until < timedelta(minutes=1)) == (before, True)
    assert alarms("running_again") == []
    with clock.at(clock.now() + timedelta(days=2)):
        assert watch.outage() is None


def test_a_first_sweep_is_no_outage(cast):
    sweep.run()
    assert watch.outage() is None


def test_a_process_that_has_just_been_started_waits_before_it_alarms(cast, monkeypatch):
    monkeypatch.setattr(watch.process, "started", time.monotonic())
    swept(minutes_ago=20)
    assert watch.look() == 0
    assert not watch.stands_still(watch.last_run())


def test_the_usual_look_is_one_statement(cast, settled, django_assert_num_queries):
    swept(minutes_ago=1)
    with django_assert_num_queries(1):
        assert watch.look() == 0


def test_the_doorbells_thread_looks_at_most_once_a_minute_and_sends_by_itself(cast, settled, monkeypatch):
    sent: list[int | None] = []
    monkeypatch.setattr(outbox, "deliver_due", lambda limit=None: sent.append(limit))
    monkeypatch.setattr(connections, "close_all", lambda: None)
    swept(minutes_ago=20)
    watch.look_beside()
    watch.look_beside()
    assert sent == [1]
    assert alarms() == [cast.admin.email]
    watch.process.looked -= 61
    watch.look_beside()
    assert sent == [1]


def test_pages_of_the_idea_office_say_so_and_ring(cast, settled, rung):
    swept(minutes_ago=20)
    text = page(cast.admin, reverse("home"))
    assert "Reminders and expiries stand still since" in text
    assert rung == ["ring"]
    assert alarms() == []  # a page changes nothing
    for person in (cast.coordinator1, cast.employee):
        assert "stand still" not in page(person, reverse("home"))
    swept(minutes_ago=1)
    assert "stand still" not in page(cast.admin, reverse("home"))


def test_readyz_rings_where_nothing_is_swept(client, settled, rung):
    swept(minutes_ago=20)
    assert client.get(reverse("readyz")).status_code == 503
    assert rung == ["ring"]
    swept(minutes_ago=1)
    assert client.get(reverse("readyz")).status_code == 200
    assert rung == ["ring"]


def test_the_page_says_that_it_runs_again(cast):
    swept(minutes_ago=20)
    sweep.run()
    assert "Reminders run again. They stood still from" in words(page(cast.admin, reverse("promises")))


@pytest.mark.django_db(transaction=True)
def test_two_who_notice_at_once_send_one_alarm(settled):
    cast = make_cast()
    swept(minutes_ago=20)
    barrier = threading.Barrier(4)
    faults: list[Exception] = []

    def notice() -> None:
        try:
            barrier.wait()
            watch.look()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    for _n in range(5):
        OutgoingMail.objects.all().delete()
        threads = [threading.Thread(target=notice) for _n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert faults == []
        assert alarms() == [cast.admin.email]
    assert django_mail.outbox == []
