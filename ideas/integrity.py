"""Whether the database is in order: each invariant asked of the tables themselves, past all Python.

The judge after fault tests, and a command for admins. Reads only. Most of what it looks for is refused by constraints
and triggers already; it finds what got past them: a restored backup, a repaired row, a rule that changed later.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Finding:
    """One thing that is not in order: the check that found it and where."""

    check: str
    where: str


OPEN = "i.status NOT IN ('draft', 'closed', 'withdrawn')"
AT = "'idea ' || coalesce(i.number::text, i.public_id)"

CHECKS: dict[str, str] = {
    "open idea without owner or due date": f"""
        SELECT {AT} FROM ideas_idea i WHERE {OPEN} AND (i.owner_id IS NULL OR i.due_at IS NULL)""",
    "owner is not an active person": f"""
        SELECT {AT} FROM ideas_idea i JOIN accounts_user u ON u.id = i.owner_id WHERE {OPEN} AND NOT u.is_active""",
    "owner has a part in the idea": f"""
        SELECT {AT} FROM ideas_idea i WHERE {OPEN} AND tell_in_conflict(i.owner_id, i.id)
        AND NOT (i.status IN ('conversation', 'confirming') AND tell_invited_manager(i.owner_id, i.id))""",
    "open review with somebody who has a part in the idea or has left": f"""
        SELECT {AT} FROM ideas_assignment a JOIN ideas_idea i ON i.id = a.idea_id
        JOIN accounts_user u ON u.id = a.reviewer_id
        WHERE a.state = 'open' AND (NOT u.is_active OR tell_in_conflict(a.reviewer_id, i.id))""",
    "open review without due date or on an idea not under review": f"""
        SELECT {AT} FROM ideas_assignment a JOIN ideas_idea i ON i.id = a.idea_id
        WHERE a.state = 'open' AND (a.due_at IS NULL OR a.round_id <> i.round_id
                                    OR i.status NOT IN ('triage', 'in_review', 'clarification'))""",
    "in review, and nobody is asked": f"""
        SELECT {AT} FROM ideas_idea i WHERE i.status = 'in_review' AND NOT EXISTS (
            SELECT 1 FROM ideas_assignment a WHERE a.round_id = i.round_id AND a.state = 'open')""",
    "status is not that of the last event": f"""
        SELECT {AT} FROM ideas_idea i WHERE i.status <> 'draft' AND i.status IS DISTINCT FROM (
            SELECT e.to_status FROM ideas_event e WHERE e.idea_id = i.id AND e.to_status <> ''
            ORDER BY e.seq DESC LIMIT 1)""",
    "events are not a chain": f"""
        SELECT DISTINCT {AT} FROM (
            SELECT idea_id, from_status, lag(to_status) OVER (PARTITION BY idea_id ORDER BY seq) AS before
            FROM ideas_event WHERE to_status <> '') e
        JOIN ideas_idea i ON i.id = e.idea_id
        WHERE e.from_status <> coalesce(e.before, 'draft')""",
    "events are missing": f"""
        SELECT {AT} FROM ideas_idea i
        LEFT JOIN (SELECT idea_id, count(*) AS n, max(seq) AS top FROM ideas_event GROUP BY idea_id) e
            ON e.idea_id = i.id
        WHERE i.version <> coalesce(e.n, 0) OR i.version <> coalesce(e.top, 0)""",
    "closed without a record of the round": f"""
        SELECT {AT} FROM ideas_idea i WHERE i.status = 'closed' AND NOT EXISTS (
            SELECT 1 FROM ideas_record r JOIN ideas_conversation c ON c.id = r.conversation_id
            WHERE c.idea_id = i.id AND c.round_id = i.round_id AND r.closes_as <> '' AND r.reopened_at IS NULL)""",
    "outcome and decision do not agree": f"""
        SELECT {AT} FROM ideas_idea i LEFT JOIN ideas_decision d ON d.id = i.decision_id
        WHERE i.outcome <> coalesce(d.outcome, '') OR (d.id IS NOT NULL AND d.idea_id <> i.id)
           OR i.merged_into_id IS DISTINCT FROM d.target_id""",
    "decision without two valid views": f"""
        SELECT {AT} FROM ideas_decision d JOIN ideas_idea i ON i.id = d.idea_id
        JOIN ideas_round r ON r.id = d.round_id
        WHERE d.kind = 'decided' AND d.id = i.decision_id AND 2 > (
            SELECT count(DISTINCT a.reviewer_id) FROM ideas_review v JOIN ideas_assignment a ON a.id = v.assignment_id
            WHERE a.round_id IN (r.id, r.reviews_of_id) AND a.state = 'filed')""",
    "talk does not fit the status": f"""
        SELECT {AT} FROM ideas_idea i
        LEFT JOIN ideas_conversation c ON c.idea_id = i.id AND c.state <> 'done'
        WHERE i.status <> 'draft' AND (
            (i.status = 'conversation' AND coalesce(c.state, '') NOT IN ('arranging', 'booked'))
            OR (i.status = 'confirming' AND c.state IS DISTINCT FROM 'recorded')
            OR (i.status NOT IN ('conversation', 'confirming') AND c.id IS NOT NULL))""",
    "question does not fit the status": f"""
        SELECT {AT} FROM ideas_idea i WHERE (i.status = 'clarification') <> EXISTS (
            SELECT 1 FROM ideas_question q WHERE q.idea_id = i.id AND q.state = 'open')""",
    "round is not the latest": f"""
        SELECT {AT} FROM ideas_idea i JOIN ideas_round r ON r.id = i.round_id
        WHERE r.idea_id <> i.id OR r.promise_at <> i.promise_at
           OR r.number <> (SELECT max(number) FROM ideas_round WHERE idea_id = i.id)""",
    "due later than its promise, which lay ahead": f"""
        SELECT {AT} FROM ideas_idea i WHERE i.status IN ('triage', 'in_review', 'discussion', 'deciding')
        AND i.due_at > i.promise_at AND i.promise_at > i.updated_at""",
    "open hazard without an active owner free of conflict": f"""
        SELECT {AT} FROM ideas_hazard h JOIN ideas_idea i ON i.id = h.idea_id
        JOIN accounts_user u ON u.id = h.owner_id
        WHERE h.settled_at IS NULL AND (NOT u.is_active OR tell_in_conflict(h.owner_id, i.id))""",
    "second talk owed by somebody who has a part in the idea or has left": f"""
        SELECT {AT} FROM ideas_followup f JOIN ideas_idea i ON i.id = f.idea_id
        JOIN accounts_user u ON u.id = f.owner_id
        WHERE f.ended_at IS NULL AND (NOT u.is_active OR tell_in_conflict(f.owner_id, i.id))""",
    "agreed point that somebody who has left should see to": f"""
        SELECT {AT} FROM ideas_agreedpoint p JOIN ideas_record r ON r.id = p.record_id
        JOIN ideas_conversation c ON c.id = r.conversation_id JOIN ideas_idea i ON i.id = c.idea_id
        JOIN accounts_user u ON u.id = p.carried_by_id WHERE p.settled_at IS NULL AND NOT u.is_active""",
    "notes of a talk without the version that was sent": f"""
        SELECT {AT} FROM ideas_record r JOIN ideas_conversation c ON c.id = r.conversation_id
        JOIN ideas_idea i ON i.id = c.idea_id WHERE r.kind = 'held' AND NOT EXISTS (
            SELECT 1 FROM ideas_recordversion v WHERE v.record_id = r.id AND v.facts->>'said' = r.said
            AND v.number = (SELECT max(number) FROM ideas_recordversion WHERE record_id = r.id))""",
    "seat of a panel with somebody who has a part in the idea or has left": f"""
        SELECT {AT} FROM ideas_panelseat p JOIN ideas_idea i ON i.id = p.idea_id
        JOIN accounts_user u ON u.id = p.user_id
        WHERE p.heard_at IS NULL AND p.released_at IS NULL
          AND (NOT u.is_active OR i.round_id <> p.round_id OR tell_in_conflict(p.user_id, i.id))""",
    "came true, and its story does not tell so": f"""
        SELECT {AT} FROM ideas_likeness l JOIN ideas_idea i ON i.id = l.declined_id
        WHERE l.state = 'confirmed' AND NOT EXISTS (
            SELECT 1 FROM ideas_event e WHERE e.idea_id = i.id AND e.kind = 'came_true'
            AND (e.data->>'idea_id')::bigint = l.adopted_id)""",
    "carried out by somebody who has left": f"""
        SELECT {AT} FROM ideas_implementation w JOIN ideas_idea i ON i.id = w.idea_id
        JOIN accounts_user u ON u.id = w.owner_id
        WHERE w.next_news_on IS NOT NULL AND i.outcome IN ('adopted', 'adopted_in_part') AND NOT u.is_active""",
    "knock or its answer without an event": f"""
        SELECT {AT} FROM ideas_knock k JOIN ideas_idea i ON i.id = k.idea_id
        WHERE NOT EXISTS (SELECT 1 FROM ideas_event e WHERE e.idea_id = i.id AND e.kind = 'knock'
                          AND e.data->>'knock_id' = k.id::text)
           OR (k.answered_at IS NULL) = EXISTS (SELECT 1 FROM ideas_event e WHERE e.idea_id = i.id
                          AND e.kind = 'answer_knock' AND e.data->>'knock_id' = k.id::text)""",
    "improves an idea that somebody else handed in, or one without an answer": f"""
        SELECT {AT} FROM ideas_idea i JOIN ideas_idea o ON o.id = i.improves_id
        WHERE i.status <> 'draft' AND (o.status = 'draft' OR NOT EXISTS (
            SELECT 1 FROM ideas_event e WHERE e.idea_id = o.id AND e.kind = 'improve'
            AND (e.data->>'idea_id')::bigint = i.id))""",
    "counter of supporters or followers is wrong": f"""
        SELECT {AT} FROM ideas_idea i
        WHERE i.supports <> (SELECT count(*) FROM ideas_support s WHERE s.idea_id = i.id)
           OR i.followers <> (SELECT count(*) FROM ideas_follow f WHERE f.idea_id = i.id)""",
    "report waits about a comment that is gone": f"""
        SELECT {AT} FROM ideas_commentreport r JOIN ideas_comment c ON c.id = r.comment_id
        JOIN ideas_idea i ON i.id = c.idea_id WHERE r.settled_at IS NULL AND c.removed_at IS NOT NULL""",
    "file or mark of a message about another idea": f"""
        SELECT {AT} FROM ideas_message m JOIN ideas_idea i ON i.id = m.idea_id WHERE EXISTS (
            SELECT 1 FROM ideas_attachment f WHERE f.message_id = m.id AND f.idea_id <> i.id) OR EXISTS (
            SELECT 1 FROM ideas_readmark r WHERE r.message_id = m.id AND r.idea_id <> i.id)""",
    "comment without its event": f"""
        SELECT {AT} FROM ideas_comment c JOIN ideas_idea i ON i.id = c.idea_id WHERE NOT EXISTS (
            SELECT 1 FROM ideas_event e WHERE e.idea_id = i.id AND e.kind = 'comment'
            AND e.data->>'comment_id' = c.id::text)""",
    "submitter was not told": f"""
        SELECT DISTINCT {AT} || ', event ' || e.seq FROM ideas_event e JOIN ideas_idea i ON i.id = e.idea_id
        JOIN accounts_user u ON u.id = i.submitter_id AND u.is_active
        WHERE e.kind IN ('ask', 'decide', 'defer', 'agree', 'book', 'record')
          AND e.actor_id IS DISTINCT FROM i.submitter_id
          AND NOT EXISTS (SELECT 1 FROM ideas_cosubmitter c WHERE c.idea_id = i.id)
          AND NOT EXISTS (SELECT 1 FROM ideas_event l WHERE l.idea_id = i.id AND l.kind = 'relieve')
          AND NOT EXISTS (SELECT 1 FROM ideas_outgoingmail m WHERE m.event_id = e.id AND m.to_user_id = u.id)
          AND NOT EXISTS (SELECT 1 FROM ideas_inpersontask t WHERE t.event_id = e.id AND t.user_id = u.id)""",
    "submitter has no receipt": f"""
        SELECT {AT} FROM ideas_event e JOIN ideas_idea i ON i.id = e.idea_id
        JOIN accounts_user u ON u.id = i.submitter_id AND u.is_active
        WHERE e.kind = 'hand_in'
          AND NOT EXISTS (SELECT 1 FROM ideas_event l WHERE l.idea_id = i.id AND l.kind = 'relieve')
          AND NOT EXISTS (SELECT 1 FROM ideas_outgoingmail m WHERE m.event_id = e.id AND m.to_user_id = u.id)
          AND NOT EXISTS (SELECT 1 FROM ideas_inpersontask t WHERE t.event_id = e.id AND t.user_id = u.id)
          AND NOT EXISTS (SELECT 1 FROM ideas_notice n WHERE n.event_id = e.id AND n.user_id = u.id
                          AND (n.digest OR n.digested_at IS NOT NULL))""",
    "mail does not fit the event that it tells of": """
        SELECT 'mail ' || m.id FROM ideas_outgoingmail m JOIN ideas_event e ON e.id = m.event_id
        WHERE m.idea_id IS DISTINCT FROM e.idea_id OR (
            m.dedupe_key LIKE 'event:%' AND m.dedupe_key NOT LIKE 'event:' || e.id || ':%')""",
    "request was acknowledged, and its idea is not there": r"""
        SELECT 'request ' || r.key FROM ideas_handledrequest r WHERE r.path ~ '/receipt/$' AND NOT EXISTS (
            SELECT 1 FROM ideas_idea i WHERE i.status <> 'draft'
            AND i.public_id = substring(r.path FROM '([^/]+)/receipt/$'))""",
    "the scheme's own office has fewer than two coordinators": """
        SELECT d.name FROM accounts_department d WHERE d.is_office AND 2 > (
            SELECT count(*) FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id
            WHERE m.department_id = d.id AND m.role = 'coordinator' AND u.is_active)""",
    "mail was leased and forgotten": """
        SELECT 'mail ' || m.id FROM ideas_outgoingmail m
        WHERE m.state = 'queued' AND m.attempts > 5""",
    "mail is marked as sent without a time": """
        SELECT 'mail ' || m.id FROM ideas_outgoingmail m
        WHERE (m.state = 'sent') <> (m.sent_at IS NOT NULL)""",
    "mail that always comes could be switched off": """
        SELECT 'mail ' || m.id FROM ideas_outgoingmail m
        WHERE m.obligatory AND (m.news <> '' OR m.headers ? 'List-Unsubscribe')""",
}
"""What must not be, and the statement that finds it."""


def findings() -> Iterator[Finding]:
    """Everything that is not in order, check by check."""
    with connection.cursor() as cursor:
        for check, statement in CHECKS.items():
            cursor.execute(statement)
            for (where,) in cursor.fetchall():
                yield Finding(check, where)
