"""Tables and columns of what is loaded, and how it gets in: COPY, with triggers and slow indexes put aside.

What was put aside stands again afterwards exactly as it was; that it would have refused nothing is the judge's to
say (`manage.py check_integrity`, and the references asked of each table by `tests/test_seeding.py`).
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

PEOPLE = {
    "accounts_user": "id, password, email, personnel_number, name, language, phone, is_active, is_staff, is_admin,"
    " is_observer, mail_rhythm, left_on, created_at, line_manager_id, department_id, muted, portrait, reach,"
    " reach_words",
    "account_emailaddress": 'email, verified, "primary", user_id',
    "accounts_membership": "id, role, cap, department_id, user_id",
    "accounts_membership_topics": "membership_id, topic_id",
    "accounts_absence": "user_id, first_day, last_day, substitute_id",
    "ideas_routingrule": "words, position, department_id, topic_id",
}
IDEAS = {
    "ideas_idea": "id, public_id, number, title, text, language, status, outcome, due_at, promise_at, visibility,"
    " show_name, glanced_at, came_from, manager_may_talk, handed_in_at, status_since, first_decided_at,"
    " first_closed_at, first_close_kind, closed_at, withdrawn_at, supports, followers, version, source_url,"
    " created_at, updated_at,"
    " decision_id, department_id, glanced_by_id, merged_into_id, owner_id, submitter_id, topic_id, round_id,"
    " coordinator_id, last_sign_at",
    "ideas_idea_concerned": "idea_id, department_id",
    "ideas_round": "id, number, cause, why, point, started_at, first_promise_at, promise_at, waited_days, idea_id,"
    " reviews_of_id",
    "ideas_assignment": "id, state, due_at, why, why_data, over_cap_reason, offer_reason, created_at, ended_at,"
    " department_id, reviewer_id, idea_id, round_id",
    "ideas_review": "id, recommendation, public_text, internal_note, scores, filed_at, set_aside, assignment_id",
    "ideas_question": "id, wave, asked_at, text, state, answer, answered_at, by_phone, answered_by_id, asked_by_id,"
    " idea_id, round_id",
    "ideas_note": "id, kind, text, created_at, author_id, idea_id, round_id, criterion",
    "ideas_proposal": 'id, outcome, reason_code, reason_text, "where", passed_to_office, state, proposed_at,'
    " answered_at, answered_by_id, idea_id, proposed_by_id, target_id, round_id",
    "ideas_decision": 'id, kind, outcome, reason_code, reason_text, decided_at, promise_at, next_news_on, "where",'
    " passed_to_office, receipt_confirmed_at, defer_until, agreed_by_id, decided_by_id, implementer_id,"
    " receipt_confirmed_by_id, idea_id, target_id, round_id, alternative, point, would_change",
    "ideas_implementation": "state, next_news_on, note, updated_at, idea_id, owner_id, done_on",
    "ideas_appointment": "id, starts_at, minutes, channel, place, uid, sequence, state, partner_id",
    "ideas_conversation": "id, number, channel, state, unclear, opened_at, appointment_id, partner_id, idea_id,"
    " round_id, invited_at, other_asked_at",
    "ideas_slot": "starts_at, minutes, channel, place, conversation_id, by_submitter",
    "ideas_attempt": 'id, at, "on", channel, note, by_id, conversation_id',
    "ideas_record": "id, kind, held_at, channel, said, thanks, next_step, filed_at, answer, answer_words,"
    " answered_at, unconfirmed_at, closes_as, conversation_id, filed_by_id, seconded_by_id, on_the_spot",
    "ideas_recordversion": "number, facts, written_at, why, record_id, written_by_id",
    "ideas_agreedpoint": "id, position, text, owner_name, due_on, settled_at, result, carried_by_id, owner_id,"
    " record_id, settled_by_id",
    "ideas_survey": "understood, fair, again, words, answered_at, record_id, call_me, user_id",
    "ideas_message": "id, text, created_at, author_id, idea_id",
    "ideas_comment": "id, public_id, text, created_at, removed_why, author_id, idea_id",
    "ideas_support": "sentence, created_at, idea_id, user_id",
    "ideas_follow": "created_at, user_id, idea_id",
    "ideas_cosubmitter": "state, invited_at, accepted_at, user_id, idea_id",
    "ideas_knock": "id, asked_at, due_at, answer, answered_at, answered_by_id, asked_by_id, idea_id, round_id",
    "ideas_thanks": "id, text, created_at, author_id, idea_id, round_id",
    "ideas_credit": "given_at, idea_id, user_id",
    "ideas_event": "id, seq, at, kind, from_status, to_status, why, data, round_number, actor_id, idea_id",
}
TOLD = ("ideas_outgoingmail", "ideas_notice", "ideas_inpersontask")
"""Filled out of the events by the database itself."""

Task = Callable[[Any], None]
OF_A_WORKER = (
    "SET session_replication_role = replica; SET maintenance_work_mem = '384MB'; SET work_mem = '64MB';"
    " SET max_parallel_maintenance_workers = 0; SET synchronous_commit = off"
)
PUT_ASIDE = """
    SELECT t.relname, format('DROP INDEX %%I', i.relname), pg_get_indexdef(i.oid)
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
    WHERE t.relname = ANY(%(tables)s) AND t.relnamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.oid AND c.contype IN ('p', 'u', 'x'))
    UNION ALL
    SELECT t.relname, format('ALTER TABLE %%I DROP CONSTRAINT %%I', t.relname, c.conname),
           format('ALTER TABLE %%I ADD CONSTRAINT %%I %%s', t.relname, c.conname, pg_get_constraintdef(c.oid))
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
    WHERE t.relname = ANY(%(tables)s) AND t.relnamespace = 'public'::regnamespace AND c.contype = 'u'
    ORDER BY 1, 2
"""
SEQUENCES = """
    SELECT pg_get_serial_sequence(quote_ident(table_name), column_name), table_name, column_name
    FROM information_schema.columns
    WHERE table_schema = 'public' AND is_identity = 'YES' AND table_name = ANY(%s) ORDER BY 2
"""


def copy(cursor: Any, table: str, columns: str, lines: Iterable[str]) -> int:
    """These rows into this table; how many."""
    rows = list(lines)
    if rows:
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as out:
            out.write("\n".join(rows) + "\n")
    return len(rows)


def drop_triggers(cursor: Any) -> None:
    """For the rest of the transaction neither triggers nor references are looked at; only a superuser may."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET LOCAL session_replication_role = replica")


def restore_triggers(cursor: Any) -> None:
    """They are looked at again, in a transaction that goes on."""
    cursor.execute("SET LOCAL session_replication_role = origin")


def put_indexes_aside(cursor: Any, tables: list[str]) -> list[tuple[str, str]]:
    """Drops what slows loading down; gives what makes it anew, each with its table."""
    cursor.execute(PUT_ASIDE, {"tables": tables})
    found = cursor.fetchall()
    for _table, drop, _make in found:
        cursor.execute(drop)
    return [(table, make) for table, _drop, make in found]


def share(connection: Any, *lanes: list[Task]) -> None:
    """Each lane by a worker on a connection of its own; who is done helps. In a transaction one does all of it."""
    waiting = [deque(lane) for lane in lanes]

    def left(n: int) -> Iterator[Task]:
        for lane in waiting[n:] + waiting[:n]:
            with suppress(IndexError):
                while True:
                    yield lane.popleft()

    def work(n: int) -> None:
        own = connection if connection.in_atomic_block else connection.copy()
        try:
            with own.cursor() as cursor:
                if own is not connection:
                    cursor.execute(OF_A_WORKER)
                for task in left(n):
                    task(cursor)
        finally:
            if own is not connection:
                own.close()

    if connection.in_atomic_block:
        work(0)
        return
    with ThreadPoolExecutor(len(lanes)) as pool:
        list(pool.map(work, range(len(lanes))))


def move_sequences(cursor: Any, tables: list[str]) -> None:
    """Past the highest id of each table, so that the next row gets one of its own."""
    cursor.execute(SEQUENCES, [tables])
    for sequence, table, column in cursor.fetchall():
        cursor.execute(
            f"SELECT setval(%s, greatest(max({column}), 1), max({column}) IS NOT NULL) FROM {table}",
            [sequence],
        )
    cursor.execute(
        "SELECT setval('tell_idea_number', greatest(max(number), 1), max(number) IS NOT NULL) FROM ideas_idea"
    )
