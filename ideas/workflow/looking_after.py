"""What coordinators do beside deciding: show, entrust, move dates, write. Each change has its event."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from ideas import clock, comparing, days, deadlines, rules
from ideas.calendars import Calendar
from ideas.models import Idea, Note, Status
from ideas.rules import Refused
from ideas.workflow.moving import acting, note_down, reason, told
from ideas.workflow.rounds import open_assignments


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
    """Moves the due date of the present status, with a reason; the submitter is told. Owner or coordinator.

    Not past what the promise leaves: that is moved first.
    """
    why = reason(why)
    with acting("move_due", idea, actor) as locked:
        old, locked.due_at = locked.due_at, _new_date(locked, on, deadlines.working_day_from)
        if locked.due_at == old:
            raise Refused(_("It is due on that day already."), "conflict", locked)
        latest = deadlines.latest_due(locked)
        if latest and locked.due_at > latest:
            words = _("The promise leaves this step until %(day)s. Move the promise first.")
            raise Refused(words % {"day": _day(latest, locked)}, "conflict", locked, first="move_promise")
        note_down(locked, "move_due", actor, why=why, old=old.isoformat(), new=locked.due_at.isoformat())
    return locked


def move_promise(idea: Idea, actor: Any, *, on: date, why: str) -> Idea:
    """Moves the promise, later or earlier, with a reason; the first one is kept. Owner or coordinator.

    The submitter hears it from whoever moved it. An earlier one takes the present step's date along. Not earlier than
    with a working day for each step still to come.
    """
    why = reason(why)
    with acting("move_promise", idea, actor) as locked:
        old, new = locked.promise_at, _new_date(locked, on, deadlines.working_day_until)
        if new == old:
            raise Refused(_("The answer is promised for that day already."), "conflict", locked)
        if new < (earliest := deadlines.earliest_promise(locked)):
            words = _("Each step up to the decision needs a working day: %(day)s is the earliest.")
            raise Refused(words % {"day": _day(earliest, locked)}, "conflict", locked)
        locked.promise_at = locked.round.promise_at = new
        locked.round.save(update_fields=["promise_at"])
        _bring_forward(locked)
        note_down(locked, "move_promise", actor, why=why, old=old.isoformat(), new=new.isoformat())
    return locked


def _bring_forward(idea: Idea) -> None:
    """No date of the present step lies later than what the promise leaves."""
    latest = deadlines.latest_due(idea)
    if latest is not None:
        idea.due_at = min(idea.due_at, latest)
        open_assignments(idea).filter(due_at__gt=latest).update(due_at=latest)


def _day(moment: datetime, idea: Idea) -> str:
    return days.plain(deadlines.local_day(moment, deadlines.calendar_of(idea)))


def _new_date(idea: Idea, on: date, to_working_day: Callable[[date, Calendar], date]) -> Any:
    """The end of the working day that this day stands for."""
    calendar = deadlines.calendar_of(idea)
    today = clock.today(calendar.zone)
    day = to_working_day(on, calendar)
    if day < today:
        raise Refused(_("Choose a day that is still to come."), "conflict", idea)
    if on > today + timedelta(days=deadlines.DEFER_DAYS):
        raise Refused(_("Choose a day within the next twelve months."), "conflict", idea)
    return deadlines.end_of(day, calendar)


def note(idea: Idea, actor: Any, *, text: str, criterion: str = "") -> Note:
    """Writes for those who handle the idea; no submitter ever reads it. `criterion`: on what views differ."""
    if criterion and criterion not in comparing.QUESTIONS:
        raise Refused(_("There is no such question."))
    with acting("note", idea, actor) as locked:
        made = Note.objects.create(
            idea=locked,
            round=locked.round,
            author=actor,
            criterion=criterion,
            text=told(text),
            created_at=clock.now(),
        )
        note_down(locked, "note", actor, note_id=made.pk)
    return made
