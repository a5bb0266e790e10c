"""The stage of the replay: who does what at which moment, in the order of time.

Owns the queue of what is still to happen. A story is a generator that does something and yields the moment at which
it goes on; it goes on inside `clock.at()` that moment. What would happen after the end of the replay does not happen.
"""

import heapq
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import count

from ideas import clock
from ideas.demo.replay_calendar import Calendar
from ideas.demo.replay_company import Company
from ideas.models import Idea

Story = Iterator[datetime]


class Stage:
    """Everybody and everything the stories share."""

    def __init__(self, company: Company, calendar: Calendar) -> None:
        self.company = company
        self.calendar = calendar
        self.ideas: dict[str, Idea] = {}
        self.booked: set[tuple[int, datetime]] = set()
        self._queue: list[tuple[datetime, int, Story]] = []
        self._order = count()

    def begin(self, story: Story) -> None:
        """Adds a story; a generator begins with the moment at which it first does something."""
        moment = next(story, None)
        if moment is not None:
            heapq.heappush(self._queue, (moment, next(self._order), story))

    def play(self, on_day: Callable[[date], None]) -> None:
        """Everything until now, in its order; tells of each new day."""
        day = None
        while self._queue and self._queue[0][0] <= self.calendar.now:
            moment, _place, story = heapq.heappop(self._queue)
            if self.calendar.day_of(moment) != day:
                day = self.calendar.day_of(moment)
                on_day(day)
            with clock.at(moment):
                later = next(story, None)
            if later is not None:
                heapq.heappush(self._queue, (max(later, moment), next(self._order), story))

    def free_time(self, partner: int, wanted: datetime) -> datetime:
        """The time wanted, or the next quarter of an hour at which the partner has offered none; taken now."""
        while (partner, wanted) in self.booked:
            wanted += timedelta(minutes=15)
        self.booked.add((partner, wanted))
        return wanted
