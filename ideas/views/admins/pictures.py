"""The figures in words, tables and shapes: what the page of figures and its exports show. Counts nothing.

A shape is numbers for the attributes of an SVG; the table beside it holds the same figures.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ideas import clock, days, insights
from ideas.insights import AGES, GOAL, Ageing, Ages, Cohort, Kept, Pace, Promise
from ideas.models import CloseKind
from ideas.results import Share
from ideas.views.board import HEADINGS

Cell = str | int
TOO_FEW = gettext_lazy("too few to show")
STEPS = {"decision": gettext_lazy("Answer"), "talk": gettext_lazy("Talk"), "closure": gettext_lazy("Closed")}
TONES = (
    ("a", gettext_lazy("talk held and confirmed"), (CloseKind.HELD_CONFIRMED,)),
    ("b", gettext_lazy("talk held, not confirmed"), (CloseKind.HELD_UNCONFIRMED,)),
    ("c", gettext_lazy("no talk wanted, not reached, or written to a leaver"), insights.OTHERS),
)
"""The kinds of record that a bar is made of."""


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


# Closure rate -----------------------------------------------------------------------------------------------------


def closure_bars(cohorts: Iterable[Cohort]) -> list[Bar]:
    """A bar for each month, stacked by kind of record."""
    return [closure_bar(one) for one in cohorts]


def closure_bar(one: Cohort) -> Bar:
    """One month, or all together."""
    label, name = short(one.month) if one.month else _("All"), month_name(one.month)
    if one.veiled or not one.counted:
        return Bar(label, str(TOO_FEW), f"{name}: {TOO_FEW}")
    shares = [(tone, words, one.percent(*kinds)) for tone, words, kinds in TONES]
    said = ", ".join(f"{percent(share)} {words}" for _tone, words, share in shares)
    total = percent(one.percent())
    value = _("%(rate)s so far") % {"rate": total} if one.running else total
    return Bar(label, value, f"{name}: {said}", stacked((tone, share) for tone, _words, share in shares))


def stacked(shares: Iterable[tuple[str, float]]) -> list[tuple[str, str, str]]:
    """Parts one behind the other."""
    parts, x = [], 0.0
    for tone, share in shares:
        parts.append((tone, f"{x:.2f}", f"{share:.2f}"))
        x += share
    return parts


def settled(cohorts: Iterable[Cohort], together: Cohort | None) -> Cohort | None:
    """The newest month whose figure is final and may be shown, else all final months together."""
    fixed = [one for one in cohorts if not one.running and not one.veiled and one.counted]
    return fixed[-1] if fixed else together


def with_all(cohorts: list[Cohort], together: Cohort | None) -> list[Cohort]:
    """The months, and all final ones together where there are several."""
    several = sum(not one.running for one in cohorts) > 1
    return [together, *cohorts] if together and several else cohorts


def closure_words(one: Cohort | None, span: int) -> str:
    """What the picture shows, in a sentence; `one` is what is settled."""
    if one is None:
        return _("How many ideas are closed within %(span)d days") % {"span": span}
    facts: dict[str, Any] = {"rate": percent(one.percent()), "span": span}
    if one.month is None:
        return _("%(rate)s of the ideas of the last months were closed within %(span)d days") % facts
    facts["month"] = date_format(one.month, "F")
    return _("%(rate)s of the ideas from %(month)s were closed within %(span)d days") % facts


def closure_text(one: Cohort | None, cohorts: list[Cohort]) -> str:
    """How it comes about, and which months still run."""
    said = []
    if one:
        said.append(
            _("Of %(n)d ideas %(held)d were closed with a conversation and %(other)d with another record.")
            % {"n": one.counted, "held": one.held, "other": one.all_closed - one.held}
        )
    said += [
        _("%(month)s runs until %(day)s.")
        % {"month": date_format(c.month, "F"), "day": days.plain(c.fixed_at)}
        for c in cohorts
        if c.running
    ]
    return " ".join(said)


def closure_table(cohorts: Iterable[Cohort]) -> Table:
    """Each month with every kind of record, and what stands apart."""
    caption = _(
        "Handed in during the month and first closed with a record within so many times 24 hours, divided by all "
        "handed in without those withdrawn or passed on, which stand apart. Ideas on hold and joined ones count. "
        "Final when the last idea of the month is old enough; what happens later does not change it."
    )
    columns = [_("Month"), _("Within days"), _("Ideas counted"), *(str(k.label) for k in CloseKind)]
    columns += [_("With a conversation"), _("Closed"), _("Withdrawn"), _("Passed on"), _("State")]
    return Table(caption, columns, [closure_row(one) for one in cohorts])


def closure_row(one: Cohort) -> list[Cell]:
    """One month."""
    name: list[Cell] = [month_name(one.month), one.span]
    if one.veiled:
        return [*name, str(TOO_FEW), *[""] * 10]
    kinds: list[Cell] = [one.closed[kind] for kind in CloseKind]
    state = _("running until %(day)s") % {"day": days.plain(one.fixed_at)} if one.running else _("final")
    held, closed = percent(one.percent(*insights.HELD)), percent(one.percent())
    return [*name, one.counted, *kinds, held, closed, one.withdrawn, one.passed_on, state]


# Promise ----------------------------------------------------------------------------------------------------------


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
    labels = [(number(one.percent) if not one.veiled else "–", short(one.key)) for one in months]
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


# Ageing -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shade:
    """One row of the heat table: counts with the class that shades them."""

    name: str
    cells: list[tuple[int, str]]


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
    most = max(4, *(n for row in rows for n in row.counts))
    return [
        Shade(str(HEADINGS[row.key]), [(n, f"w{-(-4 * n // most) if n else 0}") for n in row.counts])
        for row in rows
    ]


def ageing_table(ageing: Ageing, names: dict[int, str]) -> Table:
    """By step, then by department."""
    caption = _(
        "Every idea that is neither draft, closed, withdrawn nor on hold, once, by days since it was handed in."
    )
    rows = [] if ageing.veiled else [ages_row(str(HEADINGS[one.key]), one.counts) for one in ageing.by_status]
    rows += [
        [names.get(one.key, ""), str(TOO_FEW), *[""] * len(AGES), ""]
        if one.veiled
        else ages_row(names.get(one.key, ""), one.counts)
        for one in ageing.by_department
    ]
    return Table(caption, [_("Step or department"), *age_columns(), _("Together")], rows)


def ages_row(name: str, counts: tuple[int, ...]) -> list[Cell]:
    """One step or department."""
    return [name, *counts, sum(counts)]


# Days to each step ------------------------------------------------------------------------------------------------


def pace_bars(steps: list[Pace]) -> list[Bar]:
    """A bar for each step: dark to where half of the ideas are, light to where nine of ten are."""
    most = max((one.p90 for one in steps if not one.veiled), default=0.0) or 1.0
    return [pace_bar(one, most) for one in steps]


def pace_bar(one: Pace, most: float) -> Bar:
    """One step."""
    label = str(STEPS[one.key])
    if one.veiled:
        return Bar(label, str(TOO_FEW), f"{label}: {TOO_FEW}")
    middle, long = (min(100, max(0, 100 * days / most)) for days in (one.median, one.p90))
    said = {"median": number(one.median), "p90": number(one.p90)}
    title = _("%(label)s: half within %(median)s days, nine of ten within %(p90)s") % {"label": label, **said}
    value = _("%(median)s (%(p90)s) days") % said
    return Bar(label, value, title, stacked((("a", middle), ("c", long - middle))))


def pace_words(steps: list[Pace]) -> str:
    """What the picture shows, in a sentence."""
    answer = steps[0]
    if answer.veiled:
        return _("How long it takes")
    return _("Half of the ideas had their answer within %(n)s days") % {"n": number(answer.median)}


def pace_table(steps: list[Pace]) -> Table:
    """Median and ninth tenth of each step."""
    caption = _(
        "Days from handing in to the first decision, the first talk and the first closing, of those reached in the "
        "last twelve months: half took no longer than the median, nine of ten no longer than the second figure."
    )
    rows: list[list[Cell]] = [
        [str(STEPS[one.key]), str(TOO_FEW), ""]
        if one.veiled
        else [str(STEPS[one.key]), number(one.median, 1), number(one.p90, 1)]
        for one in steps
    ]
    return Table(caption, [_("Step"), _("Median"), _("Nine of ten")], rows)


# What came of answers ---------------------------------------------------------------------------------------------

RESULTS = {
    "carried_out": gettext_lazy("Carried out"),
    "overturned": gettext_lazy("Appeals that changed the answer"),
}


def results_bars(shares: list[Share]) -> list[Bar]:
    """A bar for each share."""
    return [results_bar(one) for one in shares]


def results_bar(one: Share) -> Bar:
    """One share; without anything to share there is no bar."""
    label = str(RESULTS[one.key])
    if one.veiled or not one.whole:
        return Bar(label, str(TOO_FEW), f"{label}: {TOO_FEW}")
    value = percent(one.percent)
    return Bar(label, value, f"{label}: {value}", stacked((("a", one.percent),)))


def results_words(shares: list[Share]) -> str:
    """What the picture shows, in a sentence."""
    done = shares[0]
    if done.veiled or not done.whole:
        return _("What came of the answers")
    return ngettext(
        "%(n)d of %(all)d adopted idea has been carried out",
        "%(n)d of %(all)d adopted ideas have been carried out",
        done.whole,
    ) % {"n": done.part, "all": done.whole}


def results_table(shares: list[Share]) -> Table:
    """Both shares with their parts."""
    caption = _(
        "Carried out: done or effect checked, divided by all ideas adopted in whole or in part in the last twelve "
        "months. Appeals: decided with another outcome in favour of the idea, divided by all appeals decided in the "
        "last twelve months."
    )
    rows: list[list[Cell]] = [
        [str(RESULTS[one.key]), str(TOO_FEW), "", ""]
        if one.veiled
        else [str(RESULTS[one.key]), one.part, one.whole, percent(one.percent)]
        for one in shares
    ]
    return Table(caption, [_("Figure"), _("Part"), _("Of"), _("Share")], rows)


# Numbers ----------------------------------------------------------------------------------------------------------


def percent(share: float) -> str:
    """ "97 %"; what is not everything is never rounded up to it."""
    whole = 99 if 99 <= share < 100 else round(share)
    # Translators: a share in per cent, as in "97 %"
    return _("%(n)s %%") % {"n": whole}


def number(value: float, places: int = 0) -> str:
    """A number as the reader's language writes it."""
    return number_format(value, places, force_grouping=True)


def month_name(month: date | None) -> str:
    """ "August 2026"; for none all final months."""
    return date_format(month, "F Y") if month else _("All final months")


def short(month: date) -> str:
    """ "Aug"."""
    return date_format(month, "M")


TABLES: dict[str, Callable[[Any, dict[int, str]], Table]] = {
    "closure": lambda figures, names: closure_table(with_all(figures.closure, figures.together)),
    "promise": lambda figures, names: promise_table(figures.promise, names),
    "ageing": lambda figures, names: ageing_table(figures.ageing, names),
    "pace": lambda figures, names: pace_table(figures.pace),
    "results": lambda figures, names: results_table(figures.results),
}
"""The table of each figure, by the name that stands in the address of its export."""
