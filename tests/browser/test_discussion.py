"""The public discussion in a real browser: a mention by keyboard, a report, a removal by role, without a script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.stage import BrowserStage

pytestmark = pytest.mark.timeout(300)


def at(page: Page, tell: BrowserStage, name: str = "in_review") -> Page:
    """On the page of a prepared idea."""
    page.goto(f"/ideas/{tell.names[name]}/")
    return page


def say(page: Page, words: str) -> None:
    """In the field and by the button."""
    page.get_by_label("Your comment").fill(words)
    page.get_by_role("button", name="Comment", exact=True).click()
    page.wait_for_url(re.compile(r"comment="))


def mentions(tell: BrowserStage) -> int:
    """How often the colleague was told of a mention."""
    told = "select count(*) from ideas_notice n join accounts_user u on u.id = user_id"
    found = tell.ask(f"{told} where n.kind = 'mention' and u.email = %s", tell.names["colleague"])
    return int(found[0][0])


def test_colleague_is_mentioned_by_keyboard_alone(tell: BrowserStage, enter: Enter) -> None:
    page, before = at(enter(tell.names["bystander"]), tell), mentions(tell)
    field = page.get_by_label("Your comment")
    field.focus()
    page.keyboard.type("Ask @coll")
    offer = page.get_by_role("listbox")
    expect(offer.get_by_role("option")).to_have_count(1)
    expect(field).to_have_attribute("aria-activedescendant", re.compile("^m-"))
    page.keyboard.press("Escape")
    expect(offer).to_have_count(0)
    page.keyboard.type("e")
    expect(offer.get_by_role("option", selected=True)).to_contain_text("Colleague Example")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Ask @Colleague Example ")
    page.keyboard.type("about the gate.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"#c-"))
    expect(page.locator(".comments .here")).to_contain_text("@Colleague Example about the gate.")
    assert mentions(tell) == before + 1


def test_comment_is_reported_and_removed_before_everybodys_eyes(tell: BrowserStage, enter: Enter) -> None:
    author = at(enter(tell.names["bystander"]), tell, "discussion")
    say(author, "What a daft idea.")
    reader = at(enter(tell.names["colleague"]), tell, "discussion")
    reader.get_by_role("link", name="Report").last.click()
    expect(reader.get_by_text("What a daft idea.")).to_be_visible()
    reader.get_by_label("What is wrong with it?").fill("It is rude.")
    reader.get_by_role("button", name="Report it").click()
    expect(reader.get_by_text("You reported it; a coordinator has a look.")).to_be_visible()
    keeper = at(enter(tell.names["coordinator1"]), tell, "discussion")
    expect(keeper.get_by_text("Somebody reported this comment.")).to_be_visible()
    keeper.get_by_role("link", name="Read why").click()
    expect(keeper.get_by_text("It is rude.")).to_be_visible()
    at(keeper, tell, "discussion").get_by_role("link", name="Remove it").click()
    keeper.get_by_label("Why?").fill("Please speak of the idea.")
    keeper.get_by_role("button", name="Remove it").click()
    expect(keeper.get_by_text(re.compile("A comment was removed by"))).to_be_visible()
    author.reload()
    author.get_by_text("What you wrote, and why it is gone").click()
    expect(author.get_by_text("Please speak of the idea.")).to_be_visible()
    reader.reload()
    expect(reader.get_by_text(re.compile("A comment was removed by"))).to_be_visible()
    assert "daft" not in reader.content()


def test_comment_needs_no_script(tell: BrowserStage, enter: Enter) -> None:
    page = at(enter(tell.names["employee"], java_script_enabled=False), tell)
    say(page, "Plainly: @Colleague Example has seen it.")
    expect(page.locator(".here strong")).to_have_text("@Colleague Example")
    page.get_by_role("link", name="Take it back").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text(re.compile("took a comment back"))).to_be_visible()


def test_support_and_following_change_in_place(tell: BrowserStage, enter: Enter) -> None:
    page = enter(tell.names["expert4"])
    page.goto("/ideas/?status=open&sort=support")
    page.evaluate("window.stayed = true")
    row = page.locator(f"#i-{tell.names['in_review']}")
    row.get_by_role("button", name="Follow").click()
    expect(row.get_by_role("button", name="You follow")).to_be_focused()
    row.get_by_role("button", name="Me too").click()
    expect(row.get_by_role("button", name="Me too")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("status").last).to_contain_text("You will hear what becomes of it.")
    at(page, tell)
    page.get_by_role("button", name="You follow").click()
    expect(page.get_by_role("button", name="Follow", exact=True)).to_be_focused()
    page.goto("/ideas/?whose=following")
    expect(page.get_by_role("heading", name="Ideas", exact=True)).to_be_visible()
    expect(page.locator(f"#i-{tell.names['in_review']}")).to_have_count(0)


def test_filters_are_chips_to_take_off(tell: BrowserStage, enter: Enter) -> None:
    page = enter(tell.names["employee"])
    page.goto("/ideas/?status=answered&outcome=adopted&sort=support")
    page.get_by_role("link", name=re.compile("Adopted.*take off")).click()
    page.wait_for_url(re.compile("status=answered&sort=support$"))
    page.get_by_role("link", name=re.compile("Answered.*take off")).click()
    page.wait_for_url(re.compile(r"/ideas/\?sort=support$"))


def test_paper_shows_every_step_and_nothing_to_press(tell: BrowserStage, enter: Enter) -> None:
    page = at(enter(tell.names["submitter"]), tell, "closed")
    page.emulate_media(media="print")
    expect(page.get_by_text(re.compile("printed on"))).to_be_visible()
    for hidden in (page.get_by_role("button"), page.get_by_role("navigation"), page.locator("form")):
        assert all(not one.is_visible() for one in hidden.all())
    steps = page.locator("ol.story p.when")
    assert steps.count() > 0
    assert all(step.is_visible() for step in steps.all())
