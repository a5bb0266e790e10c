"""What somebody hears who does not see: live regions, where the focus goes after a refusal, languages."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.stage import BrowserStage

pytestmark = pytest.mark.timeout(300)


def said(page: Page, words: str) -> None:
    """A live region says so."""
    live = page.locator("[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]")
    expect(live.filter(has_text=words).first).to_be_attached()


def test_draft_that_is_kept_and_files_that_are_added_are_announced(
    tell: BrowserStage, enter: Enter, tmp_path: Path
) -> None:
    page = enter(tell.names["bystander"])
    page.goto("/ideas/new/")
    page.get_by_label("What should be better?").press_sequentially("A shelf beside the gate")
    said(page, "ept")  # Kept at 14:05, or We kept your words
    Image.new("RGB", (30, 30), "teal").save(tmp_path / "shelf.png")
    page.locator("input[type=file]").first.set_input_files(tmp_path / "shelf.png")
    said(page, "shelf.png is added.")


def test_comment_that_is_posted_is_announced(tell: BrowserStage, enter: Enter) -> None:
    page = enter(tell.names["bystander"])
    page.goto(f"/ideas/{tell.names['supported']}/")
    page.get_by_label("Your comment").fill("At gate three it is the same.")
    page.get_by_role("button", name="Comment", exact=False).last.click()
    said(page, "Your comment is there")
    expect(page.get_by_text("At gate three it is the same.").first).to_be_visible()


def test_refused_form_says_what_is_wrong_where_the_focus_is(tell: BrowserStage, enter: Enter) -> None:
    page = enter(tell.names["admin"])
    page.goto("/scheme/departments/new/")
    page.evaluate("document.querySelectorAll('main form').forEach(form => { form.noValidate = true; })")
    page.get_by_role("main").locator("form[method=post] button.main").click()
    alert = page.get_by_role("alert").filter(has=page.get_by_role("link"))
    expect(alert).to_be_focused()
    alert.get_by_role("link").first.press("Enter")
    field = page.locator(":focus")
    expect(field).to_have_attribute("aria-invalid", "true")
    described = str(field.get_attribute("aria-describedby")).split()
    assert any(page.locator(f"#{one}").inner_text() for one in described)


def test_words_in_another_language_are_marked(tell: BrowserStage, enter: Enter) -> None:
    page = enter(tell.names["submitter"])
    page.goto(f"/ideas/{tell.names['german']}/")
    assert page.evaluate("document.documentElement.lang") == "en"
    spoken = "node => node.closest('[lang]').lang"
    assert page.get_by_role("heading", level=1).evaluate(spoken) == "de"
    assert page.get_by_text("Wir suchen sie jeden Morgen").first.evaluate(spoken) == "de"
    assert page.get_by_role("heading", level=2).first.evaluate(spoken) == "en"
    page.goto("/ideas/?q=Morgen+Tor")
    assert page.get_by_role("link", name="Donaudampf").first.evaluate(spoken) == "de"


def test_skip_link_leads_past_the_menu(tell: BrowserStage, enter: Enter) -> None:
    page = enter(tell.names["submitter"])
    page.goto("/ideas/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
