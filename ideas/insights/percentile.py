"""The value below which so large a part of some rows lies, as the database reckons it."""

from typing import Any

from django.db.models import Aggregate, FloatField


class Percentile(Aggregate):
    """The value below which so large a part of the rows lies."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(part)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(self, expression: Any, part: float, **extra: Any) -> None:
        super().__init__(expression, part=float(part), **extra)
