"""Moments as minutes, for a calendar of working days, as text for COPY. Asks `deadlines` for each day once."""

from bisect import bisect_left
from datetime import UTC, date, datetime, timedelta

from ideas import deadlines
from ideas.calendars import Calendar

DAY = 1440
OPENS, CLOSES = 7 * 60, 14 * 60 + 30
"""When people work, in UTC: everywhere in the zones of the company a part of the working day."""
CLOCK = [f"{minute // 60:02}:{minute % 60:02}:00+00" for minute in range(DAY)]
EPOCH = datetime(1, 1, 1, tzinfo=UTC)
NULL = "\\N"


def minutes_of(moment: datetime) -> int:
    """A moment in minutes since the first day that there is."""
    return int((moment - EPOCH).total_seconds()) // 60 + DAY


class Span:
    """Every day from the first to the last that occurs, as text."""

    def __init__(self, first: int, last: int) -> None:
        self.first = first
        self.names = [date.fromordinal(day).isoformat() for day in range(first, last + 1)]

    def day(self, ordinal: int) -> str:
        return self.names[ordinal - self.first]

    def stamp(self, moment: int) -> str:
        """A moment as PostgreSQL reads it."""
        day, minute = divmod(moment, DAY)
        return f"{self.names[day - self.first]} {CLOCK[minute]}"


class WorkingDays:
    """The working days of one calendar, counted."""

    def __init__(self, calendar: Calendar, first: int, last: int) -> None:
        days = [date.fromordinal(day) for day in range(first, last + 1)]
        worked = [day for day in days if calendar.is_working_day(day)]
        self.days = [day.toordinal() for day in worked]
        self.ends = [minutes_of(deadlines.end_of(day, calendar)) for day in worked]

    def at_or_after(self, day: int) -> int:
        """The number of the working day that this is, or of the next one."""
        return bisect_left(self.days, day)

    def at_or_before(self, day: int) -> int:
        at = bisect_left(self.days, day)
        return at if at < len(self.days) and self.days[at] == day else at - 1

    def promise(self, handed_in: int) -> int:
        """The number of the day on which the answer is due."""
        return self.at_or_before(handed_in // DAY + deadlines.PROMISE_DAYS)


def day_before(moment: datetime, days: int) -> int:
    """The ordinal of a day so long ago."""
    return (moment - timedelta(days=days)).toordinal()
