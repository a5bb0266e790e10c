"""What must hold after every step, whatever came before it: the invariants, asked of tables, pages' files and mails.

Reads only. `check_integrity` judges what the tables can say; the rest needs to know what was there before the step.
"""

import hashlib

from django.db import connection
from django.db.models import F, Q

from ideas import dossier, integrity, rules
from ideas.models import (
    DECIDED,
    Assignment,
    CoSubmitter,
    Decision,
    Event,
    Follow,
    Idea,
    InPersonTask,
    Note,
    Notice,
    OutgoingMail,
    Record,
    Review,
    Support,
)

INTERNAL = ("internalzq", "notezq")
"""Words that stand in internal notes alone (tests.factories.unique)."""


def wrong(known: dict[int, str]) -> list[str]:
    """Everything that does not hold; `known`: the events of before with their fingerprints, brought up to date."""
    connection.check_constraints()
    found = [f"{f.check}: {f.where}" for f in integrity.findings()]
    return [*found, *_events_changed(known), *_without_reason(), *_read_too_early(), *_internal_in_mails()]


def _fingerprint(event: Event) -> str:
    facts = (event.idea_id, event.seq, event.at, event.kind, event.actor_id, event.why, event.data)
    return hashlib.sha256(repr((facts, event.from_status, event.to_status)).encode()).hexdigest()


def _events_changed(known: dict[int, str]) -> list[str]:
    """I7: events are never changed and never go."""
    now = {event.pk: _fingerprint(event) for event in Event.objects.all()}
    lost = [f"event {pk} changed or gone" for pk, was in known.items() if now.get(pk) != was]
    known.clear()
    known.update(now)
    return lost


def _without_reason() -> list[str]:
    """I4: every outcome but adopted gives a reason, and a no what would change it; I6: every moved date does."""
    silent = Idea.objects.exclude(outcome__in=("", "adopted")).filter(
        Q(decision__reason_code="") | Q(decision__reason_text="")
    )
    closed_doors = Decision.objects.filter(kind="decided", outcome="declined", would_change="")
    moved = Event.objects.filter(kind__in=("move_due", "move_promise"), why="")
    return [
        *(f"no reason: {idea}" for idea in silent),
        *(f"nothing would change it: {made}" for made in closed_doors),
        *(f"moved for no reason: {e.pk}" for e in moved),
    ]


def _read_too_early() -> list[str]:
    """I9: no expert reads the others' views before filing, no submitter before the decision, and never scores.

    I10: no submitter reads a note.
    """
    found = []
    for row in Assignment.objects.filter(state="open").select_related("idea__round", "reviewer"):
        found += _seen_by_expert(row)
    for idea in Idea.objects.exclude(status="draft").select_related("submitter", "round", "department"):
        found += _seen_by_submitter(idea)
    return found


def _seen_by_expert(row: Assignment) -> list[str]:
    if not rules.is_assigned(rules.standing(row.reviewer, row.idea)):
        return []
    papers = dossier.papers_of(row.idea, row.reviewer)
    early = [r for r in papers.reviews if r.assignment.round_id == row.idea.round_id]
    others = [r for r in early if r.assignment.reviewer_id != row.reviewer_id]
    return [f"{row.reviewer} reads view {r.pk} of {row.idea}" for r in others]


def _seen_by_submitter(idea: Idea) -> list[str]:
    papers = dossier.papers_of(idea, idea.submitter)
    views = papers.public_reviews if idea.status not in DECIDED else []
    shown = [*papers.notes, *papers.reviews, *views]
    return [f"submitter of {idea} ({idea.status}) reads {row!r}" for row in shown]


def _internal_in_mails() -> list[str]:
    """I10: nothing internal leaves for a submitter."""
    inside = Q()
    for word in INTERNAL:
        inside |= Q(text__contains=word) | Q(html__contains=word) | Q(subject__contains=word)
    to = F("to_user")
    authors = Q(idea__submitter=to) | Q(idea__cosubmitters__user=to, idea__cosubmitters__state="accepted")
    return [f"internal words in {mail}" for mail in OutgoingMail.objects.filter(inside).filter(authors)]


def backing(idea: Idea) -> tuple[set[int], set[int], set[int]]:
    """Who stands behind an idea: supporters, followers, submitters."""
    joint = CoSubmitter.objects.filter(idea=idea, state="accepted").values_list("user", flat=True)
    return (
        set(Support.objects.filter(idea=idea).values_list("user", flat=True)),
        set(Follow.objects.filter(idea=idea).values_list("user", flat=True)),
        {idea.submitter_id, *joint},
    )


def lost_by_merge(before: tuple[set[int], set[int], set[int]], target: Idea) -> list[str]:
    """I5: whoever stood behind the duplicate stands behind the target, submitters as submitters."""
    supporters, followers, authors = backing(target)
    gone = (before[0] - supporters - authors) | (before[1] - followers - authors) | (before[2] - authors)
    return [f"person {pk} lost by joining with {target}" for pk in gone]


def untold(event: Event) -> list[str]:
    """I6: whoever handed it in hears that a date was moved, by mail or by word of mouth."""
    if event.kind not in ("move_due", "move_promise") or event.actor_id == event.idea.submitter_id:
        return []
    told = OutgoingMail.objects.filter(event=event, to_user=event.idea.submitter_id).exists()
    told = told or InPersonTask.objects.filter(event=event, user=event.idea.submitter_id).exists()
    told = told or Notice.objects.filter(event=event, user=event.idea.submitter_id).exists()
    return [] if told or not event.idea.submitter.is_active else [f"not told: {event.kind} of {event.idea}"]


def size() -> dict[str, int]:
    """How much has happened; for figures."""
    return {m.__name__: m.objects.count() for m in (Idea, Event, Review, Note, Record, OutgoingMail)}
