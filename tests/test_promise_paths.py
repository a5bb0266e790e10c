"""Nobody who keeps their limit misses a promise: every way to a decision, from every start day of three years.

The ways are those of the table, whatever turns they take; each status is left at its due moment, which is the latest
at which its limit is kept. What a verb would refuse is left out, as a person cannot do it; that such a refusal comes
only where nothing but a later promise helps is tested here as well. Ways with a question move the promise and are in
`test_workflow`.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.models import Department
from ideas import deadlines
from ideas.deadlines import STEPS_AFTER
from ideas.models import Idea, Status
from ideas.transitions import LEADS_TO

FIRST, DAYS = date(2026, 1, 1), 1096
HOURS = (time(9), time(18))
DECIDED = Status.CONVERSATION
REFUSED_WITHOUT_ROOM = (Status.IN_REVIEW, Status.DISCUSSION)
"""Steps to these are refused where the promise leaves too few days; triage can answer in a day, and deciding does."""
SHUT = {f"2026-12-{day}": "Shut" for day in (24, 28, 29, 30, 31)}
DEPARTMENTS = {
    "plain": {"holidays_in": ""},
    "Bavarian": {"holidays_in": "DE-BY"},
    "shut between the years": {"holidays_in": "DE-BY", "days_off": SHUT},
    "four days a week": {"holidays_in": "DE-NW", "working_week": [0, 1, 2, 3]},
}


@dataclass
class Walk:
    """All ways of one idea, handed in at one moment."""

    idea: Idea
    known: dict[tuple[str, datetime], int] = field(default_factory=dict)
    late: list[str] = field(default_factory=list)
    refused: Counter = field(default_factory=Counter)

    def ways_from(self, status: str, since: datetime) -> int:
        """How many ways lead from here to a decision; notes each that would be late."""
        if status == DECIDED:
            if since > self.idea.promise_at:
                self.late.append(f"decided {since}, promised {self.idea.promise_at}")
            return 1
        if (status, since) not in self.known:
            due = deadlines.due_in(status, self.idea, since)
            if not since <= due <= self.idea.promise_at:
                self.late.append(f"{status} since {since} due {due}, promised {self.idea.promise_at}")
                return 0
            self.known[status, since] = sum(self.ways_from(to, due) for to in self.steps(status, due))
        return self.known[status, since]

    def steps(self, status: str, at: datetime) -> Iterator[str]:
        """Where it may go, as the verbs have it."""
        for to in LEADS_TO[status]:
            if to in REFUSED_WITHOUT_ROOM and not deadlines.fits(to, self.idea, at):
                self.refused[status, to] += 1
            elif to in STEPS_AFTER or to == DECIDED:
                yield to


def starts(name: str) -> Iterator[Walk]:
    """An idea handed in on each day, in the morning and at the minute when the working day ends."""
    department = Department(name=name, time_zone="Europe/Berlin", **DEPARTMENTS[name])
    calendar = department.calendar
    for n in range(DAYS):
        for hour in HOURS:
            local = datetime.combine(FIRST + timedelta(days=n), hour, ZoneInfo("Europe/Berlin"))
            promise = deadlines.promise_for(local, calendar)
            yield Walk(Idea(department=department, promise_at=promise, handed_in_at=local))


def ways_of(walk: Walk) -> int:
    """All ways from handing in to a decision."""
    return sum(walk.ways_from(to, walk.idea.handed_in_at) for to in (Status.IN_REVIEW, Status.TRIAGE))


@pytest.mark.parametrize("name", DEPARTMENTS)
def test_every_way_from_every_day_of_three_years_keeps_the_promise(name: str) -> None:
    made = list(starts(name))
    ways = [ways_of(walk) for walk in made]
    assert [words for walk in made for words in walk.late] == []
    assert len(made) == DAYS * len(HOURS)
    assert min(ways) > 10
    print(f"\n  {name}: {len(made):,} starts, {sum(ways):,} ways to a decision, none late")


def test_only_ways_back_are_ever_refused() -> None:
    made = [walk for walk in starts("Bavarian") if walk.idea.handed_in_at.day % 9 == 0 and ways_of(walk)]
    refused = sum((walk.refused for walk in made), Counter())
    assert set(refused) == {
        (Status.DISCUSSION, Status.IN_REVIEW),
        (Status.DECIDING, Status.IN_REVIEW),
        (Status.DECIDING, Status.DISCUSSION),
        (Status.TRIAGE, Status.IN_REVIEW),  # after it came back there with no room left
    }


def test_the_ordinary_steps_have_all_their_days() -> None:
    for walk in starts("Bavarian"):
        since, calendar = walk.idea.handed_in_at, walk.idea.department.calendar
        for status in STEPS_AFTER:
            due = deadlines.due_in(status, walk.idea, since)
            first = deadlines.start_day(since, calendar)
            had = deadlines.working_days_between(
                first - timedelta(days=1), deadlines.local_day(due, calendar), calendar
            )
            assert had >= deadlines.LIMITS[status], (walk.idea.handed_in_at, status)
            since = due


@pytest.mark.parametrize("name", DEPARTMENTS)
def test_each_step_forward_always_fits(name: str) -> None:
    for walk in starts(name):
        since = walk.idea.handed_in_at
        for status in STEPS_AFTER:
            assert deadlines.fits(status, walk.idea, since)
            since = deadlines.due_in(status, walk.idea, since)
