"""What coordinators do beside deciding: show, entrust, move dates, write. Each change has its event."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from ideas import clock, deadlines, rules
from ideas.models import Idea, Message, Note, Status
from ideas.rules import Refused
from ideas.workflow.moving import acting, note_down, reason, told


def glance(idea: Idea, actor: Any) -> Idea:
    """Has looked at it: from now on every employee may read it, where its submitter wants that. A coordinator."""
    with acting("glance", idea, actor) as locked:
        if not locked.glanced_at:
            locked.glanced_at, locked.glanced_by = clock.now(), actor
            note_down(locked, "glance", actor)
    return locked


def unglance(idea: Idea, actor: Any) -> Idea:
    """Takes the glance back within a quarter of an hour: only those who handle it read it again. A coordinator."""
    with acting("unglance", idea, actor) as locked:
        locked.glanced_at, locked.glanced_by = None, None
        note_down(locked, "unglance", actor)
    return locked


def entrust(idea: Idea, actor: Any, *, to: Any, why: str) -> Idea:
    """Another coordinator looks after it from now on; dates stay. A coordinator may, with a reason."""
    why = reason(why)
    with acting("entrust", idea, actor) as locked:
        if locked.status in (Status.DECIDING, Status.CONVERSATION, Status.CONFIRMING):
            raise Refused(_("It is with the decider or the conversation partner now."), "conflict", locked)
        if not rules.is_coordinator(rules.standing(to, locked)):
            raise Refused(_("Choose a coordinator who has no part in this idea."), "conflict", locked)
        old, locked.owner, locked.coordinator = locked.owner, to, to
        note_down(locked, "entrust", actor, why=why, user_id=to.pk, user_name=to.name, old_id=old.pk)
    return locked


def move_due(idea: Idea, actor: Any, *, on: date, why: str) -> Idea:
    """Moves the due date of the present status, with a reason; the submitter is told. Owner or coordinator."""
    why = reason(why)
    with acting("move_due", idea, actor) as locked:
        old, locked.due_at = locked.due_at, _new_date(locked, on)
        note_down(locked, "move_due", actor, why=why, old=old.isoformat(), new=locked.due_at.isoformat())
    return locked


def move_promise(idea: Idea, actor: Any, *, on: date, why: str) -> Idea:
    """Moves the promise, with a reason; the submitter is told, the first one is kept. Owner or coordinator."""
    why = reason(why)
    with acting("move_promise", idea, actor) as locked:
        old, locked.promise_at = locked.promise_at, _new_date(locked, on)
        locked.round.promise_at = locked.promise_at
        locked.round.save(update_fields=["promise_at"])
        note_down(
            locked, "move_promise", actor, why=why, old=old.isoformat(), new=locked.promise_at.isoformat()
        )
    return locked


def _new_date(idea: Idea, on: date) -> Any:
    zone = deadlines.zone_of(idea)
    if on < clock.today(zone):
        raise Refused(_("Choose a day that is still to come."), "conflict", idea)
    return deadlines.end_of(deadlines.working_day_from(on), zone)


def note(idea: Idea, actor: Any, *, text: str) -> Note:
    """Writes for those who handle the idea; no submitter ever reads it."""
    with acting("note", idea, actor) as locked:
        made = Note.objects.create(
            idea=locked, round=locked.round, author=actor, text=told(text), created_at=clock.now()
        )
        note_down(locked, "note", actor, note_id=made.pk)
    return made


def message(idea: Idea, actor: Any, *, text: str) -> Message:
    """Writes to the submitters, or as submitter to those who look after the idea; also the written conversation."""
    with acting("message", idea, actor) as locked:
        made = Message.objects.create(idea=locked, author=actor, text=told(text), created_at=clock.now())
        note_down(locked, "message", actor, message_id=made.pk)
    return made
