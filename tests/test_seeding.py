"""The bench's data is as the verbs would have left it: the judges find nothing, its people can open their pages."""

import io
import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from accounts.models import User
from ideas import completeness, integrity
from ideas.models import Idea
from tests.bench import seed, seed_block
from tests.bench.seed_world import Seeding
from tests.factories import make_user
from tests.visits import page

IDEAS, SMALL = 300, 60
REFERENCES = """
    SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text, b.attname FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1] WHERE c.contype = 'f'
"""
INDEXES = """
    SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' UNION ALL
    SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1
"""
CASTS = re.compile(r"[()]|::(text|character varying)(\[\])?")


def indexes() -> list[str]:
    """Every index and constraint, as PostgreSQL writes it; casts of words stand elsewhere once one is made anew."""
    with connection.cursor() as cursor:
        cursor.execute(INDEXES)
        return sorted(CASTS.sub("", row[0]) for row in cursor.fetchall())


@pytest.fixture
def company(db):
    return seed.fill(connection, IDEAS, say=lambda words: None)


def who(person) -> User:
    return User.objects.get(pk=person.id)


def dangling() -> list[str]:
    """References that lead nowhere, of every table."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(REFERENCES)
        for table, column, other, key in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM {table} t WHERE "{column}" IS NOT NULL'
                f' AND NOT EXISTS (SELECT 1 FROM {other} o WHERE o."{key}" = t."{column}")'
            )
            found += [f"{table}.{column}"] * cursor.fetchone()[0]
    return found


def test_seeded_ideas_are_in_order_and_can_be_read(company):
    assert Idea.objects.count() == IDEAS
    assert dangling() == []
    assert list(integrity.findings()) == []
    assert completeness.prove().count == 0
    call_command("check_promises", stdout=io.StringIO())
    call_command("check_integrity", stdout=io.StringIO())
    for person, paths in pages_of(company).items():
        for path in paths:
            assert page(who(person), path)
    assert_signed_in(company.reviewer.email, company.password)
    assert_faults_are_found()


def pages_of(company) -> dict:
    """Who opens what."""
    some = [
        f"/ideas/{ids[0]}/"
        for status, ids in company.by_status.items()
        if status not in ("draft", "withdrawn")
    ]
    return {
        company.submitter: ["/", "/ideas/", f"/ideas/{company.own[0]}/"],
        company.employee: ["/", "/ideas/", f"/ideas/?q={company.german.common}"],
        company.reviewer: ["/desk/", f"/desk/{company.desk[0]}/"],
        company.coordinator: ["/board/", *some],
        company.area_coordinator: ["/board/"],
        company.admin: ["/insights/", "/"],
    }


def test_indexes_put_aside_for_a_large_company_stand_again(db, monkeypatch):
    """With the rows from a second process, as they are for a large one."""
    monkeypatch.setattr(seed, "LARGE", SMALL)
    before = indexes()
    seed.fill(connection, SMALL, say=lambda words: None)
    assert indexes() == before
    assert [*dangling(), *integrity.findings()] == []


def test_the_same_seed_makes_the_same_rows_and_another_one_others():
    assert first_rows(1) == first_rows(1)
    assert first_rows(1) != first_rows(2)


def first_rows(number: int) -> dict[str, list[str]]:
    seed_block.prepare(Seeding(20, number, 1_065_000_000), ([1], ["Company"]))
    return seed_block.block_rows(0)


def test_who_is_filled_in_twice_is_refused(db):
    make_user()
    with pytest.raises(ValueError, match="people in this database"):
        seed.fill(connection, IDEAS)


def assert_signed_in(login: str, password: str) -> None:
    signed = Client().post("/accounts/login/", {"login": login, "password": password})
    assert signed.status_code == 302


def assert_faults_are_found() -> None:
    """The judges can fail."""
    idea = Idea.objects.filter(status="closed").first()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE ideas_idea SET supports = supports + 1, topic_id = 99 WHERE id = %s", [idea.pk]
        )
    assert [found.check for found in integrity.findings()] == ["counter of supporters or followers is wrong"]
    assert dangling() == ["ideas_idea.topic_id"]
