"""What a page weighs on the way to a telephone: counted in a real browser against the server of production."""

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response

from tests.browser.conftest import Enter
from tests.browser.stage import BrowserStage

pytestmark = pytest.mark.timeout(300)

MOST_HTML = 10 * 1024
MOST_CODE = 40 * 1024
MOST_FILES = 4
MOST_FONTS = 1
PAGES = {
    "Sign in": ("", "/accounts/login/"),
    "Home": ("submitter", "/"),
    "New idea": ("submitter", "/ideas/new/"),
    "Receipt": ("submitter", "/ideas/{in_review}/receipt/"),
    "Idea": ("submitter", "/ideas/{in_review}/"),
    "Idea, closed": ("submitter", "/ideas/{closed}/"),
    "Ideas": ("submitter", "/ideas/"),
    "Inbox": ("submitter", "/inbox/"),
    "Me": ("submitter", "/me/"),
    "Talk": ("submitter", "/ideas/{booked}/talk/"),
    "Desk": ("expert1", "/desk/"),
    "Decide": ("decider", "/ideas/{deciding}/do/decide/"),
    "Board": ("coordinator1", "/board/"),
    "Scheme": ("admin", "/scheme/"),
    "Insights": ("admin", "/insights/"),
}


@dataclass
class Weight:
    """What came for one page: gzip bytes by kind, files, and who was asked."""

    html: int = 0
    code: int = 0
    files: int = 0
    fonts: int = 0
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def add(self, answer: Response) -> None:
        """One answer of the server; what the browser had already counts as well."""
        self.hosts.add(urlsplit(answer.url).hostname or "")
        kind = answer.headers.get("content-type", "").partition(";")[0]
        if kind in ("text/css", "text/javascript", "application/javascript"):
            self.files += 1
            self.code += packed(answer)
        elif kind == "text/html" and answer.request.is_navigation_request():
            self.html = packed(answer)
        elif "font" in kind:
            self.fonts += 1


def packed(answer: Response) -> int:
    return len(gzip.compress(answer.body(), 6))


def weighed(page: Page, path: str) -> Weight:
    """The page, opened by a browser that has seen nothing of Tell before."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - a bound append cannot be marked
    shown = page.goto(path, wait_until="networkidle")
    assert shown is not None
    assert shown.status == 200, path
    weight = Weight()
    for answer in answers:
        weight.add(answer)
    return weight


@pytest.fixture(scope="module")
def table() -> Iterator[list[str]]:
    """The lines to print when all pages are weighed."""
    lines = [f"{'page':<14}{'HTML gzip':>10}{'code gzip':>10}{'files':>6}{'fonts':>6}"]
    yield lines
    print("\n" + "\n".join(lines))


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_light_and_ask_no_other_host(
    tell: BrowserStage, enter: Enter, table: list[str], name: str
) -> None:
    person, path = PAGES[name]
    weight = weighed(enter(tell.names.get(person, "")), path.format(**tell.names))
    table.append(f"{name:<14}{weight.html:>10,}{weight.code:>10,}{weight.files:>6}{weight.fonts:>6}")
    assert weight.hosts == {urlsplit(tell.address).hostname}
    assert weight.html <= MOST_HTML
    assert weight.code <= MOST_CODE
    assert weight.files <= MOST_FILES
    assert weight.fonts <= MOST_FONTS


def test_pages_arrive_compressed_and_styles_are_kept_for_ever(tell: BrowserStage, enter: Enter) -> None:
    page = enter(tell.names["submitter"])
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - a bound append cannot be marked
    page.goto("/", wait_until="networkidle")
    by_kind = {answer.headers["content-type"].partition(";")[0]: answer.headers for answer in answers}
    assert by_kind["text/html"]["content-encoding"] == "gzip"
    assert "no-store" in by_kind["text/html"]["cache-control"]
    assert by_kind["text/css"]["content-encoding"] in ("br", "gzip")
    assert "immutable" in by_kind["text/css"]["cache-control"]


def test_what_browsers_and_robots_ask_for_by_themselves_is_there(tell: BrowserStage, enter: Enter) -> None:
    page = enter()
    kinds = {
        "/favicon.ico": "image/",
        "/robots.txt": "text/plain",
        "/manifest.webmanifest": "application/manifest",
    }
    for path, kind in kinds.items():
        answer = page.request.get(path)
        assert answer.status == 200, path
        assert answer.headers["content-type"].startswith(kind), path
    assert page.request.get("/robots.txt").text() == "User-agent: *\nDisallow: /\n"
