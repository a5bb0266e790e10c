"""Whom an idea goes to: tried out while somebody types, and handed over with one click and one's own reason."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Enter
from tests.browser.stage import BrowserStage

pytestmark = pytest.mark.timeout(300)

OFFERED = "select offer_reason from ideas_assignment a join ideas_idea i on i.id = a.idea_id \
where i.public_id = %s and a.offered_to_id is not null"
ASKED = "select u.email from ideas_assignment a join ideas_idea i on i.id = a.idea_id \
join accounts_user u on u.id = a.reviewer_id where i.public_id = %s and a.state = 'open' order by a.id"
IDEAS = "select count(*) from ideas_idea"


def test_where_a_text_would_go_is_told_while_it_is_typed(tell: BrowserStage, enter: Enter) -> None:
    page = enter(tell.names["admin"])
    before = tell.ask(IDEAS)
    page.goto("/scheme/routing/")
    answer = page.locator("#tried")
    expect(answer).to_have_attribute("role", "status")
    page.get_by_label("What somebody might write").press_sequentially("The gate is shut")
    expect(answer.get_by_text("“gate” leads to Logistics.")).to_be_visible()
    expect(answer.get_by_role("heading", name="Would be asked")).to_be_visible()
    expect(answer.get_by_role("heading", name="Would not be asked")).to_be_visible()
    page.get_by_label("What somebody might write").fill("Nothing that any rule knows")
    expect(answer.get_by_text("No rule fits", exact=False)).to_be_visible()
    expect(page.get_by_label("What somebody might write")).to_be_focused()
    assert tell.ask(IDEAS) == before


def test_review_is_handed_over_with_one_click_and_ones_own_reason(tell: BrowserStage, enter: Enter) -> None:
    public_id = tell.names["pictured"]
    page = enter(str(tell.ask(ASKED, public_id)[0][0]), viewport={"width": 390, "height": 844})
    page.goto(f"/desk/{public_id}/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_label("Why?").fill("I have never worked there.")
    page.get_by_role("button", name=re.compile("^Hand over to")).first.press("Enter")
    expect(page.get_by_text("Asked. The review stays yours until they accept.")).to_be_visible()
    assert tell.ask(OFFERED, public_id) == [("I have never worked there.",)]
