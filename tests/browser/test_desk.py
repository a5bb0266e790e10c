"""The desk by keyboard alone, on a phone and on a wide screen; and words that no line, server or race loses."""

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Enter, sign_in
from tests.browser.stage import BrowserStage
from tests.faults.stage import PASSWORD

pytestmark = pytest.mark.timeout(300)

YARA, YURI = "yara@example.com", "yuri@example.com"
WIDTHS = {"keys": {"width": 1440, "height": 900}, "keys_phone": {"width": 390, "height": 844}}
WORDS = "It is dark there in winter. A lamp costs little."
FIELD = "Two sentences for the submitter"
REVIEWED = (
    "select recommendation, public_text from ideas_review join ideas_assignment a on a.id = assignment_id \
join ideas_idea i on i.id = a.idea_id where i.public_id = %s"
)


def open_idea(page: Page, tell: BrowserStage, name: str) -> str:
    """One idea of the desk, its form ready."""
    public_id = tell.names[f"yard_{name}"]
    page.goto(f"/desk/{public_id}/")
    expect(page.get_by_label(FIELD)).to_be_visible()
    return public_id


def write(page: Page, words: str = WORDS) -> None:
    """A recommendation and two sentences, without the mouse."""
    page.keyboard.press("1")
    expect(page.get_by_label("Adopt", exact=True)).to_be_focused()
    expect(page.get_by_label("Adopt", exact=True)).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.get_by_label(FIELD)).to_be_focused()
    page.keyboard.type(words)


def reviewed(tell: BrowserStage, public_id: str) -> list[tuple[str, str]]:
    return [(str(word), str(text)) for word, text in tell.ask(REVIEWED, public_id)]


@pytest.mark.parametrize("way", WIDTHS)
def test_view_is_filed_by_keys_and_the_next_one_lies_open(tell: BrowserStage, enter: Enter, way: str) -> None:
    page = enter(YARA, viewport=WIDTHS[way])
    first, last = tell.names[f"yard_{way}"], tell.names[f"yard_{way}_end"]
    page.goto("/desk/")
    walk_to(page, f"/desk/{first}/")
    expect(page.locator("#said")).to_have_text(re.compile(r"\d+ of \d+"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/{first}/")
    page.keyboard.press("n")
    page.wait_for_url(lambda url: first not in url)
    page.goto(f"/desk/{first}/")
    page.keyboard.press("r")
    write(page)
    page.keyboard.press("Control+Enter")
    message = page.locator(".messages")
    expect(message).to_contain_text(re.compile(r"Filed\. Next: A lamp for .* \(3 min\)"))
    expect(message).to_be_focused()
    expect(page).to_have_url(re.compile(r"/desk/\w+/$"))
    assert reviewed(tell, first) == [("adopt", WORDS)]
    put_off(tell, YARA, 40, but=last)
    page.goto(f"/desk/{last}/")
    write(page)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Your view is filed. Thank you.")).to_be_visible()
    expect(page.get_by_text(re.compile(r"Done\. Next due \w+ \d+\s\w+"))).to_be_visible()
    put_off(tell, YARA, 0)


def put_off(tell: BrowserStage, who: str, days: int, but: str = "") -> None:
    """All views of somebody but the one on this idea are due so many days from now."""
    tell.ask(
        "update ideas_assignment a set due_at = now() + %s * interval '1 day' from ideas_idea i, accounts_user u "
        "where a.state = 'open' and i.id = a.idea_id and u.id = a.reviewer_id and u.email = %s "
        "and i.public_id <> %s returning 1",
        *(days, who, but),
    )


def walk_to(page: Page, path: str) -> None:
    """From the top of the list down, as far as the line is."""
    for key in ("k" * 40) + ("j" * 40):
        page.keyboard.press(key)
        if page.evaluate("document.activeElement.pathname") == path:
            return
    raise AssertionError(f"neither k nor j leads to {path}")


def test_digits_choose_among_the_scores_where_the_focus_is(tell: BrowserStage, enter: Enter) -> None:
    page = enter(YURI)
    open_idea(page, tell, "race")
    page.get_by_text("Scores, if you like").click()
    score = page.get_by_role("group", name="Benefit").get_by_role("radio")
    score.first.focus()
    page.keyboard.press("4")
    expect(score.nth(3)).to_be_checked()
    assert page.locator("[name=recommendation]:checked").count() == 0
    page.get_by_label(FIELD).focus()
    page.keyboard.type("1 or 2?")
    assert page.locator("[name=recommendation]:checked").count() == 0


def test_view_waits_for_the_line(tell: BrowserStage, enter: Enter) -> None:
    page = enter(YURI)
    public_id = open_idea(page, tell, "line")
    write(page)
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Not sent: the line or the server is down")
    expect(alert).to_be_focused()
    expect(page.get_by_label(FIELD)).to_have_value(WORDS)
    page.context.set_offline(False)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_be_visible()
    assert reviewed(tell, public_id) == [("adopt", WORDS)]


def test_view_outlives_a_failing_server_and_is_filed_once(tell: BrowserStage, browser: Browser) -> None:
    context = browser.new_context(base_url=tell.address, locale="en-GB")
    page = context.new_page()  # unwatched: the server fails on purpose
    sign_in(page, YURI)
    public_id = open_idea(page, tell, "server")
    write(page)

    def down(route: Route) -> None:
        route.fulfill(status=503, body="down") if route.request.method == "POST" else route.continue_()

    def answer_lost(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
        route.abort()

    for fate, already in ((down, []), (answer_lost, [("adopt", WORDS)])):
        page.route("**/desk/**", fate)
        page.get_by_label(FIELD).press("Control+Enter")
        expect(page.get_by_role("alert")).to_be_focused()
        expect(page.get_by_role("alert")).to_contain_text("Not sent")
        page.unroute("**/desk/**")
        assert reviewed(tell, public_id) == already
    page.get_by_role("button", name="Try again").click()
    page.wait_for_url("**/desk/")
    assert reviewed(tell, public_id) == [("adopt", WORDS)]
    context.close()


def test_words_are_offered_to_whoever_comes_back_and_to_nobody_else(tell: BrowserStage, enter: Enter) -> None:
    page = enter(YURI)
    open_idea(page, tell, "away")
    write(page)
    page.goto("/")
    open_idea(page, tell, "away")
    expect(page.get_by_text(re.compile(r"We kept your words of \d\d:\d\d\."))).to_be_visible()
    expect(page.get_by_label(FIELD)).to_have_value("")
    page.get_by_role("button", name="Put them back").press("Enter")
    expect(page.get_by_label(FIELD)).to_have_value(WORDS)
    expect(page.get_by_label("Adopt", exact=True)).to_be_checked()
    page.goto(f"/ideas/{tell.names['yard_away']}/do/review/")
    expect(page.get_by_text(re.compile("We kept your words"))).to_be_visible()
    page.get_by_role("button", name="Throw them away").press("Enter")
    page.reload()
    expect(page.get_by_text(re.compile("We kept your words"))).to_have_count(0)


def test_words_outlive_an_expired_session_and_go_when_one_signs_out(tell: BrowserStage, enter: Enter) -> None:
    page = enter()
    sign_in(page, YURI)
    public_id = open_idea(page, tell, "out")
    write(page)
    page.context.clear_cookies(name="sessionid")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/accounts/login/**")
    page.locator("input[name=login]").fill(YURI)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{tell.address}/desk/{public_id}/")
    page.get_by_role("button", name="Put them back").click()
    expect(page.get_by_label(FIELD)).to_have_value(WORDS)
    assert page.evaluate("Object.keys(sessionStorage).filter((name) => name.startsWith('kept:')).length") == 1
    page.locator("details.menu.mine summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_load_state()
    assert page.evaluate("Object.keys(sessionStorage).filter((name) => name.startsWith('kept:')).length") == 0


def test_question_is_asked_in_place_and_the_view_stays_as_it_was(tell: BrowserStage, enter: Enter) -> None:
    page = enter(YARA)
    public_id = open_idea(page, tell, "ask")
    write(page)
    page.get_by_role("link", name="Ask a question").press("Enter")
    dialog = page.get_by_role("dialog", name="Ask the submitter")
    expect(dialog.get_by_label("Your question")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Ask a question")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_label("Your question")).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("One thing is not right yet")
    dialog.get_by_label("Your question").fill("Which corner do you mean?")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Asked. The submitter has five working days.")).to_be_visible()
    expect(page.get_by_role("link", name="Ask a question")).to_be_focused()
    expect(page.get_by_label(FIELD)).to_have_value(WORDS)
    assert tell.ask("select status from ideas_idea where public_id = %s", public_id) == [("clarification",)]


def test_review_is_handed_over_in_place(tell: BrowserStage, enter: Enter) -> None:
    page = enter(YARA)
    open_idea(page, tell, "hand")
    page.get_by_role("link", name="Not my field: hand over").press("Enter")
    dialog = page.get_by_role("dialog", name="Not my field")
    dialog.get_by_label("To whom?").select_option(index=1)
    dialog.get_by_label("Why?").fill("They know the lamps.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Until they accept, it stays yours.").first).to_be_visible()


def test_view_that_comes_too_late_is_kept_and_says_who_was_faster(tell: BrowserStage, enter: Enter) -> None:
    first, second = enter(YARA), enter(YARA)
    for page in (first, second):
        open_idea(page, tell, "race")
        write(page, f"{WORDS} {'First' if page is first else 'Second'}.")
    first.keyboard.press("Control+Enter")
    expect(first.locator(".messages")).to_contain_text("Filed")
    second.keyboard.press("Control+Enter")
    expect(second.get_by_role("alert")).to_contain_text("You can no longer send this")
    expect(second.get_by_label(FIELD)).to_have_value(f"{WORDS} Second.")
    second.get_by_role("link", name="Load the page again").click()
    expect(second.get_by_text(f"{WORDS} First.")).to_be_visible()


def test_single_keys_are_listed_and_can_be_switched_off(tell: BrowserStage, enter: Enter) -> None:
    page = enter(YURI)
    page.goto("/desk/")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys of this page")
    expect(keys).to_be_visible()
    expect(keys.get_by_text("next and previous in a list")).to_be_visible()
    expect(keys.get_by_text("undo")).to_be_hidden()
    keys.get_by_role("switch").press("Space")
    page.keyboard.press("Escape")
    page.reload()
    for key in ("?", "j", "g", "d"):
        page.keyboard.press(key)
    expect(keys).to_be_hidden()
    assert page.evaluate("document.activeElement === document.body")
    page.get_by_role("button", name="Keys").press("Enter")
    expect(keys.get_by_role("switch")).not_to_be_checked()
    keys.get_by_role("switch").press("Space")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Keys").blur()
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_url("**/ideas/")
    page.keyboard.press("/")
    expect(page.locator("[data-search]")).to_be_focused()
