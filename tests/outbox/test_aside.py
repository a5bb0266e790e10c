"""A mail server that thinks long about one mail does not hold up the others, and the answer counts when it comes."""

import time

import pytest

from accounts.models import User
from ideas import outbox
from ideas.models import OutgoingMail
from ideas.outbox import breaker, delivery, line
from tests.outbox.letters import State, deliver_in, make_reader, post, state_of
from tests.post_office import DROP, HANG, PostOffice

pytestmark = pytest.mark.django_db
BRISK, TIMEOUT = line.BRISK, line.TIMEOUT


@pytest.fixture(autouse=True)
def shorter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds stand for what is longer."""
    monkeypatch.setattr(line, "TIMEOUT", 1.0)
    monkeypatch.setattr(delivery, "TIMEOUT", 1.0)
    monkeypatch.setattr(line, "BRISK", 0.05)
    monkeypatch.setattr(delivery, "ROOM", 0.02)


def post_to(*names: str) -> list[OutgoingMail]:
    return [post(make_reader(name), name) for name in names]


def test_mails_taken_without_a_word_are_waited_for_together(office: PostOffice) -> None:
    silent, others = post_to("anna", "berta", "carla", "dora"), post_to("emil", "fritz")
    for mail in silent:
        office.answers["data"][mail.address] = [HANG]
    started = time.monotonic()
    assert outbox.deliver_due() == 6
    assert time.monotonic() - started < 2.5
    assert {state_of(mail)[:2] for mail in silent} == {(State.QUEUED, 1)}
    assert {state_of(mail)[:2] for mail in others} == {(State.SENT, 1)}
    assert state_of(silent[0])[2] == "The mail server took the mail and said nothing."
    assert not breaker.is_open()
    deliver_in(6)
    assert {state_of(mail)[:2] for mail in silent} == {(State.SENT, 2)}


def test_where_there_is_no_more_room_aside_one_is_waited_for(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "MOST_ASIDE", 1)
    mails = post_to("anna", "berta")
    for mail in mails:
        office.answers["data"][mail.address] = [HANG]
    outbox.deliver_due()
    assert [state_of(mail)[:2] for mail in mails] == [(State.QUEUED, 1)] * 2
    assert office.connections == 2


@pytest.mark.parametrize(
    ("answer", "state", "attempts"),
    [
        ("250 OK", State.SENT, 1),
        ("451 later", State.QUEUED, 1),
        ("550 no such person", State.QUARANTINED, 1),
        ("421 closing", State.QUEUED, 0),
        (DROP, State.QUEUED, 1),
    ],
)
def test_late_answer_counts(office: PostOffice, anna: User, answer: str, state: str, attempts: int) -> None:
    office.delay = 0.3
    office.answers["data"]["anna@example.com"] = [answer]
    mail = post(anna)
    assert outbox.deliver_due() == 1
    assert state_of(mail)[:2] == (state, attempts)
    assert breaker.is_open() == (answer == "421 closing")


def test_trouble_with_what_is_pending_in_the_end_keeps_to_its_mail(office: PostOffice, anna: User) -> None:
    office.delay = 0.3
    office.answers["data"]["anna@example.com"] = ["421 closing"]
    mail = post(anna)
    assert outbox.deliver_due(limit=1) == 1
    assert state_of(mail)[:2] == (State.QUEUED, 0)
    assert not breaker.is_open()


def test_while_something_is_pending_a_run_goes_on_beyond_its_share(
    office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    rings: list[int] = []
    monkeypatch.setattr("ideas.outbox.delivery.kick", lambda: rings.append(1))
    silent, other = post_to("anna", "berta")
    office.answers["data"][silent.address] = [HANG]
    assert outbox.deliver_due(seconds=0.02) == 2
    assert (state_of(silent)[0], state_of(other)[0]) == (State.QUEUED, State.SENT)


def test_what_is_waited_for_aside_is_looked_at_before_its_lease_runs_out() -> None:
    waits_until, next_mail_takes = TIMEOUT - BRISK, line.PATIENCE + TIMEOUT
    assert delivery.LEASE.total_seconds() + TIMEOUT > waits_until + next_mail_takes
