"""What follows a yes: who carries it out, how it goes, what it brought, and a short second talk if it is dropped."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from ideas import clock, deadlines, routing, rules
from ideas.models import FollowUp, Idea, Implementation, Record, Status
from ideas.rules import Refused
from ideas.workflow.moving import acting, keeper, note_down, reason, told

PLANNED, IN_WORK, DONE, EFFECT_CHECKED, NOT_CARRIED_OUT = Implementation.State
LEADS_ON: dict[str, tuple[Implementation.State, ...]] = {
    PLANNED: (PLANNED, IN_WORK, DONE, NOT_CARRIED_OUT),
    IN_WORK: (IN_WORK, DONE, NOT_CARRIED_OUT),
    DONE: (EFFECT_CHECKED, DONE, IN_WORK),
}
"""Where the carrying out may stand next; the last two states are its ends."""


def carry_out(idea: Idea, owner: Any, next_news_on: date) -> Implementation:
    """Begins, or begins anew, the track after a yes."""
    made, _new = Implementation.objects.update_or_create(
        idea=idea,
        defaults={
            "state": PLANNED,
            "owner": owner,
            "next_news_on": next_news_on,
            "note": "",
            "done_on": None,
            "updated_at": clock.now(),
        },
    )
    idea.implementation = made
    return made


def report_news(
    idea: Idea, actor: Any, *, state: str, text: str, next_news_on: date | None = None
) -> Implementation:
    """Tells how the carrying out goes: state, words, date of the next news. Implementer or coordinator.

    Submitters and followers read it. Once it is done the effect check is due 90 days later, whatever day was given;
    it says what the idea brought. What is not carried out needs a reason, and somebody talks about it once more with
    the submitter, unless the first talk is still to come.
    """
    with acting("report_news", idea, actor) as locked:
        track = locked.implementation
        if state not in LEADS_ON[track.state]:
            raise Refused(_("This does not follow the step where the work is now."), "conflict", locked)
        words = reason(text) if state == NOT_CARRIED_OUT else told(text)
        track.next_news_on = _next_news(locked, track, state, next_news_on)
        track.done_on = _done_on(locked, track, state)
        track.state, track.note, track.updated_at = state, words, clock.now()
        track.save()
        on = track.next_news_on.isoformat() if track.next_news_on else None
        owed = _owe_talk(locked) if state == NOT_CARRIED_OUT and _needs_talk(locked) else None
        facts: dict[str, Any] = {
            "state": state,
            "next_news_on": on,
            "follow_up_id": owed.pk if owed else None,
        }
        note_down(locked, "report_news", actor, why=words, **facts)
        if owed:
            note_down(locked, "owe_follow_up", actor, **_talk_facts(owed))
    return track


def _next_news(idea: Idea, track: Implementation, state: str, day: date | None) -> date | None:
    """When there are news again: never, for the effect check, or as promised."""
    if state in Implementation.FINAL:
        return None
    if state == DONE and track.state != DONE:
        return deadlines.effect_check_on(idea)
    if day is None or day < clock.today():
        raise Refused(_("Say when there will be news again."), "conflict", idea)
    return day


def _done_on(idea: Idea, track: Implementation, state: str) -> date | None:
    """The day on which it was done; none for what turned out not to be."""
    if state not in (DONE, EFFECT_CHECKED):
        return None
    return track.done_on or clock.today(deadlines.zone_of(idea))


def hand_work_on(idea: Idea, actor: Any, *, to: Any, why: str) -> Implementation:
    """Somebody else, who has agreed to, carries it out from now on; its dates stay. Implementer or coordinator."""
    why = reason(why)
    with acting("hand_work_on", idea, actor) as locked:
        track = locked.implementation
        if not to.is_active or to.pk == track.owner_id:
            raise Refused(_("Choose somebody else who has agreed to carry it out."), "conflict", locked)
        old_id, track.owner = track.owner_id, to
        track.save(update_fields=["owner"])
        note_down(locked, "hand_work_on", actor, why=why, user_id=to.pk, user_name=to.name, old_id=old_id)
    return track


def pass_work_on(idea: Idea, person: Any) -> int | None:
    """What somebody who has left carried out goes to whoever looks after the idea; gives to whom, if anything did."""
    track = Implementation.objects.under_way().filter(idea=idea, owner=person).first()
    if track is None or person.is_active:
        return None
    track.owner = keeper(idea)
    track.save(update_fields=["owner"])
    return track.owner_id


# the short second talk ------------------------------------------------------------------------------------------


def _needs_talk(idea: Idea) -> bool:
    """Whether there is somebody to talk with, and the first talk is over."""
    return idea.submitter.is_active and idea.status != Status.CONVERSATION


def _owe_talk(idea: Idea) -> FollowUp:
    """A short second talk, owed by the partner of the first one where they can, else by the coordinator."""
    owed, _new = FollowUp.objects.get_or_create(
        idea=idea,
        cause=FollowUp.Cause.DROPPED,
        ended_at=None,
        defaults={
            "owner": _talker(idea),
            "asked_at": clock.now(),
            "due_at": deadlines.in_working_days(deadlines.TALK_DAYS, deadlines.calendar_of(idea)),
        },
    )
    return owed


def _talker(idea: Idea) -> Any:
    talk = idea.conversations.order_by("-pk").select_related("partner").first()
    partner = talk.partner if talk else None
    free = partner is not None and partner.is_active and not rules.in_conflict(rules.standing(partner, idea))
    return partner if free else keeper(idea)


def owe_call(idea: Idea, actor: Any) -> FollowUp:
    """A call that the submitter of a locked idea asks for, within five working days, by somebody who held none of
    its talks. Raises NobodyLeft where there is nobody."""
    owed = FollowUp.objects.create(
        idea=idea,
        cause=FollowUp.Cause.CALL,
        owner=caller_for(idea),
        asked_at=clock.now(),
        due_at=deadlines.in_working_days(deadlines.CALL_DAYS, deadlines.calendar_of(idea)),
    )
    note_down(idea, "owe_call", actor, **_talk_facts(owed))
    return owed


def caller_for(idea: Idea, avoid: Iterable[int] = ()) -> Any:
    """Who calls: another coordinator than those who held a talk or wrote its notes, else one of those above."""
    partners = idea.conversations.values_list("partner", flat=True)
    writers = Record.objects.filter(conversation__idea=idea).values_list("filed_by", flat=True)
    talkers = {pk for pk in (*partners, *writers) if pk is not None}
    return routing.coordinator_for(idea, avoid=talkers | set(avoid))


def hold_follow_up(idea: Idea, actor: Any, *, kind: str, text: str) -> FollowUp:
    """Notes the second talk, held or written; the submitters read the words. Whoever owes it, or a coordinator.

    Where two are owed, one's own first, then the one that is due first.
    """
    if kind not in (FollowUp.Kind.HELD, FollowUp.Kind.WRITTEN):
        raise Refused(_("Say whether you talked or wrote."), "conflict", idea)
    return _end_follow_up("hold_follow_up", idea, actor, kind, told(text))


def decline_follow_up(idea: Idea, actor: Any, *, words: str = "") -> FollowUp:
    """Needs no second talk. The submitter may, by a click."""
    return _end_follow_up("decline_follow_up", idea, actor, FollowUp.Kind.DECLINED, words.strip())


def _end_follow_up(verb: str, idea: Idea, actor: Any, kind: str, text: str) -> FollowUp:
    with acting(verb, idea, actor) as locked:
        owed = first_owed(locked, actor)
        owed.kind, owed.text, owed.ended_at, owed.ended_by = kind, text, clock.now(), actor
        owed.save(update_fields=["kind", "text", "ended_at", "ended_by"])
        note_down(locked, verb, actor, why=text, how=kind, **_talk_facts(owed))
    return owed


def first_owed(idea: Idea, person: Any) -> FollowUp:
    """Of the second talks owed, the one that this person ends first: their own, then what is due first."""
    open_ones = FollowUp.objects.open().filter(idea=idea).select_related("owner").order_by("due_at", "pk")
    return min(open_ones, key=lambda one: one.owner_id != person.pk)


def pass_follow_up_on(idea: Idea, person: Any) -> dict[str, Any]:
    """The second talks that a person owes go to whoever looks after the idea, a call to somebody who held no talk;
    their days stay. Facts of the event."""
    facts: dict[str, Any] = {}
    for owed in FollowUp.objects.open().filter(idea=idea, owner=person):
        call = owed.cause == FollowUp.Cause.CALL
        owed.owner = caller_for(idea, [person.pk]) if call else keeper(idea)
        owed.save(update_fields=["owner"])
        facts |= {"caller_id" if call else "talker_id": owed.owner_id}
        facts |= {"call_by" if call else "talk_by": owed.due_at.isoformat()}
    return facts


def _talk_facts(owed: FollowUp) -> dict[str, Any]:
    return {
        "follow_up_id": owed.pk,
        "cause": owed.cause,
        "user_id": owed.owner_id,
        "user_name": owed.owner.name,
        "talk_by": owed.due_at.isoformat(),
    }
