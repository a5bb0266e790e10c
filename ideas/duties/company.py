"""The company at the moment of a sweep: calendars, who hears now, who stands in for whom, who runs the scheme.

Loaded with a few statements, however many people there are; people are met as they turn up, a statement for each
batch. It decides nothing about ideas.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from accounts.models import Absence, Department, User
from ideas import calendars, clock, deadlines
from ideas.calendars import Calendar

MORNING, EVENING = 7, 20
"""Reminders and digests leave between these hours of the reader's working day."""


class Hearing(NamedTuple):
    """Whether somebody may be reminded now, and since when they have been to work this morning."""

    now: bool
    morning: datetime
    day: str


def hearing_of(calendar: Calendar, now: datetime) -> Hearing:
    """The same of anybody who works by this calendar."""
    local = now.astimezone(ZoneInfo(calendar.zone))
    awake = calendar.is_working_day(local.date()) and MORNING <= local.hour < EVENING
    morning = datetime.combine(local.date(), time(MORNING), local.tzinfo)
    return Hearing(awake, morning, f"{local.date():%Y-%m-%d}")


def may_hear(user: User) -> bool:
    """Whether reminders may leave to a person now: 7 to 20 h of a working day of theirs."""
    return hearing_of(deadlines.calendar_of_person(user), clock.now()).now


@dataclass
class Company:
    """Everybody, at one moment."""

    now: datetime

    @cached_property
    def calendars(self) -> dict[int | None, Calendar]:
        """The calendar of each department; under None that of the scheme."""
        found: dict[int | None, Calendar] = {row.pk: row.calendar for row in Department.objects.all()}
        return {None: calendars.of_scheme()} | found

    @cached_property
    def _hearings(self) -> dict[int | None, Hearing]:
        return {pk: hearing_of(calendar, self.now) for pk, calendar in self.calendars.items()}

    @property
    def anybody_hears(self) -> bool:
        """Whether it is a working hour anywhere."""
        return any(hearing.now for hearing in self._hearings.values())

    @cached_property
    def _people(self) -> dict[int, int | None]:
        """The department of each active person whom we have met."""
        return {}

    @cached_property
    def _met(self) -> set[int]:
        return set()

    def meet(self, people: Iterable[int | None]) -> None:
        """Loads those who are not known yet; one statement, none where all are."""
        new = {pk for pk in people if pk is not None} - self._met
        if new:
            self._met.update(new)
            rows = User.objects.active().filter(pk__in=new).values_list("pk", "department_id")
            self._people.update(rows)

    def hearing(self, person: int | None) -> Hearing | None:
        """How it stands with somebody whom we have met; None for nobody, and for those who have left."""
        if person not in self._people:
            return None
        return self._hearings[self._people[person]]

    def calendar(self, department: int | None) -> Calendar:
        """By which calendar a department works."""
        return self.calendars[department]

    def stand_in_for(self, person: int) -> int | None:
        """Who stands in for somebody today, by the day where that person works."""
        away = self._away.get(person)
        if not away or person not in self._people:
            return None
        today = clock.today(self.calendars[self._people[person]].zone)
        return next((other for first, last, other in away if first <= today <= last), None)

    @cached_property
    def _away(self) -> dict[int, list[tuple[date, date, int]]]:
        about = self.now.date()
        near = Absence.objects.overlapping(about - timedelta(days=1), about + timedelta(days=1))
        found: dict[int, list[tuple[date, date, int]]] = {}
        rows = near.filter(substitute__is_active=True).order_by("pk")
        for user, first, last, other in rows.values_list("user", "first_day", "last_day", "substitute"):
            found.setdefault(user, []).append((first, last, other))
        return found

    @cached_property
    def stand_ins(self) -> list[int]:
        """Everybody who stands in for somebody."""
        return [other for away in self._away.values() for _first, _last, other in away]

    @cached_property
    def admins(self) -> list[int]:
        """The idea office."""
        return list(User.objects.admins().order_by("pk").values_list("pk", flat=True))

    @cached_property
    def horizon(self) -> datetime:
        """Until when due dates matter now: the end of the longest way to a next working day anywhere, and a day."""
        return max(self._next_end(calendar) for calendar in self.calendars.values()) + timedelta(days=1)

    def _next_end(self, calendar: Calendar) -> datetime:
        today = deadlines.local_day(self.now, calendar)
        return deadlines.end_of(deadlines.add_working_days(today, 1, calendar), calendar)
