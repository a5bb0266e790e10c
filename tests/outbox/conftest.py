"""A post office to send to, and somebody to send to."""

from collections.abc import Iterator
from typing import Any

import pytest

from accounts.models import User
from tests.outbox.letters import make_reader
from tests.post_office import PostOffice, open_post_office


@pytest.fixture
def office(settings: Any) -> Iterator[PostOffice]:
    """A real SMTP server, to which the outbox is pointed."""
    with open_post_office() as office:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
        settings.DEFAULT_FROM_EMAIL = "Tell <tell@example.com>"
        yield office


@pytest.fixture
def anna(db: None) -> User:
    """A reader."""
    return make_reader("anna")
