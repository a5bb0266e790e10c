"""No address that somebody gives leads off this site, and no address that somebody writes is called by the tool."""

import re
import socket
import urllib.request
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import User
from accounts.redirects import safe_next
from ideas import clock, conversation, outbox, workflow
from ideas.models import Idea, OutgoingMail
from ideas.views.ways import way_back
from ideas.workflow import Time
from tests.access.stage import SIGN_IN, browser_of, page
from tests.access.test_unsafe_methods import ELSEWHERE, PASSWORD, stays_here
from tests.book import QUICK
from tests.conftest import Proved
from tests.factories import Cast, make_cast, make_idea, owner_of
from tests.journeys import book
from tests.test_sign_in import AWAY

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(1800)]

AWAY_IN_VARIANTS = sorted({*AWAY, *ELSEWHERE})
HOSTS = (
    *("127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "0x7f000001", "0177.0.0.1", "127.1"),
    *("10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "[fd00::1]", "[::ffff:10.0.0.1]"),
    *(
        "metadata.google.internal",
        "127.0.0.1.nip.io",
        "evil.example",
        "user:pw@10.0.0.1",
        "evil.example#@10.0.0.1",
    ),
    "１２７.０.０.１",
)
FORMS = ("https://{}/x", "http://{}:6379/latest/meta-data/")
OTHERS = (
    "file:///etc/passwd",
    "gopher://10.0.0.1:25/_MAIL",
    "ftp://10.0.0.1/x",
    "dict://127.0.0.1:6379/INFO",
)
OUTBOUND = [form.format(host) for host in HOSTS for form in FORMS]
OUTBOUND += [f"//{host}/x" for host in HOSTS] + list(OTHERS)
CALLS = re.compile(
    r"^\s*(?:import|from) +(requests|httpx|http\.client|urllib\.request|urllib3|aiohttp|socket|ftplib|telnetlib)\b",
    re.MULTILINE,
)
OF_THE_TOOL = ("ideas", "accounts")
FETCHES = re.compile(
    r"<(?:img|script|iframe|object|embed|video|audio|source|link)\b[^>]*(?:src|href|data)=\"([^\"]+)"
)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every attempt of Python to reach another machine or to ask for its address; none of them gets through."""
    found: list[str] = []

    def noted(*where: Any, **_more: Any) -> Any:
        found.append(str(where))
        raise OSError("No way out in this test.")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, noted)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, noted)
    return found


@pytest.fixture
def cast() -> Cast:
    return make_cast()


# where a `next` leads -------------------------------------------------------------------------------------------


def ways_back(person: User, idea: Idea, address: str) -> Iterator[str]:
    """Where each form and page that takes a `next` leads when it is this one."""
    asked = RequestFactory().post("/", {"next": address})
    yield safe_next(asked, "/")
    yield way_back(asked, "/")
    browser, key = browser_of(person), str(uuid.uuid4())
    verb = page("act", idea.public_id, "follow")
    posts = (
        (verb, {"key": key}),
        (f"{verb}?next=//evil.example", {"key": key}),
        (reverse("set_language"), {"language": "en"}),
        (reverse("inbox_read"), {}),
        (reverse("account_reauthenticate"), {"password": PASSWORD}),
        (reverse("account_logout"), {}),
        (SIGN_IN, {"login": person.email, "password": PASSWORD}),
        (reverse("account_signup"), {"name": "E", "email": "e@example.com"}),
    )
    for path, typed in posts:
        yield browser.post(path, {**typed, "next": address}).get("Location", "")
    yield Client().get(SIGN_IN, {"next": address}).get("Location", "")


def led_away(cast: Cast, addresses: list[str]) -> tuple[int, list[str]]:
    """How often somebody was led somewhere, and where that was off this site."""
    idea = make_idea(cast, "in_review")
    cast.submitter.set_password(PASSWORD)
    cast.submitter.save()
    asked, away = 0, []
    for address in addresses:
        for led in ways_back(cast.submitter, idea, address):
            asked += 1
            away += [] if stays_here(led) else [f"{address!r} leads to {led!r}"]
    return asked, away


def test_a_way_back_that_leaves_the_site_would_be_found(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ideas.views.ways.is_ours", lambda _request, _address: True)
    assert led_away(cast, ["//evil.example/"])[1] != []


# what people write, and the tool does not call ------------------------------------------------------------------


def written_everywhere(cast: Cast, address: str, folder: Path) -> list[str]:
    """Writes an address wherever one can be written, looks at all that shows it; what a page would fetch of it."""
    words = f"Look at {address} and [here]({address}) ![there]({address}) <{address}>"
    idea = make_idea(cast, "deciding", text=words, title=f"See {address}"[:150])
    times = [Time(clock.now() + timedelta(days=2), channel="video", place=address)]
    workflow.decide(
        idea,
        owner_of(idea),
        outcome="declined",
        reason_code="too_costly",
        reason_text=f"Two gates cost more than they bring, as {address} says of no. {idea.number}.",
        would_change=f"A third gate. {address}",
        times=times,
    )
    book(idea)
    conversation.record(idea, owner_of(idea), said=words, thanks=address, next_step=words)
    workflow.message(idea, cast.submitter, text=words)
    imported(address, folder)
    return fetched(cast, idea)


def imported(address: str, folder: Path) -> None:
    """An idea of another system that says it came from there; an address that is none is refused."""
    path = folder / "old.csv"
    path.write_text(f'external_id,title,text,source_url\n"{uuid.uuid4()}",Old,Old words,"{address}"\n')
    with open("/dev/null", "w") as nowhere:
        try:
            call_command("import_ideas", str(path), stdout=nowhere, stderr=nowhere)
        except SystemExit:
            pass


def fetched(cast: Cast, idea: Idea) -> list[str]:
    """What the pages and mails about it would have a browser fetch from somewhere else."""
    found = []
    for person in (cast.submitter, owner_of(idea) or cast.coordinator1):
        browser = browser_of(person)
        for name in ("idea", "talk", "story", "story_pdf", "appointment"):
            answer = browser.get(page(name, idea.public_id))
            if answer.status_code == 200 and "html" in answer["Content-Type"]:
                found += FETCHES.findall(answer.content.decode())
    for mail in OutgoingMail.objects.filter(idea=idea):
        outbox.envelope.compose(mail)
        found += FETCHES.findall(mail.html)
    return [
        one
        for one in found
        if urlsplit(one).netloc not in ("", "testserver") or urlsplit(one).scheme == "file"
    ]


def test_a_call_would_be_noticed(calls: list[str]):
    with pytest.raises(OSError, match="No way out"):
        urllib.request.urlopen("http://10.0.0.1/", timeout=1)
    assert calls


def test_no_module_of_ours_calls_anybody():
    """The outbox speaks to the mail server of the settings; sign-in to the directory of the settings."""
    root = Path(__file__).parents[2]
    sources = [path for folder in OF_THE_TOOL for path in (root / folder).rglob("*.py")]
    assert len(sources) > 200
    assert {
        str(path.relative_to(root)): CALLS.findall(path.read_text())
        for path in sources
        if CALLS.search(path.read_text())
    } == {}


def test_an_address_that_is_written_is_not_called(cast: Cast, calls: list[str], tmp_path: Path):
    assert written_everywhere(cast, "https://169.254.169.254/latest/", tmp_path) == []
    assert calls == []


@pytest.mark.proof
def test_every_way_out_is_shut(cast: Cast, calls: list[str], tmp_path: Path, proved: Proved):
    asked, away = led_away(cast, AWAY_IN_VARIANTS[:5] if QUICK else AWAY_IN_VARIANTS)
    assert away == []
    addresses = OUTBOUND[::12] if QUICK else OUTBOUND
    found = [one for address in addresses for one in written_everywhere(cast, address, tmp_path)]
    assert (found, calls) == ([], [])
    proved(
        "S10",
        f"{len(AWAY_IN_VARIANTS)} variants of next= in {asked // len(AWAY_IN_VARIANTS)} places: 0 lead off the site; "
        f"{len(addresses)} addresses written into every field, pages, PDFs and mails made of them with sockets "
        "blocked: 0 calls",
    )
