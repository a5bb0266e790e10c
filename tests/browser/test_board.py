"""The board by keyboard alone, on a phone and on a wide screen: walk, open, show, take back, filter, print."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.stage import BrowserStage

pytestmark = pytest.mark.timeout(300)

YVES = "yves@example.com"
WIDTHS = {"wide": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
GLANCED = "select glanced_at is not null from ideas_idea where public_id = %s"


def fits(page: Page) -> bool:
    """Whether nothing sticks out sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("way", WIDTHS)
def test_board_is_walked_by_keys(tell: BrowserStage, enter: Enter, way: str) -> None:
    page = enter(YVES, viewport=WIDTHS[way])
    page.goto("/")
    page.keyboard.press("g")
    page.keyboard.press("b")
    page.wait_for_url("**/board/")
    assert fits(page)
    decision = tell.names["yard_decision"]
    for _ in range(60):
        page.keyboard.press("j")
        if page.evaluate("document.activeElement.pathname") == f"/ideas/{decision}/":
            break
    expect(page.locator("#said")).to_have_text(re.compile(r"\d+ of \d+"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/ideas/{decision}/")


@pytest.mark.parametrize("way", WIDTHS)
def test_idea_is_shown_with_one_click_and_taken_back_by_key(
    tell: BrowserStage, enter: Enter, way: str
) -> None:
    page = enter(YVES, viewport=WIDTHS[way])
    public_id = tell.names["yard_unread"]
    page.goto("/board/")
    page.get_by_role("button", name=re.compile("Show it to everyone.*A lamp for unread")).press("Enter")
    expect(page.get_by_text("All colleagues can read it now.")).to_be_visible()
    assert tell.ask(GLANCED, public_id) == [(True,)]
    page.keyboard.press("?")
    expect(page.get_by_role("dialog").get_by_text("undo")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    expect(page.get_by_text("Taken back. Colleagues cannot read it yet.")).to_be_visible()
    page.wait_for_url("**/board/")
    assert tell.ask(GLANCED, public_id) == [(False,)]


def test_board_is_filtered_in_the_address_and_printed(tell: BrowserStage, enter: Enter) -> None:
    page = enter(YVES, viewport=WIDTHS["phone"])
    page.goto("/board/")
    page.get_by_label("Status").select_option("deciding")
    page.get_by_label("Due").select_option("week")
    page.get_by_role("button", name="Show", exact=True).press("Enter")
    page.wait_for_url("**/board/?**status=deciding**")
    assert "due=week" in page.url
    assert fits(page)
    page.goto("/board/")
    page.get_by_role("button", name="Sheet for the meeting").press("Enter")
    page.wait_for_url("**/board/?**sheet=1**")
    expect(page.get_by_role("row").filter(has_text="A lamp for decision")).to_be_visible()
    assert fits(page)


def test_decision_shows_what_the_submitter_will_read_and_a_lost_race_who_was_faster(
    tell: BrowserStage, enter: Enter
) -> None:
    first, second = enter("yan@example.com"), enter("yan@example.com")
    address = f"/ideas/{tell.names['yard_decision']}/do/decide/"
    for n, page in enumerate((first, second)):
        page.goto(address)
        expect(page.get_by_text("Yoko Yard gets a mail at once.")).to_be_visible()
        page.get_by_label("Not adopted").focus()
        page.keyboard.press("3")
        page.get_by_label("The reason in a word").select_option("too_costly")
        page.get_by_label("The fact that decided it").fill(
            f"There are nine lamps in the yard already.\nReason {n}."
        )
        page.get_by_label("What would change the answer").fill("A lamp that goes out by itself.")
        preview = page.get_by_role("region", name="What Yoko Yard will read")
        expect(preview).to_contain_text("Not adopted")
        expect(preview).to_contain_text(f"Reason {n}.")
    first.get_by_label("The fact that decided it").press("Control+Enter")
    expect(first.get_by_text("Decided. The submitter reads it now, with the reasons.")).to_be_visible()
    second.get_by_label("The fact that decided it").press("Control+Enter")
    alert = second.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert).to_contain_text("This idea has moved on since you opened it.")
    expect(alert).to_contain_text(re.compile("Yan Yard|You"))
    expect(second.get_by_label("The fact that decided it")).to_have_value(
        "There are nine lamps in the yard already.\nReason 1."
    )
    expect(second.get_by_role("link", name="See how it stands")).to_be_visible()
