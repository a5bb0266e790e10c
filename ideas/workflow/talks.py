"""How a talk begins: its partner and the times offered with the result. The talk itself is in `conversation`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from ideas import clock, deadlines, rules
from ideas.calendars import Calendar
from ideas.models import Appointment, Channel, Conversation, Idea, Slot
from ideas.rules import Refused
from ideas.workflow.moving import keeper

TIMES = (time(10, 0), time(13, 30), time(15, 0))
"""Hours at which times are suggested: within what all shifts but the night work."""


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


def add_slots(talk: Conversation, times: Iterable[Time]) -> int:
    """Offers these times; gives how many."""
    rows = [
        Slot(conversation=talk, starts_at=t.starts_at, minutes=t.minutes, channel=t.channel, place=t.place)
        for t in times
    ]
    if any(row.starts_at <= clock.now() for row in rows):
        raise Refused(_("Offer times that are still to come."))
    if len({row.starts_at for row in rows}) < len(rows):
        raise Refused(_("The same time stands there twice."))
    return len(Slot.objects.bulk_create(rows))


def talk_due(idea: Idea, offered: bool, since: datetime | None = None) -> datetime:
    """Until when: to offer times within three working days, to talk within ten."""
    calendar = deadlines.calendar_of(idea)
    days = deadlines.TALK_DAYS if offered else deadlines.limit_of(idea.Status.CONVERSATION, calendar)
    return deadlines.in_working_days(days, calendar, since)


def suggested_times(partner: Any, calendar: Calendar, count: int = 3) -> list[Time]:
    """Times at which the partner has no other appointment here, one a working day, from the day after tomorrow on."""
    busy = set(
        Appointment.objects.filter(partner=partner, state="booked", starts_at__gt=clock.now()).values_list(
            "starts_at", flat=True
        )
    )
    busy |= set(
        Slot.objects.filter(
            conversation__partner=partner, conversation__state="arranging", starts_at__gt=clock.now()
        ).values_list("starts_at", flat=True)
    )
    day = clock.today(calendar.zone) + timedelta(days=1)
    found: list[Time] = []
    while len(found) < count:
        day = deadlines.add_working_days(day, 1, calendar)
        free = [start for start in _starts(day, calendar.zone) if start not in busy]
        wanted = free[len(found) % len(TIMES) :] or free
        if wanted:
            found.append(Time(wanted[0]))
    return found


def _starts(day: date, zone: str) -> list[datetime]:
    return [datetime.combine(day, at, ZoneInfo(zone)).astimezone(ZoneInfo("UTC")) for at in TIMES]


def possible_partners(idea: Idea) -> list[Any]:
    """Coordinators, the decider and the experts of the idea, free of conflict; the coordinator first."""
    first = keeper(idea)
    others = [a.reviewer for a in idea.assignments.filter(state="filed").select_related("reviewer")]
    decided = idea.decision.decided_by if idea.decision else idea.owner
    people = {p.pk: p for p in (first, decided, *others) if p is not None and p.is_active}
    return [p for p in people.values() if not rules.in_conflict(rules.standing(p, idea))]
