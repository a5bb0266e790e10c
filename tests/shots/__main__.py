"""Takes the pictures of the README from a running demo: `make shots`, or `python -m tests.shots http://localhost:8000`.

Chooses ideas in telling states by the pages themselves; changes nothing in the demo.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import chromium

PICTURES = Path(__file__).resolve().parent.parent.parent / "docs/pictures"
COMPANY = "hellmann-antriebe.example"
PASSWORD = os.environ.get("DEMO_PASSWORD", "tell-me-more")
WIDTH, HEIGHT = 1440, 900
HEAVIEST = 200_000


def main(address: str) -> None:
    """All pictures."""
    path = chromium.find()
    if path is None:
        raise SystemExit(chromium.ADVICE)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        switches = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=switches)
        submitter = sign_in(browser, address, "sean.murphy")
        submitter.goto("/")  # once more, without the word of welcome
        save(submitter, "home")
        open_first(submitter, "/ideas/?whose=mine&status=answered", "/ideas/?status=answered")
        save(submitter, "idea")
        desk(browser, address)
        conversation(browser, address)
        browser.close()


def sign_in(browser: Browser, address: str, name: str) -> Page:
    """A window of somebody of the demo, who reads English in it."""
    context = browser.new_context(
        base_url=address, viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", locale="en-GB"
    )
    page = context.new_page()
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(f"{name}@{COMPANY}")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form[action*=login] button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/accounts/" not in url)
    return page


def open_first(page: Page, *lists: str) -> None:
    """The first idea of the first list that has one."""
    for path in lists:
        page.goto(path)
        links = page.locator("ul.ideas h3 a")
        if links.count():
            links.first.click()
            page.wait_for_load_state()
            return
    raise SystemExit(f"No idea stands on {lists}.")


def desk(browser: Browser, address: str) -> None:
    """The desk of an expert for whom something waits."""
    for name in ("emily.turner", "tom.whitaker", "carlos.mendes", "ayse.yildirim"):
        page = sign_in(browser, address, name)
        page.goto("/desk/")
        if page.locator("form.form").count():
            return save(page, "desk")
    raise SystemExit("Nothing waits for any expert.")


def conversation(browser: Browser, address: str) -> None:
    """A talk that is arranged or held, by somebody who reads English."""
    for name in ("nadia.benali", "anjali.kapoor", "priya.menon"):
        page = sign_in(browser, address, name)
        page.goto("/ideas/?whose=mine")
        links = [link.get_attribute("href") for link in page.locator("ul.ideas h3 a").all()]
        page.goto("/")
        links += [link.get_attribute("href") for link in page.locator("aside a[href*='/ideas/']").all()]
        for link in links:
            answer = page.goto(f"{str(link).split('#')[0].removesuffix('talk/')}talk/")
            if answer and answer.ok and page.url.endswith("/talk/"):
                return save(page, "conversation")
    raise SystemExit("Nobody talks.")


def save(page: Page, name: str) -> None:
    """The window as a file; refuses one that is too heavy for the README."""
    page.evaluate("document.fonts.ready")
    page.mouse.move(0, HEIGHT - 1)
    file = PICTURES / f"{name}.png"
    page.screenshot(path=file, animations="disabled", caret="hide")
    size = file.stat().st_size
    sys.stdout.write(f"{file.name} {size // 1024} KB\n")
    if size > HEAVIEST:
        raise SystemExit(f"{file.name} is too heavy.")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://localhost:8000")
