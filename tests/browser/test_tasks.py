"""The eight main tasks: by keyboard alone on a phone's and a desk's width, and once without a script.

By keyboard nothing is clicked or filled in by the test: keys are pressed and words typed, and at every stop the focus
has to be seen. What counts in the end stands in the database.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.keyboard import Keyboard
from tests.browser.stage import BrowserStage

pytestmark = pytest.mark.timeout(300)

WIDTHS = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1440, "height": 900}}
FILES_OF = """select count(*) from ideas_attachment file join ideas_idea idea on idea.id = idea_id
    where title = %s and number > 0"""
REASONS = "One bench is enough: most of you sit in the yard. It comes in spring, for {}."
"""Nobody gives the same reasons for two ideas."""

Sit = Callable[[str], Keyboard]


@pytest.fixture(params=WIDTHS)
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def sit(enter: Enter, tell: BrowserStage, way: str) -> Iterator[Sit]:
    """Somebody sits down before the first page; in the end nothing was wrong with the focus on the way."""
    boards: list[Keyboard] = []

    def down(who: str) -> Keyboard:
        page = enter(
            tell.names.get(f"{way}_{who}", tell.names.get(who, who)),
            viewport=WIDTHS[way],
            reduced_motion="reduce",
        )
        boards.append(Keyboard(page))
        page.goto("/")
        return boards[-1]

    yield down
    assert [words for board in boards for words in board.found] == []


@pytest.fixture
def photo(tmp_path: Path) -> str:
    """A small picture."""
    Image.new("RGB", (40, 30), "teal").save(tmp_path / "bench.png")
    return str(tmp_path / "bench.png")


def status(tell: BrowserStage, name: str) -> Any:
    """Where an idea is."""
    return tell.ask("select status from ideas_idea where public_id = %s", tell.names[name])[0][0]


def path_of(tell: BrowserStage, name: str) -> str:
    return f"/ideas/{tell.names[name]}/"


# by keyboard ----------------------------------------------------------------------------------------------------


def test_idea_with_a_photo_is_handed_in(tell: BrowserStage, sit: Sit, way: str, photo: str) -> None:
    keys = sit("person")
    keys.fill("What should be better", f"A roof over the bench, {way}")
    keys.photo("photo|picture|file", photo)
    expect(keys.page.get_by_text("bench.png is added.")).to_be_attached()
    keys.open("^Send idea$")
    expect(keys.page.get_by_role("main")).to_contain_text("A roof over the bench")
    assert tell.ask(FILES_OF, f"A roof over the bench, {way}") == [(1,)]


def test_submitter_sees_where_an_idea_is(tell: BrowserStage, sit: Sit, way: str) -> None:
    keys = sit("person")
    keys.open(f"A bench to follow, {way}")
    check_three_answers(keys.page)


def check_three_answers(page: Page) -> None:
    """Where it is, who has it, what happens next and by when."""
    expect(page.get_by_role("heading", level=1)).to_contain_text("A bench to follow")
    for question, answer in (
        ("Where is it?", "experts"),
        ("Who has it?", "W(anda Werner|olf Winter|orkshop)"),
        ("What happens next?", r"answer by \d+\s\w+"),
    ):
        term = page.get_by_role("term").filter(has_text=question)
        expect(term).to_be_visible()
        expect(term.locator("xpath=following-sibling::dd[1]")).to_have_text(re.compile(answer, re.IGNORECASE))


def test_submitter_answers_a_question(tell: BrowserStage, sit: Sit, way: str) -> None:
    keys = sit("person")
    keys.open(f"A bench to answer, {way}")
    keys.fill("^Your answer", "The one beside the lorries.")
    keys.open("^(Answer the question|Send|Send the answer|Send my answer)$")
    expect(keys.page.get_by_text("your answer is with those who asked").first).to_be_visible()
    assert status(tell, f"{way}_answer") == "in_review"


def test_expert_files_a_view(tell: BrowserStage, sit: Sit, way: str) -> None:
    keys = sit("expert")
    keys.page.goto("/desk/")
    keys.to(f"A bench to review, {way}", key="j")
    keys.go()
    keys.press("r")
    assert keys.stop()["kind"] == "radio"
    keys.press("ArrowDown", "ArrowUp", "Space")
    keys.fill("Two sentences for the submitter", "We all ask for it. A second one is cheap.")
    keys.open("^File my view$")
    filed = """select public_text from ideas_review review join ideas_assignment a on a.id = assignment_id
        join ideas_idea idea on idea.id = a.idea_id where public_id = %s"""
    assert tell.ask(filed, tell.names[f"{way}_review"]) == [("We all ask for it. A second one is cheap.",)]


def test_decider_decides_with_reasons(tell: BrowserStage, sit: Sit, way: str) -> None:
    keys = sit("head")
    keys.open(f"A bench to decide, {way}")
    if "/do/decide/" not in keys.page.url:
        keys.open("^Decide and tell$")
    keys.choose("What becomes of it.*: Not adopted")
    keys.pick("The reason in a word", 2)
    keys.fill("The fact that decided it", REASONS.format(way))
    keys.fill("What would change the answer", "A yard that is twice as large.")
    keys.open("^Decide and tell$")
    decided = """select decision.outcome, reason_text from ideas_decision decision
        join ideas_idea idea on idea.id = idea_id where public_id = %s"""
    assert tell.ask(decided, tell.names[f"{way}_decide"]) == [("declined", REASONS.format(way))]


def test_talk_is_arranged_held_and_recorded(tell: BrowserStage, sit: Sit, way: str) -> None:
    partner = sit("partner")
    partner.open(f"A bench to talk, {way}")
    partner.open("^Offer .*times?$")
    person = sit("person")
    person.open(f"A bench to talk, {way}")
    person.to(": ", kind="radio")
    person.press("Space")
    person.open("^Take this time$")
    partner.page.goto(path_of(tell, f"{way}_talk") + "talk/")
    partner.to("We have talked already")
    partner.press("Enter")
    partner.fill("^What was said", "We looked at the yard together.")
    partner.open("^Send the notes$")
    assert status(tell, f"{way}_talk") == "confirming"


def test_submitter_checks_the_notes_and_answers(tell: BrowserStage, sit: Sit, way: str) -> None:
    keys = sit("person")
    keys.open(f"A bench to check, {way}")
    if "/talk/" not in keys.page.url:
        keys.open("Check the notes")
    keys.choose(": I understand and agree")
    keys.open("^Send my answer$")
    assert status(tell, f"{way}_check") == "closed"


def test_closure_rate_of_a_department_is_read(tell: BrowserStage, sit: Sit, way: str) -> None:
    keys = sit("admin")
    keys.open("^Insights$")
    keys.to("^Department$", kind="select")
    keys.type("Logistics")
    keys.open("^Show$")
    assert f"department={tell.names['n_department']}" in keys.page.url
    keys.to("Closure rate|table|numbers")
    keys.press("Enter")
    check_closure_rate(keys.page)


def check_closure_rate(page: Page) -> None:
    """The number, the sentence that explains it, and its formula in words, in sight together."""
    expect(page.get_by_role("table").filter(visible=True).first).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"closed within 60 days", re.IGNORECASE))
    expect(
        page.get_by_text(
            re.compile("divided by|÷|/ handed in|of those handed in|handed in .* minus", re.IGNORECASE)
        ).first
    ).to_be_visible()


def test_handing_in_takes_three_interactions(tell: BrowserStage, enter: Enter) -> None:
    """Into the field, the words, the button; the browser itself counts."""
    page = enter(tell.names["plain_person"])
    page.add_init_script(COUNT)
    page.goto("/")
    page.get_by_label("What should be better?").click()
    page.keyboard.type("A hook for the bench")
    page.get_by_role("button", name="Send idea").click()
    page.wait_for_url("**/receipt/")
    assert page.evaluate("sessionStorage.acts") == "3"


COUNT = """
const more = () => { sessionStorage.acts = Number(sessionStorage.acts ?? 0) + 1; };
addEventListener("pointerdown", () => { more(); delete sessionStorage.typing; }, true);
addEventListener("keydown", () => { if (!sessionStorage.typing) { sessionStorage.typing = 1; more(); } }, true);
"""


# without a script -----------------------------------------------------------------------------------------------


@pytest.fixture
def plainly(enter: Enter, tell: BrowserStage) -> Callable[[str], Page]:
    """A telephone whose browser runs no script, on the first page."""

    def take_out(who: str) -> Page:
        page = enter(
            tell.names.get(f"plain_{who}", tell.names.get(who, who)),
            viewport=WIDTHS["phone"],
            java_script_enabled=False,
        )
        page.goto("/")
        return page

    return take_out


def follow(page: Page, title: str) -> None:
    """The first link to an idea."""
    page.get_by_role("link", name=re.compile(title)).first.click()


def test_all_tasks_of_a_submitter_work_without_a_script(
    tell: BrowserStage, plainly: Callable[[str], Page], photo: str
) -> None:
    page = plainly("person")
    page.get_by_label("What should be better?").fill("A lamp over the bench")
    if not page.get_by_label(re.compile("picture|photo", re.IGNORECASE)).count():
        page.get_by_role("button", name="Add details").click()
    page.get_by_label(re.compile("picture|photo", re.IGNORECASE)).first.set_input_files(photo)
    page.get_by_role("button", name="Send idea").last.click()
    page.wait_for_url("**/receipt/")
    assert tell.ask(FILES_OF, "A lamp over the bench") == [(1,)]
    page.goto("/")
    follow(page, "A bench to follow, plain")
    check_three_answers(page)
    page.goto("/")
    follow(page, "A bench to answer, plain")
    page.get_by_label("Your answer").fill("The one at the back.")
    page.locator("form[action*='/do/answer/'] button").last.click()
    assert status(tell, "plain_answer") == "in_review"
    page.goto("/")
    follow(page, "A bench to check, plain")
    if "/talk/" not in page.url:
        page.get_by_role("link", name="Check the notes").first.click()
    page.get_by_label("I understand and agree").check()
    page.get_by_role("button", name="Send my answer").click()
    assert status(tell, "plain_check") == "closed"


def test_all_tasks_of_those_who_answer_work_without_a_script(
    tell: BrowserStage, plainly: Callable[[str], Page]
) -> None:
    expert = plainly("expert")
    expert.goto(f"/desk/{tell.names['plain_review']}/")
    expert.get_by_label("Adopt", exact=True).check()
    expert.get_by_label("Two sentences for the submitter").fill("We all ask for it.")
    expert.get_by_role("button", name="File my view").click()
    head = plainly("head")
    follow(head, "A bench to decide, plain")
    if "/do/decide/" not in head.url:
        head.get_by_role("link", name="Decide and tell").click()
    head.get_by_label("Adopted in part").check()
    head.get_by_label("The fact that decided it").fill(REASONS.format("all"))
    head.get_by_label("The reason in a word").select_option(index=2)
    head.get_by_label("Who carries it out?").fill("Wim Weber")
    head.get_by_label("Next news on").fill((timezone.localdate() + timedelta(days=20)).isoformat())
    head.get_by_role("button", name="Decide and tell").click()
    assert status(tell, "plain_decide") == "conversation"


def test_talk_and_figures_work_without_a_script(tell: BrowserStage, plainly: Callable[[str], Page]) -> None:
    partner = plainly("partner")
    follow(partner, "A bench to talk, plain")
    partner.get_by_role("button", name=re.compile("^Offer")).first.click()
    person = plainly("person")
    follow(person, "A bench to talk, plain")
    person.get_by_role("radio").first.check()
    person.get_by_role("button", name="Take this time").click()
    partner.goto(path_of(tell, "plain_talk") + "talk/")
    partner.get_by_text("We have talked already").click()
    partner.get_by_label("What was said").fill("We looked at the yard together.")
    partner.get_by_role("button", name="Send the notes").click()
    assert status(tell, "plain_talk") == "confirming"
    admin = plainly("admin")
    admin.get_by_role("link", name="Insights").click()
    admin.get_by_label("Department", exact=True).select_option("Logistics")
    admin.get_by_role("button", name="Show").click()
    admin.get_by_text(re.compile("as a table|numbers|Closure rate by month", re.IGNORECASE)).first.click()
    check_closure_rate(admin)
