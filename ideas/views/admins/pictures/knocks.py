"""Questions how it stands: what became of them, as bars and a table."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ideas.insights import Knocked, Knocks
from ideas.views.admins.pictures.shapes import TOO_FEW, Bar, Cell, Table, number, percent, stacked


def knocks_bars(found: Knocks, names: dict[int, str]) -> list[Bar]:
    """A bar for all, then one for each department of which enough people have asked."""
    rows = [one for one in found.by_department if not one.veiled]
    return [_bar(_("All"), found.together), *(_bar(names.get(one.key, ""), one) for one in rows)]


def _bar(label: str, one: Knocked) -> Bar:
    if one.veiled or not one.asked:
        return Bar(label, str(TOO_FEW), f"{label}: {TOO_FEW}")
    value = percent(one.percent)
    facts = {"label": label, "rate": value, "days": _days(one)}
    title = _("%(label)s: %(rate)s answered in time; half within %(days)s") % facts
    return Bar(label, value, title, stacked((("a", one.percent),)))


def _days(one: Knocked) -> str:
    if one.days is None:
        return "–"
    places = 0 if one.days == int(one.days) else 1
    words = ngettext("%(n)s working day", "%(n)s working days", 1 if one.days == 1 else 2)
    return words % {"n": number(one.days, places)}


def knocks_words(found: Knocks) -> str:
    """What the picture shows, in a sentence."""
    one = found.together
    if one.veiled or not one.asked:
        return _("How soon “How does it stand?” is answered")
    return ngettext(
        "%(n)d of %(all)d “How does it stand?” was answered in time",
        "%(n)d of %(all)d “How does it stand?” were answered in time",
        one.asked,
    ) % {"n": one.in_time, "all": one.asked}


def knocks_text(found: Knocks) -> str:
    """How soon half of the answers came; empty where that may not be shown."""
    one = found.together
    if one.veiled or one.days is None:
        return ""
    return _("Half of the answers came within %(days)s.") % {"days": _days(one)}


def knocks_table(found: Knocks, names: dict[int, str]) -> Table:
    """All together, then by department."""
    caption = _(
        "Submitters’ questions “How does it stand?” of the last twelve months that were answered by their day, "
        "divided by all that are answered or whose day is over, without those whose idea ended before it. Working "
        "days are those of the department, from the day of the question to the day of the answer; half took no "
        "longer than the median."
    )
    rows = [_row(_("All departments"), found.together)]
    rows += [_row(names.get(one.key, ""), one) for one in found.by_department]
    columns = [_("Department"), _("Asked"), _("In time"), _("Share"), _("Median of working days")]
    return Table(caption, columns, rows)


def _row(name: str, one: Knocked) -> list[Cell]:
    if one.veiled or not one.asked:
        return [name, str(TOO_FEW), "", "", ""]
    days = "" if one.days is None else number(one.days, 1)
    return [name, one.asked, one.in_time, percent(one.percent), days]
