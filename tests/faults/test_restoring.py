"""A backup of a company at work comes back into an empty cluster as it was; the sums are none of the tool's own."""

import shutil
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from ideas import backup
from ideas.backup import sums
from tests.conftest import Proved
from tests.faults.stage import QUICK, open_stage
from tests.test_backup import BROKEN

pytestmark = [pytest.mark.proof, pytest.mark.timeout(1800)]
IDEAS, PICTURES = (300, 5) if QUICK else (10_000, 200)
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
CONTENT = "SELECT count(*), md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) FROM {} t"
SHAPE = {
    "columns": """SELECT table_name, column_name, data_type, is_nullable, generation_expression, column_default
                  FROM information_schema.columns WHERE table_schema = 'public'""",
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "constraints": """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
                      WHERE connamespace = 'public'::regnamespace""",
    "triggers": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": """SELECT proname, prosrc FROM pg_proc p WHERE pronamespace = 'public'::regnamespace AND NOT EXISTS
                    (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')""",
    "sequences": "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'",
}


def content(url: str) -> dict[str, tuple[int, str]]:
    """Rows and a sum over all of them of each table whose rows go into a backup."""
    with psycopg.connect(url) as way:
        way.execute("SET timezone = 'UTC'")
        names = [name for (name,) in way.execute(TABLES) if name not in sums.WITHOUT_ROWS]
        return {name: way.execute(CONTENT.format(name)).fetchone() for name in names}


def shape(url: str) -> dict[str, list[tuple[object, ...]]]:
    """All that stands around the rows: columns, indexes, constraints, triggers, functions, sequences."""
    with psycopg.connect(url) as way:
        return {kind: sorted(way.execute(question), key=str) for kind, question in SHAPE.items()}


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def detected(made: Path, folder: Path) -> list[str]:
    """Breaks a copy of the backup in each way; the ways that were found."""
    found = []
    for turn, (way, (breaks, words)) in enumerate(BROKEN.items()):
        copy = Path(shutil.copytree(made, folder / f"{turn}"))
        breaks(copy)
        if any(words in fault for fault in backup.faults(copy)):
            found.append(way)
        shutil.rmtree(copy)
    stale = backup.faults(made, older_than=timedelta(0))
    return [*found, *(["stale"] if stale and backup.faults(made) == [] else [])]


def timed(step: Callable[[], str]) -> tuple[str, float]:
    began = time.monotonic()
    return step(), time.monotonic() - began


def test_backup_comes_back_into_an_empty_cluster(tmp_path: Path, proved: Proved) -> None:
    media, made = tmp_path / "media", tmp_path / "made"
    with open_stage(tmp_path) as stage, open_stage(tmp_path / "other", tables=False) as other:
        for one, folder in ((stage, media), (other, tmp_path / "media back")):
            one.environment.pop("TELL_TEST_SERVERS")
            one.environment["MEDIA_ROOT"] = str(folder)
        stage.run("-m", "tests.bench.seed", str(IDEAS), patience=600)
        stage.run("tests/faults/keep_files.py", str(PICTURES))
        before = content(stage.place.database_url)
        _said, making = timed(lambda: stage.run("-m", "django", "backup", str(made), patience=600))
        said, restoring = timed(lambda: other.run("-m", "django", "restore", str(made), patience=900))
        assert said.rstrip().endswith("0 findings")
        assert content(other.place.database_url) == content(stage.place.database_url) == before
        assert shape(other.place.database_url) == shape(stage.place.database_url)
        assert files_below(tmp_path / "media back") == files_below(media)
        other.ask("UPDATE accounts_department SET name = name || '.' WHERE id = 1 RETURNING id")
        assert content(other.place.database_url) != before
    ways = detected(made, tmp_path)
    assert set(ways) == {*BROKEN, "stale"}
    rows = sum(count for count, _sum in before.values())
    proved(
        "restore",
        f"{rows:,} rows of {len(before)} tables and {len(files_below(media)):,} files, made in {making:.0f} s, back "
        f"in {restoring:.0f} s: counts, md5 of all rows, columns, indexes, constraints, triggers, functions, "
        f"sequences and files equal; {len(ways)} of {len(BROKEN) + 1} broken backups found",
    )
