"""What arrives: its parts, its headers, and what hostile words cannot add to it."""

from email import message_from_bytes
from email.header import decode_header, make_header
from typing import Any

import pytest
from django.db import IntegrityError

from accounts.models import User
from ideas import outbox
from ideas.models import OutgoingMail
from tests.outbox.letters import State, deliver_in, make_draft, post, state_of
from tests.post_office import PostOffice

pytestmark = pytest.mark.django_db


def test_mail_arrives_with_text_html_and_thread(office: PostOffice, anna: User) -> None:
    idea = make_draft(anna)
    mail = post(anna, idea=idea, subject="Fahrräder überdacht", text="Grüße\n.\n", html="<p>Grüße</p>")
    assert outbox.deliver_due() == 1
    assert state_of(mail) == (State.SENT, 1, "")
    assert mail.sent_at is not None
    assert mail.leased_until is None
    (arrived,) = office.received
    assert arrived.recipients == ("anna@example.com",)
    message = arrived.message
    assert message["Subject"] == "Fahrräder überdacht"
    assert message["From"] == "Tell <tell@example.com>"
    assert message["To"] == "anna@example.com"
    assert message["Message-ID"] == f"<{mail.pk}@example.com>"
    assert message["References"] == message["In-Reply-To"] == f"<idea.{idea.public_id}@example.com>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == mail.created_at.replace(microsecond=0)
    assert message.get_content_type() == "multipart/alternative"
    assert arrived.body("plain").splitlines() == ["Grüße", "."]
    assert arrived.body("html").strip() == "<p>Grüße</p>"


def test_mail_without_html_is_plain(office: PostOffice, anna: User) -> None:
    post(anna, headers={"X-Idea": "7"})
    outbox.deliver_due()
    message = office.received[0].message
    assert message.get_content_type() == "text/plain"
    assert message["X-Idea"] == "7"
    assert message["References"] is None


def test_mail_carries_an_appointment_that_calendars_take_over(office: PostOffice, anna: User) -> None:
    ics = "BEGIN:VCALENDAR\r\nSUMMARY:Gespräch\r\nEND:VCALENDAR\r\n"
    files = [outbox.calendar_file(ics), outbox.file("Übersicht.bin", b"\x00\xff", "application/x-test")]
    post(anna, attachments=files)
    outbox.deliver_due()
    arrived = office.received[0]
    calendar = next(p for p in arrived.message.walk() if p.get_content_type() == "text/calendar")
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_content().splitlines() == ics.splitlines()
    attached = {part.get_filename(): part.get_content() for part in arrived.message.iter_attachments()}
    assert attached == {"invite.ics": ics.encode(), "Übersicht.bin": b"\x00\xff"}


@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r", "\r\n ", "\x0b", "\x0c", "\x85", "\u2028", "\x00"])
def test_mail_gains_no_header_or_recipient_from_line_breaks(
    office: PostOffice, anna: User, newline: str
) -> None:
    evil = f"Idea{newline}Bcc: victim@example.com{newline}{newline}Body"
    files = [outbox.file(evil, b"x"), outbox.calendar_file("BEGIN:VCALENDAR", name=evil)]
    post(anna, subject=evil, text=evil, html=evil, headers={"X-Title": evil}, attachments=files)
    post(None, "address", address=f"anna@example.com{newline}Bcc: victim@example.com")
    outbox.deliver_due()
    (arrived,) = office.received
    assert arrived.recipients == ("anna@example.com",)
    assert arrived.message["Bcc"] is None
    assert arrived.message["Subject"] == "Idea Bcc: victim@example.com Body"
    assert "victim" not in OutgoingMail.objects.get(dedupe_key="key").address
    expected = {"Content-Type", "MIME-Version", "From", "To", "Subject", "Date", "Message-ID", "X-Title"}
    assert set(arrived.message.keys()) == expected | {"Auto-Submitted", "X-Auto-Response-Suppress"}


def test_mail_with_encoded_line_break_in_subject_gains_no_header(office: PostOffice, anna: User) -> None:
    evil = "=?utf-8?q?Idea=0D=0ABcc:_victim=40example.com?="
    post(anna, subject=evil)
    outbox.deliver_due()
    assert office.received[0].message["Subject"] == evil
    assert office.received[0].message["Bcc"] is None


def test_database_refuses_a_header_of_two_lines(anna: User) -> None:
    row = outbox.letter(to_user=anna, subject="s", text="t", kind="k", dedupe_key="d")
    row.subject = "two\nlines"
    with pytest.raises(IntegrityError, match="mail_one_line_headers"):
        outbox.post_many([row])


def test_stored_header_of_two_lines_is_never_sent(office: PostOffice, anna: User) -> None:
    mail = post(anna)
    OutgoingMail.objects.update(headers={"X-Title": "a\r\nBcc: victim@example.com"})
    outbox.deliver_due()
    assert office.received == []
    assert state_of(mail)[:2] == (State.QUEUED, 1)


@pytest.mark.parametrize("more", ["\r\nBcc: eve@example.com", "\r\n\r\nBuy this", "\n"])
def test_site_whose_name_has_two_lines_sends_no_mail_of_a_person(
    office: PostOffice, anna: User, settings: Any, more: str
) -> None:
    settings.DEFAULT_FROM_EMAIL, settings.SITE_NAME = "tell@example.com", f"Tell{more}"
    mail = post(anna, sender=Person("Claudia", "claudia@example.com"))
    outbox.deliver_due()
    assert office.received == []
    assert state_of(mail)[:2] == (State.QUEUED, 1)
    settings.SITE_NAME = "Tell"
    deliver_in(6)
    assert office.received[0].message["From"].addresses[0].display_name == "Claudia (Tell)"


@pytest.mark.parametrize("address", ["anna", "@example.com", "anna@", "a<b>@example.com", "änna@example.com"])
def test_mail_to_what_is_no_address_is_quarantined_and_others_go(
    office: PostOffice, anna: User, address: str
) -> None:
    mail = post(None, address=address)
    post(anna, "other")
    for after in (0, 6, 22, 53, 114):
        deliver_in(after)
    assert state_of(mail)[:2] == (State.QUARANTINED, 5)
    assert [arrived.recipients for arrived in office.received] == [("anna@example.com",)]


def test_mail_goes_to_an_address_with_umlaut_domain(office: PostOffice) -> None:
    post(None, address="anna@bücher.example")
    outbox.deliver_due()
    assert office.received[0].recipients == ("anna@xn--bcher-kva.example",)


# from a person --------------------------------------------------------------------------------------------------


class Person:
    """Whose mail it is."""

    def __init__(self, name: str, email: str | None) -> None:
        self.name, self.email = name, email


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Claudia Baumgart", "Claudia Baumgart (Tell)"),
        ("Gülcan Öztürk", "Gülcan Öztürk (Tell)"),
        ('Eve "the boss" O\'Brien, Dr.', 'Eve "the boss" O\'Brien, Dr. (Tell)'),
        ("=?utf-8?q?Somebody_else?=", "=?utf-8?q?Somebody_else?= (Tell)"),
        ("evil@example.org", "evil@example.org (Tell)"),
    ],
)
def test_mail_of_a_person_carries_their_name_and_the_sites_address(
    office: PostOffice, anna: User, name: str, shown: str
) -> None:
    post(anna, sender=Person(name, "claudia@example.com"))
    outbox.deliver_due()
    message = office.received[0].message
    (sender,) = message["From"].addresses
    (answers,) = message["Reply-To"].addresses
    assert (sender.display_name, sender.addr_spec) == (shown, "tell@example.com")
    assert (answers.display_name, answers.addr_spec) == (name.strip(), "claudia@example.com")


def test_long_name_is_folded_and_whole(office: PostOffice, anna: User) -> None:
    name = ("Łukasz " * 20).strip()
    post(anna, sender=Person(name, "claudia@example.com"))
    outbox.deliver_due()
    raw = message_from_bytes(office.received[0].raw)["From"]
    assert str(make_header(decode_header(raw))) == f"{name} (Tell) <tell@example.com>"
    assert max(map(len, raw.splitlines())) <= 78


@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r", "\x0b", "\x85", "\u2028", "\x00"])
def test_name_of_a_person_adds_no_header_and_no_recipient(
    office: PostOffice, anna: User, newline: str
) -> None:
    post(
        anna,
        sender=Person(f"Claudia{newline}Bcc: eve@example.com", f"c@example.com{newline}Cc: eve@example.com"),
    )
    outbox.deliver_due()
    (arrived,) = office.received
    assert arrived.recipients == ("anna@example.com",)
    assert arrived.message["Bcc"] is arrived.message["Cc"] is arrived.message["Reply-To"] is None
    assert arrived.message["From"].addresses[0].addr_spec == "tell@example.com"


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "nobody",
        "a@example.com, eve@example.com",
        "<eve@example.com>",
        "a,b@example.com",
        "ä@example.com",
    ],
)
def test_answers_go_nowhere_where_there_is_no_single_address(
    office: PostOffice, anna: User, address: str | None
) -> None:
    mail = post(anna, sender=Person("Claudia", address))
    outbox.deliver_due()
    assert state_of(mail) == (State.SENT, 1, "")
    assert office.received[0].message["Reply-To"] is None
    assert office.received[0].message["From"].addresses[0].display_name == "Claudia (Tell)"


def test_answers_reach_a_domain_that_is_not_ascii(office: PostOffice, anna: User) -> None:
    post(anna, sender=Person("Claudia", "c@bücher.example"))
    outbox.deliver_due()
    assert office.received[0].message["Reply-To"].addresses[0].addr_spec == "c@xn--bcher-kva.example"


def test_nobody_but_the_outbox_says_where_answers_go(anna: User) -> None:
    with pytest.raises(ValueError, match="Reply-To"):
        post(anna, headers={"Reply-To": "eve@example.com"})


@pytest.mark.parametrize("field", ["sender_name", "reply_to"])
def test_database_refuses_two_lines_in_what_names_a_person(anna: User, field: str) -> None:
    with pytest.raises(IntegrityError):
        OutgoingMail.objects.create(
            to_user=anna, address=anna.email, subject="S", kind="k", dedupe_key="k", **{field: "a\r\nBcc: b"}
        )
