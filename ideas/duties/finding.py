"""Finding who is to be reminded of what: batch by batch along an index, the same few statements for each batch.

It writes nothing; whether a reminder has been given already is asked of the keys of the notices.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from ideas.duties.company import Company, Hearing
from ideas.duties.levels import Level, Role
from ideas.duties.table import DAY, DUTIES, Duty
from ideas.models import Notice

BATCH = 2000
"""Rows of one kind that are looked at together."""


KEYS = 5000
STAND_IN = datetime(1, 1, 1, tzinfo=UTC)
"""Stands for the horizon in a statement that is built once."""


class Open(NamedTuple):
    """One duty that is open, as far as reminding goes."""

    value: Any
    pk: int
    idea: int
    department: int | None
    holder: int | None
    coordinator: int | None
    author: int | None
    manager: int | None


@dataclass(frozen=True)
class Reminder:
    """Somebody to be told of a duty. `due_at` is None where the date that is said is that of the idea."""

    key: str
    user: int
    idea: int
    what: str
    due_at: datetime | None
    level: Level
    role: Role
    for_submitter: bool = False


@dataclass
class Search:
    """One look at all duties at one moment."""

    company: Company
    _moments: dict[Any, tuple[datetime, list[tuple[Level, datetime]]]] = field(default_factory=dict)

    def reminders(self) -> list[Reminder]:
        """Everything that is to be said now and has not been said, each once."""
        found: dict[str, Reminder] = {}
        for rows in self._batches():
            self._meet(row for _duty, row in rows)
            wanted: dict[str, Reminder] = {}
            for duty, row in rows:
                for one in self._of(duty, row):
                    wanted.setdefault(one.key, one)
            given = known(wanted)
            found = {key: one for key, one in wanted.items() if key not in given} | found
        return list(found.values())

    def _batches(self) -> Iterator[list[tuple[Duty, Open]]]:
        """The open rows that may be due, earliest first: the beginnings of all kinds together, then what is left."""
        horizon = self.company.horizon
        first = first_pages(horizon)
        yield [(duty, row) for duty, rows in first.items() for row in rows]
        for duty, rows in first.items():
            left = rows
            while len(left) == BATCH:
                left = [Open(*row) for row in page(duty, duty.dates.until(horizon), left[-1])]
                yield [(duty, row) for row in left]

    def _meet(self, rows: Iterable[Open]) -> None:
        company = self.company
        people = {pk for row in rows for pk in (row.holder, row.coordinator)}
        company.meet(people | {*company.admins, *company.stand_ins})

    def _of(self, duty: Duty, row: Open) -> Iterator[Reminder]:
        """To each person concerned the highest level that holds for them."""
        due_at, begun = self._begun(duty, row)
        told: dict[int, tuple[Level, Role]] = {}
        for level, began in begun:
            for person, role in self._concerned(level, row):
                hearing = self.company.hearing(person)
                if hearing is not None and may_say(hearing, level, began):
                    told[person] = (level, told[person][1] if person in told else role)
        for person, (level, role) in told.items():
            yield reminder(duty, row, due_at, told=(person, level, role))

    def _begun(self, duty: Duty, row: Open) -> tuple[datetime, list[tuple[Level, datetime]]]:
        """When it is due, and the levels that hold, lowest first; reckoned once for each date and department."""
        known_as = (duty.what, row.department, row.value)
        if known_as not in self._moments:
            calendar = self.company.calendar(row.department)
            due_at = duty.dates.due(calendar, row.value)
            begins = [(level, level.begins(calendar, due_at)) for level in duty.levels]
            self._moments[known_as] = due_at, [(level, at) for level, at in begins if at <= self.company.now]
        return self._moments[known_as]

    def _concerned(self, level: Level, row: Open) -> Iterator[tuple[int, Role]]:
        """Who hears of a level; nobody who has a part in the idea is asked to help."""
        apart = {row.author, row.manager}
        for role in level.tells:
            for person in self._people(role, row):
                if person is not None and (role == Role.HOLDER or person not in apart):
                    yield person, role

    def _people(self, role: Role, row: Open) -> list[int | None]:
        if role == Role.HOLDER:
            return [row.holder]
        if role == Role.COORDINATOR:
            return [row.coordinator]
        if role == Role.STAND_IN:
            return [self.company.stand_in_for(row.holder)] if row.holder else []
        return list(self.company.admins)


def page(duty: Duty, until: Any, last: Open | None = None) -> QuerySet[Any]:
    """The open rows of a kind that are due until then, as `Open`, from the one after `last` on."""
    column, to_idea = duty.column, duty.to_idea
    found = duty.rows().filter(**{f"{column}__lte": until})
    if last is not None:
        later = Q(**{f"{column}__gt": last.value}) | Q(pk__gt=last.pk)
        found = found.filter(later, **{f"{column}__gte": last.value})
    of_idea = ("department_id", "coordinator_id", "submitter_id", "submitter__line_manager_id")
    department, *people = (f"{to_idea}{name}" for name in of_idea)
    names = (column, "pk", f"{to_idea}id", department, duty.holder, *people)
    return found.order_by(column, "pk").values_list(*names)[:BATCH]


def first_pages(horizon: datetime) -> dict[Duty, list[Open]]:
    """The first page of each kind; one statement for all of them."""
    sql, params = _first_pages()
    with connection.cursor() as cursor:
        cursor.execute(sql, [_exchanged(value, horizon) for value in params])
        rows = cursor.fetchall()
    found: dict[Duty, list[Open]] = {duty: [] for duty in DUTIES}
    for n, value, *rest in sorted(rows, key=lambda row: row[:3]):
        found[DUTIES[n]].append(Open(DUTIES[n].dates.read(value), *rest))
    return found


@cache
def _first_pages() -> tuple[str, tuple[Any, ...]]:
    """That statement, built once, with stand-ins for the horizon."""
    parts: list[str] = []
    given: list[Any] = []
    for n, duty in enumerate(DUTIES):
        sql, params = page(duty, duty.dates.until(STAND_IN)).query.sql_with_params()
        parts.append(f"SELECT {n}, part.* FROM ({sql}) part")  # noqa: S608  (nothing but our own statements)
        given += params
    return " UNION ALL ".join(parts), tuple(given)


def _exchanged(value: Any, horizon: datetime) -> Any:
    if value == STAND_IN:
        return horizon
    return DAY.until(horizon) if value == DAY.until(STAND_IN) else value


def reminder(duty: Duty, row: Open, due_at: datetime, told: tuple[int, Level, Role]) -> Reminder:
    """The same duty is said once a level and person; to those who only help, once an idea and date."""
    person, level, role = told
    mine = role == Role.HOLDER
    what, pk = (duty.what, row.pk) if mine else (duty.for_helpers, row.idea)
    return Reminder(
        key=f"reminder:{what}:{pk}:{due_at:%Y%m%dT%H%M}:{level.name}:{person}",
        user=person,
        idea=row.idea,
        what=what,
        due_at=None if duty.by_idea else due_at,
        level=level,
        role=role,
        for_submitter=duty.for_submitter,
    )


def may_say(hearing: Hearing, level: Level, began: datetime) -> bool:
    """Whether somebody may hear of a level now: in their hours and, once it is late, from a morning after that on."""
    return hearing.now and (not level.late or began <= hearing.morning)


def known(keys: Iterable[str]) -> set[str]:
    """Which of these reminders have been given already; a statement for so many at a time, none for none."""
    asked = list(keys)
    found: set[str] = set()
    for start in range(0, len(asked), KEYS):
        rows = Notice.objects.filter(dedupe_key__in=asked[start : start + KEYS])
        found.update(rows.values_list("dedupe_key", flat=True))
    return found
