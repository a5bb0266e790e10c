"""Appointments: for several ideas of one person, named by either side, with another partner; calendars and feed."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from accounts.models import Absence, User
from ideas import calendars, clock, conversation, sweep, workflow
from ideas.insights.appointments import NOTHING, Arranged, arranged
from ideas.insights.scope import Scope
from ideas.letters.talks import ideas_words
from ideas.models import Appointment, Attempt, Conversation, Idea, Notice, OutgoingMail, Record, Slot
from ideas.rules import Refused
from ideas.workflow import Time
from tests.factories import Cast, make_cast, make_decision, make_idea, make_record, make_user, owner_of
from tests.journeys import working_day
from tests.test_workflow import fresh, other_coordinator

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def to_talk(cast: Cast, day: int = 3, **fields: Any) -> Idea:
    """An idea of the submitter whose talk the decider has to arrange, with one time offered."""
    idea = make_idea(cast, "deciding", **fields)
    make_decision(cast, idea, partner=cast.decider, times=[Time(working_day(day))])
    return fresh(idea)


def slot_of(idea: Idea) -> Slot:
    return Slot.objects.filter(conversation__idea=idea).latest("starts_at")


def talk_of(idea: Idea) -> Conversation:
    return idea.conversations.latest("pk")


def booked_together(cast: Cast) -> tuple[Idea, Idea]:
    first, second = to_talk(cast, 3), to_talk(cast, 4)
    conversation.book(first, cast.submitter, slot=slot_of(first), also=[second])
    return first, second


def gone_by(*ideas: Idea) -> None:
    """Their appointment began an hour ago."""
    Appointment.objects.filter(conversations__idea__in=ideas).update(
        starts_at=clock.now() - timedelta(hours=1)
    )


def calendar_mails(person: User) -> list[OutgoingMail]:
    """The mails to this person that carry a calendar file, in order."""
    mails = OutgoingMail.objects.filter(to_user=person).order_by("event").select_related("to_user")
    return [mail for mail in mails if mail.attachments]


def send(person: User, idea: Idea, verb: str, **words: object) -> Any:
    client = Client()
    client.force_login(person)
    return client.post(reverse("act", args=[idea.public_id, verb]), words)


def page(person: User, idea: Idea) -> Any:
    client = Client()
    client.force_login(person)
    answer = client.get(reverse("talk", args=[idea.public_id]))
    assert answer.status_code == 200
    return answer


# several ideas


def test_one_appointment_carries_two_ideas_and_each_keeps_its_own_talk_and_event(cast):
    first, second = booked_together(cast)
    booked = Appointment.objects.get()
    assert booked.minutes == 30
    assert {talk_of(one).appointment for one in (first, second)} == {booked}
    assert [talk_of(one).state for one in (first, second)] == ["booked", "booked"]
    assert [one.events.filter(kind="book").count() for one in (first, second)] == [1, 1]


def test_one_mail_goes_to_each_side_and_names_both_numbers_but_no_title(cast):
    first, second = booked_together(cast)
    numbers = f"{first.number} and {second.number}"
    for person in (cast.submitter, cast.decider):
        (mail,) = calendar_mails(person)
        text = mail.attachments[0]["text"].replace("\r\n ", "")
        assert f"Talk about ideas no. {numbers}" in text
        assert first.title not in text
        assert second.title not in text
        assert ideas_words([first.number, second.number]) in mail.subject


def test_cosubmitter_of_the_further_idea_alone_gets_the_invitation_too(cast):
    first, second = to_talk(cast, 3), make_idea(cast, "in_review")
    workflow.invite_cosubmitter(second, cast.submitter, user=cast.employee)
    workflow.join(second, cast.employee)
    for expert in second.assignments.filter(state="open"):
        workflow.review(second, expert.reviewer, recommendation="adopt", public_text="It would help us.")
    make_decision(cast, second, partner=cast.decider, times=[])
    conversation.book(first, cast.submitter, slot=slot_of(first), also=[second])
    assert len(calendar_mails(cast.employee)) == len(calendar_mails(cast.submitter)) == 1


def test_booking_form_offers_the_others_and_takes_them(cast):
    first, second = to_talk(cast, 3), to_talk(cast, 4)
    elsewhere = make_idea(cast, "conversation", submitter=cast.employee)
    text = page(cast.submitter, first).content.decode()
    assert f"No. {second.number}, {second.title}" in text
    assert elsewhere.title not in text
    answer = send(cast.submitter, first, "book", slot=slot_of(first).pk, also=[second.pk])
    assert answer.status_code == 302
    assert talk_of(second).appointment == talk_of(first).appointment
    assert second.title in page(cast.decider, first).content.decode()


def test_idea_of_somebody_else_or_with_another_partner_cannot_come_along(cast):
    first = to_talk(cast)
    for other in (to_talk(cast, 4, submitter=cast.employee), make_idea(cast, "conversation")):
        with pytest.raises(Refused):
            conversation.book(first, cast.submitter, slot=slot_of(first), also=[other])
    assert not Appointment.objects.exists()


def test_moving_and_cancelling_act_on_both(cast):
    first, second = booked_together(cast)
    conversation.book(second, cast.submitter, slot=slot_of(second))
    booked = Appointment.objects.get()
    assert booked.starts_at == slot_of(second).starts_at
    assert (booked.minutes, talk_of(first).appointment) == (30, booked)
    conversation.cancel_booking(first, cast.decider, why="I am ill.")
    assert [talk_of(one).state for one in (first, second)] == ["arranging", "arranging"]
    assert Appointment.objects.get().state == "cancelled"
    for one in (first, second):
        assert list(
            one.events.filter(kind__in=("book", "cancel_booking")).values_list("kind", flat=True)
        ) == [
            "book",
            "book",
            "cancel_booking",
        ]


def test_nobody_came_counts_for_both(cast):
    first, second = booked_together(cast)
    gone_by(first, second)
    conversation.attempt(second, cast.decider, channel="in_person", note="Waited.")
    assert Appointment.objects.get().state == "no_show"
    assert [talk_of(one).state for one in (first, second)] == ["arranging", "arranging"]
    assert [talk_of(one).attempts.count() for one in (first, second)] == [1, 1]


def test_notes_of_one_leave_the_other_to_be_recorded(cast):
    first, second = booked_together(cast)
    gone_by(first, second)
    make_record(first)
    assert Appointment.objects.get().state == "held"
    assert page(cast.decider, second).context["page"].step == "hold"
    make_record(second)
    assert [fresh(one).status for one in (first, second)] == ["confirming", "confirming"]


def test_idea_that_was_not_talked_about_after_all_gets_an_appointment_of_its_own(cast):
    first, second = booked_together(cast)
    gone_by(first, second)
    make_record(first)
    conversation.book(second, cast.submitter, slot=slot_of(second))
    assert [row.state for row in Appointment.objects.order_by("pk")] == ["held", "booked"]
    assert talk_of(first).appointment.state == "held"


def test_another_way_to_talk_calls_nothing_off_that_was_held_for_the_other(cast):
    first, second = booked_together(cast)
    gone_by(first, second)
    make_record(first)
    OutgoingMail.objects.all().delete()
    conversation.choose_channel(second, cast.submitter, channel="phone", words="Rather by phone.")
    talk = talk_of(second)
    assert (talk.state, talk.appointment, talk.channel) == ("arranging", None, "phone")
    held = Appointment.objects.get()
    assert (held.state, talk_of(first).appointment) == ("held", held)
    assert calendar_mails(cast.submitter) == calendar_mails(cast.decider) == []


def test_declining_one_talk_leaves_the_appointment_to_the_other_and_calendars_say_so(cast):
    first, second = booked_together(cast)
    conversation.decline_talk(first, cast.submitter)
    booked = Appointment.objects.get()
    assert (booked.state, talk_of(second).appointment) == ("booked", booked)
    mail = calendar_mails(cast.decider)[-1]
    event = Calendar.from_ical(mail.attachments[0]["text"]).events[0]
    assert (mail.attachments[0]["method"], event["sequence"]) == ("REQUEST", 1)
    assert event["summary"] == f"Talk about idea no. {second.number}"


# named by either side


def test_partner_invites_and_takes_what_the_submitter_names(cast):
    idea = make_idea(cast, "deciding")
    make_decision(cast, idea, partner=cast.decider, times=[])
    assert page(cast.decider, idea).context["page"].step == "arrange"
    assert send(cast.decider, idea, "invite_to_suggest").status_code == 302
    assert OutgoingMail.objects.filter(to_user=cast.submitter, kind="which_times").count() == 1
    assert page(cast.decider, idea).context["page"].step == "asked"
    assert page(cast.submitter, idea).context["page"].step == "name"
    at = working_day(3)
    times = {
        "time_1_at": at.strftime("%Y-%m-%dT%H:%M"),
        "time_1_how": "video",
        "time_1_where": "https://v.example/1",
    }
    assert send(cast.submitter, idea, "suggest_slots", **times).status_code == 302
    assert page(cast.submitter, idea).context["page"].step == "named"
    taking = page(cast.decider, idea)
    assert taking.context["page"].step == "take"
    with pytest.raises(Refused):
        conversation.book(idea, cast.submitter, slot=slot_of(idea))
    assert send(cast.decider, idea, "book", slot=slot_of(idea).pk).status_code == 302
    assert Appointment.objects.get().place == "https://v.example/1"
    assert 'href="https://v.example/1"' in page(cast.submitter, idea).content.decode()
    with pytest.raises(Refused, match="appointment already"):
        conversation.invite_to_suggest(idea, cast.decider)


def test_partner_does_not_take_a_time_that_they_offered_themselves(cast):
    idea = to_talk(cast)
    with pytest.raises(Refused):
        conversation.book(idea, cast.decider, slot=slot_of(idea))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"time_1_how": "video", "time_1_where": "ask me"}, "beginning with https://"),
        ({"time_1_how": "video", "time_1_where": "http://v.example/1"}, "beginning with https://"),
        ({"time_1_at": "2020-01-01T10:00"}, "gone by"),
        ({"time_2_at": "same"}, "stands there twice"),
    ],
)
def test_times_that_cannot_be_come_back_with_their_words(cast, words, says):
    idea = to_talk(cast)
    at = working_day(5).strftime("%Y-%m-%dT%H:%M")
    given = {"time_1_at": at, "time_1_how": "in_person", "time_1_where": "Gate 3", **words}
    answer = send(
        cast.decider, idea, "offer_slots", **{k: at if v == "same" else v for k, v in given.items()}
    )
    assert answer.status_code == 200
    text = answer.content.decode()
    assert says in text
    assert given["time_1_where"] in text
    assert talk_of(idea).slots.count() == 1


def test_time_that_stands_there_already_is_refused_in_words(cast):
    idea = to_talk(cast)
    with pytest.raises(Refused, match="already"):
        conversation.suggest_slots(idea, cast.submitter, times=[Time(slot_of(idea).starts_at)])


@pytest.mark.parametrize(
    ("minutes", "free"), [(-15, True), (-14, False), (0, False), (14, False), (15, True)]
)
def test_partner_has_no_two_appointments_at_once(cast, minutes, free):
    first, second = to_talk(cast, submitter=make_user("Sam")), to_talk(cast, 4)
    conversation.book(first, first.submitter, slot=slot_of(first))
    beside = slot_of(second)
    beside.starts_at = slot_of(first).starts_at + timedelta(minutes=minutes)
    beside.save()
    if free:
        conversation.book(second, cast.submitter, slot=beside)
    else:
        with pytest.raises(Refused, match="has just been taken"):
            conversation.book(second, cast.submitter, slot=beside)
    assert Appointment.objects.filter(partner=cast.decider).count() == 1 + free


def test_appointment_is_moved_by_less_than_its_length(cast):
    idea = to_talk(cast)
    first = conversation.book(idea, cast.submitter, slot=slot_of(idea))
    later = Slot.objects.create(conversation=talk_of(idea), starts_at=first.starts_at + timedelta(minutes=10))
    assert conversation.book(fresh(idea), cast.submitter, slot=later).starts_at == later.starts_at


def test_call_without_a_number_is_to_the_submitters(cast):
    User.objects.filter(pk=cast.submitter.pk).update(phone="0555 77")
    idea = to_talk(cast)
    at = working_day(5).strftime("%Y-%m-%dT%H:%M")
    send(cast.decider, idea, "offer_slots", time_1_at=at, time_1_how="phone", time_1_where="")
    assert slot_of(idea).place == "0555 77"


# another partner


def test_submitter_asks_once_for_somebody_else_without_a_reason(cast):
    idea = to_talk(cast)
    conversation.book(idea, cast.submitter, slot=slot_of(idea))
    other = workflow.possible_partners(idea)[0]
    assert "Talk with somebody else" in page(cast.submitter, idea).content.decode()
    assert send(cast.submitter, idea, "ask_for_partner", to=other.pk).status_code == 302
    now = fresh(idea)
    assert (now.owner, talk_of(now).partner, talk_of(now).state) == (other, other, "arranging")
    assert Appointment.objects.get().state == "cancelled"
    told = Notice.objects.filter(event__kind="ask_for_partner").values_list("user", flat=True)
    assert {other.pk, cast.decider.pk} <= set(told)
    assert "Talk with somebody else" not in page(cast.submitter, idea).content.decode()
    with pytest.raises(Refused, match="once already"):
        conversation.ask_for_partner(idea, cast.submitter)


def test_whoever_is_free_talks_and_nobody_absent(cast):
    idea = to_talk(cast)
    others = [p for p in workflow.possible_partners(idea) if p != cast.decider]
    for person in others[:-1]:
        Absence.objects.create(user=person, first_day=clock.today(), last_day=clock.today())
    conversation.ask_for_partner(idea, cast.submitter)
    assert fresh(idea).owner == others[-1]


def test_other_partner_takes_a_time_that_the_submitter_named(cast):
    idea = to_talk(cast)
    conversation.suggest_slots(idea, cast.submitter, times=[Time(working_day(6))])
    conversation.ask_for_partner(idea, cast.submitter)
    slot = talk_of(idea).slots.get()
    conversation.book(idea, fresh(idea).owner, slot=slot)
    assert talk_of(idea).state == "booked"


# not reached


def attempts_on(idea: Idea, partner: User, days: Iterable[datetime]) -> None:
    for at, channel in zip(days, ("phone", "in_person", "phone", "phone"), strict=False):
        Attempt.objects.create(conversation=talk_of(idea), at=at, on=at.date(), channel=channel, by=partner)


def test_attempts_on_a_day_without_work_do_not_count_here_or_in_the_database(cast):
    idea = make_idea(cast, "conversation")
    partner, days = owner_of(idea), [working_day(-n) for n in (1, 2, 3)]
    cast.logistics.days_off = {days[2].date().isoformat(): "Works outing"}
    cast.logistics.save()
    attempts_on(idea, partner, days)
    with pytest.raises(Refused, match="three working days"):
        conversation.give_up(idea, partner, account="Tried three times.")
    made = Record.objects.create(
        conversation=talk_of(idea), kind="unreachable", said="Tried.", filed_by=partner
    )
    made.closes_as, made.seconded_by = "unreachable", cast.admin
    with pytest.raises(Refused, match="three working days"), workflow.moving.refusals_in_words():
        made.save()


def test_holidays_of_the_department_do_not_count(cast):
    idea = make_idea(cast, "conversation")
    year = clock.today().year - 1
    cast.logistics.holidays_in = "DE"
    cast.logistics.save()
    new_year = datetime(year, 1, 1, 10, tzinfo=UTC)
    assert not calendars.Calendar.of(cast.logistics).is_working_day(new_year.date())
    attempts_on(idea, owner_of(idea), [new_year, working_day(-1), working_day(-2)])
    with pytest.raises(Refused, match="three working days"):
        conversation.give_up(idea, owner_of(idea), account="Tried three times.")


def test_who_is_away_or_has_an_appointment_is_waited_for(cast):
    idea = to_talk(cast)
    attempts_on(idea, cast.decider, [working_day(-n) for n in (1, 2, 3)])
    today = clock.today()
    away = Absence.objects.create(user=cast.submitter, first_day=today, last_day=today)
    with pytest.raises(Refused, match="away"):
        conversation.give_up(idea, cast.decider, account="Tried three times.")
    away.delete()
    conversation.book(idea, cast.submitter, slot=slot_of(idea))
    with pytest.raises(Refused, match="appointment"):
        conversation.give_up(idea, cast.decider, account="Tried three times.")
    conversation.cancel_booking(idea, cast.submitter)
    conversation.give_up(idea, cast.decider, account="Tried three times.")
    away = Absence.objects.create(user=cast.submitter, first_day=today, last_day=today)
    with pytest.raises(Refused, match="away"):
        conversation.second_give_up(idea, other_coordinator(cast, idea))


def test_nobody_is_counted_as_unbooked_while_it_is_not_their_turn(cast):
    asked = make_idea(cast, "deciding")
    make_decision(cast, asked, partner=cast.decider, times=[])
    named, written, away = to_talk(cast), to_talk(cast), make_idea(cast, "deciding", submitter=cast.employee)
    conversation.invite_to_suggest(asked, cast.decider)
    conversation.suggest_slots(named, cast.submitter, times=[Time(working_day(20))])
    conversation.choose_channel(written, cast.submitter, channel="written")
    make_decision(cast, away, partner=cast.decider, times=[Time(working_day(20))])
    later = working_day(5)
    Absence.objects.create(user=cast.employee, first_day=later.date(), last_day=later.date())
    with clock.at(later):
        sweep.note_unbooked()
        sweep.note_unbooked()
    assert list(Attempt.objects.values_list("conversation__idea", flat=True)) == [asked.pk]


# when somebody is reached


@pytest.mark.parametrize(
    ("reach", "hours"),
    [([], {10, 13, 15}), (["early"], {8, 10, 12}), (["late"], {14, 15, 17}), (["night"], {5})],
)
def test_times_suggested_lie_in_the_shift(cast, reach, hours):
    calendar = calendars.Calendar.of(cast.logistics)
    found = workflow.suggested_times(cast.decider, calendar, reach=reach)
    assert {time.starts_at.astimezone(ZoneInfo(calendar.zone)).hour for time in found} == hours


def test_a_day_without_a_free_hour_is_passed_over(cast):
    calendar = calendars.Calendar.of(cast.logistics)

    def suggested() -> list[datetime]:
        times = workflow.suggested_times(cast.decider, calendar, reach=["night"])
        return [time.starts_at for time in times]

    first, *others = suggested()
    Appointment.objects.create(partner=cast.decider, starts_at=first, channel="in_person")
    now = suggested()
    assert now[:2] == others
    assert first not in now
    assert len(now) == 3


def test_partner_reads_when_the_submitter_is_best_reached(cast):
    client = Client()
    client.force_login(cast.submitter)
    profile = {"form": "profile", "name": cast.submitter.name, "language": "en"}
    sent = client.post(reverse("me"), profile | {"reach": ["early"], "reach_words": "After the handover"})
    assert sent.status_code == 302
    idea = make_idea(cast, "deciding")
    make_decision(cast, idea, partner=cast.decider, times=[])
    for person in (cast.decider, cast.submitter):
        assert "early shift; After the handover" in page(person, idea).content.decode()


# counted


def test_moved_and_missed_appointments_are_counted_from_five_people_on(cast, django_assert_num_queries):
    for n in range(5):
        assert arranged(Scope()) == NOTHING
        idea = to_talk(cast, n + 2, submitter=make_user(department=cast.it))
        conversation.book(idea, idea.submitter, slot=slot_of(idea))
        if n < 2:
            conversation.offer_slots(idea, cast.decider, times=[Time(working_day(n + 20))])
            conversation.book(idea, idea.submitter, slot=slot_of(idea))
        if n == 0:
            gone_by(idea)
            conversation.attempt(idea, cast.decider, channel="in_person")
            conversation.offer_slots(idea, cast.decider, times=[Time(working_day(40))])
            conversation.book(idea, idea.submitter, slot=slot_of(idea))
    with django_assert_num_queries(1):
        found = arranged(Scope())
    assert found == Arranged(booked=5, moved=2, missed=1, again=1, people=5)
    assert arranged(Scope((cast.it.pk,))) == NOTHING
