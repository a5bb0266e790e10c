"""How an idea ends (I1): by the record of a talk, of a declined one, of vain attempts, or in writing to a leaver."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from ideas import clock, deadlines
from ideas.calendars import Calendar
from ideas.conversation.booking import drop_account, talk_of
from ideas.models import Attempt, Channel, CloseKind, Conversation, Idea, Outcome, Record, Status
from ideas.rules import Refused
from ideas.workflow import acting, keeper, leave_appointment, move, note_down, told

DAYS = 3
"""Working days on which somebody tried: so at least as many attempts."""
CHANNELS = 2


def finish(idea: Idea, made: Record, kind: str, actor: Any, *, why: str = "", **data: Any) -> None:
    """Closes a locked idea with its record, or puts it on hold where that is the outcome."""
    Conversation.objects.filter(pk=made.conversation_id).update(state=Conversation.State.DONE)
    held = idea.outcome == Outcome.DEFERRED
    calendar = deadlines.calendar_of(idea)
    if not held and idea.first_closed_at is None:
        idea.first_closed_at, idea.first_close_kind = clock.now(), made.closes_as
    move(
        idea,
        Status.DEFERRED if held else Status.CLOSED,
        kind,
        actor,
        owner=keeper(idea) if held else None,
        due_at=deadlines.end_of(deadlines.working_day_from(idea.decision.defer_until, calendar), calendar)
        if held
        else None,
        why=why,
        record_id=made.pk,
        closes_as=made.closes_as,
        **data,
    )


def close_unconfirmed(idea: Idea) -> Record:
    """Closes as "held, unconfirmed" when the submitter has not answered in time. The sweep's verb."""
    with acting("close_unconfirmed", idea, None) as locked:
        made = talk_of(locked).record
        made.unconfirmed_at, made.closes_as = clock.now(), CloseKind.HELD_UNCONFIRMED
        made.save()
        finish(locked, made, "close_unconfirmed", None)
    return made


def decline_talk(idea: Idea, actor: Any, *, words: str = "") -> Record:
    """Needs no talk: the written result and this click are the record. The submitter may."""
    with acting("decline_talk", idea, actor) as locked:
        talk = talk_of(locked)
        gone = leave_appointment(talk) if talk.state == Conversation.State.BOOKED else None
        drop_account(talk)
        made = Record.objects.create(
            conversation=talk,
            kind=Record.Kind.DECLINED,
            answer_words=words.strip(),
            answered_at=clock.now(),
            filed_at=clock.now(),
            closes_as=CloseKind.DECLINED,
        )
        finish(
            locked, made, "decline_talk", actor, why=words.strip(), appointment_id=gone.pk if gone else None
        )
    return made


def missing_attempts(idea: Idea) -> Any:
    """Why nobody may give up yet, or nothing: three attempts on three working days and two channels come first.

    Whoever has an appointment is waited for until it has gone by; whoever is away, until they are back.
    """
    talk = talk_of(idea)
    if not tried_enough(talk.attempts.all(), deadlines.calendar_of(idea)):
        return _("Three attempts on three working days and two channels come first.")
    if talk.state == Conversation.State.BOOKED and talk.appointment.starts_at > clock.now():
        return _("There is an appointment; wait for it.")
    if not idea.submitter.is_present(clock.today(deadlines.zone_of(idea))) and idea.submitter.is_active:
        return _("The submitter is away until a known day; wait for it.")
    return None


def tried_enough(tries: Iterable[Attempt], calendar: Calendar) -> bool:
    """Whether somebody tried on three working days, and in two ways; days without work do not count."""
    counted = [one for one in tries if calendar.is_working_day(one.on)]
    return len({one.on for one in counted}) >= DAYS and len({one.channel for one in counted}) >= CHANNELS


def give_up(idea: Idea, actor: Any, *, account: str) -> Record:
    """Writes down what was tried; a second coordinator or an admin then confirms it. The partner may."""
    with acting("give_up", idea, actor) as locked:
        refusal = missing_attempts(locked)
        if refusal:
            raise Refused(refusal, "conflict", locked)
        talk = talk_of(locked)
        drop_account(talk)
        made = Record.objects.create(
            conversation=talk,
            kind=Record.Kind.UNREACHABLE,
            said=told(account),
            filed_by=actor,
            filed_at=clock.now(),
        )
        note_down(locked, "give_up", actor, record_id=made.pk, conversation_id=talk.pk)
    return made


def second_give_up(idea: Idea, actor: Any) -> Record:
    """Confirms that the submitter was not to be reached; the written result closes the idea. Coordinator, admin."""
    with acting("second_give_up", idea, actor) as locked:
        talk = talk_of(locked)
        made = Record.objects.filter(conversation=talk, kind=Record.Kind.UNREACHABLE, closes_as="").first()
        if made is None:
            raise Refused(_("There is no account of the attempts yet."), "conflict", locked)
        if made.filed_by_id == actor.pk:
            raise Refused(_("A second person has to confirm it."), "conflict", locked)
        if refusal := missing_attempts(locked):
            raise Refused(refusal, "conflict", locked)
        made.seconded_by, made.closes_as = actor, CloseKind.UNREACHABLE
        made.save()
        finish(locked, made, "second_give_up", actor)
    return made


def write_to_leaver(idea: Idea, actor: Any, *, said: str) -> Record:
    """Closes with the written result when the submitter has left. The partner may."""
    with acting("write_to_leaver", idea, actor) as locked:
        talk = talk_of(locked)
        drop_account(talk)
        made = Record.objects.create(
            conversation=talk,
            kind=Record.Kind.LEAVER,
            channel=Channel.WRITTEN,
            said=told(said),
            filed_by=actor,
            filed_at=clock.now(),
            closes_as=CloseKind.LEAVER,
        )
        finish(locked, made, "write_to_leaver", actor)
    return made
