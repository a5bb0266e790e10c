"""Sign-in mail: rows of first priority that are of use for a while and wiped after sending."""

from datetime import timedelta
from email.mime.image import MIMEImage
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail

from ideas import clock, outbox
from ideas.models import OutgoingMail
from tests.outbox.letters import State, state_of
from tests.post_office import PostOffice

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_backend(settings: Any, office: PostOffice) -> None:
    settings.EMAIL_BACKEND = "ideas.outbox.OutboxBackend"


@pytest.mark.usefixtures("as_backend")
def test_sign_in_mail_becomes_a_row_of_first_priority_and_is_wiped_after_sending(office: PostOffice) -> None:
    now = clock.now()
    with clock.at(now):
        assert send_mail("Code", "123456", None, ["anna@example.com"], html_message="<b>123456</b>") == 1
    mail = OutgoingMail.objects.get()
    assert office.received == []
    assert (mail.priority, mail.expires_at) == (0, now + timedelta(minutes=15))
    assert (mail.kind, mail.language, mail.to_user) == ("sign_in", "en", None)
    outbox.deliver_due()
    assert state_of(mail)[0] == State.SENT
    assert (mail.text, mail.html) == ("", "")
    (arrived,) = office.received
    assert arrived.body("plain").strip() == "123456"
    assert arrived.body("html").strip() == "<b>123456</b>"


@pytest.mark.usefixtures("as_backend")
def test_sign_in_mail_refused_for_good_is_wiped_and_not_tried_again(office: PostOffice) -> None:
    office.answers["data"][""] = ["550 no"]
    send_mail("Code", "123456", None, ["anna@example.com"])
    outbox.deliver_due()
    mail = OutgoingMail.objects.get()
    assert (mail.state, mail.text) == (State.QUARANTINED, "")
    assert outbox.try_again([mail.pk]) == 0


@pytest.mark.usefixtures("as_backend")
def test_backend_makes_one_row_a_recipient_and_keeps_what_the_message_has(office: PostOffice) -> None:
    message = EmailMultiAlternatives(
        "Invitation",
        "Come",
        to=["a@example.com", "b@example.com"],
        bcc=["b@example.com"],
        reply_to=["office@example.com"],
        headers={"X-Tell-Kind": "invitation", "X-Tell-Expires-Minutes": "0", "X-Kept": "1", "From": "x@evil"},
    )
    message.attach("note.txt", "Grüße", "text/plain")
    message.attach("data", b"\x00")
    message.send()
    rows = OutgoingMail.objects.order_by("address")
    assert [(row.address, row.kind, row.expires_at) for row in rows] == [
        ("a@example.com", "invitation", None),
        ("b@example.com", "invitation", None),
    ]
    outbox.deliver_due()
    assert sorted(arrived.recipients for arrived in office.received) == [
        ("a@example.com",),
        ("b@example.com",),
    ]
    arrived = office.received[0].message
    assert (arrived["Reply-To"], arrived["X-Kept"], arrived["From"]) == (
        "office@example.com",
        "1",
        "Tell <tell@example.com>",
    )
    assert [part.get_filename() for part in arrived.iter_attachments()] == ["note.txt", "data"]


@pytest.mark.usefixtures("as_backend")
def test_backend_takes_ready_made_attachments(office: PostOffice) -> None:
    message = EmailMultiAlternatives("Picture", "See", to=["a@example.com"])
    message.attach(MIMEImage(b"\x89PNG", _subtype="png", name="picture.png"))
    message.send()
    outbox.deliver_due()
    (part,) = office.received[0].message.iter_attachments()
    assert (part.get_content_type(), part.get_content()) == ("image/png", b"\x89PNG")
