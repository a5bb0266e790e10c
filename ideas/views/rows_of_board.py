"""One idea on a coordinator's board: where it is, what it needs next and from whom, and when it is due. Reads only.

Who may not open an idea sees number and department of it alone; who may not know when a talk is, that it is arranged.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas import clock, days, wording
from ideas.models import BEFORE_DECISION, Assignment, Channel, Conversation, Idea, Slot, Status
from ideas.wording import ICONS

HEADINGS = {
    Status.TRIAGE: gettext_lazy("Finding the right experts"),
    Status.IN_REVIEW: gettext_lazy("With experts"),
    Status.CLARIFICATION: gettext_lazy("A question is out"),
    Status.DISCUSSION: gettext_lazy("Comparing views"),
    Status.DECIDING: gettext_lazy("Decision coming up"),
    Status.CONVERSATION: gettext_lazy("To be talked through"),
    Status.CONFIRMING: gettext_lazy("Notes being checked"),
    Status.DEFERRED: gettext_lazy("On hold"),
}
"""The groups of the board, in the order of the way."""

NEEDS = {
    Status.TRIAGE.value: gettext_lazy("waits for %(owner)s to find the experts"),
    Status.IN_REVIEW.value: gettext_lazy("waits for the view of %(names)s"),
    Status.CLARIFICATION.value: gettext_lazy("waits for the submitter's answer"),
    Status.DISCUSSION.value: gettext_lazy("waits for %(owner)s to bring the views together"),
    Status.DECIDING.value: gettext_lazy("waits for %(owner)s to decide"),
    "arranging": gettext_lazy("waits for %(owner)s to offer times"),
    "offered": gettext_lazy("waits for the submitter to choose a time"),
    "written": gettext_lazy("is being talked through in writing by %(owner)s"),
    "booked": gettext_lazy("the talk is on %(day)s"),
    "arranged": gettext_lazy("a time to talk is arranged"),
    "talked": gettext_lazy("waits for %(owner)s to send the notes"),
    Status.CONFIRMING.value: gettext_lazy("waits for the submitter to check the notes"),
    Status.DEFERRED.value: gettext_lazy("comes back by itself"),
}
"""What an idea needs next and from whom, by its status; a talk by how far it is arranged."""


@dataclass(frozen=True)
class Row:
    """One idea on the board; of one that the reader may not read there is no more than number and department."""

    idea: Idea

    @property
    def readable(self) -> bool:
        """Whether the reader may open it."""
        return bool(self.idea.readable)  # type: ignore[attr-defined]

    @property
    def words(self) -> str:
        """Where it is."""
        return str(HEADINGS[Status(self.idea.status)])

    @property
    def icon(self) -> str:
        """The icon beside the words."""
        return ICONS[Status(self.idea.status)]

    @property
    def blocked(self) -> str:
        """What it needs next, and from whom."""
        if self.idea.owner is None:
            return ""
        words = NEEDS.get(self._step, "")
        names = wording.in_a_row(self.idea.asked_names)  # type: ignore[attr-defined]
        at = self.idea.talk_at  # type: ignore[attr-defined]
        facts = {"owner": self.idea.owner.name, "names": names, "day": days.plain(at) if at else ""}
        return str(words) % facts

    @property
    def _step(self) -> str:
        """The status; of a talk, how far it is arranged."""
        if self.idea.status != Status.CONVERSATION:
            return str(self.idea.status)
        at = self.idea.talk_at  # type: ignore[attr-defined]
        if at:
            return "booked" if at > clock.now() else "talked"
        if self.idea.is_booked:  # type: ignore[attr-defined]
            return "arranged"
        if self.idea.in_writing:  # type: ignore[attr-defined]
            return "written"
        return "offered" if self.idea.times_offered else "arranging"  # type: ignore[attr-defined]

    @property
    def hazard_words(self) -> str:
        """Who sees to the hazard, and until when."""
        hazard = self.idea.hazard
        over = hazard.due_at <= clock.now()
        words = (
            _("%(name)s sees to it, overdue since %(when)s")
            if over
            else _("%(name)s sees to it, until %(when)s")
        )
        return words % {
            "name": hazard.owner.name,
            "when": days.clocked(hazard.due_at),
        }

    @property
    def promise_words(self) -> str:
        """The promise in words, without any urgency."""
        return wording.promise_words(self.idea) if self.promise else ""

    @property
    def kind(self) -> str:
        """How its date is said: on hold it is no limit."""
        return "until" if self.idea.status == Status.DEFERRED else "by"

    @property
    def promise(self) -> datetime | None:
        """The promise, while it is still to be kept."""
        return self.idea.promise_at if self.idea.status in BEFORE_DECISION else None


def fetched(user: Any, *, keys: Any, now: datetime) -> QuerySet[Any]:
    """The rows that are shown, with names and what they wait for; `readable`: whether this person may open them."""
    asked = Assignment.objects.open().filter(idea=OuterRef("pk")).order_by("pk").values("reviewer__name")
    booked = Conversation.objects.filter(idea=OuterRef("pk"), state=Conversation.State.BOOKED)
    which = Q(pk__any_of=keys) if isinstance(keys, list) else Q(pk__in=keys)
    rows = Idea.objects.filter(which).select_related("department", "owner", "hazard__owner")
    written = Conversation.objects.filter(idea=OuterRef("pk"), state="arranging", channel=Channel.WRITTEN)
    offered = Slot.objects.filter(conversation__idea=OuterRef("pk"), starts_at__gt=now)
    known = rows.with_talks_known_to(user)
    rows = rows.only(*COLUMNS).annotate(
        asked_names=ArraySubquery(asked),
        talk_at=Case(When(known, then=Subquery(booked.values("appointment__starts_at")[:1]))),
        is_booked=Exists(booked),
        in_writing=Exists(written),
        times_offered=Exists(offered),
    )
    return rows.mark_readable(user) if user.is_admin else rows.annotate(readable=Value(True))


COLUMNS = (
    *("public_id", "number", "title", "language", "status", "due_at", "promise_at", "visibility", "outcome"),
    *("department__name", "owner__name", "hazard__due_at", "hazard__owner__name"),
)
