"""A backup comes back as it was, and a broken one is found before it is needed."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path

import psycopg
import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import override_settings

from ideas import backup, clock, files
from ideas.backup import manifest, programs, restoring, sums
from ideas.backup.manifest import DUMP, FILES, MANIFEST, NotGood
from tests import uploads
from tests.factories import make_cast, make_idea, make_user
from tests.uploads import sent

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module", autouse=True)
def files_of_its_own(tmp_path_factory):
    """Where other tests of this process leave files is not part of these backups."""
    with override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("media"))):
        yield


@pytest.fixture(scope="module")
def made_once(django_db_setup, django_db_blocker, tmp_path_factory, files_of_its_own):
    """A backup of one person with a picture, made once for this module."""
    folder = tmp_path_factory.mktemp("backups") / "kept"
    with django_db_blocker.unblock():
        person = make_user("Anna", portrait=files.kept_portrait(b"a picture"))
        try:
            backup.make(folder)
        finally:
            default_storage.delete(person.portrait.name)
            person.delete()
            connection.close()
    return folder


@pytest.fixture
def kept(made_once, tmp_path):
    """A copy of it, to break."""
    return Path(shutil.copytree(made_once, tmp_path / "backup"))


def picture(folder: Path) -> Path:
    return next(path for path in (folder / FILES).rglob("*") if path.is_file())


def truncate(folder: Path) -> None:
    os.truncate(folder / DUMP, (folder / DUMP).stat().st_size // 2)


def flip(folder: Path) -> None:
    content = bytearray((folder / DUMP).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / DUMP).write_bytes(content)


def retell(folder: Path, **told: object) -> None:
    """Changes what the manifest says, sealed anew as a program of another version would."""
    former = json.loads((folder / MANIFEST).read_text())
    former.pop("seal")
    whole = {**former, **told}
    (folder / MANIFEST).write_text(json.dumps({**whole, "seal": manifest._seal(whole)}))


def unseal(folder: Path) -> None:
    told = (folder / MANIFEST).read_text()
    (folder / MANIFEST).write_text(re.sub(r'"rows": \d+', '"rows": 77', told, count=1))


def link(folder: Path) -> None:
    shutil.rmtree(folder / FILES / "portraits")
    (folder / FILES / "portraits").symlink_to("/etc")


def climb(folder: Path) -> None:
    parts = json.loads((folder / MANIFEST).read_text())["parts"]
    retell(folder, parts={**parts, "files/portraits/../../../outside": parts[DUMP]})


def empty(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


BROKEN = {
    "truncated": (truncate, "it was cut short"),
    "one bit flipped": (flip, f"{DUMP} was changed"),
    "of another form": (lambda folder: retell(folder, format=2), "use the version that made it"),
    "without its files": (lambda folder: shutil.rmtree(folder / FILES), "is missing"),
    "without the dump": (lambda folder: (folder / DUMP).unlink(), f"{DUMP} is missing"),
    "an empty folder": (empty, f"no {MANIFEST}"),
    "of an empty database": (lambda folder: retell(folder, tables={}), "nobody who could sign in"),
    "of the future": (lambda folder: retell(folder, made_at="2999-01-01T00:00:00+00:00"), "yet to come"),
    "another tool's": (lambda folder: (folder / MANIFEST).write_text('{"tool": "x"}'), "not made by"),
    "manifest without its seal": (unseal, f"{MANIFEST} was changed"),
    "manifest of nonsense": (lambda folder: (folder / MANIFEST).write_bytes(b"\xff{"), "cannot be read"),
    "manifest that lacks something": (lambda folder: retell(folder, parts={"a": 1}), "lacks something"),
    "manifest without dump": (lambda folder: retell(folder, parts={}), "no database in it"),
    "manifest gone": (lambda folder: (folder / MANIFEST).unlink(), f"no {MANIFEST}"),
    "a file too many": (lambda folder: (folder / FILES / "x.sh").write_text("x"), "does not name it"),
    "a name that climbs out": (climb, "is no name of a part"),
    "a folder that leads out": (link, "is a link"),
    "a picture cut short": (lambda folder: picture(folder).write_bytes(b""), "has 0 bytes"),
}


def test_good_backup_has_no_faults_and_is_for_its_owner_alone(kept, made_once):
    out = StringIO()
    call_command("check_backup", str(kept), "--older-than", "1", stdout=out)
    assert out.getvalue() == f"{kept}: 0 faults\n"
    assert stat.S_IMODE(made_once.stat().st_mode) == 0o700
    assert [path.name for path in made_once.parent.iterdir()] == ["kept"]


@pytest.mark.parametrize("way", BROKEN)
def test_broken_backup_is_found(kept, way):
    breaks, words = BROKEN[way]
    breaks(kept)
    out = StringIO()
    with pytest.raises(SystemExit, match="1"):
        call_command("check_backup", str(kept), stdout=out)
    assert words in out.getvalue()
    with pytest.raises(NotGood):
        backup.restore(kept)


def test_stale_backup_is_found_only_where_age_is_asked(kept):
    with time_machine.travel(clock.now() + timedelta(hours=49)):
        assert backup.faults(kept) == []
        (line,) = backup.faults(kept, older_than=timedelta(hours=48))
    assert "stale: 49 hours old" in line


def test_folder_with_something_in_it_is_not_written_to(tmp_path):
    (tmp_path / "letter").write_text("dear")
    with pytest.raises(CommandError, match="there already"):
        call_command("backup", str(tmp_path))


@pytest.mark.django_db
class TestRefusals:
    def test_database_with_tables_is_left_alone_unless_its_name_is_typed(self, kept):
        for typed in ("", "yes", "tell"):
            with pytest.raises(CommandError, match=r"is not empty.*--replace test_tell"):
                call_command("restore", str(kept), replace=typed)

    def test_newer_migrations_name_the_repair(self, kept):
        told = json.loads((kept / MANIFEST).read_text())["migrations"]
        retell(kept, migrations={**told, "ideas": [*told["ideas"], "9999_wonder"]})
        with pytest.raises(CommandError, match=r"newer version.*ideas\.9999_wonder.*install that version"):
            call_command("restore", str(kept))

    def test_other_postgres_is_refused_with_the_repair(self, kept):
        told = backup.read(kept)
        major = told.postgres_major
        with pytest.raises(NotGood, match=f"point DATABASE_URL at a PostgreSQL {major}"):
            restoring.refuse_other_postgres(told, major - 1, meant=major)
        with pytest.raises(NotGood, match=f"--from-postgres {major}"):
            restoring.refuse_other_postgres(told, major + 1, meant=0)
        restoring.refuse_other_postgres(told, major + 1, meant=major)

    def test_program_that_is_too_old_or_not_there_names_the_repair(self, settings, tmp_path):
        with pytest.raises(programs.NoProgram, match=r"pg_dump of PostgreSQL 99.*postgresql-client"):
            programs.found("pg_dump", 99)
        settings.POSTGRES_PROGRAMS = str(tmp_path)
        with pytest.raises(programs.NoProgram, match="POSTGRES_PROGRAMS"):
            programs.found("pg_dump", 1)


@contextmanager
def other_database(name: str = "restored"):
    """An empty database beside that of the tests."""
    address = {**connection.get_connection_params(), "dbname": "postgres"}
    known = {key: address[key] for key in ("dbname", "user", "host")}
    with psycopg.connect(**known, autocommit=True) as way:
        way.execute(f"CREATE DATABASE {name}")
        try:
            yield psycopg.conninfo.make_conninfo(**{**known, "dbname": name})
        finally:
            way.execute(f"DROP DATABASE {name} WITH (FORCE)")


def restored(folder: Path, media: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """`manage.py restore` in a process of its own, into the other database."""
    there = os.environ["DATABASE_URL"].replace("/tell?", "/restored?")
    environment = {**os.environ, "DATABASE_URL": there, "MEDIA_ROOT": str(media)}
    environment.pop("TELL_TEST_SERVERS")
    command = [sys.executable, "-W", "ignore", "manage.py", "restore", str(folder), *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.mark.django_db(transaction=True)
def test_backup_comes_back_as_it_was(tmp_path):
    cast = make_cast()
    idea = make_idea(cast, "closed")
    with transaction.atomic():
        row = files.keep(
            idea, idea.submitter, files.check(sent(uploads.picture("PNG"), "a.png", "image/png"))
        )
    Session.objects.create(session_key="x" * 32, session_data="y", expire_date=clock.now())
    call_command("backup", str(tmp_path / "one"), stdout=StringIO())
    told = backup.read(tmp_path / "one")
    assert told.tables["ideas_event"].rows == idea.events.count()
    assert told.tables.keys().isdisjoint(sums.WITHOUT_ROWS)
    assert sorted(told.files) == [row.file.name, f"{row.file.name}{files.storing.SMALL}"]
    assert told.lacking == []

    with other_database() as there:
        done = restored(tmp_path / "one", tmp_path / "media")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.endswith(
            "2 files are as they were at " + f"{told.made_at:%Y-%m-%d %H:%M} UTC, "
            "0 migrations on top, 0 findings\n"
        )
        with psycopg.connect(there) as other:
            found = {name: read_table(other, name) for name in told.tables}
            assert found == {name: table.rows for name, table in told.tables.items()}
            other.execute("SET session_replication_role = replica")
            other.execute("DELETE FROM ideas_event WHERE seq = 1")
            other.execute("INSERT INTO django_session VALUES ('a', 'b', now())")
            other.execute("CREATE TABLE of_a_newer_version (id int)")
        for name in told.files:
            assert (tmp_path / "media" / name).read_bytes() == (tmp_path / "one" / FILES / name).read_bytes()
        (tmp_path / "media" / row.file.name).write_bytes(b"changed")

        assert "is not empty" in restored(tmp_path / "one", tmp_path / "media").stderr
        lie = Path(shutil.copytree(tmp_path / "one", tmp_path / "lie"))
        retell(lie, tables={name: {"rows": table.rows, "sum": "7"} for name, table in told.tables.items()})
        done = restored(lie, tmp_path / "media", "--replace", "restored")
        assert "does not hold what the manifest says" in done.stderr
        with psycopg.connect(there) as other:  # what stood there stands
            assert read_table(other, "of_a_newer_version") == 0
            assert read_table(other, "django_session") == 1

        done = restored(tmp_path / "one", tmp_path / "media", "--replace", "restored")
        assert (done.returncode, done.stderr) == (0, "")
        with psycopg.connect(there) as other:
            assert read_table(other, "ideas_event") == told.tables["ideas_event"].rows
            assert read_table(other, "django_session") == 0
            assert other.execute("SELECT to_regclass('of_a_newer_version')").fetchone() == (None,)
        assert (tmp_path / "media" / row.file.name).stat().st_size == row.size


def read_table(other: psycopg.Connection, name: str) -> int:
    return other.execute(f"SELECT count(*) FROM {sums.quoted(name)}").fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_file_that_is_gone_is_said_and_the_backup_is_made_all_the_same(tmp_path):
    person = make_user("Anna", portrait="portraits/gone.webp")
    err = StringIO()
    call_command("backup", str(tmp_path / "one"), stdout=StringIO(), stderr=err)
    assert err.getvalue() == "A row names portraits/gone.webp, and the file is not there.\n"
    assert backup.read(tmp_path / "one").lacking == [person.portrait.name]


@pytest.mark.django_db(transaction=True)
def test_backup_that_fails_leaves_nothing_behind(tmp_path):
    with pytest.raises(CommandError, match="holds nobody"):
        call_command("backup", str(tmp_path / "one"))
    assert list(tmp_path.iterdir()) == []
