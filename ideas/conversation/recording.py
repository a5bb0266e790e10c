"""The record of a talk and the answers to it. Closing itself is in `ending`."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from ideas import clock, routing, rules
from ideas.conversation.booking import drop_account, talk_of
from ideas.conversation.ending import finish
from ideas.conversation.versions import keep_version, latest_version
from ideas.models import (
    CloseKind,
    CoAnswer,
    Conversation,
    Idea,
    Record,
    Status,
    TalkDraft,
)
from ideas.rules import Refused
from ideas.workflow import (
    Agreed,
    acting,
    hold_appointment,
    move,
    note_down,
    open_talk,
    possible_partners,
    talk_due,
    told,
    write_points,
)

MOST_TALKS = 3


def record(
    idea: Idea,
    actor: Any,
    *,
    said: str,
    thanks: str,
    next_step: str,
    points: Iterable[Agreed] = (),
    channel: str = "",
    held_at: datetime | None = None,
) -> Record:
    """Files the notes of the talk and sends them to the submitter to check. The partner may; filing confirms it.

    Whoever agreed to something in it hears so at once. Drafts of the notes are gone.
    """
    with acting("record", idea, actor) as locked:
        talk = talk_of(locked)
        held_at = held_at or clock.now()
        if held_at > clock.now():
            raise Refused(_("Notes are written after the talk."), "conflict", locked)
        drop_account(talk)
        made = Record.objects.create(
            conversation=talk,
            kind=Record.Kind.HELD,
            held_at=held_at,
            channel=channel or talk.channel,
            said=told(said),
            thanks=told(thanks),
            next_step=told(next_step),
            filed_by=actor,
            filed_at=clock.now(),
        )
        agreed = write_points(made, list(points), actor)
        keep_version(made, actor)
        TalkDraft.objects.filter(conversation__idea=locked, kind=TalkDraft.Kind.RECORD).delete()
        talk.state = Conversation.State.RECORDED
        talk.save(update_fields=["state"])
        hold_appointment(talk)
        facts: dict[str, Any] = {"record_id": made.pk, "point_ids": [point.pk for point in agreed]}
        move(locked, Status.CONFIRMING, "record", actor, owner=talk.partner, **facts)
    return made


def confirm(
    idea: Idea,
    actor: Any,
    *,
    answer: str,
    words: str = "",
    version: int | None = None,
    on_the_spot: bool = False,
) -> Record:
    """The submitter's answer to the notes: agree and disagree close the idea, not understood reopens the talk.

    The third talk is with another partner; after it the answers are agree or disagree. `version`: the one that was
    read; `Refused` where the notes were corrected since. `on_the_spot`: given on the partner's device, after the
    submitter's own sign-in there.
    """
    with acting("confirm", idea, actor) as locked:
        talk = talk_of(locked)
        made = talk.record
        if version is not None and version != latest_version(made):
            raise Refused(
                _("The notes were corrected meanwhile. Please read them once more."), "conflict", locked
            )
        if answer not in Record.Answer.values:
            raise Refused(_("Choose an answer."), "conflict", locked)
        again = answer == Record.Answer.NOT_UNDERSTOOD
        if again and talk.number >= MOST_TALKS:
            raise Refused(
                _("After the third talk, please say whether you agree or disagree."), "conflict", locked
            )
        made.answer, made.answer_words, made.answered_at = answer, words.strip(), clock.now()
        made.closes_as = "" if again else CloseKind.HELD_CONFIRMED
        made.on_the_spot = on_the_spot
        made.save()
        facts: dict[str, Any] = {"answer": answer, **({"on_the_spot": True} if on_the_spot else {})}
        if again:
            _talk_again(locked, talk, actor, "confirm", words.strip(), record_id=made.pk, **facts)
        else:
            finish(locked, made, "confirm", actor, why=made.answer_words, **facts)
    return made


def _talk_again(
    idea: Idea, talk: Conversation, actor: Any, kind: str, unclear: str, **data: Any
) -> Conversation:
    """Opens the next talk of the round; from the third on with another partner."""
    talk.state = Conversation.State.DONE
    talk.save(update_fields=["state"])
    partner = _next_partner(idea, talk)
    opened = open_talk(idea, partner, [], unclear=unclear, channel=talk.channel)
    if idea.manager_may_talk and partner == talk.partner:
        opened.manager_asked_at, opened.contact = talk.manager_asked_at, talk.contact
        opened.save(update_fields=["manager_asked_at", "contact"])
    due = talk_due(idea, offered=False)
    move(
        idea,
        Status.CONVERSATION,
        kind,
        actor,
        owner=partner,
        due_at=due,
        why=unclear,
        conversation_id=opened.pk,
        **data,
    )
    return opened


def _next_partner(idea: Idea, talk: Conversation) -> Any:
    """The same one, but for the third talk; a line manager only as long as the submitter's wish holds."""
    free = idea.manager_may_talk or not rules.in_conflict(rules.standing(talk.partner, idea))
    if talk.number + 1 < MOST_TALKS and talk.partner.is_active and free:
        return talk.partner
    others = [p for p in possible_partners(idea) if p.pk != talk.partner_id]
    return others[0] if others else routing.coordinator_for(idea, avoid=[talk.partner_id])


def co_answer(idea: Idea, actor: Any, *, answer: str, words: str = "") -> CoAnswer:
    """A co-submitter's answer to the record; it stands beside and moves nothing."""
    if answer not in Record.Answer.values:
        raise Refused(_("Choose an answer."))
    with acting("co_answer", idea, actor) as locked:
        last = last_record(locked)
        made, _new = CoAnswer.objects.update_or_create(
            record=last,
            user=actor,
            defaults={"answer": answer, "words": words.strip(), "answered_at": clock.now()},
        )
        note_down(locked, "co_answer", actor, record_id=last.pk, answer=answer)
    return made


def last_record(idea: Idea) -> Record:
    """The record of the latest talk that has one; every idea that is confirmed, on hold or closed has (I1)."""
    kept = Record.objects.filter(conversation__idea=idea).select_related("conversation")
    return kept.latest("conversation__round__number", "conversation__number")


def reopen(idea: Idea, actor: Any, *, words: str = "") -> Conversation:
    """Opens the talk of an idea that was closed without the submitter's answer: once, within 90 days."""
    with acting("reopen", idea, actor) as locked:
        made = last_record(locked)
        made.reopened_at = clock.now()
        made.save(update_fields=["reopened_at"])
        return _talk_again(locked, made.conversation, actor, "reopen", words.strip(), record_id=made.pk)
