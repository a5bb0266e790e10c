"""How the browser tests get their browser. Without one they are skipped, or fail where CI=true."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium
from tests.browser.phone import codes_of_the_phone
from tests.browser.stage import BrowserStage, open_browser_stage
from tests.browser.watching import Watch
from tests.faults.stage import PASSWORD

Enter = Callable[..., Page]
PATIENCE = 20_000
"""Milliseconds; a condition that holds is seen at once, however long this is."""

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder; the first test of a process waits for the company, too."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if item.get_closest_marker("timeout") is None:
                item.add_marker(pytest.mark.timeout(300))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Chromium of this machine, quiet and, as root, without its sandbox."""
    path = chromium.find()
    if path is None and os.environ.get("CI") == "true":
        pytest.fail(chromium.ADVICE, pytrace=False)
    if path is None:
        pytest.skip(chromium.ADVICE)
    switches = ["--disable-background-networking"]
    if os.geteuid() == 0:
        switches.append("--no-sandbox")
    return {**browser_type_launch_args, "executable_path": path, "args": switches}


@pytest.fixture(scope="session")
def _pw_artifacts_folder(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """Where Playwright's plugin keeps pictures: a folder of pytest's own; in parallel runs its own is left behind."""
    return SimpleNamespace(name=str(tmp_path_factory.mktemp("artifacts")))


@pytest.fixture(scope="session")
def tell(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserStage]:
    """The whole tool with a company, started once; after `browser`, so that without one nothing is started."""
    with open_browser_stage(tmp_path_factory.mktemp("tell")) as stage:
        yield stage


@pytest.fixture
def enter(browser: Browser, tell: BrowserStage) -> Iterator[Enter]:
    """Opens a window of its own for somebody who is signed in.

    No page may complain of a script or the policy, ask another host, answer with a fault or lack a header.
    """
    contexts, watch = [], Watch(tell.address)

    def open_window(email: str = "", **options: Any) -> Page:
        state = tell.signed_in.get(email)
        context = browser.new_context(base_url=tell.address, storage_state=state, locale="en-GB", **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = watch.over(context.new_page())
        if email and not state:
            sign_in(page, email)
            tell.signed_in[email] = context.storage_state()
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert watch.complaints == []


def sign_in(page: Page, email: str) -> None:
    """By the page, with the password that everybody has here."""
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(re.compile("(?<!login)/$"))
    for code in codes_of_the_phone():
        if "/2fa/" not in page.url:
            break
        page.get_by_role("main").get_by_role("textbox").first.fill(code)
        with page.expect_navigation():
            page.get_by_role("main").locator("form[method=post] button").first.click()
    assert "/2fa/" not in page.url, f"{email} did not come in by a code"
