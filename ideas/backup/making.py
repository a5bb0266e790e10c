"""How a backup is made while people go on working: one instant of the database, and every file that it names.

pg_dump and the counting see the same snapshot. Files are copied before and after it: names are of chance and their
bytes never change, so what a row of that instant names is in one of the two passes. Writes nothing to the database.
"""

import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from accounts.models import User
from ideas import clock, files
from ideas.backup import manifest, programs, sums
from ideas.backup.manifest import DUMP, FILES, Manifest, NotGood
from ideas.models import Attachment


def make(folder: Path) -> Manifest:
    """Makes a backup as `folder`, which must not exist yet or be empty; it is there whole or not at all.

    Raises NotGood and NoProgram. For whoever may read everything: it holds the words of all.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotGood(f"{folder} is there already: name a new folder, one for each backup.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _unfinished(folder) as work:
        _copy_files(work)
        made = _dumped(work)
        _copy_files(work)
        made.lacking = sorted(name for name in _named_by_rows() if not (work / FILES / name).exists())
        made.parts = {
            path.relative_to(work).as_posix(): manifest.part_of(path)
            for path in work.rglob("*")
            if path.is_file()
        }
        manifest.write(work, made)
        if found := manifest.faults(work):
            raise NotGood(" ".join(found))
    return made


@contextmanager
def _unfinished(folder: Path) -> Iterator[Path]:
    """A folder beside, which nobody else may enter, that takes the name in the end or goes."""
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield work
        work.replace(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _copy_files(work: Path) -> None:
    """Every file of the storage that is not there yet; one that goes meanwhile is left out."""
    for name in files.stored():
        target = work / FILES / name
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_name(f"{target.name}.half")
        try:
            with default_storage.open(name) as source, half.open("wb") as copy:
                shutil.copyfileobj(source, copy)
        except FileNotFoundError:
            half.unlink(missing_ok=True)
        else:
            half.rename(target)


def _dumped(work: Path) -> Manifest:
    """The database of one instant, and what stood in it then."""
    major, version = programs.server_version()
    program = programs.found("pg_dump", major)
    address, environment = programs.way_in()
    left_out = [f"--exclude-table-data=public.{name}" for name in sums.WITHOUT_ROWS]
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot(), current_database()")
        snapshot, database = cursor.fetchone()
        options = ["--format=custom", f"--snapshot={snapshot}", f"--file={work / DUMP}", *left_out]
        done = subprocess.run(
            [program, *options, f"--dbname={address}"], env=environment, capture_output=True, text=True
        )
        if done.returncode:
            raise programs.NoProgram(f"{program} failed: {' '.join(done.stderr.split())[:500]}")
        return Manifest(
            made_at=clock.now(),
            version=own_version(),
            postgres=version,
            database=database,
            migrations=applied_migrations(),
            tables=sums.taken(),
        )


def applied_migrations() -> dict[str, list[str]]:
    """App -> the migrations that the database has had, in their order."""
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found.setdefault(app, []).append(name)
    return found


def own_version() -> str:
    """The version of this tool, as pyproject.toml says it."""
    told = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())
    return str(told["project"]["version"])


def _named_by_rows() -> Iterator[str]:
    yield from Attachment.objects.values_list("file", flat=True).iterator()
    yield from User.objects.exclude(portrait="").values_list("portrait", flat=True).iterator()
