"""How a backup comes back: looked at first, then in one transaction that is kept only if every table is as it was.

Files are laid down before, since one without a row harms nobody. Whatever fails, what stood in the database stands.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from ideas import files, integrity
from ideas.backup import manifest, programs, sums
from ideas.backup.manifest import DUMP, FILES, Manifest, NotGood, Part

EMPTIED = """
SET client_min_messages = warning;
SET lock_timeout = '10s';
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
ALTER SCHEMA public OWNER TO pg_database_owner;
GRANT USAGE ON SCHEMA public TO PUBLIC;
"""
BUSY = "canceling statement due to lock timeout"


@dataclass(frozen=True)
class Restored:
    """What came back: what the backup said, which migrations came on top, and what is not in order."""

    manifest: Manifest
    migrated: int
    findings: list[str]


def restore(folder: Path, *, replace: str = "", from_postgres: int = 0) -> Restored:
    """Fills the database of the settings, and the storage, from a backup.

    `replace` is the typed name of a database whose contents may go; `from_postgres` says that the backup is known to
    come from that other major version. Raises NotGood and NoProgram before anything has changed.
    """
    if found := manifest.faults(folder):
        raise NotGood(f"The backup is not good: {' '.join(found)}")
    told = manifest.read(folder)
    major, _words = programs.server_version()
    refuse_newer_migrations(told)
    refuse_other_postgres(told, major, from_postgres)
    occupied = refuse_occupied(replace)
    _lay_down_files(folder, told)
    _pour(folder / DUMP, told, emptied=occupied, with_sums=told.postgres_major == major)
    migrated = _migrate()
    return Restored(told, migrated, sorted(_findings()))


def refuse_newer_migrations(told: Manifest) -> None:
    """Raises NotGood where the backup has what this version does not know."""
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    unknown = [
        f"{app}.{name}"
        for app, names in told.migrations.items()
        for name in names
        if (app, name) not in known
    ]
    if unknown:
        raise NotGood(
            f"The backup was made by a newer version ({told.version}, with {', '.join(unknown[:3])}): "
            "install that version or a newer one, then restore."
        )


def refuse_other_postgres(told: Manifest, major: int, meant: int) -> None:
    """Raises NotGood where the server is another major version: older never, newer only if that is meant."""
    if told.postgres_major > major:
        raise NotGood(
            f"The backup comes from PostgreSQL {told.postgres}, this server is {major}, which cannot read it for "
            f"certain: point DATABASE_URL at a PostgreSQL {told.postgres_major}."
        )
    if told.postgres_major not in (major, meant):
        raise NotGood(
            f"The backup comes from PostgreSQL {told.postgres}, this server is {major}: restore into a PostgreSQL "
            f"{told.postgres_major}, or say --from-postgres {told.postgres_major} if you are moving to {major}."
        )


def refuse_occupied(replace: str) -> bool:
    """Whether the database holds tables, which may go; raises NotGood where nobody said so by its name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        ((name,),) = cursor.fetchall()
    if not sums.names():
        return False
    if replace != name:
        raise NotGood(
            f"The database {name} is not empty: point DATABASE_URL at an empty one (createdb), or say "
            f"--replace {name} if all that stands in it may go."
        )
    return True


def _lay_down_files(folder: Path, told: Manifest) -> None:
    """Each file under its own name; one that is there with the same bytes stays."""
    for name in told.files:
        if default_storage.exists(name):
            if _stored(name) == told.parts[f"{FILES}/{name}"]:
                continue
            default_storage.delete(name)
        with (folder / FILES / name).open("rb") as bytes_of_it:
            default_storage.save(name, File(bytes_of_it))


def _stored(name: str) -> Part:
    return manifest.part_of(Path(default_storage.path(name)))


def _pour(dump: Path, told: Manifest, *, emptied: bool, with_sums: bool) -> None:
    """All of the dump in one transaction, which ends well only where each table holds what the manifest says."""
    reader = programs.found("pg_restore", told.postgres_major)
    writer = programs.found("psql", told.postgres_major)
    address, environment = programs.way_in()
    connection.close()
    with tempfile.TemporaryFile() as said:
        source = subprocess.Popen(
            [reader, "--no-owner", "--no-privileges", "--file=-", dump], stdout=subprocess.PIPE, stderr=said
        )
        target = subprocess.Popen(
            [writer, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={address}"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        before = f"BEGIN;\n{EMPTIED if emptied else ''}"
        after = f"{sums.demanded(told.tables, with_sums=with_sums)}\nCOMMIT;\n"
        if not _passed_on(source, target, before, after):
            raise NotGood(_why(said))


def _passed_on(
    source: subprocess.Popen[bytes], target: subprocess.Popen[bytes], before: str, after: str
) -> bool:
    """Whether both programs came to their end; the second is told to commit only after the first has."""
    try:
        with source.stdout as sql, target.stdin as way:  # type: ignore[union-attr]
            way.write(before.encode())
            shutil.copyfileobj(sql, way)
            if source.wait() == 0:
                way.write(after.encode())
            else:
                target.kill()
    except BrokenPipeError:  # the second has given up, and says why
        source.kill()
    return (source.wait(), target.wait()) == (0, 0)


def _why(said: IO[bytes]) -> str:
    said.seek(0)
    words = " ".join(said.read().decode(errors="replace").split())
    if BUSY in words:
        return "Somebody still works in the database: stop web, worker and beat, then restore. Nothing was changed."
    return f"PostgreSQL did not take the backup, and nothing was changed: {words[:500]}"


def _migrate() -> int:
    """Brings an older database up to this version; how many migrations that took."""
    loader = MigrationLoader(connection)
    lacking = len(loader.disk_migrations.keys() - loader.applied_migrations.keys())
    if lacking:
        call_command("migrate", verbosity=0, interactive=False)
    return lacking


def _findings() -> Iterator[str]:
    """What the restored installation says of itself, each file read."""
    yield from (f"{one.check}: {one.where}" for one in integrity.findings())
    yield from files.bytes_faults(thorough=True)
