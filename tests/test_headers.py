"""What every answer carries."""

import gzip

import pytest

from tests.factories import make_user

pytestmark = pytest.mark.django_db

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SIGN_IN = "/accounts/login/"


@pytest.mark.parametrize("path", [SIGN_IN, "/", "/no-such-page/"])
def test_answers_tell_the_browser_to_be_careful(client, path):
    answer = client.get(path)
    assert {name: answer.get(name) for name in EVERYWHERE} == EVERYWHERE
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_pages_of_a_signed_in_person_are_kept_by_no_cache(client):
    client.force_login(make_user())
    answer = client.get("/")
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]


PACKED = {"accept-encoding": "gzip"}


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_pages_that_we_or_the_person_asked_for_are_compressed(client, site):
    answer = client.get(SIGN_IN, headers={**PACKED, "sec-fetch-site": site})
    assert answer["Content-Encoding"] == "gzip"
    assert b"<h1>" in gzip.decompress(answer.content)
    assert "Sec-Fetch-Site" in answer["Vary"]


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "None", "none, none"])
def test_pages_that_a_foreign_site_may_have_caused_are_not_compressed(client, site):
    answer = client.get(SIGN_IN, headers={**PACKED, "sec-fetch-site": site})
    assert "Content-Encoding" not in answer
    assert "Sec-Fetch-Site" in answer["Vary"]


def test_pages_for_who_does_not_say_are_not_compressed(client):
    assert "Content-Encoding" not in client.get(SIGN_IN, headers=PACKED)


def test_nothing_but_pages_is_compressed(client):
    headers = {**PACKED, "sec-fetch-site": "same-origin"}
    assert "Content-Encoding" not in client.get("/manifest.webmanifest", headers=headers)


def test_page_shows_the_installations_name_and_colour(client, settings):
    settings.SITE_NAME, settings.SITE_ACCENT = "Ideas at Nordwerk", 180
    shown = client.get(SIGN_IN)
    assert shown.context["site_accent"] == 180
    assert "Ideas at Nordwerk" in shown.content.decode()
