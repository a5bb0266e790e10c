"""The table of duties: one row for each kind of thing that somebody owes by a date. It asks for rows and judges none.

A new kind of duty is a row here and its words in `letters.REMINDERS` and `letters.WAITED_FOR`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet

from ideas import deadlines
from ideas.calendars import Calendar
from ideas.duties.levels import ESCALATED, LEVELS, OVERDUE, Level, days_after
from ideas.models import (
    AgreedPoint,
    Assignment,
    Decision,
    FollowUp,
    Idea,
    Implementation,
    Knock,
    Outcome,
    PanelSeat,
    Status,
)

RECEIPT_DAYS = 3
"""Working days to confirm that something passed on has arrived."""


@dataclass(frozen=True)
class Dates:
    """How a column says when it is due: `due` of its value, and `until`, how far ahead it has to be looked at.

    `read`: its value out of a list of moments.
    """

    due: Callable[[Calendar, Any], datetime]
    until: Callable[[datetime], Any]
    read: Callable[[datetime], Any] = lambda value: value


MOMENT = Dates(lambda _calendar, value: value, lambda horizon: horizon)
"""The column is the moment itself."""
DAY = Dates(
    lambda calendar, value: deadlines.end_of(value, calendar),
    lambda horizon: horizon.astimezone(UTC).date() + timedelta(days=1),
    lambda value: value.astimezone(UTC).date(),
)
"""The column is a day, due at its end."""


def within(days: int) -> Dates:
    """The column is when it began; so many working days are given."""
    return Dates(
        lambda calendar, value: deadlines.in_working_days(days, calendar, value), lambda horizon: horizon
    )


@dataclass(frozen=True)
class Duty:
    """One kind. `what`: its name in keys and words. `rows`: what is open. `holder`: the way to whom it waits for.

    `column` with `dates`: when it is due. `seen_as`: what it is to those who only help, where several duties of an
    idea are one to them. `to_idea`: the way to its idea. `by_idea`: the date that is said is that of the idea.
    """

    what: str
    rows: Callable[[], QuerySet[Any]]
    holder: str
    column: str = "due_at"
    dates: Dates = MOMENT
    levels: tuple[Level, ...] = LEVELS
    seen_as: str = ""
    to_idea: str = "idea__"
    by_idea: bool = False

    @property
    def for_helpers(self) -> str:
        """Its name to those who help."""
        return self.seen_as or self.what

    @property
    def for_submitter(self) -> bool:
        """Whether it waits for whoever handed the idea in."""
        return self.holder == "submitter_id"


def _ideas(status: str) -> Callable[[], QuerySet[Any]]:
    return lambda: Idea.objects.filter(status=status, owner__isnull=False)


def _step(status: str, levels: tuple[Level, ...] = LEVELS) -> Duty:
    """A step of an idea, which waits for its owner."""
    return Duty(str(status), _ideas(status), "owner_id", levels=levels, to_idea="")


def _of_submitter(what: str, status: str, *days: int) -> Duty:
    """What waits for the submitter, said so many working days after it began."""
    levels = tuple(Level(f"soon{n}", days_after(given)) for n, given in enumerate(days, 1))
    return Duty(
        what,
        _ideas(status),
        "submitter_id",
        column="status_since",
        levels=levels,
        to_idea="",
        by_idea=True,
    )


DUTIES: tuple[Duty, ...] = (
    _of_submitter("question", Status.CLARIFICATION, deadlines.CLARIFICATION_REMINDER),
    _of_submitter("notes", Status.CONFIRMING, *deadlines.CONFIRMING_REMINDERS),
    Duty(
        "written",
        Idea.objects.unanswered_in_writing,
        "submitter_id",
        column="written_at",
        levels=(Level("soon1", days_after(deadlines.WRITTEN_REMINDER)),),
        to_idea="",
        by_idea=True,
    ),
    _step(Status.TRIAGE),
    _step(Status.IN_REVIEW, (OVERDUE, ESCALATED)),
    _step(Status.DISCUSSION),
    _step(Status.DECIDING),
    _step(Status.CONVERSATION),
    Duty(
        "review",
        # whoever looks at it in place of somebody else has a date that is over: they are not late
        lambda: Assignment.objects.open().exclude(why_data__has_key="taken_over"),
        "reviewer_id",
        seen_as=str(Status.IN_REVIEW),
    ),
    Duty(
        "knock",
        lambda: Knock.objects.filter(answered_at=None, idea__owner__isnull=False),
        "idea__owner_id",
    ),
    Duty("panel", PanelSeat.objects.open, "user_id"),
    Duty(
        "news",
        Implementation.objects.under_way,
        "owner_id",
        column="next_news_on",
        dates=DAY,
    ),
    Duty("follow_up", FollowUp.objects.open, "owner_id"),
    Duty(
        "point",
        lambda: AgreedPoint.objects.open().filter(due_on__isnull=False),
        "carried_by_id",
        column="due_on",
        dates=DAY,
        to_idea="record__conversation__idea__",
    ),
    Duty(
        "receipt",
        lambda: Decision.objects.filter(
            outcome=Outcome.PASSED_ON,
            receipt_confirmed_at=None,
            passed_to__isnull=False,
            pk=F("idea__decision"),
        ),
        "passed_to_id",
        column="decided_at",
        dates=within(RECEIPT_DAYS),
    ),
)
"""In the order in which they are looked at. Hazards stand apart: they are due the same day, at any hour."""
