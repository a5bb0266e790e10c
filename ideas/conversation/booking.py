"""The appointment: a time is taken, moved, called off, or nobody came; for one idea, or for several of one person.

Each idea keeps its own talk, record and events; what happens to an appointment happens to all talks that have it.
Moves no status.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ideas import clock, deadlines
from ideas.models import Appointment, Attempt, Channel, Conversation, Idea, Record, Slot, Status
from ideas.rules import Refused
from ideas.workflow import acting, due_to_offer, leave_appointment, note_down

LONGEST = 60
"""Minutes that an appointment takes at most, however many ideas it is about."""
LOCK = 7233003
"""The kind of lock under which bookings with one partner are counted."""


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


def drop_account(talk: Conversation) -> None:
    """Somebody who books or asks for another way is reachable: an account of vain attempts is void."""
    Record.objects.filter(conversation=talk, kind=Record.Kind.UNREACHABLE, closes_as="").delete()


def others_to_arrange(idea: Idea) -> QuerySet[Idea]:
    """Further ideas of this submitter whose talks the partner of this one has to arrange, while this one is, too."""
    arranging = Conversation.objects.filter(state=Conversation.State.ARRANGING)
    theirs = arranging.filter(
        partner__in=arranging.filter(idea=idea.pk).values("partner"),
        idea__submitter=idea.submitter_id,
        idea__status=Status.CONVERSATION,
    )
    others = theirs.exclude(channel=Channel.WRITTEN).exclude(idea=idea.pk)
    return Idea.objects.filter(pk__in=others.values("idea")).order_by("pk")


def sharing(idea: Idea) -> list[int]:
    """Ids of the other ideas that have the appointment of this one and no notes yet."""
    booked = Conversation.State.BOOKED
    mine = Conversation.objects.filter(idea=idea.pk, state=booked).values("appointment")
    rows = Conversation.objects.filter(appointment__in=mine, state=booked).exclude(idea=idea.pk)
    return sorted(rows.values_list("idea", flat=True))


@contextmanager
def acting_together(
    verb: str, idea: Idea, actor: Any, also: Iterable[Idea] = ()
) -> Iterator[tuple[Idea, list[Idea]]]:
    """The idea as `acting` gives it, and those that share its appointment or are to; all locked, in one order.

    Who may act on the one may act on the others: submitter and partner are the same. Raises `Refused`.
    """
    with transaction.atomic():
        asked = {idea.pk, *sharing(idea), *(one.pk for one in also)}
        list(Idea.objects.select_for_update(of=("self",)).filter(pk__in=asked).order_by("pk").only("pk"))
        with acting(verb, idea, actor) as locked:
            if not asked.issuperset(sharing(locked)):
                raise Refused(_("This idea has moved on since you opened it."), "conflict", locked)
            yield locked, [Idea.objects.locked(pk) for pk in sorted(asked - {locked.pk})]


def book(idea: Idea, actor: Any, *, slot: Slot, also: Iterable[Idea] = ()) -> Appointment:
    """Takes one of the times the other side named; booking again moves the appointment. Submitter or partner.

    `also`: further ideas of the submitter whose talks with this partner are to be arranged; they are talked about at
    the same time. The partner cannot have two appointments at once, not even in part: the second is told so.
    """
    with acting_together("book", idea, actor, also) as (locked, others):
        talk = talk_of(locked)
        chosen = _named_by_the_other_side(locked, talk, actor, slot)
        talks = [talk, *(_beside(other, talk) for other in others)]
        minutes = min(chosen.minutes * len(talks), LONGEST)
        _check_free(talk, chosen.starts_at, minutes)
        booked = _appointed(talk, chosen, minutes)
        for one in talks:
            one.appointment, one.state, one.channel = booked, Conversation.State.BOOKED, chosen.channel
            one.save()
            drop_account(one)
        _note_down_all("book", actor, locked, others, talks, appointment_id=booked.pk)
    return booked


def _named_by_the_other_side(idea: Idea, talk: Conversation, actor: Any, slot: Slot) -> Slot:
    """The submitter takes what was offered, the partner what the submitter suggested."""
    theirs = actor.pk != idea.submitter_id
    chosen = talk.slots.filter(pk=slot.pk, starts_at__gt=clock.now(), by_submitter=theirs).first()
    if chosen is None:
        raise Refused(_("This time is no longer offered."), "conflict", idea)
    return chosen


def _beside(idea: Idea, talk: Conversation) -> Conversation:
    """The talk of another idea, if it can have the same appointment."""
    other = talk_of(idea)
    shares = other.appointment_id is not None and other.appointment_id == talk.appointment_id
    fits = (
        idea.status == Status.CONVERSATION
        and other.state == Conversation.State.ARRANGING
        and other.partner_id == talk.partner_id
        and idea.submitter_id == talk.idea.submitter_id
    )
    if not (shares or fits):
        words = _("No. %(number)s cannot be talked about at the same time any more.")
        raise Refused(words % {"number": idea.number}, "conflict", idea)
    return other


def _check_free(talk: Conversation, starts_at: datetime, minutes: int) -> None:
    """The partner has no other appointment then; bookings with one partner are looked at one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, talk.partner_id % 2**31])
    ends_at, earliest = starts_at + timedelta(minutes=minutes), starts_at - timedelta(minutes=LONGEST)
    near = Appointment.objects.filter(
        partner=talk.partner_id,
        state=Appointment.State.BOOKED,
        starts_at__gt=earliest,
        starts_at__lt=ends_at,
    ).exclude(pk=talk.appointment_id)
    if any(one.starts_at + timedelta(minutes=one.minutes) > starts_at for one in near):
        raise Refused(_("This time has just been taken. Please choose another one."), "conflict", talk.idea)


def _appointed(talk: Conversation, chosen: Slot, minutes: int) -> Appointment:
    """The appointment at this time: that of the talk, moved, or a new one."""
    facts = {
        "partner": talk.partner,
        "starts_at": chosen.starts_at,
        "minutes": minutes,
        "channel": chosen.channel,
        "place": chosen.place,
    }
    held = talk.appointment
    if held is None or held.state != Appointment.State.BOOKED:
        return Appointment.objects.create(**facts)
    Appointment.objects.filter(pk=held.pk).update(**facts, sequence=held.sequence + 1)
    held.refresh_from_db()
    return held


def _note_down_all(
    kind: str, actor: Any, idea: Idea, others: list[Idea], talks: list[Conversation], **data: Any
) -> None:
    """An event for each idea; only that of the first tells of the appointment, with the numbers of all."""
    if others:
        data["numbers"] = sorted(one.number or 0 for one in (idea, *others))
    why = data.pop("why", "")
    note_down(idea, kind, actor, why=why, conversation_id=talks[0].pk, **data)
    for other, talk in zip(others, talks[1:], strict=True):
        note_down(other, kind, actor, why=why, conversation_id=talk.pk, along_id=idea.pk, **data)


def cancel_booking(idea: Idea, actor: Any, *, why: str = "") -> Conversation:
    """Calls the appointment off, for all ideas it is about; the other times stay open. Submitter or partner."""
    with acting_together("cancel_booking", idea, actor) as (locked, others):
        talk = talk_of(locked)
        if talk.state != Conversation.State.BOOKED:
            raise Refused(_("There is no appointment to cancel."), "conflict", locked)
        talks = [talk, *(talk_of(other) for other in others)]
        gone = _ended(talks, Appointment.State.CANCELLED)
        for one, of in zip((locked, *others), talks, strict=True):
            due_to_offer(one, of)
        _note_down_all("cancel_booking", actor, locked, others, talks, why=why.strip(), appointment_id=gone)
    return talk


def _ended(talks: list[Conversation], state: str) -> int | None:
    """No talk has the appointment any more; gives its id, unless it was held for another idea."""
    gone = [leave_appointment(talk, state) for talk in talks][-1]
    return gone.pk if gone else None


def attempt(idea: Idea, actor: Any, *, channel: str, note: str = "") -> Attempt:
    """Notes a try to reach the submitter; an appointment gone by to which nobody came counts as one. The partner.

    Where nobody came to an appointment about several ideas, it counts for each of them.
    """
    with acting_together("attempt", idea, actor) as (locked, others):
        talk = talk_of(locked)
        missed = talk.state == Conversation.State.BOOKED and talk.appointment.starts_at <= clock.now()
        beside = others if missed else []
        talks = [talk, *(talk_of(other) for other in beside)]
        if missed:
            _ended(talks, Appointment.State.NO_SHOW)
            for one, of in zip((locked, *beside), talks, strict=True):
                due_to_offer(one, of)
        tries = [tried(one, actor, channel, note) for one in talks]
        for at, one in enumerate((locked, *beside)):
            note_attempt(one, tries[at], actor, missed=missed)
    return tries[0]


def tried(talk: Conversation, actor: Any, channel: str, note: str = "") -> Attempt:
    """One try, on this day of the lead department."""
    return Attempt.objects.create(
        conversation=talk,
        at=clock.now(),
        on=clock.today(deadlines.zone_of(talk.idea)),
        channel=channel,
        by=actor,
        note=note.strip(),
    )


def note_attempt(idea: Idea, made: Attempt, actor: Any, *, missed: bool = False) -> None:
    """The event of a try."""
    note_down(
        idea,
        "attempt",
        actor,
        why=made.note,
        attempt_id=made.pk,
        conversation_id=made.conversation_id,
        channel=made.channel,
        missed=missed,
    )
