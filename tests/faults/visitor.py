"""Somebody at a browser without pictures: fetches pages, fills forms in, follows redirects, keeps cookies."""

import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin

PATIENCE = 30


@dataclass(frozen=True)
class Page:
    """An answer: where it came from in the end, what it says, how long it took."""

    status: int
    url: str
    text: str
    seconds: float


@dataclass
class Form:
    """A form of a page: where it goes, what it would send untouched, and the fields that it offers."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    fields: set[str] = field(default_factory=set)


class Forms(HTMLParser):
    """The forms of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(given.get("action", "")))
        elif self.found and given.get("name") and tag in {"input", "textarea", "select"}:
            form = self.found[-1]
            form.fields.add(given["name"])
            self._select = given["name"]
            if tag == "input" and (
                given.get("type") not in {"checkbox", "radio", "submit"} or "checked" in given
            ):
                form.values[given["name"]] = given.get("value", "")
        elif tag == "option" and self.found and "selected" in given:
            self.found[-1].values[self._select] = given.get("value", "")


class Visitor:
    """One person with their cookies."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> Page:
        return self._ask(urllib.request.Request(urljoin(self.address, path)))

    def submit(self, path: str, **fields: str) -> Page:
        """Fetches a page and sends the form on it that has these fields; the time is that of sending."""
        page = self.get(path)
        form = next(self._with(page, set(fields)), None)
        assert form is not None, f"{page.status} {page.url} has no form with {sorted(fields)}"
        words = urlencode({**form.values, **fields}).encode()
        request = urllib.request.Request(urljoin(page.url, form.action), data=words)
        request.add_header("Referer", page.url)
        return self._ask(request)

    def _with(self, page: Page, names: set[str]) -> Iterator[Form]:
        return (form for form in Forms(page.text).found if names <= form.fields)

    def _ask(self, request: urllib.request.Request) -> Page:
        started = time.monotonic()
        try:
            with self._opener.open(request, timeout=PATIENCE) as answer:
                text = answer.read().decode()
                return Page(answer.status, answer.url, text, time.monotonic() - started)
        except urllib.error.HTTPError as error:
            with error:
                return Page(error.code, error.url, error.read().decode(), time.monotonic() - started)
