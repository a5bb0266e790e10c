"""What the mail server says or fails to say, and what becomes of the mail."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest

from accounts.models import User
from ideas import clock, outbox
from ideas.models.mail import MailServer
from ideas.outbox import breaker, line
from tests.outbox.letters import State, deliver_in, make_reader, post, state_of
from tests.post_office import DROP, HANG, PostOffice, free_port, open_post_office

pytestmark = pytest.mark.django_db
MORE_THAN_WAITS_ON_THE_WAY = 32 * 2**20
"""Bytes: more than both ends of a connection hold for a server that takes none of them."""


@pytest.mark.parametrize("step", ["rcpt", "data"])
def test_mail_refused_for_now_is_tried_again_after_growing_pauses(
    office: PostOffice, anna: User, step: str
) -> None:
    office.answers[step]["anna@example.com"] = ["451 later"] * 4
    mail, other = post(anna), post(make_reader("berta"), "other")
    start = clock.now()
    with clock.at(start):
        outbox.deliver_due()
    assert state_of(mail) == (State.QUEUED, 1, "451 later")
    assert state_of(other)[0] == State.SENT
    sent_after = []
    for second in range(1, 121):
        with clock.at(start + timedelta(seconds=second)):
            sent_after += [second] if outbox.deliver_due() else []
    assert sent_after == [5, 20, 50, 110]
    assert state_of(mail) == (State.SENT, 5, "")
    assert len(office.to("anna@example.com")) == 1
    assert not breaker.is_open()


def test_mail_refused_five_times_is_quarantined_until_an_admin_says_so(
    office: PostOffice, anna: User
) -> None:
    office.answers["data"]["anna@example.com"] = ["451 later"] * 5
    mail = post(anna)
    for after in (0, 6, 22, 53, 114, 300):
        deliver_in(after)
    assert state_of(mail) == (State.QUARANTINED, 5, "451 later")
    assert mail.why == "451 later"
    assert office.received == []
    assert outbox.try_again([mail.pk]) == 1
    assert outbox.deliver_due() == 1
    assert state_of(mail) == (State.SENT, 1, "")
    assert outbox.try_again([mail.pk]) == 0


@pytest.mark.parametrize("step", ["rcpt", "data"])
def test_mail_refused_for_good_is_quarantined_at_once(office: PostOffice, anna: User, step: str) -> None:
    office.answers[step]["anna@example.com"] = ["550 no such person"]
    mail, other = post(anna), post(make_reader("berta"), "other")
    outbox.deliver_due()
    assert state_of(mail) == (State.QUARANTINED, 1, "550 no such person")
    assert state_of(other)[0] == State.SENT
    assert not breaker.is_open()


@pytest.mark.parametrize("answer", [HANG, DROP])
def test_mail_taken_without_a_word_goes_again_under_the_same_id(
    office: PostOffice, anna: User, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr(line, "TIMEOUT", 0.3)
    office.answers["data"]["anna@example.com"] = [answer]
    mail, other = post(anna), post(make_reader("berta"), "other")
    outbox.deliver_due()
    assert state_of(mail)[:2] == (State.QUEUED, 1)
    assert state_of(other)[0] == State.SENT
    assert not breaker.is_open()
    deliver_in(6)
    assert state_of(mail) == (State.SENT, 2, "")
    first, second = office.to("anna@example.com")
    assert first.message_id == second.message_id


def test_server_that_is_not_there_opens_the_breaker_and_counts_against_no_mail(
    settings: Any, anna: User
) -> None:
    port = free_port()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    mail = post(anna)
    assert outbox.deliver_due() == 0
    assert state_of(mail) == (State.QUEUED, 0, "")
    assert breaker.is_open()
    down_since = MailServer.objects.get().down_since
    with open_post_office(port) as office:
        assert deliver_in(9) == 0
        assert office.connections == 0
        assert deliver_in(11) == 1
        assert len(office.received) == 1
    assert not breaker.is_open()
    assert down_since is not None


def test_server_down_stays_down_since_it_went_and_is_probed_every_ten_seconds(
    settings: Any, anna: User
) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    post(anna)
    start = clock.now()
    probes = []
    for second in range(31):
        with clock.at(start + timedelta(seconds=second)):
            outbox.deliver_due()
            server = MailServer.objects.get()
            probes.append(server.next_probe_at)
    assert server.down_since == start
    assert "ConnectionRefusedError" in server.reason
    assert len(set(probes)) == 4
    health = outbox.health()
    assert (health.waiting, health.quarantined, health.down_since) == (1, 0, start)


def test_breaker_lets_one_worker_probe(anna: User) -> None:
    breaker.trip("gone")
    assert not breaker.claim_probe()
    with clock.at(clock.now() + timedelta(seconds=11)):
        assert [breaker.claim_probe(), breaker.claim_probe()] == [True, False]


@pytest.mark.parametrize("step", ["mail", "rcpt"])
@pytest.mark.parametrize("answer", ["421 closing", "535 who are you", DROP, HANG])
def test_server_failing_before_the_content_counts_against_no_mail(
    office: PostOffice, anna: User, monkeypatch: pytest.MonkeyPatch, step: str, answer: str
) -> None:
    monkeypatch.setattr(line, "TIMEOUT", 0.3)
    office.answers[step][""] = [answer]
    mail, other = post(anna), post(make_reader("berta"), "other")
    outbox.deliver_due()
    assert breaker.is_open()
    assert (mail.attempts, state_of(mail)[0], state_of(mail)[1]) == (0, State.QUEUED, 0)
    assert state_of(other)[:2] == (State.QUEUED, 0)
    office.answers[step][""] = []
    deliver_in(11)
    deliver_in(22)
    assert not breaker.is_open()
    assert (state_of(mail)[:2], state_of(other)[:2]) == ((State.SENT, 1), (State.SENT, 1))
    assert len(office.received) == 2


def test_server_that_refuses_the_sender_loses_no_mail(office: PostOffice, anna: User) -> None:
    office.answers["mail"][""] = ["550 you may not send"]
    mail = post(anna)
    outbox.deliver_due()
    assert state_of(mail)[:2] == (State.QUEUED, 0)
    assert MailServer.objects.get().reason == "550 you may not send"


def test_server_closing_after_the_content_counts_against_no_mail(office: PostOffice, anna: User) -> None:
    office.answers["data"]["anna@example.com"] = ["421 closing"]
    mail = post(anna)
    outbox.deliver_due()
    assert breaker.is_open()
    assert state_of(mail)[:2] == (State.QUEUED, 0)


def test_server_ending_a_used_connection_is_called_again_at_once(office: PostOffice, anna: User) -> None:
    office.answers["rcpt"]["berta@example.com"] = ["421 enough for one connection"]
    post(anna)
    berta = post(make_reader("berta"), "other")
    assert outbox.deliver_due() == 2
    assert state_of(berta) == (State.SENT, 1, "")
    assert office.connections == 2
    assert not breaker.is_open()


def test_recipient_over_whom_the_server_always_fails_counts_once_others_went_through(
    office: PostOffice, anna: User
) -> None:
    office.answers["rcpt"]["anna@example.com"] = ["421 closing"] * 50
    mail = post(anna)
    outbox.deliver_due()
    assert state_of(mail)[:2] == (State.QUEUED, 0)
    other = post(make_reader("berta"), "other")
    for after in range(11, 300, 5):
        deliver_in(after)
    assert state_of(other)[0] == State.SENT
    assert state_of(mail) == (State.QUARANTINED, 5, "421 closing")
    assert not breaker.is_open()


def test_server_too_slow_is_trouble_before_the_lease_runs_out(
    office: PostOffice, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "PATIENCE", -1)
    mail = post(anna)
    outbox.deliver_due()
    assert state_of(mail)[:2] == (State.QUEUED, 0)
    assert MailServer.objects.get().reason == "The mail server is too slow."
    assert office.received == []


def test_patience_and_one_answer_fit_into_a_lease() -> None:
    assert line.PATIENCE + line.TIMEOUT < 60


def test_probe_that_meets_a_mail_without_form_leaves_the_breaker_to_the_next(
    office: PostOffice, anna: User
) -> None:
    breaker.trip("gone")
    post(None, address="nobody")
    deliver_in(11)
    assert breaker.is_open()
    mail = post(anna, "other")
    deliver_in(22)
    assert state_of(mail)[0] == State.SENT
    assert not breaker.is_open()


@contextmanager
def scripted_server(*answers: str) -> Iterator[int]:
    """Says these lines one after the other, whatever it hears, then hangs up; yields its port."""

    def serve() -> None:
        caller, _address = listener.accept()
        with caller, suppress(ConnectionError):
            for answer in answers:
                caller.sendall(answer.encode() + b"\r\n")
                caller.recv(10_000)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1]
        thread.join()


@pytest.mark.parametrize("answers", [["250 what"], ["what"], ["554 no"]])
def test_server_out_of_step_loses_no_mail(settings: Any, anna: User, answers: list[str]) -> None:
    mail = post(anna)
    with scripted_server("220 hello", "250 ehlo", "250 from", "250 to", *answers) as port:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        outbox.deliver_due()
    assert state_of(mail)[0] == (State.QUARANTINED if answers == ["554 no"] else State.QUEUED)


@pytest.mark.parametrize("greeting", ["554 go away", "421 busy", "what"])
def test_server_that_greets_with_a_no_opens_the_breaker(settings: Any, anna: User, greeting: str) -> None:
    mail = post(anna)
    with scripted_server(greeting) as port:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        outbox.deliver_due()
    assert breaker.is_open()
    assert state_of(mail) == (State.QUEUED, 0, "")


@pytest.mark.parametrize("after", [["421 closing"], []])
def test_server_that_hangs_up_after_a_no_is_called_again(settings: Any, anna: User, after: list[str]) -> None:
    mail = post(anna)
    with scripted_server("220 hello", "250 ehlo", "250 from", "550 no such person", *after) as port:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        outbox.deliver_due()
    assert state_of(mail) == (State.QUARANTINED, 1, "550 no such person")


def test_server_that_hangs_up_amid_a_mail_may_have_it(settings: Any) -> None:
    with scripted_server("220 hello", "250 ehlo", "250 from", "250 to", "354 go") as port:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        used = line.Line()
        with pytest.raises(line.NoAnswer):
            used.send("tell@example.com", "anna@example.com", b"x" * MORE_THAN_WAITS_ON_THE_WAY)
    with open_post_office() as office:
        settings.EMAIL_PORT = office.port
        used.send("tell@example.com", "anna@example.com", b"Subject: again\r\n\r\nagain")
        used.close()
        assert len(office.received) == 1


def test_closing_a_line_that_is_not_open_or_in_disorder_raises_nothing(settings: Any) -> None:
    line.Line().close()
    with scripted_server("220 hello", "250 ehlo", "x" * 20_000) as port:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        open_line = line.Line()
        open_line.open()
        open_line.close()
