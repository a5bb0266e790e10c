"""Leavers and the absent: every duty of a person passes on in one transaction."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import people
from accounts.models import User
from ideas import clock, routing
from ideas.models import (
    AgreedPoint,
    Assignment,
    CoSubmitter,
    FollowUp,
    Idea,
    Implementation,
    PanelSeat,
)
from ideas.rules import Refused
from ideas.workflow.after_yes import pass_follow_up_on, pass_work_on
from ideas.workflow.agreed import pass_points_on
from ideas.workflow.hazards import pass_hazard_on
from ideas.workflow.moving import note_down
from ideas.workflow.panels import pass_seat_on
from ideas.workflow.people import give_duty_to_others
from ideas.workflow.rounds import ask_experts, fill_up


def let_go(person: User, actor: Any = None, left_on: date | None = None) -> int:
    """Somebody has left: all ways in close and every duty passes on, all or nothing; gives the number of ideas.

    For the idea office and for lists of people (`actor` is None then). Raises Refused for the last one of the idea
    office, and where nobody is left for a duty.
    """
    if why := needed_in_office(person):
        raise Refused(why)
    with transaction.atomic():
        people.deactivate(person, left_on)
        return relieve(person, actor)


def needed_in_office(person: User) -> str:
    """Why this person cannot leave yet: nobody else runs the scheme; empty when they can."""
    if person.is_admin and not User.objects.admins().exclude(pk=person.pk).exists():
        return _("Somebody has to run the idea office: name another person first.")
    return ""


def relieve(person: Any, actor: Any = None, why: str = "") -> int:
    """Passes on every duty of a person; gives the number of ideas that changed. Scheme pages and the sweep call it.

    Open reviews go to the substitute (one hop), else to whom routing finds, else the idea to triage; ownership,
    decision and talk to another coordinator or decider; booked times are cancelled. The ideas of somebody who left
    go on: the longest-standing co-submitter becomes submitter; what they carried out goes to the coordinator.
    """
    with transaction.atomic():
        ideas = list(
            Idea.objects.select_for_update(of=("self",)).filter(pk__in=_concerned(person)).order_by("pk")
        )
        for idea in ideas:
            _relieve(Idea.objects.locked(idea.pk), person, actor, why)
    return len(ideas)


def _concerned(person: Any) -> list[int]:
    """Ideas on which the person has a duty; for somebody who left, those of theirs that another can carry on."""
    ids = set(Idea.objects.owned_by(person).values_list("pk", flat=True))
    ids |= set(Assignment.objects.of(person).values_list("idea", flat=True))
    ids |= set(person.conversations.exclude(state="done").values_list("idea", flat=True))
    ids |= set(person.hazards.filter(settled_at=None).values_list("idea", flat=True))
    ids |= set(PanelSeat.objects.open().filter(user=person).values_list("idea", flat=True))
    ids |= set(FollowUp.objects.open().filter(owner=person).values_list("idea", flat=True))
    agreed = AgreedPoint.objects.open().filter(carried_by=person)
    ids |= set(agreed.values_list("record__conversation__idea", flat=True))
    if not person.is_active:
        ids |= set(Implementation.objects.under_way().filter(owner=person).values_list("idea", flat=True))
        own = Idea.objects.open().filter(submitter=person, cosubmitters__state="accepted")
        ids |= set(own.filter(cosubmitters__user__is_active=True).values_list("pk", flat=True))
    return sorted(ids)


def _relieve(idea: Idea, person: Any, actor: Any, why: str) -> None:
    idea.assignments.filter(offered_to=person, state="open").update(offered_to=None)
    gone = give_duty_to_others(idea, person)
    if idea.submitter_id == person.pk:
        gone = _new_submitter(idea) or gone
    facts = {
        "user_id": person.pk,
        "user_name": person.name,
        "owner_id": idea.owner_id,
        "appointment_id": gone,
        "hazard_owner_id": pass_hazard_on(idea, person),
        "work_owner_id": pass_work_on(idea, person),
        **pass_follow_up_on(idea, person),
        **pass_seat_on(idea, person),
        **pass_points_on(idea, person),
    }
    mine = idea.assignments.filter(reviewer=person, state="open").select_related("department").first()
    if mine is None:
        note_down(idea, "relieve", actor, why=why, **facts)
        return
    Assignment.objects.filter(pk=mine.pk).update(
        state=Assignment.State.RELEASED, ended_at=clock.now(), offered_to=None
    )
    pick = routing.replacement_for(mine, avoid=[person.pk])
    if pick:
        asked = ask_experts(idea, [pick], in_place_of=mine)
        note_down(idea, "relieve", actor, why=why, assignment_ids=[row.pk for row in asked], **facts)
    else:
        fill_up(idea, actor, "relieve", exclude={person.pk}, why=why, **facts)


def _new_submitter(idea: Idea) -> int | None:
    """The longest-standing co-submitter still with us carries the idea of somebody who left on.

    Who asked for their line manager asked for themselves: the talk goes to whoever looks after the idea. Gives the id
    of the appointment that is off, if any.
    """
    heir = (
        CoSubmitter.objects.filter(idea=idea, state=CoSubmitter.State.ACCEPTED, user__is_active=True)
        .order_by("accepted_at", "pk")
        .select_related("user")
        .first()
    )
    if heir is None:
        return None
    gone = give_duty_to_others(idea, idea.owner) if idea.manager_may_talk else None
    idea.submitter = heir.user
    heir.delete()
    return gone
