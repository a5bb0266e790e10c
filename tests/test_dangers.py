"""What must not be set where others reach the server: refused by each process at its start, with the repair."""

import logging
import os
import re
import secrets
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

from config.middleware import ProxiesCounted
from ideas import dangers

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def sound(settings):
    """Settings of a server that others reach, all well."""
    settings.SITE_URL, settings.HTTPS = "https://ideas.example.com", True
    settings.BEHIND_PROXY = 1
    settings.SECRET_KEY = secrets.token_urlsafe(50)
    settings.ALLOWED_HOSTS = ["ideas.example.com"]
    settings.REDIS_URL = "redis://127.0.0.1:1/0"  # away: another test changes how the real one is set
    return settings


def found() -> list[str]:
    return [f"{one.id[-4:]} {one.msg} {one.hint}" for one in dangers.check_dangers()]


def test_sound_settings_start(sound):
    assert found() == []
    dangers.insist()


@pytest.mark.parametrize(
    ("name", "value", "code", "repair"),
    [
        ("DEBUG", True, "E001", "set DEBUG=0"),
        ("DEMO", True, "E002", "Take DEMO and DEMO_PASSWORD away"),
        ("SECRET_KEY", "short", "E003", "secrets.token_urlsafe(50)"),
        ("SECRET_KEY", "ab" * 40, "E003", "secrets.token_urlsafe(50)"),
        (
            "SECRET_KEY",
            "django-insecure-0123456789abcdefghijklmnopqrstuvwxyz-0123456789",
            "E003",
            "secrets.token_urlsafe(50)",
        ),
        ("SECRET_KEY_FALLBACKS", ["short"], "E003", "secrets.token_urlsafe(50)"),
        ("HTTPS", False, "E004", "SITE_URL=https://"),
        ("BEHIND_PROXY", 0, "E005", "number of proxies in front"),
        ("ALLOWED_HOSTS", ["*"], "E006", "Name the hosts"),
        ("METRICS_TOKEN", "guess me", "E007", "secrets.token_urlsafe()"),
    ],
)
def test_danger_is_refused_with_its_repair(sound, name, value, code, repair):
    setattr(sound, name, value)
    (said,) = found()
    assert said.startswith(code)
    assert repair in said
    with pytest.raises(ImproperlyConfigured, match=re.escape(repair)):
        dangers.insist()
    assert any(one.id == f"dangers.{code}" for one in run_checks(include_deployment_checks=True))


@contextmanager
def broker_set_to(policy: str):
    with redis.Redis.from_url(os.environ["REDIS_URL"]) as broker:
        former = broker.config_get("maxmemory-policy")["maxmemory-policy"]
        broker.config_set("maxmemory-policy", policy)
        try:
            yield
        finally:
            broker.config_set("maxmemory-policy", former)


def test_redis_that_throws_away_is_refused_and_one_that_is_away_is_not(sound):
    sound.REDIS_URL = os.environ["REDIS_URL"]
    with broker_set_to("allkeys-lru"):
        (said,) = found()
    assert said.startswith("E008")
    assert "maxmemory-policy noeviction" in said
    for elsewhere in ("redis://127.0.0.1:1/0", "amqp://127.0.0.1:1//"):
        sound.REDIS_URL = elsewhere
        assert found() == []


@pytest.mark.parametrize(
    ("address", "alone"),
    [
        ("http://localhost:8000", True),
        ("http://tell.localhost", True),
        ("http://127.0.0.1:1", True),
        ("http://[::1]:8000", True),
        ("http://tell", False),
        ("http://10.0.0.7", False),
        ("https://localhost.example.com", False),
        ("http://127.example.com", False),
    ],
)
def test_only_this_machine_is_left_alone(settings, address, alone):
    settings.SITE_URL, settings.DEBUG = address, True
    assert dangers.is_this_machine(address) is alone
    assert (found() == []) is alone


@pytest.mark.parametrize(
    "command",
    [
        ("-c", "import config.wsgi"),
        ("-m", "celery", "-A", "config.celery", "-q", "worker", "-c", "1"),
        ("-m", "celery", "-A", "config.celery", "-q", "beat", "--pidfile=", "-s", "schedule"),
    ],
)
def test_each_process_refuses_to_start(command, tmp_path):
    environment = {
        **os.environ,
        "SITE_URL": "http://ideas.example.com",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-W", "ignore", *command],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0
    assert "SITE_URL=https://..." in done.stderr


@pytest.mark.parametrize(
    ("behind", "forwarded", "lines"),
    [
        (1, "203.0.113.9", 0),
        (2, "203.0.113.9, 10.0.0.1", 0),
        (0, "", 0),
        (0, "203.0.113.9", 1),
        (1, "", 1),
        (2, "203.0.113.9", 1),
        (1, "198.51.100.1, 203.0.113.9", 1),
    ],
)
def test_wrong_number_of_proxies_is_said_once(sound, caplog, behind, forwarded, lines):
    sound.BEHIND_PROXY = behind
    request, probe = HttpRequest(), HttpRequest()
    request.path, probe.path = "/", "/healthz"  # probes come past the proxy
    if forwarded:
        request.META["HTTP_X_FORWARDED_FOR"] = forwarded
    answer = ProxiesCounted(lambda _request: HttpResponse("well"))
    with caplog.at_level(logging.ERROR):
        if behind and not forwarded:
            answer(probe)
            assert caplog.records == []
        assert [answer(request).content for _time in range(3)] == [b"well"] * 3
    assert len(caplog.records) == lines
    assert all("set that number" in record.getMessage() for record in caplog.records)
    assert "203.0.113.9" not in caplog.text
