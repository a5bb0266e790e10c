"""What should have been said, to whom and when: reckoned from the world alone, sweep by sweep, by the plain rule.

It shares no line with the tool. A person concerned by a duty hears of the highest level that holds, once a level, at
the first sweep in their hours: from seven to twenty of their working days. What is late they hear of from the first
seven o'clock after it became late.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from tests.sweeping.world import Days, Owed, World

LATE = ("overdue", "escalated")
LEVELS = ("soon", "due", "overdue", "escalated")


def expected(world: World, sweeps: Sequence[datetime]) -> dict[str, datetime]:
    """Each reminder by its key, with the moment of the sweep that gives it."""
    found: dict[str, datetime] = {}
    for owed in world.owed:
        for at, key in _of(world, owed, sweeps):
            if key not in found or at < found[key]:
                found[key] = at
    return found


def _of(world: World, owed: Owed, sweeps: Sequence[datetime]) -> Iterator[tuple[datetime, str]]:
    begins = beginnings(owed.days, owed.due_at)
    first = max(owed.since, min(begins[level] for level in owed.levels))
    for at in sweeps[bisect_left(sweeps, first) :]:
        if at >= owed.until:
            return
        if at < first:
            continue
        for person, mine, level in _heard(world, owed, begins, at):
            what, pk = (owed.what, owed.pk) if mine else (owed.seen_as, owed.idea)
            stamp = owed.due_at.astimezone(UTC).strftime("%Y%m%dT%H%M")
            yield at, f"reminder:{what}:{pk}:{stamp}:{level}:{person}"


def _heard(
    world: World, owed: Owed, begins: dict[str, datetime], at: datetime
) -> Iterator[tuple[int, bool, str]]:
    holder = owed.holder
    highest: dict[int, tuple[bool, str]] = {}
    for level in LEVELS:
        if level not in owed.levels or begins[level] > at:
            continue
        people = {"soon": [holder], "due": [holder], "escalated": world.admins}.get(level)
        if people is None:
            people = [holder, *stand_in(world, holder, at), owed.coordinator]
        for person in people:
            if hears(world.works_by[person], at, begins[level] if level in LATE else None):
                highest[person] = (person == holder, level)
    for person, (mine, level) in highest.items():
        yield person, mine, level


def beginnings(days: Days, due_at: datetime) -> dict[str, datetime]:
    """From when each level holds."""
    day = days.local(due_at).date()
    return {
        "soon": days.at(days.step(day, -1), 0),
        "due": days.at(day, 0),
        "overdue": due_at,
        "escalated": days.at(days.step(day, 2), 18),
    }


def hears(days: Days, at: datetime, late_since: datetime | None) -> bool:
    """Whether somebody hears at a moment of what is late since then, or of what is not late."""
    local = days.local(at)
    if not (days.worked(local.date()) and 7 <= local.hour < 20):
        return False
    return late_since is None or late_since <= days.at(local.date(), 7)


def stand_in(world: World, person: int, at: datetime) -> list[int]:
    today = world.works_by[person].local(at).date()
    return [other for who, first, last, other in world.away if who == person and first <= today <= last]


def jumps(world: World) -> list[datetime]:
    """Every moment at which anything may become due to be said: midnights and mornings, everywhere."""
    found = set()
    for days in world.days.values():
        day = days.local(world.begins).date() - timedelta(days=1)
        while day <= world.ends.date() + timedelta(days=1):
            found |= {days.at(day, 0), days.at(day, 7)}
            day += timedelta(days=1)
    found |= {owed.due_at for owed in world.owed}
    return sorted(at for at in found if world.begins <= at < world.ends)
