"""Which ideas stand where on a board: status, late, promise running out, hazards, and what there is to do.

Owns one statement, written by hand: sixteen queries in one cost more to build than to answer. Each part is cut off
by an index, so that it costs the same however many ideas there are. Reads only; whose ideas count is the caller's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection

from ideas import clock, statements

LOOKED_AFTER = "(department_id = ANY(%(ids)s) AND NOT id = ANY(%(apart)s))"
HERE = f"""owner_id IS NOT NULL AND {LOOKED_AFTER}
    AND (%(owner)s::bigint IS NULL OR owner_id = %(owner)s)"""
OWN = HERE.replace("%(ids)s", "%(own_ids)s")
OFFICE = HERE.replace("%(ids)s", "%(office_ids)s")
PROPOSED = "SELECT idea_id FROM ideas_proposal WHERE state = 'open' AND proposed_by_id <> %(me)s"
GIVEN_UP = """SELECT talk.idea_id FROM ideas_record kept
    JOIN ideas_conversation talk ON talk.id = kept.conversation_id
    WHERE kept.kind = 'unreachable' AND kept.closes_as = '' AND kept.filed_by_id <> %(me)s"""
HANDED = "SELECT idea_id FROM ideas_assignment WHERE state = 'open' AND offered_to_id IS NOT NULL"
KNOCKED = "SELECT idea_id FROM ideas_knock WHERE answered_at IS NULL"
REPORTED = """SELECT said.idea_id FROM ideas_commentreport report
    JOIN ideas_comment said ON said.id = report.comment_id
    WHERE report.settled_at IS NULL AND said.removed_at IS NULL"""
AGAIN = "SELECT idea_id FROM ideas_followup WHERE ended_at IS NULL"
ALIKE = "SELECT adopted_id FROM ideas_likeness WHERE state = 'found'"
NEWS = """SELECT work.idea_id FROM ideas_implementation work JOIN ideas_idea adopted ON adopted.id = work.idea_id
    WHERE work.next_news_on > '2000-01-01' AND work.next_news_on < %(today)s
    AND adopted.outcome IN ('adopted', 'adopted_in_part')"""
"""Of a range the server expects few rows, of all before a day that it does not know a third."""
HAZARDS = "SELECT idea_id FROM ideas_hazard WHERE settled_at IS NULL"
MINE = "SELECT idea_id FROM ideas_hazard WHERE settled_at IS NULL AND owner_id = %(me)s"
FEW = 10
"""Of so many departments at most a plan that does not know them does well."""
SINCE = "coalesce(due_at, handed_in_at)"
"""Closed ideas are due no more."""
STATUSES = f"""SELECT kind.mark, found.due_at AS since, found.id FROM unnest(%(statuses)s::text[]) AS kind(mark)
CROSS JOIN LATERAL (
    SELECT due_at, id FROM ideas_idea WHERE status = kind.mark AND {HERE} ORDER BY due_at, id LIMIT %(most)s
) AS found"""  # noqa: S608  (nothing but the constants above)


def part(mark: str, day: str, which: str) -> str:
    """The part of the statement for one mark."""
    return f"(SELECT '{mark}', {day}, id FROM ideas_idea WHERE {which} ORDER BY {day}, id LIMIT %(most)s)"  # noqa: S608


PARTS = "\nUNION ALL ".join(
    (
        STATUSES,
        part("late", "due_at", f"due_at < %(now)s AND {HERE}"),
        part(
            "promised",
            "promise_at",
            f"outcome = '' AND promise_at >= %(now)s AND promise_at < %(ahead)s AND {HERE}",
        ),
        part("broken", "promise_at", f"outcome = '' AND promise_at < %(now)s AND {HERE}"),
        part("agree", "due_at", f"id IN ({PROPOSED}) AND {OWN}"),
        part("second_give_up", "due_at", f"id IN ({GIVEN_UP}) AND {OFFICE}"),
        part(
            "glance", "due_at", f"%(glancing)s AND glanced_at IS NULL AND visibility = 'everyone' AND {OWN}"
        ),
        part("answer_knock", "due_at", f"id IN ({KNOCKED}) AND {OWN}"),
        part("handed", "due_at", f"id IN ({HANDED}) AND {OWN}"),
        part("reported", SINCE, f"id IN ({REPORTED}) AND {LOOKED_AFTER.replace('%(ids)s', '%(own_ids)s')}"),
        part("again", SINCE, f"id IN ({AGAIN}) AND {LOOKED_AFTER.replace('%(ids)s', '%(own_ids)s')}"),
        part(
            "confirm_likeness", SINCE, f"id IN ({ALIKE}) AND {LOOKED_AFTER.replace('%(ids)s', '%(own_ids)s')}"
        ),
        part("news", SINCE, f"id IN ({NEWS}) AND {LOOKED_AFTER.replace('%(ids)s', '%(own_ids)s')}"),
        part(
            "hazard",
            SINCE,
            f"id IN ({HAZARDS}) AND (id IN ({MINE}) OR {LOOKED_AFTER.replace('%(ids)s', '%(office_ids)s')})",
        ),
    )
)
STATEMENT = f"SELECT mark, array_agg(id ORDER BY since, id) FROM ({PARTS}) found GROUP BY mark ORDER BY mark"  # noqa: S608


@dataclass(frozen=True)
class Wanted:
    """Whose ideas count: of which departments, of those one coordinates, of an office; without one's own part."""

    me: int
    ids: list[int]
    own_ids: list[int]
    office_ids: list[int]
    apart: list[int]
    owner: int | None


def marked(
    wanted: Wanted, statuses: Sequence[str], now: datetime, ahead: datetime, most: int
) -> dict[str, list[int]]:
    """Primary keys by mark, the most urgent first, at most so many of each."""
    values = {
        **vars(wanted),
        "statuses": list(statuses),
        "now": now,
        "today": clock.today(),
        "ahead": ahead,
        "most": most,
        "glancing": settings.GLANCE_REQUIRED,
    }
    kept = len(wanted.ids) <= FEW
    with statements.cursor_with_plans() if kept else connection.cursor() as cursor:
        cursor.execute(STATEMENT, values)
        return dict(cursor.fetchall())
