"""One idea through the whole way, in real windows, with a real worker, a real clock and real mail.

Nora hands in; a coordinator shows it to everyone; Eva and Emil, experts, file their views, Emil by keyboard
alone; Dora decides; Nora takes a time; the coordinator writes the notes; Nora agrees, and the idea is closed.
"""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.stage import BrowserStage
from tests.post_office import Received

pytestmark = pytest.mark.timeout(300)

NORA, EMIL, EVA, DORA = (f"{name}@example.com" for name in ("nora", "emil", "eva", "dora"))
TITLE = "Hang the menu in the canteen at both doors"
REASONS = "One menu at the main door is enough: most of you come in there. It hangs from Monday on."
OUTCOMES = re.compile("adopt|declin|reject|accept|hold|in part", re.IGNORECASE)
OF_A_LETTER = ("multipart/alternative", "text/plain", "text/html")


def test_idea_goes_the_whole_way(tell: BrowserStage, enter: Enter) -> None:
    nora = enter(NORA)
    public_id = hand_in(nora, TITLE)
    keeper = check_receipt(tell, nora, public_id)
    show_to_everyone(enter(keeper), public_id)
    file_view(enter(EVA), public_id)
    file_view_by_keys(enter(EMIL), public_id)
    times = decide(enter(DORA), public_id)
    take_first_time(tell, nora, public_id, times)
    check_invitations(tell, nora, public_id, keeper)
    write_notes(enter(keeper), public_id)
    agree_to_notes(tell, nora, public_id)
    check_closed(tell, nora, public_id)
    answer_survey(nora, public_id)
    check_all_mails(tell, public_id, keeper)
    assert "0 findings" in tell.run("-m", "django", "check_integrity")


# what each of them does -----------------------------------------------------------------------------------------


def hand_in(page: Page, words: str) -> str:
    """Three interactions: into the field, the words, the button. Gives the idea's id."""
    page.goto("/")
    page.get_by_label("What should be better?").click()
    page.keyboard.insert_text(words)
    page.get_by_role("button", name="Send idea").click()
    page.wait_for_url("**/receipt/")
    return str(page.url.split("/")[-3])


def check_receipt(tell: BrowserStage, page: Page, public_id: str) -> str:
    """Number, date and a person, on the page as in the mail. Gives the address of that person."""
    number, promise = number_and_promise(tell, public_id)
    expect(page.get_by_text(f"Your idea, no. {number}")).to_be_visible()
    keeper = (page.get_by_text("looks after your idea.").text_content() or "").removesuffix(
        " looks after your idea."
    )
    expect(page.get_by_role("main")).to_contain_text(promise)
    mail = tell.wait_for_letters(NORA, public_id, 1)
    check_letter(mail, NORA, number)
    assert promise in str(mail.message["Subject"])
    assert keeper in mail.body("plain")
    assert keeper in ("Carla Cordes", "Conrad Conti")
    return f"{keeper.split()[0].lower()}@example.com"


def show_to_everyone(page: Page, public_id: str) -> None:
    """The coordinator lets colleagues read it."""
    page.goto(f"/ideas/{public_id}/")
    page.get_by_role("button", name="Show it to everyone").click()
    expect(page.get_by_text("All colleagues can read it now.")).to_be_visible()


def file_view(page: Page, public_id: str) -> None:
    """An expert adopts it, with the mouse."""
    page.goto("/desk/")
    page.locator(f".queue a[href*='{public_id}']").click()
    page.get_by_label("Adopt", exact=True).check()
    page.get_by_label("Two sentences for the submitter").fill("We all ask for it. A second frame is cheap.")
    page.get_by_role("button", name="File my view").click()
    expect(page.locator(f".queue a[href*='{public_id}']")).to_have_count(0)


def file_view_by_keys(page: Page, public_id: str) -> None:
    """An expert adopts it in part, without touching the mouse."""
    page.goto("/desk/")
    press_until(page, "j", f"document.activeElement.pathname === '/desk/{public_id}/'")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/{public_id}/")
    page.keyboard.press("r")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Adopt in part")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("One door is enough. The other is locked in winter.")
    press_until(page, "Tab", "document.activeElement.textContent.trim() === 'File my view'")
    page.keyboard.press("Enter")
    expect(page.locator(f".queue a[href*='{public_id}']")).to_have_count(0)


def press_until(page: Page, key: str, condition: str) -> None:
    """Presses a key until the focus stands where it is wanted."""
    for _ in range(25):
        page.keyboard.press(key)
        if page.evaluate(condition):
            return
    raise AssertionError(f"{key} does not lead to {condition}")


def decide(page: Page, public_id: str) -> list[str]:
    """The decider finds it on her first page, and decides with reasons. Gives the times that she offers."""
    page.goto("/")
    page.locator(f"a[href*='{public_id}']").first.click()
    page.get_by_role("link", name="Decide and tell").click()
    page.get_by_label("Adopted in part").check()
    page.get_by_label("The fact that decided it").fill(REASONS)
    page.get_by_label("The reason in a word").select_option(index=1)
    page.get_by_label("Who carries it out?").fill("Ivo Imhof")
    page.get_by_label("Next news on").fill((timezone.localdate() + timedelta(days=28)).isoformat())
    times = [page.locator(f"input[name=time_{n}_at]").input_value() for n in (1, 2, 3)]
    page.get_by_role("button", name="Decide and tell").click()
    expect(page.get_by_text(REASONS).first).to_be_visible()
    assert all(times)
    assert len(set(times)) == 3
    return times


def take_first_time(tell: BrowserStage, page: Page, public_id: str, times: list[str]) -> None:
    """The result's mail names the times; its button leads to the answer, where one is taken."""
    mail = tell.wait_for_letters(NORA, public_id, 2)
    check_letter(mail, NORA, number_and_promise(tell, public_id)[0])
    words = plain_words(mail)
    for moment in times:
        assert moment.split("T")[1] in words
        assert str(int(moment[8:10])) in words
    page.goto(button_of(mail))
    expect(page.get_by_text(REASONS).first).to_be_visible()
    expect(page.get_by_text("Adopted in part").first).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text("Adopt in part")
    choices = page.locator("input[name=slot]")
    expect(choices).to_have_count(3)
    choices.first.check()
    page.get_by_role("button", name="Take this time").click()
    expect(page.get_by_role("heading", name="Our talk")).to_be_visible()


def check_invitations(tell: BrowserStage, page: Page, public_id: str, partner: str) -> None:
    """The appointment stands in the page's file and, the same, in one mail to each of the two."""
    page.goto(f"/ideas/{public_id}/talk/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Put it into my calendar").click()
    entry = only_event(download.value.path().read_text())
    mine = tell.wait_for_letters(NORA, public_id, 3)
    theirs = tell.wait_for_letters(partner, public_id, 1)
    for mail in (mine, theirs):
        invited = only_event(mail.body("calendar"))
        assert invited["UID"] == entry["UID"]
        assert invited.start == entry.start
        assert any(part.get_filename() for part in mail.message.walk())
        assert TITLE not in mail.body("calendar")
    check_letter(mine, NORA, number_and_promise(tell, public_id)[0])


def write_notes(page: Page, public_id: str) -> None:
    """They have met in the corridor already: the partner writes down what was said."""
    page.goto(f"/ideas/{public_id}/talk/")
    page.get_by_text("We have talked already: write the notes").click()
    page.get_by_label("What was said?").fill("We went to both doors. Nora saw the lock.")
    page.get_by_role("button", name="Send the notes").click()
    expect(page.get_by_text("We went to both doors. Nora saw the lock.")).to_be_visible()


def agree_to_notes(tell: BrowserStage, page: Page, public_id: str) -> None:
    """The submitter checks the notes, by the mail's button, and closes the idea."""
    mail = tell.wait_for_letters(NORA, public_id, 4)
    check_letter(mail, NORA, number_and_promise(tell, public_id)[0])
    page.goto(button_of(mail))
    page.get_by_role("link", name="Check the notes").click()
    expect(page.get_by_text("We went to both doors. Nora saw the lock.")).to_be_visible()
    page.get_by_label("I understand and agree").check()
    page.get_by_role("button", name="Send my answer").click()
    page.wait_for_load_state()
    expect(page.get_by_role("button", name="Send my answer")).to_have_count(0)


def check_closed(tell: BrowserStage, page: Page, public_id: str) -> None:
    """The last mail; the first page says what becomes of it, never a bare "closed"."""
    assert tell.ask("select status, outcome from ideas_idea where public_id = %s", public_id) == [
        ("closed", "adopted_in_part")
    ]
    check_letter(tell.wait_for_letters(NORA, public_id, 5), NORA, number_and_promise(tell, public_id)[0])
    page.goto("/")
    rows = page.get_by_role("region", name="Your ideas").get_by_role("listitem")
    mine = rows.filter(has=page.locator(f"a[href*='{public_id}']"))
    expect(mine).to_contain_text("Adopted in part")
    expect(mine).not_to_contain_text("Closed", ignore_case=False)


def answer_survey(page: Page, public_id: str) -> None:
    """Voluntary, on the page of the talk, which says who reads it."""
    page.goto(f"/ideas/{public_id}/talk/")
    survey = page.get_by_role("region", name="How was it?")
    expect(survey).to_contain_text("Voluntary.")
    for field, answer in (("understood", "5"), ("fair", "4"), ("again", "9")):
        survey.locator(f"input[name={field}][value='{answer}']").check()
    survey.get_by_role("button", name="Send").click()
    expect(page.get_by_role("region", name="How was it?")).to_have_count(0)


def check_all_mails(tell: BrowserStage, public_id: str, partner: str) -> None:
    """Five to the submitter and no sixth, an invitation to the partner, each exactly once."""
    tell.wait(tell.all_sent, 60, "nothing is left to send")
    kinds = tell.ask(
        "select address, kind from ideas_outgoingmail mail join ideas_idea idea on idea.id = mail.idea_id"
        " where public_id = %s order by mail.created_at, address",
        public_id,
    )
    assert [kind for address, kind in kinds if address == NORA] == [
        *("receipt", "result", "invitation", "notes", "closed")
    ]
    assert len(tell.letters(NORA, public_id)) == 5
    assert len(tell.letters(partner, public_id)) == 1
    ids = [mail.message_id for address in (NORA, partner) for mail in tell.letters(address, public_id)]
    assert len(set(ids)) == 6


# mails ----------------------------------------------------------------------------------------------------------


def check_letter(mail: Received, address: str, number: int) -> None:
    """One recipient, the idea's number in the subject and no outcome, text and HTML with the same button."""
    subject = str(mail.message["Subject"])
    assert mail.recipients == (address,)
    assert str(number) in subject
    assert not OUTCOMES.search(subject)
    kinds = [part.get_content_type() for part in mail.message.walk()]
    assert set(OF_A_LETTER) <= set(kinds)
    assert button_of(mail) in mail.body("html").replace("&amp;", "&")
    assert mail.message["In-Reply-To"] == mail.message["References"]


def button_of(mail: Received) -> str:
    """The address to which the mail's button leads."""
    return re.findall(r"http://localhost:\d+/ideas/\S+", mail.body("plain"))[0]


def plain_words(mail: Received) -> str:
    """The text, without its line ends."""
    return " ".join(mail.body("plain").split())


def only_event(text: str) -> Any:
    """The one entry of a calendar file."""
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    return event


def number_and_promise(tell: BrowserStage, public_id: str) -> tuple[int, str]:
    """The idea's number, and its promise as a day and month in words."""
    ((number, promise),) = tell.ask(
        "select number, promise_at at time zone 'Europe/Berlin' from ideas_idea where public_id = %s",
        public_id,
    )
    return number, f"{promise.day} {promise:%B}"
