"""The seats of a panel: filled when an appeal comes to its decision, and left when their time is over. No verbs."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings

from ideas import clock, deadlines, routing
from ideas.models import Idea, PanelSeat, Round

PANEL_DAYS = 2
"""Working days in which the panel is heard."""


def seat_panel(idea: Idea) -> list[int]:
    """Fills the seats of an appeal that comes to its decision, once a round; gives their ids.

    They are due within two working days, and never later than the decision.
    """
    if settings.APPEAL_PANEL < 1 or idea.round.cause != Round.Cause.APPEAL:
        return []
    if PanelSeat.objects.filter(round=idea.round).exists():
        return []
    due = min(deadlines.in_working_days(PANEL_DAYS, deadlines.calendar_of(idea)), idea.due_at)
    keepers = [pk for pk in (idea.owner_id, idea.coordinator_id) if pk]
    return _seat(idea, routing.panel_for(idea, settings.APPEAL_PANEL, avoid=keepers), due)


def _seat(idea: Idea, people: Iterable[Any], due: datetime) -> list[int]:
    seats = [
        PanelSeat(idea=idea, round=idea.round, user=user, asked_at=clock.now(), due_at=due) for user in people
    ]
    return [seat.pk for seat in PanelSeat.objects.bulk_create(seats)]


def leave_seats(idea: Idea) -> None:
    """The idea goes on without those who have not been heard."""
    PanelSeat.objects.open().filter(idea=idea).update(released_at=clock.now())


def pass_seat_on(idea: Idea, person: Any) -> dict[str, Any]:
    """Somebody else is heard in place of a person, by the same day, while that lies ahead; facts of the event."""
    seat = PanelSeat.objects.open().filter(idea=idea, user=person).first()
    if seat is None:
        return {}
    seat.released_at = clock.now()
    seat.save(update_fields=["released_at"])
    if seat.due_at <= clock.now():
        return {}
    return {"seat_ids": _seat(idea, routing.panel_for(idea, 1, avoid=[person.pk]), seat.due_at)}
