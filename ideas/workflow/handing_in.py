"""Drafts, handing in, taking up again, appeal: what starts the way of an idea, and what ends it early."""

import re
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from ideas import clock, routing, written
from ideas.files import drop_after_commit
from ideas.markdown import plain
from ideas.models import Event, Idea, Round, Status
from ideas.rules import Refused
from ideas.workflow.hazards import raise_hazard
from ideas.workflow.moving import (
    acting,
    move,
    note_down,
    reason,
    refusals_in_words,
    save,
    step,
    tell,
    told,
)
from ideas.workflow.people import ask_to_join
from ideas.workflow.rounds import ask_experts, concern, end_open_business, owner_in, start_round
from ideas.workflow.unanswered import points_of

TITLE_LENGTH = 150
MOST_FOR_A_TITLE = 2000
"""Letters of a text that are looked at for its first line."""
LAST_STOP = re.compile(r"(?<=[^\W\d_]{3})(?<!\betc)(?<!\busw)\.$")
"""The full stop after a sentence; none after an ordinal or a short form. `drawn` in tell.js has the same."""


def title_from(text: str) -> str:
    """The first line of the text, cut at a word and without its full stop, as title."""
    lines = (line.strip(" #*-\t") for line in plain(text[:MOST_FOR_A_TITLE]).splitlines())
    line = next((line for line in lines if line), "")
    if len(line) <= 90:
        return LAST_STOP.sub("", line)
    return line[:90].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def save_draft(actor: Any, *, text: str, draft: Idea | None = None, **fields: Any) -> Idea:
    """Keeps a half-written idea for its writer alone; no event. `fields`: title, department, topic, visibility ...

    Raises `Refused` where it was sent or thrown away meanwhile, as in another tab.
    """
    idea = draft or Idea(submitter=actor, visibility=settings.DEFAULT_VISIBILITY)
    idea.text = text
    for name, value in fields.items():
        setattr(idea, name, value)
    _give_title(idea)
    idea.updated_at = clock.now()
    if idea.pk is None:
        written.add(idea)
        return idea
    with transaction.atomic():
        if not _is_still_draft(idea):
            raise Refused(_("It has been sent or thrown away meanwhile."), "conflict")
        written.change(idea)
    return idea


def _give_title(idea: Idea) -> None:
    """The title that was typed, else one from the text."""
    idea.title = (idea.title.strip() or title_from(idea.text) or _("Draft without words"))[:TITLE_LENGTH]


def _is_still_draft(idea: Idea) -> bool:
    """Whether it waits to be sent; from here to the end of the transaction nobody sends it or throws it away."""
    rows = Idea.objects.filter(pk=idea.pk, status=Status.DRAFT).select_for_update(of=("self",))
    return bool(rows.values_list("pk", flat=True))


def discard(idea: Idea, actor: Any) -> None:
    """Deletes a draft. Its writer may; nothing is left, no event."""
    with acting("discard", idea, actor) as locked:
        drop_after_commit(locked.attachments.all())
        locked.delete()


def hand_in(
    idea: Idea,
    actor: Any,
    *,
    on_behalf_of: Any = None,
    department: Any = None,
    together: Iterable[Any] = (),
    hazard: bool = False,
) -> Idea:
    """Draft becomes idea: number, round, promise, experts or triage, all in one transaction.

    Its writer may, for themselves or for a colleague, who then is the submitter. Experts, coordinator and submitter
    hear of it; colleagues who had it `together` with them are asked to join; a `hazard` is reported in the same
    minute. What it improves is told so. Raises `Refused` for an empty text.
    """
    told(idea.text)
    given = {
        "on_behalf_of": on_behalf_of,
        "department": department,
        "together": list(together),
        "hazard": hazard,
    }
    if idea.pk is None:
        _give_title(idea)
        with refusals_in_words(), transaction.atomic(savepoint=False):
            return _hand_in(idea, actor, **given)
    with acting("hand_in", idea, actor) as locked:
        return _hand_in(locked, actor, **given)


def _hand_in(
    idea: Idea, actor: Any, *, on_behalf_of: Any, department: Any, together: Iterable[Any], hazard: bool
) -> Idea:
    if on_behalf_of is not None:
        if not on_behalf_of.is_active:
            raise Refused(_("This person is no longer with us."), "conflict", idea)
        idea.submitter, idea.handed_in_by = on_behalf_of, actor
    _number(idea)
    idea.handed_in_at = clock.now()
    told_of = _improving(idea, actor)  # locks an idea, so it comes before the choice of experts
    plan = routing.plan(idea, department=department or idea.department)
    idea.department = plan.lead
    start_round(idea, Round.Cause.HANDED_IN)
    _set_out(
        idea,
        plan,
        "hand_in",
        actor,
        on_behalf_of=idea.submitter_id if idea.handed_in_by_id else None,
        **told_of,
    )
    for colleague in together:
        ask_to_join(idea, actor, colleague)
    if hazard:
        raise_hazard(idea, actor)
    return idea


def _improving(idea: Idea, actor: Any) -> dict[str, Any]:
    """What the story tells of the idea that this one improves; that one's story tells of it as well."""
    if idea.improves_id is None:
        return {}
    improve(Idea(pk=idea.improves_id), actor, by=idea)
    assert idea.improves is not None
    return {"improves": idea.improves.number}


def improve(idea: Idea, actor: Any, *, by: Idea) -> Idea:
    """Notes that somebody has improved it and handed it in again. Its submitters may, once at a time, after a no."""
    with acting("improve", idea, actor) as locked:
        note_down(locked, "improve", actor, number=by.number, idea_id=by.pk)
    return locked


def _number(idea: Idea) -> None:
    """Gives the idea the next number of a receipt; to a new one its key as well, so that what belongs to it can be
    written before it."""
    key = "nextval(pg_get_serial_sequence('ideas_idea', 'id'))" if idea.pk is None else "%s"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT nextval('tell_idea_number'), {key}", [] if idea.pk is None else [idea.pk])
        idea.number, idea.pk = cursor.fetchone()


def _set_out(idea: Idea, plan: routing.Plan, kind: str, actor: Any, why: str = "", **data: Any) -> Event:
    """To the experts when enough are free, else to triage; with the coordinator as owner."""
    concern(idea, plan)
    idea.coordinator = plan.coordinator
    steps = step(idea, Status.IN_REVIEW if plan.enough else Status.TRIAGE, owner=plan.coordinator)
    save(idea, kind, actor)
    asked = ask_experts(idea, plan.picks) if plan.enough else []
    return tell(
        idea,
        kind,
        actor,
        why=why,
        steps=steps,
        lead=plan.lead.name,
        concerned=[d.name for d in plan.concerned if d.pk != plan.lead.pk],
        asked=asked,
        assignment_ids=[row.pk for row in asked],
        plan="review" if plan.enough else "triage",
        **data,
    )


def withdraw(idea: Idea, actor: Any, *, why: str = "") -> Idea:
    """Takes the idea back before the decision, or from hold. The submitter may; experts hear that it is off."""
    with acting("withdraw", idea, actor) as locked:
        asked = list(locked.assignments.filter(state="open").values_list("pk", flat=True))
        end_open_business(locked)
        move(locked, Status.WITHDRAWN, "withdraw", actor, why=why.strip(), assignment_ids=asked)
    return locked


def take_up(idea: Idea, actor: Any, *, why: str = "") -> Idea:
    """Takes a withdrawn idea up again: a new round, beginning at triage. The submitter may, for twelve months."""
    with acting("take_up", idea, actor) as locked:
        start_round(locked, Round.Cause.TAKEN_UP, why=why.strip())
        move(
            locked,
            Status.TRIAGE,
            "take_up",
            actor,
            why=why.strip(),
            plan="triage",
            lead=locked.department.name,
        )
    return locked


def appeal(idea: Idea, actor: Any, *, why: str = "", points: Iterable[str] = ()) -> Idea:
    """Asks for a second look: a new round without the earlier experts and decider.

    The submitter may, once, within 30 days of closing, with what is new (`why`), sentences of the answer that left
    something open (`points`), or both. Nobody else left: triage.
    """
    points = list(points)
    why = reason(why) if why.strip() or not points else ""
    with acting("appeal", idea, actor) as locked:
        if not set(points) <= {point.text for point in points_of(locked)}:
            raise Refused(_("This sentence does not stand in our answer."), "conflict", locked)
        before = set(locked.assignments.filter(state="filed").values_list("reviewer_id", flat=True))
        before |= set(locked.decisions.values_list("decided_by_id", flat=True))
        start_round(locked, Round.Cause.APPEAL, why=why, point="\n".join(points))
        plan = routing.plan(locked, department=locked.department, exclude=before)
        _set_out(locked, plan, "appeal", actor, why="\n".join([*filter(None, [why]), *points]))
    return locked


def come_back(idea: Idea) -> Idea:
    """Back from hold on the date: a new round for the decider; the reviews of before are kept. The sweep's verb."""
    with acting("come_back", idea, None) as locked:
        earlier = locked.round.reviews_of or locked.round
        start_round(locked, Round.Cause.RETURNED, reviews_of=earlier)
        move(locked, Status.DECIDING, "come_back", None, owner=owner_in(Status.DECIDING, locked))
    return locked
