"""What holds for all tests: the data that migrations bring are there in each of them, in whatever order they run.

A test with real transactions ends with emptied tables. So these run last, and each begins with the migrations' data.
The dearest tests run first, each kind with a worker of its own: else one works alone in the end.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
import pytest_django
from django.conf import settings
from django.db import connection
from django.utils import translation

from tests import book

Figures = Callable[[str], None]
Proved = Callable[[str, str], None]

LEFT_OPEN = """
    SELECT pg_terminate_backend(pid), state, query FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
DEAR = ("tests/browser/", ("tests/faults/", "tests/access/", "tests/test_demo", "tests/sweeping/"))
"""Where the dearest tests lie: those that one worker begins with, and those of the next one."""
DEAR_IN_THE_END = ("tests/browser/", "tests/test_races.py", "tests/sweeping/")
"""The dearest of those with real transactions, which come last."""
SHARES = 4
"""xdist begins by giving each worker so large a part of what would be its own."""
TRANSACTIONAL = {"transactional_db", "live_server", "django_db_serialized_rollback"}
TOGETHER = {
    "browser": ("tests/browser/",),
    "clocks": ("tests/faults/", "tests/bench/", "tests/test_demo_whole.py"),
}
"""What one worker does alone where proofs run in two: what shares a company, and what looks at the clock, so that no
two of these get into each other's way."""


def pytest_itemcollected(item: pytest.Item) -> None:
    """For `--dist loadgroup`, which hands a group to one worker; tests with transactions stay alone, and last."""
    for name, places in TOGETHER.items():
        if lies_in(item, places):
            item.add_marker(pytest.mark.xdist_group(name))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """After the shuffling: tests with real transactions to the end, with the migrations' data restored."""
    for item in filter(needs_transactions, items):
        item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)
    items.sort(key=turn)
    items[:] = dearest_first(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def turn(item: pytest.Item) -> int:
    """Without transactions first; of those with them the dear ones, so that no worker ends long after the other."""
    return (1 if item.nodeid.startswith(DEAR_IN_THE_END) else 2) if needs_transactions(item) else 0


def dearest_first(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """The dearest to the beginning of what the first two workers are given; transactions stay last."""
    kinds = [next((n for n, places in enumerate(DEAR) if lies_in(item, places)), None) for item in items]
    first, second, rest = ([one for one, k in zip(items, kinds, strict=True) if k == n] for n in (0, 1, None))
    share = max(0, len(items) // (SHARES * workers) - len(first))
    share = min(share, sum(not needs_transactions(item) for item in rest))
    return [*first, *rest[:share], *second, *rest[share:]]


def lies_in(item: pytest.Item, places: str | tuple[str, ...]) -> bool:
    """Whether the test stands there and needs no transactions of its own."""
    return item.nodeid.startswith(places) and not needs_transactions(item)


def needs_transactions(item: pytest.Item) -> bool:
    """Whether the test sees its own commits, as other processes and browsers do."""
    marker = item.get_closest_marker("django_db")
    asked = marker is not None and bool(marker.kwargs.get("transaction") or (marker.args and marker.args[0]))
    return asked or bool(TRANSACTIONAL & set(getattr(item, "fixturenames", ())))


@pytest.fixture(autouse=True)
def spoken_first() -> Iterator[None]:
    """Each test begins in the language of the settings, whatever the one before spoke in the end."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> Iterator[None]:
    """The database goes in the end, whoever still holds a connection to it; what that one did last is printed."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(LEFT_OPEN)
        for _ended, state, query in cursor.fetchall():
            print(f"A connection was left {state} after: {query[:500]}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Figures that were shown in other processes, whose terminal nobody sees."""
    ended = (report for end in ("passed", "failed") for report in terminalreporter.stats.get(end, ()))
    for line in figures_from_afar(ended):
        terminalreporter.write_line(f"  {line}")


def figures_from_afar(reports: Iterable[Any]) -> list[str]:
    """The lines of figures in reports that came from xdist's workers."""
    sent = (pair for report in reports if hasattr(report, "node") for pair in report.user_properties)
    return [line for name, line in sent if name == "figures"]


@pytest.fixture
def figures(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Figures:
    """Writes a line of figures to the terminal, also when the test passes."""

    def write(line: str) -> None:
        request.node.user_properties.append(("figures", line))
        with capsys.disabled():
            sys.stdout.write(f"\n  {line}\n")

    return write


@pytest.fixture
def proved(figures: Figures) -> Proved:
    """Says what a proof has shown, by its id, and enters it in the book; called after the last assertion."""

    def write(id: str, figure: str) -> None:
        figures(f"{id}: {figure}")
        book.enter(id, figure)

    return write
