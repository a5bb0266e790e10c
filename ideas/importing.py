"""Ideas from a CSV file: each row goes in by the same verb as the page, once by its external_id.

Reads and judges rows; hands in. Prints nothing: the command does.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from accounts.models import Department, Topic, User
from ideas import clock, notifications, workflow
from ideas.models import Idea
from ideas.rules import Refused

COLUMNS = ("external_id", "title", "text", "source_url")
MORE = ("submitter", "department", "topic", "submitted_at")
LONGEST = {"external_id": 64, "title": 150, "text": 20_000, "source_url": 500}


class BadFile(Exception):
    """The file as a whole cannot be read."""


class BadRow(Exception):
    """One row cannot be taken; the reason is for whoever made the file."""


@dataclass
class Tally:
    """What became of the rows; `refused` by line number with the reason."""

    imported: int = 0
    already: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def read(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows with their line numbers. Raises BadFile for what is no CSV in UTF-8 with the columns needed.

    A row whose bytes are not UTF-8 is kept with the mark of its fault and refused later, the others go in.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadFile(_("The file cannot be read: %(why)s") % {"why": error.strerror}) from error
    text = raw.decode("utf-8-sig", errors="surrogateescape")
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
    if missing:
        raise BadFile(_("Columns are missing: %(names)s") % {"names": ", ".join(missing)})
    try:
        return [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise BadFile(
            _("Line %(line)s is no CSV: %(why)s") % {"line": reader.line_num, "why": error}
        ) from error


def take(
    rows: list[tuple[int, dict[str, str]]], *, actor: User, stand_in: User, dry_run: bool = False
) -> Iterator[Tally]:
    """Hands the rows in, one transaction each, and yields the tally after each.

    `actor` imports; `stand_in` is the submitter of rows without one, marked as handed in on their behalf. Receipts of
    one import to one person are gathered into one mail.
    """
    tally, desk = Tally(), _Desk(actor, stand_in)
    with notifications.gathering():
        for line, row in rows:
            try:
                _count(tally, desk.take(row, dry_run=dry_run))
            except (BadRow, Refused) as refusal:
                tally.refused.append((line, str(refusal)))
            yield tally


def _count(tally: Tally, is_new: bool) -> None:
    if is_new:
        tally.imported += 1
    else:
        tally.already += 1


class _Desk:
    """Looks rows up against what is known: people, departments, topics, and what came in before."""

    def __init__(self, actor: User, stand_in: User) -> None:
        self.actor, self.stand_in = actor, stand_in
        self.departments = {d.name.casefold(): d for d in Department.objects.all()}
        self.topics = {key: t for t in Topic.objects.all() for key in (t.slug.casefold(), t.name.casefold())}
        self.known = set(Idea.objects.exclude(external_id=None).values_list("external_id", flat=True))

    def take(self, row: dict[str, str], *, dry_run: bool) -> bool:
        """Hands one row in; False when it is there already. Raises BadRow or Refused."""
        cells = _cells(row)
        if cells["external_id"] in self.known:
            return False
        submitter = self._submitter(cells["submitter"])
        draft = Idea(
            submitter=self.actor,
            title=cells["title"],
            text=cells["text"],
            external_id=cells["external_id"],
            source_url=cells["source_url"],
            department=_named(self.departments, cells["department"], _("unknown department: %(name)s")),
            topic=_named(self.topics, cells["topic"], _("unknown topic: %(name)s")),
            visibility=settings.DEFAULT_VISIBILITY,
            created_at=_moment(cells["submitted_at"]) or clock.now(),
        )
        self.known.add(cells["external_id"])
        if not dry_run:
            try:
                workflow.hand_in(draft, self.actor, on_behalf_of=submitter)
            except IntegrityError:
                return False
        return True

    def _submitter(self, name: str) -> User:
        if not name:
            return self.stand_in
        found = User.objects.active().known_as(name).first()
        if found is None:
            raise BadRow(_("unknown person: %(name)s") % {"name": name})
        return found


def _cells(row: dict[str, str]) -> dict[str, str]:
    if None in row or None in row.values():
        raise BadRow(_("the number of cells is not that of the header"))
    cells = {name: row.get(name, "").strip() for name in (*COLUMNS, *MORE)}
    for name, value in cells.items():
        if any("\ud800" <= char <= "\udfff" for char in value):
            raise BadRow(_("%(column)s is not encoded in UTF-8") % {"column": name})
        if "\x00" in value:
            raise BadRow(_("%(column)s contains a character that no text has") % {"column": name})
        if len(value) > LONGEST.get(name, 254):
            raise BadRow(_("%(column)s is too long: %(n)s characters") % {"column": name, "n": len(value)})
    for name in ("external_id", "text"):
        if not cells[name]:
            raise BadRow(_("%(column)s is empty") % {"column": name})
    if cells["source_url"]:
        _check_url(cells["source_url"])
    return cells


def _check_url(value: str) -> None:
    try:
        URLValidator(schemes=["http", "https"])(value)
    except ValidationError as error:
        raise BadRow(_("source_url is no web address")) from error


def _named(known: dict[str, Any], name: str, unknown: str) -> Any:
    if not name:
        return None
    if name.casefold() not in known:
        raise BadRow(unknown % {"name": name})
    return known[name.casefold()]


def _moment(value: str) -> datetime | None:
    """A date or a moment in ISO 8601, not in the future; without a zone it is local."""
    if not value:
        return None
    try:
        day = parse_date(value) if len(value) == len("2026-01-05") else None
        moment = parse_datetime(f"{day}T12:00" if day else value)
    except ValueError:
        moment = None
    if moment is None:
        raise BadRow(_("submitted_at is no date: %(value)s") % {"value": value})
    moment = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))
    if moment > clock.now():
        raise BadRow(_("submitted_at lies in the future"))
    return moment
