"""Letters: short lines, one button, safe headers and HTML, calendar files that calendars understand."""

from datetime import timedelta
from email.header import decode_header
from typing import Any

import pytest
from icalendar import Calendar

from accounts.models import User
from ideas import calendar_files, clock, conversation, letters, workflow
from ideas.letters import Letter, Quote
from ideas.models import Appointment, Idea, InPersonTask, OutgoingMail
from tests.factories import Cast, experts_of, make_cast, make_idea, make_user, owner_of, reasons
from tests.journeys import book

EVIL = 'Gate\r\nBcc: all@example.com\r\n\r\n<script>alert("x")</script> & "co"'


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def text_of(letter):
    return letters.in_full(letter)[0]


def html_of(letter):
    return letters.in_full(letter)[1]


def make_letter(**parts: Any) -> Letter:
    return Letter(
        **{
            "kind": "test",
            "subject": "A test",
            "headline": "A headline",
            "greeting": "Hello Anna,",
            "paragraphs": ("What it is about, by Thursday.",),
            "button_label": "Open it",
            "path": "/i/abc/",
            "why": "You get this because.",
            **parts,
        }
    )


def last_mail(user: Any) -> OutgoingMail:
    return OutgoingMail.objects.filter(to_user=user).order_by("created_at").last()


def calendar_of(mail: OutgoingMail) -> Any:
    return Calendar.from_ical(mail.attachments[0]["text"])


# form


def test_text_wraps_at_72_columns():
    letter = make_letter(
        paragraphs=("word " * 60, Quote("said " * 60)), facts=(("When", "now " * 40),), after=("more " * 40,)
    )
    assert max(map(len, text_of(letter).splitlines())) <= 72


def test_text_keeps_addresses_whole(settings: Any):
    settings.SITE_URL = f"https://{'tell' * 20}.example"
    assert f"{settings.SITE_URL}/i/abc/\n" in text_of(make_letter())


def test_text_keeps_the_lines_that_a_person_wrote():
    text = text_of(make_letter(paragraphs=(Quote("first\n\nsecond"),)))
    assert "\n  first\n\n  second\n" in text


def test_text_lines_facts_up():
    text = text_of(make_letter(facts=(("Number", "12"), ("Our answer by", "14 May"))))
    assert "  Number          12\n  Our answer by   14 May\n" in text


def test_text_separates_the_footer_as_mail_programs_expect():
    assert "\n-- \n" in text_of(make_letter())


def test_html_escapes_what_people_wrote():
    html = html_of(make_letter(paragraphs=(EVIL, Quote(EVIL)), facts=((EVIL, EVIL),)))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_html_has_one_button():
    html = html_of(make_letter())
    assert html.count('class="btn"') == 1
    assert 'href="http://testserver/i/abc/"' in html


def test_html_has_nothing_from_elsewhere():
    html = html_of(make_letter())
    assert "<img" not in html
    assert "<link" not in html
    assert "<script" not in html


def test_slip_has_no_address_and_no_footer():
    slip = letters.as_slip(make_letter(facts=(("When", "now"),)))
    assert slip.startswith("Hello Anna,")
    assert "http" not in slip
    assert "You get this" not in slip


def test_slip_of_the_answer_holds_the_answer_and_a_mail_does_not(cast: Cast):
    User.objects.filter(pk=cast.employee.pk).update(email=None, personnel_number="12970")
    cast.employee.refresh_from_db()
    for person in (cast.submitter, cast.employee):
        make_idea(cast, "conversation", submitter=person, outcome="declined")
    mail, slip = OutgoingMail.objects.get(kind="result"), InPersonTask.objects.get(kind="result")
    decision = slip.idea.decision
    for words in ("The answer: Not adopted.", decision.reason_text, decision.would_change):
        assert words in " ".join(slip.text.split())
        assert words not in " ".join(mail.text.split())


# every letter


def test_every_letter_says_when_in_its_first_paragraph(cast: Cast):
    make_idea(cast, "confirming")
    for kind, words in (("receipt", "answer by"), ("notes", "by ")):
        first = OutgoingMail.objects.get(to_user=cast.submitter, kind=kind).text.split("\n\n")[1]
        assert words in " ".join(first.split())


def test_titles_cannot_add_headers_or_lines(cast: Cast):
    idea = make_idea(cast, title=EVIL)
    workflow.ask(idea, experts_of(idea)[0], text=EVIL)
    for mail in OutgoingMail.objects.all():
        assert "\n" not in mail.subject
        assert "\r" not in mail.subject
        assert "Gate\r" not in mail.text
        assert "<script>" not in mail.html
        assert all("\n" not in str(value) for value in mail.headers.values())


def test_names_cannot_add_headers(cast: Cast):
    idea = make_idea(cast)
    boss = owner_of(idea)
    type(boss).objects.filter(pk=boss.pk).update(name=EVIL[:60])
    boss.refresh_from_db()
    workflow.message(Idea.objects.get(pk=idea.pk), boss, text="Hello.")
    subject = last_mail(cast.submitter).subject
    assert "\n" not in subject
    assert "\r" not in subject
    assert decode_header(subject)[0][0] == subject


def test_long_titles_are_cut_in_sentences(cast: Cast):
    make_idea(cast, title="gate " * 29)
    assert "gate …”" in last_mail(cast.submitter).text.replace("\n", " ")


def test_result_offers_the_times(cast: Cast):
    start = clock.now() + timedelta(days=3)
    idea = make_idea(cast, "deciding")
    times = [workflow.Time(start + timedelta(days=n), place=f"room {n}") for n in range(3)]
    workflow.decide(idea, owner_of(idea), outcome="declined", times=times, **reasons())
    text = last_mail(cast.submitter).text
    assert [f"room {n}" in text for n in range(3)] == [True] * 3
    assert "Please choose a time by" in " ".join(text.split())


def test_result_of_a_joined_idea_comes_in_writing_first(cast: Cast):
    target, idea = make_idea(cast), make_idea(cast, submitter=cast.bystander)
    boss = owner_of(idea)
    workflow.merge(idea, boss, target=target, reason_text=reasons()["reason_text"])
    workflow.agree(idea, cast.coordinator1 if boss != cast.coordinator1 else cast.coordinator2, times=[])
    result = OutgoingMail.objects.get(to_user=cast.bystander, kind="result")
    assert "in writing" in result.text
    assert str(target.number) not in result.subject


def test_closed_letter_of_a_no_tells_of_the_second_look(cast: Cast):
    make_idea(cast, "closed")
    assert "second look" in last_mail(cast.submitter).text


def test_closed_letter_of_a_yes_tells_who_carries_it_out(cast: Cast):
    make_idea(cast, "closed", outcome="adopted")
    text = " ".join(last_mail(cast.submitter).text.split())
    assert "Colleague Example carries it out" in text
    assert "second look" not in text


def test_closed_letter_of_an_idea_on_hold_says_until_when(cast: Cast):
    make_idea(cast, "deferred")
    assert "rests until" in last_mail(cast.submitter).text


def test_letters_of_a_new_round_say_why_they_come(cast: Cast):
    idea = make_idea(cast, "closed")
    workflow.appeal(idea, cast.submitter, why="Think again.")
    assert "Other experts look at your idea" in last_mail(cast.submitter).text


@pytest.mark.parametrize("what", [*letters.REMINDERS, "something else"])
def test_reminders_say_what_and_when(cast: Cast, what: str):
    idea = make_idea(cast)
    letter = letters.waiting(cast.submitter, letters.Waiting(idea, what, idea.due_at))
    assert idea.title in str(letter.paragraphs[0])
    assert "%(" not in str(letter.paragraphs[0])


# calendar


def make_appointment(cast: Cast, **fields: Any) -> Appointment:
    fields.setdefault("starts_at", clock.now() + timedelta(days=3))
    return Appointment.objects.create(partner=cast.coordinator1, channel="phone", **fields)


def test_booking_sends_a_calendar_invitation(cast: Cast):
    idea = make_idea(cast, "conversation")
    book(idea)
    mail = last_mail(cast.submitter)
    event = calendar_of(mail).events[0]
    booked = Appointment.objects.get()
    assert (mail.kind, mail.attachments[0]["method"]) == ("invitation", "REQUEST")
    assert event["uid"].startswith(f"{booked.uid}@")
    assert event.start == booked.starts_at.replace(microsecond=0)
    assert str(event["organizer"]) == "mailto:tell@testserver"
    attendees = [f"mailto:{person.email}" for person in (booked.partner, cast.submitter)]
    assert [str(one) for one in event["attendee"]] == attendees


def test_cancelling_takes_it_out_of_the_calendar(cast: Cast):
    idea = make_idea(cast, "conversation")
    book(idea)
    first = calendar_of(last_mail(cast.submitter)).events[0]
    conversation.cancel_booking(idea, cast.submitter)
    for person in (cast.submitter, owner_of(idea)):
        mail = last_mail(person)
        event = calendar_of(mail).events[0]
        assert (mail.kind, mail.attachments[0]["method"]) == ("cancelled", "CANCEL")
        assert (event["status"], event["uid"]) == ("CANCELLED", first["uid"])
        assert event["sequence"] > first["sequence"]


def test_calendar_says_the_time_in_the_zone_of_the_department(cast: Cast):
    booked = make_appointment(cast)
    ics = calendar_files.file(booked, make_idea(cast), cast.submitter, zone="Asia/Tokyo")
    assert "DTSTART;TZID=Asia/Tokyo:" in ics
    assert Calendar.from_ical(ics).events[0].start == booked.starts_at.replace(microsecond=0)


def test_calendar_says_nothing_of_the_idea(cast: Cast):
    idea = make_idea(cast)
    ics = calendar_files.file(make_appointment(cast), idea, cast.submitter).replace("\r\n ", "")
    assert idea.title not in ics
    assert f"Talk about idea no. {idea.number}" in ics


def test_calendar_cannot_be_broken_by_names_and_places(cast: Cast):
    reader = make_user(name=EVIL, email="x@example.com")
    ics = calendar_files.file(make_appointment(cast, place=EVIL), make_idea(cast), reader)
    assert "\r\nBcc" not in ics
    assert len(Calendar.from_ical(ics).events) == 1


def test_calendar_of_a_person_without_email_names_the_scheme(cast: Cast, settings: Any):
    settings.DEFAULT_FROM_EMAIL = "Tell <tell@example.com>"
    reader = make_user(email=None, personnel_number="4711")
    ics = calendar_files.file(make_appointment(cast), make_idea(cast), reader, zone="UTC")
    event = Calendar.from_ical(ics).events[0]
    assert str(event["attendee"][1]) == str(event["organizer"]) == "mailto:tell@example.com"
