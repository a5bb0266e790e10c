"""Believable data for measuring: `python -m tests.bench.seed 100000` fills the empty database of DATABASE_URL.

A company with so many ideas as its people would have handed in over eight years: with rounds, views, decisions,
talks, notes, comments, mails and notices, as the verbs would have left them. Made outside of the verbs, which would
take days: `manage.py check_integrity` and `check_promises` judge what came of it. The same seed within the same
minute makes the same rows. A small company is made in one transaction; one that is cut short above `LARGE` ideas
leaves a database to be thrown away.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")
    django.setup()

from django.contrib.auth.hashers import make_password
from django.db import connection as default_connection
from django.db import transaction

from ideas import clock
from tests.bench import seed_load, seed_rows
from tests.bench.seed_block import BLOCK, block_rows, prepare
from tests.bench.seed_company import Firm, login_of
from tests.bench.seed_days import minutes_of
from tests.bench.seed_text import speakers
from tests.bench.seed_world import Seeding

SEED = 20261122
PASSWORD = "correct horse battery"
LARGE = 20_000
"""From so many ideas on indexes are put aside while loading, and rows are made in a second process."""


TABLES = [*seed_rows.PEOPLE, *seed_rows.IDEAS, *seed_rows.TOLD]
AT_ONCE = 20_000
"""Of so many ideas it is told at a time who heard what."""


@dataclass(frozen=True)
class Person:
    """Somebody who can sign in with `Company.password`."""

    id: int
    email: str


@dataclass(frozen=True)
class Words:
    """Words to look for in one language."""

    rare: str
    common: str
    absent: str


@dataclass(frozen=True)
class Company:
    """What was made, as far as measurements need it. `by_status`: addresses (public ids) of some ideas in each."""

    ideas: int
    people: int
    password: str
    submitter: Person
    reviewer: Person
    coordinator: Person
    area_coordinator: Person
    decider: Person
    admin: Person
    employee: Person
    own: tuple[str, ...]
    desk: tuple[str, ...]
    by_status: dict[str, tuple[str, ...]]
    german: Words
    english: Words
    seconds: float


def fill(connection: Any, ideas: int, *, seed: int = SEED, say: Callable[[str], None] = print) -> Company:
    """Fills the empty database behind Django's connection, and says how far it is.

    Its role has to be a superuser, as triggers are put aside while loading. Raises ValueError where there are people
    already.
    """
    started = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM accounts_user)")
        if cursor.fetchone()[0]:
            raise ValueError("There are people in this database already.")
    seeding = Seeding(ideas, seed, minutes_of(clock.now()))
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        anew = _load(cursor, seeding, say)
        if ideas < LARGE:
            _tell_and_tidy(connection, seeding, anew, say)
    if ideas >= LARGE:
        _tell_and_tidy(connection, seeding, anew, say)
    seconds = time.monotonic() - started
    say(f"{ideas:,} ideas in {seconds:.0f} s")
    return describe(connection, seeding, seconds)


def _load(cursor: Any, seeding: Seeding, say: Callable[[str], None]) -> list[tuple[str, str]]:
    """Company and ideas; gives the indexes that were put aside, each with its table."""
    large = seeding.ideas >= LARGE
    topics = seed_load.departments(cursor, seeding)
    seed_rows.drop_triggers(cursor)
    anew = seed_rows.put_indexes_aside(cursor, TABLES) if large else []
    seed_load.people(cursor, seeding, make_password(PASSWORD), topics)
    began, rows = time.monotonic(), 0
    for done, block in _blocks(seeding, topics, large):
        rows += sum(
            seed_rows.copy(cursor, table, columns, block.get(table, ()))
            for table, columns in seed_rows.IDEAS.items()
        )
        say(f"{done:,} of {seeding.ideas:,} ideas, {rows / (time.monotonic() - began):,.0f} rows/s")
    for table in ("ideas_event", "ideas_idea", "ideas_assignment", "accounts_user"):
        cursor.execute(f"ANALYZE {table}")
    return anew


def _tell_and_tidy(
    connection: Any, seeding: Seeding, anew: list[tuple[str, str]], say: Callable[[str], None]
) -> None:
    """Who was told what; beside it the indexes of what is there, and at last those of what was told."""

    def telling(first: int) -> seed_rows.Task:
        return lambda cursor: seed_load.tell(cursor, seeding.now, first, first + AT_ONCE)

    def making(statement: str) -> seed_rows.Task:
        return lambda cursor: cursor.execute(statement)

    started = time.monotonic()
    tells = [telling(first) for first in range(0, seeding.ideas + 1, AT_ONCE)]
    before = [making(statement) for table, statement in anew if table not in seed_rows.TOLD]
    after = [making(statement) for table, statement in anew if table in seed_rows.TOLD]
    seed_rows.share(connection, tells, before)
    say(f"mails, notices and {len(before)} indexes in {time.monotonic() - started:.0f} s")
    seed_rows.share(connection, after[::2], after[1::2])
    with connection.cursor() as cursor:
        seed_rows.move_sequences(cursor, TABLES)
        if connection.in_atomic_block:
            seed_rows.restore_triggers(cursor)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ANALYZE")


def _blocks(seeding: Seeding, topics: Any, large: bool) -> Iterator[tuple[int, dict[str, list[str]]]]:
    """How many ideas stand so far, and the rows of the next ones; made in a second process where there are many."""
    starts = range(0, seeding.ideas, BLOCK)
    if not large:
        prepare(seeding, topics)
        for start in starts:
            yield min(start + BLOCK, seeding.ideas), block_rows(start)
        return
    with ProcessPoolExecutor(1, get_context("fork"), prepare, (seeding, topics)) as other:
        ahead: list[Future[dict[str, list[str]]]] = [other.submit(block_rows, start) for start in starts[:3]]
        for n, start in enumerate(starts):
            if n + 3 < len(starts):
                ahead.append(other.submit(block_rows, starts[n + 3]))
            yield min(start + BLOCK, seeding.ideas), ahead[n].result()
            ahead[n] = None  # type: ignore[call-overload]


def describe(connection: Any, seeding: Seeding, seconds: float) -> Company:
    """Who and what there is to measure with."""
    firm = Firm.for_ideas(seeding.ideas)
    with connection.cursor() as cursor:

        def found(sql: str, *values: Any) -> tuple[str, ...]:
            cursor.execute(sql, values)
            return tuple(row[0] for row in cursor.fetchall())

        from_status = "SELECT public_id FROM ideas_idea WHERE status = %s AND visibility = 'everyone'"
        statuses = {
            status: found(f"{from_status} ORDER BY id DESC LIMIT 50", status) for status in seed_load.STATUSES
        }
        submitter, reviewer = firm.employee(0), firm.expert(2, 0)
        own = found(
            "SELECT public_id FROM ideas_idea WHERE submitter_id = %s ORDER BY id DESC LIMIT 50", submitter
        )
        desk = found(
            "SELECT i.public_id FROM ideas_assignment a JOIN ideas_idea i ON i.id = a.idea_id"
            " WHERE a.reviewer_id = %s AND a.state = 'open' ORDER BY a.id",
            reviewer,
        )
    quiet = next(
        n
        for n in range(firm.staff - 1, 0, -1)
        if not firm.has_left(firm.employee(n)) and firm.has_email(firm.employee(n))
    )
    german, english = (Words(speaker.rare, speaker.common, speaker.absent) for speaker in speakers().values())
    people = (
        submitter,
        reviewer,
        firm.coordinator(1, 0),
        firm.coordinator(2, 0),
        firm.decider(2),
        1,
        firm.employee(quiet),
    )
    return Company(
        seeding.ideas,
        firm.people,
        PASSWORD,
        *(Person(one, login_of(one)) for one in people),
        own,
        desk,
        statuses,
        german,
        english,
        seconds,
    )


def main(ideas: int) -> None:
    """From the command line."""
    made = fill(default_connection, ideas, say=lambda words: print(words, flush=True))
    with default_connection.cursor() as cursor:
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        (size,) = cursor.fetchone()
    print(f"{made.people:,} people, {size}; sign in as {made.submitter.email} with {made.password!r}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
