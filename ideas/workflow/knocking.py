"""Knocks: "what about my idea?", asked by a submitter and answered in words by whoever has the idea by then."""

from typing import Any

from ideas import clock, deadlines
from ideas.models import Idea, Knock
from ideas.workflow.moving import acting, note_down, reason


def knock(idea: Idea, actor: Any) -> Knock:
    """Asks how it stands; due in two working days of the lead department, once in five.

    Submitters and co-submitters may, up to the talk, while no other knock waits. The owner gets a mail; whoever looks
    after the idea hears of it. With the ownership the duty to answer passes on.
    """
    with acting("knock", idea, actor) as locked:
        row = Knock.objects.create(
            idea=locked,
            round=locked.round,
            asked_by=actor,
            asked_at=clock.now(),
            due_at=deadlines.knock_due(locked),
        )
        note_down(locked, "knock", actor, knock_id=row.pk, knock_due=row.due_at.isoformat())
    return row


def answer_knock(idea: Idea, actor: Any, *, text: str) -> Knock:
    """Says how it stands; the submitters read it, by mail. The owner may, or a coordinator."""
    text = reason(text)
    with acting("answer_knock", idea, actor) as locked:
        row = Knock.objects.get(idea=locked, answered_at=None)
        row.answer, row.answered_by, row.answered_at = text, actor, clock.now()
        row.save(update_fields=["answer", "answered_by", "answered_at"])
        note_down(locked, "answer_knock", actor, why=text, knock_id=row.pk)
    return row
