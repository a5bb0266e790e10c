"""What a person is to an idea, asked of the database in SQL that is built once.

Every verb asks it, and building the statement takes many times as long as answering it. Owns no meaning: the wording
is `IdeaQuerySet.with_standing`, compiled with stand-ins for the person and the idea, which give way to the real ones.
"""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import JSONField
from django.db.models.expressions import RawSQL

from ideas import statements
from ideas.models import Idea
from ideas.statements import COORDINATED, PERSON, REVIEWED

IDEA = -7_000_001
"""Stand-in: a number that no row has."""
ADDRESS = "-"
"""Stand-in for the address of an idea."""


def standing_facts(user: Any, idea_id: int) -> dict[str, bool]:
    """The columns of `with_standing` for one idea and one person; one statement. Raises `Idea.DoesNotExist`."""
    sql, params, names = _for(user, IDEA, idea_id)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        row = cursor.fetchone()
    if row is None:
        raise Idea.DoesNotExist
    return dict(zip(names, map(bool, row), strict=True))


def standing_at(user: Any, public_id: str) -> RawSQL:
    """The same columns for the idea at an address, as one JSON object within another statement."""
    sql, params, _names = _for(user, ADDRESS, public_id)
    return RawSQL(f"SELECT to_jsonb(facts) FROM ({sql}) facts", params, output_field=JSONField())  # noqa: S608, S611


def forget() -> None:
    """Statements are built anew from here on; for whoever changes their wording while the process runs."""
    _statement.cache_clear()
    statements.forget()


def _for(user: Any, stands_for: int | str, which: int | str) -> tuple[str, list[Any], list[str]]:
    """The statement with this person and this idea in it."""
    coordinates, reviews_for = list(user.coordinates), list(user.reviews_for)
    duties = (len(coordinates), len(reviews_for), user.is_admin)
    sql, params, names = _statement(stands_for, *duties, settings.GLANCE_REQUIRED)
    real: dict[Any, Any] = {stands_for: which, PERSON: user.pk}
    real |= {COORDINATED + n: pk for n, pk in enumerate(coordinates)}
    real |= {REVIEWED + n: pk for n, pk in enumerate(reviews_for)}
    return sql, [_exchanged(value, real) for value in params], names


def _exchanged(value: Any, real: dict[Any, Any]) -> Any:
    if isinstance(value, list):
        return [_exchanged(one, real) for one in value]
    return real.get(value, value) if isinstance(value, int | str) else value


@lru_cache(maxsize=256)
def _statement(
    stands_for: int | str, coordinates: int, reviews_for: int, is_admin: bool, _glance: bool
) -> tuple[str, tuple[Any, ...], list[str]]:
    """The statement for somebody with so many duties, with stand-ins as parameters, and its columns."""
    person: Any = get_user_model()(pk=PERSON, is_admin=is_admin)
    person.coordinates = [COORDINATED + n for n in range(coordinates)]
    person.reviews_for = [REVIEWED + n for n in range(reviews_for)]
    rows = Idea.objects.with_standing(person)
    rows = rows.filter(pk=IDEA) if stands_for == IDEA else rows.filter(public_id=ADDRESS)
    names = [name for name in rows.query.annotations if name.startswith("s_")]
    sql, params = rows.values_list(*names).query.sql_with_params()
    return sql, tuple(params), names
