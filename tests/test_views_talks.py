"""The page of a talk: the step that is due for each side, the notes and who may read them, sheet, calendar file."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from ideas import clock, conversation, workflow
from ideas.models import (
    Appointment,
    Attempt,
    Conversation,
    Idea,
    InPersonTask,
    OutgoingMail,
    Record,
    Slot,
    Survey,
)
from ideas.workflow import Time
from tests.factories import (
    Cast,
    experts_of,
    make_cast,
    make_decision,
    make_idea,
    make_record,
    owner_of,
    reasons,
    unique,
)
from tests.journeys import working_day
from tests.visits import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def talk(person: User, idea: Idea) -> str:
    answer = signed_in(person).get(reverse("talk", args=[idea.public_id]))
    assert answer.status_code == 200
    return answer.content.decode()


def status_for(person: User, idea: Idea, name: str = "talk") -> int:
    return signed_in(person).get(reverse(name, args=[idea.public_id])).status_code


def step(person: User, idea: Idea) -> str:
    return signed_in(person).get(reverse("talk", args=[idea.public_id])).context["page"].step


def send(person: User, idea: Idea, verb: str, **words: object) -> int:
    """Posts the form of a verb."""
    return signed_in(person).post(reverse("act", args=[idea.public_id, verb]), words).status_code


def joint(cast: Cast, idea: Idea) -> None:
    """The colleague becomes co-submitter."""
    workflow.invite_cosubmitter(idea, cast.submitter, user=cast.colleague)
    workflow.join(idea, cast.colleague)


def booked(cast: Cast, **fields: object) -> Idea:
    """An idea whose talk is booked."""
    idea = make_idea(cast, "conversation", **fields)
    slot = Slot.objects.get(conversation__idea=idea)
    conversation.book(idea, cast.submitter, slot=slot)
    return idea


def tried_three_times(under_way: Conversation, partner: User) -> None:
    """On three working days before today, in two ways."""
    for n, channel in enumerate(("phone", "in_person", "phone"), 1):
        day = working_day(-n)
        Attempt.objects.create(conversation=under_way, at=day, on=day.date(), channel=channel, by=partner)


def past(idea: Idea) -> None:
    """The appointment is over."""
    Appointment.objects.filter(conversations__idea=idea).update(starts_at=clock.now() - timedelta(hours=2))


# the submitter


def test_submitter_reads_the_result_first_and_chooses_a_time(cast):
    idea = make_idea(cast, "conversation")
    text = talk(cast.submitter, idea)
    assert step(cast.submitter, idea) == "choose"
    assert text.index("Not adopted") < text.index("When does it suit you?")
    assert idea.decision.reason_text in text
    assert "checked" not in text.split("<main")[1].split("</main>")[0]
    slot = Slot.objects.get(conversation__idea=idea)
    assert send(cast.submitter, idea, "book", slot=slot.pk) == 302
    assert step(cast.submitter, idea) == "booked"
    assert reverse("appointment", args=[idea.public_id]) in talk(cast.submitter, idea)


def test_submitter_waits_for_the_notes_once_the_time_has_gone_by(cast):
    idea = booked(cast)
    past(idea)
    assert step(cast.submitter, idea) == "past"
    text = talk(cast.submitter, idea)
    assert "Our talk was booked for" in text
    assert "It did not take place" in text
    assert "We talk on" not in text
    assert reverse("appointment", args=[idea.public_id]) not in text


def test_talk_that_has_just_begun_is_not_over_for_the_submitter(cast):
    idea = booked(cast)
    Appointment.objects.filter(conversations__idea=idea).update(
        starts_at=clock.now() - timedelta(minutes=5), minutes=15
    )
    assert step(cast.submitter, idea) == "booked"


def test_group_comes_together_and_each_reads_who_else(cast):
    idea = make_idea(cast, "in_review")
    joint(cast, idea)
    for expert in experts_of(idea):
        workflow.review(idea, expert, recommendation="adopt", public_text="Good.")
    make_decision(cast, idea)
    for reader, named in ((owner_of(idea), [cast.colleague]), (cast.colleague, [cast.submitter])):
        page = signed_in(reader).get(reverse("talk", args=[idea.public_id])).context["page"]
        assert page.company == named


def test_ideas_of_one_appointment_name_each_other_where_one_may_read_them(cast):
    first = booked(cast, title="The first of two")
    second = make_idea(cast, "conversation", title="The second of two", visibility="handlers")
    appointment = Appointment.objects.get(conversations__idea=first)
    Conversation.objects.filter(idea=second).update(appointment=appointment, state="booked")
    for person in (cast.submitter, owner_of(first)):
        assert "The second of two" in talk(person, first)
    Idea.objects.filter(pk=second.pk).update(submitter=cast.employee)
    assert "The second of two" not in talk(cast.submitter, first)


def test_submitter_without_times_knows_who_offers_them(cast):
    idea = make_idea(cast, "deciding")
    make_decision(cast, idea, times=[])
    assert step(cast.submitter, idea) == "expect"
    assert "will offer you times" in talk(cast.submitter, idea)


def test_submitter_asks_for_writing_with_one_button(cast):
    idea = make_idea(cast, "conversation")
    assert "In writing, please" in talk(cast.submitter, idea)
    assert send(cast.submitter, idea, "choose_channel", channel="written") == 302
    assert step(cast.submitter, idea) == "written"
    assert "Our talk in writing" in talk(cast.submitter, idea)
    word = unique("message")
    assert send(cast.submitter, idea, "message", text=word) == 302
    partner = owner_of(idea)
    assert word in talk(partner, idea)
    assert step(partner, idea) == "write"


def test_submitter_checks_the_notes_and_is_then_asked_how_it_was(cast):
    idea = make_idea(cast, "confirming")
    record = Record.objects.get(conversation__idea=idea)
    text = talk(cast.submitter, idea)
    for part in (record.said, record.thanks, record.next_step, "I understand but disagree"):
        assert part in text
    assert "How was it?" not in text
    assert send(cast.submitter, idea, "confirm", answer="disagree", words="Still not.") == 302
    assert step(cast.submitter, idea) == "survey"
    text = talk(cast.submitter, idea)
    assert "Voluntary." in text
    assert "Ask for a second look" in text
    assert send(cast.submitter, idea, "answer_survey", understood="4", fair="5", again="9") == 302
    assert Survey.objects.get().again == 9
    assert step(cast.submitter, idea) == "ended"
    assert "How was it?" not in talk(cast.submitter, idea)


def test_submitter_may_open_a_talk_again_that_closed_unanswered(cast):
    idea = make_idea(cast, "confirming")
    Idea.objects.filter(pk=idea.pk).update(due_at=clock.now() - timedelta(days=1))
    conversation.close_unconfirmed(idea)
    text = talk(cast.submitter, idea)
    assert "Open the talk again" in text
    assert "Ask for a second look" in text


def test_submitter_reads_nothing_internal(cast):
    idea = make_idea(cast, "deciding")
    word = unique("internal")
    workflow.note(idea, owner_of(idea), text=word)
    make_decision(cast, idea)
    make_record(idea)
    text = talk(cast.submitter, idea)
    assert word not in text
    assert "internalzq" not in text
    assert "publiczq" in text


def test_cosubmitter_adds_an_answer_that_stands_beside(cast):
    idea = make_idea(cast, "in_review")
    joint(cast, idea)
    for expert in experts_of(idea):
        workflow.review(idea, expert, recommendation="adopt", public_text="Good.")
    make_decision(cast, idea)
    assert "chooses the time for all of you" in talk(cast.colleague, idea)
    make_record(idea)
    assert "Add my answer" in talk(cast.colleague, idea)
    word = unique("joint")
    assert send(cast.colleague, idea, "co_answer", answer="agree", words=word) == 302
    assert word in talk(cast.submitter, idea)
    assert word in talk(owner_of(idea), idea)
    assert Idea.objects.get(pk=idea.pk).status == "confirming"


def test_submitter_of_a_merged_idea_reads_where_it_goes_on(cast):
    target = make_idea(cast, title="The first of both", submitter=cast.colleague)
    idea = make_idea(cast, "triage")
    workflow.merge(idea, owner_of(idea), target=target, reason_text=reasons()["reason_text"])
    second = cast.coordinator2 if owner_of(idea) == cast.coordinator1 else cast.coordinator1
    workflow.agree(idea, second)
    text = talk(cast.submitter, idea)
    assert f"It goes on as no. {target.number}, The first of both." in text


# the partner


def test_partner_without_times_offers_them(cast):
    idea = make_idea(cast, "deciding")
    make_decision(cast, idea, times=[])
    partner = owner_of(idea)
    assert step(partner, idea) == "arrange"
    form = signed_in(partner).get(reverse("talk", args=[idea.public_id])).context["page"].forms["offer_slots"]
    times = form.initial["time_1"]
    sent = {
        "time_1_at": times.starts_at.strftime("%Y-%m-%dT%H:%M"),
        "time_1_how": "phone",
        "time_1_where": "",
    }
    assert send(partner, idea, "offer_slots", **sent) == 302
    assert step(partner, idea) == "wait"


def test_partner_reads_why_a_time_was_cancelled_and_which_other_way_is_wished(cast):
    idea = booked(cast)
    partner, other = owner_of(idea), cast.bystander
    conversation.cancel_booking(idea, cast.submitter, why="My shift was moved.")
    (mail,) = OutgoingMail.objects.filter(to_user=partner, kind="cancelled")
    assert f"{cast.submitter.name} writes:" in mail.text
    assert "My shift was moved." in mail.text
    conversation.offer_slots(idea, partner, times=[Time(working_day(3))])
    assert step(partner, idea) == "wait"
    conversation.choose_channel(idea, cast.submitter, channel="phone", words="Mornings, please.")
    assert step(partner, idea) == "arrange"
    for reader in (partner, cast.submitter):
        text = words(talk(reader, idea))
        assert "asked to talk in another way: by phone." in text
        assert "My shift was moved." in text
        assert "Mornings, please." in text
    assert status_for(other, idea) in (403, 404)
    conversation.offer_slots(idea, partner, times=[Time(working_day(4), channel="phone")])
    assert step(partner, idea) == "wait"
    assert "Mornings, please." in talk(partner, idea)


def test_whoever_cancelled_is_not_told_their_own_words(cast):
    idea = booked(cast)
    conversation.cancel_booking(idea, cast.submitter, why="My shift was moved.")
    (mail,) = OutgoingMail.objects.filter(to_user=cast.submitter, kind="cancelled")
    assert "My shift was moved." not in mail.text


def test_reason_for_another_partner_stays_with_colleagues(cast):
    idea = booked(cast)
    to = cast.coordinator1 if owner_of(idea) != cast.coordinator1 else cast.coordinator2
    conversation.change_partner(idea, owner_of(idea), to=to, why="They do not get along.")
    mails = OutgoingMail.objects.filter(idea=idea, to_user=cast.submitter, kind="cancelled")
    assert ["They do not get along." in mail.text for mail in mails] == [False]
    assert "They do not get along." not in talk(cast.submitter, idea)


def test_partner_holds_the_talk_and_sends_the_notes_as_they_stand(cast):
    idea = booked(cast, outcome="adopted")
    partner = owner_of(idea)
    assert step(partner, idea) == "meet"
    text = talk(partner, idea)
    assert (
        text.index("Open the guide") < text.index("We have talked already") < text.index("Who looked at it")
    )
    past(idea)
    assert step(partner, idea) == "hold"
    client = signed_in(partner)
    form = client.get(reverse("talk", args=[idea.public_id])).context["page"].forms["record"]
    sent = {name: form[name].value() or "" for name in form.fields}
    sent["held_at"] = sent["held_at"].strftime("%Y-%m-%dT%H:%M")
    answer = client.post(reverse("act", args=[idea.public_id, "record"]), sent)
    assert (answer.status_code, answer.url) == (302, reverse("talk", args=[idea.public_id]))
    record = Record.objects.get(conversation__idea=idea)
    assert cast.colleague.name in record.next_step
    assert record.thanks
    assert step(partner, idea) == "answer"


def test_partner_is_led_to_the_page_on_which_the_submitter_answers(cast):
    idea = make_idea(cast, "confirming")
    assert reverse("talk_here", args=[idea.public_id]) in talk(owner_of(idea), idea)
    assert reverse("talk_here", args=[idea.public_id]) not in talk(cast.submitter, idea)


def test_partner_sees_what_is_still_unclear_and_the_talk_before(cast):
    idea = make_idea(cast, "confirming")
    word, said = unique("unclear"), Record.objects.get(conversation__idea=idea).said
    conversation.confirm(idea, cast.submitter, answer="not_understood", words=word)
    text = talk(owner_of(idea), idea)
    assert "what is still unclear" in text
    assert word in text
    assert said in text


def test_partner_gives_up_only_after_three_attempts_and_a_second_person_confirms(cast):
    idea = make_idea(cast, "conversation")
    partner = owner_of(idea)
    assert "Write down that nobody was reached" not in talk(partner, idea)
    under_way = Conversation.objects.get(idea=idea)
    tried_three_times(under_way, partner)
    assert "Write down that nobody was reached" in talk(partner, idea)
    word = unique("account")
    conversation.give_up(idea, partner, account=word)
    assert step(partner, idea) == "second"
    others = [p for p in (cast.coordinator1, cast.coordinator2) if p != partner]
    for other in others:
        text = talk(other, idea)
        assert word in text
        assert "Confirm: not reached" in text
    assert status_for(cast.admin, idea) == 403
    confirming = signed_in(cast.admin).get(reverse("act", args=[idea.public_id, "second_give_up"]))
    assert word in confirming.content.decode()


def test_idea_office_reads_what_it_is_to_confirm_and_nothing_before_or_after(cast):
    idea = make_idea(cast, "conversation", visibility="handlers")
    partner, address = owner_of(idea), reverse("act", args=[idea.public_id, "second_give_up"])
    assert signed_in(cast.admin).get(address).status_code == 404
    under_way = Conversation.objects.get(idea=idea)
    tried_three_times(under_way, partner)
    conversation.give_up(idea, partner, account=unique("account"))
    admin = signed_in(cast.admin)
    assert admin.get(address).status_code == 200
    assert admin.get(reverse("idea", args=[idea.public_id])).status_code == 200
    assert (
        reverse("act", args=[idea.public_id, "second_give_up"])
        in admin.get(reverse("board")).content.decode()
    )
    User.objects.filter(pk=cast.submitter.pk).update(line_manager=cast.admin)
    assert admin.get(address).status_code == 404
    User.objects.filter(pk=cast.submitter.pk).update(line_manager=None)
    assert admin.post(address).status_code == 302
    assert admin.get(reverse("idea", args=[idea.public_id])).status_code == 404


def test_partner_writes_to_a_leaver(cast):
    idea = make_idea(cast, "conversation")
    User.objects.filter(pk=cast.submitter.pk).update(is_active=False)
    assert step(owner_of(idea), idea) == "leaver"
    assert "has left the company" in talk(owner_of(idea), idea)


def test_partner_reads_the_notes_after_the_end(cast):
    idea = make_idea(cast, "deciding")
    make_decision(cast, idea, partner=cast.decider)
    partner = owner_of(idea)
    assert partner == cast.decider
    make_record(idea)
    conversation.confirm(idea, cast.submitter, answer="agree", words=unique("end"))
    assert step(cast.decider, idea) == "ended"
    assert Record.objects.get(conversation__idea=idea).said in talk(cast.decider, idea)


# who may


def test_talk_is_for_those_who_talk_with_each_other(cast):
    idea = make_idea(cast, "confirming")
    expert = User.objects.filter(assignments__idea=idea).exclude(pk=owner_of(idea).pk).first()
    for person in (cast.employee, expert, cast.manager, cast.admin, cast.observer, cast.it_coordinator1):
        for name in ("talk", "talk_guide", "appointment"):
            assert status_for(person, idea, name) == 403, (person, name)
    for person in (cast.submitter, cast.coordinator1, cast.coordinator2, cast.office1):
        assert status_for(person, idea) == 200
    assert Client().get(reverse("talk", args=[idea.public_id])).status_code == 302


def test_talk_of_a_hidden_idea_is_not_there_for_others(cast):
    idea = make_idea(cast, "conversation", visibility="handlers")
    for person in (cast.employee, cast.admin, cast.it_coordinator1):
        assert status_for(person, idea) == 404


def test_talk_is_not_there_before_the_decision(cast):
    idea = make_idea(cast, "deciding")
    assert status_for(cast.submitter, idea) == 404


def test_appointment_is_a_calendar_file_that_tells_nothing(cast):
    idea = booked(cast, title=unique("title"))
    for person in (cast.submitter, owner_of(idea)):
        answer = signed_in(person).get(reverse("appointment", args=[idea.public_id]))
        assert answer["Content-Type"].startswith("text/calendar")
        text = answer.content.decode()
        assert text.startswith("BEGIN:VCALENDAR")
        assert idea.title not in text
    conversation.cancel_booking(idea, cast.submitter)
    assert status_for(cast.submitter, idea, "appointment") == 404


def test_people_without_email_become_tasks_not_pages(cast):
    """The talk page of somebody without e-mail is the same one."""
    User.objects.filter(pk=cast.submitter.pk).update(email=None, personnel_number="P1")
    cast.submitter.refresh_from_db()
    idea = make_idea(cast, "conversation")
    assert InPersonTask.objects.filter(user=cast.submitter).exists()
    assert step(cast.submitter, idea) == "choose"


@pytest.mark.parametrize("n", [1, 30])
@pytest.mark.parametrize("status", ["arrange", "wait", "meet", "hold", "confirming", "closed"])
def test_talk_asks_eight_times_at_most(cast, status, n, django_assert_max_num_queries):
    idea = at_step(cast, status)
    for _n in range(n):
        workflow.message(idea, cast.submitter, text="Hello")
    for person in (cast.submitter, talker(idea)):
        client = signed_in(person)
        with django_assert_max_num_queries(8):
            assert client.get(reverse("talk", args=[idea.public_id])).status_code == 200


def talker(idea: Idea) -> User:
    """Who holds the talk, or held it."""
    return Conversation.objects.select_related("partner").filter(idea=idea).latest("number").partner


def at_step(cast: Cast, name: str) -> Idea:
    """An idea whose talk has come that far."""
    if name in ("confirming", "closed"):
        return make_idea(cast, name)
    if name == "arrange":
        idea = make_idea(cast, "deciding")
        make_decision(cast, idea, times=[])
        return idea
    if name == "wait":
        idea = make_idea(cast, "deciding")
        make_decision(cast, idea, times=[Time(clock.now() + timedelta(days=n)) for n in (2, 3, 4)])
        return idea
    idea = booked(cast)
    if name == "hold":
        past(idea)
    return idea
