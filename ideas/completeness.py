"""The proof that nothing is forgotten: what is open without owner, date or next step, what is late, and since when.

Asked of the tables themselves, by two statements however many ideas there are. The page, the command and, once an
hour, the sweep ask it; the sweep tells the idea office of findings, once a day. Counts ideas and never adds up a
person's (I11); repairs nothing.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from ideas import clock, letters, outbox, watch
from ideas.models import OutgoingMail, Status, SweepRun

NAME = "promises"
EVERY = timedelta(hours=1)
DANGER = timedelta(days=7)
"""A promise that runs out within this time is in danger."""
LISTED = 25
"""So many ideas are named of each kind."""

OPEN = "i.status NOT IN ('draft', 'closed', 'withdrawn')"
HERE = "EXISTS (SELECT 1 FROM accounts_user u WHERE u.id = {person} AND u.is_active)"
AWAY = """EXISTS (SELECT 1 FROM accounts_absence a WHERE a.user_id = i.owner_id
    AND %(today)s BETWEEN a.first_day AND a.last_day)"""
STOOD_IN_FOR = """EXISTS (SELECT 1 FROM accounts_absence a JOIN accounts_user s ON s.id = a.substitute_id
    WHERE a.user_id = i.owner_id AND %(today)s BETWEEN a.first_day AND a.last_day AND s.is_active)"""
STEPLESS = """(i.status = 'in_review' AND NOT EXISTS (SELECT 1 FROM ideas_assignment a
        WHERE a.round_id = i.round_id AND a.state = 'open'))
    OR (i.status = 'clarification' AND NOT EXISTS (SELECT 1 FROM ideas_question q
        WHERE q.idea_id = i.id AND q.state = 'open'))
    OR (i.status = 'conversation' AND NOT EXISTS (SELECT 1 FROM ideas_conversation c
        WHERE c.round_id = i.round_id AND c.state IN ('arranging', 'booked')))
    OR (i.status = 'confirming' AND NOT EXISTS (SELECT 1 FROM ideas_conversation c
        WHERE c.round_id = i.round_id AND c.state = 'recorded'))"""
"""Nobody is asked, no question is out, no talk is arranged, no notes are to be checked, though the status says so."""


def _here(person: str) -> str:
    return HERE.format(person=person)


def _ideas(which: str) -> str:
    """Ideas of which this is so."""
    return f"SELECT i.id FROM ideas_idea i WHERE {which}"  # noqa: S608  (nothing but the constants above)


def _of(table: str, which: str) -> str:
    """Ideas with such a row beside them."""
    return f"SELECT i.id FROM {table} o JOIN ideas_idea i ON i.id = o.idea_id WHERE {which}"  # noqa: S608


MUST_NOT_BE: dict[str, tuple[Any, str]] = {
    "owner": (
        _("ideas without an owner"),
        _ideas(f"{OPEN} AND i.owner_id IS NULL"),
    ),
    "date": (
        _("ideas without a date"),
        _ideas(f"{OPEN} AND (i.due_at IS NULL OR (i.outcome = '' AND i.promise_at IS NULL))"),
    ),
    "step": (_("ideas without a next step"), _ideas(STEPLESS)),
    "review": (
        _("open views without a date, or with somebody who has left"),
        _of("ideas_assignment", f"o.state = 'open' AND (o.due_at IS NULL OR NOT {_here('o.reviewer_id')})"),
    ),
    "talk": (
        _("talks to be held by somebody who has left"),
        _of("ideas_conversation", f"o.state <> 'done' AND NOT {_here('o.partner_id')}"),
    ),
    "knock": (
        _("questions how it stands that nobody can answer"),
        _of("ideas_knock", f"o.answered_at IS NULL AND (o.due_at IS NULL OR NOT {_here('i.owner_id')})"),
    ),
    "seat": (
        _("seats in a panel of somebody who has left"),
        _of(
            "ideas_panelseat",
            f"o.heard_at IS NULL AND o.released_at IS NULL AND (o.due_at IS NULL OR NOT {_here('o.user_id')})",
        ),
    ),
    "follow_up": (
        _("second conversations owed by somebody who has left"),
        _of("ideas_followup", f"o.ended_at IS NULL AND (o.due_at IS NULL OR NOT {_here('o.owner_id')})"),
    ),
    "point": (
        _("things agreed in talks that somebody who has left should see to"),
        "SELECT c.idea_id AS id FROM ideas_agreedpoint o JOIN ideas_record r ON r.id = o.record_id "  # noqa: S608
        "JOIN ideas_conversation c ON c.id = r.conversation_id "
        f"WHERE o.settled_at IS NULL AND o.carried_by_id IS NOT NULL AND NOT {_here('o.carried_by_id')}",
    ),
    "work": (
        _("adopted ideas that nobody carries out, or without a day for the next news"),
        _of(
            "ideas_implementation",
            "o.state NOT IN ('effect_checked', 'not_carried_out') AND i.status NOT IN ('draft', 'withdrawn') "
            f"AND (o.next_news_on IS NULL OR NOT {_here('o.owner_id')})",
        ),
    ),
    "hazard": (
        _("open hazards with somebody who has left"),
        _of("ideas_hazard", f"o.settled_at IS NULL AND (o.due_at IS NULL OR NOT {_here('o.owner_id')})"),
    ),
}
"""Findings: each with its words and the statement that finds the ideas."""
WORTH_A_LOOK: dict[str, tuple[Any, str]] = {
    "left": (
        _("open ideas whose owner has left (passed on within minutes while the machine runs)"),
        _ideas(f"{OPEN} AND i.owner_id IS NOT NULL AND NOT {_here('i.owner_id')}"),
    ),
    "away": (
        _("open ideas whose owner is away without a stand-in"),
        _ideas(f"i.owner_id IS NOT NULL AND {OPEN} AND {AWAY} AND NOT {STOOD_IN_FOR}"),
    ),
}
"""Warnings, likewise."""
WORDS: dict[str, Any] = {mark: words for mark, (words, _sql) in {**MUST_NOT_BE, **WORTH_A_LOOK}.items()}


def _named(mark: str, statement: str) -> str:
    """The first ideas of one kind, each with how many there are."""
    each = f"SELECT DISTINCT id FROM ({statement}) AS d"  # noqa: S608
    return f"(SELECT '{mark}', count(*) OVER (), f.id FROM ({each}) AS f ORDER BY f.id LIMIT {LISTED})"  # noqa: S608


FIND = "\nUNION ALL ".join(
    _named(mark, statement) for mark, (_w, statement) in {**MUST_NOT_BE, **WORTH_A_LOOK}.items()
)
COUNT = """
    SELECT (SELECT count(*) FROM ideas_idea WHERE owner_id IS NOT NULL),
        (SELECT jsonb_object_agg(late.status, late.n) FROM (SELECT status, count(*) AS n FROM ideas_idea
            WHERE owner_id IS NOT NULL AND due_at < %(now)s GROUP BY status) AS late),
        (SELECT count(*) FROM ideas_idea WHERE owner_id IS NOT NULL AND outcome = '' AND promise_at < %(now)s),
        (SELECT count(*) FROM ideas_idea WHERE owner_id IS NOT NULL AND outcome = ''
            AND promise_at >= %(now)s AND promise_at < %(soon)s)
"""


@dataclass(frozen=True)
class Finding:
    """One kind of thing that must not be, or is worth a look: how many ideas, and the first of them."""

    mark: str
    count: int
    ideas: list[int]

    @property
    def words(self) -> str:
        """What it is, in the reader's language."""
        return str(WORDS[self.mark])


@dataclass(frozen=True)
class Proof:
    """What was found at one moment. `late`: overdue ideas by status."""

    at: datetime
    findings: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    open: int = 0
    late: dict[str, int] = field(default_factory=dict)
    broken: int = 0
    endangered: int = 0

    @property
    def count(self) -> int:
        """How much there is that must not be; 0 is the promise."""
        return sum(found.count for found in self.findings)

    @property
    def late_in_all(self) -> int:
        """How many ideas are overdue."""
        return sum(self.late.values())

    @property
    def lines(self) -> list[tuple[str, int]]:
        """Every kind of finding with its number, 0 included."""
        found = {one.mark: one.count for one in self.findings}
        return [(str(words), found.get(mark, 0)) for mark, (words, _sql) in MUST_NOT_BE.items()]

    @property
    def figures(self) -> dict[str, Any]:
        """What is kept of it."""
        return {
            "findings": {one.mark: one.count for one in self.findings},
            "warnings": {one.mark: one.count for one in self.warnings},
            "open": self.open,
            "late": self.late,
            "broken": self.broken,
            "endangered": self.endangered,
        }


def prove() -> Proof:
    """Looks now. Two statements, whatever there is."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(FIND, {"today": clock.today()})
        found = list(_gathered(cursor.fetchall()))
        cursor.execute(COUNT, {"now": now, "soon": now + DANGER})
        open_, late, broken, endangered = cursor.fetchone()
    return Proof(
        at=now,
        findings=[one for one in found if one.mark in MUST_NOT_BE],
        warnings=[one for one in found if one.mark in WORTH_A_LOOK],
        open=open_,
        late=_by_way(json.loads(late or "{}")),
        broken=broken,
        endangered=endangered,
    )


def _gathered(rows: list[tuple[str, int, int]]) -> Iterator[Finding]:
    by_mark: dict[str, list[tuple[int, int]]] = {}
    for mark, n, pk in rows:
        by_mark.setdefault(mark, []).append((n, pk))
    for mark in WORDS:
        if known := by_mark.get(mark):
            yield Finding(mark, known[0][0], [pk for _n, pk in known])


def _by_way(counts: Mapping[str, int]) -> dict[str, int]:
    """In the order of the way of an idea."""
    return {status: counts[status] for status in Status.values if status in counts}


def check_promises() -> None:
    """The sweep's job: looks once an hour, keeps what it found, and tells the idea office of what must not be. One
    statement in between."""
    last = watch.last_run(NAME)
    if last is not None and clock.now() - last < EVERY:
        return
    proof = prove()
    SweepRun.objects.update_or_create(name=NAME, defaults={"finished_at": proof.at, "found": proof.figures})
    if proof.count:
        _tell(proof)


def _tell(proof: Proof) -> None:
    """To everybody of the idea office, once a day while it lasts: how much there is of what, and no idea by name."""
    keys = {
        f"promises:{clock.today():%F}:{admin.pk}": admin
        for admin in User.objects.admins().exclude(email=None)
    }
    for known in OutgoingMail.objects.filter(dedupe_key__in=list(keys)).values_list("dedupe_key", flat=True):
        del keys[known]
    mails = []
    for key, admin in keys.items():
        with translation.override(admin.language):
            found = [(one.words, one.count) for one in proof.findings]
            letter = letters.something_forgotten(admin, found)
            mails.append(letters.mail(letter, admin, dedupe_key=key, obligatory=True))
    outbox.post_many(mails)


def last_kept() -> SweepRun | None:
    """When the sweep last looked by itself, and what it found; None if never. One statement."""
    return SweepRun.objects.filter(name=NAME).first()
