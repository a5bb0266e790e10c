"""Reviews whose day has gone by: the sweep's job that passes them on. Finds them; the verb acts and checks again."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q

from accounts.models import User
from ideas import clock, workflow
from ideas.models import Assignment, Status, SweepRun
from ideas.rules import Refused

NAME = "take_over"
"""Under which name it is kept for whom nobody was free today."""
log = logging.getLogger(__name__)


def take_over_reviews() -> None:
    """Reviews that wait too long go to somebody who can look at them; where nobody is free it is tried again the
    next day. One statement when nothing waits."""
    waiting = list(_waiting())
    if not waiting:
        return
    today = clock.today().isoformat()
    tried = {pk for pk, day in _nobody_found().items() if day == today}
    found_nobody = [row.pk for row in waiting if str(row.pk) not in tried and _nobody_takes(row)]
    if found_nobody:
        nobody = dict.fromkeys([*tried, *map(str, found_nobody)], today)
        SweepRun.objects.update_or_create(
            name=NAME, defaults={"finished_at": clock.now(), "found": {"nobody": nobody}}
        )


def _waiting() -> list[Any]:
    """Open reviews that may be to pass on: long due, or due by tomorrow with an expert who is away."""
    now = clock.now()
    long_due = Q(due_at__lte=now - timedelta(days=workflow.TAKE_OVER_AFTER))
    away = Q(reviewer__in=User.objects.absent())
    rows = _due_by(now + timedelta(days=1)).filter(long_due | away)
    return [row for row in rows if workflow.waits_too_long(row)]


def _due_by(moment: datetime) -> Any:
    rows = Assignment.objects.due_by(moment).filter(idea__status=Status.IN_REVIEW, round=F("idea__round"))
    rows = rows.exclude(why_data__has_key="taken_over").order_by("due_at", "pk")
    return rows.select_related("idea__department", "reviewer").prefetch_related("reviewer__absences")


def _nobody_found() -> dict[str, str]:
    """Reviews for which nobody was free, with the day when that was so."""
    found = SweepRun.objects.filter(name=NAME).values_list("found", flat=True).first() or {}
    return dict(found.get("nobody", {}))


def _nobody_takes(row: Assignment) -> bool:
    """Passes it on; whether nobody is free for it. What another sweep or a person did first is no fault."""
    try:
        return workflow.take_over(row.idea, assignment=row) is None
    except Refused:
        log.info("sweep came second", extra={"idea": row.idea_id, "verb": "take_over"})
    except Exception:
        log.exception("sweep failed", extra={"idea": row.idea_id, "verb": "take_over"})
    return False
