"""Pictures and files: adding them to an idea or a message, taking them off an idea, within what one may have."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ideas import clock, rules
from ideas.files import Ready, drop_after_commit, keep
from ideas.models import Attachment, Idea, Message, Status
from ideas.rules import Refused
from ideas.workflow.moving import acting, note_down

A_DAY = timedelta(days=1)
LOCK = 0x7E11
"""The kind of lock that lets a person's uploads be counted one after the other."""


def attach(idea: Idea, actor: Any, *, files: Sequence[Ready]) -> Idea:
    """Adds checked files. Submitters may, and who looks after the idea, while it is a draft or open.

    Contact and experts find it in their inbox; of a draft nobody hears, and there is no event. Raises `Refused` when
    the idea or the person has as much as is allowed. Does nothing without files.
    """
    if not files:
        return idea
    with acting("attach", idea, actor) as locked:
        words = ngettext("An idea takes %(n)d file.", "An idea takes %(n)d files at most.", most_files())
        _check_room(locked, Attachment.objects.of(locked), files, words)
        _check_share(actor, files, locked)
        rows = [keep(locked, actor, ready) for ready in files]
        _note(locked, "attach", actor, rows)
    return locked


def add_to_message(made: Message, actor: Any, files: Sequence[Ready]) -> list[Attachment]:
    """Adds checked files to what was just written, for those who read the talk. In the caller's transaction.

    Raises `Refused` when the talk or the person has as much as is allowed.
    """
    if not files:
        return []
    words = ngettext("The messages take %(n)d file.", "The messages take %(n)d files at most.", most_files())
    _check_room(made.idea, Attachment.objects.of_messages(made.idea), files, words)
    _check_share(actor, files, made.idea)
    return [keep(made.idea, actor, ready, message=made) for ready in files]


def detach(idea: Idea, actor: Any, *, file: Attachment) -> Idea:
    """Takes a file off, bytes and all. Whoever added it may, and the coordinator, while it is a draft or open."""
    with acting("detach", idea, actor) as locked:
        row = Attachment.objects.of(locked).select_for_update().filter(pk=file.pk).first()
        if row is None:
            raise Refused(_("This file is gone already."), "conflict", idea)
        if not may_take_off(row, actor.pk, rules.standing(actor, locked)):
            raise Refused(_("This is not for you to do."), "forbidden", idea)
        drop_after_commit([row])
        row.delete()
        _note(locked, "detach", actor, [row])
    return locked


def may_take_off(row: Attachment, person: int | None, standing: rules.Standing) -> bool:
    """Whoever added the file, and the coordinator."""
    return row.uploaded_by_id == person or rules.is_coordinator(standing)


def _note(idea: Idea, kind: str, actor: Any, rows: list[Attachment]) -> None:
    """An event, but for a draft, which has none."""
    if idea.status != Status.DRAFT:
        note_down(idea, kind, actor, names=[row.name for row in rows])


def most_files() -> int:
    """So many files an idea has at most, and so many more what is written about it."""
    return int(settings.FILES_MAX_AN_IDEA)


def _check_room(idea: Idea, rows: Any, ready: Sequence[Ready], words: str) -> None:
    """There are so many files at most; the idea's row is locked."""
    if rows.count() + len(ready) > most_files():
        raise Refused(words % {"n": most_files()}, "conflict", idea)


def _check_share(actor: Any, ready: Sequence[Ready], idea: Idea) -> None:
    """A person adds so many bytes a day at most; requests at the same time are counted one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, actor.pk % 2**31])
    rows = Attachment.objects.filter(uploaded_by=actor, created_at__gt=clock.now() - A_DAY)
    sent = rows.aggregate(sum=Sum("size"))["sum"] or 0
    most = settings.FILES_MAX_BYTES_A_PERSON
    if sent + sum(one.size for one in ready) > most:
        words = _("You have added %(most)s of files within a day; more is possible tomorrow.")
        raise Refused(words % {"most": filesizeformat(most)}, "conflict", idea)
