"""Settings that endanger people's words once others reach the server: each refused at the start, with its repair.

Asked by web server, worker and beat before they do anything, and by `manage.py check --deploy`. Where SITE_URL names
this machine alone (a demo, a test, a developer) nothing is refused. Reads settings, and asks the broker one question.
"""

import re
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import redis
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured

PATIENCE = 1.0
"""Seconds for the broker to say how it is set; one that is away is no reason not to start."""
SHORTEST_KEY, SHORTEST_TOKEN = 50, 20
KNOWN = re.compile(r"change|insecure|secret-?key|example|stands for", re.IGNORECASE)
"""What keys say that somebody has copied."""


@register(Tags.security, deploy=True)
def check_dangers(**_rest: Any) -> list[CheckMessage]:
    """Everything that is dangerous here; nothing where only this machine reaches the server."""
    if is_this_machine(settings.SITE_URL):
        return []
    return [
        *_about_development(),
        *_about_the_key(),
        *_about_the_way_in(),
        *_about_tokens(),
        *_about_the_broker(),
    ]


def insist() -> None:
    """Raises ImproperlyConfigured with every danger and its repair; for processes that run no checks."""
    if found := check_dangers():
        raise ImproperlyConfigured(" ".join(f"{one.msg} {one.hint}" for one in found))


def is_this_machine(address: str) -> bool:
    """Whether an address leads nowhere but to the machine itself."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.split(".")[-1] == "localhost"


def _about_development() -> Iterator[CheckMessage]:
    if settings.DEBUG:
        yield Error(
            "DEBUG is on, and shows settings and people's words to whoever meets a fault.",
            hint="Take DEBUG away, or set DEBUG=0.",
            id="dangers.E001",
        )
    if settings.DEMO:
        yield Error(
            "DEMO is on: everybody in a demo has the same, published password.",
            hint="Take DEMO and DEMO_PASSWORD away, and begin with an empty database.",
            id="dangers.E002",
        )


def _about_the_key() -> Iterator[CheckMessage]:
    former = [("SECRET_KEY_FALLBACKS", key) for key in settings.SECRET_KEY_FALLBACKS]
    for name, key in [("SECRET_KEY", settings.SECRET_KEY), *former]:
        if len(key) < SHORTEST_KEY or len(set(key)) < 10 or KNOWN.search(key):
            yield Error(
                f"{name} is short, or one that others know: with it anybody signs in as anybody.",
                hint='Set what this prints: python3 -c "import secrets; print(secrets.token_urlsafe(50))"',
                id="dangers.E003",
            )


def _about_the_way_in() -> Iterator[CheckMessage]:
    if not settings.HTTPS:
        yield Error(
            f"SITE_URL={settings.SITE_URL} is without TLS: passwords and ideas go readable through the network.",
            hint="Put a proxy with a certificate in front, set SITE_URL=https://... and BEHIND_PROXY=1.",
            id="dangers.E004",
        )
    elif not settings.BEHIND_PROXY:
        yield Error(
            "SITE_URL is https and BEHIND_PROXY is 0: gunicorn speaks no TLS, so each page would lead to itself, and "
            "all people would share one limit for signing in.",
            hint="Set BEHIND_PROXY to the number of proxies in front, mostly 1.",
            id="dangers.E005",
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield Error(
            "ALLOWED_HOSTS answers to every name, so mails could be made to lead elsewhere.",
            hint="Name the hosts, or take it away: then it is that of SITE_URL.",
            id="dangers.E006",
        )


def _about_tokens() -> Iterator[CheckMessage]:
    if 0 < len(settings.METRICS_TOKEN) < SHORTEST_TOKEN:
        yield Error(
            f"METRICS_TOKEN is shorter than {SHORTEST_TOKEN} characters and can be guessed.",
            hint='Set what this prints: python3 -c "import secrets; print(secrets.token_urlsafe())"',
            id="dangers.E007",
        )


def _about_the_broker() -> Iterator[CheckMessage]:
    policy = _eviction()
    if policy not in ("", "noeviction"):
        yield Error(
            f"Redis has maxmemory-policy {policy} and throws messages away when its memory is full.",
            hint="Set maxmemory-policy noeviction in its configuration, and use it for nothing but Tell.",
            id="dangers.E008",
        )


def _eviction() -> str:
    """What Redis does when it is full; empty where it is no Redis, is away or does not say."""
    if urlsplit(settings.REDIS_URL).scheme not in ("redis", "rediss", "unix"):
        return ""
    limits = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
    try:
        with redis.Redis.from_url(settings.REDIS_URL, **limits) as broker:
            return str(broker.info("memory").get("maxmemory_policy", ""))
    except redis.RedisError:
        return ""
