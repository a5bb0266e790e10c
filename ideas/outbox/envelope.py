"""The form of a mail on the wire: one recipient, text and HTML, threaded by idea. Knows no SMTP."""

import base64
from email import policy
from email.charset import QP, Charset
from email.encoders import encode_base64
from email.header import Header
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.encoding import punycode

from ideas.models import OutgoingMail

WIRE = policy.compat32.clone(linesep="\r\n")
UTF8 = Charset("utf-8")
UTF8.body_encoding = QP


def sender() -> str:
    """The bare address that mails come from."""
    return bare(parseaddr(settings.DEFAULT_FROM_EMAIL)[1])


def bare(address: str) -> str:
    """An address as SMTP wants it, with a domain in ASCII. Raises ValueError for what is none."""
    person, at, domain = address.rpartition("@")
    if not (person and at and domain) or any(c.isspace() or c in "<>" for c in address):
        raise ValueError(f"This is no e-mail address: {address!r}")
    return f"{person}@{punycode(domain)}"


def message_id(mail: OutgoingMail) -> str:
    """The same for every attempt, so that a copy too many is recognised."""
    return f"<{mail.pk}@{_domain()}>"


def compose(mail: OutgoingMail) -> bytes:
    """The whole mail as it goes over the wire. Raises ValueError if it has no form."""
    message = _body(mail)
    message["From"] = _addressed(_sender_name(mail), sender())  # type: ignore[assignment]  # as above
    if mail.reply_to and is_address(mail.reply_to):
        message["Reply-To"] = _addressed(mail.sender_name, bare(mail.reply_to))  # type: ignore[assignment]
    for name, value in (_headers(mail) | mail.headers).items():
        message[name] = _encoded(value)  # type: ignore[assignment]  # a Header is right, the stub says str
    return message.as_bytes(policy=WIRE)


def is_address(address: str) -> bool:
    """Whether it is one address, and nothing besides that could be read as more."""
    try:
        validate_email(address)
        return bare(address).isascii()
    except (ValidationError, ValueError):
        return False


def _sender_name(mail: OutgoingMail) -> str:
    """Ours; for a mail of a person theirs, with ours behind it, as the address stays the site's."""
    ours = parseaddr(settings.DEFAULT_FROM_EMAIL)[0] or settings.SITE_NAME
    return f"{mail.sender_name} ({ours})" if mail.sender_name else parseaddr(settings.DEFAULT_FROM_EMAIL)[0]


def _addressed(name: str, address: str) -> str | Header:
    """A name and its address; what is not plain ASCII, or could be read as an encoded word, is encoded."""
    if "\r" in name or "\n" in name:
        raise ValueError(f"A header has one line: {name!r}")
    if name.isascii() and "=?" not in name:
        return formataddr((name, address))
    coded = Header(name, "utf-8", header_name="Reply-To")
    coded.append(f"<{address}>", "us-ascii")
    return coded


def _domain() -> str:
    return sender().rpartition("@")[2]


def _headers(mail: OutgoingMail) -> dict[str, str]:
    headers = {
        "To": bare(mail.address),
        "Subject": mail.subject,
        "Date": format_datetime(mail.created_at),
        "Message-ID": message_id(mail),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if mail.idea is not None:
        thread = f"<idea.{mail.idea.public_id}@{_domain()}>"
        headers |= {"In-Reply-To": thread, "References": thread}
    return headers


def _encoded(value: str) -> str | Header:
    """The value of a header; what could be read as an encoded word, or is not ASCII, is encoded."""
    if "\r" in value or "\n" in value:
        raise ValueError(f"A header has one line: {value!r}")
    return value if value.isascii() and "=?" not in value else Header(value, "utf-8")


def _body(mail: OutgoingMail) -> Message:
    calendars = [item for item in mail.attachments if "method" in item]
    parts: list[Message] = [_text(mail.text, "plain")]
    parts += [_text(mail.html, "html")] if mail.html else []
    parts += [_text(item["text"], "calendar", method=item["method"]) for item in calendars]
    body = parts[0] if len(parts) == 1 else _multipart("alternative", mail, parts)
    if mail.attachments:
        body = _multipart("mixed", mail, [body, *map(_file, mail.attachments)])
    return body


def _multipart(kind: str, mail: OutgoingMail, parts: list[Message]) -> Message:
    """Parts in one; their boundary cannot stand in any, since neither of our encodings writes "=_"."""
    whole = MIMEMultipart(kind, boundary=f"=_{kind}.{mail.pk.hex}")
    for part in parts:
        whole.attach(part)
    return whole


def _text(words: str, kind: str, **parameters: str) -> Message:
    part = MIMEText(words, kind, UTF8)  # type: ignore[arg-type]  # a Charset is right, the stub says str
    for name, value in parameters.items():
        part.set_param(name, value)
    return part


def _file(item: dict[str, Any]) -> Message:
    kind, _slash, detail = ("application/ics" if "method" in item else item["type"]).partition("/")
    part = MIMEBase(kind, detail)
    part.set_payload(item["text"].encode() if "text" in item else base64.b64decode(item["base64"]))
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", item["name"]))
    return part
