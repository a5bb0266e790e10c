"""What the two sides of a talk write to each other: messages with files, and up to where each has read them."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from ideas import clock, rules
from ideas.files import Ready
from ideas.models import Idea, Message, ReadMark, TalkDraft
from ideas.workflow.attaching import add_to_message
from ideas.workflow.drafting import drop_draft
from ideas.workflow.moving import acting, note_down, told


def message(idea: Idea, actor: Any, *, text: str, files: Sequence[Ready] = ()) -> Message:
    """Writes to the submitters, or as submitter to those who look after the idea; also the written conversation.

    Checked `files` are for those who read the talk. Whoever writes has read what stood there before; what they had
    begun to write is gone. Raises `Refused` when there is no room for the files.
    """
    with acting("message", idea, actor) as locked:
        made = Message.objects.create(idea=locked, author=actor, text=told(text), created_at=clock.now())
        add_to_message(made, actor, files)
        _note_read(locked, actor, made.pk)
        drop_draft(locked, actor, TalkDraft.Kind.MESSAGE)
        note_down(locked, "message", actor, message_id=made.pk, file_count=len(files))
    return made


def takes_part(idea: Idea, person: Any, standing: rules.Standing, wrote: bool) -> bool:
    """Whether it is said that somebody has read a message: to whom it is written, and who has written one.

    Coordinators who only read along leave no mark.
    """
    if rules.is_submitting(standing) or rules.is_partner(standing) or rules.is_owner(standing):
        return True
    return rules.is_coordinator(standing) and (wrote or idea.coordinator_id == person.pk)


def mark_read(idea: Idea, person: Any, *, upto: int) -> bool:
    """Somebody who takes part has read the messages up to this one. Says whether that was new; no event.

    Going back is not possible, and reading one's own words is no reading. The idea is locked first, as for a message,
    which marks as read as well: in another order the two would wait for each other.
    """
    wrote = Message.objects.filter(idea=idea, author=person).exists()
    if not takes_part(idea, person, rules.standing(person, idea), wrote):
        return False
    with transaction.atomic():
        return _note_read(Idea.objects.locked(idea.pk), person, upto)


def _note_read(idea: Idea, person: Any, upto: int) -> bool:
    others = Message.objects.filter(idea=idea, pk__lte=upto).exclude(author=person)
    last = others.order_by("-pk").first()
    if last is None:
        return False
    now = {"message": last, "read_at": clock.now()}
    mark, new = ReadMark.objects.get_or_create(idea=idea, user=person, defaults=now)
    later = ReadMark.objects.filter(pk=mark.pk, message__lt=last)
    return new or bool(later.update(**now))
