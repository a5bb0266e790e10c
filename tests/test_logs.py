"""Log lines for machines: what they carry, and that nothing that people wrote is in them."""

import io
import json
import logging
import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from celery import shared_task
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path, reverse

from accounts.models import User
from config.logs import JsonLines
from ideas import outbox
from ideas.models import OutgoingMail
from ideas.outbox import line
from tests.factories import make_cast, make_idea, make_user, owner_of
from tests.outbox.letters import post

ROOT = Path(__file__).resolve().parent.parent
CANARY = "Kanarienvogel"
PERSON = f"{CANARY.lower()}@example.com"


def fail(request: HttpRequest, secret: str) -> HttpResponse:
    with transaction.atomic():
        User.objects.create(email=PERSON, name=CANARY)  # the database repeats the address in its refusal
    raise AssertionError


urlpatterns = [path("fail/<str:secret>/", fail), path("", include("config.urls"))]
handler500 = "ideas.views.errors.broken"


@shared_task(name="tests.broken")
def broken_task() -> None:
    logging.getLogger("ideas.tests").warning("inside")
    raise ValueError(CANARY)


@pytest.fixture
def lines():
    """What is logged, as objects."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)


@pytest.fixture
def visitor(settings) -> Client:
    settings.ROOT_URLCONF = "tests.test_logs"
    return Client(raise_request_exception=False)


@pytest.mark.django_db
def test_fault_is_told_by_type_and_place_in_its_request(visitor, lines):
    make_user(CANARY, email=PERSON)
    answer = visitor.get(f"/fail/{CANARY}/?q={CANARY}", headers={"x-request-id": "of-the-proxy-1"})
    (told,) = lines()
    assert answer.headers["X-Request-ID"] == told["request"] == "of-the-proxy-1"
    assert (told["level"], told["logger"], told["status_code"]) == ("ERROR", "django.request", 500)
    assert told["message"] == "500 GET /fail/<str:secret>/"
    assert told["fault"]["type"].startswith("django.db.utils.IntegrityError from psycopg.errors.")
    assert any(
        place.startswith("tests/test_logs.py:") and place.endswith(" fail") for place in told["fault"]["at"]
    )
    assert CANARY.lower() not in json.dumps(told).lower()


@pytest.mark.django_db
def test_nothing_that_people_wrote_is_logged(visitor, lines, settings, monkeypatch):
    settings.ADMINS = []
    cast = make_cast()
    idea = make_idea(cast, "in_review", title=f"{CANARY} am Fenster", text=f"{CANARY} singt.")
    visitor.get(f"/ideas/{CANARY}/?q={CANARY}")  # 404
    visitor.post("/accounts/login/", {"login": PERSON, "password": CANARY})
    Client(enforce_csrf_checks=True).post(
        reverse("new"), {"title": CANARY}, headers={"referer": f"http://x/{CANARY}"}
    )
    visitor.get("/", headers={"host": f"{CANARY}.example"})  # a host that is not answered
    visitor.force_login(owner_of(idea))
    visitor.post(reverse("act", args=[idea.public_id, "decide"]), {"text": CANARY})
    log = logging.getLogger("gunicorn.error")
    log.warning(f"Invalid request from ip=203.0.113.9: {CANARY}")
    log.error("550 <%s> unknown", PERSON)
    try:
        raise IntegrityError(f"Key (title)=({CANARY})")
    except IntegrityError as reason:
        log.exception("Error handling request %s", f"/?q={CANARY}")
        logging.getLogger("celery.app.trace").error(
            "Task %(name)s[%(id)s] %(description)s: %(exc)s",
            {
                "name": "ideas.sweep",
                "id": "7",
                "description": "raised unexpected",
                "exc": repr(reason),
                "args": CANARY,
            },
            exc_info=True,
        )
    mail = post(make_user(CANARY, email=PERSON), subject=CANARY)

    def refused(*_words: object) -> None:
        raise line.Answer(550, f"{PERSON} {CANARY}")

    monkeypatch.setattr(line.Line, "send", refused)
    outbox.deliver_due()
    assert OutgoingMail.objects.get(pk=mail.pk).state != "sent"

    told = lines()
    assert len(told) >= 6
    assert [one for one in told if CANARY.lower() in json.dumps(one, ensure_ascii=False).lower()] == []
    assert "203.0.113.9" not in json.dumps(told)
    words = [one["message"] for one in told]
    assert "550 <[address]> unknown" in words
    assert "Error handling request …" in words
    assert "Task ideas.sweep[7] raised unexpected: …" in words
    assert "Invalid request" in words


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "with space 1", "line\tbreak", "ünicode-12345"])
def test_id_that_is_not_plain_is_replaced(client, given):
    answer = client.get(reverse("healthz"), headers={"x-request-id": given})
    assert UUID(answer.headers["X-Request-ID"])


def test_lines_of_a_task_carry_its_id(lines):
    done = broken_task.apply(task_id="of-the-task")
    assert isinstance(done.result, ValueError)
    told = [one for one in lines() if one["message"] == "inside"]
    assert [one["task"] for one in told] == ["of-the-task"]
    assert "request" not in told[0]
    assert CANARY not in json.dumps(lines())


def test_our_own_lines_keep_their_numbers(lines):
    logging.getLogger("ideas.sweep").info(
        "sweep came second", extra={"idea": 7, "verb": "close", "text": CANARY}
    )
    (told,) = lines()
    assert (told["idea"], told["verb"]) == (7, "close")
    assert "text" not in told


def test_form_is_one_of_two():
    command = [sys.executable, "-c", "import config.settings"]
    environment = {**os.environ, "LOG_FORMAT": "xml"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert f"{ImproperlyConfigured.__name__}: LOG_FORMAT is 'xml'. Set plain or json." in done.stderr


STARTS = """
import logging, runpy
from gunicorn.config import Config
from gunicorn.glogging import Logger
from config.celery import app
app.log.setup(loglevel="INFO")
logging.getLogger("celery.worker").error("one")
logging.getLogger("ideas").error("two")
told = Config()
told.set("logconfig_dict", runpy.run_path("config/gunicorn.py")["logconfig_dict"])
Logger(told).error("three")
"""


def test_worker_and_web_server_speak_json_when_asked_to():
    environment = {**os.environ, "LOG_FORMAT": "json", "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-c", STARTS]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert [json.loads(one)["message"] for one in done.stderr.splitlines()] == ["one", "two", "three"]
