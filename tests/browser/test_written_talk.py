"""A talk in writing in two real windows: a draft that stays, a file, who has read it, the notes, the answer.

And the guide to a talk: on a telephone by keys alone, and on one sheet of paper.
"""

import io
from pathlib import Path

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import Enter
from tests.browser.stage import BrowserStage

PAUL = "paul@example.com"
QUESTION = "What about a tap outside the washroom, at the yard?"
ANSWER = "The yard has no drain. It is planned for the spring."
STEPS = ("approach", "probe", "present", "listen", "end")


def test_talk_in_writing_comes_to_its_end(tell: BrowserStage, enter: Enter, tmp_path: Path) -> None:
    public_id = tell.names["written"]
    paul, partner = enter(PAUL), enter(tell.names["written_partner"])
    write_with_a_file(paul, public_id, tmp_path)
    expect(paul.get_by_text("Read by")).to_have_count(0)
    hold_by_the_guide(enter(tell.names["written_partner"], viewport={"width": 390, "height": 800}), public_id)
    answer(partner, public_id)
    paul.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(paul.locator("#thread")).to_contain_text(ANSWER)
    expect(paul.locator("#said")).to_contain_text("New message from")
    paul.reload()
    expect(paul.locator("#thread")).to_contain_text("Read by")
    partner.reload()
    expect(partner.locator("#thread")).to_contain_text("Read by Paul Peters")
    take_over_into_the_notes(partner, public_id)
    agree(paul, public_id)


def write_with_a_file(page: Page, public_id: str, folder: Path) -> None:
    """What is typed stands there again after leaving; a file goes with it."""
    page.goto(f"/ideas/{public_id}/talk/#messages")
    field = page.get_by_label("Your message")
    field.fill(QUESTION)
    expect(page.get_by_text("for you alone")).to_be_visible()
    page.evaluate("sessionStorage.clear()")
    page.reload()
    expect(field).to_have_value(QUESTION)
    plan = folder / "plan.txt"
    plan.write_text("Tap, drain, two hooks.")
    page.locator("input[type=file]").set_input_files(plan)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#thread")).to_contain_text(QUESTION)
    expect(page.get_by_role("link", name="plan.txt")).to_be_visible()
    expect(field).to_have_value("")


def answer(page: Page, public_id: str) -> None:
    """The partner fetches the file and answers."""
    page.goto(f"/ideas/{public_id}/talk/")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="plan.txt").click()
    assert fetched.value.path().read_text() == "Tap, drain, two hooks."
    page.get_by_label("Your message").fill(ANSWER)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#thread")).to_contain_text(ANSWER)


def hold_by_the_guide(page: Page, public_id: str) -> None:
    """From step to step by Enter; nothing is wider than the window; on paper it is one sheet."""
    page.goto(f"/ideas/{public_id}/talk/guide/")
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("link", name="Begin").focus()
    for name in STEPS:
        page.keyboard.press("Enter")
        expect(page.locator(f"#{name}")).to_be_in_viewport()
        assert page.url.endswith(f"#{name}")
        page.locator(f"#{name} a.btn").focus()
    expect(page.get_by_role("link", name="To the notes")).to_be_focused()
    paper = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    words = paper.pages[0].extract_text()
    assert len(paper.pages) == 1
    for part in (
        "Approach",
        "If it is hard to hear",
        "What was said",
        "Next step: what, by whom, until when",
    ):
        assert part in words
    assert "To the notes" not in words


def take_over_into_the_notes(page: Page, public_id: str) -> None:
    """What was written stands in the notes by a click."""
    page.goto(f"/ideas/{public_id}/talk/")
    page.locator("#thread li", has_text=ANSWER).get_by_role("button", name="Take over into the notes").click()
    notes = page.locator("textarea[name=said]")
    expect(notes).to_be_focused()
    assert "We talked in writing, in 2 messages" in notes.input_value()
    assert ANSWER in notes.input_value()
    page.get_by_role("button", name="Send the notes").click()
    expect(page.get_by_role("heading", name="Notes of the talk")).to_be_visible()


def agree(page: Page, public_id: str) -> None:
    """The notes say what was written; agreeing closes the idea."""
    page.goto(f"/ideas/{public_id}/talk/")
    expect(page.get_by_role("region", name="Notes of our talk")).to_contain_text(ANSWER)
    page.get_by_label("I understand and agree").check()
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("I understand and agree")).to_be_visible()
