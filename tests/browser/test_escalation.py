"""A view that is not filed, before everybody's eyes: said before its day, on it and after it, then passed on.

Nobody but the expert ever reads that they were late. The clock stands still, and is moved by the test alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

from accounts.models import User
from ideas import clock, workflow
from ideas.models import Idea
from tests.browser.frozen import StillCompany, standing_still
from tests.factories import Cast, experts_of, make_cast, make_idea
from tests.post_office import open_post_office

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "A lamp over the loading gate"


def at(day: int, hour: int, minute: int = 5) -> datetime:
    """An hour in March 2027, of which the first is a Monday."""
    return datetime(2027, 3, day, hour, minute, tzinfo=ZoneInfo("Europe/Berlin"))


@dataclass
class Play:
    """The idea, and who plays in it."""

    company: StillCompany
    cast: Cast
    idea: Idea
    late: User
    stand_in: User

    def subjects(self, person: User) -> list[str]:
        """Of the mails that came since this was last asked; none to others than the expert says who that is."""
        fresh = self.company.post(person)
        if person != self.late:
            assert [mail for mail in fresh if self.late.name in mail.body("plain") + mail.body("html")] == []
        return [mail.message["Subject"] for mail in fresh]

    def sees(self, person: User, path: str, *words: str) -> None:
        """Somebody opens a page and reads the words there."""
        page = self.company.window(person)
        page.goto(path)
        for one in words:
            expect(page.get_by_role("main")).to_contain_text(one)

    def reads_no_name(self, person: User, *paths: str) -> None:
        """Somebody opens pages, and who was late stands on none."""
        page = self.company.window(person)
        for path in paths:
            page.goto(path)
            expect(page.get_by_role("main")).not_to_contain_text(self.late.name)


@pytest.fixture
def play(browser: Browser, live_server: Any, settings: Any) -> Iterator[Play]:
    with open_post_office() as office, standing_still(browser, live_server.url, office) as company:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
        with clock.at(at(1, 9)):
            cast = make_cast()
            User.objects.filter(pk__in=[cast.coordinator1.pk, cast.coordinator2.pk]).update(
                mail_rhythm="single"
            )
            idea = make_idea(cast, title=TITLE)
            diligent, late = experts_of(idea)
            words = "It would help. We have the room."
            workflow.review(
                idea, diligent, recommendation="adopt", public_text=words, internal_note="", scores={}
            )
        yield Play(company, cast, idea, late, cast.expert3)
        assert company.complaints == []


def test_a_view_that_is_not_filed_is_said_and_passed_on_and_nobody_reads_who_was_late(play: Play) -> None:
    the_day_before_and_the_day_itself(play)
    the_morning_after(play)
    two_working_days_later(play)
    the_office_hears(play)


def the_day_before_and_the_day_itself(play: Play) -> None:
    """The expert alone hears of it: with the daily mail before, by a mail of its own on the day."""
    boss = play.idea.coordinator
    play.company.turn_to(at(8, 7))
    for person in (play.late, boss):
        play.subjects(person)
    play.company.turn_to(at(9, 7))
    assert play.subjects(play.late) == ["Tell: 1 thing for you"]
    play.sees(play.late, "/", TITLE, "Your view is wanted.", "by tomorrow")
    play.company.turn_to(at(10, 7))
    assert play.subjects(play.late) == [f"Idea no. {play.idea.number}: with you until Wednesday 10 March"]
    play.sees(play.late, "/desk/", "One idea waits for your view", "today")
    assert play.subjects(boss) == []
    play.sees(boss, "/board/", "Nothing is late")


def the_morning_after(play: Play) -> None:
    """The expert and whoever looks after the idea hear that it waits; the submitter reads neither day nor blame."""
    boss, other = play.idea.coordinator, play.stand_in
    play.company.turn_to(at(11, 7))
    for person in (play.late, boss):
        assert play.subjects(person) == [f"Idea no. {play.idea.number}: waits since Wednesday 10 March"]
    assert play.subjects(other) == play.subjects(play.cast.admin) == []
    play.sees(play.late, "/desk/", "One is late: start there.")
    play.sees(boss, "/inbox/", f"The idea “{TITLE}” waits for you since Wednesday 10 March.")
    play.sees(boss, "/board/", "1 idea is late", TITLE, "since yesterday")
    play.reads_no_name(boss, "/inbox/", "/")
    page = f"/ideas/{play.idea.public_id}/"
    play.sees(
        play.idea.submitter,
        page,
        "One view is still to come.",
        "View still to come",
        "You have our answer by 31 March",
    )
    expect(play.company.window(play.idea.submitter).get_by_role("main")).not_to_contain_text(
        "since yesterday"
    )
    play.sees(other, "/desk/", "Nothing waits for your view.")


def two_working_days_later(play: Play) -> None:
    """Somebody else looks at it, and is not late themself; the expert hears that they need not any more."""
    play.company.turn_to(at(12, 17))
    assert play.subjects(play.late) == []
    play.company.turn_to(at(12, 18))
    assert play.subjects(play.late) == play.subjects(play.stand_in) == ["Tell: 1 thing for you"]
    play.sees(
        play.late, "/inbox/", f"“{TITLE}”: {play.stand_in.name} now looks at it; you need not any more."
    )
    play.sees(play.late, "/desk/", "Nothing waits for your view.")
    play.sees(
        play.stand_in, "/inbox/", f"“{TITLE}” has come to you: please file your view as soon as you can."
    )
    play.sees(play.stand_in, "/desk/", TITLE, "You look at it now, so that the promised day is kept.")
    play.reads_no_name(play.stand_in, "/", "/desk/", "/inbox/")
    boss = play.idea.coordinator
    play.sees(boss, "/board/", TITLE, f"waits for the view of {play.stand_in.name}")
    play.reads_no_name(boss, "/board/", "/inbox/", "/")
    play.sees(play.idea.submitter, f"/ideas/{play.idea.public_id}/", f"{play.stand_in.name} now looks at it.")


def the_office_hears(play: Play) -> None:
    """On the next working morning: number and department, no title and no name. Sam hears of nothing at all."""
    admin = play.cast.admin
    play.company.turn_to(at(15, 7))
    assert play.subjects(admin) == [f"Idea no. {play.idea.number}: waits since Wednesday 10 March"]
    play.sees(
        admin,
        "/inbox/",
        f"Idea no. {play.idea.number} (Logistics) has waited for the experts' views since Wednesday 10 March.",
    )
    play.reads_no_name(admin, "/inbox/", "/board/", "/")
    expect(play.company.window(admin).get_by_role("main")).not_to_contain_text(TITLE)
    assert play.subjects(play.late) == []
    for person in User.objects.filter(is_active=True).exclude(pk=play.late.pk):
        play.subjects(person)
    receipt, *rest = [mail.message["Subject"] for mail in play.company.office.to(play.idea.submitter.email)]
    assert (receipt, rest) == (f"Your idea no. {play.idea.number}: you have our answer by 31 March", [])
