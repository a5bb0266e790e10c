"""One kind of row in an idea's file: which columns of it are read, and how rows become objects again.

Which kinds there are and who may read them stands in `dossier`. Changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models.functions import JSONObject

from accounts.models import Department, User
from ideas.models import Idea

MOST_ROWS = 200
ANY_IDEA = -1
"""Stands for the idea in a statement that is built once."""
SHOWN: dict[type[models.Model], tuple[str, ...]] = {
    User: ("id", "name", "phone", "email", "portrait", "is_active"),
    Department: ("id", "name"),
    Idea: ("id", "number", "title", "public_id"),
}
"""What is fetched of a row that another one names."""


@dataclass(frozen=True)
class Sheet:
    """One kind of row in the file: its model, the way from it to the idea, and the columns that are read."""

    model: type[models.Model]
    to_idea: str
    columns: tuple[str, ...]
    names: tuple[str, ...] = ()
    only: tuple[tuple[str, Any], ...] = ()
    beside: tuple[str, ...] = ()
    """Values of rows further away, kept on the object under these names."""
    newest: bool = False
    """Of more rows than are read the newest, not the first."""

    def rows_of(self, idea_id: int) -> models.QuerySet[Any]:
        """All rows of an idea as JSON, in the order in which they were written."""
        what: dict[str, Any] = {column: column for column in (*self.columns, *self.beside)}
        for name in self.names:
            what |= {f"{name}__{part}": f"{name}__{part}" for part in SHOWN[self._model_of(name)]}
        rows = self.model._base_manager.filter(**{self.to_idea: idea_id}, **dict(self.only))
        return rows.order_by("-pk" if self.newest else "pk").values(json=JSONObject(**what))[:MOST_ROWS]

    def revive(self, rows: Iterable[dict[str, Any]]) -> list[Any]:
        """The rows as objects of their model, oldest first, with the people they name; never to be saved."""
        made = [self._revived(row) for row in rows]
        return made[::-1] if self.newest else made

    def _revived(self, row: dict[str, Any]) -> models.Model:
        given: dict[str, Any] = {column: self._value(column, row[column]) for column in self.columns}
        for name in self.names:
            model = self._model_of(name)
            parts = {part: row[f"{name}__{part}"] for part in SHOWN[model]}
            given[name] = model(**parts) if parts["id"] is not None else None
        made = self.model(**given)
        for name in self.beside:
            setattr(made, name, row[name])
        return made

    def _value(self, column: str, value: Any) -> Any:
        kind = self.model._meta.get_field(column)
        if value is None or not isinstance(kind, models.DateField):
            return value
        return (
            datetime.fromisoformat(value)
            if isinstance(kind, models.DateTimeField)
            else date.fromisoformat(value)
        )

    def _model_of(self, name: str) -> Any:
        return self.model._meta.get_field(name).related_model
