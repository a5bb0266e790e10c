"""The feed of one's own talks for a calendar program: read by whoever has its secret address, signed in or not.

It names times, ways, places and numbers of ideas, and nothing of what they are about. Nothing is changed here.
"""

import hashlib
from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import feeds
from ideas import calendar_files, clock, deadlines
from ideas.calendar_files import Entry
from ideas.letters import places
from ideas.models import Appointment, Conversation

RECENT = timedelta(days=60)
"""How long a talk that was held stays in the calendar."""


@never_cache
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Booked and recent talks of the person whose address this is; 404 for any other. Two statements."""
    person = feeds.person_of_feed(secret)
    if person is None:
        raise Http404
    entries = entries_of(person)
    tag = f'"{hashlib.sha256(repr([(person.language, *facts(one)) for one in entries]).encode()).hexdigest()[:32]}"'
    unchanged = get_conditional_response(request, etag=tag)
    response = unchanged or written(person, entries)
    response.headers["ETag"] = tag
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def written(person: Any, entries: list[Entry]) -> HttpResponse:
    """The calendar itself, in the person's language and zone."""
    zone = deadlines.calendar_of_person(person).zone
    with override(person.language):
        text = calendar_files.feed(entries, zone, clock.now())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def facts(one: Entry) -> tuple[Any, ...]:
    """By what an entry differs from itself earlier on."""
    row = one.appointment
    return (row.uid, row.sequence, row.starts_at, row.minutes, row.channel, row.place, one.numbers, one.path)


def entries_of(person: Any) -> list[Entry]:
    """The person's appointments, each with the numbers of their ideas in it; one statement."""
    mine = (
        Q(appointment__partner=person)
        | Q(idea__submitter=person)
        | Q(idea__cosubmitters__user=person, idea__cosubmitters__state="accepted")
    )
    talks = Conversation.objects.filter(
        mine,
        appointment__state__in=(Appointment.State.BOOKED, Appointment.State.HELD),
        appointment__starts_at__gt=clock.now() - RECENT,
    )
    rows = talks.select_related("appointment", "idea").distinct().order_by("appointment__starts_at", "idea")
    found: dict[int, list[Conversation]] = defaultdict(list)
    for talk in rows.only("appointment", "idea__number", "idea__public_id"):
        found[talk.appointment_id].append(talk)
    return [entry_of(together) for together in found.values()]


def entry_of(together: list[Conversation]) -> Entry:
    """One appointment, whatever number of ideas it is about."""
    first = together[0]
    path = places.absolute(reverse("talk", args=[first.idea.public_id]))
    return Entry(first.appointment, [talk.idea.number or 0 for talk in together], path=path)
