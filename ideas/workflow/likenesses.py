"""It came true: an adopted idea that resembles one declined before is found, and a coordinator confirms it or not."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ideas import clock, likeness, rules
from ideas.models import IN_FAVOUR, CoSubmitter, Decision, Idea, Likeness, Outcome
from ideas.rules import Refused
from ideas.workflow.moving import acting, note_down

REACH = timedelta(days=730)
"""So long ago an idea may have been declined that has now come true."""
MOST = 3
"""So many earlier ideas a coordinator is asked to compare with one."""


def adopted_since(moment: datetime) -> list[Idea]:
    """Ideas that were adopted, whole or in part, since then, and still are."""
    decided = Decision.objects.filter(outcome__in=IN_FAVOUR, decided_at__gte=moment, idea__decision=F("pk"))
    return list(
        Idea.objects.filter(pk__in=decided.values("idea"))
        .select_related("coordinator", "decision")
        .order_by("pk")
    )


def earlier_like(idea: Idea) -> list[Idea]:
    """Ideas of others, declined in the two years before, that resemble an adopted one, as far as its coordinator may
    read them; without those that were compared with it already."""
    assert idea.coordinator is not None, "what was adopted was handed in, and so to a coordinator"
    authors = [idea.submitter_id, *CoSubmitter.objects.filter(idea=idea).values_list("user", flat=True)]
    compared = Likeness.objects.filter(adopted=idea).values("declined")
    decided = idea.decision.decided_at
    among = Q(outcome=Outcome.DECLINED, decision__decided_at__range=(decided - REACH, decided))
    among &= ~Q(submitter__in=authors) & ~Q(pk__in=compared)
    return likeness.resembling(idea.coordinator, idea, among, limit=MOST)


def find_likeness(idea: Idea) -> list[Likeness]:
    """Notes which declined ideas an adopted one resembles; its coordinator is asked to compare. The sweep's verb."""
    found = earlier_like(idea)
    if not found:
        return []
    with acting("find_likeness", idea, None) as locked:
        made = [Likeness(adopted=locked, declined=one, found_at=clock.now()) for one in found]
        made = Likeness.objects.bulk_create(made)
        for one in found:
            note_down(locked, "find_likeness", None, number=one.number, idea_id=one.pk)
    return made


def confirm_likeness(idea: Idea, actor: Any, *, likeness: Likeness) -> Likeness:
    """Confirms that a declined idea has come true in this one: its first submitter is named here, if they show their
    name, and told on their own idea. A coordinator who may read both."""
    with _comparing("confirm_likeness", idea, actor, likeness) as (adopted, row):
        declined = Idea.objects.locked(row.declined_id)
        _answer(row, actor, Likeness.State.CONFIRMED)
        named = first_name(declined)
        note_down(adopted, "confirm_likeness", actor, idea_id=declined.pk, user_name=named)
        note_down(declined, "came_true", actor, idea_id=adopted.pk)
    return row


def refuse_likeness(idea: Idea, actor: Any, *, likeness: Likeness) -> Likeness:
    """Finds that the two are something else; nobody is told. A coordinator who may read both."""
    with _comparing("refuse_likeness", idea, actor, likeness) as (adopted, row):
        _answer(row, actor, Likeness.State.REFUSED)
        note_down(adopted, "refuse_likeness", actor, number=row.declined.number, idea_id=row.declined_id)
    return row


@contextmanager
def _comparing(verb: str, idea: Idea, actor: Any, likeness: Likeness) -> Iterator[tuple[Idea, Likeness]]:
    """The adopted idea and the likeness, with both ideas locked in the order of their keys."""
    with transaction.atomic():
        pks = [idea.pk, likeness.declined_id] if likeness.declined_id else [idea.pk]
        list(Idea.objects.select_for_update().filter(pk__in=pks).order_by("pk").values_list("pk"))
        with acting(verb, idea, actor) as adopted:
            rows = Likeness.objects.filter(pk=likeness.pk, adopted=adopted, state=Likeness.State.FOUND)
            row = rows.select_related("declined").first()
            if row is None:
                raise Refused(_("This has been answered already."), "conflict", adopted)
            if not Idea.objects.visible_to(actor).filter(pk=row.declined_id).exists():
                raise Refused(
                    _("Whoever compares two ideas has to be able to read both."), "conflict", adopted
                )
            yield adopted, row


def first_name(declined: Idea) -> str:
    """The name of who had it first, where everybody may know it; else empty, for "a colleague"."""
    return declined.submitter.name if declined.show_name and rules.is_public(declined) else ""


def _answer(row: Likeness, actor: Any, state: str) -> None:
    row.state, row.answered_by, row.answered_at = state, actor, clock.now()
    row.save(update_fields=["state", "answered_by", "answered_at"])
