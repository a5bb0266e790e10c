"""The conversation that ends every idea: times, appointment, attempts, record, answer.

Owns the talk from the result to the record; the status is moved by `workflow.move` alone. An idea closes here and
nowhere else, and only with a record (I1).
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ideas import clock, deadlines, routing, rules
from ideas.models import (
    Appointment,
    Attempt,
    Channel,
    CloseKind,
    CoAnswer,
    Conversation,
    Idea,
    Outcome,
    Record,
    Slot,
    Status,
    Survey,
)
from ideas.rules import Refused
from ideas.workflow import (
    Time,
    acting,
    add_slots,
    keeper,
    move,
    note_down,
    open_talk,
    pass_talk_on,
    possible_partners,
    reason,
    talk_due,
    told,
)

MOST_TALKS = 3
ATTEMPTS = DAYS = 3
CHANNELS = 2


def talk_of(idea: Idea) -> Conversation:
    """The talk under way; `Refused` when there is none."""
    talk = (
        idea.conversations.exclude(state=Conversation.State.DONE)
        .select_related("appointment", "partner")
        .first()
    )
    if talk is None:
        raise Refused(_("There is no talk under way."), "conflict", idea)
    return talk


def offer_slots(idea: Idea, actor: Any, *, times: Iterable[Time]) -> Conversation:
    """Offers times, in addition to those offered before. The partner or a coordinator."""
    with acting("offer_slots", idea, actor) as locked:
        talk = talk_of(locked)
        offered = add_slots(talk, times)
        if not offered:
            raise Refused(_("Offer one time at least."), "conflict", locked)
        locked.due_at = max(locked.due_at, talk_due(locked, True, talk.opened_at))
        note_down(locked, "offer_slots", actor, conversation_id=talk.pk, slot_count=offered)
    return talk


def book(idea: Idea, actor: Any, *, slot: Slot) -> Appointment:
    """Takes one of the times; booking again moves the appointment. The submitter may.

    The partner cannot have two appointments at once: whoever comes second is told so.
    """
    with acting("book", idea, actor) as locked:
        talk = talk_of(locked)
        chosen = talk.slots.filter(pk=slot.pk, starts_at__gt=clock.now()).first()
        if chosen is None:
            raise Refused(_("This time is no longer offered."), "conflict", locked)
        facts = {
            "partner": talk.partner,
            "starts_at": chosen.starts_at,
            "minutes": chosen.minutes,
            "channel": chosen.channel,
            "place": chosen.place,
        }
        if talk.appointment:
            Appointment.objects.filter(pk=talk.appointment_id).update(
                **facts, sequence=talk.appointment.sequence + 1, state=Appointment.State.BOOKED
            )
            talk.appointment.refresh_from_db()
        else:
            talk.appointment = Appointment.objects.create(**facts)
        talk.state, talk.channel = Conversation.State.BOOKED, chosen.channel
        talk.save()
        _drop_account(talk)
        note_down(locked, "book", actor, appointment_id=talk.appointment.pk, conversation_id=talk.pk)
    return talk.appointment


def _drop_account(talk: Conversation) -> None:
    """Somebody who books or asks for another way is reachable: an account of vain attempts is void."""
    Record.objects.filter(conversation=talk, kind=Record.Kind.UNREACHABLE, closes_as="").delete()


def cancel_booking(idea: Idea, actor: Any, *, why: str = "") -> Conversation:
    """Cancels the appointment; the other times stay open. Submitter or partner."""
    with acting("cancel_booking", idea, actor) as locked:
        talk = talk_of(locked)
        if talk.state != Conversation.State.BOOKED:
            raise Refused(_("There is no appointment to cancel."), "conflict", locked)
        gone = _cancel(talk)
        note_down(
            locked, "cancel_booking", actor, why=why.strip(), appointment_id=gone.pk, conversation_id=talk.pk
        )
    return talk


def _cancel(talk: Conversation, state: str = Appointment.State.CANCELLED) -> Appointment:
    gone = talk.appointment
    gone.state, gone.sequence = state, gone.sequence + 1
    gone.save()
    talk.slots.filter(starts_at=gone.starts_at).delete()
    talk.appointment, talk.state = None, Conversation.State.ARRANGING
    talk.save()
    return gone


def choose_channel(idea: Idea, actor: Any, *, channel: str, words: str = "") -> Conversation:
    """Asks for another way to talk, in writing too; a booked time is cancelled. The submitter may."""
    with acting("choose_channel", idea, actor) as locked:
        talk = talk_of(locked)
        gone = _cancel(talk).pk if talk.state == Conversation.State.BOOKED else None
        talk.channel = channel
        talk.save(update_fields=["channel"])
        _drop_account(talk)
        note_down(
            locked,
            "choose_channel",
            actor,
            why=words.strip(),
            conversation_id=talk.pk,
            channel=channel,
            appointment_id=gone,
        )
    return talk


def change_partner(idea: Idea, actor: Any, *, to: Any, why: str) -> Conversation:
    """Another partner holds the talk; what was offered or booked is off. A coordinator may, with a reason."""
    why = reason(why)
    with acting("change_partner", idea, actor) as locked:
        talk = talk_of(locked)
        others = {p.pk for p in possible_partners(locked)}
        if to.pk not in others and not rules.is_coordinator(rules.standing(to, locked)):
            raise Refused(_("This person cannot hold the talk."), "conflict", locked)
        old = talk.partner_id
        gone = talk.appointment_id if talk.state == Conversation.State.BOOKED else None
        locked.owner = to
        Idea.objects.filter(pk=locked.pk).update(owner=to)
        pass_talk_on(talk, to)
        note_down(
            locked,
            "change_partner",
            actor,
            why=why,
            user_id=to.pk,
            user_name=to.name,
            old_id=old,
            conversation_id=talk.pk,
            appointment_id=gone,
        )
    return talk


def attempt(idea: Idea, actor: Any, *, channel: str, note: str = "") -> Attempt:
    """Notes a try to reach the submitter; an appointment gone by to which nobody came counts as one. The partner."""
    with acting("attempt", idea, actor) as locked:
        return _attempt(locked, talk_of(locked), actor, channel, note)


def _attempt(idea: Idea, talk: Conversation, actor: Any, channel: str, note: str) -> Attempt:
    made = Attempt.objects.create(
        conversation=talk,
        at=clock.now(),
        on=clock.today(deadlines.zone_of(idea)),
        channel=channel,
        by=actor,
        note=note.strip(),
    )
    missed = talk.state == Conversation.State.BOOKED and talk.appointment.starts_at <= clock.now()
    if missed:
        _cancel(talk, Appointment.State.NO_SHOW)
    note_down(
        idea,
        "attempt",
        actor,
        why=made.note,
        attempt_id=made.pk,
        conversation_id=talk.pk,
        channel=channel,
        missed=missed,
    )
    return made


def note_unbooked(idea: Idea) -> Attempt:
    """Times were offered and none taken within three working days: counts as an attempt. The sweep's."""
    with acting("note_unbooked", idea, None) as locked:
        talk = talk_of(locked)
        if talk.state != Conversation.State.ARRANGING or talk.attempts.filter(by=None).exists():
            raise Refused(_("It has been counted already."), "conflict", locked)
        return _attempt(locked, talk, None, Channel.WRITTEN, "")


def record(
    idea: Idea,
    actor: Any,
    *,
    said: str,
    thanks: str,
    next_step: str,
    agreed: str = "",
    agreed_by: str = "",
    agreed_until: date | None = None,
    channel: str = "",
    held_at: datetime | None = None,
) -> Record:
    """Files the notes of the talk and sends them to the submitter to check. The partner may; filing confirms it."""
    with acting("record", idea, actor) as locked:
        talk = talk_of(locked)
        held_at = held_at or clock.now()
        if held_at > clock.now():
            raise Refused(_("Notes are written after the talk."), "conflict", locked)
        _drop_account(talk)
        made = Record.objects.create(
            conversation=talk,
            kind=Record.Kind.HELD,
            held_at=held_at,
            channel=channel or talk.channel,
            said=told(said),
            agreed=agreed.strip(),
            agreed_by=agreed_by.strip(),
            agreed_until=agreed_until,
            thanks=told(thanks),
            next_step=told(next_step),
            filed_by=actor,
            filed_at=clock.now(),
        )
        talk.state = Conversation.State.RECORDED
        talk.save(update_fields=["state"])
        Appointment.objects.filter(pk=talk.appointment_id, state="booked").update(
            state=Appointment.State.HELD
        )
        move(locked, Status.CONFIRMING, "record", actor, owner=talk.partner, record_id=made.pk)
    return made


def confirm(idea: Idea, actor: Any, *, answer: str, words: str = "") -> Record:
    """The submitter's answer to the notes: agree and disagree close the idea, not understood reopens the talk.

    The third talk is with another partner; after it the answers are agree or disagree.
    """
    with acting("confirm", idea, actor) as locked:
        talk = talk_of(locked)
        made = talk.record
        if answer not in Record.Answer.values:
            raise Refused(_("Choose an answer."), "conflict", locked)
        again = answer == Record.Answer.NOT_UNDERSTOOD
        if again and talk.number >= MOST_TALKS:
            raise Refused(
                _("After the third talk, please say whether you agree or disagree."), "conflict", locked
            )
        made.answer, made.answer_words, made.answered_at = answer, words.strip(), clock.now()
        made.closes_as = "" if again else CloseKind.HELD_CONFIRMED
        made.save()
        if again:
            _talk_again(locked, talk, actor, "confirm", words.strip(), record_id=made.pk, answer=answer)
        else:
            finish(locked, made, "confirm", actor, why=made.answer_words, answer=answer)
    return made


def _talk_again(
    idea: Idea, talk: Conversation, actor: Any, kind: str, unclear: str, **data: Any
) -> Conversation:
    """Opens the next talk of the round; from the third on with another partner."""
    talk.state = Conversation.State.DONE
    talk.save(update_fields=["state"])
    partner = _next_partner(idea, talk)
    opened = open_talk(idea, partner, [], unclear=unclear, channel=talk.channel)
    due = talk_due(idea, offered=False)
    move(
        idea,
        Status.CONVERSATION,
        kind,
        actor,
        owner=partner,
        due_at=due,
        why=unclear,
        conversation_id=opened.pk,
        **data,
    )
    return opened


def _next_partner(idea: Idea, talk: Conversation) -> Any:
    if talk.number + 1 < MOST_TALKS and talk.partner.is_active:
        return talk.partner
    others = [p for p in possible_partners(idea) if p.pk != talk.partner_id]
    return others[0] if others else routing.coordinator_for(idea, avoid=[talk.partner_id])


def finish(idea: Idea, made: Record, kind: str, actor: Any, *, why: str = "", **data: Any) -> None:
    """Closes a locked idea with its record, or puts it on hold where that is the outcome."""
    Conversation.objects.filter(pk=made.conversation_id).update(state=Conversation.State.DONE)
    held = idea.outcome == Outcome.DEFERRED
    zone = deadlines.zone_of(idea)
    if not held and idea.first_closed_at is None:
        idea.first_closed_at, idea.first_close_kind = clock.now(), made.closes_as
    move(
        idea,
        Status.DEFERRED if held else Status.CLOSED,
        kind,
        actor,
        owner=keeper(idea) if held else None,
        due_at=deadlines.end_of(deadlines.working_day_from(idea.decision.defer_until), zone)
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
        if talk.state == Conversation.State.BOOKED:
            _cancel(talk)
        _drop_account(talk)
        made = Record.objects.create(
            conversation=talk,
            kind=Record.Kind.DECLINED,
            answer_words=words.strip(),
            answered_at=clock.now(),
            filed_at=clock.now(),
            closes_as=CloseKind.DECLINED,
        )
        finish(locked, made, "decline_talk", actor, why=words.strip())
    return made


def missing_attempts(idea: Idea) -> Any:
    """Why nobody may give up yet, or nothing: three attempts on three working days and two channels come first."""
    tries = list(talk_of(idea).attempts.all())
    if (
        len(tries) < ATTEMPTS
        or len({t.on for t in tries}) < DAYS
        or len({t.channel for t in tries}) < CHANNELS
    ):
        return _("Three attempts on three working days and two channels come first.")
    if not idea.submitter.is_present(clock.today(deadlines.zone_of(idea))) and idea.submitter.is_active:
        return _("The submitter is away until a known day; wait for it.")
    return None


def give_up(idea: Idea, actor: Any, *, account: str) -> Record:
    """Writes down what was tried; a second coordinator or an admin then confirms it. The partner may."""
    with acting("give_up", idea, actor) as locked:
        refusal = missing_attempts(locked)
        if refusal:
            raise Refused(refusal, "conflict", locked)
        talk = talk_of(locked)
        _drop_account(talk)
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
        made.seconded_by, made.closes_as = actor, CloseKind.UNREACHABLE
        made.save()
        finish(locked, made, "second_give_up", actor)
    return made


def write_to_leaver(idea: Idea, actor: Any, *, said: str) -> Record:
    """Closes with the written result when the submitter has left. The partner may."""
    with acting("write_to_leaver", idea, actor) as locked:
        talk = talk_of(locked)
        _drop_account(talk)
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


def co_answer(idea: Idea, actor: Any, *, answer: str, words: str = "") -> CoAnswer:
    """A co-submitter's answer to the record; it stands beside and moves nothing."""
    if answer not in Record.Answer.values:
        raise Refused(_("Choose an answer."))
    with acting("co_answer", idea, actor) as locked:
        last = last_record(locked)
        if last is None:
            raise Refused(_("There are no notes to answer."), "conflict", locked)
        made, _new = CoAnswer.objects.update_or_create(
            record=last,
            user=actor,
            defaults={"answer": answer, "words": words.strip(), "answered_at": clock.now()},
        )
        note_down(locked, "co_answer", actor, record_id=last.pk, answer=answer)
    return made


def last_record(idea: Idea) -> Record | None:
    """The record of the latest talk that has one."""
    return (
        Record.objects.filter(conversation__idea=idea)
        .select_related("conversation")
        .order_by("-conversation__round__number", "-conversation__number")
        .first()
    )


def reopen(idea: Idea, actor: Any, *, words: str = "") -> Conversation:
    """Opens the talk of an idea that was closed without the submitter's answer: once, within 90 days."""
    with acting("reopen", idea, actor) as locked:
        made = last_record(locked)
        if made is None:
            raise Refused(_("There are no notes to answer."), "conflict", locked)
        made.reopened_at = clock.now()
        made.save(update_fields=["reopened_at"])
        return _talk_again(locked, made.conversation, actor, "reopen", words.strip(), record_id=made.pk)


def answer_survey(
    idea: Idea,
    actor: Any,
    *,
    understood: int | None = None,
    fair: int | None = None,
    again: int | None = None,
    words: str = "",
) -> Survey:
    """Voluntary, once a record: understood why and treated fairly (1 to 5), would hand in again (0 to 10)."""
    with acting("answer_survey", idea, actor) as locked:
        last = last_record(locked)
        if last is None or Survey.objects.filter(record=last).exists():
            raise Refused(_("Thank you, you have answered already."), "conflict", locked)
        made = Survey.objects.create(
            record=last,
            understood=understood,
            fair=fair,
            again=again,
            words=words.strip(),
            answered_at=clock.now(),
        )
        note_down(locked, "answer_survey", actor)
    return made
