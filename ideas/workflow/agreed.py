"""What was agreed in a talk: who sees to it, what came of it, to whom it passes. The notes are in `conversation`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from ideas import clock, deadlines, rules
from ideas.models import AgreedPoint, Idea, Record
from ideas.rules import Refused
from ideas.workflow.moving import acting, keeper, note_down, reason, told

MOST_POINTS = 8


@dataclass(frozen=True)
class Agreed:
    """One thing that is agreed: what, by whom (a colleague, or the name of somebody else), until when."""

    text: str
    owner: Any = None
    owner_name: str = ""
    due_on: date | None = None

    @property
    def who(self) -> str:
        """The name of whoever does it."""
        return self.owner.name if self.owner else self.owner_name


def write_points(
    made: Record, points: list[Agreed], partner: Any, before: Collection[date] = ()
) -> list[AgreedPoint]:
    """The points of a record as rows, in their order. What a stranger does is seen to by the partner.

    Raises `Refused` for a day that is over, unless it is one of those that stood there `before` a correction.
    """
    today = clock.today(deadlines.zone_of(made.conversation.idea))
    if any(point.due_on and point.due_on < today and point.due_on not in before for point in points):
        raise Refused(_("Choose a day that is still to come for what you agreed."))
    rows = [
        AgreedPoint(
            record=made,
            position=n,
            text=told(point.text),
            owner=point.owner,
            owner_name="" if point.owner else point.owner_name.strip(),
            due_on=point.due_on,
            carried_by=point.owner or (partner if point.owner_name.strip() else None),
        )
        for n, point in enumerate(points, 1)
    ]
    if len(rows) > MOST_POINTS:
        raise Refused(_("More was agreed than anybody keeps in mind: eight points at most."))
    return AgreedPoint.objects.bulk_create(rows)


def settle_point(idea: Idea, actor: Any, *, point: AgreedPoint, result: str) -> AgreedPoint:
    """Says what came of something that was agreed; submitters read it. Its carrier, the partner or a coordinator."""
    result = told(result)
    with acting("settle_point", idea, actor) as locked:
        mine = open_point(locked, actor, point)
        mine.settled_at, mine.settled_by, mine.result = clock.now(), actor, result
        mine.save(update_fields=["settled_at", "settled_by", "result"])
        note_down(
            locked,
            "settle_point",
            actor,
            why=result,
            point_id=mine.pk,
            record_id=mine.record_id,
            carrier_id=mine.carried_by_id,
        )
    return mine


def hand_point_on(idea: Idea, actor: Any, *, point: AgreedPoint, to: Any, why: str) -> AgreedPoint:
    """Somebody else sees to something that was agreed; its day stays. Its carrier or a coordinator, with a reason."""
    why = reason(why)
    with acting("hand_point_on", idea, actor) as locked:
        mine = open_point(locked, actor, point)
        if not to.is_active or to.pk == mine.carried_by_id:
            raise Refused(_("Choose somebody else who has agreed to see to it."), "conflict", locked)
        old_id, mine.carried_by = mine.carried_by_id, to
        mine.save(update_fields=["carried_by"])
        facts = {"user_id": to.pk, "user_name": to.name, "old_id": old_id}
        note_down(locked, "hand_point_on", actor, why=why, point_ids=[mine.pk], **facts)
    return mine


def open_point(idea: Idea, actor: Any, point: AgreedPoint) -> AgreedPoint:
    """The point as it is now, locked; `Refused` where it is settled, of another idea, or not this person's."""
    rows = AgreedPoint.objects.open().of_idea(idea).select_for_update(of=("self",))
    mine = rows.filter(pk=point.pk).first()
    if mine is None:
        raise Refused(_("This point is settled already."), "conflict", idea)
    seen = rules.standing(actor, idea)
    if mine.carried_by_id != actor.pk and not (rules.is_talker(seen) or rules.is_coordinator(seen)):
        raise Refused(_("Somebody else sees to this point."), "forbidden", idea)
    return mine


def pass_points_on(idea: Idea, person: Any) -> dict[str, Any]:
    """What a person had agreed to do goes to the partner of the talk, or whoever looks after the idea; its day stays.

    Gives the facts of the event.
    """
    mine = list(AgreedPoint.objects.open().of_idea(idea).filter(carried_by=person))
    if not mine:
        return {}
    for point in mine:
        partner = point.record.conversation.partner
        free = partner.is_active and partner.pk != person.pk
        point.carried_by = partner if free else keeper(idea)
        point.save(update_fields=["carried_by"])
    return {"point_ids": [point.pk for point in mine]}
