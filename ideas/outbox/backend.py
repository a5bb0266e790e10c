"""The e-mail backend: whatever Django or a library wants to mail becomes rows of the outbox. Opens no connection.

Sign-in codes, links and invitations come this way: first priority, of use for fifteen minutes, text wiped after
sending. Two headers of ours, taken off again, say otherwise: `X-Tell-Kind` (default "sign_in") and
`X-Tell-Expires-Minutes` (how long it is of use; 0 = always).
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from email.mime.base import MIMEBase
from typing import Any
from uuid import uuid4

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import get_language

from ideas import clock
from ideas.models import OutgoingMail
from ideas.outbox.posting import OURS, Priority, file, letter, post_many

KIND = "X-Tell-Kind"
EXPIRES = "X-Tell-Expires-Minutes"
SIGN_IN_MINUTES = 15


class OutboxBackend(BaseEmailBackend):
    """`EMAIL_BACKEND`: one row for each recipient, copies included."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Posts the messages; how many."""
        post_many(row for message in email_messages for row in _letters(message))
        return len(email_messages)


def _letters(message: EmailMessage) -> Iterator[OutgoingMail]:
    headers = {str(name): str(value) for name, value in message.extra_headers.items()}
    kind = headers.pop(KIND, "sign_in")
    expires_at = _expires_at(int(headers.pop(EXPIRES, SIGN_IN_MINUTES)))
    kept = {name: value for name, value in headers.items() if name.lower() not in OURS}
    for address in dict.fromkeys(message.recipients()):
        row = letter(
            address=address,
            subject=str(message.subject),
            text=str(message.body),
            html=_html(message),
            language=get_language() or "",
            kind=kind,
            dedupe_key=f"{kind}:{uuid4()}",
            priority=Priority.SIGN_IN,
            secret=True,
            headers=kept,
            attachments=[_file(item) for item in message.attachments],
            expires_at=expires_at,
        )
        row.reply_to = next(iter(message.reply_to), "")
        yield row


def _expires_at(minutes: int) -> datetime | None:
    return clock.now() + timedelta(minutes=minutes) if minutes else None


def _html(message: EmailMessage) -> str:
    kinds = {kind: str(content) for content, kind in getattr(message, "alternatives", [])}
    return kinds.get("text/html", "")


def _file(item: Any) -> dict[str, Any]:
    if isinstance(item, MIMEBase):
        content, kind = item.get_payload(decode=True), item.get_content_type()
        return file(item.get_filename() or "file", bytes(content), kind)
    name, content, kind = item
    return file(
        name or "file", content.encode() if isinstance(content, str) else content, kind or "text/plain"
    )
