"""Every address by every method: nothing is accepted without a token, and looking leaves every table as it is."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts import people
from accounts.models import User
from ideas import rules
from ideas.models import Idea
from tests.access.places import every_address
from tests.access.stage import Stage, browser_of, stage_of
from tests.book import QUICK
from tests.conftest import Proved

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(3600)]

UNSAFE = ("post", "put", "patch", "delete")
WITH_ITS_OWN_TOKEN = "mail_off"  # the one click of a mail program (RFC 8058): its address is signed
LOOKING = ("submitter", "coordinator", "expert", "admin", "employee", "nobody")
SENDING = ("admin", "submitter", "coordinator")
UNCHANGED_BY_LOOKING = "tell_cache"  # figures that are kept for some minutes; nobody's row is in it
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
Places = list[tuple[str, str]]
CONTENT = "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM {} t"


def snapshot() -> dict[str, tuple[int, int]]:
    """How many rows each table has, and a sum over all that stands in them."""
    assert settings.CACHES["default"]["LOCATION"] == UNCHANGED_BY_LOOKING
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        names = [name for (name,) in cursor.fetchall() if name != UNCHANGED_BY_LOOKING]
        found = {}
        for name in names:
            cursor.execute(CONTENT.format(connection.ops.quote_name(name)))
            found[name] = cursor.fetchone()
    return found


def changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The tables in which something is not as it was."""
    return [name for name in before if before[name] != after[name]]


def looked_at(stage: Stage, places: Places, people: tuple[str, ...]) -> int:
    """Everybody opens these addresses by GET and HEAD; how many visits."""
    visits = 0
    for _name, path in places:
        for person in people:
            stage.visit(person, path)
            stage.visit(person, path, "head")
            visits += 2
    return visits


def strict(stage: Stage, person: str) -> Client:
    """The persona in a browser that is asked for its token, as every real one is."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = stage.browsers[person].cookies
    return browser


def sent_without_a_token(stage: Stage, places: Places, people: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """What each address answers to each unsafe method without a token, and with one of somebody else's page."""
    for name, path in places:
        if name == WITH_ITS_OWN_TOKEN:
            continue
        for person in people:
            for method in UNSAFE:
                browser = strict(stage, person)
                yield f"{person} {method} {path}", getattr(browser, method)(path).status_code
            foreign = strict(stage, person).post(
                path, {"csrfmiddlewaretoken": "x" * 64}, headers={"origin": "https://evil.example"}
            )
            yield f"{person} from elsewhere {path}", foreign.status_code


def accepted(stage: Stage, places: Places, people: tuple[str, ...]) -> tuple[int, list[str]]:
    """How many were sent, and which were not refused; one that asks to sign in first is refused."""
    answers = list(sent_without_a_token(stage, places, people))
    return len(answers), [f"{where}: {status}" for where, status in answers if status < 400]


def test_looking_changes_no_row():
    stage = stage_of("conversation")
    places = list(every_address(stage))
    before = snapshot()
    looked_at(stage, places[::6], ("coordinator",))
    assert changed(before, snapshot()) == []
    assert len({path for _name, path in places}) > 150


def test_an_address_that_writes_when_looked_at_would_be_found(monkeypatch: pytest.MonkeyPatch):
    stage = stage_of("in_review")
    read = rules.access_idea

    def marked(user: Any, public_id: str) -> Idea:
        Idea.objects.filter(public_id=public_id).update(source_url="https://example.com/read")
        return read(user, public_id)

    monkeypatch.setattr(rules, "access_idea", marked)
    before = snapshot()
    stage.visit("submitter", stage.address("idea", ""))
    assert changed(before, snapshot()) == ["ideas_idea"]


def test_a_view_without_its_token_would_be_found(monkeypatch: pytest.MonkeyPatch):
    stage = stage_of("in_review")
    path = reverse("inbox_read")
    assert strict(stage, "submitter").post(path).status_code == 403
    monkeypatch.setattr("django.middleware.csrf.CsrfViewMiddleware.process_view", lambda *_all: None)
    assert strict(stage, "submitter").post(path).status_code < 400


@pytest.mark.proof
def test_every_address_by_every_method(proved: Proved):
    stage = stage_of("conversation")
    people.confirm_addresses(User.objects.all())  # as all people have them who come by the verbs
    places = list(every_address(stage))
    before = snapshot()
    sent, taken = accepted(stage, places, SENDING[:1] if QUICK else SENDING)
    assert taken == []
    visits = looked_at(stage, places[::4] if QUICK else places, LOOKING[:1] if QUICK else LOOKING)
    assert changed(before, snapshot()) == []
    proved(
        "S9",
        f"{len(places)} addresses: of {sent} unsafe requests without a token 0 accepted; "
        f"{visits} visits by GET and HEAD, 0 rows changed in {len(before)} tables",
    )


@pytest.mark.usefixtures("db")
def test_the_one_click_of_a_mail_program_alone_needs_no_token():
    stage = stage_of("triage")
    paths = dict(every_address(stage))
    browser = browser_of(stage.people["employee"])
    browser.handler.enforce_csrf_checks = True
    assert browser.post(paths[WITH_ITS_OWN_TOKEN]).status_code == 200
    assert browser.post(paths[WITH_ITS_OWN_TOKEN][:-3] + "xx/").status_code == 404
