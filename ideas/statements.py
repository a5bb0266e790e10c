"""Questions to the database that are built once and asked often.

Building a statement out of Django's parts takes many times as long as answering it, and making models of its rows as
long again. So a question is compiled with stand-ins, once for each shape of it, and each asking only puts the real
values in. Its rows become models again, as Django would have made them.

Owns no question: whoever asks brings a function that makes a queryset of a person and of values. A value has to come
into the statement as a value and nowhere else, since it is a stand-in while the statement is built.
"""

import re
import uuid
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

import psycopg
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models import lookups
from django.db.models.base import ModelState
from django.db.models.expressions import Col
from django.db.models.query import ModelIterable

PERSON = -7_000_002
COORDINATED, REVIEWED = -7_100_000, -7_200_000
"""Stand-ins for a person, and for the first department of each list; the next ones count on from there."""
VALUE = 2_147_400_000
"""Stand-in for the first value that is a number. Not below nought: Django knows without asking that no row is."""
LONG_AGO = datetime(1066, 10, 14, tzinfo=UTC)

Builder = Callable[..., models.QuerySet[Any]]


class AnyOf(lookups.Exact):
    """`field__any_of=[...]`: one of the list, which goes in as one value, however long it is; or of an array that is
    asked for first."""

    lookup_name = "any_of"

    def get_prep_lookup(self) -> Any:
        return self.rhs if hasattr(self.rhs, "resolve_expression") else list(self.rhs)

    def get_db_prep_lookup(self, value: Any, connection: Any) -> Any:
        return "%s", [value]

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        return f"= ANY({rhs})"


for _kind in (models.AutoField, models.BigAutoField, models.IntegerField, models.ForeignKey):
    _kind.register_lookup(AnyOf)


@dataclass(frozen=True)
class Shape:
    """What a statement depends on beside its values: of a person how many duties they have, and what is asked."""

    coordinates: int
    reviews_for: int
    is_admin: bool
    glance: bool
    kinds: tuple[tuple[str, str], ...]
    more: tuple[Hashable, ...]


@dataclass(frozen=True)
class Part:
    """How some columns of a row become a model, and those that follow the models related to it."""

    model: type[models.Model]
    names: tuple[str, ...]
    first: int
    last: int
    key: int
    related: tuple[tuple["Part", Callable[..., None], Callable[..., None]], ...]
    own: bool


@dataclass(frozen=True)
class Statement:
    """A statement with stand-ins, and what its rows become: models, or else tuples."""

    sql: str
    params: tuple[Any, ...]
    table: str
    part: Part | None
    annotations: tuple[tuple[str, int], ...]
    converters: tuple[tuple[int, tuple[Any, ...], Any], ...]


def rows(build: Builder, user: Any, *shape: Hashable, **values: Any) -> list[Any]:
    """The rows of `build(person, *shape, **values)`, in one statement that is built once for each shape.

    `values` are numbers, words, days, moments, UUIDs or lists of numbers; `user` is None where nobody in particular
    asks.
    """
    return _rows(cursor_with_plans, build, user, shape, values)


def rows_planned_anew(build: Builder, user: Any, *shape: Hashable, **values: Any) -> list[Any]:
    """The same where the plan has to know the values: a day before which hardly anything lies, say."""
    return _rows(connection.cursor, build, user, shape, values)


def expected(build: Builder, user: Any, *shape: Hashable, **values: Any) -> tuple[int, int]:
    """How many rows PostgreSQL expects `build(person, *shape, **values)` to have, and how many its whole table.

    Looks nothing up: it goes by what the last ANALYZE saw, so that nothing but speed may depend on it.
    """
    statement, real = _asked(build, user, shape, values)
    if statement is None:
        return 0, 0
    table = connection.ops.quote_name(statement.table)
    with connection.cursor() as asking:
        asking.execute(
            f"EXPLAIN (FORMAT JSON) SELECT FROM {table} UNION ALL SELECT FROM ({statement.sql}) AS few",  # noqa: S608
            [exchanged(value, real) for value in statement.params],
        )
        [(found,)] = asking.fetchall()
    everything, few = (plan["Plan Rows"] for plan in found[0]["Plan"]["Plans"])
    return few, everything


def _rows(
    cursor: Callable[[], Any],
    build: Builder,
    user: Any,
    shape: tuple[Hashable, ...],
    values: dict[str, Any],
) -> list[Any]:
    statement, real = _asked(build, user, shape, values)
    if statement is None:
        return []
    with cursor() as asking:
        asking.execute(statement.sql, [exchanged(value, real) for value in statement.params])
        found = asking.fetchall()
    return _converted(statement, found)


def _asked(
    build: Builder, user: Any, shape: tuple[Hashable, ...], values: dict[str, Any]
) -> tuple[Statement | None, dict[Any, Any]]:
    """The statement, None where nothing can fit, and what its stand-ins stand for."""
    coordinates = list(user.coordinates) if user else []
    reviews_for = list(user.reviews_for) if user else []
    kinds = tuple((name, kind_of(value)) for name, value in values.items())
    known = Shape(
        len(coordinates),
        len(reviews_for),
        bool(user and user.is_admin),
        settings.GLANCE_REQUIRED,
        kinds,
        shape,
    )
    real: dict[Any, Any] = {PERSON: user and user.pk}
    real |= {COORDINATED + n: pk for n, pk in enumerate(coordinates)}
    real |= {REVIEWED + n: pk for n, pk in enumerate(reviews_for)}
    real |= {_key(stand_in(n, kind)): values[name] for n, (name, kind) in enumerate(kinds)}
    return _statement(build, known), real


def cursor_with_plans() -> Any:
    """A cursor of Django's connection that gives the server statement and values apart: asked a few times, the
    server keeps the plan of a statement, and making that takes many times as long as following it."""
    connection.ensure_connection()
    return connection._prepare_cursor(psycopg.Cursor(connection.connection))  # type: ignore[attr-defined]


def forget() -> None:
    """Statements are built anew from here on; for whoever changes their wording while the process runs."""
    _statement.cache_clear()


def kind_of(value: Any) -> str:
    """What sort of value it is."""
    if isinstance(value, datetime):
        return "moment"
    if isinstance(value, date):
        return "day"
    if isinstance(value, uuid.UUID):
        return "id"
    return "list" if isinstance(value, list) else "word" if isinstance(value, str) else "number"


def stand_in(n: int, kind: str) -> Any:
    """What stands for a value while the statement is built; no row has it."""
    moment = LONG_AGO + timedelta(days=n)
    number = VALUE + n
    known = {"moment": moment, "day": moment.date(), "list": [number], "word": f"\x01{n}\x01"}
    return (known | {"number": number, "id": uuid.UUID(int=number)})[kind]


def exchanged(value: Any, real: dict[Any, Any]) -> Any:
    """The value with each stand-in in it exchanged for what it stands for."""
    if isinstance(value, list):
        known = real.get(_key(value)) if len(value) == 1 else None
        return [exchanged(one, real) for one in value] if known is None else known
    return real.get(value, value) if isinstance(value, int | str | date | uuid.UUID) else value


def _key(value: Any) -> Any:
    """The stand-in as it can be looked up; a list is another one than the number in it."""
    return ("list", value[0]) if isinstance(value, list) else value


@lru_cache(maxsize=1024)
def _statement(build: Builder, shape: Shape) -> Statement | None:
    """Built for this shape; None where nothing can fit, whatever the values."""
    person: Any = get_user_model()(pk=PERSON, is_admin=shape.is_admin)
    person.coordinates = [COORDINATED + n for n in range(shape.coordinates)]
    person.reviews_for = [REVIEWED + n for n in range(shape.reviews_for)]
    values = {name: stand_in(n, kind) for n, (name, kind) in enumerate(shape.kinds)}
    asked = build(person, *shape.more, **values)
    compiler: Any = asked.query.get_compiler(DEFAULT_DB_ALIAS)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    _insist_on_stand_ins(params, values)
    sql, params = with_constants(sql, params, values)
    expressions = [expression for expression, _sql, _alias in compiler.select]
    converters = compiler.get_converters(expressions)
    return Statement(
        sql,
        tuple(params),
        asked.model._meta.db_table,
        _part(compiler.klass_info, compiler.select) if asked._iterable_class is ModelIterable else None,
        tuple((compiler.annotation_col_map or {}).items()),
        tuple((at, tuple(found), expression) for at, (found, expression) in converters.items()),
    )


def _insist_on_stand_ins(params: Any, values: dict[str, Any]) -> None:
    """No moment of the building may stay in a statement that is asked again tomorrow."""
    moments = [value for value in params if isinstance(value, date)]
    if any(moment not in values.values() for moment in moments):
        raise ValueError("A statement that is built once has a moment of its own: hand it in as a value.")


def with_constants(sql: str, params: Any, values: dict[str, Any]) -> tuple[str, list[Any]]:
    """The statement in which only stand-ins are left as values: the planner knows all that never changes."""
    marks = {_key(value) for value in values.values()}
    left: list[Any] = []
    given = iter(params)

    def filled(mark: re.Match[str]) -> str:
        if mark[0] == "%%":
            return mark[0]
        value = next(given)
        if _changes(value, marks):
            left.append(value)
            return "%s"
        return str(connection.ops.compose_sql("%s", [value])).replace("%", "%%")  # type: ignore[attr-defined]

    return re.sub("%[s%]", filled, sql), left


def _changes(value: Any, marks: set[Any]) -> bool:
    """Whether a stand-in is in it."""
    if isinstance(value, list):
        return (len(value) == 1 and _key(value) in marks) or any(_changes(one, marks) for one in value)
    if isinstance(value, int) and not isinstance(value, bool) and value <= PERSON:
        return True
    return isinstance(value, int | str | date | uuid.UUID) and value in marks


def _part(info: dict[str, Any], select: list[Any]) -> Part:
    fields = info["select_fields"]
    columns: list[Col] = [select[at][0] for at in fields]
    if list(fields) != list(range(fields[0], fields[-1] + 1)):
        raise ValueError("The columns of a model do not stand beside each other.")
    model = info["model"]
    names = tuple(column.target.attname for column in columns)
    related = tuple(
        (_part(one, select), one["local_setter"], one["remote_setter"])
        for one in info.get("related_klass_infos", ())
    )
    plain = not any("from_db" in vars(base) for base in model.__mro__ if base is not models.Model)
    key = fields[names.index(model._meta.pk.attname)]
    return Part(model, names, fields[0], fields[-1] + 1, key, related, plain)


def _converted(statement: Statement, found: list[tuple[Any, ...]]) -> list[Any]:
    if statement.converters:
        found = [_with_converters(row, statement.converters) for row in found]
    if statement.part is None:
        return found
    made = []
    for row in found:
        one = _made(statement.part, row)
        given = one.__dict__
        for name, at in statement.annotations:
            given[name] = row[at]
        made.append(one)
    return made


def _with_converters(row: tuple[Any, ...], converters: tuple[tuple[int, tuple[Any, ...], Any], ...]) -> Any:
    values = list(row)
    for at, functions, expression in converters:
        for convert in functions:
            values[at] = convert(values[at], expression, connection)
    return values


def _made(part: Part, row: Any) -> Any:
    """A model of these columns, what is related to it included; None where there is no such row."""
    if row[part.key] is None:
        return None
    values = row[part.first : part.last]
    if part.own:
        one = part.model.__new__(part.model)
        state = ModelState()
        state.db, state.adding = DEFAULT_DB_ALIAS, False
        one.__dict__.update(zip(part.names, values, strict=True), _state=state)
    else:
        one = part.model.from_db(DEFAULT_DB_ALIAS, part.names, values)
    for other, here, there in part.related:
        found = _made(other, row)
        here(one, found)
        if found is not None:
            there(found, one)
    return one
