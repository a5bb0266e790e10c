"""After the answer, out of an idea's papers: whether to ask how it was, and which second talks are still owed.

Reads papers that were fetched already, and asks the database nothing.
"""

from datetime import timedelta

from ideas import clock
from ideas.deadlines import SURVEY_DAYS
from ideas.dossier import Papers
from ideas.models import FollowUp


def may_be_asked(papers: Papers) -> bool:
    """Whether its submitter may say how it was: of a talk that has a record, once in 30 days."""
    since = clock.now() - timedelta(days=SURVEY_DAYS)
    last = papers.records[-1].pk if papers.records else None
    known = any(one.record_id == last or one.answered_at > since for one in papers.answered)
    return bool(last) and not known


def talks_owed(papers: Papers) -> list[FollowUp]:
    """Second talks that are still to come."""
    return [owed for owed in papers.follow_ups if not owed.ended_at]


def owed_first(papers: Papers, reader_id: int | None) -> FollowUp | None:
    """Of these, the one that a reader ends first: their own, then what is due first."""
    rows = sorted(talks_owed(papers), key=lambda one: (one.owner.pk != reader_id, one.due_at, one.pk))
    return rows[0] if rows else None


def is_credited(papers: Papers, reader_id: int | None) -> bool:
    """Whether a reader has agreed to be thanked by name."""
    return any(one.user.pk == reader_id for one in papers.credits)
