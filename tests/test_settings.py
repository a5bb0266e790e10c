"""Settings that would be dangerous if they were otherwise."""

import os
import runpy
import shutil
from pathlib import Path

import environ
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import NoReverseMatch, reverse

from config import urls

ROOT = Path(__file__).resolve().parent.parent
LEAST = {"SECRET_KEY": "x" * 60, "DATABASE_URL": "postgresql://tell@db.example.com/tell"}


@pytest.fixture
def settings_with(monkeypatch):
    """The settings under exactly this environment."""

    def read(path: Path = ROOT / "config/settings.py", **environment: str) -> dict:
        monkeypatch.setattr(environ.Env, "ENVIRON", environment)
        return runpy.run_path(str(path))

    return read


@pytest.mark.parametrize("name", sorted(LEAST))
def test_settings_refuse_to_start_without(name, settings_with):
    with pytest.raises(ImproperlyConfigured, match=name):
        settings_with(**{**LEAST, name: ""})


def test_settings_are_safe_where_nothing_is_said(settings_with):
    found = settings_with(**LEAST)
    assert found["DEBUG"] is False
    assert found["ALLOWED_HOSTS"] == ["localhost"]
    assert found["SIGNUP_DOMAINS"] == []
    assert found["DJANGO_ADMIN_PATH"] == ""
    assert found["DEMO"] is False
    assert "SECURE_PROXY_SSL_HEADER" not in found
    assert found["MIN_REVIEWS"] == 2
    assert found["GLANCE_REQUIRED"] is True


def test_settings_know_two_ways_to_speak_german(settings_with):
    assert settings_with(**LEAST)["LOCALE_PATHS"][0].name == "sie"
    assert settings_with(**LEAST, GERMAN_ADDRESS="du")["LOCALE_PATHS"][0].name == "du"
    with pytest.raises(ImproperlyConfigured, match="German says either Sie or du"):
        settings_with(**LEAST, GERMAN_ADDRESS="Ihr")


def test_settings_of_a_directory_are_whole_or_refused(settings_with):
    there = {**LEAST, "OIDC_SERVER": "https://id.example.com/realms/x/", "OIDC_CLIENT_ID": "tell"}
    found = settings_with(**there)
    assert found["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"][0]["settings"]["server_url"] == (
        "https://id.example.com/realms/x"
    )
    assert "https://id.example.com" in found["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["form-action"]
    assert settings_with(**LEAST)["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"] == []
    for wrong, why in (
        ({"OIDC_CLIENT_ID": ""}, "not OIDC_CLIENT_ID"),
        ({"OIDC_SERVER": "http://id.example.com"}, "over https:// alone"),
        ({"OIDC_SERVER": "", "OIDC_ONLY": "1"}, "nobody could sign in"),
    ):
        with pytest.raises(ImproperlyConfigured, match=why):
            settings_with(**{**there, **wrong})


def test_settings_of_an_https_site_keep_cookies_off_plain_http(settings_with):
    found = settings_with(**LEAST, SITE_URL="https://ideas.example.com/")
    secure = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE", "SECURE_SSL_REDIRECT")
    assert [found[name] for name in secure] == [True] * 4
    assert found["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert found["ALLOWED_HOSTS"] == ["ideas.example.com"]
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://ideas.example.com"]


def test_settings_trust_a_proxy_only_when_told_to(settings_with):
    found = settings_with(**LEAST, BEHIND_PROXY="1")
    assert found["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert found["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1
    assert settings_with(**LEAST, BEHIND_PROXY="2")["ALLAUTH_TRUSTED_PROXY_COUNT"] == 2
    assert settings_with(**LEAST, BEHIND_PROXY="yes")["BEHIND_PROXY"] == 1
    assert "SECURE_PROXY_SSL_HEADER" not in settings_with(**LEAST, BEHIND_PROXY="no")
    with pytest.raises(ImproperlyConfigured, match="number of proxies"):
        settings_with(**LEAST, BEHIND_PROXY="two")


def test_settings_know_networks_or_say_which_is_none(settings_with):
    found = settings_with(**LEAST, METRICS_ALLOWED="10.1.0.0/16,::1")["METRICS_ALLOWED"]
    assert [str(network) for network in found] == ["10.1.0.0/16", "::1/128"]
    with pytest.raises(ImproperlyConfigured, match=r"METRICS_ALLOWED: 10\.1\.0\.1/16 has host bits set"):
        settings_with(**LEAST, METRICS_ALLOWED="10.1.0.1/16")


def test_settings_read_what_a_running_demo_leaves(settings_with, tmp_path):
    for folder in ("config", ".demo"):
        (tmp_path / folder).mkdir()
    shutil.copy(ROOT / "config/settings.py", tmp_path / "config")
    left = {**LEAST, "DATABASE_URL": "postgresql://tell@/tell?host=/somewhere/run"}
    (tmp_path / ".demo/env").write_text("".join(f"{name}={value}\n" for name, value in left.items()))
    path = tmp_path / "config/settings.py"
    assert settings_with(path)["DATABASES"]["default"]["OPTIONS"]["host"] == "/somewhere/run"
    assert settings_with(path, **LEAST)["DATABASES"]["default"]["HOST"] == "db.example.com"


def test_content_security_policy_allows_no_inline_code():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    words = [word for sources in directives.values() for word in sources]
    assert directives["default-src"] == ["'self'"]
    assert directives["frame-ancestors"] == ["'none'"]
    assert not any("unsafe" in word or "*" in word or "http" in word for word in words)


def test_web_server_of_a_replica_writes_nothing(settings_with):
    found = settings_with(**LEAST, READ_ONLY="1")
    assert found["DATABASES"]["default"]["OPTIONS"]["options"].endswith("-c default_transaction_read_only=on")
    assert found["CACHES"]["default"]["BACKEND"].endswith("LocMemCache")
    assert "read_only" not in settings_with(**LEAST)["DATABASES"]["default"]["OPTIONS"]["options"]


def test_cache_does_not_hang_on_redis():
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"


def test_publishing_gives_up_and_tasks_outlive_their_worker():
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    assert options["socket_timeout"] == options["socket_connect_timeout"] == 1
    assert settings.CELERY_TASK_PUBLISH_RETRY_POLICY == {"max_retries": 0}
    assert settings.CELERY_TASK_IGNORE_RESULT is True
    assert not hasattr(settings, "CELERY_RESULT_BACKEND")
    assert settings.CELERY_TASK_ACKS_LATE is settings.CELERY_TASK_REJECT_ON_WORKER_LOST is True
    assert options["visibility_timeout"] > settings.CELERY_TASK_TIME_LIMIT


def test_broker_address_is_spelt_as_celery_wants_it(settings_with):
    found = settings_with(**LEAST, REDIS_URL="unix:///run/valkey.sock")
    assert found["CELERY_BROKER_URL"] == "redis+socket:///run/valkey.sock"
    assert settings_with(**LEAST, REDIS_URL="rediss://r:1/0")["CELERY_BROKER_URL"] == "rediss://r:1/0"


def test_mail_leaves_through_the_outbox_alone(settings_with):
    found = settings_with(**LEAST, EMAIL_URL="smtp+tls://tell:pass%2Fword@mail.example.com:587")
    assert found["EMAIL_BACKEND"] == "ideas.outbox.OutboxBackend"
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example.com", 587)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("tell", "pass/word")
    assert found["EMAIL_USE_TLS"] is True
    assert found["EMAIL_TIMEOUT"] == 15


def test_admin_has_no_address_of_its_own_accord(settings):
    with pytest.raises(NoReverseMatch):
        reverse("admin:index")
    settings.DJANGO_ADMIN_PATH = "back-room"
    routes = [str(pattern.pattern) for pattern in runpy.run_path(urls.__file__)["urlpatterns"]]
    assert routes[0] == "back-room/"


def test_tests_run_on_throw_away_servers():
    assert os.environ["TELL_TEST_SERVERS"] in settings.DATABASES["default"]["OPTIONS"]["host"]
