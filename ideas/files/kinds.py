"""What a file is, by its first bytes: never by its name, never by what the browser says."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class Unfit(ValidationError):
    """A file that is not taken; says why, in a sentence for the person who sent it."""


@dataclass(frozen=True)
class Kind:
    """A kind of file: its content type and the endings of its names, the usual one first."""

    content_type: str
    endings: tuple[str, ...]


OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."

JPEG = Kind("image/jpeg", ("jpg", "jpeg"))
PNG = Kind("image/png", ("png",))
WEBP = Kind("image/webp", ("webp",))
PDF = Kind("application/pdf", ("pdf",))
TEXT = Kind("text/plain", ("txt", "csv", "md", "log"))
DOCX = Kind(f"{OFFICE}wordprocessingml.document", ("docx",))
XLSX = Kind(f"{OFFICE}spreadsheetml.sheet", ("xlsx",))
PPTX = Kind(f"{OFFICE}presentationml.presentation", ("pptx",))
ODT = Kind(f"{OPEN}text", ("odt",))
ODS = Kind(f"{OPEN}spreadsheet", ("ods",))
ODP = Kind(f"{OPEN}presentation", ("odp",))

UNKNOWN = _("We cannot take this kind of file. Send a picture, a PDF, a text or an Office file.")
PHONE = _("Your phone saved this picture as HEIC. Please send it as JPEG: a screenshot of it will do.")
OLD_OFFICE = _(
    "This is an old or protected Office file. Save it as docx, xlsx, pptx or PDF, without a password."
)
ARCHIVE = _("We take no packed files. Please send what is in it, one by one.")
PROGRAM = _("This is a program. We take pictures, PDF, text and Office files.")
WEB_PAGE = _("This is a web page or a drawing in code. Send a picture of it, or a PDF.")

REFUSED: tuple[tuple[bytes, Any], ...] = (
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\xfe\xed\xfa", PROGRAM),
    (b"#!", PROGRAM),
    (b"\xd0\xcf\x11\xe0", OLD_OFFICE),
    (b"\x1f\x8b", ARCHIVE),
    (b"Rar!", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"BZh", ARCHIVE),
    (b"\xfd7zXZ", ARCHIVE),
)
"""First bytes of what many people try, and the sentence that says what to do instead."""
HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


def family(head: bytes) -> str:
    """The family by the first bytes: "picture", "pdf", "archive", or "text" for what has yet to be read as such.

    Raises `Unfit` for what is known and not taken.
    """
    for mark, reason in REFUSED:
        if head.startswith(mark):
            raise Unfit(reason)
    if head[4:8] == b"ftyp" and head[8:12] in HEIC:
        raise Unfit(PHONE)
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")):
        return "picture"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "picture"
    if head.startswith(b"%PDF-"):
        return "pdf"
    return "archive" if head.startswith(b"PK\x03\x04") else "text"
