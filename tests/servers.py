"""The pytest plugin that gives each run its own PostgreSQL and Valkey, before settings are read.

With xdist they start once, in the process that hands out the work; the workers inherit the environment. Never loads
a module of ours by itself: pytest loads this one before coverage listens.
"""

import importlib
import os
import sys

import pytest

ROOM = "tests.server_room"


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Start the servers, unless the process that started this one already has."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
    if "TELL_TEST_SERVERS" not in os.environ:
        importlib.import_module(ROOM).start()


def pytest_unconfigure() -> None:
    """Stop what was started here."""
    if ROOM in sys.modules:
        sys.modules[ROOM].stop()
