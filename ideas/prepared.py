"""What a person is to an idea, asked of the database in SQL that is built once.

Every verb asks it, and building the statement takes many times as long as answering it. Owns no meaning: the wording
is `IdeaQuerySet.with_standing`, compiled with stand-ins for the person and the idea, which give way to the real ones.
"""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection

from ideas.models import Idea

IDEA, PERSON = -7_000_001, -7_000_002
"""Stand-ins: numbers that no row has."""
COORDINATED, REVIEWED = -7_100_000, -7_200_000
"""Stand-ins for the first department of each list; the next ones count on from there."""


def standing_facts(user: Any, idea_id: int) -> dict[str, bool]:
    """The columns of `with_standing` for one idea and one person; one statement. Raises `Idea.DoesNotExist`."""
    coordinates, reviews_for = list(user.coordinates), list(user.reviews_for)
    sql, params, names = _statement(len(coordinates), len(reviews_for), settings.GLANCE_REQUIRED)
    real = {IDEA: idea_id, PERSON: user.pk}
    real |= {COORDINATED + n: pk for n, pk in enumerate(coordinates)}
    real |= {REVIEWED + n: pk for n, pk in enumerate(reviews_for)}
    with connection.cursor() as cursor:
        cursor.execute(sql, [_exchanged(value, real) for value in params])
        row = cursor.fetchone()
    if row is None:
        raise Idea.DoesNotExist
    return dict(zip(names, map(bool, row), strict=True))


def _exchanged(value: Any, real: dict[int, int]) -> Any:
    if isinstance(value, list):
        return [_exchanged(one, real) for one in value]
    return real.get(value, value) if isinstance(value, int) else value


@lru_cache(maxsize=256)
def _statement(coordinates: int, reviews_for: int, _glance: bool) -> tuple[str, tuple[Any, ...], list[str]]:
    """The statement for somebody with so many duties, with stand-ins as parameters, and its columns."""
    person: Any = get_user_model()(pk=PERSON)
    person.coordinates = [COORDINATED + n for n in range(coordinates)]
    person.reviews_for = [REVIEWED + n for n in range(reviews_for)]
    rows = Idea.objects.with_standing(person).filter(pk=IDEA)
    names = [name for name in rows.query.annotations if name.startswith("s_")]
    sql, params = rows.values_list(*names).query.sql_with_params()
    return sql, tuple(params), names
