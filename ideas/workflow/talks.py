"""How a talk begins: its partner and the times offered with the result. The talk itself is in `conversation`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from ideas import clock, deadlines, rules
from ideas.calendars import Calendar
from ideas.models import Appointment, Channel, Conversation, Idea, Slot
from ideas.rules import Refused
from ideas.workflow.moving import keeper

TIMES = (time(10, 0), time(13, 30), time(15, 0))
"""Hours at which times are suggested to whom nothing is known of: within what all shifts but the night work."""
HOURS: dict[str, tuple[time, ...]] = {
    User.Reach.EARLY: (time(8, 30), time(10, 0), time(12, 30)),
    User.Reach.LATE: (time(14, 30), time(15, 30), time(17, 0)),
    User.Reach.NIGHT: (time(5, 45),),
    User.Reach.DAYS: TIMES,
}
"""Hours within the paid time of each shift; the night is met before it goes home."""


MOST_SLOTS = 12
"""Times still to come that can stand to choose from in one talk."""


@dataclass(frozen=True)
class Time:
    """A time to talk, as offered."""

    starts_at: datetime
    channel: str = Channel.IN_PERSON
    place: str = ""
    minutes: int = 15


def open_talk(
    idea: Idea, partner: Any, times: Iterable[Time], *, unclear: str = "", channel: str = ""
) -> Conversation:
    """A new talk of this round with its partner and the times they offer. Raises `Refused` for a time gone by."""
    number = idea.conversations.filter(round=idea.round).count() + 1
    talk = Conversation.objects.create(
        idea=idea,
        round=idea.round,
        number=number,
        partner=partner,
        channel=channel or Channel.IN_PERSON,
        unclear=unclear,
        opened_at=clock.now(),
    )
    add_slots(talk, times)
    return talk


def add_slots(talk: Conversation, times: Iterable[Time], *, by_submitter: bool = False) -> int:
    """Offers these times, or suggests them; gives how many. Raises `Refused` for one gone by or already there."""
    rows = [
        Slot(
            conversation=talk,
            starts_at=t.starts_at,
            minutes=t.minutes,
            channel=t.channel,
            place=t.place,
            by_submitter=by_submitter,
        )
        for t in times
    ]
    if any(row.starts_at <= clock.now() for row in rows):
        raise Refused(_("Offer times that are still to come."))
    moments = {row.starts_at for row in rows}
    if len(moments) < len(rows):
        raise Refused(_("The same time stands there twice."))
    if talk.slots.filter(starts_at__in=moments).exists():
        raise Refused(_("One of these times stands there already."))
    if talk.slots.filter(starts_at__gt=clock.now()).count() + len(rows) > MOST_SLOTS:
        raise Refused(_("So many times are enough to choose from."))
    return len(Slot.objects.bulk_create(rows))


def leave_appointment(talk: Conversation, state: str = Appointment.State.CANCELLED) -> Appointment | None:
    """The talk has no appointment any more; gives the one of which calendars are to hear, if any.

    It goes on for other talks that have it, and ends, as `state` says, with the last one.
    """
    held = Appointment.objects.select_for_update(of=("self",)).get(pk=talk.appointment_id)
    talk.slots.filter(starts_at=held.starts_at).delete()
    talk.appointment, talk.state = None, Conversation.State.ARRANGING
    talk.save()
    if held.state != Appointment.State.BOOKED:
        return None
    if not held.conversations.filter(state=Conversation.State.BOOKED).exists():
        held.state = state
    held.sequence += 1
    held.save()
    return held


def hold_appointment(talk: Conversation) -> None:
    """The talk was held. One that lies ahead goes on for the other talks that have it."""
    held = Appointment.objects.select_for_update(of=("self",)).filter(pk=talk.appointment_id).first()
    if held is None or held.state != Appointment.State.BOOKED:
        return
    others = held.conversations.filter(state=Conversation.State.BOOKED).exists()
    if held.starts_at <= clock.now() or not others:
        held.state = Appointment.State.HELD
        held.save(update_fields=["state"])


def talk_due(idea: Idea, offered: bool, since: datetime | None = None) -> datetime:
    """Until when: to offer times within three working days, to talk within ten."""
    calendar = deadlines.calendar_of(idea)
    days = deadlines.TALK_DAYS if offered else deadlines.limit_of(idea.Status.CONVERSATION, calendar)
    return deadlines.in_working_days(days, calendar, since)


def due_to_offer(idea: Idea, talk: Conversation, *, unsuited: bool = False) -> None:
    """Where no time stands to choose from any more, or none that suits: new ones are due within three working days.

    Never later than the talk was due; offering them gives the talk its own date back.
    """
    if talk.state != Conversation.State.ARRANGING or talk.channel == Channel.WRITTEN:
        return
    if unsuited or not talk.slots.filter(starts_at__gt=clock.now()).exists():
        idea.due_at = min(idea.due_at, talk_due(idea, offered=False))


def suggested_times(
    partner: Any, calendar: Calendar, count: int = 3, reach: Iterable[str] = ()
) -> list[Time]:
    """Times at which the partner has no other appointment here, one a working day, from the day after tomorrow on.

    `reach`: when the submitter is best reached.
    """
    hours = tuple(dict.fromkeys(at for one in reach for at in HOURS.get(one, ()))) or TIMES
    booked = Appointment.objects.filter(partner=partner, state="booked", starts_at__gt=clock.now())
    offered = Slot.objects.filter(
        conversation__partner=partner, conversation__state="arranging", starts_at__gt=clock.now()
    )
    busy = {at for (at,) in booked.values_list("starts_at").union(offered.values_list("starts_at"))}
    day = clock.today(calendar.zone) + timedelta(days=1)
    found: list[Time] = []
    while len(found) < count:
        day = deadlines.add_working_days(day, 1, calendar)
        free = [start for start in _starts(day, calendar.zone, hours) if start not in busy]
        wanted = free[len(found) % len(hours) :] or free
        if wanted:
            found.append(Time(wanted[0]))
    return found


def _starts(day: date, zone: str, hours: tuple[time, ...]) -> list[datetime]:
    return [datetime.combine(day, at, ZoneInfo(zone)).astimezone(ZoneInfo("UTC")) for at in hours]


def possible_partners(idea: Idea) -> list[Any]:
    """Coordinators, the decider and the experts of the idea, free of conflict; the coordinator first, then in the
    order in which they came to it."""
    first = keeper(idea)
    filed = idea.assignments.filter(state="filed").select_related("reviewer").order_by("pk")
    decided = idea.decision.decided_by if idea.decision else idea.owner
    people = {
        p.pk: p for p in (first, decided, *(a.reviewer for a in filed)) if p is not None and p.is_active
    }
    return [p for p in people.values() if not rules.in_conflict(rules.standing(p, idea))]
