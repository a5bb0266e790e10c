"""Handing in, in a real window: three interactions, words that are never lost, what there is already, and a hazard.

Each of it once with a script at the width of a phone or of a desk, and once by plain forms.
"""

import re
import time

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Enter, sign_in
from tests.browser.stage import BrowserStage
from tests.faults.stage import PASSWORD

pytestmark = pytest.mark.timeout(300)

PAUL, NORA, IVO = (f"{name}@example.com" for name in ("paul", "nora", "ivo"))
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
REASON = "Two gates cost more than they bring."


def field(page: Page):  # type: ignore[no-untyped-def]
    return page.get_by_label("What should be better?")


def write(page: Page, words: str, path: str = "/") -> None:
    """Types and waits until it is kept."""
    page.goto(path)
    field(page).fill(words)
    expect(page.locator("#kept")).to_contain_text("Kept as a draft")


def handed_in(page: Page) -> str:
    """The id of the idea whose receipt is shown."""
    page.wait_for_url("**/receipt/")
    return str(page.url.split("/")[-3])


def declined(tell: BrowserStage, name: str = "declined") -> tuple[str, str]:
    """Title and text of an idea that was declined and that everybody may read."""
    asked = "select title, text from ideas_idea where public_id = %s"
    title, text = tell.ask(asked, tell.names[name])[0]
    return str(title), str(text)


# three interactions ---------------------------------------------------------------------------------------------


def test_idea_is_handed_in_with_three_interactions_on_a_phone(enter: Enter) -> None:
    page = enter(PAUL, **PHONE)
    page.goto("/")  # one: open
    field(page).fill("The tray return is too low\nOne has to bend for it.")  # two: say it
    page.get_by_role("button", name="Send idea").click()  # three: send it
    handed_in(page)
    expect(page.get_by_text(re.compile("looks after your idea"))).to_be_visible()
    expect(page.get_by_role("heading", name="The tray return is too low")).to_be_visible()
    expect(page.locator("a[href^='tel:']").first).to_be_visible()


def test_going_back_after_sending_makes_no_second_idea(tell: BrowserStage, enter: Enter) -> None:
    page = enter(PAUL)
    page.goto("/")
    field(page).fill("The lamp over ramp 2 flickers")
    page.get_by_role("button", name="Send idea").click()
    sent = handed_in(page)
    page.go_back()
    if not field(page).input_value():
        field(page).fill("The lamp over ramp 2 flickers")
    page.get_by_role("button", name="Send idea").click()
    expect(page.get_by_role("alert")).to_contain_text("these very words already")
    page.get_by_role("alert").get_by_role("link").click()
    assert handed_in(page) == sent
    assert (
        len(tell.ask("select 1 from ideas_idea where text like %s and number > 0", "The lamp over ramp 2%"))
        == 1
    )


def test_what_is_pasted_is_kept_whole_and_how_much_is_too_many_is_said(
    tell: BrowserStage, enter: Enter
) -> None:
    page = enter(PAUL)
    pasted = "A gate, and no end. " * 1_005
    write(page, pasted.strip(), "/ideas/new/")
    assert field(page).input_value() == pasted.strip()
    expect(page.locator("#id_text_left")).to_contain_text("99 characters too many")
    assert [
        one for (one,) in tell.ask("select length(text) from ideas_idea where text like 'A gate, and no%%'")
    ] == [20_099]
    page.get_by_role("button", name="Send idea").click()
    expect(page.get_by_role("alert").first).to_contain_text("20000")
    assert field(page).input_value() == pasted.strip()
    field(page).fill("A gate, and an end.")
    expect(page.locator("#id_text_left")).to_be_empty()
    page.get_by_role("button", name="Send idea").click()
    handed_in(page)


def test_title_is_drawn_until_somebody_changes_it(enter: Enter) -> None:
    page = enter(PAUL)
    page.goto("/")
    expect(page.get_by_label("Title")).to_be_hidden()
    field(page).fill("**Warm** plates at noon\nThey are cold.")
    expect(page.get_by_label("Title")).to_have_value("Warm plates at noon")
    page.get_by_label("Title").fill("Warm plates")
    field(page).press_sequentially(" Very cold.")
    expect(page.get_by_label("Title")).to_have_value("Warm plates")
    page.get_by_role("button", name="Send idea").click()
    handed_in(page)
    expect(page.get_by_role("heading", name="Warm plates", exact=True)).to_be_visible()


# words that are never lost --------------------------------------------------------------------------------------


def test_draft_survives_a_closed_tab(enter: Enter) -> None:
    page = enter(NORA)
    write(page, "Longer spoons for the soup")
    field(page).press_sequentially(", please")
    page.close(run_before_unload=False)
    again = enter(NORA)
    again.goto("/")
    again.get_by_role("link", name=re.compile("Go on writing|Longer spoons")).first.click()
    expect(field(again)).to_have_value(re.compile("Longer spoons for the soup"))


def test_draft_survives_an_expired_session(tell: BrowserStage, enter: Enter) -> None:
    page = enter(tell.names["colleague"])
    write(page, "A bench before the gate")
    tell.ask("delete from django_session where true returning session_key")
    tell.signed_in.clear()
    field(page).press_sequentially(", in the sun")
    expect(page.locator("#kept")).to_contain_text("You are signed out meanwhile.")
    expect(field(page)).to_have_value("A bench before the gate, in the sun")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Sign in in a new tab").click()
    tab = opened.value
    tab.locator("input[name=login]").fill(tell.names["colleague"])
    tab.locator("input[name=password]").fill(PASSWORD)
    tab.get_by_role("button", name="Sign in", exact=True).click()
    tab.wait_for_url(f"{tell.address}/")
    tab.close()
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator("#kept")).to_contain_text("Kept as a draft")
    page.get_by_role("button", name="Send idea").click()
    handed_in(page)
    expect(page.get_by_role("heading", name="A bench before the gate, in the sun")).to_be_visible()


def test_failing_server_is_said_and_tried_again(enter: Enter) -> None:
    page = enter(PAUL)
    page.goto("/ideas/new/")

    def broken(route: Route) -> None:
        route.fulfill(status=500, body="down", headers={"X-Played": "1"})

    page.route("**/ideas/draft/", broken)
    field(page).fill("Shade over the bicycle stand")
    expect(page.locator("#kept")).to_contain_text("Not kept since")
    page.get_by_role("button", name="Send idea").click()
    expect(page).to_have_url(re.compile("/ideas/new/"))
    page.unroute("**/ideas/draft/", broken)
    expect(page.locator("#kept")).to_contain_text("Kept as a draft")
    expect(field(page)).to_have_value("Shade over the bicycle stand")
    page.get_by_role("button", name="Send idea").click()
    handed_in(page)


def test_lost_line_is_said_and_tried_again(enter: Enter) -> None:
    page = enter(PAUL)
    page.goto("/ideas/new/")
    page.context.set_offline(True)
    field(page).fill("A second kettle")
    expect(page.locator("#kept")).to_contain_text("Not kept since")
    page.context.set_offline(False)
    expect(page.locator("#kept")).to_contain_text("Kept as a draft")


@pytest.mark.parametrize("path", ["/", "/ideas/new/"])
def test_server_that_goes_while_an_idea_is_sent_costs_no_word(
    tell: BrowserStage, browser: Browser, path: str
) -> None:
    """Nothing is kept yet when it is sent; the second answer is lost after the idea was taken."""
    context = browser.new_context(base_url=tell.address, locale="en-GB")
    page = context.new_page()  # unwatched: the server fails on purpose
    sign_in(page, PAUL)
    page.goto(path)
    words = f"A lamp at the way home, seen from {path}"

    def down(route: Route) -> None:
        route.fulfill(status=503, body="down") if route.request.method == "POST" else route.continue_()

    def gone(route: Route) -> None:
        route.abort()

    def answer_lost(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort()

    page.route("**/ideas/draft/", gone)
    field(page).fill(words)
    for fate, already in ((down, 0), (gone, 0), (answer_lost, 1)):
        page.route("**/ideas/new/", fate)
        field(page).press("Control+Enter")
        expect(page.get_by_role("alert").filter(has_text="Not sent")).to_be_focused()
        expect(field(page)).to_have_value(words)
        page.unroute("**/ideas/new/", fate)
        page.evaluate("document.querySelector('[data-slip]').remove()")
        assert tell.ask("select count(*) from ideas_idea where text = %s", words) == [(already,)]
    page.unroute("**/ideas/draft/", gone)
    field(page).press("Control+Enter")
    handed_in(page)
    assert tell.ask("select count(*) from ideas_idea where text = %s", words) == [(1,)]
    context.close()


# beside the words -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [PHONE, {}], ids=["phone", "desk"])
def test_me_too_is_said_without_losing_words(
    tell: BrowserStage, enter: Enter, options: dict[str, object]
) -> None:
    title, text = declined(tell)
    page = enter(tell.names["bystander" if options else "employee"], **options)
    page.goto("/")
    field(page).fill(text)
    like = page.locator("#similar li", has_text=title)
    expect(like).to_contain_text("Not adopted")
    expect(like).to_contain_text(REASON)
    like.get_by_role("button", name="Me too").click()
    expect(like).to_contain_text("you are counted")
    expect(like.get_by_label("A sentence for the experts")).to_be_focused()
    page.keyboard.insert_text("At gate two as well.")
    like.get_by_role("button", name="Add the sentence").click()
    expect(like.locator("p.said").last).to_have_text("At gate two as well.")
    expect(field(page)).to_have_value(text)
    like.get_by_role("button", name="Undo").click()
    expect(like.get_by_role("button", name="Me too")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == page.evaluate("innerWidth")


def test_preview_and_colleagues_stand_on_the_page(enter: Enter) -> None:
    page = enter(NORA)
    write(page, "Less noise\n\n- **carpets**\n- curtains", "/ideas/new/")
    expect(page.locator("#suggest")).to_contain_text("We would send it to Canteen.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview strong")).to_have_text("carpets")
    page.get_by_text("Details, if you like").click()
    page.get_by_label("Who had it with you?").press_sequentially("paul p")
    page.locator("[data-people-found] label", has_text="Paul Peters").click()
    expect(page.locator("[data-people-chosen]")).to_contain_text("Paul Peters, Canteen")
    page.get_by_role("button", name="Send idea").click()
    handed_in(page)
    expect(page.get_by_text("Asked to join: Paul Peters")).to_be_visible()


def test_declined_idea_is_improved_and_handed_in_again(tell: BrowserStage, enter: Enter) -> None:
    _title, text = declined(tell, "declined_too")
    page = enter(tell.names["submitter"], **PHONE)
    page.goto(f"/ideas/new/?improves={tell.names['declined_too']}")
    expect(field(page)).to_have_value(text)
    answer = page.get_by_text(REASON)
    assert (answer.bounding_box() or {})["y"] < (field(page).bounding_box() or {})["y"]
    field(page).fill("One gate is enough")
    page.get_by_role("button", name="Send idea").click()
    new = handed_in(page)
    page.goto(f"/ideas/{new}/")
    expect(page.get_by_text("It improves an earlier idea:")).to_be_visible()


# danger ---------------------------------------------------------------------------------------------------------


def test_danger_shows_at_once_and_the_hazard_arrives_within_the_minute(
    tell: BrowserStage, enter: Enter
) -> None:
    page = enter(PAUL, **PHONE)
    page.goto("/")
    expect(page.locator("#danger")).to_be_hidden()
    field(page).fill("There is smoke behind the fryer")
    expect(page.locator("#danger")).to_contain_text("Tell your supervisor or call 112.")
    shown, send = page.locator("#danger"), page.get_by_role("button", name="Send idea")
    assert (shown.bounding_box() or {})["y"] < (send.last.bounding_box() or {})["y"]
    started = time.monotonic()
    page.get_by_role("button", name="Send and report as hazard").click()
    public_id = handed_in(page)
    expect(page.get_by_text("Ivo Imhof sees to it.")).to_be_visible()
    mail = tell.wait_for_letters(IVO, public_id, 1)
    assert time.monotonic() - started < 60
    assert "There is smoke behind the fryer" in mail.body("plain")
    ivo = enter(IVO)
    ivo.goto("/")
    ivo.locator(f"main a[href*='{public_id}']").first.click()
    ivo.get_by_label("What was done?").fill("The fryer is off and cleaned.")
    ivo.get_by_role("button", name="The hazard is settled").click()
    expect(ivo.get_by_text("Settled. Thank you").first).to_be_visible()
    page.goto(f"/ideas/{public_id}/")
    expect(page.get_by_text("The fryer is off and cleaned.").first).to_be_visible()


def test_danger_goes_away_with_its_word(enter: Enter) -> None:
    page = enter(PAUL)
    page.goto("/")
    field(page).fill("There is smoke")
    expect(page.get_by_role("button", name="Send and report as hazard")).to_be_visible()
    field(page).fill("There is smog")
    expect(page.locator("#danger")).to_be_hidden()


# plain forms ----------------------------------------------------------------------------------------------------


def test_all_of_it_works_without_a_script(tell: BrowserStage, enter: Enter) -> None:
    title, text = declined(tell)
    page = enter(tell.names["expert4"])
    state = page.context.storage_state()
    plain = enter("", java_script_enabled=False)
    plain.context.add_cookies(state["cookies"])
    plain.goto("/ideas/new/")
    field(plain).fill(f"{text}\n\n**Bold**")
    plain.get_by_role("button", name="Preview").click()
    expect(plain.locator("#preview strong")).to_have_text("Bold")
    expect(field(plain)).to_have_value(f"{text}\n\n**Bold**")
    like = plain.locator("#similar li", has_text=title)
    like.get_by_role("button", name="Me too").click()
    like = plain.locator("#similar li", has_text=title)
    expect(like).to_contain_text("you are counted")
    expect(field(plain)).to_have_value(f"{text}\n\n**Bold**")
    plain.get_by_text("Details, if you like").click()
    plain.get_by_label("Who had it with you?").fill("Nora Nagel, Peters")
    field(plain).fill("There is smoke in hall 3")
    plain.get_by_role("button", name="Send idea").last.click()
    expect(plain.get_by_text("Tell your supervisor or call 112.")).to_be_visible()
    plain.get_by_role("button", name="Send and report as hazard").click()
    handed_in(plain)
    expect(plain.get_by_text("Ivo Imhof sees to it.")).to_be_visible()
    expect(plain.get_by_text("Asked to join: Nora Nagel and Paul Peters")).to_be_visible()


def test_words_come_back_without_a_script_when_the_session_is_over(tell: BrowserStage, enter: Enter) -> None:
    page = enter(tell.names["expert3"])
    plain = enter("", java_script_enabled=False)
    plain.context.add_cookies(page.context.storage_state()["cookies"])
    plain.goto("/")
    field(plain).fill("A mirror at the corner")
    tell.ask("delete from django_session where true returning session_key")
    tell.signed_in.clear()
    plain.get_by_role("button", name="Send idea").last.click()
    expect(plain.get_by_text("You are signed out meanwhile.")).to_be_visible()
    expect(field(plain)).to_have_value("A mirror at the corner")
