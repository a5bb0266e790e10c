"""After the talk in a real browser: the answer, how it was with a call, thanks by name, the story to keep."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.stage import BrowserStage

NAME = "Bystander Example"
HEARD = "We listened, and the next result comes with a sketch."


def test_what_comes_after_the_talk(tell: BrowserStage, enter: Enter) -> None:
    public_id = tell.names["thanked"]
    mine, other = enter(tell.names["bystander"]), enter(tell.names["thanked_other"])
    answer_and_ask_for_a_call(mine, public_id)
    agree_to_be_named(mine, public_id)
    call(other, public_id)
    mine.goto(f"/ideas/{public_id}/")
    expect(mine.get_by_text(HEARD).first).to_be_visible()
    keep_the_story(mine, public_id)


def answer_and_ask_for_a_call(page: Page, public_id: str) -> None:
    """The questions stand on the page of the answer; only counting is what is chosen at first."""
    page.goto(f"/ideas/{public_id}/talk/")
    page.get_by_label("I understand but disagree").check()
    page.get_by_role("button", name="Send my answer").click()
    asked = page.get_by_role("region", name="How was it?")
    expect(asked).to_contain_text("Voluntary.")
    expect(asked.get_by_label("Only count it")).to_be_checked()
    asked.locator("input[name=understood][value='2']").check()
    asked.get_by_label("Please call me about this").check()
    asked.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("gets in touch with you, as you asked")).to_be_visible()
    expect(asked).to_have_count(0)


def agree_to_be_named(page: Page, public_id: str) -> None:
    """By a click, taken back by another; the page of thanks follows at once."""
    page.get_by_role("button", name="Yes, thank me by name").click()
    page.goto("/thanks/")
    thanked = page.get_by_role("listitem").filter(has=page.locator(f"a[href='/ideas/{public_id}/']"))
    expect(thanked).to_contain_text(f"Thanks to {NAME}")
    page.goto(f"/ideas/{public_id}/")
    page.get_by_role("button", name="Do not name me any more").click()
    page.goto("/thanks/")
    expect(thanked).to_contain_text("a colleague")
    expect(thanked).not_to_contain_text(NAME)


def call(page: Page, public_id: str) -> None:
    """By a coordinator who did not hold the talk."""
    page.goto(f"/ideas/{public_id}/")
    turn = page.get_by_role("region", name="A call was asked for")
    turn.get_by_label("What did you say?").fill(HEARD)
    turn.get_by_role("button").click()
    expect(page.get_by_text("Noted. The submitter reads it now.")).to_be_visible()


def keep_the_story(page: Page, public_id: str) -> None:
    """One page, and the same as a PDF."""
    page.goto(f"/ideas/{public_id}/story/")
    expect(page.get_by_role("heading", name="What decided it")).to_be_visible()
    with page.expect_download() as got:
        page.get_by_role("link", name="Download as PDF").click()
    assert got.value.suggested_filename.startswith("story-")
    assert got.value.path().read_bytes()[:5] == b"%PDF-"
