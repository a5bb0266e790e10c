"""Line breaks in whatever people can write into a mail: they add no header, no recipient and no second mail."""

import random
import re
from collections import Counter
from email import message_from_bytes, policy
from email.utils import getaddresses
from typing import Any

import pytest

from accounts.models import User
from ideas import outbox, workflow
from ideas.models import OutgoingMail
from ideas.outbox import envelope
from tests.book import QUICK
from tests.conftest import Proved
from tests.factories import make_cast, make_draft, owner_of
from tests.outbox.letters import post
from tests.post_office import PostOffice, Received

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(1800)]

SEED, VARIANTS, BY_THE_VERBS = 8, 500, 20
BREAKS = (
    *("\r\n", "\n", "\r", "\n\r", "\r\n ", "\r\n\t", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\0"),
    *("\u2028", "\u2029", "\u560d\u560a", "%0d%0a", "%E5%98%8A", "\\r\\n", "=0D=0A", "?=\r\n =?utf-8?q?"),
)
ADDED = (
    *(
        "Bcc: victim@example.com",
        "Cc: victim@example.com",
        "To: victim@example.com",
        "bcc:victim@example.com",
    ),
    *("Reply-To: victim@example.com", "From: victim@example.com", "Sender: victim@example.com"),
    *("Content-Type: text/html", "Resent-To: victim@example.com", "X-Evil: 1", "Subject: Other"),
    *(
        "\r\n<script>1</script>",
        ".\r\nMAIL FROM:<victim@example.com>\r\nRCPT TO:<victim@example.com>\r\nDATA",
    ),
    *(
        "\r\n.\r\nRSET\r\n",
        "victim@example.com",
        ", victim@example.com",
        "=?utf-8?q?=0D=0ABcc:_victim=40example.com?=",
    ),
)
OURS = Counter(
    (
        *("Content-Type", "MIME-Version", "From", "To", "Subject", "Date", "Message-ID", "X-Title"),
        *("Auto-Submitted", "X-Auto-Response-Suppress"),
    )
)
MAY_BE = {"Reply-To", "Content-Transfer-Encoding", "References", "In-Reply-To"}
MAY_BE |= {"List-Unsubscribe", "List-Unsubscribe-Post"}
FOLD = re.compile(r"\r?\n(?=[ \t])")
ADDRESSED = ("To", "Cc", "Bcc", "Resent-To", "From", "Sender", "Reply-To")


class Person:
    """Whose mail it is."""

    def __init__(self, name: str, email: str) -> None:
        self.name, self.email = name, email


def variants(n: int) -> list[str]:
    """Words with line breaks of all kinds and what could follow them."""
    chance = random.Random(SEED)
    return [
        f"Gate {chance.choice(BREAKS)}{chance.choice(ADDED)}{chance.choice(BREAKS)}{chance.choice(ADDED)}"
        for _n in range(n)
    ]


def named_in(value: Any) -> list[str]:
    """The addresses of a header as a mail program reads them: unfolded, before encoded words are decoded."""
    if hasattr(value, "addresses"):
        return [one.addr_spec for one in value.addresses]
    return [address for _name, address in getaddresses([FOLD.sub("", str(value))])]


def faults(arrived: Received, expected: Counter[str]) -> list[str]:
    """What a mail has that it should not: headers, recipients, a name that is an address."""
    found = []
    if len(arrived.recipients) != 1 or "victim" in arrived.recipients[0]:
        found.append(f"goes to {arrived.recipients}")
    for reader in (policy.default, policy.compat32):
        message: Any = message_from_bytes(arrived.raw, policy=reader)
        names = Counter(message.keys())
        more = {name for name in names - expected if name not in MAY_BE or names[name] > 1}
        found += [f"has {sorted(more)}"] if more else []
        addresses = [
            one for name in ADDRESSED for value in message.get_all(name, []) for one in named_in(value)
        ]
        found += [f"is addressed {addresses}"] if any("victim" in one for one in addresses) else []
    return found


def write(anna: User, n: int, evil: str) -> None:
    """A mail with these words in every place that takes words."""
    files = [outbox.file(evil, b"x"), outbox.calendar_file("BEGIN:VCALENDAR", name=evil)]
    post(
        anna,
        f"mail {n}",
        subject=evil,
        text=evil,
        html=evil,
        headers={"X-Title": evil},
        attachments=files,
        sender=Person(evil, f"c@example.com{evil[4:]}"),
    )


def write_by_the_verbs(evils: list[str]) -> None:
    """People of these names hand in ideas with these titles, and get and cause all mails of that."""
    cast = make_cast()
    for evil in evils:
        User.objects.filter(pk=cast.submitter.pk).update(name=evil[:150].replace("\0", ""))
        submitter = User.objects.get(pk=cast.submitter.pk)
        draft = make_draft(submitter, department=cast.logistics, title=evil[:150].replace("\0", ""))
        workflow.hand_in(draft, submitter)
        workflow.message(draft, owner_of(draft), text=evil.replace("\0", ""))


def arrived_with(office: PostOffice, anna: User, evils: list[str]) -> list[str]:
    """Sends them all; what was wrong with what arrived."""
    for n, evil in enumerate(evils):
        write(anna, n, evil)
    outbox.deliver_due()
    found = [fault for one in office.received for fault in faults(one, OURS)]
    ids = Counter(one.message_id for one in office.received)
    sent = OutgoingMail.objects.filter(state=OutgoingMail.State.SENT).count()
    if (len(ids), max(ids.values(), default=0)) != (sent, 1) or sent != len(evils):
        found.append(f"{sum(ids.values())} mails of {len(evils)} arrived, {sent} are sent")
    return found


def test_line_breaks_add_nothing(office: PostOffice, anna: User):
    assert arrived_with(office, anna, variants(30)) == []


def test_a_header_too_many_would_be_found(office: PostOffice, anna: User, monkeypatch: pytest.MonkeyPatch):
    right = envelope._headers
    monkeypatch.setattr(envelope, "_headers", lambda mail: right(mail) | {"Bcc": "victim@example.com"})
    found = arrived_with(office, anna, variants(1))
    assert "has ['Bcc']" in found
    assert "is addressed ['anna@example.com', 'victim@example.com', 'tell@example.com']" in found


@pytest.mark.proof
def test_line_breaks_in_500_variants_add_nothing(office: PostOffice, anna: User, proved: Proved):
    evils = variants(40 if QUICK else VARIANTS)
    assert arrived_with(office, anna, evils) == []
    before = len(office.received)
    write_by_the_verbs(evils[:: len(evils) // BY_THE_VERBS])
    outbox.deliver_due()
    more = office.received[before:]
    assert len(more) >= BY_THE_VERBS
    assert [fault for one in more for fault in faults(one, OURS)] == []
    proved(
        "S8",
        f"{len(evils)} variants (seed {SEED}) in subject, text, names, reply address, headers and file names, "
        f"{BY_THE_VERBS} of them by the verbs: {len(office.received)} mails arrived, "
        "0 added headers or recipients, one recipient each",
    )
