"""A staff list as a personnel department's program writes it: bytes to named cells. Asks no table.

Finds out encoding, separator and columns by itself. Each line of the file stands for itself: a quotation mark that is
never closed spoils its own line and swallows none after it.
"""

import csv
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

MOST_BYTES = 50_000_000
SEPARATORS = ";,\t"
NEEDED = ("personnel_number", "name")
HEADERS = {
    "personnel_number": (
        *(
            "personnel number",
            "personnel no",
            "employee number",
            "employee no",
            "employee id",
            "staff number",
        ),
        *("staff id", "Personalnummer", "Personalnr", "Pers.-Nr.", "Mitarbeiternummer", "Stammnummer"),
    ),
    "name": ("name", "full name", "display name", "vollständiger Name", "Anzeigename", "Mitarbeiter"),
    "first_name": ("first name", "given name", "Vorname", "Rufname"),
    "last_name": ("last name", "family name", "surname", "Nachname", "Familienname", "Zuname"),
    "email": ("e-mail", "e-mail address", "mail", "mail address", "E-Mail-Adresse", "Mailadresse"),
    "department": ("department", "unit", "Abteilung", "Bereich", "Organisationseinheit"),
    "manager": (
        *("manager", "line manager", "supervisor", "reports to", "manager number", "line manager number"),
        *("Vorgesetzte", "Vorgesetzter", "Vorgesetzte/r", "Vorgesetzte:r", "Führungskraft"),
        *("Personalnummer Führungskraft", "Personalnummer Vorgesetzter"),
    ),
    "language": ("language", "Sprache"),
    "phone": ("phone", "telephone", "phone number", "Telefon", "Telefonnummer", "Durchwahl", "Tel."),
    "start_date": ("start", "start date", "entry date", "hire date", "Eintritt", "Eintrittsdatum", "Beginn"),
    "end_date": ("end", "end date", "exit date", "leaving date", "Austritt", "Austrittsdatum", "Ende"),
}


class BadFile(Exception):
    """The file as a whole cannot be read."""


@dataclass
class Sheet:
    """The lines with their numbers and named cells, those that are no line of a table, and columns of no use."""

    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    unreadable: list[tuple[int, str]] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)


def read(source: Path | bytes) -> Sheet:
    """The list with its cells trimmed. Raises BadFile for what is no table with number and name."""
    lines = [
        (n, line)
        for n, line in enumerate(re.split("\r\n|\r|\n", decoded(bytes_of(source))), 1)
        if line.strip('\ufeff;,\t "')
    ]
    separator = ""
    if lines and (told := re.fullmatch(r"sep=(.)", lines[0][1].strip(), re.I)):
        separator, lines = told[1], lines[1:]
    if not lines:
        raise BadFile(_("The file is empty."))
    separator = separator or separator_of(lines[0][1])
    return table(lines[0][1], lines[1:], separator)


def bytes_of(source: Path | bytes) -> bytes:
    """The bytes, within reason. Raises BadFile."""
    if isinstance(source, Path):
        try:
            with source.open("rb") as file:
                source = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise BadFile(_("The file cannot be read: %(why)s") % {"why": error.strerror}) from error
    if len(source) > MOST_BYTES:
        raise BadFile(_("The file is larger than any list of people."))
    if source.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadFile(_("This is a workbook. Save it as CSV."))
    return source


def decoded(raw: bytes) -> str:
    """The text: by its mark, else as UTF-8 where any line beyond ASCII is that, else as Windows writes it (cp1252).

    A line of a UTF-8 file that is none keeps the mark of its fault (a lone surrogate) and is refused later.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    beyond = [line for line in raw.splitlines() if not line.isascii()]
    if raw.startswith(b"\xef\xbb\xbf") or not beyond or any(is_utf8(line) for line in beyond):
        return raw.decode("utf-8-sig", errors="surrogateescape")
    return raw.decode("cp1252", errors="surrogateescape")


def is_utf8(line: bytes) -> bool:
    """Whether the bytes are UTF-8."""
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def separator_of(header: str) -> str:
    """What most often stands between the columns, outside of quotation marks."""
    bare = re.sub(r'"[^"]*"', "", header)
    return max(SEPARATORS, key=bare.count)


def table(header: str, lines: list[tuple[int, str]], separator: str) -> Sheet:
    """Each line under the names of its columns. Raises BadFile for a header that will not do."""
    names = cells_of(header, separator)
    columns = columns_of(names or [])
    sheet = Sheet(ignored=[n for n, column in zip(names or [], columns, strict=True) if not column and n])
    sheet.columns = [column for column in columns if column]
    for number, line in lines:
        cells = cells_of(line, separator)
        if cells is None:
            sheet.unreadable.append((number, _("a quotation mark is not closed, or stands where none may")))
        elif len(cells) < len(names or []) or any(cells[len(names or []) :]):
            sheet.unreadable.append((number, _("the number of cells is not that of the header")))
        else:
            sheet.rows.append((number, {c: v for c, v in zip(columns, cells, strict=False) if c}))
    return sheet


def cells_of(line: str, separator: str) -> list[str] | None:
    """The cells of one line, trimmed; None where it is no line of a table."""
    try:
        rows = list(csv.reader([line], delimiter=separator, strict=True))
    except csv.Error:
        return None
    return [cell.strip() for cell in rows[0]] if rows else []


def columns_of(names: list[str]) -> list[str]:
    """What each column holds, empty for one that is of no use here. Raises BadFile."""
    columns = [KNOWN.get(plain(name), "") for name in names]
    twice = [column for column, n in Counter(filter(None, columns)).items() if n > 1]
    if twice:
        raise BadFile(_("Columns stand there twice: %(names)s") % {"names": ", ".join(twice)})
    given = set(columns) | ({"name"} if {"first_name", "last_name"} <= set(columns) else set())
    missing = [name for name in NEEDED if name not in given]
    if missing:
        raise BadFile(_("Columns are missing: %(names)s") % {"names": ", ".join(missing)})
    return columns


def plain(name: str) -> str:
    """A header without case, accents, spaces and signs, so that "E-Mail" and "e_mail" are one."""
    apart = unicodedata.normalize("NFKD", name.replace("ß", "ss").casefold())
    return "".join(c for c in apart if c.isalnum())


KNOWN = {plain(header): column for column, headers in HEADERS.items() for header in (column, *headers)}
