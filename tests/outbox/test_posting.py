"""Posting leaves a row and a ring, in the caller's transaction; and the state of the outbox."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from accounts.models import User
from ideas import clock, outbox
from ideas.models import OutgoingMail
from ideas.models.mail import MailServer
from ideas.outbox import breaker
from tests.outbox.letters import Reason, State, post, state_of
from tests.post_office import PostOffice

pytestmark = pytest.mark.django_db


def test_post_in_a_transaction_that_fails_leaves_nothing(anna: User) -> None:
    with transaction.atomic():
        post(anna)
        transaction.set_rollback(True)
    assert not OutgoingMail.objects.exists()


def test_post_many_is_one_statement_and_leaves_known_keys_out(
    anna: User, django_assert_num_queries: Any
) -> None:
    post(anna, "b", subject="first")
    rows = [
        outbox.letter(to_user=anna, subject="second", text="t", kind="k", dedupe_key=key) for key in "abcd"
    ]
    with django_assert_num_queries(1):
        outbox.post_many(rows)
    subjects = dict(OutgoingMail.objects.order_by("dedupe_key").values_list("dedupe_key", "subject"))
    assert subjects == {"a": "second", "b": "first", "c": "second", "d": "second"}


def test_post_many_of_nothing_asks_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        outbox.post_many([])


def test_post_rings_after_the_commit_only(anna: User, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        post(anna)
    assert callbacks == [outbox.kick]


def test_post_to_somebody_without_address_is_held_back(office: PostOffice) -> None:
    berta = User.objects.create(name="Berta", personnel_number="4711")
    mail = post(berta, secret=True)
    assert outbox.deliver_due() == 0
    assert state_of(mail) == (State.WITHHELD, 0, Reason.NO_ADDRESS)
    assert mail.text == ""
    assert mail.why == "The person has no e-mail address."
    assert post(berta, "other").text == "Text"


@pytest.mark.parametrize("name", ["Bcc", "content-type", "X Y", "X:Y", "X\nY", ""])
def test_letter_refuses_headers_that_are_not_the_callers(name: str) -> None:
    with pytest.raises(ValueError, match="header"):
        outbox.letter(
            address="a@example.com", subject="s", text="t", kind="k", dedupe_key="d", headers={name: "x"}
        )


def test_past_mail_is_marked_sent_when_it_was_made(office: PostOffice, anna: User) -> None:
    long_ago = clock.now() - timedelta(days=100)
    with clock.at(long_ago):
        old, secret = post(anna, "old"), post(anna, "secret", secret=True)
    new = post(anna, "new")
    assert outbox.mark_past_sent(before=long_ago + timedelta(days=1)) == 2
    assert state_of(old)[0] == state_of(secret)[0] == State.SENT
    assert (old.sent_at, old.text, secret.text) == (long_ago, "Text", "")
    assert state_of(new)[0] == State.QUEUED
    outbox.mark_past_sent()
    assert (outbox.deliver_due(), office.received) == (0, [])


def test_health_of_an_empty_outbox() -> None:
    assert outbox.health() == outbox.Health(0, None, 0, None, "")


def test_rows_name_themselves(anna: User) -> None:
    breaker.trip("gone")
    mail = post(anna)
    assert str(mail) == f"receipt {mail.pk} queued"
    assert str(MailServer.objects.get()) == "smtp down"
    assert mail.why == ""


def test_sending_takes_few_statements(office: PostOffice, anna: User, django_assert_num_queries: Any) -> None:
    for key in "ab":
        post(anna, key)
    run = 2 + 1 + 1 + 1  # what has expired, what is due, whether the server is down; nothing more is due
    with django_assert_num_queries(run + 2 * 3):  # lease, reader, sent
        assert outbox.deliver_due() == 2
