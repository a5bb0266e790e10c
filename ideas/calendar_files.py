"""Calendar files: an appointment as an invitation, or as its cancellation (iCalendar, RFC 5545 and 5546).

It owns the form alone. Calendars are often open to colleagues, so nothing in it says what the idea is about.
"""

from datetime import UTC, timedelta
from email.utils import parseaddr
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Timezone, vCalAddress
from icalendar import Event as CalendarEvent

from ideas import clock
from ideas.models import Appointment, Channel, Idea

STATUS = {"REQUEST": "CONFIRMED", "CANCEL": "CANCELLED"}
AROUND = timedelta(days=400)
"""How far around the appointment the rules of its time zone are given."""


def file(
    appointment: Appointment,
    idea: Idea,
    reader: Any,
    *,
    method: str = "REQUEST",
    zone: str = "",
    path: str = "",
) -> str:
    """The calendar file for one reader, in their language: REQUEST puts the appointment in, CANCEL takes it out.

    Moves and cancellations find the entry by `uid`; the caller has raised `sequence`. Raises KeyError for any other
    method.
    """
    zone = zone or settings.TIME_ZONE
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.SITE_NAME}//{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}//")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    start = appointment.starts_at.astimezone(ZoneInfo(zone))
    if zone != "UTC":
        first, last = start.date() - AROUND, start.date() + AROUND
        calendar.add_component(Timezone.from_tzid(zone, first_date=first, last_date=last))
    calendar.add_component(_entry(appointment, idea, reader, method=method, start=start, path=path))
    return calendar.to_ical().decode()


def _entry(
    appointment: Appointment, idea: Idea, reader: Any, *, method: str, start: Any, path: str
) -> CalendarEvent:
    entry = CalendarEvent()
    entry.add("uid", f"{appointment.uid}@{parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition('@')[2]}")
    entry.add("sequence", appointment.sequence)
    entry.add("status", STATUS[method])
    entry.add("dtstamp", clock.now().astimezone(UTC))
    entry.add("dtstart", start)
    entry.add("dtend", start + timedelta(minutes=appointment.minutes))
    entry.add("summary", _("Talk about idea no. %(number)s") % {"number": idea.number})
    entry.add("location", _where(appointment))
    if path:
        entry.add("description", path)
        entry.add("url", path)
    entry.add("organizer", _person(appointment.partner, "CHAIR"))
    entry.add("attendee", _person(reader, "REQ-PARTICIPANT"), encode=False)
    return entry


def _where(appointment: Appointment) -> str:
    label = str(Channel(appointment.channel).label)
    return f"{label}, {appointment.place}" if appointment.place else label


def _person(user: Any, role: str) -> vCalAddress:
    """A person as a calendar names them; who has no address stands under that of the scheme."""
    address = vCalAddress(f"mailto:{user.email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    address.params["CN"] = " ".join(user.name.split())
    if role != "CHAIR":
        address.params.update({"ROLE": role, "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"})
    return address
