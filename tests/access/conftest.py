"""For thousands of refusals: no log line and no copy of a template's context for each of them."""

import logging
from collections.abc import Callable, Iterator

import pytest

from ideas import prepared, statements


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refusals are what is wanted here; nobody reads about them in a log, or asks which template was used."""
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_args, **_facts: None)
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def statements_anew() -> Iterator[Callable[[], None]]:
    """For a test that plants a leak in the question who may read: no statement built with it outlives the test.
    Called in between, it makes those anew that were built before the leak."""
    forget()
    yield forget
    forget()


def forget() -> None:
    """Statements are built anew from here on."""
    prepared.forget()
    statements.forget()
