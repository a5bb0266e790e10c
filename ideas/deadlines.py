"""Working days, promises and limits: what is due when.

Owns every date rule; sets nothing. Days are those of a calendar, mostly the lead department's; a due date is the end
of the working day there, kept in UTC.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ideas import calendars, clock
from ideas.calendars import Calendar
from ideas.models import Idea, Status

ONE_DAY = timedelta(days=1)
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
"""Working days that each status may take, unless the department says otherwise; conversation: to offer times."""
TALK_DAYS = 10
"""Working days from the decision within which the talk is held, and so a second one after it."""
EFFECT_DAYS = 90
"""Calendar days after something was done until somebody says what it brought."""
BOOKING_DAYS = 3
"""Working days that a submitter has to choose one of the times offered."""
CLARIFICATION_REMINDER = 3
CONFIRMING_REMINDERS = (2, 4)
WRITTEN_REMINDER = 3
MOST_WAITED = 10
"""Working days that questions may move the promise, in all, in a round."""
CALL_DAYS = 5
SURVEY_DAYS = 30
KNOCK_DAYS, KNOCK_AGAIN = 2, 5
"""Working days to answer how an idea stands, and until its submitters may ask again."""
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


def calendar_of(idea: Idea) -> Calendar:
    """The calendar that counts for an idea: that of its lead department."""
    return idea.department.calendar if idea.department else calendars.of_scheme()


def calendar_of_person(user: Any) -> Calendar:
    """The calendar by which somebody works: that of their department."""
    return user.department.calendar if user.department else calendars.of_scheme()


def zone_of(idea: Idea) -> str:
    """The time zone that counts for an idea: that of its lead department."""
    return calendar_of(idea).zone


def limit_of(status: str, calendar: Calendar) -> int:
    """Working days that a status may take in a department."""
    return calendar.limits.get(status, LIMITS[status])


def working_day_from(day: date, calendar: Calendar) -> date:
    """The day itself or the next working day."""
    while not calendar.is_working_day(day):
        day += ONE_DAY
    return day


def working_day_until(day: date, calendar: Calendar) -> date:
    """The day itself or the working day before."""
    while not calendar.is_working_day(day):
        day -= ONE_DAY
    return day


def add_working_days(day: date, days: int, calendar: Calendar) -> date:
    """The working day that is so many working days later (or earlier, if negative)."""
    step = ONE_DAY if days >= 0 else -ONE_DAY
    for _n in range(abs(days)):
        day += step
        while not calendar.is_working_day(day):
            day += step
    return working_day_from(day, calendar) if days >= 0 else working_day_until(day, calendar)


def working_days_between(first: date, last: date, calendar: Calendar) -> int:
    """Working days after `first` up to and with `last`; 0 when `last` is not later."""
    return sum(calendar.is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))


def week_until(day: date, calendar: Calendar) -> date:
    """The last day of the week in which somebody works next, days without work at its end included.

    A week begins after the longest run of days that are never worked: on Monday for most, on Sunday for some.
    """
    week = calendar.week
    runs = {first: _idle_before(first, week) for first in week if (first - 1) % 7 not in week}
    begins = min(runs, key=lambda first: (-runs[first], first), default=0)
    nearest = working_day_from(day, calendar)
    return nearest + timedelta(days=(begins - nearest.weekday() - 1) % 7)


def _idle_before(first: int, week: frozenset[int]) -> int:
    return next(n for n in range(7) if (first - 1 - n) % 7 in week)


def end_of(day: date, calendar: Calendar) -> datetime:
    """The end of a local working day, in UTC."""
    return datetime.combine(day, DAY_ENDS, ZoneInfo(calendar.zone)).astimezone(UTC)


def local_day(moment: datetime, calendar: Calendar) -> date:
    """The calendar day of a moment where the calendar holds."""
    return moment.astimezone(ZoneInfo(calendar.zone)).date()


def start_day(moment: datetime, calendar: Calendar) -> date:
    """The working day from which limits count: today, or the next one once the working day has ended."""
    local = moment.astimezone(ZoneInfo(calendar.zone))
    ended = local.time() >= DAY_ENDS
    return working_day_from(local.date() + timedelta(days=1 if ended else 0), calendar)


def in_working_days(days: int, calendar: Calendar, since: datetime | None = None) -> datetime:
    """The end of the working day that is so many working days after `since` (by default now)."""
    return end_of(add_working_days(start_day(since or clock.now(), calendar), days, calendar), calendar)


def hazard_due(since: datetime, calendar: Calendar) -> datetime:
    """The same day, whatever day it is: the end of the working day, in the evening the end of the day itself."""
    zone = ZoneInfo(calendar.zone)
    local = since.astimezone(zone)
    late = local.time() >= EVENING
    return datetime.combine(local.date(), DAY_IS_OVER if late else DAY_ENDS, zone).astimezone(UTC)


def promise_for(handed_in: datetime, calendar: Calendar) -> datetime:
    """When the decision reaches the submitter: 30 calendar days, moved back to the working day before."""
    last = local_day(handed_in, calendar) + timedelta(days=PROMISE_DAYS)
    return end_of(working_day_until(last, calendar), calendar)


STEPS_AFTER: dict[str, tuple[str, ...]] = {
    Status.TRIAGE: (Status.IN_REVIEW, Status.DISCUSSION, Status.DECIDING),
    Status.IN_REVIEW: (Status.DISCUSSION, Status.DECIDING),
    Status.DISCUSSION: (Status.DECIDING,),
    Status.DECIDING: (),
}
"""The longest way from a status to the decision; the promise leaves each of these steps its days."""


def due_in(status: str, idea: Idea, since: datetime | None = None) -> datetime:
    """The limit of a status, never later than what the promise leaves.

    Until the decision each status leaves the steps after it their days; where the promise is too near for that, one
    day each, and at last none. So nothing is due later than the promise while that lies ahead. After it, the end of
    the next working day.
    """
    since = since or clock.now()
    calendar = calendar_of(idea)
    first = start_day(since, calendar)
    limit = add_working_days(first, limit_of(status, calendar), calendar)
    if status not in STEPS_AFTER:
        return end_of(limit, calendar)
    next_day = add_working_days(first, 1, calendar)
    if since > idea.promise_at:
        return end_of(min(limit, next_day), calendar)
    if first > (last := promise_day(idea.promise_at, calendar)):
        return idea.promise_at
    roomy = add_working_days(last, -days_after(status, calendar), calendar)
    tight = min(next_day, latest_day(status, idea.promise_at, calendar))
    return end_of(min(limit, max(first, roomy, tight)), calendar)


def fits(status: str, idea: Idea, since: datetime | None = None) -> bool:
    """Whether a step to a status leaves it, and each step after it, a working day until the promise.

    Always where the status leads to no decision any more, and once the promise has passed: none is left to keep.
    """
    since = since or clock.now()
    if status not in STEPS_AFTER or since > idea.promise_at:
        return True
    calendar = calendar_of(idea)
    return start_day(since, calendar) <= latest_day(status, idea.promise_at, calendar)


def promise_day(promise: datetime, calendar: Calendar) -> date:
    """The last working day that is over when the promise is due, also where that was given by other clocks."""
    day = working_day_until(local_day(promise, calendar), calendar)
    return day if end_of(day, calendar) <= promise else working_day_until(day - ONE_DAY, calendar)


def latest_day(status: str, promise: datetime, calendar: Calendar) -> date:
    """The last day on which a status may end, so that each step after it still has a day until the promise."""
    return add_working_days(promise_day(promise, calendar), -len(STEPS_AFTER[status]), calendar)


def latest_due(idea: Idea) -> datetime | None:
    """Until when the present status may take at most, as long as its promise lies ahead; None where that is open."""
    if idea.status not in STEPS_AFTER or clock.now() > idea.promise_at:
        return None
    calendar = calendar_of(idea)
    return min(idea.promise_at, end_of(latest_day(idea.status, idea.promise_at, calendar), calendar))


def earliest_promise(idea: Idea) -> datetime:
    """The earliest promise that leaves the present status, and each step after it, a working day."""
    calendar = calendar_of(idea)
    steps = STEPS_AFTER[idea.came_from or idea.status]
    return end_of(add_working_days(start_day(clock.now(), calendar), len(steps), calendar), calendar)


def days_after(status: str, calendar: Calendar) -> int:
    """Working days that the steps after a status take up to the decision."""
    return sum(limit_of(step, calendar) for step in STEPS_AFTER[status])


def days_to_decision(calendar: Calendar) -> int:
    """Working days that all steps from handing in to the decision take."""
    return limit_of(Status.TRIAGE, calendar) + days_after(Status.TRIAGE, calendar)


def shortest(calendar: Calendar, since: date, ahead: int = 3 * 366) -> tuple[date, int]:
    """The day, of those ahead, after which the fewest working days are left until the promise, and how many.

    Of an idea handed in of an evening, so that the first day does not count. Below none: it is over then.
    """
    found: list[tuple[int, date]] = []
    for n in range(ahead):
        day = since + timedelta(days=n)
        first = working_day_from(day + ONE_DAY, calendar)
        last = working_day_until(day + timedelta(days=PROMISE_DAYS), calendar)
        found.append((working_days_between(first, last, calendar) if first <= last else -1, day))
    there, day = min(found)
    return day, there


def moved_promise(promise: datetime, days: int, calendar: Calendar) -> datetime:
    """The promise, or another date, so many working days later."""
    return end_of(add_working_days(local_day(promise, calendar), days, calendar), calendar)


def same_day(moment: datetime, given: Calendar, kept: Calendar) -> datetime:
    """A date that one calendar has given, on the same day by the clocks of another one."""
    return end_of(local_day(moment, given), kept)


def effect_check_on(idea: Idea) -> date:
    """The working day on which somebody says what an idea brought that is done today."""
    calendar = calendar_of(idea)
    return working_day_from(clock.today(calendar.zone) + timedelta(days=EFFECT_DAYS), calendar)


def knock_due(idea: Idea) -> datetime:
    """By when it is answered how an idea stands, when it is asked now."""
    return in_working_days(KNOCK_DAYS, calendar_of(idea))


def knock_again_on(asked_at: datetime, idea: Idea) -> date:
    """The day from which its submitters may ask again."""
    calendar = calendar_of(idea)
    return add_working_days(local_day(asked_at, calendar), KNOCK_AGAIN, calendar)
