"""People around an idea: who may read it, co-submitters, support, following, and duties that pass to others."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from ideas import clock, routing
from ideas.models import (
    Assignment,
    Conversation,
    CoSubmitter,
    Credit,
    Follow,
    Idea,
    Review,
    Status,
    Support,
)
from ideas.rules import Refused
from ideas.workflow.after_yes import pass_follow_up_on
from ideas.workflow.hazards import pass_hazard_on
from ideas.workflow.moving import acting, keeper, note_down
from ideas.workflow.panels import pass_seat_on
from ideas.workflow.rounds import fill_up
from ideas.workflow.talks import due_to_offer, leave_appointment


def set_visibility(idea: Idea, actor: Any, *, visibility: str, show_name: bool = True) -> Idea:
    """Narrows or widens who may read it, and whether the name stands there. The submitter may while it is open."""
    with acting("set_visibility", idea, actor) as locked:
        locked.visibility, locked.show_name = visibility, show_name
        note_down(locked, "set_visibility", actor, visibility=visibility, show_name=show_name)
    return locked


def invite_cosubmitter(idea: Idea, actor: Any, *, user: Any) -> Idea:
    """Asks a colleague to be co-submitter; they decide. The submitter may while it is open."""
    with acting("invite_cosubmitter", idea, actor) as locked:
        ask_to_join(locked, actor, user)
    return locked


def ask_to_join(idea: Idea, actor: Any, user: Any) -> None:
    """Invites one colleague to a locked idea, or to one being handed in."""
    if user.pk == idea.submitter_id or not user.is_active:
        raise Refused(_("Choose a colleague."), "conflict", idea)
    _row, new = CoSubmitter.objects.get_or_create(idea=idea, user=user, defaults={"invited_at": clock.now()})
    if not new:
        raise Refused(_("This colleague has been asked already."), "conflict", idea)
    note_down(idea, "invite_cosubmitter", actor, user_id=user.pk, user_name=user.name)


def decline_joining(idea: Idea, actor: Any) -> Idea:
    """Says no to being co-submitter. Whoever was asked may."""
    with acting("decline_joining", idea, actor) as locked:
        CoSubmitter.objects.filter(idea=locked, user=actor, state="invited").delete()
        note_down(locked, "decline_joining", actor, user_id=actor.pk, user_name=actor.name)
    return locked


def join(idea: Idea, actor: Any) -> Idea:
    """Becomes co-submitter and thereby loses every duty on this idea. Whoever was asked may."""
    with acting("join", idea, actor) as locked:
        become_cosubmitter(locked, actor, actor, "join")
    return locked


def leave(idea: Idea, actor: Any) -> Idea:
    """A co-submitter steps out; the idea goes on."""
    with acting("leave", idea, actor) as locked:
        CoSubmitter.objects.filter(idea=locked, user=actor).delete()
        Credit.objects.filter(idea=locked, user=actor).delete()
        note_down(locked, "leave", actor, user_id=actor.pk, user_name=actor.name)
    return locked


def become_cosubmitter(idea: Idea, user: Any, actor: Any, kind: str, **data: Any) -> None:
    """Makes a person co-submitter of a locked idea (I3): duties end, a filed view of theirs is set aside.

    Too few views left before the decision: back to the experts, or to triage where nobody else is free.
    """
    lost = idea.assignments.filter(reviewer=user, round=idea.round)
    had = lost.filter(state__in=("open", "filed")).exists()
    lost.filter(state="open").update(state=Assignment.State.RELEASED, ended_at=clock.now(), offered_to=None)
    idea.assignments.filter(offered_to=user, state="open").update(offered_to=None)
    Review.objects.filter(assignment__in=lost).update(set_aside=True)
    data["appointment_id"] = give_duty_to_others(idea, user)
    data["hazard_owner_id"] = pass_hazard_on(idea, user)
    data |= pass_follow_up_on(idea, user) | pass_seat_on(idea, user)
    CoSubmitter.objects.update_or_create(
        idea=idea,
        user=user,
        defaults={"state": CoSubmitter.State.ACCEPTED, "accepted_at": clock.now()},
    )
    data |= {"user_id": user.pk, "user_name": user.name}
    if had and idea.status in (Status.IN_REVIEW, Status.DISCUSSION, Status.DECIDING):
        fill_up(idea, actor, kind, exclude={user.pk}, **data)
    else:
        note_down(idea, kind, actor, **data)


def give_duty_to_others(idea: Idea, user: Any) -> int | None:
    """Ownership and partnership of a person pass to others; gives the id of the appointment that is off, if any.

    Owner and coordinator are saved at once, so that the guards of the database find them in order.
    """
    if idea.coordinator_id == user.pk:
        idea.coordinator = routing.coordinator_for(idea, avoid=[user.pk])
    if idea.owner_id == user.pk:
        idea.manager_may_talk = False
        deciding = idea.status == Status.DECIDING
        idea.owner = routing.decider_for(idea, avoid=[user.pk]) if deciding else keeper(idea)
    Idea.objects.filter(pk=idea.pk).update(owner=idea.owner, coordinator=idea.coordinator)
    talk = idea.conversations.exclude(state="done").filter(partner=user).select_related("appointment").first()
    if talk is None:
        return None
    gone = pass_talk_on(talk, keeper(idea))
    due_to_offer(idea, talk)
    return gone


def pass_talk_on(talk: Conversation, partner: Any, *, contact: Any = None) -> int | None:
    """Another partner; what was offered or booked is off. Gives the id of the appointment that is off, if any.

    Times that the submitter named stay; the new partner may take one of them. `contact`: whom the line manager talks
    in place of, because the submitter asked for them.
    """
    gone = leave_appointment(talk) if talk.state == Conversation.State.BOOKED else None
    talk.partner, talk.contact = partner, contact
    talk.manager_asked_at = clock.now() if contact else None
    if talk.state != Conversation.State.RECORDED:
        talk.invited_at = None
        talk.slots.filter(by_submitter=False).delete()
    talk.save()
    return gone.pk if gone else None


def support(idea: Idea, actor: Any, *, sentence: str | None = None) -> Idea:
    """ "Me too": counts once a person, and follows. Everybody who may read it, but its submitters.

    A further sentence for the experts may be said, changed and taken back at any time; None leaves it as it is.
    """
    with acting("support", idea, actor) as locked:
        if (
            locked.submitter_id == actor.pk
            or locked.cosubmitters.filter(user=actor, state="accepted").exists()
        ):
            raise Refused(_("It is your own idea."), "conflict", locked)
        row, new = Support.objects.get_or_create(idea=locked, user=actor)
        if sentence is not None and sentence.strip() != row.sentence:
            row.sentence = sentence.strip()
            row.save(update_fields=["sentence"])
        if new:
            count(locked, supports=1)
        add_follower(locked, actor)
    return locked


def unsupport(idea: Idea, actor: Any) -> Idea:
    """Takes the support back."""
    with acting("unsupport", idea, actor) as locked:
        gone, _rows = Support.objects.filter(idea=locked, user=actor).delete()
        count(locked, supports=-gone)
    return locked


def follow(idea: Idea, actor: Any) -> Idea:
    """Hears from now on what becomes of it. Everybody who may read it."""
    with acting("follow", idea, actor) as locked:
        add_follower(locked, actor)
    return locked


def unfollow(idea: Idea, actor: Any) -> Idea:
    """Hears no more."""
    with acting("unfollow", idea, actor) as locked:
        gone, _rows = Follow.objects.filter(idea=locked, user=actor).delete()
        count(locked, followers=-gone)
    return locked


def add_follower(idea: Idea, user: Any) -> None:
    """Follows once, whatever happens at the same time; the row is locked."""
    _row, new = Follow.objects.get_or_create(idea=idea, user=user)
    count(idea, followers=int(new))


def count(idea: Idea, **steps: int) -> None:
    """Keeps the counters of a locked idea equal to its rows. Support is no event: its row is its record."""
    moved = {name: F(name) + step for name, step in steps.items() if step}
    if moved:
        Idea.objects.filter(pk=idea.pk).update(**moved)
        idea.refresh_from_db(fields=list(moved))
