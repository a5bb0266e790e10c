"""Hazards: reported with an idea, with an owner and a date of their own. The idea goes its way meanwhile."""

from typing import Any

from ideas import clock, deadlines, routing
from ideas.models import Hazard, Idea
from ideas.workflow.moving import acting, note_down, reason


def report_hazard(idea: Idea, actor: Any, *, why: str = "") -> Hazard:
    """Tells the safety contact at once, by day and by night; due the same day.

    The submitters, and whoever has a duty on the idea, may; its contact and its submitters hear of it.
    """
    with acting("report_hazard", idea, actor) as locked:
        return raise_hazard(locked, actor, why)


def raise_hazard(idea: Idea, actor: Any, why: str = "") -> Hazard:
    """The same for an idea that is locked, or being handed in. One that was settled before is opened again."""
    owner = routing.hazard_owner_for(idea)
    hazard, _new = Hazard.objects.update_or_create(
        idea=idea,
        defaults={
            "reported_by": actor,
            "reported_at": clock.now(),
            "owner": owner,
            "due_at": deadlines.hazard_due(clock.now(), deadlines.calendar_of(idea)),
            "done": "",
            "settled_at": None,
            "settled_by": None,
        },
    )
    note_down(idea, "report_hazard", actor, why=why.strip(), **_facts(hazard))
    return hazard


def settle_hazard(idea: Idea, actor: Any, *, done: str) -> Hazard:
    """Says what was done; the submitters read it. The owner of the hazard may, or a coordinator of the office."""
    done = reason(done)
    with acting("settle_hazard", idea, actor) as locked:
        hazard = Hazard.objects.select_related("owner").get(idea=locked)
        hazard.done, hazard.settled_at, hazard.settled_by = done, clock.now(), actor
        hazard.save(update_fields=["done", "settled_at", "settled_by"])
        note_down(locked, "settle_hazard", actor, why=done, **_facts(hazard))
    return hazard


def pass_hazard_on(idea: Idea, person: Any) -> int | None:
    """The open hazard of a person goes to somebody else; the date stays. Gives whom it went to, if there was one."""
    hazard = Hazard.objects.filter(idea=idea, owner=person, settled_at=None).first()
    if hazard is None:
        return None
    hazard.owner = routing.hazard_owner_for(idea, avoid=[person.pk])
    hazard.save(update_fields=["owner"])
    return hazard.owner_id


def _facts(hazard: Hazard) -> dict[str, Any]:
    return {
        "user_id": hazard.owner_id,
        "user_name": hazard.owner.name,
        "hazard_due": hazard.due_at.isoformat(),
    }
