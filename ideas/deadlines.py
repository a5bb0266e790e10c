"""Working days, promises and limits: what is due when.

Owns every date rule; sets nothing. Working days are Monday to Friday in the zone of the department; a due date is
the end of the local working day, kept in UTC.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from ideas import clock
from ideas.models import Idea, Status

PROMISE_DAYS = 30
"""Calendar days from handing in to the decision that reaches the submitter."""
LIMITS: dict[str, int] = {
    Status.TRIAGE: 2,
    Status.IN_REVIEW: 7,
    Status.CLARIFICATION: 5,
    Status.DISCUSSION: 3,
    Status.DECIDING: 3,
    Status.CONVERSATION: 3,
    Status.CONFIRMING: 5,
}
"""Working days that each status may take; conversation: to offer times."""
TALK_DAYS = 10
"""Working days from the decision within which the talk is held."""
CLARIFICATION_REMINDER = 3
CONFIRMING_REMINDERS = (2, 4)
MOST_WAITED = 10
"""Working days that questions may move the promise, in all, in a round."""
APPEAL_DAYS = 30
REOPEN_DAYS = 90
COMMENT_DAYS = 30
"""After closing; then the discussion is there to be read."""
TAKE_UP_DAYS = 365
DEFER_DAYS = 365
DAY_ENDS = time(18, 0)
"""When a working day ends, by the clock of the department."""
EVENING, DAY_IS_OVER = time(17, 0), time(23, 59)
"""A hazard reported so late has the rest of the calendar day."""


def is_working_day(day: date) -> bool:
    """Monday to Friday."""
    return day.weekday() < 5


def working_day_from(day: date) -> date:
    """The day itself or the next working day."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def working_day_until(day: date) -> date:
    """The day itself or the working day before."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def add_working_days(day: date, days: int) -> date:
    """The working day that is so many working days later (or earlier, if negative)."""
    step = 1 if days >= 0 else -1
    for _n in range(abs(days)):
        day += timedelta(days=step)
        while not is_working_day(day):
            day += timedelta(days=step)
    return working_day_from(day) if step > 0 else working_day_until(day)


def working_days_between(first: date, last: date) -> int:
    """Working days after `first` up to and with `last`; 0 when `last` is not later."""
    return sum(is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))


def zone_of(idea: Idea) -> str:
    """The time zone that counts for an idea: that of its lead department."""
    return idea.department.time_zone if idea.department else settings.TIME_ZONE


def end_of(day: date, zone: str) -> datetime:
    """The end of a local working day, in UTC."""
    return datetime.combine(day, DAY_ENDS, ZoneInfo(zone)).astimezone(ZoneInfo("UTC"))


def local_day(moment: datetime, zone: str) -> date:
    """The calendar day of a moment in a zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def start_day(moment: datetime, zone: str) -> date:
    """The working day from which limits count: today, or tomorrow once the working day has ended."""
    local = moment.astimezone(ZoneInfo(zone))
    ended = local.time() >= DAY_ENDS
    return working_day_from(local.date() + timedelta(days=1 if ended else 0))


def in_working_days(days: int, zone: str, since: datetime | None = None) -> datetime:
    """The end of the working day that is so many working days after `since` (by default now)."""
    return end_of(add_working_days(start_day(since or clock.now(), zone), days), zone)


def hazard_due(since: datetime, zone: str) -> datetime:
    """The same day, whatever day it is: the end of the working day, in the evening the end of the day itself."""
    local = since.astimezone(ZoneInfo(zone))
    late = local.time() >= EVENING
    return datetime.combine(local.date(), DAY_IS_OVER if late else DAY_ENDS, ZoneInfo(zone)).astimezone(
        ZoneInfo("UTC")
    )


def promise_for(handed_in: datetime, zone: str) -> datetime:
    """When the decision reaches the submitter: 30 calendar days, moved back to the working day before."""
    return end_of(working_day_until(local_day(handed_in, zone) + timedelta(days=PROMISE_DAYS)), zone)


def due_in(status: str, idea: Idea, since: datetime | None = None) -> datetime:
    """The limit of a status, never later than what the promise leaves.

    Until the decision each status leaves the steps after it their days. Where the promise leaves nothing any more
    the due date is the end of the next working day.
    """
    zone = zone_of(idea)
    limit = in_working_days(LIMITS[status], zone, since)
    left = STEPS_AFTER.get(status)
    if left is None:
        return limit
    promised = end_of(add_working_days(local_day(idea.promise_at, zone), -left), zone)
    soonest = in_working_days(1, zone, since)
    return min(limit, max(promised, soonest))


STEPS_AFTER: dict[str, int] = {
    Status.TRIAGE: 13,
    Status.IN_REVIEW: 6,
    Status.DISCUSSION: 3,
    Status.DECIDING: 0,
}
"""Working days that the limits of the steps after a status add up to; what the promise must leave for them."""


def moved_promise(promise: datetime, days: int, zone: str) -> datetime:
    """The promise so many working days later."""
    return end_of(add_working_days(local_day(promise, zone), days), zone)
