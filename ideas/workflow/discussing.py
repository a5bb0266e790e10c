"""The public discussion: commenting, reporting, removing, settling. What was removed keeps its place, not its words.

A comment's words stand in its row alone: no event, notice or mail repeats them, so that none outlives a removal.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from ideas import clock, mentions, rules
from ideas.models import Comment, CommentReport, Idea
from ideas.rules import Refused
from ideas.workflow.moving import acting, note_down, reason, told

A_WHILE = timedelta(minutes=15)
"""In this time authors take a comment back without saying why."""
MOST_AN_HOUR = 20


def comment(idea: Idea, actor: Any, *, text: str, public_id: str = "", picked: Iterable[int] = ()) -> Comment:
    """Says something about a public idea; people named with @ are told. Whoever may read it, while it is discussed.

    `picked` are the people chosen from the list where several bear one name. Raises `Refused` beyond 20 an hour.
    """
    with acting("comment", idea, actor) as locked:
        _not_too_many(actor, locked)
        made = Comment(idea=locked, author=actor, text=told(text), created_at=clock.now())
        made.public_id = public_id or made.public_id
        made.save()
        people = [person for person in mentions.named_in(made.text, picked) if person.pk != actor.pk]
        made.mentions.set(people)
        note_down(locked, "comment", actor, **_which(made), mention_ids=[person.pk for person in people])
    return made


def _which(comment: Comment) -> dict[str, Any]:
    return {"comment_id": comment.pk, "comment": comment.public_id}


def _not_too_many(actor: Any, idea: Idea) -> None:
    hour = clock.now() - timedelta(hours=1)
    if Comment.objects.filter(author=actor, created_at__gt=hour).count() >= MOST_AN_HOUR:
        words = _("You have written %(n)d comments within an hour. Please go on a little later.")
        raise Refused(words % {"n": MOST_AN_HOUR}, "conflict", idea)


def report_comment(idea: Idea, actor: Any, *, comment: Comment, why: str) -> CommentReport:
    """Says that a comment should not stand there; a coordinator looks. Any reader, once, with a reason."""
    why = reason(why)
    with acting("report_comment", idea, actor) as locked:
        row = _standing_comment(locked, comment)
        if row.author_id == actor.pk:
            raise Refused(_("It is your own comment; you can remove it."), "conflict", locked)
        made, new = CommentReport.objects.get_or_create(
            comment=row, reported_by=actor, defaults={"why": why, "created_at": clock.now()}
        )
        if not new:
            raise Refused(_("You have reported it already."), "conflict", locked)
        note_down(locked, "report_comment", actor, **_which(row))
    return made


def remove_comment(idea: Idea, actor: Any, *, comment: Comment, why: str = "") -> Comment:
    """Takes a comment away; its place stays. Its author, at once without a reason; coordinators with one."""
    with acting("remove_comment", idea, actor) as locked:
        row = _standing_comment(locked, comment)
        if not may_remove(row, actor, locked):
            raise Refused(_("This is not for you to do."), "forbidden", locked)
        row.removed_why = (why or "").strip() if needs_no_reason(row, actor) else reason(why)
        row.removed_at, row.removed_by = clock.now(), actor
        row.save(update_fields=["removed_at", "removed_by", "removed_why"])
        note_down(locked, "remove_comment", actor, **_which(row), reporter_ids=_settle(row, actor))
    return row


def settle_report(idea: Idea, actor: Any, *, comment: Comment) -> Comment:
    """Leaves a reported comment standing; those who reported it are told. A coordinator who did not write it."""
    with acting("settle_report", idea, actor) as locked:
        row = _standing_comment(locked, comment)
        if row.author_id == actor.pk:
            raise Refused(_("Somebody else looks at what was reported about your words."), "conflict", locked)
        told_ids = _settle(row, actor)
        if not told_ids:
            raise Refused(_("This has been settled already."), "conflict", locked)
        note_down(locked, "settle_report", actor, **_which(row), reporter_ids=told_ids)
    return row


def may_remove(comment: Comment, actor: Any, idea: Idea) -> bool:
    """Whether this person may take it away: its author, or who looks after the idea."""
    return comment.author_id == actor.pk or rules.is_coordinator(rules.standing(actor, idea))


def needs_no_reason(comment: Comment, actor: Any) -> bool:
    """Whether its author takes it back within a quarter of an hour."""
    return bool(comment.author_id == actor.pk and clock.now() - comment.created_at <= A_WHILE)


def _standing_comment(idea: Idea, comment: Comment) -> Comment:
    """The row as it is now, of this idea; the idea's lock keeps it so."""
    row = Comment.objects.filter(pk=comment.pk, idea=idea).first()
    if row is None or row.removed_at:
        raise Refused(_("This comment has been removed meanwhile."), "conflict", idea)
    return row


def _settle(comment: Comment, actor: Any) -> list[int]:
    """Closes the open reports about a comment; who made them."""
    waiting = comment.reports.filter(settled_at=None)
    ids = list(waiting.order_by("pk").values_list("reported_by", flat=True))
    waiting.update(settled_at=clock.now(), settled_by=actor)
    return ids
