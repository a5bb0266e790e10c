"""Silence: when its submitters have seen nothing new of an idea for a week, a line says where it is and why.

Every odd week a line in the inbox, every even one a mail; never while the idea waits for the submitter, and no more
once it is decided. What counts as new is said in `workflow.moving`.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q

from accounts.models import User
from ideas import clock, notifications
from ideas.duties.company import Company
from ideas.duties.finding import known
from ideas.duties.reminding import one_at_a_time
from ideas.models import CoSubmitter, Idea, Status
from ideas.notifications import Rows

WEEK = timedelta(days=7)
BATCH = 2000
"""Ideas that are looked at together."""
WRITTEN = 200
"""Lines that are written in one transaction."""


class Quiet(NamedTuple):
    """An idea of which nothing new was seen since a moment."""

    since: datetime
    idea: int
    author: int


class Line(NamedTuple):
    """One line for one person."""

    key: str
    user: int
    idea: int
    weeks: int


def break_silence() -> None:
    """Says of each idea without news where it is, once a week and person, in their hours."""
    company = Company(clock.now())
    if not company.anybody_hears:
        return
    for rows in _batches(company):
        wanted = {line.key: line for row in rows for line in _lines(row, company)}
        given = known(wanted)
        lines = [line for key, line in wanted.items() if key not in given]
        for start in range(0, len(lines), WRITTEN):
            with one_at_a_time("ideas.silence"):
                _write(lines[start : start + WRITTEN])


def _batches(company: Company) -> Iterator[list[tuple[Quiet, list[int]]]]:
    """The quiet ideas with their submitters, the longest quiet first; the people of each batch are met."""
    last: Quiet | None = None
    while True:
        rows = [Quiet(*row) for row in _page(company, last)]
        if rows:
            yield _with_people(rows, company)
        if len(rows) < BATCH:
            return
        last = rows[-1]


def _page(company: Company, last: Quiet | None) -> Any:
    found = Idea.objects.filter(owner__isnull=False, outcome="", last_sign_at__lte=company.now - WEEK)
    if last is not None:
        later = Q(last_sign_at__gt=last.since) | Q(pk__gt=last.idea)
        found = found.filter(later, last_sign_at__gte=last.since)
    rows = found.exclude(status=Status.CLARIFICATION).order_by("last_sign_at", "pk")
    return rows.values_list("last_sign_at", "pk", "submitter_id")[:BATCH]


def _with_people(rows: list[Quiet], company: Company) -> list[tuple[Quiet, list[int]]]:
    accepted = CoSubmitter.objects.filter(
        idea__in=[row.idea for row in rows], state=CoSubmitter.State.ACCEPTED
    )
    joint: dict[int, list[int]] = {}
    for idea, user in accepted.values_list("idea", "user"):
        joint.setdefault(idea, []).append(user)
    found = [(row, [row.author, *joint.get(row.idea, [])]) for row in rows]
    company.meet(user for _row, users in found for user in users)
    return found


def _lines(found: tuple[Quiet, list[int]], company: Company) -> Iterator[Line]:
    row, users = found
    weeks = (company.now - row.since) // WEEK
    for user in users:
        hearing = company.hearing(user)
        if hearing is not None and hearing.now:
            yield Line(f"quiet:{row.idea}:{row.since:%Y%m%dT%H%M%S}:{weeks}:{user}", user, row.idea, weeks)


def _write(lines: list[Line]) -> None:
    given = known(line.key for line in lines)
    fresh = [line for line in lines if line.key not in given]
    ideas = Idea.objects.with_names().filter(pk__in={line.idea for line in fresh}).defer("text", "search")
    ideas = ideas.filter(owner__isnull=False, outcome="").exclude(status=Status.CLARIFICATION)
    found = {idea.pk: idea for idea in ideas}
    people = User.objects.in_bulk({line.user for line in fresh})
    rows = Rows()
    for line in fresh:
        if line.idea in found:
            notifications.tell_quiet(
                found[line.idea],
                people[line.user],
                line.weeks,
                key=line.key,
                by_mail=line.weeks % 2 == 0,
                rows=rows,
            )
    rows.write()
