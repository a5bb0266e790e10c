"""Departments, people, and who was told what: rows that follow from the others."""

import random
from datetime import date
from typing import Any

from tests.bench import seed_rows
from tests.bench.seed_company import Firm, units, user_rows
from tests.bench.seed_days import DAY, Span
from tests.bench.seed_plan import STATUSES, YEARS
from tests.bench.seed_world import Seeding

__all__ = ["STATUSES", "departments", "people", "tell"]

ENDS = ("confirm", "close_unconfirmed", "decline_talk", "second_give_up", "write_to_leaver")
LETTERS = {
    "receipt": (
        ("hand_in",),
        "Ihre Idee Nr. {}: Sie haben unsere Antwort bald",
        "Your idea no. {}: you have our answer soon",
    ),
    "question": (("ask",), "Ihre Idee Nr. {}: eine Rückfrage an Sie", "Your idea no. {}: a question for you"),
    "result": (
        ("decide", "defer", "agree"),
        "Ihre Idee Nr. {}: Die Antwort ist da",
        "Your idea no. {}: the answer is here",
    ),
    "invitation": (("book",), "Idee Nr. {}: unser Gespräch", "Idea no. {}: our talk"),
    "notes": (
        ("record",),
        "Ihre Idee Nr. {}: Bitte prüfen Sie die Gesprächsnotiz",
        "Your idea no. {}: please check the notes",
    ),
    "closed": (ENDS, "Ihre Idee Nr. {}: wie es weitergeht", "Your idea no. {}: how it goes on"),
}
"""What submitters get by mail: the events, and the subject in German and English."""
HEARD = {
    "hand_in": ("Ihre Idee „{}“ ist da.", "Your idea “{}” is here."),
    "glance": ("„{}“ können jetzt alle lesen.", "“{}” can be read by all colleagues now."),
    "decide": ("„{}“: Die Antwort ist da.", "“{}”: the answer is here."),
    "record": ("„{}“: Bitte prüfen Sie die Gesprächsnotiz.", "“{}”: please check the notes of our talk."),
    "confirm": ("„{}“: wie es weitergeht.", "“{}”: how it goes on."),
}
"""What submitters find in their inbox."""

LETTER = """
    FROM ideas_event e JOIN ideas_idea i ON i.id = e.idea_id JOIN accounts_user u ON u.id = i.submitter_id
    WHERE e.kind = ANY(%(kinds)s) AND u.email IS {}NULL
      AND e.id >= %(first)s * 64 AND e.id < %(last)s * 64 AND i.id >= %(first)s AND i.id < %(last)s
"""
WORDS = """
    format(CASE u.language WHEN 'de' THEN
        E'Guten Tag %%s,\\n\\nes geht um Ihre Idee „%%s“.\\n\\n%%s\\n\\nHier steht sie: /ideas/%%s/'
        ELSE E'Hello %%s,\\n\\nthis is about your idea “%%s”.\\n\\n%%s\\n\\nIt stands here: /ideas/%%s/' END,
        u.name, i.title, left(i.text, 160), i.public_id)
"""
MAIL = f"""
    INSERT INTO ideas_outgoingmail (id, to_user_id, address, language, subject, text, html, headers, attachments,
        kind, news, obligatory, secret, idea_id, event_id, dedupe_key, priority, state, attempts, next_try_at,
        sent_at, error, created_at, sender_name, reply_to)
    SELECT md5('mail ' || e.id)::uuid, u.id, u.email, u.language,
        replace(CASE u.language WHEN 'de' THEN %(german)s ELSE %(english)s END, '{{}}', i.number::text), {WORDS}, '',
        '{{}}', '[]', %(letter)s, '', true, false, i.id, e.id, 'event:' || e.id || ':' || u.id || ':mail', 1,
        CASE e.id %% 1999 WHEN 0 THEN 'quarantined' ELSE 'sent' END, CASE e.id %% 1999 WHEN 0 THEN 5 ELSE 1 END, e.at,
        CASE e.id %% 1999 WHEN 0 THEN NULL ELSE e.at + interval '9 seconds' END,
        CASE e.id %% 1999 WHEN 0 THEN 'no_answer' ELSE '' END, e.at, '', ''
    {LETTER.format("NOT ")}
"""
IN_PERSON = f"""
    INSERT INTO ideas_inpersontask (id, user_id, idea_id, event_id, coordinator_id, kind, text, dedupe_key,
        created_at, done_at, done_by_id)
    SELECT e.id, u.id, i.id, e.id, i.coordinator_id, %(letter)s, {WORDS},
        'event:' || e.id || ':' || u.id || ':person', e.at,
        CASE WHEN e.at < %(fresh)s THEN e.at + interval '5 hours' END,
        CASE WHEN e.at < %(fresh)s THEN i.coordinator_id END
    {LETTER.format("")}
"""
NOTICE = """
    INSERT INTO ideas_notice (id, user_id, idea_id, event_id, kind, news, text, path, dedupe_key, created_at, read_at,
        digest, digested_at)
"""
INBOX = f"""{NOTICE}
    SELECT e.id * 4, u.id, i.id, e.id, e.kind, '',
        replace(CASE u.language WHEN 'de' THEN %(german)s ELSE %(english)s END, '{{}}', i.title),
        '/ideas/' || i.public_id || '/', 'event:' || e.id || ':' || u.id || ':inbox', e.at,
        CASE WHEN e.at < %(fresh)s OR e.id %% 3 = 0 THEN e.at + interval '1 hour' END, false, NULL
    FROM ideas_event e JOIN ideas_idea i ON i.id = e.idea_id JOIN accounts_user u ON u.id = i.submitter_id
    WHERE e.kind = ANY(%(kinds)s)
      AND e.id >= %(first)s * 64 AND e.id < %(last)s * 64 AND i.id >= %(first)s AND i.id < %(last)s
"""
TO_EXPERTS = f"""{NOTICE}
    SELECT i.id * 256 + 5 + a.id %% 4, u.id, i.id, i.id * 64 + 1, 'hand_in', 'views',
        format(CASE u.language WHEN 'de' THEN '„%%s“: Bitte geben Sie Ihre Stellungnahme ab.'
                               ELSE '“%%s”: please file your view.' END, i.title),
        '/desk/' || i.public_id || '/', 'event:' || i.id * 64 + 1 || ':' || u.id || ':inbox', a.created_at,
        CASE WHEN a.state <> 'open' THEN a.created_at + interval '3 hours' END, true,
        CASE WHEN a.created_at < %(fresh)s THEN a.created_at + interval '1 day' END
    FROM ideas_assignment a JOIN ideas_idea i ON i.id = a.idea_id JOIN accounts_user u ON u.id = a.reviewer_id
    WHERE a.id >= %(first)s * 4 AND a.id < %(last)s * 4 AND i.id >= %(first)s AND i.id < %(last)s
"""
TO_CONTACTS = f"""{NOTICE}
    SELECT i.id * 256 + 7, u.id, i.id, i.id * 64 + 1, 'hand_in', 'duties',
        format(CASE u.language WHEN 'de' THEN 'Neu: „%%s“. Sie betreuen die Idee.'
                               ELSE 'New: “%%s”. You look after it.' END, i.title),
        '/ideas/' || i.public_id || '/', 'event:' || i.id * 64 + 1 || ':' || u.id || ':inbox', i.handed_in_at,
        i.glanced_at, true, CASE WHEN i.handed_in_at < %(fresh)s THEN i.handed_in_at + interval '1 day' END
    FROM ideas_idea i JOIN accounts_user u ON u.id = i.coordinator_id
    WHERE i.number IS NOT NULL AND i.id >= %(first)s AND i.id < %(last)s
"""


def departments(cursor: Any, seeding: Seeding) -> tuple[list[int], list[str]]:
    """The tree, by its own triggers; gives ids and names of the topics that every installation has."""
    rows = [
        (u.pk, u.name, u.parent, u.zone, u.region, u.parent is None)
        for u in units(Firm.for_ideas(seeding.ideas))
    ]
    for row in rows:
        cursor.execute(
            "INSERT INTO accounts_department (id, name, parent_id, time_zone, holidays_in, is_office, ancestors,"
            " takes_ideas, discussion, days_off, days_worked, limits, working_week)"
            " VALUES (%s, %s, %s, %s, %s, %s, '{}', true, true, '{}', '{}', '{}', '{0,1,2,3,4}')",
            row,
        )
    cursor.execute("SELECT id, name FROM accounts_topic ORDER BY position, id")
    topics = cursor.fetchall()
    return [pk for pk, _name in topics], [name for _pk, name in topics]


def people(cursor: Any, seeding: Seeding, password: str, topics: tuple[list[int], list[str]]) -> None:
    """Everybody with their place, their part in the scheme, and where somebody is away."""
    firm, today = Firm.for_ideas(seeding.ideas), seeding.now // DAY
    span = Span(today - YEARS - 60, today + 60)
    joined, left = span.stamp((today - YEARS - 50) * DAY), span.day(today - 30)
    dice = random.Random(f"people {seeding.seed}")
    lines = {
        "accounts_user": user_rows(firm, password, joined, left, dice),
        "accounts_membership": [],
        "accounts_membership_topics": [],
        "accounts_absence": [],
        "ideas_routingrule": [],
    }
    for department in range(1, firm.departments + 1):
        for n in range(firm.coordinators + firm.experts):
            expert = n >= firm.coordinators
            person = firm.person(department, firm.first_expert - firm.coordinators + n)
            key = department * 1000 + n
            lines["accounts_membership"].append(
                f"{key}\t{'reviewer' if expert else 'coordinator'}\t6\t{department}\t{person}"
            )
            for topic in topics[0] if expert else ():
                if dice.random() < 0.5:
                    lines["accounts_membership_topics"].append(f"{key}\t{topic}")
        if firm.experts > 2:
            away = (
                firm.expert(department, 1),
                span.day(today - 2),
                span.day(today + 9),
                firm.expert(department, 2),
            )
            lines["accounts_absence"].append("\t".join(map(str, away)))
        if department > 1:
            word = units(firm)[department - 1].name
            lines["ideas_routingrule"].append(
                f"{{{word.split()[-1]},{word.split()[0]}}}\t{department * 10}\t{department}\t\\N"
            )
    for table, rows in lines.items():
        seed_rows.copy(cursor, table, seed_rows.PEOPLE[table], rows)
    cursor.execute(
        'INSERT INTO account_emailaddress (email, verified, "primary", user_id)'
        " SELECT email, true, true, id FROM accounts_user WHERE email IS NOT NULL ORDER BY id"
    )
    cursor.execute("UPDATE accounts_department SET decider_id = %s + id", [firm.departments])


def tell(cursor: Any, now: int, first: int, last: int) -> None:
    """Mails, things to tell in person and notices, out of the events of ideas from the first to before the last."""
    these = {"fresh": f"{date.fromordinal(now // DAY - 3)}", "first": first, "last": last}
    for letter, (kinds, german, english) in LETTERS.items():
        facts = {**these, "letter": letter, "kinds": list(kinds), "german": german, "english": english}
        cursor.execute(MAIL, facts)
        cursor.execute(IN_PERSON, facts)
    for kind, (german, english) in HEARD.items():
        kinds = {"decide": ["decide", "defer", "agree"], "confirm": list(ENDS)}.get(kind, [kind])
        cursor.execute(INBOX, {**these, "kinds": kinds, "german": german, "english": english})
    cursor.execute(TO_EXPERTS, these)
    cursor.execute(TO_CONTACTS, these)
