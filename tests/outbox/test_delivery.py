"""Each mail leaves once, in order, and not at all if it may no longer go."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from ideas import clock, outbox
from ideas.models import OutgoingMail
from tests.outbox.letters import Reason, State, deliver_in, make_draft, make_reader, post, state_of
from tests.post_office import PostOffice, free_port

pytestmark = pytest.mark.django_db


def test_delivery_uses_one_connection_and_goes_by_priority(office: PostOffice, anna: User) -> None:
    for key, priority in (("audience", 5), ("duty", 1), ("sign-in", 0)):
        post(anna, key, subject=key, priority=priority)
    assert outbox.deliver_due() == 3
    assert [arrived.message["Subject"] for arrived in office.received] == ["sign-in", "duty", "audience"]
    assert office.connections == 1


def test_delivery_again_sends_nothing_again(office: PostOffice, anna: User) -> None:
    post(anna)
    assert (outbox.deliver_due(), outbox.deliver_due()) == (1, 0)
    assert len(office.received) == 1


def test_delivery_keeps_to_its_limit(office: PostOffice, anna: User) -> None:
    for key in "abc":
        post(anna, key)
    assert (outbox.deliver_due(limit=2), outbox.deliver_due(limit=2)) == (2, 1)


def test_delivery_makes_room_after_its_share_and_rings(
    office: PostOffice, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    rings: list[int] = []
    monkeypatch.setattr("ideas.outbox.delivery.kick", lambda: rings.append(1))
    post(anna)
    assert outbox.deliver_due(seconds=-1) == 0
    assert rings == [1]


def test_delivery_waits_until_a_mail_is_due(office: PostOffice, anna: User) -> None:
    post(anna, not_before=clock.now() + timedelta(hours=1))
    assert outbox.deliver_due() == 0
    assert deliver_in(3601) == 1


@pytest.mark.django_db(transaction=True)
def test_delivery_by_many_workers_sends_each_mail_once(office: PostOffice, anna: User) -> None:
    outbox.post_many(
        outbox.letter(to_user=anna, subject="s", text="t", kind="k", dedupe_key=f"k{n}") for n in range(60)
    )
    start = threading.Barrier(4)
    done: list[int] = []

    def work() -> None:
        start.wait()
        done.append(outbox.deliver_due())
        connection.close()

    workers = [threading.Thread(target=work) for _n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(done) == 60
    assert len({arrived.message_id for arrived in office.received}) == len(office.received) == 60


def test_mail_of_a_worker_that_died_goes_when_its_lease_has_run_out(office: PostOffice, anna: User) -> None:
    mail = post(anna)
    until = clock.now() + timedelta(seconds=60)
    OutgoingMail.objects.update(attempts=1, leased_until=until, next_try_at=until)
    assert deliver_in(59) == 0
    assert deliver_in(61) == 1
    assert state_of(mail) == (State.SENT, 2, "")


def test_mail_that_killed_five_workers_is_quarantined_and_others_go(office: PostOffice, anna: User) -> None:
    mail = post(anna)
    OutgoingMail.objects.update(attempts=5, leased_until=clock.now())
    post(anna, "other")
    assert outbox.deliver_due() == 2
    assert state_of(mail) == (State.QUARANTINED, 5, Reason.NO_ANSWER)
    assert len(office.received) == 1
    assert list(outbox.quarantined()) == [mail]


def withheld_for(mail: OutgoingMail) -> str:
    outbox.deliver_due()
    state, _attempts, error = state_of(mail)
    assert state == State.WITHHELD
    assert list(outbox.withheld()) == [mail]
    return error


def test_mail_to_a_leaver_is_withheld(office: PostOffice, anna: User) -> None:
    mail = post(anna)
    User.objects.update(is_active=False)
    assert withheld_for(mail) == Reason.INACTIVE
    assert office.received == []


def test_mail_to_a_former_address_is_withheld(office: PostOffice, anna: User) -> None:
    mail = post(anna)
    User.objects.update(email="new@example.com")
    assert withheld_for(mail) == Reason.ADDRESS_CHANGED


def test_mail_to_an_address_taken_away_is_withheld(office: PostOffice, anna: User) -> None:
    mail = post(anna)
    User.objects.update(email=None, personnel_number="1")
    assert withheld_for(mail) == Reason.NO_ADDRESS


def test_mail_of_a_kind_switched_off_since_is_withheld(office: PostOffice, anna: User) -> None:
    mail = post(anna, news="followed")
    User.objects.update(muted=["followed"])
    assert withheld_for(mail) == Reason.MUTED


def test_mail_about_an_idea_not_visible_any_more_is_withheld(office: PostOffice, anna: User) -> None:
    mail = post(anna, idea=make_draft(make_reader("berta")))
    assert withheld_for(mail) == Reason.NOT_VISIBLE
    assert mail.why == "The person may no longer see the idea."


def test_obligatory_mail_about_such_an_idea_goes(office: PostOffice, anna: User) -> None:
    mail = post(anna, idea=make_draft(make_reader("berta")), obligatory=True)
    outbox.deliver_due()
    assert state_of(mail)[0] == State.SENT


@pytest.mark.parametrize("secret", [True, False])
def test_mail_out_of_time_is_withheld_even_while_the_server_is_down(
    settings: Any, anna: User, secret: bool
) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    mail = post(anna, secret=secret, expires_at=clock.now() + timedelta(minutes=15))
    deliver_in(15 * 60 - 1)
    assert state_of(mail)[0] == State.QUEUED
    deliver_in(15 * 60)
    assert state_of(mail) == (State.WITHHELD, 0, Reason.EXPIRED)
    assert mail.text == ("" if secret else "Text")


def test_mail_out_of_time_in_the_hands_of_a_worker_is_left_to_it(office: PostOffice, anna: User) -> None:
    now = clock.now()
    mail = post(anna, expires_at=now)
    until = now + timedelta(seconds=60)
    OutgoingMail.objects.update(attempts=1, leased_until=until, next_try_at=until)
    deliver_in(1)
    assert state_of(mail)[0] == State.QUEUED
    deliver_in(61)
    assert state_of(mail)[0] == State.WITHHELD
