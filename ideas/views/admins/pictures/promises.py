"""Promises kept, as a line through the months and a table."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ideas import clock
from ideas.insights import GOAL, Kept, Promise
from ideas.views.admins.pictures.shapes import (
    TOO_FEW,
    Cell,
    Table,
    month_name,
    percent,
    short,
    whole_percent,
)


@dataclass(frozen=True)
class Line:
    """A line through the months: an SVG path for it and for its dots, where the goal lies, and the labels."""

    path: str
    dots: str
    goal: str
    floor: int
    labels: list[tuple[str, str]]
    title: str


def promise_line(months: list[Kept]) -> Line:
    """Per cent kept by month; a month that is veiled interrupts the line."""
    shown = [one.percent for one in months if not one.veiled]
    floor = min(80, int(min(shown, default=80)) // 10 * 10)
    at = [(100 * (n + 0.5) / len(months), height(one.percent, floor)) for n, one in enumerate(months)]
    path, dots, pen = "", "", "M"
    for one, (x, y) in zip(months, at, strict=True):
        if not one.veiled:
            path += f"{pen}{x:.2f} {y:.2f}"
            dots += f"M{x:.2f} {y:.2f}h0"
        pen = "M" if one.veiled else "L"
    labels = [(str(whole_percent(one.percent)) if not one.veiled else "–", short(one.key)) for one in months]
    said = "; ".join(
        f"{date_format(o.key, 'F Y')}: {TOO_FEW if o.veiled else percent(o.percent)}" for o in months
    )
    return Line(path, dots, f"{height(GOAL, floor):.2f}", floor, labels, said)


def height(value: float, floor: int) -> float:
    """How far below the top a value lies, when the scale begins at `floor`."""
    return 90 - 80 * (value - floor) / (100 - floor)


def kept_last(kept: Promise) -> Kept | None:
    """The newest month that is over and may be shown, else the one that runs, else all together."""
    shown = [one for one in kept.by_month if not one.veiled]
    over = [one for one in shown if one.key < clock.today().replace(day=1)]
    whole = [] if kept.together.veiled else [kept.together]
    return (over[-1:] or shown or whole or [None])[0]


def promise_words(one: Kept | None) -> str:
    """What the picture shows, in a sentence; `one` is the newest that is kept."""
    if one is None:
        return _("How many answers come by the promised day")
    facts: dict[str, Any] = {"n": one.in_time, "all": one.due}
    if one.key is None:
        return _("%(n)d of %(all)d answers of the last twelve months came by the promised day") % facts
    facts["month"] = date_format(one.key, "F")
    return _("In %(month)s %(n)d of %(all)d answers came by the promised day") % facts


def promise_table(kept: Promise, names: dict[int, str]) -> Table:
    """By month, then by department."""
    caption = _(
        "First decisions on or before the first promise, divided by decisions due: ideas whose promised day is over, "
        "without those withdrawn before. A promise that was moved counts as first given."
    )
    rows = [kept_row(_("All months"), kept.together)] if kept.by_month else []
    rows += [kept_row(month_name(one.key), one) for one in kept.by_month]
    rows += [kept_row(names.get(one.key, ""), one) for one in kept.by_department]
    return Table(caption, [_("Month or department"), _("Due"), _("In time"), _("Kept")], rows)


def kept_row(name: str, one: Kept) -> list[Cell]:
    """One month or department."""
    return [name, str(TOO_FEW), "", ""] if one.veiled else [name, one.due, one.in_time, percent(one.percent)]
