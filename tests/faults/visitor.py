"""Somebody at a browser without pictures: fetches pages, fills forms in, follows redirects, keeps cookies."""

import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin

PATIENCE = 30


@dataclass(frozen=True)
class Page:
    """An answer: where it came from in the end, what it says, how long it took; where it leads, if one stays."""

    status: int
    url: str
    text: str
    seconds: float
    headers: Mapping[str, str] = field(default_factory=dict)

    def form(self, *names: str) -> "Form":
        """The form on it that has these fields."""
        found = next((form for form in Forms(self.text).found if set(names) <= form.fields), None)
        assert found is not None, f"{self.status} {self.url} has no form with {sorted(names)}"
        return found


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
        self._select = self._area = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(given.get("action", "")))
        elif self.found and given.get("name") and tag in {"input", "textarea", "select"}:
            form = self.found[-1]
            form.fields.add(given["name"])
            self._select = given["name"]
            self._area = given["name"] if tag == "textarea" else ""
            if tag == "input" and (
                given.get("type") not in {"checkbox", "radio", "submit"} or "checked" in given
            ):
                form.values[given["name"]] = given.get("value", "")
        elif tag == "option" and self.found and "selected" in given:
            self.found[-1].values[self._select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self._area = "" if tag == "textarea" else self._area

    def handle_data(self, data: str) -> None:
        if self._area:
            values = self.found[-1].values
            values[self._area] = values.get(self._area, "") + data


class Stay(urllib.request.HTTPRedirectHandler):
    """Goes nowhere: the answer is where it would lead."""

    def redirect_request(self, *_args: object) -> None:
        return None


class Visitor:
    """One person with their cookies."""

    def __init__(self, address: str) -> None:
        self.address = address
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self._goes = urllib.request.build_opener(cookies)
        self._stays = urllib.request.build_opener(cookies, Stay())

    def get(self, path: str) -> Page:
        return self._ask(self._goes, urllib.request.Request(urljoin(self.address, path)))

    def submit(self, path: str, **fields: str) -> Page:
        """Fetches a page and sends the form on it that has these fields; the time is that of sending."""
        page = self.get(path)
        form = page.form(*fields)
        return self._ask(self._goes, self._filled(form.action, {**form.values, **fields}, page.url))

    def send(self, path: str, values: Mapping[str, str], **headers: str) -> Page:
        """Sends these values and follows nowhere: a redirect is the answer."""
        return self._ask(self._stays, self._filled(path, values, self.address, **headers))

    def _filled(
        self, path: str, values: Mapping[str, str], page: str, **headers: str
    ) -> urllib.request.Request:
        request = urllib.request.Request(urljoin(page, path), data=urlencode(values).encode())
        request.add_header("Referer", page)
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        return request

    def _ask(self, opener: urllib.request.OpenerDirector, request: urllib.request.Request) -> Page:
        started = time.monotonic()
        try:
            with opener.open(request, timeout=PATIENCE) as answer:
                text = answer.read().decode()
                return Page(answer.status, answer.url, text, time.monotonic() - started, answer.headers)
        except urllib.error.HTTPError as error:
            with error:
                text = error.read().decode()
                return Page(error.code, error.url, text, time.monotonic() - started, error.headers)
