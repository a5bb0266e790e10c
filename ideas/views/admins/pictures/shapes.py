"""What every figure is shown with: tables, bars, and numbers as the reader's language writes them."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Cell = str | int
TOO_FEW = gettext_lazy("too few to show")


@dataclass(frozen=True)
class Table:
    """The figures as a table; `caption` is the formula, the first cell of a row its name."""

    caption: str
    columns: list[str]
    rows: list[list[Cell]]


@dataclass(frozen=True)
class Bar:
    """One bar: parts are (tone, x, width) in per cent; `title` says in words what it shows."""

    label: str
    value: str
    title: str
    parts: list[tuple[str, str, str]] = field(default_factory=list)


def stacked(shares: Iterable[tuple[str, float]]) -> list[tuple[str, str, str]]:
    """Parts one behind the other."""
    parts, x = [], 0.0
    for tone, share in shares:
        parts.append((tone, f"{x:.2f}", f"{share:.2f}"))
        x += share
    return parts


def percent(share: float) -> str:
    """ "97 %"; what is not everything is never rounded up to it."""
    # Translators: a share in per cent, as in "97 %"
    return _("%(n)s %%") % {"n": whole_percent(share)}


def whole_percent(share: float) -> int:
    """97; what is not everything is never rounded up to it."""
    return 99 if 99 <= share < 100 else round(share)


def number(value: float, places: int = 0) -> str:
    """A number as the reader's language writes it, rounded."""
    return number_format(round(value, places), places, force_grouping=True)


def whole_days(days: float) -> str:
    """So many whole days that what took no longer than `days` took no longer than they."""
    return number(math.ceil(round(days, 1)))


def month_name(month: date | None) -> str:
    """ "August 2026"; for none all final months."""
    return date_format(month, "F Y") if month else _("All final months")


def short(month: date) -> str:
    """ "Aug"."""
    return date_format(month, "M")
