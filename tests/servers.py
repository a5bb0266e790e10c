"""The pytest plugin that gives each run its own PostgreSQL and Valkey, before settings are read.

With xdist they start once, in the process that hands out the work; the workers inherit the environment.
"""

import atexit
import os

import pytest

from config import embedded
from config.embedded import Place
from config.processes import Child, NotReady

_running: list[Child] = []
_places: list[Place] = []


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Start the servers, unless the process that started this one already has."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
    if "TELL_TEST_SERVERS" in os.environ:
        return
    atexit.register(pytest_unconfigure)
    try:
        place = embedded.throw_away_place()
        _places.append(place)
        _running.append(embedded.start_postgres(place, durable="TELL_TEST_DURABLE" in os.environ))
        _running.append(embedded.start_valkey(place))
    except NotReady as refusal:
        pytest_unconfigure()
        raise pytest.UsageError(str(refusal)) from None
    os.environ.update(
        TELL_TEST_SERVERS=str(place.folder),
        DATABASE_URL=place.database_url,
        REDIS_URL=place.redis_url,
        EMAIL_URL="smtp://127.0.0.1:9",
        DJANGO_ALLOW_ASYNC_UNSAFE="1",
    )


def pytest_unconfigure() -> None:
    """Stop what was started here and leave nothing behind."""
    while _running:
        _running.pop().stop()
    while _places:
        _places.pop().clear()
        os.environ.pop("TELL_TEST_SERVERS", None)
