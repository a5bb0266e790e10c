"""Talks in a real browser, as submitter and partner: together, missed, by video, by phone, declined, not reached."""

import re

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.browser.stage import BrowserStage
from tests.browser.talks import TINA

pytestmark = pytest.mark.timeout(300)

LINK = "https://video.example.com/j/4711"


def at(page: Page, tell: BrowserStage, name: str) -> Page:
    """On the page of a prepared talk."""
    page.goto(f"/ideas/{tell.names[name]}/talk/")
    return page


def press(page: Page, button: str, says: str) -> None:
    """Sends a form, and sees what the next page says."""
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_text(says).first).to_be_visible()


def gone_by(tell: BrowserStage, name: str) -> None:
    """The appointment began an hour ago."""
    tell.change(
        "update ideas_appointment a set starts_at = now() - interval '1 hour' from ideas_conversation c"
        " join ideas_idea i on i.id = c.idea_id where c.appointment_id = a.id and i.public_id = %s",
        tell.names[name],
    )


def title_of(tell: BrowserStage, name: str) -> str:
    ((title,),) = tell.ask("select title from ideas_idea where public_id = %s", tell.names[name])
    return str(title)


def entries_in_mail(tell: BrowserStage, name: str, count: int) -> list[tuple[str, str, int]]:
    """Method, id and sequence of the calendar files that have come to the submitter about this idea."""

    def files() -> list[Calendar]:
        parts = [part for mail in tell.letters(TINA, tell.names[name]) for part in mail.message.walk()]
        found = [part for part in parts if part.get_content_type() == "text/calendar"]
        return [Calendar.from_ical(part.get_payload(decode=True)) for part in found]

    tell.wait(lambda: len(files()) >= count, 60, f"{count} calendar files")
    return [(str(c["method"]), str(c.events[0]["uid"]), int(c.events[0]["sequence"])) for c in files()]


def test_two_ideas_have_one_talk_in_person_that_is_missed_and_held_anew_by_video(
    tell: BrowserStage, enter: Enter
) -> None:
    tina, partner = enter(TINA), enter(tell.names["it_decider"])
    at(tina, tell, "talk_first").get_by_label(re.compile("break room")).check()
    tina.get_by_label(title_of(tell, "talk_second")).check()
    tina.get_by_role("button", name="Take this time").click()
    expect(tina.get_by_text("At the same time also about")).to_be_visible()
    expect(tina.get_by_role("link", name=title_of(tell, "talk_second"))).to_be_visible()
    expect(at(partner, tell, "talk_second").get_by_text("break room").first).to_be_visible()
    gone_by(tell, "talk_first")
    partner.reload()
    partner.get_by_role("link", name="Nobody came: note the attempt").click()
    partner.get_by_label("in person").check()
    press(partner, "Note an attempt", "Noted.")
    expect(at(partner, tell, "talk_first").get_by_text("Not booked yet")).to_be_visible()
    partner.get_by_role("link", name="Offer further times").click()
    partner.get_by_label("How", exact=True).first.select_option("video")
    partner.get_by_label("Where: room, number or link").first.fill("my usual room")
    partner.get_by_role("button", name="Offer times").click()
    expect(partner.get_by_text("needs its link, beginning with https://").first).to_be_visible()
    partner.get_by_label("Where: room, number or link").first.fill(LINK)
    press(partner, "Offer times", "Offered.")
    expect(at(tina, tell, "talk_first").get_by_label(re.compile("by video"))).to_be_visible()
    tina.get_by_label(re.compile("by video")).check()
    press(tina, "Take this time", "Booked.")
    expect(tina.get_by_role("link", name="video.example.com")).to_have_attribute("href", LINK)
    (first, second) = entries_in_mail(tell, "talk_first", 2)
    assert (first[0], second[0], first[1] == second[1]) == ("REQUEST", "REQUEST", False)


def test_submitter_talks_with_somebody_else_names_times_by_phone_and_needs_no_talk_after_all(
    tell: BrowserStage, enter: Enter
) -> None:
    tina = enter(TINA)
    at(tina, tell, "talk_named").get_by_role("link", name="Talk with somebody else").click()
    expect(tina.get_by_label("Whoever is free")).to_be_checked()
    press(tina, "Talk with them", "Somebody else talks with you now")
    asked = "select email from accounts_user u join ideas_idea i on i.owner_id = u.id where i.public_id = %s"
    ((email,),) = tell.ask(asked, tell.names["talk_named"])
    assert email != tell.names["it_decider"]
    at(tina, tell, "talk_named").get_by_role("link", name="Name times myself").click()
    tina.get_by_label("How", exact=True).first.select_option("phone")
    tina.get_by_label("Where: room, number or link").first.fill("")
    tina.get_by_role("button", name="Send the times").click()
    expect(tina.get_by_text("takes one of these times")).to_be_visible()
    partner = at(enter(email), tell, "talk_named")
    partner.get_by_label(re.compile("by phone, 0555 81")).check()
    partner.get_by_role("button", name="Take this time").click()
    expect(partner.get_by_role("heading", name="Ready for the talk?")).to_be_visible()
    expect(at(tina, tell, "talk_named").get_by_role("link", name="0555 81")).to_be_visible()
    tina.get_by_role("link", name="I cannot come").click()
    press(tina, "Cancel the appointment", "Cancelled; both of you are told.")
    methods = [(method, sequence) for method, _uid, sequence in entries_in_mail(tell, "talk_named", 2)]
    assert methods == [("REQUEST", 0), ("CANCEL", 1)]
    at(tina, tell, "talk_named").get_by_role("link", name="I don't need a talk").click()
    press(tina, "I don't need a talk", "The idea is closed with the written answer.")
    expect(at(tina, tell, "talk_named").get_by_text("Two gates cost more").first).to_be_visible()
    expect(at(partner, tell, "talk_named").get_by_text("no talk wanted").first).to_be_visible()


def test_nobody_reaches_the_submitter_on_three_working_days_and_a_second_person_confirms_it(
    tell: BrowserStage, enter: Enter
) -> None:
    partner = enter(tell.names["it_decider"])
    for n, channel in enumerate(("by phone", "in person", "by phone")):
        at(partner, tell, "talk_unreached").get_by_role("link", name="Note an attempt").click()
        partner.get_by_label(channel).check()
        press(partner, "Note an attempt", "Noted.")
        tell.change(
            "update ideas_attempt set \"on\" = date '2026-09-07' + %s, at = timestamptz '2026-09-07 09:00+02'"
            " where at > now() - interval '1 day' and conversation_id = (select c.id from ideas_conversation c"
            " join ideas_idea i on i.id = c.idea_id where i.public_id = %s)",
            n,
            tell.names["talk_unreached"],
        )
    at(partner, tell, "talk_unreached").get_by_role("link", name="Write down that nobody was reached").click()
    partner.get_by_label("What did you try?").fill("Called twice, went to see her once.")
    press(partner, "Not reached", "A second person confirms it.")
    second = at(enter(tell.names["it_coordinator1"]), tell, "talk_unreached")
    expect(second.get_by_text("Called twice, went to see her once.")).to_be_visible()
    second.get_by_role("link", name="Confirm: not reached").click()
    press(second, "Confirm: not reached", "The idea is closed with the written answer.")
    tina = at(enter(TINA), tell, "talk_unreached")
    expect(tina.get_by_text("Two gates cost more").first).to_be_visible()
    expect(tina.get_by_role("link", name="Ask for a second look")).to_be_visible()
