"""A review that waits too long passes to somebody who can look at it now. The sweep's verb; nobody is blamed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ideas import clock, deadlines, notifications, routing
from ideas.models import Assignment, Idea
from ideas.rules import Refused
from ideas.workflow.moving import acting, note_down
from ideas.workflow.rounds import end_assignments, open_assignments, taken_over_mark

TAKE_OVER_AFTER = 2
"""Working days of the lead department after which a review that is due passes to somebody else."""


def take_over(idea: Idea, *, assignment: Assignment) -> Assignment | None:
    """Gives a waiting review to the substitute of whoever has it, else to whom routing finds; the date stays.

    The sweep's verb, once a review: due for two working days, or due and its expert away. Both are told, and whoever
    looks after the idea. Nobody free: that person alone is told, once, and None is given. Raises `Refused` where it
    is not time, or it has been taken over before.
    """
    with acting("take_over", idea, None) as locked:
        rows = open_assignments(locked).select_related("department", "reviewer")
        mine = rows.filter(pk=assignment.pk).first()
        if mine is None or taken_over_mark(mine):
            raise Refused(_("This review is not open any more."), "conflict", locked)
        mine.idea = locked
        if not waits_too_long(mine):
            raise Refused(_("It is not time yet."), "conflict", locked)
        pick = routing.replacement_for(mine)
        if pick is None:
            notifications.nobody_free(mine)
            return None
        return _passed_to(pick, mine)


def waits_too_long(row: Assignment) -> bool:
    """Whether its day is two working days gone, or has come while its expert is away."""
    calendar = deadlines.calendar_of(row.idea)
    if deadlines.moved_promise(row.due_at, TAKE_OVER_AFTER, calendar) <= clock.now():
        return True
    today = clock.today(calendar.zone)
    return deadlines.local_day(row.due_at, calendar) <= today and not row.reviewer.is_present(today)


def _passed_to(pick: routing.Pick, mine: Assignment) -> Assignment:
    idea: Any = mine.idea
    end_assignments(Assignment.objects.filter(pk=mine.pk), Assignment.State.HANDED_OVER)
    why = "substitute" if pick.why == "substitute" else "taken_over"
    taken = Assignment.objects.create(
        idea=idea,
        round=idea.round,
        department=mine.department,
        reviewer=pick.user,
        due_at=mine.due_at,
        why=why,
        why_data={**pick.why_data, "name": mine.reviewer.name, "taken_over": True},
    )
    note_down(
        idea,
        "take_over",
        None,
        assignment_ids=[taken.pk],
        released_ids=[mine.pk],
        user_id=pick.user.pk,
        user_name=pick.user.name,
    )
    return taken
