"""Posting: rendered mails become rows, in the transaction of what they report. Sends nothing."""

import base64
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from ideas import clock, written
from ideas.models import OutgoingMail
from ideas.outbox.doorbell import kick

Priority = OutgoingMail.Priority
SUBJECT_LENGTH = 255
HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
OURS = {
    *("from", "to", "cc", "bcc", "sender", "subject", "date", "message-id", "in-reply-to", "references"),
    *("auto-submitted", "mime-version", "reply-to"),
}
"""Headers that only this package writes."""


def one_line(words: str) -> str:
    """The words without line breaks and control characters, which could add headers to a mail."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def _checked(headers: Mapping[str, str]) -> dict[str, str]:
    for name in headers:
        if not HEADER_NAME.fullmatch(name) or name.lower().startswith("content-") or name.lower() in OURS:
            raise ValueError(f"This header may not be set on a mail: {name!r}")
    return {name: one_line(value) for name, value in headers.items()}


def file(name: str, content: bytes, mimetype: str = "application/octet-stream") -> dict[str, Any]:
    """A file for `letter(attachments=...)`."""
    return {"name": one_line(name), "type": mimetype, "base64": base64.b64encode(content).decode()}


def calendar_file(ics: str, method: str = "REQUEST", name: str = "invite.ics") -> dict[str, Any]:
    """An appointment for `letter(attachments=...)`: calendars offer to take it over (REQUEST, CANCEL)."""
    return {"name": one_line(name), "type": "text/calendar", "method": method, "text": ics}


def letter(
    *,
    subject: str,
    text: str,
    kind: str,
    dedupe_key: str,
    to_user: Any = None,
    address: str | None = None,
    html: str = "",
    language: str = "",
    idea: Any = None,
    event: Any = None,
    news: str = "",
    obligatory: bool = False,
    secret: bool = False,
    priority: int = Priority.DUTY,
    headers: Mapping[str, str] | None = None,
    attachments: Sequence[dict[str, Any]] = (),
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
    sender: Any = None,
) -> OutgoingMail:
    """One rendered mail for `post_many`, not yet saved.

    It goes to `to_user` (checked once more when it is sent) or to a bare `address`; for somebody without an
    address it becomes a row that is held back with that reason. A `secret` text is wiped once the mail is sent
    or given up. An obligatory mail goes even if its reader may no longer see the idea; one with a kind of `news`
    does not, once its reader has switched that kind off. A `sender` is the person whose mail it is:
    it carries their name, and answers go to them.
    Raises ValueError for a header that is not for the caller to set.
    """
    mail = OutgoingMail(
        to_user=to_user,
        address=one_line(address or getattr(to_user, "email", None) or ""),
        language=language or getattr(to_user, "language", ""),
        subject=one_line(subject)[:SUBJECT_LENGTH],
        text=text.replace("\x00", ""),
        html=html.replace("\x00", ""),
        headers=_checked(headers or {}),
        attachments=list(attachments),
        kind=kind,
        news=news,
        obligatory=obligatory,
        secret=secret,
        idea=idea,
        event=event,
        dedupe_key=dedupe_key,
        priority=priority,
        next_try_at=not_before or clock.now(),
        expires_at=expires_at,
        sender_name=one_line(sender.name) if sender else "",
        reply_to=one_line(sender.email or "") if sender else "",
    )
    return mail if mail.address else _without_address(mail)


def _without_address(mail: OutgoingMail) -> OutgoingMail:
    mail.state, mail.error = OutgoingMail.State.WITHHELD, OutgoingMail.Reason.NO_ADDRESS
    if mail.secret:
        mail.text, mail.html, mail.attachments = "", "", []
    return mail


def post_many(letters: Iterable[OutgoingMail]) -> None:
    """Puts mails into the outbox, in one statement and in the caller's transaction.

    One whose `dedupe_key` is there already is left out silently. Once the transaction is committed the
    workers are told; nothing else happens.
    """
    rows = list(letters)
    if not rows:
        return
    written.add_those_new(rows)
    transaction.on_commit(kick, robust=True)


def post(**parts: Any) -> None:
    """Puts one mail into the outbox; takes what `letter` takes."""
    post_many([letter(**parts)])
