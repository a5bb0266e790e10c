"""Whole journeys through the verbs, so that every kind of event has happened at least once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.test import override_settings

from accounts.models import User
from ideas import clock, conversation, deadlines, files, workflow
from ideas.calendars import Calendar
from ideas.models import AgreedPoint, Idea, Slot
from ideas.workflow import Agreed, Time
from tests.factories import (
    Cast,
    experts_of,
    file_reviews,
    free_time,
    held_by,
    make_cast,
    make_decision,
    make_draft,
    make_idea,
    make_record,
    notes,
    other_coordinator,
    owner_of,
    unique,
)
from tests.uploads import sent

ZONE = "Europe/Berlin"


def fresh(idea: Idea) -> Idea:
    """The idea as it is now."""
    return Idea.objects.get(pk=idea.pk)


def working_day(days: int) -> datetime:
    """Ten o'clock, so many working days from now."""
    return deadlines.in_working_days(days, Calendar(ZONE)) - timedelta(hours=8)


def some_day(days: int = 20) -> date:
    """A day to come."""
    return clock.today() + timedelta(days=days)


def book(idea: Idea) -> None:
    """The submitter takes the first time offered."""
    offered = Slot.objects.filter(conversation__idea=idea, by_submitter=False)
    slot = offered.order_by("starts_at").first()
    conversation.book(idea, fresh(idea).submitter, slot=slot)


def booked(cast: Cast, outcome: str = "declined", **fields: Any) -> Idea:
    """An idea that is decided, and the time of its talk is taken."""
    idea = make_idea(cast, "deciding", **fields)
    make_decision(cast, idea, outcome, times=[Time(free_time(), place="break room")])
    book(idea)
    return fresh(idea)


def smooth_way(cast: Cast, outcome: str = "declined", **fields: Any) -> Idea:
    """An idea on which nothing goes wrong, from handing in to closing, with a talk that is booked."""
    idea = booked(cast, outcome, **fields)
    make_record(idea)
    conversation.confirm(idea, idea.submitter, answer="agree", words=f"Fine. {unique('answer')}")
    return fresh(idea)


def among_people(cast: Cast) -> Idea:
    """Co-submitters, questions, hand-overs, notes, messages, moved dates: an idea still in review."""
    idea = make_idea(cast, "in_review")
    sam, boss = cast.submitter, owner_of(idea)
    workflow.invite_cosubmitter(idea, sam, user=cast.colleague)
    workflow.join(idea, cast.colleague)
    workflow.invite_cosubmitter(idea, sam, user=cast.bystander)
    workflow.decline_joining(idea, cast.bystander)
    workflow.set_visibility(idea, sam, visibility="everyone", show_name=True)
    first, second = experts_of(idea)
    free = [p for p in (cast.expert1, cast.expert2, cast.expert3, cast.expert4) if p not in (first, second)]
    workflow.ask(idea, first, text=f"Which gate? {unique('question')}")
    workflow.answer(idea, boss, text="The one at the back.", by_phone=True)
    asked = workflow.ask(idea, second, text=f"How often? {unique('question')}")
    workflow.take_back_question(idea, second, question=asked)
    workflow.hand_over(idea, first, to=free[0], why=f"Not mine. {unique('handover')}")
    workflow.decline_hand_over(idea, free[0], why=f"Nor mine. {unique('handover')}")
    workflow.hand_over(idea, first, to=free[1], why=f"Not mine. {unique('handover')}")
    workflow.accept_hand_over(idea, free[1])
    workflow.assign(idea, boss, reviewers=[free[0]])
    extra = idea.assignments.get(reviewer=free[0], state="open")
    workflow.release(idea, boss, assignment=extra, why=f"Enough. {unique('release')}")
    workflow.note(idea, boss, text=f"Careful. {unique('note')}")
    workflow.message(idea, boss, text="We are on it.")
    workflow.message(idea, sam, text="Good to hear.")
    workflow.knock(idea, cast.colleague)
    workflow.answer_knock(idea, boss, text=f"The yard is measured. {unique('stands')}")
    workflow.attach(idea, sam, files=[files.check(sent(b"Tue 14, Wed 17", "lorries.txt"))])
    workflow.detach(idea, boss, file=idea.attachments.get())
    workflow.report_hazard(idea, boss, why="The gate falls shut.")
    workflow.settle_hazard(idea, cast.office1, done="The gate is locked.")
    workflow.unglance(idea, boss)
    workflow.glance(idea, boss)
    workflow.move_due(idea, boss, on=some_day(12), why="The yard is closed.")
    workflow.move_promise(idea, boss, on=some_day(60), why="The yard is closed.")
    to = other_coordinator(cast, boss)
    workflow.entrust(idea, boss, to=to, why=f"Away. {unique('entrust')}")
    return fresh(idea)


def talked_about(cast: Cast) -> Idea:
    """Colleagues comment; one comment is reported and stays, another one goes."""
    idea = make_idea(cast)
    first = workflow.comment(idea, cast.employee, text=f"@Colleague Example sees it too. {unique('comment')}")
    workflow.comment(idea, cast.submitter, text=f"Good. {unique('comment')}")
    rude = workflow.comment(idea, cast.bystander, text=f"Nonsense. {unique('gone')}")
    for comment in (first, rude):
        workflow.report_comment(idea, cast.it_expert1, comment=comment, why=f"Hm. {unique('reported')}")
    workflow.settle_report(idea, owner_of(idea), comment=first)
    workflow.remove_comment(idea, owner_of(idea), comment=rude, why=f"Rude. {unique('removal')}")
    return fresh(idea)


def discussed(idea: Idea) -> User:
    """Views that differ and a discussion without agreement, noted by its coordinator, who is given."""
    file_reviews(idea, "adopt", "decline")
    coordinator = owner_of(idea)
    workflow.note(idea, coordinator, text=f"Which gate? {unique('note')}", criterion="recommendation")
    workflow.conclude(
        idea, coordinator, text=f"Both. {unique('note')}", consensus=False, held=held_by(fresh(idea))
    )
    return coordinator


def discussed_and_adopted(cast: Cast, idea: Idea) -> Idea:
    """A discussion, a yes, and a talk with every detour; closed in the end."""
    coordinator = discussed(idea)
    workflow.discuss(idea, owner_of(idea), why=f"Once more. {unique('discuss')}")
    workflow.conclude(idea, coordinator, text=f"Yes. {unique('note')}", consensus=True)
    workflow.follow(idea, cast.employee)
    make_decision(cast, idea, "adopted", times=[], implementer=cast.it_expert1)
    sam, partner = cast.submitter, owner_of(idea)
    conversation.invite_to_suggest(idea, partner)
    conversation.suggest_slots(idea, sam, times=[Time(working_day(2))])
    conversation.offer_slots(idea, partner, times=[Time(working_day(n)) for n in (3, 4)])
    book(idea)
    conversation.cancel_booking(idea, sam, why="Ill.")
    book(idea)
    conversation.choose_channel(idea, sam, channel="phone", words="Rather by phone.")
    conversation.ask_for_manager(idea, sam)
    conversation.back_to_contact(idea, sam)
    conversation.ask_for_partner(idea, sam)
    other = other_coordinator(cast, owner_of(idea))
    conversation.change_partner(idea, other, to=other, why=f"I know it. {unique('partner')}")
    conversation.attempt(idea, other, channel="phone", note=f"Voicemail. {unique('attempt')}")
    make_record(idea)
    conversation.confirm(idea, sam, answer="not_understood", words="Why so late?")
    settle_points(cast, idea)
    conversation.co_answer(idea, cast.colleague, answer="agree")
    conversation.answer_survey(idea, sam, understood=5, fair=5, again=9, call_me=True)
    workflow.credit(idea, sam)
    workflow.uncredit(idea, sam)
    workflow.report_news(
        idea, cast.it_expert1, state="in_work", text="The signs are ordered.", next_news_on=some_day(50)
    )
    workflow.thank(idea, sam, text=f"I had not thought of the wind. {unique('thanks')}")
    workflow.leave(idea, cast.colleague)
    return fresh(idea)


def settle_points(cast: Cast, idea: Idea) -> None:
    """Notes that are corrected, confirmed and added to; what was agreed is handed on, and something comes of it."""
    sam, partner = cast.submitter, owner_of(idea)
    agreed = [
        Agreed(f"Count the lorries. {unique('agreed')}", cast.it_expert1, due_on=some_day()),
        Agreed(f"Send an offer. {unique('agreed')}", owner_name="The painter", due_on=some_day(30)),
    ]
    make_record(idea, points=agreed)
    why = f"I had forgotten the painter. {unique('corrected')}"
    conversation.revise_record(idea, partner, why=why, **notes(points=agreed))
    conversation.confirm(idea, sam, answer="agree")
    conversation.add_to_record(idea, cast.colleague, text=f"Both gates, by the way. {unique('added')}")
    mine, painters = AgreedPoint.objects.of_idea(idea).filter(settled_at=None).order_by("pk")
    workflow.hand_point_on(idea, cast.it_expert1, point=mine, to=cast.employee, why="She counts them anyway.")
    workflow.settle_point(idea, cast.employee, point=mine, result=f"Forty a day. {unique('result')}")
    workflow.settle_point(idea, partner, point=painters, result=f"The offer is here. {unique('result')}")


def dropped_after_all(cast: Cast, *, talk: bool = True) -> Idea:
    """Adopted, handed on, and not carried out after all; talked about once more, or no talk was needed."""
    idea = smooth_way(cast, "adopted_in_part")
    workflow.hand_work_on(idea, cast.colleague, to=cast.it_expert1, why=f"She is nearer. {unique('handed')}")
    workflow.report_news(idea, cast.it_expert1, state="not_carried_out", text="The hall is given up.")
    if talk:
        owed = idea.follow_ups.get()
        workflow.hold_follow_up(idea, owed.owner, kind="held", text=f"The new hall has it. {unique('again')}")
    else:
        workflow.decline_follow_up(idea, cast.submitter, words="I know, thank you.")
    return fresh(idea)


def appealed(cast: Cast) -> Idea:
    """Declined, looked at again, and a panel of two has still to be heard."""
    idea = smooth_way(cast)
    point = workflow.points_of(idea)[0].text
    workflow.appeal(idea, cast.submitter, why=f"The gate was moved. {unique('why')}", points=[point])
    with override_settings(APPEAL_PANEL=2):
        file_reviews(idea, "adopt", "adopt")
    return fresh(idea)


def heard_on_appeal(cast: Cast) -> Idea:
    """Looked at again with a panel: one of it is heard, the other not in time."""
    idea = appealed(cast)
    away = idea.panel.order_by("pk").last()
    workflow.replace_seat(idea, idea.coordinator, seat=away, why=f"On a journey. {unique('seat')}")
    heard, late = idea.panel.filter(released_at=None).select_related("user").order_by("pk")
    workflow.speak(idea, heard.user, view="overturn", text=f"It was moved. {unique('panel')}")
    with clock.at(late.due_at + timedelta(minutes=1)):
        workflow.close_panel(idea)
    return fresh(idea)


def alike(cast: Cast) -> list[Idea]:
    """Two ideas were declined; a third one like them is adopted, and nobody has compared them yet."""
    words = {"title": "Mirror at the corner of hall four", "text": "Drivers overlook people at that corner."}
    before = [smooth_way(cast, submitter=cast.bystander, **words) for _n in range(2)]
    return [*before, smooth_way(cast, "adopted", **words)]


def came_true(cast: Cast) -> list[Idea]:
    """Of two ideas that were declined one came true in a third, the other is something else."""
    *before, idea = alike(cast)
    first, second = workflow.find_likeness(idea)
    workflow.confirm_likeness(idea, idea.coordinator, likeness=first)
    workflow.refuse_likeness(idea, idea.coordinator, likeness=second)
    return [fresh(one) for one in (*before, idea)]


def passed_on(cast: Cast) -> Idea:
    """Proposed, refused, proposed again, and passed on to an employee, who has not confirmed it."""
    idea = make_idea(cast, "triage")
    boss = owner_of(idea)
    second = other_coordinator(cast, boss)
    words = {"outcome": "passed_on", "reason_code": "not_our_task", "passed_to": cast.employee}
    workflow.propose(
        idea, boss, reason_text=f"A defect of the kind that the workshop mends. {unique('proposal')}", **words
    )
    workflow.refuse(idea, second, why=f"Rather not. {unique('refusal')}")
    workflow.propose(idea, boss, reason_text="It is a defect; the workshop sees to it on Monday.", **words)
    workflow.agree(idea, second)
    return fresh(idea)


def settled_at_triage(cast: Cast) -> Idea:
    """Passed on, received, and a second look asked for."""
    idea = passed_on(cast)
    workflow.confirm_receipt(idea, cast.employee)
    conversation.decline_talk(idea, cast.submitter, words="Clear enough.")
    workflow.appeal(idea, cast.submitter, why="It is not a defect.")
    return fresh(idea)


def tried_in_vain(idea: Idea) -> None:
    """Three attempts to reach the submitter, on three working days."""
    for days, channel in ((0, "phone"), (1, "written"), (2, "phone")):
        with clock.at(working_day(1 + days)):
            conversation.attempt(idea, owner_of(idea), channel=channel, note=unique("attempt"))


def joined_and_unreachable(cast: Cast, target: Idea) -> Idea:
    """Joined with another idea; nobody reaches its submitter."""
    idea = make_idea(cast, "in_review", submitter=cast.bystander)
    boss = owner_of(idea)
    second = other_coordinator(cast, boss)
    workflow.merge(idea, boss, target=target, reason_text="It is about the same gate, seen from inside.")
    workflow.agree(idea, second)
    partner = owner_of(idea)
    tried_in_vain(idea)
    with clock.at(working_day(5)):
        conversation.give_up(idea, partner, account=f"Called three times. {unique('account')}")
        conversation.second_give_up(idea, second if partner != second else boss)
    return fresh(idea)


def on_hold_and_back(cast: Cast) -> Idea:
    """Deferred, back by itself, withdrawn, taken up again."""
    idea = make_idea(cast, "deferred")
    with clock.at(idea.due_at + timedelta(minutes=1)):
        workflow.come_back(idea)
        workflow.withdraw(idea, cast.submitter, why="No longer needed.")
        workflow.take_up(idea, cast.submitter, why="Needed after all.")
    return fresh(idea)


def tried_again(cast: Cast, before: Idea) -> Idea:
    """After a no: improved, and handed in again."""
    draft = make_draft(cast.submitter, improves=before, department=cast.logistics)
    workflow.hand_in(draft, cast.submitter)
    return fresh(draft)


def closed_unanswered(cast: Cast) -> Idea:
    """A question nobody answered, and notes nobody answered."""
    idea = make_idea(cast, "in_review")
    workflow.ask(idea, experts_of(idea)[0], text=f"Which gate? {unique('question')}")
    file_reviews(idea, "adopt")
    idea = fresh(idea)
    with clock.at(idea.due_at + timedelta(minutes=1)):
        workflow.expire_questions(idea)
        make_decision(cast, idea, "declined")
        make_record(idea)
        idea = fresh(idea)
    with clock.at(idea.due_at + timedelta(minutes=1)):
        conversation.close_unconfirmed(idea)
    return fresh(idea)


def late_answers(cast: Cast) -> Idea:
    """Closed without an answer, and the talk opened again."""
    idea = closed_unanswered(cast)
    with clock.at(idea.closed_at):
        conversation.reopen(idea, cast.submitter, words="I was away.")
    return fresh(idea)


def moved_and_relieved(cast: Cast) -> Idea:
    """Another department, and an expert who leaves."""
    idea = make_idea(cast, "in_review")
    workflow.route(idea, owner_of(idea), department=cast.it, why=f"IT has it. {unique('route')}")
    gone: User = experts_of(idea)[0]
    workflow.relieve(gone, cast.admin, why=f"Left. {unique('relieve')}")
    waiting = idea.assignments.filter(state="open").order_by("pk")[0]
    with clock.at(waiting.due_at + timedelta(days=7)):
        workflow.take_over(idea, assignment=waiting)
    return fresh(idea)


def left_before_the_talk(cast: Cast) -> Idea:
    """Decided, and its submitter has left."""
    idea = make_idea(cast, "conversation", submitter=cast.it_expert4)
    User.objects.filter(pk=cast.it_expert4.pk).update(is_active=False)
    return fresh(idea)


def of_a_leaver(cast: Cast) -> Idea:
    """The submitter has left; the written result closes it."""
    idea = left_before_the_talk(cast)
    conversation.write_to_leaver(idea, owner_of(idea), said="The result in writing.")
    return fresh(idea)


def play_everything(cast: Cast) -> list[Idea]:
    """All journeys, one after the other."""
    target = make_idea(cast, "in_review")
    declined = smooth_way(cast)
    long = discussed_and_adopted(cast, among_people(cast))
    make_draft(cast.submitter)
    return [
        target,
        long,
        settled_at_triage(cast),
        joined_and_unreachable(cast, target),
        on_hold_and_back(cast),
        late_answers(cast),
        moved_and_relieved(cast),
        of_a_leaver(cast),
        talked_about(cast),
        smooth_way(cast, "adopted_in_part"),
        declined,
        tried_again(cast, declined),
        dropped_after_all(cast),
        dropped_after_all(cast, talk=False),
        heard_on_appeal(cast),
        *came_true(cast),
    ]


@dataclass(frozen=True)
class Played:
    """A company in which everything has happened."""

    cast: Cast
    ideas: list[Idea]


@contextmanager
def everything_played(blocker: Any) -> Iterator[Played]:
    """Plays everything once, for all tests of a module that only read; undone at its end."""
    with blocker.unblock(), transaction.atomic():
        cast = make_cast()
        yield Played(cast, play_everything(cast))
        transaction.set_rollback(True)
