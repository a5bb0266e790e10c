"""What must be in a backup, and whether it is: read, written and compared without any database.

The seal and the sums find what a disk, a transport or a mistake has changed. They do not prove who made a backup:
restore only what you have made yourself, for a dump is a program that PostgreSQL runs.
"""

import hashlib
import json
import stat
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from ideas import clock, files

TOOL = "tell"
FORMAT = 1
MANIFEST = "manifest.json"
DUMP = "database.dump"
FILES = "files"
AHEAD = timedelta(hours=1)
"""How far another machine's clock may be ahead of ours."""


class NotGood(Exception):
    """A backup that must not be used, or a database that must not be written; the message says the repair."""


class Part(NamedTuple):
    """One file of a backup: its length and what it was when it was written."""

    bytes: int
    sha256: str


class Table(NamedTuple):
    """What a table held: rows, and a sum over all of their values that does not depend on their order."""

    rows: int
    sum: str


@dataclass
class Manifest:
    """What a backup says of itself."""

    made_at: datetime
    version: str
    postgres: str
    database: str
    migrations: dict[str, list[str]]
    tables: dict[str, Table]
    parts: dict[str, Part] = field(default_factory=dict)
    lacking: list[str] = field(default_factory=list)
    """Files that rows name and that were not there any more when the backup was made."""

    @property
    def postgres_major(self) -> int:
        """The major version of the PostgreSQL it comes from."""
        return int(self.postgres.split(".", 1)[0])

    @property
    def size(self) -> int:
        """Bytes of all parts."""
        return sum(part.bytes for part in self.parts.values())

    @property
    def files(self) -> list[str]:
        """The names of people's files, as the storage knows them."""
        return [name.removeprefix(f"{FILES}/") for name in self.parts if name != DUMP]


def write(folder: Path, manifest: Manifest) -> None:
    """Puts the manifest, sealed, beside the parts."""
    told: dict[str, Any] = {"tool": TOOL, "format": FORMAT, **asdict(manifest)}
    told["made_at"] = manifest.made_at.isoformat()
    told["tables"] = {name: table._asdict() for name, table in sorted(manifest.tables.items())}
    told["parts"] = {name: part._asdict() for name, part in sorted(manifest.parts.items())}
    text = json.dumps({**told, "seal": _seal(told)}, indent=1)
    (folder / MANIFEST).write_text(f"{text}\n")


def read(folder: Path) -> Manifest:
    """The manifest of a backup; raises NotGood where it is none of ours, of another form, or was changed."""
    try:
        told = json.loads((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        raise NotGood(
            f"{folder} holds no {MANIFEST}: name the folder that `manage.py backup` made."
        ) from None
    except (OSError, ValueError) as fault:
        raise NotGood(f"{MANIFEST} cannot be read ({fault}): take another backup.") from None
    if not isinstance(told, dict) or told.get("tool") != TOOL:
        raise NotGood(f"{MANIFEST} was not made by `manage.py backup`: name a folder that was.")
    if told.get("format") != FORMAT:
        raise NotGood(
            f"The backup has form {told.get('format')!r}, this version reads {FORMAT}: "
            f"use the version that made it ({told.get('version')})."
        )
    if told.pop("seal", "") != _seal(told):
        raise NotGood(f"{MANIFEST} was changed since it was made: take another backup.")
    return _understood(told)


def _understood(told: dict[str, Any]) -> Manifest:
    try:
        return Manifest(
            made_at=datetime.fromisoformat(told["made_at"]),
            version=str(told["version"]),
            postgres=str(told["postgres"]),
            database=str(told["database"]),
            migrations={app: list(names) for app, names in told["migrations"].items()},
            tables={name: Table(int(one["rows"]), str(one["sum"])) for name, one in told["tables"].items()},
            parts={name: Part(int(one["bytes"]), str(one["sha256"])) for name, one in told["parts"].items()},
            lacking=list(told["lacking"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise NotGood(f"{MANIFEST} lacks something ({fault!r}): take another backup.") from None


def _seal(told: dict[str, Any]) -> str:
    """A sum over all that the manifest says, whatever its spacing."""
    plain = json.dumps(told, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def part_of(path: Path) -> Part:
    """Length and sum of a file."""
    with path.open("rb") as file:
        return Part(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def faults(folder: Path, *, older_than: timedelta | None = None) -> list[str]:
    """Everything that is wrong with a backup, a line each; none where it may be trusted. Reads all of its bytes."""
    try:
        manifest = read(folder)
    except NotGood as fault:
        return [str(fault)]
    return [
        *_about_the_time(manifest, older_than),
        *_about_what_it_holds(manifest),
        *_about_the_parts(folder, manifest),
        *_about_the_rest(folder, manifest),
    ]


def _about_the_time(manifest: Manifest, older_than: timedelta | None) -> Iterator[str]:
    age = clock.now() - manifest.made_at
    if age < -AHEAD:
        yield f"It says that it was made at {manifest.made_at:%Y-%m-%d %H:%M} UTC, which is yet to come."
    if older_than is not None and age > older_than:
        hours = int(age.total_seconds() // 3600)
        yield f"It is stale: {hours} hours old. See why the job that makes backups did not run."


def _about_what_it_holds(manifest: Manifest) -> Iterator[str]:
    if DUMP not in manifest.parts:
        yield f"It names no {DUMP}: there is no database in it."
    if not manifest.tables.get("accounts_user", Table(0, "")).rows:
        yield "It is empty: it holds nobody who could sign in."


def _about_the_parts(folder: Path, manifest: Manifest) -> Iterator[str]:
    for name, told in manifest.parts.items():
        if not is_ours(name):
            yield f"{name!r} is no name of a part: somebody has put it there."
            continue
        path = folder / name
        if any(step.is_symlink() for step in (path, *path.parents) if step.is_relative_to(folder)):
            yield f"{name} is a link: parts are plain files."
        elif not path.is_file():
            yield f"{name} is missing."
        elif path.stat().st_size != told.bytes:
            yield f"{name} has {path.stat().st_size} bytes, not {told.bytes}: it was cut short or changed."
        elif part_of(path) != told:
            yield f"{name} was changed since it was made."


def _about_the_rest(folder: Path, manifest: Manifest) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if stat.S_ISDIR(path.lstat().st_mode) or name == MANIFEST or name in manifest.parts:
            continue
        yield f"{name} lies there and the manifest does not name it."


def is_ours(name: str) -> bool:
    """Whether a part may have this name: the dump, or a file below the folders of the storage."""
    path = PurePosixPath(name)
    plain = str(path) == name and "\\" not in name and ".." not in path.parts and not path.is_absolute()
    return plain and (
        name == DUMP or (len(path.parts) > 2 and path.parts[0] == FILES and path.parts[1] in files.FOLDERS)
    )
