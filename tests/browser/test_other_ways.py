"""What may happen on the way: a question, a lost race, no script, a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.stage import BrowserStage

pytestmark = pytest.mark.timeout(300)

PAUL = "paul@example.com"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_question_is_asked_and_answered(tell: BrowserStage, enter: Enter) -> None:
    public_id = tell.names["asked"]
    expert = enter(tell.names["asking"])
    expert.goto(f"/desk/{public_id}/")
    expert.get_by_role("link", name="Ask a question").click()
    expert.get_by_label("Your question").fill("Which of the two gates do you mean?")
    expert.get_by_role("button").filter(has_text="Ask").click()
    expect(expert.get_by_text("Asked. The submitter has five working days.")).to_be_visible()
    mail = tell.wait_for_letters(PAUL, public_id, 2)  # the first was the receipt
    assert "Which of the two gates do you mean?" in mail.body("plain")
    paul = enter(PAUL)
    paul.goto(f"/ideas/{public_id}/")
    expect(paul.get_by_text("Which of the two gates do you mean?").first).to_be_visible()
    paul.get_by_label("Your answer").fill("The one beside the lorries.")
    paul.locator("form[action*='/do/answer/'] button").click()
    expect(paul.get_by_text("Thank you, your answer is with those who asked.")).to_be_visible()
    expert.goto(f"/desk/{public_id}/")
    expect(expert.get_by_text("The one beside the lorries.")).to_be_visible()
    assert tell.ask("select status from ideas_idea where public_id = %s", public_id) == [("in_review",)]


def test_lost_race_keeps_every_word(tell: BrowserStage, enter: Enter) -> None:
    public_id, words = tell.names["race"], "Nobody uses the second gate. I asked at both."
    first, second = enter(tell.names["decider"]), enter(tell.names["decider"])
    for window in (first, second):
        window.goto(f"/ideas/{public_id}/do/decide/")
        window.get_by_label("Not adopted").check()
        window.get_by_label("The fact that decided it").fill(words)
        window.get_by_label("What would change the answer").fill("A third lane at the second gate.")
        window.get_by_label("The reason in a word").select_option(index=2)
    first.get_by_role("button", name="Decide and tell").click()
    expect(first.get_by_text("Decided. The submitter reads it now, with the reasons.")).to_be_visible()
    with second.expect_response(lambda answer: answer.request.method == "POST") as answer:
        second.get_by_role("button", name="Decide and tell").click()
    assert answer.value.status == 409
    alert = second.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert).to_contain_text("Everything you wrote is still here.")
    expect(second.get_by_text(words).last).to_be_visible()
    made = (
        "select count(*) from ideas_decision join ideas_idea idea on idea.id = idea_id where public_id = %s"
    )
    assert tell.ask(made, public_id) == [(1,)]


def test_idea_is_handed_in_without_a_script(tell: BrowserStage, enter: Enter) -> None:
    page = enter(PAUL, java_script_enabled=False)
    hand_in(page, "A bench at the bus stop\nWe wait there in the rain.")
    expect(page.get_by_role("heading", name="A bench at the bus stop")).to_be_visible()
    page.get_by_role("link", name="Follow it on its page").click()
    expect(page.get_by_text("We wait there in the rain.")).to_be_visible()
    page.locator("details.menu.mine summary").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_half_written_idea_survives_a_closed_window(tell: BrowserStage, enter: Enter) -> None:
    page = enter(PAUL)
    page.goto("/ideas/new/")
    page.get_by_label("What should be better?").press_sequentially("Longer cables at the")
    expect(page.locator("#kept input[name=draft]")).to_have_count(1)
    page.close()
    again = enter(PAUL)
    again.goto("/")
    again.get_by_role("link", name="Longer cables at the").click()
    expect(again.get_by_label("What should be better?")).to_have_value("Longer cables at the")


def test_phone_is_enough_to_hand_in_and_to_confirm(tell: BrowserStage, enter: Enter) -> None:
    page = enter(PAUL, **PHONE)
    hand_in(page, "Hooks for the jackets in the break room")
    assert fits(page)
    page.goto(f"/ideas/{tell.names['phone']}/talk/")
    assert fits(page)
    page.get_by_text("I understand and agree").tap()
    page.get_by_role("button", name="Send my answer").tap()
    expect(page.get_by_text("Thank you for your answer.")).to_be_visible()
    closed = tell.ask("select status from ideas_idea where public_id = %s", tell.names["phone"])
    assert closed == [("closed",)]


def hand_in(page: Page, words: str) -> None:
    """From the first page, with one field and one button."""
    page.goto("/")
    assert fits(page)
    page.get_by_label("What should be better?").fill(words)
    page.get_by_role("button", name="Send idea").click()
    page.wait_for_url("**/receipt/")


def fits(page: Page) -> bool:
    """Whether nothing sticks out sideways."""
    box = page.locator("html").bounding_box()
    return bool(box and page.viewport_size and box["width"] <= page.viewport_size["width"])
