"""How a talk is arranged: times offered or suggested, another way, another partner. Moves no status."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from ideas import clock, deadlines, routing, rules
from ideas.conversation.booking import drop_account, note_attempt, talk_of, tried
from ideas.models import Attempt, Channel, Conversation, Idea
from ideas.rules import Refused
from ideas.workflow import (
    Time,
    acting,
    add_slots,
    due_to_offer,
    keeper,
    leave_appointment,
    note_down,
    pass_talk_on,
    possible_partners,
    reason,
    talk_due,
)


def offer_slots(idea: Idea, actor: Any, *, times: Iterable[Time]) -> Conversation:
    """Offers times, in addition to those offered before. The partner or a coordinator."""
    with acting("offer_slots", idea, actor) as locked:
        talk = talk_of(locked)
        offered = add_slots(talk, times)
        if not offered:
            raise Refused(_("Offer one time at least."), "conflict", locked)
        locked.due_at = max(locked.due_at, talk_due(locked, True, talk.opened_at))
        note_down(locked, "offer_slots", actor, conversation_id=talk.pk, slot_count=offered)
    return talk


def invite_to_suggest(idea: Idea, actor: Any) -> Conversation:
    """Asks the submitter to name times, in place of offering some; once a talk. The partner or a coordinator."""
    with acting("invite_to_suggest", idea, actor) as locked:
        talk = _to_arrange(locked)
        if talk.invited_at:
            raise Refused(_("They have been asked already."), "conflict", locked)
        talk.invited_at = clock.now()
        talk.save(update_fields=["invited_at"])
        locked.due_at = max(locked.due_at, talk_due(locked, True, talk.opened_at))
        note_down(locked, "invite_to_suggest", actor, conversation_id=talk.pk)
    return talk


def suggest_slots(idea: Idea, actor: Any, *, times: Iterable[Time]) -> Conversation:
    """Names times that suit the submitter, of which the partner takes one. The submitter may, asked or not."""
    with acting("suggest_slots", idea, actor) as locked:
        talk = _to_arrange(locked)
        times = list(times)
        if not add_slots(talk, times, by_submitter=True):
            raise Refused(_("Name one time at least."), "conflict", locked)
        talk.channel = times[0].channel
        talk.save(update_fields=["channel"])
        drop_account(talk)
        note_down(locked, "suggest_slots", actor, conversation_id=talk.pk, slot_count=len(times))
    return talk


def _to_arrange(idea: Idea) -> Conversation:
    talk = talk_of(idea)
    if talk.state != Conversation.State.ARRANGING:
        raise Refused(_("There is an appointment already."), "conflict", idea)
    return talk


def choose_channel(idea: Idea, actor: Any, *, channel: str, words: str = "") -> Conversation:
    """Asks for another way to talk about this idea, in writing too; it has no appointment then. The submitter may."""
    with acting("choose_channel", idea, actor) as locked:
        talk = talk_of(locked)
        gone = leave_appointment(talk) if talk.state == Conversation.State.BOOKED else None
        talk.channel = channel
        talk.save(update_fields=["channel"])
        drop_account(talk)
        due_to_offer(locked, talk, unsuited=True)
        note_down(
            locked,
            "choose_channel",
            actor,
            why=words.strip(),
            conversation_id=talk.pk,
            channel=channel,
            appointment_id=gone.pk if gone else None,
        )
    return talk


def change_partner(idea: Idea, actor: Any, *, to: Any, why: str) -> Conversation:
    """Another partner holds the talk; what was offered or booked is off. A coordinator may, with a reason."""
    why = reason(why)
    with acting("change_partner", idea, actor) as locked:
        talk = talk_of(locked)
        others = {p.pk for p in possible_partners(locked)}
        if to.pk not in others and not rules.is_coordinator(rules.standing(to, locked)):
            raise Refused(_("This person cannot hold the talk."), "conflict", locked)
        _hand_to(locked, talk, to, "change_partner", actor, why=why)
    return talk


def ask_for_partner(idea: Idea, actor: Any, *, to: Any = None) -> Conversation:
    """Wishes to talk with somebody else, without a reason, once a round; it takes effect at once. The submitter may.

    `to` is one of `other_partners`, None whoever is free. What was offered or booked is off.
    """
    with acting("ask_for_partner", idea, actor) as locked:
        talk = talk_of(locked)
        if locked.conversations.filter(round=locked.round_id, other_asked_at__isnull=False).exists():
            raise Refused(_("You have asked for somebody else once already."), "conflict", locked)
        others = other_partners(locked, talk)
        if to is not None and to.pk not in {p.pk for p in others}:
            raise Refused(_("This person cannot hold the talk."), "conflict", locked)
        talk.other_asked_at = clock.now()
        _hand_to(locked, talk, to or _freest(locked, talk, others), "ask_for_partner", actor)
    return talk


def ask_for_manager(idea: Idea, actor: Any) -> Conversation:
    """Wishes to talk with their own line manager, who has no part in the idea but for this. The submitter may.

    It takes effect at once, like another partner, and does not count as one. The line manager reads what the
    submitter reads, of this talk alone and of messages from now on, until it is over.
    """
    with acting("ask_for_manager", idea, actor) as locked:
        talk = talk_of(locked)
        Idea.objects.filter(pk=locked.pk).update(manager_may_talk=True)
        manager = locked.submitter.line_manager
        _hand_to(locked, talk, manager, "ask_for_manager", actor, contact=talk.partner)
    return talk


def back_to_contact(idea: Idea, actor: Any) -> Conversation:
    """Takes the wish to talk with their line manager back, who then has no part in the idea any more. The submitter.

    Whoever the talk was with has it again; where they cannot, whoever looks after the idea.
    """
    with acting("back_to_contact", idea, actor) as locked:
        talk = talk_of(locked)
        _hand_to(locked, talk, contact_of(locked, talk), "back_to_contact", actor)
    return talk


def contact_of(idea: Idea, talk: Conversation) -> Any:
    """With whom the talk was before the line manager, if they still can; else whoever looks after the idea."""
    contact = talk.contact
    if contact is None or not contact.is_active or rules.in_conflict(rules.standing(contact, idea)):
        return keeper(idea)
    return contact


def other_partners(idea: Idea, talk: Conversation) -> list[Any]:
    """Who else could hold the talk."""
    return [person for person in possible_partners(idea) if person.pk != talk.partner_id]


def _freest(idea: Idea, talk: Conversation, others: list[Any]) -> Any:
    """Who is here and has the fewest talks to hold; where nobody of the idea is left, another coordinator."""
    today = clock.today(deadlines.zone_of(idea))
    here = [person for person in others if person.is_present(today)]
    if not here:
        return routing.coordinator_for(idea, avoid=[talk.partner_id])
    return min(here, key=lambda p: p.conversations.exclude(state=Conversation.State.DONE).count())


def _hand_to(
    idea: Idea, talk: Conversation, to: Any, kind: str, actor: Any, *, why: str = "", contact: Any = None
) -> None:
    """To another partner; `contact` where it is the line manager, whom they talk in place of.

    The database wants a line manager to be asked before they get the talk, and to be rid of it before they are not.
    """
    old, idea.owner, idea.manager_may_talk = talk.partner_id, to, contact is not None
    Idea.objects.filter(pk=idea.pk).update(owner=to)
    gone = pass_talk_on(talk, to, contact=contact)
    due_to_offer(idea, talk)
    note_down(
        idea,
        kind,
        actor,
        why=why,
        user_id=to.pk,
        user_name=to.name,
        old_id=old,
        conversation_id=talk.pk,
        appointment_id=gone,
    )


def note_unbooked(idea: Idea) -> Attempt:
    """Nobody took or named a time within three working days of being asked: counts as an attempt. The sweep's."""
    with acting("note_unbooked", idea, None) as locked:
        talk = talk_of(locked)
        if talk.state != Conversation.State.ARRANGING or talk.attempts.filter(by=None).exists():
            raise Refused(_("It has been counted already."), "conflict", locked)
        made = tried(talk, None, Channel.WRITTEN)
        note_attempt(locked, made, None)
        return made
