"""Built because of you: what was adopted and is carried out, because of whom, and each department's part in it.

Owns whom the page of thanks names. Reads only; ideas through `visible_to`, names only of those who agreed to it and
are still with us.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ideas import clock, wording
from ideas.models import IN_FAVOUR, CoSubmitter, Credit, Idea, Implementation

FEWEST = 5
"""No department's part where fewer people have handed in what was adopted."""
SHARE_DAYS = 365


def built(reader: Any) -> QuerySet[Any]:
    """What was adopted and has not been given up, as far as this person may read it, with `joint`: how many handed
    it in together with its submitter."""
    rows = Idea.objects.visible_to(reader).filter(outcome__in=IN_FAVOUR)
    rows = rows.exclude(implementation__state=Implementation.State.NOT_CARRIED_OUT)
    joint = CoSubmitter.objects.filter(idea=OuterRef("pk"), state=CoSubmitter.State.ACCEPTED).order_by()
    counted = joint.values("idea").annotate(n=Count("pk")).values("n")
    return rows.with_names().annotate(joint=Coalesce(counted, 0))


def named(ideas: Sequence[Any]) -> dict[int, list[str]]:
    """Who may be thanked by name, by idea: submitters who agreed, still are submitters, and are with us; one
    statement."""
    mine = Q(user=OuterRef("user"), idea=OuterRef("idea"), state=CoSubmitter.State.ACCEPTED)
    joint = CoSubmitter.objects.filter(mine).order_by().values("user")[:1]
    rows = Credit.objects.filter(idea__in=[idea.pk for idea in ideas], user__is_active=True)
    rows = rows.annotate(joined=joint).select_related("user", "idea").only("user__name", "idea__submitter")
    found: dict[int, list[str]] = {}
    for row in rows.order_by("pk"):
        if row.joined or row.idea.submitter_id == row.user_id:
            found.setdefault(row.idea_id, []).append(row.user.name)
    return found


def thanked_words(names: Sequence[str], people: int) -> str:
    """ "Nora Weber and 2 colleagues", of so many people who handed it in."""
    rest = max(0, people - len(names))
    if not names:
        return _("a colleague") if people < 2 else _("%(n)d colleagues together") % {"n": people}
    others = ngettext("one colleague", "%(n)d colleagues", rest) % {"n": rest} if rest else ""
    return wording.in_a_row([*names, *filter(None, [others])])


@dataclass(frozen=True)
class Part:
    """A department's part in what was adopted, in per cent of all; none of its own for those who are too few."""

    name: str
    ideas: int
    percent: float


def parts() -> list[Part]:
    """Of what everybody may read and was adopted within a year, by the department in which its submitter works, in
    the order of the alphabet. Departments with fewer than five submitters stand together, and only if they are
    five then; one statement."""
    since = clock.now() - timedelta(days=SHARE_DAYS)
    adopted = Idea.objects.public().filter(outcome__in=IN_FAVOUR, decision__decided_at__gte=since)
    rows: Any = adopted.values("submitter__department__name").order_by("submitter__department__name")
    return shared(list(rows.annotate(n=Count("pk"), people=Count("submitter", distinct=True))))


def shared(rows: Sequence[dict[str, Any]]) -> list[Part]:
    """Each department's part. While those left over are too few, the smallest of the others joins them: else they
    could be reckoned from the rest."""
    name, whole = "submitter__department__name", sum(row["n"] for row in rows)
    shown = [row for row in rows if row[name] and row["people"] >= FEWEST]
    others = [row for row in rows if row not in shown]
    while others and shown and sum(row["people"] for row in others) < FEWEST:
        least = min(shown, key=lambda row: row["people"])
        shown.remove(least)
        others.append(least)
    if sum(row["people"] for row in (*shown, *others)) < FEWEST:
        return []
    found = [Part(row[name], row["n"], 100 * row["n"] / whole) for row in shown]
    rest = sum(row["n"] for row in others)
    return [*found, Part("", rest, 100 * rest / whole)] if rest and shown else found
