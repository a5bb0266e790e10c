"""Ages of open ideas as a table whose cells are the darker the more stand in them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ideas.insights import AGES, Ageing, Ages
from ideas.views.admins.pictures.shapes import (
    TOO_FEW,
    Cell,
    Table,
)
from ideas.views.rows_of_board import HEADINGS


@dataclass(frozen=True)
class Shade:
    """One row of the heat table: counts with the class that shades them; none about too few people."""

    name: str
    cells: list[tuple[int, str]]
    instead: str = ""


def ageing_words(ageing: Ageing) -> str:
    """What the picture shows, in a sentence."""
    if ageing.veiled:
        return _("How old open ideas are")
    return ngettext(
        "%(old)d of %(n)d open idea is older than 30 days",
        "%(old)d of %(n)d open ideas are older than 30 days",
        ageing.all.total,
    ) % {"old": ageing.all.old, "n": ageing.all.total}


def age_columns() -> list[str]:
    """ "0–7", "8–14" and so on."""
    firsts = [0, *(end + 1 for end in AGES)]
    return [f"{first}–{last}" for first, last in zip(firsts, AGES, strict=False)] + [f"> {AGES[-1]}"]


def shades(rows: list[Ages]) -> list[Shade]:
    """The steps; the darker, the more ideas."""
    most = max([4, *(n for row in rows if not row.veiled for n in row.counts)])
    return [_shade(row, most) for row in rows]


def _shade(row: Ages, most: int) -> Shade:
    name = str(HEADINGS[row.key])
    if row.veiled:
        return Shade(name, [], str(TOO_FEW))
    return Shade(name, [(n, f"w{-(-4 * n // most) if n else 0}") for n in row.counts])


def ageing_table(ageing: Ageing, names: dict[int, str]) -> Table:
    """By step, then by department."""
    caption = _(
        "Every idea that is neither draft, closed, withdrawn nor on hold, once, by days since it was handed in."
    )
    rows = [] if ageing.veiled else [ages_row(str(HEADINGS[one.key]), one) for one in ageing.by_status]
    rows += [ages_row(names.get(one.key, ""), one) for one in ageing.by_department]
    return Table(caption, [_("Step or department"), *age_columns(), _("Together")], rows)


def ages_row(name: str, one: Ages) -> list[Cell]:
    """One step or department."""
    return [name, str(TOO_FEW), *[""] * len(AGES), ""] if one.veiled else [name, *one.counts, one.total]
