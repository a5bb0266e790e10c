"""The record of a talk in a real browser: three taps, a contested one by keyboard, an answer on the spot."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.stage import BrowserStage
from tests.browser.talks import RITA
from tests.faults.stage import PASSWORD

pytestmark = pytest.mark.timeout(300)

TAPS = "addEventListener('pointerdown', () => { sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1; }, true)"
UNCLEAR = "Why gate three and not gate two?"
SAID = "Gate two has no fence; we looked at the plan together."


def at(page: Page, tell: BrowserStage, name: str, part: str = "talk/") -> Page:
    """On a page of a prepared idea."""
    page.goto(f"/ideas/{tell.names[name]}/{part}")
    return page


def status(tell: BrowserStage, name: str) -> str:
    ((found,),) = tell.ask("select status from ideas_idea where public_id = %s", tell.names[name])
    return str(found)


def test_a_short_talk_is_recorded_in_three_taps(tell: BrowserStage, enter: Enter) -> None:
    phone = enter(tell.names["it_decider"], viewport={"width": 390, "height": 844}, has_touch=True)
    phone.add_init_script(TAPS)
    at(phone, tell, "noted_taps", "")
    phone.get_by_role("main").get_by_role("link", name="To the talk").first.tap()
    phone.get_by_text("We have talked already").tap()
    phone.get_by_role("button", name="Send the notes").tap()
    expect(phone.get_by_text("The notes are with the submitter, to check.")).to_be_visible()
    assert phone.evaluate("Number(sessionStorage.taps)") <= 3
    assert status(tell, "noted_taps") == "confirming"


def test_a_contested_record_is_talked_about_again_corrected_and_answered(
    tell: BrowserStage, enter: Enter
) -> None:
    rita, partner = enter(RITA), enter(tell.names["it_decider"])
    answer(at(rita, tell, "noted_contest"), "I don't understand yet", UNCLEAR)
    expect(rita.get_by_text(UNCLEAR).first).to_be_visible()
    expect(at(partner, tell, "noted_contest").get_by_text(UNCLEAR).first).to_be_visible()
    write_by_keyboard(partner, lambda: at(enter(tell.names["it_decider"]), tell, "noted_contest"))
    partner.get_by_role("link", name="Correct the notes").press("Enter")
    partner.get_by_label("Why do you correct them?").fill("I had the wrong gate.")
    partner.get_by_label("What was said?").fill(f"{SAID} It is gate four.")
    partner.get_by_role("button", name="Send the corrected notes").press("Enter")
    expect(partner.get_by_text("Corrected. The submitter is told")).to_be_visible()
    at(rita, tell, "noted_contest").get_by_text(re.compile("^Corrected by")).click()
    expect(rita.locator("del", has_text=SAID)).to_be_visible()
    expect(rita.get_by_text("The painter")).to_be_visible()
    answer(rita, "I understand but disagree", "I would have taken gate two.")
    expect(rita.get_by_text("Thank you for your answer.")).to_be_visible()
    assert status(tell, "noted_contest") == "closed"


def answer(page: Page, choice: str, words: str) -> None:
    """The submitter's answer to the notes."""
    form = page.locator("form#answer")
    form.get_by_label(choice).check()
    form.get_by_label("Anything you would like to add").fill(words)
    form.get_by_role("button", name="Send my answer").click()


def write_by_keyboard(page: Page, elsewhere: object) -> None:
    """The notes with a point, without a pointer; half-written they are there on another device."""
    page.get_by_text("We have talked already").press("Enter")
    page.get_by_label("What was said?").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(SAID)
    expect(page.get_by_text(re.compile("^Kept at"))).to_be_visible()
    assert callable(elsewhere)
    other = elsewhere()
    assert other.get_by_label("What was said?").input_value() == SAID
    page.get_by_text("What you agreed: who does what until when").press("Enter")
    page.get_by_role("textbox", name="What?").first.focus()
    page.keyboard.type("Send an offer.")
    page.keyboard.press("Tab")
    page.keyboard.type("Expert")
    page.get_by_label("Until when?").first.fill("2030-05-14")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Point 1 Whom do you mean?")
    page.get_by_label("Who does it?").first.fill("Logistics")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Somebody else, called Logistics")).to_be_visible()
    expect(page.get_by_text(re.compile("We kept your words"))).to_have_count(0)
    page.get_by_label("Who does it?").first.fill("The painter")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("The notes are with the submitter, to check.")).to_be_visible()
    expect(page.get_by_text("The painter").first).to_be_visible()


def test_a_submitter_who_is_present_answers_on_the_partners_device(tell: BrowserStage, enter: Enter) -> None:
    partner = enter(tell.names["it_decider"], viewport={"width": 390, "height": 844})
    at(partner, tell, "noted_here").get_by_role("link", name="answers here").click()
    partner.get_by_label("I understand and agree").check()
    partner.get_by_label("Anything you would like to add").fill("All clear.")
    partner.get_by_label("E-mail address or personnel number").fill(RITA)
    partner.get_by_label("Password", exact=True).fill("not her password")
    partner.get_by_role("button", name="Send my answer").click()
    expect(partner.get_by_role("alert")).to_contain_text("This sign-in is not known.")
    expect(partner.get_by_label("Anything you would like to add")).to_have_value("All clear.")
    partner.get_by_label("Password", exact=True).fill(PASSWORD)
    partner.get_by_role("button", name="Send my answer").click()
    expect(partner.get_by_text("You are still signed in.")).to_be_visible()
    expect(partner.get_by_text("on the spot").first).to_be_visible()
    assert status(tell, "noted_here") == "closed"
