"""A disagreement in a real browser: opposite views, a question for each point, what the experts agree on, the answer.

Done by keyboard alone, but for opening what is folded.
"""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.stage import BrowserStage

PAUL = "paul@example.com"
QUESTION = "Benefit: 2 and 5. What does each of you see that the other does not?"
BACKS, ROOM = "Six of nine have a bad back.", "There is no room for nine stools."
AGREED = "Three stools to share, at the tables by the wall."
FACT = "Three tables have the room, says the plan of the hall; six do not."
CHANGE = "The new hall, with wider lanes."
THANKS = "I had not measured the lanes. Thank you both."


def file_view(page: Page, public_id: str, digit: str, score: str) -> None:
    """A recommendation, two sentences and one score, by keys."""
    page.goto(f"/desk/{public_id}/")
    page.keyboard.press(digit)
    page.keyboard.press("Tab")
    page.keyboard.type("I have looked at the tables. My view is clear.")
    page.get_by_text("Scores, if you like").press("Enter")
    page.get_by_role("group", name="Benefit").get_by_role("radio").first.focus()
    page.keyboard.press(score)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".messages")).to_contain_text(re.compile("[Ff]iled"))


def answer(page: Page, public_id: str, words: str) -> None:
    """To the question about the benefit, where it stands."""
    page.goto(f"/ideas/{public_id}/")
    region = page.get_by_role("region", name="Where the views differ")
    expect(region).to_contain_text(QUESTION)
    expect(region).to_contain_text("Adopt and Do not adopt")
    field = region.get_by_label("Your answer: Benefit")
    if not field.is_visible():
        region.get_by_text("Answer: Benefit", exact=True).press("Enter")
    field.focus()
    page.keyboard.type(words)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("region", name="Where the views differ")).to_contain_text(words)


def test_disagreement_is_resolved(tell: BrowserStage, enter: Enter) -> None:
    public_id, name = tell.names["apart"], tell.names
    first, second = enter(name["apart_expert1"]), enter(name["apart_expert2"])
    file_view(first, public_id, "1", "5")
    file_view(second, public_id, "3", "2")
    answer(first, public_id, BACKS)
    answer(second, public_id, ROOM)
    boss = enter(name["apart_contact"])
    boss.goto(f"/ideas/{public_id}/")
    boss.get_by_role("link", name="Note what they agreed").press("Enter")
    for words in ("Benefit: 2 and 5", BACKS, ROOM):
        expect(boss.get_by_role("region", name="Where the views differ")).to_contain_text(words)
    boss.get_by_label("They agree").press("Space")
    expect(boss.get_by_role("group", name="If they do not agree")).to_be_hidden()
    boss.get_by_label("What did they say?").focus()
    boss.keyboard.type(AGREED)
    boss.keyboard.press("Control+Enter")
    expect(boss.get_by_text("Noted; it goes to whoever decides.")).to_be_visible()
    decide(enter(name["it_decider"]), public_id)
    read_and_thank(enter(PAUL), public_id)
    first.goto("/desk/filed/")
    expect(first.get_by_text(THANKS)).to_be_visible()


def decide(page: Page, public_id: str) -> None:
    """With what the experts agreed on in sight, and advice while the reason is written."""
    page.goto(f"/ideas/{public_id}/do/decide/")
    expect(page.get_by_text(AGREED)).to_be_visible()
    page.get_by_label("Not adopted").press("Space")
    page.get_by_label("The reason in a word").select_option("other_solution")
    fact = page.get_by_label("The fact that decided it")
    fact.focus()
    page.keyboard.type("No capacity.")
    expect(page.get_by_text("“no capacity” says little to whoever reads it.")).to_be_visible()
    expect(page.get_by_text("12 of at least 40 characters.")).to_be_visible()
    page.get_by_label("What would change the answer").focus()
    page.keyboard.type(CHANGE)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("These are 12 characters, 40 are needed")
    expect(page.get_by_label("What would change the answer")).to_have_value(CHANGE)
    fact = page.get_by_label("The fact that decided it")
    fact.fill("")
    fact.focus()
    page.keyboard.type(FACT)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Decided. The submitter reads it now, with the reasons.")).to_be_visible()


def read_and_thank(page: Page, public_id: str) -> None:
    """The submitter reads why, and what would change it, nothing of the dispute, and thanks both."""
    page.goto(f"/ideas/{public_id}/")
    for words in (FACT, CHANGE):
        expect(page.get_by_role("region", name="Our answer")).to_contain_text(words)
    for words in (BACKS, ROOM, AGREED, "Benefit"):
        expect(page.get_by_text(words)).to_have_count(0)
    page.get_by_text("Thank the experts in one line").press("Enter")
    page.get_by_label("One line to the experts").focus()
    page.keyboard.type(THANKS)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Sent. The experts find it in their inbox.")).to_be_visible()
