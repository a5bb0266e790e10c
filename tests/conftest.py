"""What holds for all tests: the data that migrations bring are there in each of them, in whatever order they run.

A test with real transactions ends with emptied tables. So these run last, and each begins with the migrations' data.
"""

from collections.abc import Iterator

import pytest
import pytest_django
from django.conf import settings
from django.db import connection
from django.utils import translation

LEFT_OPEN = """
    SELECT pg_terminate_backend(pid), state, query FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
TRANSACTIONAL = {"transactional_db", "live_server", "django_db_serialized_rollback"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """After the shuffling: tests with real transactions to the end, with the migrations' data restored."""
    for item in filter(needs_transactions, items):
        item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)
    items.sort(key=needs_transactions)


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
