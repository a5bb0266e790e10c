"""PostgreSQL and Valkey for one run of the tests.

The tables are made once for each state of the migrations and kept as `.test/<fingerprint>.sql`: the databases of the
tests are copies. Knows nothing of pytest's hooks; `tests/servers.py` does.
"""

import atexit
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from config import embedded
from config.embedded import Place
from config.processes import Child, NotReady

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".test"

_running: list[Child] = []
_places: list[Place] = []


def start() -> None:
    """Start both, make the tables and put the addresses into the environment."""
    atexit.register(stop)
    try:
        place = embedded.throw_away_place()
        _places.append(place)
        _running.append(embedded.start_postgres(place, durable="TELL_TEST_DURABLE" in os.environ))
        _running.append(embedded.start_valkey(place))
    except NotReady as refusal:
        stop()
        raise pytest.UsageError(str(refusal)) from None
    os.environ.update(
        DJANGO_ALLOW_ASYNC_UNSAFE="1",
        TELL_TEST_SERVERS=str(place.folder),
        DATABASE_URL=place.database_url,
        REDIS_URL=place.redis_url,
        EMAIL_URL="smtp://127.0.0.1:9",
    )
    make_tables(place)


def stop() -> None:
    """Stop what was started and leave nothing behind."""
    while _running:
        _running.pop().stop()
    while _places:
        _places.pop().clear()
        os.environ.pop("TELL_TEST_SERVERS", None)


def make_tables(place: Place) -> None:
    """Fill the database that the workers copy, from the kept file or by migrating."""
    kept = KEPT / f"{fingerprint()}.sql"
    tools = embedded.postgres_binaries(place)
    to = ["--host", str(place.sockets), "--username", "tell", "--dbname", "tell"]
    if kept.exists():
        strict = ["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--single-transaction"]
        run(tools / "psql", *to, *strict, "--output", os.devnull, "--file", kept)
        return
    migrate = [sys.executable, ROOT / "manage.py", "migrate", "--verbosity", "0"]
    run(*migrate, env={**os.environ, "DATABASE_URL": place.database_url})
    KEPT.mkdir(exist_ok=True)
    for former in KEPT.glob("*.sql"):
        former.unlink(missing_ok=True)
    unfinished = KEPT / f"{os.getpid()}.unfinished"
    with unfinished.open("w") as file:
        run(tools / "pg_dump", *to, stdout=file)
    unfinished.rename(kept)


def fingerprint() -> str:
    """Changes when a migration, a package or the server does."""
    sources = [ROOT / "requirements.lock", *sorted(ROOT.glob("*/migrations/*.py"))]
    server = os.environ.get("TELL_POSTGRES", "").encode()
    return hashlib.sha256(b"".join([*(path.read_bytes() for path in sources), server])).hexdigest()[:16]


def run(*command: object, stdout: IO[str] | None = None, env: dict[str, str] | None = None) -> None:
    """Run a program; its failure ends the run of the tests."""
    try:
        subprocess.run([str(word) for word in command], stdout=stdout, env=env, check=True)
    except subprocess.CalledProcessError as failed:
        raise pytest.UsageError(f"The tables of the tests could not be made: {failed}") from None
