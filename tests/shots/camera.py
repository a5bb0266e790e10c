"""Opens pages of a running demo as somebody of the demo and takes pictures of them. Changes nothing there."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import chromium

COMPANY = "hellmann-antriebe.example"
PASSWORD = os.environ.get("DEMO_PASSWORD", "tell-me-more")
TALLEST = 6000
"""Pixels of a long page that are taken; the rest says nothing new."""
FORMS: dict[str, dict[str, Any]] = {
    "390": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
    "1440": {"viewport": {"width": 1440, "height": 900}},
}
SCHEMES = ("light", "dark")
IDEA = re.compile(r"/ideas/[a-z0-9]{8,16}/")


class NotThere(Exception):
    """The demo has nobody who sees this page as it is wanted."""


Reach = Callable[[Page], None]
"""Leads a signed-in window to a page; raises NotThere."""


@dataclass
class Camera:
    """A browser and the people who have signed in with it."""

    browser: Browser
    address: str
    kept: dict[str, Any] = field(default_factory=dict)

    @contextmanager
    def window(self, person: str, form: str, scheme: str = "light") -> Iterator[Page]:
        """A window of this person, of this width; "" is a stranger."""
        context = self.browser.new_context(
            base_url=self.address,
            storage_state=self._signed_in(person) if person else None,
            color_scheme=scheme,  # type: ignore[arg-type]  # one of SCHEMES
            locale="en-GB",
            reduced_motion="reduce",
            **FORMS[form],
        )
        try:
            yield context.new_page()
        finally:
            context.close()

    def _signed_in(self, person: str) -> Any:
        if person not in self.kept:
            context = self.browser.new_context(base_url=self.address)
            page = context.new_page()
            page.goto("/accounts/login/")
            page.locator("input[name=login]").fill(person if person.isdigit() else f"{person}@{COMPANY}")
            page.locator("input[name=password]").fill(PASSWORD)
            page.locator("form[action*=login] button[type=submit]").first.click()
            page.wait_for_url(lambda url: "/accounts/login" not in url)
            page.goto("/")  # the word of welcome is said now
            self.kept[person] = context.storage_state()
            context.close()
        return self.kept[person]


@contextmanager
def reading(page: Page, language: str) -> Iterator[None]:
    """Inside the block the signed-in person reads this language; afterwards their own again."""
    page.goto("/me/")
    before = str(page.evaluate("document.documentElement.lang"))
    _choose(page, language)
    try:
        yield
    finally:
        _choose(page, before)


def _choose(page: Page, language: str) -> None:
    page.goto("/me/")
    if page.evaluate("document.documentElement.lang") == language:
        return
    choice = page.locator(f"input[name=language][value={language}]")
    choice.check()
    choice.locator("xpath=ancestor::form").locator("button").last.click()
    page.wait_for_load_state()
    page.goto("/me/")  # the word that it was kept is said now


@contextmanager
def camera(address: str) -> Iterator[Camera]:
    """A camera for the demo at this address."""
    path = chromium.find()
    if path is None:
        raise SystemExit(chromium.ADVICE)
    switches = ["--disable-background-networking", "--force-color-profile=srgb", "--hide-scrollbars"]
    switches += ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=switches)
        yield Camera(browser, address)
        browser.close()


def settle(page: Page) -> None:
    """Waits until nothing moves any more: letters, pictures, what scripts fetch."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => null)")
    page.mouse.move(0, 0)


def whole(page: Page, file: Path) -> None:
    """The whole page, down to TALLEST."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    height = page.evaluate("document.documentElement.scrollHeight")
    clip: Any = {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)}
    page.screenshot(path=file, full_page=True, clip=clip, animations="disabled", caret="hide")


def ideas_on(page: Page, *paths: str) -> list[str]:
    """The addresses of the ideas that these pages link to, each once, in their order."""
    found: list[str] = []
    for path in paths:
        page.goto(path)
        links = [link.get_attribute("href") or "" for link in page.locator("main a[href*='/ideas/']").all()]
        found += [match.group() for link in links if (match := IDEA.match(link))]
    return list(dict.fromkeys(found))
