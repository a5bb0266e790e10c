"""What came of answers, as bars and a table."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ideas.insights import Share
from ideas.views.admins.pictures.shapes import TOO_FEW, Bar, Cell, Table, percent, stacked

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
