"""How a talk is arranged: times, appointment, another way, another partner, attempts. Moves no status."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from ideas import clock, deadlines, rules
from ideas.models import (
    Appointment,
    Attempt,
    Channel,
    Conversation,
    Idea,
    Record,
    Slot,
)
from ideas.rules import Refused
from ideas.workflow import (
    Time,
    acting,
    add_slots,
    note_down,
    pass_talk_on,
    possible_partners,
    reason,
    talk_due,
)


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
        drop_account(talk)
        note_down(locked, "book", actor, appointment_id=talk.appointment.pk, conversation_id=talk.pk)
    return talk.appointment


def drop_account(talk: Conversation) -> None:
    """Somebody who books or asks for another way is reachable: an account of vain attempts is void."""
    Record.objects.filter(conversation=talk, kind=Record.Kind.UNREACHABLE, closes_as="").delete()


def cancel_booking(idea: Idea, actor: Any, *, why: str = "") -> Conversation:
    """Cancels the appointment; the other times stay open. Submitter or partner."""
    with acting("cancel_booking", idea, actor) as locked:
        talk = talk_of(locked)
        if talk.state != Conversation.State.BOOKED:
            raise Refused(_("There is no appointment to cancel."), "conflict", locked)
        gone = cancel(talk)
        note_down(
            locked, "cancel_booking", actor, why=why.strip(), appointment_id=gone.pk, conversation_id=talk.pk
        )
    return talk


def cancel(talk: Conversation, state: str = Appointment.State.CANCELLED) -> Appointment:
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
        gone = cancel(talk).pk if talk.state == Conversation.State.BOOKED else None
        talk.channel = channel
        talk.save(update_fields=["channel"])
        drop_account(talk)
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
        locked.owner = to
        Idea.objects.filter(pk=locked.pk).update(owner=to)
        gone = pass_talk_on(talk, to)
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
        cancel(talk, Appointment.State.NO_SHOW)
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
