"""The public discussion of an idea as one reader sees it, in one statement. Changes nothing.

Owns which words a reader gets: those of a removed comment are not asked of the database but for its author and, where
somebody else removed it, for those who look after the idea. So no template can let them slip.
"""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from ideas import rules, statements, story, transitions
from ideas.models import Assignment, Comment, CommentReport, CoSubmitter, Idea
from ideas.rules import Standing

SHOWN = 30
"""Comments of a page."""
AFTER = 15
"""So many later ones stand below a comment that an address names."""
LAST = 2**62


@dataclass(frozen=True)
class Said:
    """One comment before one reader."""

    comment: Any
    role: str = ""
    words: str = ""
    reason: str = ""
    may: frozenset[str] = frozenset()
    reported: bool = False
    mine: bool = False

    @property
    def is_removed(self) -> bool:
        """Whether its words are gone."""
        return self.comment.removed_at is not None


@dataclass(frozen=True)
class Discussion:
    """A page of it: oldest first; `why_closed` is said where nobody can comment any more."""

    said: list[Said] = field(default_factory=list)
    is_shown: bool = False
    is_open: bool = False
    why_closed: str = ""
    hint: str = ""
    earlier: str = ""
    has_later: bool = False

    @property
    def is_worth_it(self) -> bool:
        """Whether there is something to read or to say."""
        return self.is_shown and (self.is_open or bool(self.said))

    @property
    def amount(self) -> int:
        """How many there are, where all stand on this page."""
        return 0 if self.earlier or self.has_later else len(self.said)


def discussion_of(idea: Idea, reader: Any, s: Standing, *, named: str = "", before: str = "") -> Discussion:
    """The latest comments; those around the one that is `named`, or those before another one."""
    if not rules.has_discussion(idea):
        return Discussion(hint=_why_none(idea, s))
    place = {"before": before} if before else {"named": named} if named else {}
    rows = statements.rows(_rows, reader, rules.is_coordinator(s), idea=idea.pk, **place)
    page = [_said(row, idea, reader, s) for row in reversed(rows[:SHOWN])]
    refusal = transitions.decide("comment", idea, reader, s)
    return Discussion(
        page,
        is_shown=True,
        is_open=refusal is None,
        why_closed=str(refusal.reason) if refusal else "",
        earlier=rows[SHOWN - 1].public_id if len(rows) > SHOWN else "",
        has_later=bool(rows) and rows[0].pk != rows[0].newest,
    )


def _why_none(idea: Idea, s: Standing) -> str:
    """A sentence for those who can change it."""
    if not rules.is_coordinator(s) or idea.department is None or idea.status in ("draft", "withdrawn"):
        return ""
    if not idea.department.discussion:
        return _("%(department)s has switched public discussion off.") % {"department": idea.department.name}
    return _("Only those who handle it can read it, so there is no public discussion.")


def _rows(reader: Any, moderates: bool, *, idea: int, named: str = "", before: str = "") -> QuerySet[Any]:
    """Newest first, with all that a page shows of each."""
    all_ = Comment.objects.filter(idea=idea)
    at = all_.filter(public_id=before or named).values("pk")[:1]
    rows = all_
    if before:
        rows = rows.filter(pk__lt=Coalesce(Subquery(at), LAST))
    elif named:
        later = all_.filter(pk__gte=Subquery(at)).order_by("pk").values("pk")
        rows = rows.filter(pk__lte=Coalesce(Subquery(later[AFTER : AFTER + 1]), LAST))
    on_it = Assignment.objects.filter(idea=idea, reviewer=OuterRef("author"), state__in=("open", "filed"))
    joint = CoSubmitter.objects.filter(idea=idea, user=OuterRef("author"), state="accepted")
    through = Comment.mentions.through.objects.filter(comment=OuterRef("pk"))
    rows = (
        rows.select_related("author__department", "removed_by")
        .defer("text", "removed_why")
        .annotate(
            words=Case(
                When(_readable(reader, moderates), then=F("text")),
                default=Value(""),
                output_field=TextField(),
            ),
            why=_why(reader, moderates),
            is_expert=Exists(on_it),
            is_joint=Exists(joint),
            names=ArraySubquery(through.order_by("user__name").values("user__name")),
            reported=_open_reports(reader, moderates),
            newest=Subquery(all_.order_by("-pk").values("pk")[:1]),
        )
    )
    return rows.order_by("-pk")[: SHOWN + 1]


def _readable(reader: Any, moderates: bool) -> Q:
    """Which comments' words this reader gets."""
    mine = Q(author=reader)
    theirs = ~Q(removed_by=F("author")) if moderates else Q(pk__in=[])
    return Q(removed_at=None) | mine | theirs


def _why(reader: Any, moderates: bool) -> Case:
    """The reason of a removal, for the author and those who look after the idea."""
    mine = Q(pk__isnull=False) if moderates else Q(author=reader)
    return Case(When(mine, then=F("removed_why")), default=Value(""), output_field=TextField())


def _open_reports(reader: Any, moderates: bool) -> Exists:
    """Whether a report waits: any for those who look after the idea, one's own for all others."""
    reports = CommentReport.objects.filter(comment=OuterRef("pk"), settled_at=None)
    return Exists(reports if moderates else reports.filter(reported_by=reader))


def _said(row: Any, idea: Idea, reader: Any, s: Standing) -> Said:
    mine = row.author_id == reader.pk
    return Said(
        row,
        role=_role(row, idea, reader, s),
        words=row.words,
        reason=row.why,
        may=frozenset() if row.removed_at else _may(row, mine, s),
        reported=bool(row.reported) and not mine,
        mine=mine,
    )


def _may(row: Any, mine: bool, s: Standing) -> frozenset[str]:
    """What can be done about it: its links."""
    moderates = rules.is_coordinator(s)
    verbs = {"remove_comment"} if mine or moderates else {"report_comment"} if not row.reported else set()
    return frozenset(verbs | ({"settle_report"} if moderates and row.reported and not mine else set()))


def _role(row: Any, idea: Idea, reader: Any, s: Standing) -> str:
    """What its author is to the idea, as far as this reader may know."""
    inside = story.audience_of(s) in (story.Audience.SUBMITTERS, story.Audience.HANDLERS)
    if row.author_id == idea.submitter_id or row.is_joint:
        return _("handed it in") if inside or idea.show_name else ""
    if not inside:
        return ""
    if row.author_id == idea.coordinator_id:
        return _("your contact") if rules.is_submitting(s) else _("looks after it")
    return _("expert") if row.is_expert else ""
