"""Calendar files: an appointment as an invitation or its cancellation, and a feed of somebody's own (iCalendar).

RFC 5545, 5546 and 7986. It owns the form alone. Calendars are often open to colleagues, so nothing in it says what an
idea is about. The scheme itself is the organizer, since the mails come from it: a calendar takes an update or a
cancellation only from whom the invitation came, and no partner gets an invitation from themselves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Timezone, vCalAddress, vUri
from icalendar import Event as CalendarEvent

from ideas import clock, wording
from ideas.models import Appointment, Channel, Idea

STATUS = {"REQUEST": "CONFIRMED", "CANCEL": "CANCELLED", "PUBLISH": "CONFIRMED"}
AROUND = timedelta(days=400)
"""How far around the appointment the rules of its time zone are given."""
FEED_READ_AGAIN = timedelta(hours=1)
"""How often a calendar is asked to read its feed."""


@dataclass(frozen=True)
class Entry:
    """One appointment in somebody's calendar: the numbers of its ideas, the people in it, and where the talk is."""

    appointment: Appointment
    numbers: Sequence[int]
    people: Sequence[Any] = ()
    path: str = ""


def file(
    appointment: Appointment,
    idea: Idea,
    reader: Any,
    *,
    method: str = "REQUEST",
    zone: str = "",
    path: str = "",
    numbers: Sequence[int] = (),
) -> str:
    """The calendar file for one reader, in their language: REQUEST puts the appointment in, CANCEL takes it out.

    Moves and cancellations find the entry by `uid`; the caller has raised `sequence`. `numbers`: of all ideas it is
    about, where they are several. Raises KeyError for any other method.
    """
    zone = zone or settings.TIME_ZONE
    calendar = _calendar(method)
    start = appointment.starts_at.astimezone(ZoneInfo(zone))
    _add_zone(calendar, zone, start, start)
    other = idea.submitter if reader.pk == appointment.partner_id else reader
    entry = Entry(appointment, numbers or [idea.number or 0], [appointment.partner, other], path)
    calendar.add_component(_invitation(entry, method, start))
    return calendar.to_ical().decode()


def feed(entries: Iterable[Entry], zone: str, made_at: datetime) -> str:
    """All these appointments as a calendar to subscribe to, in the language of the moment."""
    entries = list(entries)
    calendar = _calendar("PUBLISH")
    name = _("%(site)s: talks about ideas") % {"site": settings.SITE_NAME}
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", zone)
    calendar.add("refresh-interval", FEED_READ_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    starts = [one.appointment.starts_at.astimezone(ZoneInfo(zone)) for one in entries]
    if starts:
        _add_zone(calendar, zone, min(starts), max(starts))
    for one, start in zip(entries, starts, strict=True):
        calendar.add_component(_entry(one, "PUBLISH", start, made_at))
    return calendar.to_ical().decode()


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//{_scheme()[1]}//")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _add_zone(calendar: Calendar, zone: str, first: datetime, last: datetime) -> None:
    if zone != "UTC":
        first_date, last_date = first.date() - AROUND, last.date() + AROUND
        calendar.add_component(Timezone.from_tzid(zone, first_date=first_date, last_date=last_date))


def _invitation(one: Entry, method: str, start: datetime) -> CalendarEvent:
    entry = _entry(one, method, start, clock.now())
    name, address = _scheme()
    entry.add("organizer", _person(name or settings.SITE_NAME, address))
    for at, person in enumerate(one.people):
        entry.add("attendee", _attendee(person, is_chair=at == 0), encode=False)
    return entry


def _entry(one: Entry, method: str, start: datetime, stamp: datetime) -> CalendarEvent:
    appointment, link = one.appointment, video_link(one.appointment)
    entry = CalendarEvent()
    entry.add("uid", f"{appointment.uid}@{_scheme()[1].rpartition('@')[2]}")
    entry.add("sequence", appointment.sequence)
    entry.add("status", STATUS[method])
    entry.add("dtstamp", stamp.astimezone(UTC))
    entry.add("dtstart", start)
    entry.add("dtend", start + timedelta(minutes=appointment.minutes))
    entry.add("summary", summary(one.numbers))
    entry.add("location", link or _where(appointment))
    entry.add("transp", "OPAQUE")
    if described := "\n".join(part for part in (link and _where(appointment), one.path) if part):
        entry.add("description", described)
    if link or one.path:
        entry.add("url", link or one.path)
    if link:
        entry.add("conference", _conference(link), encode=False)
    return entry


def summary(numbers: Sequence[int]) -> str:
    """What the entry is called: the numbers of its ideas, and nothing of what they are about."""
    if len(numbers) == 1:
        return _("Talk about idea no. %(number)s") % {"number": numbers[0]}
    return _("Talk about ideas no. %(numbers)s") % {"numbers": wording.in_a_row([str(n) for n in numbers])}


def video_link(appointment: Any) -> str:
    """The address of a talk by video; empty for any other."""
    is_link = appointment.channel == Channel.VIDEO and appointment.place.startswith("https://")
    return appointment.place.split()[0] if is_link else ""


def _conference(link: str) -> vUri:
    address = vUri(link)
    address.params.update({"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": _("To the video call")})
    return address


def _where(appointment: Appointment) -> str:
    label = str(Channel(appointment.channel).label)
    return f"{label}, {appointment.place}" if appointment.place else label


def _scheme() -> tuple[str, str]:
    """Name and address under which the scheme writes."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)


def _person(name: str, address: str) -> vCalAddress:
    found = vCalAddress(f"mailto:{address}")
    found.params["CN"] = " ".join(name.split())
    return found


def _attendee(user: Any, *, is_chair: bool) -> vCalAddress:
    """A person as a calendar names them; who has no address stands under that of the scheme."""
    address = _person(user.name, user.email or _scheme()[1])
    role = "CHAIR" if is_chair else "REQ-PARTICIPANT"
    address.params.update({"CUTYPE": "INDIVIDUAL", "ROLE": role, "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"})
    return address
