"""Every kind of answer, refusals, faults, redirects and files of our own included, carries its headers."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from config import settings as of_production
from ideas.views import health
from tests.access.places import every_address
from tests.access.stage import Stage, browser_of, header_faults, stage_of
from tests.book import QUICK
from tests.conftest import Proved

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(3600)]

VISITORS = ("admin", "coordinator", "submitter", "employee", "nobody", "leaver")
METHODS = ("get", "head", "post", "put", "delete", "options")
OURS = ("/static/tell/tell.css", "/robots.txt", "/favicon.ico")
Answers = Iterator[tuple[int, Any]]


def refusals() -> Answers:
    """Status and answer, for strangers: of what no page answers."""
    browser = Client(raise_request_exception=False)
    yield 400, browser.get("/", headers={"host": "evil.example"})
    yield 404, browser.get("/no-such-page/")
    yield 404, browser.get("/calendar/nobody.ics")
    yield 405, browser.delete("/healthz")
    yield 403, Client(enforce_csrf_checks=True).post(reverse("account_login"))
    yield 302, browser.get("/ideas/")
    for n in range(6):
        slip = {"login": "K-1", "code": f"AAAA-AAAA-AAA{n}", "password": "correct horse battery"}
        answer = browser.post(reverse("accept_slip"), slip)
    yield 429, answer
    with override_settings(SECURE_SSL_REDIRECT=True):
        yield 301, Client().get("/ideas/")


def of_files() -> Answers:
    """Our own files, as the server of an installation gives them, whole and when nothing has changed."""
    with override_settings(
        MIDDLEWARE=of_production.MIDDLEWARE,
        STATIC_ROOT="",
        WHITENOISE_USE_FINDERS=True,
        WHITENOISE_AUTOREFRESH=True,
    ):
        browser = Client()
        for path in OURS:
            whole = browser.get(path)
            whole.getvalue()
            yield 200, whole
            yield 304, browser.get(path, headers={"if-modified-since": whole["Last-Modified"]})


def of_faults(patch: pytest.MonkeyPatch) -> Answers:
    """A page that breaks, and a server that is not ready."""
    browser = Client(raise_request_exception=False)

    def broken(*_words: Any, **_facts: Any) -> None:
        raise RuntimeError("Broken.")

    with patch.context() as broken_page:
        broken_page.setattr("ideas.views.people.render", broken)
        yield 500, browser.get("/privacy/")
    with patch.context() as not_ready:
        not_ready.setattr(health, "checked", lambda: {"database": {"ok": False}})
        yield 503, browser.get("/readyz")


def faults_of(answers: Answers) -> tuple[int, list[str]]:
    """How many answers, and what is missing in which, or which is of another kind than meant."""
    seen, found = 0, list[str]()
    for status, answer in answers:
        seen += 1
        what = f"{status} {answer.request['PATH_INFO']}"
        found += [f"{what}: {fault}" for fault in header_faults(answer, signed_in=False)]
        found += [] if answer.status_code == status else [f"{what} answers {answer.status_code}"]
    return seen, found


def visited(stage: Stage, people: tuple[str, ...], every: int = 1) -> int:
    """Every address by every method and person; the stage notes what is missing."""
    for _name, path in list(every_address(stage))[::every]:
        for person in people:
            browser = browser_of(stage.people[person])
            browser.handler.enforce_csrf_checks = True  # so that nothing is carried out
            stage.browsers[person] = browser
            for method in METHODS:
                stage.visit(person, path, method)
    return stage.cells


def test_refusals_and_redirects_carry_their_headers():
    assert faults_of(refusals())[1] == []


def test_our_own_files_carry_their_headers():
    assert faults_of(of_files())[1] == []


def test_faults_carry_their_headers(monkeypatch: pytest.MonkeyPatch):
    assert faults_of(of_faults(monkeypatch))[1] == []


def test_an_answer_without_its_headers_would_be_found():
    without = [name for name in settings.MIDDLEWARE if "clickjacking" not in name]
    with override_settings(MIDDLEWARE=without):
        assert "404 /no-such-page/: X-Frame-Options is None" in faults_of(refusals())[1]


@pytest.mark.proof
def test_every_answer_carries_its_headers(proved: Proved, monkeypatch: pytest.MonkeyPatch):
    stage = stage_of("conversation")
    seen = visited(stage, VISITORS[:2] if QUICK else VISITORS, every=8 if QUICK else 1)
    assert stage.faults == []
    for answers in (refusals(), of_files(), of_faults(monkeypatch)):
        more, found = faults_of(answers)
        assert found == []
        seen += more
    proved(
        "S16", f"{seen} answers to {len(VISITORS)} people by {len(METHODS)} methods: 100 % with all headers"
    )
