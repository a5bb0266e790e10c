"""The bench's data is as the verbs would have left it: the judges find nothing, its people can open their pages."""

import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from accounts.models import User
from ideas import completeness, integrity
from ideas.models import Idea
from tests.bench import seed
from tests.visits import page

IDEAS = 300
REFERENCES = """
    SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text, b.attname FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1] WHERE c.contype = 'f'
"""


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
    for person, paths in pages_of(company).items():
        for path in paths:
            assert page(who(person), path)


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


def test_seeded_people_sign_in_with_the_password(company):
    signed = Client().post(
        "/accounts/login/", {"login": company.reviewer.email, "password": company.password}
    )
    assert signed.status_code == 302
