"""The line manager holds the talk where the submitter asks for it (I3): what they read, how it ends, refusals."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from ideas import conversation, integrity, rules, workflow
from ideas.conversation.booking import talk_of
from ideas.files import check
from ideas.models import (
    Appointment,
    Attachment,
    Event,
    FollowUp,
    Idea,
    Notice,
    OutgoingMail,
)
from ideas.rules import Refused
from ideas.workflow import Time
from tests.factories import Cast, file_reviews, make_cast, make_decision, make_idea, make_record, owner_of
from tests.journeys import book, fresh, working_day
from tests.test_refused_in_talks import refused
from tests.test_views_talks import status_for, talk
from tests.uploads import sent
from tests.visits import browser, page_of

pytestmark = pytest.mark.django_db

EARLIER, LATER = "Please tell nobody that I wrote.", "Ten in the morning suits me."


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def to_talk(cast: Cast, outcome: str = "declined", **fields: Any) -> Idea:
    """An idea that only those who handle it read, whose talk is to be arranged; the submitter has written before."""
    idea = make_idea(cast, "deciding", visibility="handlers", **fields)
    note = check(sent(b"Numbers.", "numbers.txt"))
    workflow.message(idea, cast.submitter, text=EARLIER, files=[note])
    make_decision(cast, idea, outcome, partner=cast.coordinator1)
    return fresh(idea)


def with_manager(cast: Cast, **fields: Any) -> Idea:
    """The same, with the line manager as partner."""
    idea = to_talk(cast, **fields)
    conversation.ask_for_manager(idea, cast.submitter)
    return fresh(idea)


def reads(person: User, idea: Idea) -> bool:
    return Idea.objects.visible_to(person).filter(pk=idea.pk).exists()


def joined(cast: Cast, idea: Idea, person: User) -> None:
    workflow.invite_cosubmitter(fresh(idea), cast.submitter, user=person)
    workflow.join(fresh(idea), person)


def assert_no_part(cast: Cast, idea: Idea) -> None:
    """The line manager has neither duty nor sight, and the database finds all in order."""
    standing = rules.standing(cast.manager, fresh(idea))
    duties = (rules.is_owner, rules.is_partner, rules.is_talker, rules.is_handling, rules.reads_talk)
    assert [rule.__name__ for rule in duties if rule(standing)] == []
    assert not fresh(idea).manager_may_talk
    assert not reads(cast.manager, idea)
    assert status_for(cast.manager, idea) == 404
    assert list(integrity.findings()) == []


# asking


def test_line_manager_holds_the_talk_from_the_wish_on(cast):
    idea = to_talk(cast)
    assert not reads(cast.manager, idea)
    conversation.ask_for_manager(idea, cast.submitter)
    now, under_way = fresh(idea), talk_of(idea)
    assert (now.owner, now.manager_may_talk, now.status) == (cast.manager, True, "conversation")
    assert now.due_at == workflow.talk_due(now, offered=False) < idea.due_at
    assert (under_way.partner, under_way.contact, under_way.state) == (
        cast.manager,
        cast.coordinator1,
        "arranging",
    )
    told = Notice.objects.filter(event__kind="ask_for_manager").values_list("user", flat=True)
    assert {cast.manager.pk, cast.coordinator1.pk} <= set(told)
    assert reads(cast.manager, idea)
    assert list(integrity.findings()) == []


def test_wish_cancels_the_appointment_in_both_calendars(cast):
    idea = to_talk(cast)
    book(idea)
    conversation.ask_for_manager(idea, cast.submitter)
    assert Appointment.objects.get().state == "cancelled"
    mails = [mail for mail in OutgoingMail.objects.all() if mail.attachments]
    gone = [mail for mail in mails if mail.attachments[0]["method"] == "CANCEL"]
    assert {mail.to_user for mail in gone} == {cast.submitter, cast.coordinator1}
    assert not talk_of(idea).slots.exists()


def test_wish_and_way_back_do_not_use_up_another_partner(cast):
    idea = with_manager(cast)
    conversation.back_to_contact(idea, cast.submitter)
    conversation.ask_for_manager(idea, cast.submitter)
    conversation.ask_for_partner(idea, cast.submitter)
    assert owner_of(idea) != cast.manager
    assert_no_part(cast, idea)


# what they read


def test_line_manager_reads_what_a_submitter_reads_and_nothing_internal(cast):
    idea = with_manager(cast)
    workflow.message(idea, cast.submitter, text=LATER)
    standing = rules.standing(cast.manager, fresh(idea))
    assert (rules.is_partner(standing), rules.is_owner(standing)) == (True, True)
    assert (rules.is_handling(standing), rules.reads_hazard(standing)) == (False, False)
    read = talk(cast.manager, idea) + page_of(cast.manager, idea)
    for wanted in (idea.text, "Two gates cost more", "It would help. We have the room.", LATER):
        assert wanted in read, wanted
    for secret in ("internal", EARLIER, "numbers.txt", 'aria-labelledby="scores"'):
        assert secret not in read, secret
    assert EARLIER in talk(cast.coordinator1, idea)
    assert status_for(cast.manager, idea, "talk_messages") == 200
    with refused(idea, match="not for you", kind="forbidden"):
        workflow.note(idea, cast.manager, text="Between us.")


def test_line_manager_gets_no_earlier_message_by_any_address(cast):
    idea = with_manager(cast)
    file = Attachment.objects.exclude(message=None).get()
    here = {"public_id": idea.public_id, "file_id": file.public_id}
    far = reverse("talk_messages", args=[idea.public_id]) + "?before=99999999"
    found = browser(cast.coordinator1).get(reverse("file", kwargs=here))
    assert found.getvalue() == b"Numbers."
    assert browser(cast.manager).get(reverse("file", kwargs=here)).status_code == 404
    assert EARLIER in browser(cast.coordinator1).get(far).content.decode()
    assert EARLIER not in browser(cast.manager).get(far).content.decode()
    assert status_for(cast.manager, idea, "story") == 403
    assert reverse("story", args=[idea.public_id]) not in page_of(cast.manager, idea)


def test_line_manager_does_what_a_partner_does(cast):
    idea = with_manager(cast)
    conversation.offer_slots(idea, cast.manager, times=[Time(working_day(4))])
    assert "Not booked yet" in talk(cast.manager, idea)
    assert idea.title in browser(cast.manager).get(reverse("home")).content.decode()
    book(idea)
    conversation.cancel_booking(idea, cast.manager)
    workflow.message(idea, cast.manager, text=LATER)
    make_record(idea)
    assert fresh(idea).owner == cast.manager
    assert fresh(idea).manager_may_talk
    assert "with you, as their line manager" in talk(cast.manager, idea)
    conversation.revise_record(
        idea, cast.manager, why="A slip.", said="Said.", thanks="Thanks.", next_step="Nothing."
    )


def test_story_tells_each_side_what_was_asked(cast):
    idea = with_manager(cast)
    conversation.back_to_contact(idea, cast.submitter)
    mine, theirs = page_of(cast.submitter, idea), page_of(cast.coordinator1, idea)
    assert "You asked to talk with your line manager: <b>Mona Manager</b>" in mine
    assert "asked to talk with their line manager: <b>Mona Manager</b>" in theirs
    assert "You talk with your contact after all" in mine
    assert "talks with their contact after all" in theirs


# how it ends


def end_back(cast: Cast, idea: Idea) -> None:
    conversation.back_to_contact(idea, cast.submitter)
    assert owner_of(idea) == cast.coordinator1
    told = Notice.objects.filter(event__kind="back_to_contact").values_list("user", flat=True)
    assert {cast.manager.pk, cast.coordinator1.pk} <= set(told)


def end_back_without_contact(cast: Cast, idea: Idea) -> None:
    workflow.let_go(cast.coordinator1)
    conversation.back_to_contact(idea, cast.submitter)
    assert owner_of(idea) == cast.coordinator2


def end_back_to_who_joined(cast: Cast, idea: Idea) -> None:
    joined(cast, idea, cast.coordinator1)
    conversation.back_to_contact(idea, cast.submitter)
    assert owner_of(idea) == cast.coordinator2


def end_changed(cast: Cast, idea: Idea) -> None:
    conversation.change_partner(idea, cast.coordinator2, to=cast.coordinator2, why="She is ill.")
    assert owner_of(idea) == cast.coordinator2


def end_declined(cast: Cast, idea: Idea) -> None:
    conversation.decline_talk(idea, cast.submitter)


def end_agreed(cast: Cast, idea: Idea) -> None:
    make_record(idea)
    conversation.confirm(idea, cast.submitter, answer="agree")
    assert fresh(idea).status == "closed"


def end_absent(cast: Cast, idea: Idea) -> None:
    workflow.relieve(cast.manager)
    assert owner_of(idea) in (cast.coordinator1, cast.coordinator2)


def end_with_the_submitter_gone(cast: Cast, idea: Idea) -> None:
    """Whoever carries the idea on has the same line manager, and did not ask for them."""
    User.objects.filter(pk=cast.colleague.pk).update(line_manager=cast.manager)
    joined(cast, idea, cast.colleague)
    workflow.let_go(cast.submitter)
    assert fresh(idea).submitter == cast.colleague


def end_third_talk(cast: Cast, idea: Idea) -> None:
    for number in (2, 3):
        make_record(idea)
        conversation.confirm(idea, cast.submitter, answer="not_understood", words="Why?")
        under_way = talk_of(idea)
        assert (under_way.number, under_way.partner == cast.manager) == (number, number == 2)
        assert under_way.contact == (cast.coordinator1 if number == 2 else None)


def end_unconfirmed_and_reopened(cast: Cast, idea: Idea) -> None:
    make_record(idea)
    Idea.objects.filter(pk=idea.pk).update(due_at=working_day(-1))
    conversation.close_unconfirmed(fresh(idea))
    assert_no_part(cast, idea)
    conversation.reopen(idea, cast.submitter, words="Now I can.")
    assert owner_of(idea) == talk_of(idea).partner != cast.manager


def end_appealed(cast: Cast, idea: Idea) -> None:
    end_agreed(cast, idea)
    workflow.appeal(idea, cast.submitter, why="The count was of a holiday.")
    assert owner_of(idea) != cast.manager


ENDS: list[Callable[[Cast, Idea], None]] = [
    *(end_back, end_back_without_contact, end_back_to_who_joined, end_changed, end_declined, end_agreed),
    *(end_absent, end_with_the_submitter_gone, end_third_talk, end_unconfirmed_and_reopened, end_appealed),
]


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_part_of_the_line_manager_ends(cast, end):
    idea = with_manager(cast)
    end(cast, idea)
    assert_no_part(cast, idea)


def test_part_of_the_line_manager_ends_where_the_idea_is_put_on_hold(cast):
    idea = with_manager(cast, outcome="deferred")
    make_record(idea)
    conversation.confirm(idea, cast.submitter, answer="agree")
    assert (fresh(idea).status, fresh(idea).owner) == ("deferred", cast.coordinator1)
    assert_no_part(cast, idea)


def test_line_manager_who_joins_holds_no_talk_any_more(cast):
    idea = with_manager(cast)
    joined(cast, idea, cast.manager)
    assert owner_of(idea) in (cast.coordinator1, cast.coordinator2)
    assert not fresh(idea).manager_may_talk
    assert list(integrity.findings()) == []


def test_who_calls_afterwards_is_not_the_line_manager(cast):
    idea = with_manager(cast)
    end_agreed(cast, idea)
    conversation.answer_survey(idea, cast.submitter, understood=2, words="Not by her.", call_me=True)
    assert FollowUp.objects.get().owner != cast.manager


def test_second_look_begins_without_what_was_said_to_the_line_manager(cast):
    """A talk of an earlier round, with its notes, is not for the line manager who is asked in a later one."""
    idea = to_talk(cast)
    make_record(idea, said="It hurt me that nobody asked.")
    conversation.confirm(idea, cast.submitter, answer="disagree", words="Not at all.")
    workflow.appeal(idea, cast.submitter, why="The count was of a holiday.")
    file_reviews(idea, "decline", "decline")
    make_decision(cast, fresh(idea))
    conversation.ask_for_manager(fresh(idea), cast.submitter)
    assert "It hurt me" in talk(cast.submitter, idea)
    read = talk(cast.manager, idea) + page_of(cast.manager, idea)
    assert "It hurt me" not in read
    assert "Not at all." not in read


def test_who_becomes_line_manager_meanwhile_was_not_asked_for(cast):
    idea = with_manager(cast)
    User.objects.filter(pk=cast.submitter.pk).update(line_manager=cast.coordinator1)
    standing = rules.standing(cast.coordinator1, fresh(idea))
    assert (rules.is_partner(standing), rules.reads_talk(standing)) == (False, False)
    before = rules.standing(cast.manager, fresh(idea))
    assert (rules.is_partner(before), rules.is_handling(before)) == (True, False)
    assert EARLIER not in talk(cast.manager, idea)


# refused


def nobody_above(cast: Cast) -> Idea:
    User.objects.filter(pk=cast.submitter.pk).update(line_manager=None)
    return to_talk(cast)


def above_has_left(cast: Cast) -> Idea:
    User.objects.filter(pk=cast.manager.pk).update(is_active=False)
    return to_talk(cast)


def above_joined(cast: Cast) -> Idea:
    idea = to_talk(cast)
    joined(cast, idea, cast.manager)
    return idea


def with_notes(cast: Cast) -> Idea:
    idea = to_talk(cast)
    make_record(idea)
    return idea


REFUSED: dict[str, tuple[Callable[[Cast], Idea], str, str, str]] = {
    "without a line manager": (nobody_above, "ask_for_manager", "no line manager to talk with", "conflict"),
    "line manager who has left": (above_has_left, "ask_for_manager", "no line manager", "conflict"),
    "line manager who joined": (above_joined, "ask_for_manager", "no line manager", "conflict"),
    "asked a second time": (with_manager, "ask_for_manager", "holds the talk already", "conflict"),
    "after the talk": (with_notes, "ask_for_manager", "has moved on", "conflict"),
    "back without a wish": (to_talk, "back_to_contact", "holds the talk already", "conflict"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_in_words_and_nothing_changes(cast, name):
    prepared, verb, says, kind = REFUSED[name]
    idea = prepared(cast)
    with refused(fresh(idea), match=says, kind=kind):
        getattr(conversation, verb)(idea, cast.submitter)
    listed = talk(cast.submitter, idea)
    assert reverse("act", args=[idea.public_id, verb]) not in listed


@pytest.mark.parametrize("verb", ["ask_for_manager", "back_to_contact"])
@pytest.mark.parametrize("who", ["colleague", "coordinator1", "coordinator2", "manager", "admin"])
def test_nobody_but_the_submitter_wishes_it(cast, who, verb):
    idea = with_manager(cast) if verb == "back_to_contact" else to_talk(cast)
    joined(cast, idea, cast.colleague)
    with pytest.raises(Refused) as refusal:
        getattr(conversation, verb)(idea, getattr(cast, who))
    assert refusal.value.kind in ("forbidden", "unseen")


# the pages


def test_page_says_what_it_means_before_the_click_and_the_way_back_stands_where_the_wish_was(cast):
    idea = to_talk(cast)
    book(idea)
    ask, back = (
        reverse("act", args=[idea.public_id, verb]) for verb in ("ask_for_manager", "back_to_contact")
    )
    visit = browser(cast.submitter)
    assert f'href="{ask}?next=' in talk(cast.submitter, idea)
    said = visit.get(ask).content.decode()
    for words in (
        "Mona Manager then holds the talk in place of Logistics Coordinator 1",
        "writes the notes",
        "no message from before",
        "go back to your contact at any time",
    ):
        assert words in said, words
    where = reverse("talk", args=[idea.public_id])
    sending = {"key": "", "next": where}
    assert visit.post(ask, sending)["Location"] == where
    assert owner_of(idea) == cast.manager
    after = talk(cast.submitter, idea)
    assert f'href="{back}?next=' in after
    assert ask not in after
    assert "Logistics Coordinator 1 then talks with you again" in visit.get(back).content.decode()
    assert visit.post(back, sending)["Location"] == where
    assert owner_of(idea) == cast.coordinator1
    assert "Talk with somebody else" in talk(cast.submitter, idea)


def test_click_that_comes_too_late_is_told_so(cast):
    idea = to_talk(cast)
    ask = reverse("act", args=[idea.public_id, "ask_for_manager"])
    User.objects.filter(pk=cast.manager.pk).update(is_active=False)
    answer = browser(cast.submitter).post(ask, {"key": ""})
    assert answer.status_code == 409
    assert "no line manager to talk with" in answer.content.decode()


def test_wish_is_an_event_of_the_submitter(cast):
    idea = with_manager(cast)
    event = Event.objects.get(idea=idea, kind="ask_for_manager")
    assert (event.actor, event.data["user_id"], event.data["old_id"]) == (
        cast.submitter,
        cast.manager.pk,
        cast.coordinator1.pk,
    )
