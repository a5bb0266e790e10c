"""Whether the machine still runs: when the sweep last came to its end, and the alarm when it does not any more.

A sweep that stands still cannot say so. Those that still run look instead: the workers whenever mail is due, and the
doorbell's thread of the web server, which hands the alarm to the mail server by itself, since the workers or the
broker may be what is gone. Posts mails and keeps when an outage was; repairs nothing.
"""

import logging
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connections
from django.utils import translation

from accounts.models import User
from ideas import clock, letters, outbox
from ideas.models import OutgoingMail, SweepRun

OLDEST_MAIL = timedelta(minutes=15)
"""Mail is worth a look when it waits longer; a server that is away for a minute is nobody's alarm."""
LAST_SWEEP = timedelta(minutes=10)
"""The sweep runs every minute; after ten without one nobody is reminded of anything."""
PAUSE = 60.0
"""Seconds between two looks of a web process."""
TOLD_FOR = timedelta(days=1)
"""How long pages say of an outage that it is over."""

log = logging.getLogger(__name__)


@dataclass
class Process:
    """This process: when it began, and when it last looked of its own accord."""

    started: float = field(default_factory=time.monotonic)
    looked: float = -PAUSE


process = Process()


@dataclass(frozen=True)
class Outage:
    """From when to when nothing was swept."""

    since: datetime
    until: datetime


def last_run(name: str = "sweep") -> datetime | None:
    """When this job last came to its end; None if never. One statement."""
    return SweepRun.objects.filter(name=name).values_list("finished_at", flat=True).first()


def is_late(swept_at: datetime | None) -> bool:
    """Whether the sweep has not come for so long that something is wrong, or never came."""
    return swept_at is None or clock.now() - swept_at > LAST_SWEEP


def stands_still(swept_at: datetime | None) -> bool:
    """Whether it is time for an alarm: the sweep has run here and does no more, and this process has waited."""
    return swept_at is not None and is_late(swept_at) and has_waited()


def has_waited() -> bool:
    """Whether this process runs for long enough: after a start beat is given its time before anybody is alarmed."""
    return time.monotonic() - process.started > LAST_SWEEP.total_seconds()


def ring_if_it_stands_still(swept_at: datetime | None) -> bool:
    """Whether it does; then rings as well, so that whoever hears it looks. Changes nothing by itself."""
    still = stands_still(swept_at)
    if still:
        outbox.kick()
    return still


def look() -> int:
    """Writes to everybody of the idea office when the sweep stands still; how many mails are new. Once an outage,
    however many look at once: the keys are unique."""
    since = last_run()
    if since is None or not stands_still(since):
        return 0
    keys = {_key("still", since, admin): admin for admin in User.objects.admins().exclude(email=None)}
    for known in OutgoingMail.objects.filter(dedupe_key__in=list(keys)).values_list("dedupe_key", flat=True):
        del keys[known]
    if keys:
        log.error("The sweep stands still since %s; the idea office is told.", since)
        outbox.post_many([_mail(letters.standing_still, user, key, since) for key, user in keys.items()])
    return len(keys)


def look_beside() -> None:
    """What the doorbell's thread does after a ring, at most once a minute: looks, and sends the alarm itself."""
    if not has_waited() or time.monotonic() - process.looked < PAUSE:
        return
    process.looked = time.monotonic()
    try:
        if new := look():
            outbox.deliver_due(limit=new)
    finally:
        connections.close_all()


def came_back(swept_before: datetime | None) -> None:
    """Called by the sweep at its end: keeps an outage that is over with it, and gives the all-clear to those who were
    alarmed. No statement where the last sweep was not long ago."""
    if swept_before is None or not is_late(swept_before):
        return
    until = clock.now()
    found = {"since": swept_before.isoformat()}
    SweepRun.objects.update_or_create(name="outage", defaults={"finished_at": until, "found": found})
    alarmed = OutgoingMail.objects.filter(kind="standing_still", dedupe_key__startswith=_prefix(swept_before))
    people = User.objects.admins().filter(pk__in=alarmed.values("to_user"))
    outbox.post_many(
        [
            _mail(letters.running_again, user, _key("again", swept_before, user), swept_before, until)
            for user in people
        ]
    )


def outage() -> Outage | None:
    """The last outage, as long as pages speak of it. One statement."""
    row = SweepRun.objects.filter(name="outage", finished_at__gt=clock.now() - TOLD_FOR).first()
    return Outage(datetime.fromisoformat(row.found["since"]), row.finished_at) if row else None


def _prefix(since: datetime, what: str = "still") -> str:
    return f"sweep:{since:%Y%m%dT%H%M%S%f}:{what}:"


def _key(what: str, since: datetime, user: User) -> str:
    return f"{_prefix(since, what)}{user.pk}"


def _mail(letter: Any, user: User, key: str, *moments: datetime) -> OutgoingMail:
    with translation.override(user.language):
        first = OutgoingMail.Priority.SIGN_IN
        return letters.mail(letter(user, *moments), user, dedupe_key=key, obligatory=True, priority=first)


outbox.after_each_ring(look_beside)
