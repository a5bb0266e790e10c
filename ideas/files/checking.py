"""Whether a file may come in, and what is kept of it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from ideas.files import documents, pictures
from ideas.files.kinds import Kind, Unfit, family
from ideas.files.names import cleaned

ACCEPTED = "image/jpeg,image/png,image/webp,image/gif,.pdf,.txt,.csv,.docx,.xlsx,.pptx,.odt,.ods,.odp"
"""What a browser offers to choose from; iPhones turn their pictures into JPEG where HEIC is not named."""
HEAD = 64


@dataclass(frozen=True)
class Ready:
    """A file that may be kept: checked, cleaned, a picture made anew. `small` is the picture in small, WebP."""

    name: str
    content_type: str
    content: File
    size: int
    sha256: str
    width: int | None = None
    height: int | None = None
    small: bytes = b""


def check(sent: Any) -> Ready:
    """The file as it may be kept, by its content alone; raises `Unfit`, a ValidationError, with the reason."""
    _check_size(sent)
    file: IO[bytes] = sent.file
    file.seek(0)
    kind = family(file.read(HEAD))
    if kind == "picture":
        return _picture(sent.name, file)
    return _document(sent, DOCUMENTS[kind](file, sent.size))


def _check_size(sent: Any) -> None:
    if not sent.size:
        raise Unfit(_("This file is empty."))
    if sent.size > settings.FILE_MAX_BYTES:
        most = filesizeformat(settings.FILE_MAX_BYTES)
        raise Unfit(_("This file is larger than %(most)s. Please send a smaller one.") % {"most": most})


DOCUMENTS: dict[str, Callable[[IO[bytes], int], Kind]] = {
    "pdf": documents.pdf,
    "archive": documents.office,
    "text": lambda file, _size: documents.text(file),
}


def _picture(name: str, file: IO[bytes]) -> Ready:
    made = pictures.remade(file)
    return Ready(
        name=cleaned(name, made.kind.endings, _("picture")),
        content_type=made.kind.content_type,
        content=ContentFile(made.content),
        size=len(made.content),
        sha256=hashlib.sha256(made.content).hexdigest(),
        width=made.width,
        height=made.height,
        small=made.small,
    )


def _document(sent: Any, kind: Kind) -> Ready:
    sent.file.seek(0)
    digest = hashlib.file_digest(sent.file, "sha256").hexdigest()
    name = cleaned(sent.name, kind.endings, _("file"))
    return Ready(name, kind.content_type, sent, sent.size, digest)


def portrait(sent: Any) -> bytes:
    """A picture of a person as it is kept: square, small, without anything but what one sees. Raises `Unfit`."""
    _check_size(sent)
    sent.file.seek(0)
    if family(sent.file.read(HEAD)) != "picture":
        raise Unfit(_("This is no picture that we can read. Choose a JPEG or PNG."))
    return pictures.portrait(sent.file)
