"""`python -m tests.bench.seeding 1000000`: how long filling takes on a server of its own, and whether it is in order.

The whole run is that of a million ideas: it enters the book. Everything is cleared away in the end, unless KEPT names
a folder, in which the bench finds the database filled.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from tests import book
from tests.bench.stage import BenchStage, open_bench
from tests.faults.stage import ROOT

WHOLE, MOST_SECONDS = 1_000_000, 600
ROWS = "SELECT sum(n_live_tup) FROM pg_stat_user_tables"
SIZE = "SELECT pg_size_pretty(pg_database_size(current_database()))"


def timed(stage: BenchStage, *words: str) -> float:
    """Runs a command, which says itself how far it is; its seconds. What fails ends the run."""
    started = time.monotonic()
    subprocess.run([sys.executable, *words], env=stage.environment, cwd=ROOT, check=True)
    return time.monotonic() - started


def main(ideas: int) -> None:
    with tempfile.TemporaryDirectory() as folder, open_bench(Path(folder)) as stage:
        started = time.monotonic()
        if not stage.use(ideas):
            sys.exit(f"{os.environ['KEPT']} holds {ideas:,} ideas already: name another folder.")
        seconds = time.monotonic() - started
        judged = timed(stage, "manage.py", "check_integrity")
        promised = timed(stage, "manage.py", "check_promises")
        with psycopg.connect(stage.environment["DATABASE_URL"]) as connection:
            ((rows, size),) = connection.execute(f"SELECT ({ROWS}), ({SIZE})").fetchall()
    figure = (
        f"{ideas:,} ideas, {int(rows):,} rows in all, {size}: {seconds:.0f} s; 0 findings of check_integrity"
        f" ({judged:.0f} s) and check_promises ({promised:.0f} s)"
    )
    print(figure)
    short = "" if seconds <= MOST_SECONDS else f"; falls short: more than {MOST_SECONDS} s"
    if ideas == WHOLE:
        book.enter("seeding", f"{figure}{short}")
    if short:
        sys.exit(f"That is more than {MOST_SECONDS} s.")


if __name__ == "__main__":
    main(int(sys.argv[1]))
