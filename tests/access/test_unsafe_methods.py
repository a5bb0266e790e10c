"""Nothing is sent without a token, no address leads off this site, and no answer goes without its headers."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from ideas.models import Event
from tests.access.rows import PAGES
from tests.access.stage import SIGN_IN, changes, header_faults, page
from tests.factories import Cast, experts_of, make_cast, make_idea, make_user
from tests.test_transitions import ALLOWED

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

ELSEWHERE = (
    "https://evil.example/",
    "http://evil.example",
    "//evil.example/",
    "///evil.example/",
    "////evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "https:evil.example",
    "https:///evil.example",
    "http:/\\evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//evil.example@testserver/",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "//testserver%2eevil.example",
    "/%2f/evil.example\r\nLocation: https://evil.example/",
)
PASSWORD = "correct horse battery"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def stays_here(address: str) -> bool:
    """Whether a browser that is sent there stays on this site."""
    cleaned = address.replace("\\", "/").replace("\t", "").replace("\n", "").replace("\r", "").strip()
    parts = urlsplit(cleaned)
    return (
        not cleaned.startswith("//") and parts.scheme in ("", "http") and parts.netloc in ("", "testserver")
    )


def strict(person: object) -> Client:
    """A browser that is asked for its token, as every real one is."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person)  # type: ignore[arg-type]
    return browser


def test_nothing_is_sent_without_a_token(cast: Cast):
    idea = make_idea(cast, "in_review")
    admin, submitter, expert = strict(cast.admin), strict(cast.submitter), strict(experts_of(idea)[0])
    pages = [page(name, *([1] if row.of else [])) for name, row in PAGES.items() if row.post]
    verbs = [page("act", idea.public_id, verb) for verb in sorted(ALLOWED)]
    before, accepted = changes(), []
    for browser in (admin, submitter, expert):
        for path in (*pages, *verbs):
            if browser.post(path, {"key": "9b2d7a9e-5f0f-4c55-9c3c-3a1b6d0c7f11"}).status_code < 400:
                accepted.append(path)
    assert accepted == []
    assert changes() == before


@pytest.mark.parametrize("name", ["account_login", "account_logout", "account_signup", "set_language"])
def test_signing_in_and_out_takes_a_token(name: str):
    browser = strict(make_user())
    before = changes()
    assert browser.post(reverse(name), {"language": "de"}).status_code == 403
    assert changes() == before


@pytest.mark.parametrize("address", ELSEWHERE)
def test_the_way_back_of_a_verb_stays_here(cast: Cast, address: str):
    idea = make_idea(cast, "in_review")
    browser = Client()
    browser.force_login(cast.submitter)
    path = page("act", idea.public_id, "follow")
    shown = browser.get(path, {"next": address})
    assert stays_here(address) or f'href="{address}"' not in shown.content.decode()
    key = "9b2d7a9e-5f0f-4c55-9c3c-3a1b6d0c7f11"
    sent = browser.post(path, {"next": address, "key": key})
    assert sent.status_code == 302
    assert stays_here(sent["Location"])
    again = browser.post(f"{path}?next=//evil.example", {"next": address, "key": key})
    assert stays_here(again["Location"])


@pytest.mark.parametrize("address", ELSEWHERE)
def test_other_ways_back_stay_here(address: str):
    person = make_user(email="way@example.com")
    person.set_password(PASSWORD)
    person.save()
    browser = Client()
    signed_in = browser.post(SIGN_IN, {"login": person.email, "password": PASSWORD, "next": address})
    asked = [
        signed_in,
        browser.post(reverse("set_language"), {"language": "de", "next": address}),
        browser.post(reverse("inbox_read"), {"next": address}),
        browser.get(SIGN_IN, {"next": address}),
        browser.post(reverse("account_logout"), {"next": address}),
    ]
    assert [a.get("Location", "") for a in asked if not stays_here(a.get("Location", ""))] == []
    assert signed_in.status_code == 302


def test_a_stranger_is_led_back_to_where_they_wanted_and_nowhere_else():
    answer = Client().get("//evil.example/ideas/")
    assert stays_here(answer.get("Location", ""))


@pytest.mark.parametrize(
    "path",
    ["/no-such-page/", "/ideas/zzzzzzzzzz/", "/scheme/", "/accounts/login/", "/healthz", "/me/data.json"],
)
def test_every_kind_of_answer_carries_its_headers(path: str):
    assert header_faults(Client().get(path), signed_in=False) == []
    browser = Client()
    browser.force_login(make_user())
    assert header_faults(browser.get(path), signed_in=True) == []
    assert header_faults(browser.delete(path), signed_in=True) == []


def test_an_answer_without_a_token_carries_its_headers():
    browser = strict(make_user())
    assert header_faults(browser.post(reverse("inbox_read")), signed_in=True) == []


def test_looking_leaves_the_story_alone(cast: Cast):
    idea = make_idea(cast, "in_review")
    before = (changes(), Event.objects.count())
    for person in (cast.submitter, cast.coordinator1, experts_of(idea)[0]):
        browser = Client()
        browser.force_login(person)
        at = changes()
        browser.get(page("idea", idea.public_id))
        browser.head(page("idea", idea.public_id))
        assert changes() == at
    assert Event.objects.count() == before[1]
