"""Reminding: what was found is written a batch of people at a time, each once, however many sweeps run at once.

A batch is one transaction under a lock: whoever comes second finds the keys of the first. It decides no date.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from accounts.models import User
from ideas import clock, notifications, rules
from ideas.duties.company import Company
from ideas.duties.finding import Reminder, Search, known
from ideas.duties.levels import Role
from ideas.letters import Waiting
from ideas.models import CoSubmitter, Idea, Notice, OutgoingMail
from ideas.notifications import Day, Rows, Said

log = logging.getLogger(__name__)

BATCH = 500
"""Reminders that are written in one transaction, or all of one person."""


def remind() -> None:
    """Everything that is to be said of duties now, each once; one mail a person."""
    company = Company(clock.now())
    if not company.anybody_hears:
        return
    for batch in batches(Search(company).reminders()):
        with one_at_a_time("ideas.reminders"):
            _write(batch, company)


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """A transaction that waits for others of its name; so a look at what is there is not out of date."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])
        yield


def batches(reminders: Iterable[Reminder]) -> Iterator[list[Reminder]]:
    """Whole people, about so many reminders together."""
    batch: list[Reminder] = []
    for one in sorted(reminders, key=lambda one: one.user):
        if len(batch) >= BATCH and one.user != batch[-1].user:
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch


def _write(batch: list[Reminder], company: Company) -> None:
    given = known(one.key for one in batch)
    fresh = [one for one in batch if one.key not in given]
    if not fresh:
        return
    page, rows, joined = Page(fresh, company), Rows(), []
    for user in page.people:
        try:
            said = page.said_to(user)
            joined += notifications.remind(user, said, page.day_of(user), rows) if said else []
        except Exception:
            log.exception("not reminded", extra={"person": user.pk})
    rows.write()
    told = [notice.pk for notice in joined]
    Notice.objects.filter(pk__in=told).update(digested_at=clock.now())


class Page:
    """A batch with everything that its letters need, a statement for each kind of row."""

    def __init__(self, batch: list[Reminder], company: Company) -> None:
        self.company = company
        self.by_user: dict[int, list[Reminder]] = {}
        for one in batch:
            self.by_user.setdefault(one.user, []).append(one)
        ids = {one.idea for one in batch}
        rows = Idea.objects.select_related("department", "coordinator", "owner").defer("text", "search")
        self.ideas = rows.in_bulk(ids)
        self.people = list(User.objects.for_request().filter(pk__in=self.by_user).order_by("pk"))
        accepted = CoSubmitter.objects.filter(idea__in=ids, state=CoSubmitter.State.ACCEPTED)
        self.joint = set(accepted.values_list("idea", "user"))
        self.waiting = self._waiting()
        keys = [self._key(user) for user in self.people]
        sent = OutgoingMail.objects.filter(dedupe_key__in=keys)
        self.sent = set(sent.values_list("dedupe_key", flat=True))

    def said_to(self, user: Any) -> list[Said]:
        """What one person is told, what is late first; to help only, who has no part in the idea and may read it."""
        mine = [one for one in self.by_user[user.pk] if one.role == Role.HOLDER or self._may_help(one, user)]
        mine.sort(key=lambda one: (not one.level.late, self._due(one), one.idea))
        return [self._said(one) for one in mine]

    def day_of(self, user: Any) -> Day:
        """What else is for them today."""
        key = self._key(user)
        return Day(key, self.waiting.get(user.pk, ()), key in self.sent)

    def _waiting(self) -> dict[int, list[Notice]]:
        rows = Notice.objects.filter(user__in=self.by_user, digest=True, digested_at=None)
        found: dict[int, list[Notice]] = {}
        for notice in rows.select_for_update(skip_locked=True, of=("self",)).order_by("pk"):
            found.setdefault(notice.user_id, []).append(notice)
        return found

    def _key(self, user: Any) -> str:
        hearing = self.company.hearing(user.pk)
        return digest_key(user, hearing.day if hearing else "")

    def _may_help(self, one: Reminder, user: Any) -> bool:
        if (one.idea, user.pk) in self.joint:
            return False
        idea = self.ideas[one.idea]
        if one.role != Role.STAND_IN or rules.is_public(idea):
            return True
        above = idea.department.ancestors if idea.department else []
        return bool(set(user.coordinates) & set(above))

    def _due(self, one: Reminder) -> Any:
        return one.due_at or self.ideas[one.idea].due_at

    def _said(self, one: Reminder) -> Said:
        mine = one.role == Role.HOLDER
        waiting = Waiting(
            idea=self.ideas[one.idea],
            what=one.what,
            due_at=self._due(one),
            late=one.level.late,
            mine=mine,
            named=mine or Role.ADMIN not in one.level.tells,
        )
        return Said(one.key, waiting, one.level.at_once, one.for_submitter)


def digest_key(user: Any, day: str) -> str:
    """What makes it the daily mail of this day."""
    return f"digest:{user.pk}:{day}"
