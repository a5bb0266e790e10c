"""Documents: PDF, Office files and text, read as far as it takes to know that they are what they begin as.

They are kept as they came. Refused are macros, programs inside, bombs, and files that are two things at once.
"""

import codecs
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from django.utils.translation import gettext_lazy as _

from ideas.files.kinds import (
    ARCHIVE,
    DOCX,
    ODP,
    ODS,
    ODT,
    PDF,
    PPTX,
    TEXT,
    UNKNOWN,
    WEB_PAGE,
    XLSX,
    Kind,
    Unfit,
)

MARKUP = re.compile(
    rb"<\s*(!doctype|html|head|body|script|svg|iframe|object|embed|meta|link|style|img|form|base|\?xml)\b",
    re.IGNORECASE,
)
SNIFFED = 2048
"""So many bytes at the start are what a browser would guess from, and more."""
TAIL = 2048
CHUNK = 1024 * 1024

BROKEN = _("This file is damaged. Please save it again and send it once more.")
TWO_THINGS = _("This file is two kinds of file at once. Please save it again as a plain PDF or picture.")
ACTIVE = _("This PDF carries a program or another file. Please print it to PDF and send that.")
MACROS = _("This file carries macros or a program. Please save it without them, or as PDF.")
BOMB = _("This file unpacks to far more than it seems. We cannot take it.")

ACTIVE_NAMES = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia)\b")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")

MOST_PARTS = 3000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 200
MOST_OF_A_LIST = 1024 * 1024
PARTS: tuple[tuple[str, Kind], ...] = (
    ("word/document.xml", DOCX),
    ("xl/workbook.xml", XLSX),
    ("ppt/presentation.xml", PPTX),
)
OPEN_DOCUMENTS = {kind.content_type.encode(): kind for kind in (ODT, ODS, ODP)}
UNWANTED_PARTS = re.compile(
    r"vbaproject|macrosheets?/|/activex/|oleobject|^basic/|^scripts/|\.(exe|dll|js|vbs|bat|cmd|ps1|jar|hta|scr)$"
)
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How Office packs its parts; others take memory as the file demands it."""
DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError),
    *(EOFError, OSError, ValueError),
)
UNWANTED_WORDS = (b"macroenabled", b"attachedtemplate", b"vbaproject")


def pdf(file: IO[bytes], size: int) -> Kind:
    """A PDF from its first byte to its last, without anything that acts."""
    head, tail = _ends(file, size)
    if MARKUP.search(head):
        raise Unfit(TWO_THINGS)
    end = tail.rfind(b"%%EOF")
    if end < 0 or b"startxref" not in tail:
        raise Unfit(BROKEN)
    if tail[end + 5 :].strip(b"\r\n\t \0"):
        raise Unfit(TWO_THINGS)
    if _finds(file, ACTIVE_NAMES):
        raise Unfit(ACTIVE)
    return PDF


def _ends(file: IO[bytes], size: int) -> tuple[bytes, bytes]:
    file.seek(0)
    head = file.read(SNIFFED)
    file.seek(max(0, size - TAIL))
    return head, file.read(TAIL)


def _finds(file: IO[bytes], pattern: re.Pattern[bytes]) -> bool:
    """Whether it occurs, read piece by piece; names may hide behind #xx."""
    before = b""
    for piece in _pieces(file):
        window = before + piece
        if pattern.search(ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), window)):
            return True
        before = window[-64:]
    return False


def office(file: IO[bytes], size: int) -> Kind:
    """An Office file: a zip from its first byte to its last, without macros, that unpacks to what it says."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as packed:
            _check_parts(packed, size)
            kind = _kind_of(packed)
            _check_words(packed)
            return kind
    except DAMAGES as error:
        raise Unfit(BROKEN) from error


def _check_parts(packed: zipfile.ZipFile, size: int) -> None:
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unfit(BOMB)
    if any(part.file_size > MOST_RATIO * max(part.compress_size, 1024) for part in parts):
        raise Unfit(BOMB)
    if packed.comment or packed.start_dir + sum(_listed(part) for part in parts) + 22 < size - 98:
        raise Unfit(TWO_THINGS)
    if any(_leads_out(part.filename) or part.compress_type not in PACKINGS for part in parts):
        raise Unfit(BROKEN)
    if any(UNWANTED_PARTS.search(part.filename.lower()) for part in parts):
        raise Unfit(MACROS)


def _listed(part: zipfile.ZipInfo) -> int:
    """The bytes that a part takes in the list at the end."""
    return 46 + len(part.filename.encode()) + len(part.extra) + len(part.comment)


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in PurePosixPath(name).parts


def _kind_of(packed: zipfile.ZipFile) -> Kind:
    names = set(packed.namelist())
    if "[Content_Types].xml" in names:
        for part, kind in PARTS:
            if part in names:
                return kind
    if "mimetype" in names:
        said = _read(packed, "mimetype").strip()
        if said in OPEN_DOCUMENTS and "content.xml" in names:
            return OPEN_DOCUMENTS[said]
    raise Unfit(ARCHIVE)


def _check_words(packed: zipfile.ZipFile) -> None:
    """The lists of parts and of links name no macros and no template from elsewhere."""
    lists = ("[Content_Types].xml", "META-INF/manifest.xml", "word/_rels/settings.xml.rels")
    for name in set(packed.namelist()) & set(lists):
        said = _read(packed, name).lower()
        if any(word in said for word in UNWANTED_WORDS):
            raise Unfit(MACROS)


def _read(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as part:
        said = part.read(MOST_OF_A_LIST + 1)
    if len(said) > MOST_OF_A_LIST:
        raise Unfit(BOMB)
    return said


def text(file: IO[bytes]) -> Kind:
    """Plain text in UTF-8 or the old Western alphabet, without markup that a browser would run."""
    utf8 = True
    decoder = codecs.getincrementaldecoder("utf-8")()
    before = b""
    for piece in _pieces(file):
        if piece.translate(None, CONTROLS) != piece:
            raise Unfit(UNKNOWN)
        if MARKUP.search(before + piece):
            raise Unfit(WEB_PAGE)
        utf8 = utf8 and _reads_on(decoder, piece)
        before = piece[-64:]
    if not (utf8 and _reads_on(decoder, b"", final=True)) and not _is_western(file):
        raise Unfit(UNKNOWN)
    return TEXT


CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f")) + b"\x7f"


def _reads_on(decoder: codecs.IncrementalDecoder, piece: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return True


def _is_western(file: IO[bytes]) -> bool:
    """Mostly plain letters, as a list out of an old program has them."""
    return all(
        sum(byte > 127 for byte in piece) <= len(piece) / 5 and not set(piece) & UNUSED
        for piece in _pieces(file)
    )


UNUSED = set(b"\x81\x8d\x8f\x90\x9d")
"""Bytes that stand for no sign in the old Western alphabet."""


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(CHUNK):
        yield piece
