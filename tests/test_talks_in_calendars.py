"""Talks in calendars: the chain of mails, read by two parsers, links of video calls, and the feed of one's own."""

import pytest
import vobject
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from accounts import feeds
from accounts.models import User
from ideas import conversation
from ideas.models import OutgoingMail
from ideas.workflow import Time
from tests.factories import Cast, make_cast, make_decision, make_idea, make_user
from tests.journeys import working_day
from tests.test_appointments import booked_together, calendar_mails, slot_of, talk_of, to_talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


# calendars


def chain(mails: list[OutgoingMail]) -> list[tuple[str, int, str]]:
    """Method, sequence and start of each file, read by both parsers, which agree."""
    found = []
    for mail in mails:
        (file,) = mail.attachments
        text = file["text"]
        calendar = Calendar.from_ical(text)
        other = vobject.readOne(text)
        event = calendar.events[0]
        assert (file["type"], file["method"]) == ("text/calendar", str(calendar["method"]))
        assert other.method.value == file["method"]
        assert other.vevent.uid.value == str(event["uid"])
        assert other.vevent.dtstart.value == event.start
        assert int(other.vevent.sequence.value) == event["sequence"]
        assert len(other.vevent.attendee_list) == 2
        assert calendar.timezones[0].tz_name == "Europe/Berlin" == str(event["dtstart"].params["TZID"])
        assert {f"mailto:{mail.to_user.email}"} <= {str(one) for one in event["attendee"]}
        assert str(event["organizer"]) == "mailto:tell@testserver"
        found.append((file["method"], event["sequence"], event.start))
    return found


def test_chain_of_calendar_mails_is_taken_by_two_parsers_for_both_sides(cast):
    idea = to_talk(cast)
    conversation.offer_slots(idea, cast.decider, times=[Time(working_day(6))])
    first, second = talk_of(idea).slots.order_by("starts_at")
    conversation.book(idea, cast.submitter, slot=first)
    conversation.book(idea, cast.submitter, slot=second)
    conversation.cancel_booking(idea, cast.decider)
    expected = [
        ("REQUEST", 0, first.starts_at),
        ("REQUEST", 1, second.starts_at),
        ("CANCEL", 2, second.starts_at),
    ]
    uids = set()
    for person in (cast.submitter, cast.decider):
        mails = calendar_mails(person)
        assert chain(mails) == [(m, s, at.replace(microsecond=0)) for m, s, at in expected]
        uids |= {str(Calendar.from_ical(mail.attachments[0]["text"]).events[0]["uid"]) for mail in mails}
    assert len(uids) == 1


def test_video_call_is_a_link_in_the_calendar(cast):
    idea, link = make_idea(cast, "deciding"), "https://video.example.com/j/4711?pw=a%20b"
    make_decision(cast, idea, partner=cast.decider, times=[Time(working_day(3), channel="video", place=link)])
    conversation.book(idea, cast.submitter, slot=slot_of(idea))
    text = calendar_mails(cast.submitter)[0].attachments[0]["text"]
    event = Calendar.from_ical(text).events[0]
    assert (str(event["location"]), str(event["url"]), str(event["conference"])) == (link, link, link)
    assert event["conference"].params["FEATURE"] == "VIDEO"
    assert vobject.readOne(text).vevent.location.value == link


# the feed


def feed_of(person: User) -> str:
    return reverse("feed", args=[feeds.make_feed(person)])


def test_feed_is_read_without_signing_in_and_says_nothing_of_the_ideas(cast, django_assert_num_queries):
    first, second = booked_together(cast)
    third = to_talk(cast, 7)
    conversation.book(third, cast.submitter, slot=slot_of(third))
    for person in (cast.submitter, cast.decider):
        path = feed_of(person)
        with django_assert_num_queries(2):
            answer = Client().get(path)
        text = answer.content.decode()
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex"
        assert vobject.readOne(text).method.value == "PUBLISH"
        names = [str(event["summary"]) for event in Calendar.from_ical(text).events]
        assert names == [
            f"Talk about ideas no. {first.number} and {second.number}",
            f"Talk about idea no. {third.number}",
        ]
        assert not any(one.title in text.replace("\r\n ", "") for one in (first, second, third))
        again = Client().get(path, headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    empty = Calendar.from_ical(Client().get(feed_of(cast.bystander)).content)
    assert empty.events == []


def test_feed_is_shown_once_renewed_ended_and_gone_with_its_person(cast):
    client = Client()
    client.force_login(cast.submitter)
    address = reverse("me")
    shown = client.post(address, {"form": "feed"})
    path = shown.context["feed"].removeprefix("http://testserver")
    secret = path.rsplit("/", 1)[1].removesuffix(".ics")
    assert secret in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert secret not in client.get(address).content.decode()
    cast.submitter.refresh_from_db()
    assert secret not in repr(vars(cast.submitter))
    assert Client().get(path).status_code == 200
    renewed = client.post(address, {"form": "feed"}).context["feed"].removeprefix("http://testserver")
    assert (Client().get(path).status_code, Client().get(renewed).status_code) == (404, 200)
    User.objects.filter(pk=cast.submitter.pk).update(is_active=False)
    assert Client().get(renewed).status_code == 404
    User.objects.filter(pk=cast.submitter.pk).update(is_active=True)
    assert client.post(address, {"form": "no_feed"}).status_code == 302
    assert Client().get(renewed).status_code == 404


def test_feed_of_nobody_is_not_there(cast):
    make_user()
    assert Client().get(reverse("feed", args=["x" * 43])).status_code == 404
