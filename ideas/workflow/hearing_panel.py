"""The panel of an appeal is heard: what its people say, and the end of their time."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ideas import clock
from ideas.models import Idea, PanelSeat
from ideas.rules import Refused
from ideas.workflow.moving import acting, note_down, reason, told
from ideas.workflow.panels import pass_seat_on


def speak(idea: Idea, actor: Any, *, view: str, text: str) -> PanelSeat:
    """Says whether the first answer should stand, in words that whoever decides reads. A person of the panel may."""
    if view not in PanelSeat.View.values:
        raise Refused(_("Say whether the first answer should stand."), "conflict", idea)
    with acting("speak", idea, actor) as locked:
        seats = PanelSeat.objects.open().filter(round=locked.round)
        seat = seats.get(user=actor)
        seat.view, seat.text, seat.heard_at = view, told(text), clock.now()
        seat.save(update_fields=["view", "text", "heard_at"])
        note_down(locked, "speak", actor, seat_id=seat.pk, all_heard=not seats.exists())
    return seat


def replace_seat(idea: Idea, actor: Any, *, seat: PanelSeat, why: str) -> None:
    """Somebody else is heard in place of a person of the panel who has not been heard, by the same day.

    A coordinator may, with a reason. Who is asked next is found as the first was, and told; so is who need not any
    more. Raises `Refused` where the seat waits no longer, its day is over or nobody else is free.
    """
    why = reason(why)
    with acting("replace_seat", idea, actor) as locked:
        mine = PanelSeat.objects.open().filter(round=locked.round, pk=seat.pk).select_related("user").first()
        if mine is None or mine.due_at <= clock.now():
            raise Refused(_("Nobody waits for this person any more."), "conflict", locked)
        facts = pass_seat_on(locked, mine.user)
        if not facts["seat_ids"]:
            raise Refused(_("Nobody else without a part in it is free to be heard."), "conflict", locked)
        facts |= {"user_id": mine.user_id, "user_name": mine.user.name}
        note_down(locked, "replace_seat", actor, why=why, **facts)


def close_panel(idea: Idea) -> Idea:
    """Goes on without those of the panel who have not been heard in time. The sweep's verb."""
    with acting("close_panel", idea, None) as locked:
        late = PanelSeat.objects.due_by(clock.now()).filter(idea=locked)
        names = list(late.order_by("pk").values_list("user__name", flat=True))
        if not late.update(released_at=clock.now()):
            raise Refused(_("It is not time yet."), "conflict", locked)
        waits = PanelSeat.objects.open().filter(idea=locked).exists()
        note_down(locked, "close_panel", None, user_names=names, all_heard=not waits)
    return locked
