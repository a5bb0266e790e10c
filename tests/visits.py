"""How tests visit pages: sign in, fetch, count statements, type."""

import re
import uuid

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ideas.models import Idea

MOST_STATEMENTS = 8
MOST_BYTES = 10_000
STATUSES = (
    *("triage", "in_review", "clarification", "discussion", "deciding", "conversation"),
    *("confirming", "deferred", "closed", "withdrawn"),
)


def browser(user) -> Client:
    client = Client()
    client.force_login(user, backend="accounts.backends.SignInBackend")
    return client


def act_address(idea: Idea, verb: str) -> str:
    """The page of a verb."""
    return reverse("act", args=[idea.public_id, verb])


def page(user, path: str) -> str:
    answer = browser(user).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def page_of(user, idea: Idea) -> str:
    return page(user, reverse("idea", args=[idea.public_id]))


def words(html: str) -> str:
    """What a person reads of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def statements(user, path: str) -> int:
    client = browser(user)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def send(user, **typed):
    typed.setdefault("key", str(uuid.uuid4()))
    return browser(user).post(reverse("new"), typed)
