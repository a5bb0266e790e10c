"""The closure rate in words, bars and a table."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas import days, insights
from ideas.insights import Cohort
from ideas.models import CloseKind
from ideas.views.admins.pictures.shapes import (
    TOO_FEW,
    Bar,
    Cell,
    Table,
    month_name,
    percent,
    short,
    stacked,
)

TONES = (
    ("a", gettext_lazy("talk held and confirmed"), (CloseKind.HELD_CONFIRMED,)),
    ("b", gettext_lazy("talk held, not confirmed"), (CloseKind.HELD_UNCONFIRMED,)),
    ("c", gettext_lazy("no talk wanted, not reached, or written to a leaver"), insights.OTHERS),
)
"""The kinds of record that a bar is made of."""


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
