"""How notes of a talk change: versions before they are confirmed, additions afterwards, and what differs.

A confirmed record, its points, versions and additions stay as they are; the database sees to it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas import clock, days, deadlines
from ideas.conversation.arranging import talk_of
from ideas.models import AgreedPoint, Channel, Idea, Record, RecordAddition, RecordVersion
from ideas.rules import Refused
from ideas.workflow import Agreed, acting, note_down, reason, told, write_points

ANSWER_AGAIN_DAYS = 2
"""Working days that are left at least to read corrected notes."""

LABELS = {
    "said": gettext_lazy("What was said"),
    "points": gettext_lazy("What was agreed"),
    "next_step": gettext_lazy("What happens next"),
    "thanks": gettext_lazy("Thank you"),
    "held_at": gettext_lazy("When"),
    "channel": gettext_lazy("How"),
}
"""What a version holds, in the order of the page."""


def facts_of(made: Record) -> dict[str, Any]:
    """The notes as they stand, as a version keeps them."""
    points = AgreedPoint.objects.filter(record=made).select_related("owner").order_by("position")
    return {
        "held_at": made.held_at.isoformat() if made.held_at else None,
        "channel": made.channel,
        "said": made.said,
        "next_step": made.next_step,
        "thanks": made.thanks,
        "points": [
            {
                "text": point.text,
                "who": point.who,
                "until": point.due_on.isoformat() if point.due_on else None,
            }
            for point in points
        ],
    }


def keep_version(made: Record, actor: Any, why: str = "") -> RecordVersion:
    """Keeps the notes as they were sent now."""
    return RecordVersion.objects.create(
        record=made,
        number=latest_version(made) + 1,
        facts=facts_of(made),
        written_by=actor,
        written_at=clock.now(),
        why=why,
    )


def latest_version(made: Record) -> int:
    """The number of the version that counts; 0 where none is kept."""
    return made.versions.order_by("-number").values_list("number", flat=True).first() or 0


def revise_record(
    idea: Idea,
    actor: Any,
    *,
    why: str,
    said: str,
    thanks: str,
    next_step: str,
    points: Iterable[Agreed] = (),
    channel: str = "",
    held_at: datetime | None = None,
) -> Record:
    """Corrects notes that wait for their answer; the submitter is told why and has two working days at least.

    The partner may. What stood there before is kept as a version. Raises `Refused` where nothing differs.
    """
    why = reason(why)
    with acting("revise_record", idea, actor) as locked:
        made = talk_of(locked).record
        before = facts_of(made)
        if held_at and held_at > clock.now():
            raise Refused(_("Notes are written after the talk."), "conflict", locked)
        made.said, made.thanks, made.next_step = told(said), told(thanks), told(next_step)
        made.channel, made.held_at = channel or made.channel, held_at or made.held_at
        made.save()
        before_points = list(made.points.all())
        if any(point.settled_at for point in before_points):
            raise Refused(
                _(
                    "Something of what was agreed is settled already; add to the notes once they are answered."
                ),
                "conflict",
                locked,
            )
        made.points.all().delete()
        agreed = write_points(
            made, list(points), actor, {point.due_on for point in before_points if point.due_on}
        )
        if facts_of(made) == before:
            raise Refused(_("Nothing is different from the notes that you have sent."), "conflict", locked)
        version = keep_version(made, actor, why)
        calendar = deadlines.calendar_of(locked)
        locked.due_at = max(locked.due_at, deadlines.in_working_days(ANSWER_AGAIN_DAYS, calendar))
        told_anew = _carried_on(agreed, before_points)
        facts: dict[str, Any] = {"record_id": made.pk, "version": version.number, "point_ids": told_anew}
        note_down(locked, "revise_record", actor, why=why, **facts)
    return made


def _carried_on(agreed: list[AgreedPoint], before: list[AgreedPoint]) -> list[int]:
    """What stayed as it was stays with whoever sees to it by now; gives the points that are new to their carrier."""
    known = {_terms(point): point.carried_by_id for point in before}
    for point in agreed:
        carrier = known.get(_terms(point))
        if carrier and carrier != point.carried_by_id:
            AgreedPoint.objects.filter(pk=point.pk).update(carried_by=carrier)
    return [point.pk for point in agreed if _terms(point) not in known]


def _terms(point: AgreedPoint) -> tuple[Any, ...]:
    return point.text, point.owner_id, point.owner_name, point.due_on


def add_to_record(idea: Idea, actor: Any, *, text: str) -> RecordAddition:
    """Adds to the last confirmed notes; nothing in them changes. Submitters, who held the talk, coordinators."""
    with acting("add_to_record", idea, actor) as locked:
        rows = Record.objects.filter(conversation__idea=locked)
        kept = rows.exclude(answer="", closes_as="").latest("conversation_id")
        made = RecordAddition.objects.create(
            record=kept, author=actor, text=told(text), created_at=clock.now()
        )
        note_down(locked, "add_to_record", actor, record_id=kept.pk, addition_id=made.pk)
    return made


# what differs -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """One part of the notes that was corrected: before and after, in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Edit:
    """A corrected version of the notes, and what differs from the one before."""

    version: RecordVersion
    changes: list[Change]


def edits(versions: Iterable[RecordVersion]) -> list[Edit]:
    """The corrections of notes whose versions these are, the latest first."""
    rows = sorted(versions, key=lambda one: one.number)
    found = [Edit(now, changes(before.facts, now.facts)) for before, now in pairwise(rows)]
    return found[::-1]


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What differs between two versions, part by part, in the reader's language."""
    return [
        Change(str(label), _in_words(name, before.get(name)), _in_words(name, after.get(name)))
        for name, label in LABELS.items()
        if before.get(name) != after.get(name)
    ]


def _in_words(name: str, value: Any) -> str:
    if not value:
        return ""
    if name == "points":
        return "\n".join(_point_in_words(point) for point in value)
    if name == "held_at":
        return days.clocked(datetime.fromisoformat(value))
    return str(dict(Channel.choices).get(value, value)) if name == "channel" else str(value)


def _point_in_words(point: Mapping[str, Any]) -> str:
    until = days.plain(date.fromisoformat(point["until"])) if point["until"] else ""
    return " · ".join(filter(None, (point["text"], point["who"], until)))
