"""Rows that are written by statements that are built once.

What Django does for each `save()` takes four times as long as putting the values into a statement that is known.
These functions do the same for a row of one table: no signal is sent, and nobody's `save()` of their own is called;
use them for models that have neither. Owns no rule of the scheme.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, models

FEW = 8
"""So many rows have a statement that is kept; Django writes more of them as quickly by itself."""


def add(row: models.Model) -> None:
    """Writes a new row, and gives it its key. Raises IntegrityError as `save()` does."""
    fields, returning = _fields(type(row)), row._meta.pk.column
    with connection.cursor() as cursor:
        sql = _insert(type(row), 1, row.pk is not None, f'RETURNING "{returning}"')
        cursor.execute(sql, _values(row, fields, new=True))
        row.pk = cursor.fetchone()[0]
    _is_there(row)


def add_if_new(row: models.Model) -> bool:
    """Writes a new row that has its key, unless one is there that a constraint takes for the same; whether it was
    written. Waits for whoever is about to write the same."""
    return _add_new([row]) == 1


def add_those_new(rows: Sequence[models.Model]) -> None:
    """The same for rows of one model, all with a key or all without, which they do not learn then."""
    if len(rows) > FEW:
        type(rows[0])._base_manager.bulk_create(rows, ignore_conflicts=True)
    elif rows:
        _add_new(rows)


def _add_new(rows: Sequence[models.Model]) -> int:
    model, with_key = type(rows[0]), rows[0].pk is not None
    values = [value for row in rows for value in _values(row, _fields(model), new=True)]
    with connection.cursor() as cursor:
        cursor.execute(_insert(model, len(rows), with_key, "ON CONFLICT DO NOTHING"), values)
        written: int = cursor.rowcount
    return written


def change(row: models.Model) -> None:
    """Writes all columns of a row that is there."""
    fields = [field for field in _fields(type(row)) if not field.primary_key]
    with connection.cursor() as cursor:
        cursor.execute(_update(type(row)), [*_values(row, fields, new=False), row.pk])


def _is_there(row: models.Model) -> None:
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@lru_cache(maxsize=64)
def _fields(model: type[models.Model]) -> tuple[Any, ...]:
    return tuple(field for field in model._meta.local_concrete_fields if not field.generated)


def _values(row: models.Model, fields: Sequence[Any], *, new: bool) -> list[Any]:
    """The values of the columns; the key only where the row has one."""
    return [
        field.get_db_prep_save(field.pre_save(row, new), connection)
        for field in fields
        if not (new and field.primary_key and row.pk is None)
    ]


@lru_cache(maxsize=256)
def _insert(model: type[models.Model], count: int, with_key: bool, end: str) -> str:
    fields = [field for field in _fields(model) if with_key or not field.primary_key]
    names = ", ".join(f'"{field.column}"' for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    table, rows = model._meta.db_table, ", ".join([row] * count)
    return f'INSERT INTO "{table}" ({names}) VALUES {rows} {end}'  # noqa: S608  (names of columns alone)


@lru_cache(maxsize=64)
def _update(model: type[models.Model]) -> str:
    meta = model._meta
    names = ", ".join(f'"{field.column}" = %s' for field in _fields(model) if not field.primary_key)
    return f'UPDATE "{meta.db_table}" SET {names} WHERE "{meta.pk.column}" = %s'  # noqa: S608
