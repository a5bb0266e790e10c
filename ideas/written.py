"""Rows that are written by statements that are built once.

What Django does for each `save()` takes four times as long as putting the values into a statement that is known.
These functions do the same for a row of one table: no signal is sent, and nobody's `save()` of their own is called;
use them for models that have neither. Owns no rule of the scheme.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, models

from ideas import statements

FEW = 8
"""So many rows have a statement that is kept; Django writes more of them as quickly by itself."""
UNLESS_THERE = "ON CONFLICT DO NOTHING"


def add(*rows: models.Model) -> None:
    """Writes new rows of one model, and gives them their keys. Raises IntegrityError as `save()` does."""
    if not rows:
        return
    with _added(rows, f'RETURNING "{rows[0]._meta.pk.column}"') as cursor:
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = key
            row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def add_if_new(row: models.Model) -> bool:
    """Writes a new row that has its key, unless one is there that a constraint takes for the same; whether it was
    written. Waits for whoever is about to write the same."""
    with _added([row], UNLESS_THERE) as cursor:
        return bool(cursor.rowcount)


def add_those_new(rows: Sequence[models.Model]) -> None:
    """The same for rows of one model, all with a key or all without, which they do not learn then."""
    if len(rows) > FEW:
        type(rows[0])._base_manager.bulk_create(rows, ignore_conflicts=True)
    elif rows:
        with _added(rows, UNLESS_THERE):
            pass


@contextmanager
def _added(rows: Sequence[models.Model], end: str) -> Iterator[Any]:
    """The rows written, and the cursor that has written them."""
    model, with_key = type(rows[0]), rows[0].pk is not None
    values = [value for row in rows for value in _values(row, _fields(model), new=True)]
    with statements.cursor_with_plans() as cursor:
        cursor.execute(_insert(model, len(rows), with_key, end), values)
        yield cursor


def change(row: models.Model) -> None:
    """Writes all columns of a row that is there."""
    fields = [field for field in _fields(type(row)) if not field.primary_key]
    with statements.cursor_with_plans() as cursor:
        cursor.execute(_update(type(row)), [*_values(row, fields, new=False), row.pk])


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
