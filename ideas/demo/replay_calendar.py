"""The working days of the replay: which day lies how far back, and at what hour somebody did something.

Owns nothing but arithmetic on days around the moment at which the replay ends; all chance comes from the `Random`
that the caller hands in, so that the same seed gives the same year. Never touches the database.
"""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from ideas import calendars, deadlines

OPENS = 7 * 60 + 20
"""Minute of the day at which the first people write something."""
CLOSES = 16 * 60 + 50
"""Minute of the day after which nobody begins anything: the limits of a day end at six."""
UTC = ZoneInfo("UTC")


class Calendar:
    """Working days around `now`, as the company keeps them; `base` is the last one that is over (or nearly)."""

    def __init__(self, now: datetime, kept: calendars.Calendar) -> None:
        self.now = now
        self.kept = kept
        self.zone = ZoneInfo(kept.zone)
        local = now.astimezone(self.zone)
        over = local.time() >= time(17)
        self.today = local.date()
        self.base = self.until(self.today if over else self.today - timedelta(days=1))

    def add(self, day: date, days: int) -> date:
        """The working day so many working days later."""
        return deadlines.add_working_days(day, days, self.kept)

    def until(self, day: date) -> date:
        """The day itself or the working day before."""
        return deadlines.working_day_until(day, self.kept)

    def back(self, days: int) -> date:
        """The day so many working days before the last one; negative ones are still to come."""
        return self.add(self.base, -days)

    def days_back(self, moment: datetime) -> int:
        """How many working days before the last one a moment lies."""
        return deadlines.working_days_between(self.day_of(moment), self.base, self.kept)

    def day_of(self, moment: datetime) -> date:
        """The local day of a moment."""
        return moment.astimezone(self.zone).date()

    def at(self, day: date, minute: int) -> datetime:
        """A minute of a local day, in UTC."""
        local = datetime.combine(day, time(minute // 60, minute % 60), self.zone)
        return local.astimezone(UTC)

    def sometime(self, day: date, rng: Random, after: datetime | None = None) -> datetime:
        """A moment of a working day at which people work, later than `after`."""
        first = OPENS
        if after is not None and self.day_of(after) >= day:
            day, local = self.day_of(after), after.astimezone(self.zone)
            first = local.hour * 60 + local.minute + 6
        if first > CLOSES - 10:
            day, first = self.add(day, 1), OPENS
        moment = self.at(day, rng.randint(max(first, OPENS), CLOSES))
        return moment + timedelta(seconds=rng.randrange(60))

    def later(self, moment: datetime, days: int, rng: Random) -> datetime:
        """Somewhen so many working days after a moment; with 0 later on the same day, if there is time left."""
        return self.sometime(self.add(self.day_of(moment), days), rng, after=moment)

    def week(self, weeks: int) -> list[date]:
        """The working days of the week so many weeks ago, oldest first; 0 is the last two working days."""
        if weeks == 0:
            return [self.back(1), self.back(0)]
        days = [self.today - timedelta(days=ago) for ago in range(7 * weeks, 7 * weeks - 7, -1)]
        return [day for day in days if self.kept.is_working_day(day) and day <= self.base]

    def working(self, day: date, days: int) -> date:
        """So many calendar days later, or the next working day after that."""
        return deadlines.working_day_from(day + timedelta(days=days), self.kept)

    def working_days(self, first: date) -> list[date]:
        """All working days from a day to today."""
        span = range((self.today - first).days + 1)
        return [day for n in span if self.kept.is_working_day(day := first + timedelta(days=n))]
