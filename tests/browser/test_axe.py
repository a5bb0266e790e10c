"""The main pages in their rich states, light and dark: WCAG 2.2 AA as far as a program can say."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Enter
from tests.browser.stage import BrowserStage

pytestmark = pytest.mark.timeout(300)

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""Dark pages differ in their colours alone."""
PAGES = {
    "": ("/accounts/login/",),
    "submitter": (
        *("/", "/ideas/new/", "/ideas/", "/inbox/", "/me/", "/privacy/"),
        *(
            "/ideas/{in_review}/",
            "/ideas/{in_review}/receipt/",
            "/ideas/{clarification}/",
            "/ideas/{closed}/",
        ),
        *("/ideas/{conversation}/", "/ideas/{conversation}/talk/", "/ideas/{booked}/talk/"),
        *("/ideas/{confirming}/talk/", "/ideas/{declined}/talk/"),
    ),
    "expert1": ("/desk/", "/desk/filed/"),
    "decider": ("/ideas/{deciding}/", "/ideas/{deciding}/do/decide/"),
    "coordinator1": ("/board/", "/ideas/{discussion}/", "/ideas/{triage}/"),
    "partner": ("/ideas/{talk}/talk/",),
    "admin": ("/scheme/", "/scheme/people/", "/scheme/routing/", "/scheme/mail/", "/insights/"),
}


@pytest.mark.parametrize("person", PAGES)
def test_pages_have_no_barrier(tell: BrowserStage, enter: Enter, person: str) -> None:
    page = enter(tell.names.get(person, ""), reduced_motion="reduce")
    found: list[str] = []
    for path in PAGES[person]:
        page.emulate_media(color_scheme="light")
        answer = page.goto(path.format(**tell.names))
        assert answer is not None
        assert answer.status == 200, path
        found += [f"{path}: {words}" for words in barriers(page, RULES)]
        page.emulate_media(color_scheme="dark")
        found += [f"{path}, dark: {words}" for words in barriers(page, COLOURS)]
    assert found == []


def barriers(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe objects to, with the first places."""
    response = Axe().run(page, options=options).response
    assert response["passes"] or response["incomplete"]
    return [
        f"{violation['id']} {node['html'][:160]} {node['failureSummary'][:200]}"
        for violation in response["violations"]
        for node in violation["nodes"][:3]
    ]
