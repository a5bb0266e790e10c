"""How it was, in words, table and bars: low marks apart from the others, the arithmetic beside the figure."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ideas.insights import Marks
from ideas.views.admins.pictures.shapes import TOO_FEW, Bar, Cell, Table, percent, stacked

QUESTIONS = {
    "understood": gettext_lazy("Understood why"),
    "fair": gettext_lazy("Treated fairly"),
    "again": gettext_lazy("Would hand in again"),
}


def understood_bars(marks: list[Marks]) -> list[Bar]:
    """A bar for each question: low marks first, the others behind them."""
    return [_bar(one) for one in marks]


def _bar(one: Marks) -> Bar:
    label = str(QUESTIONS[one.key])
    if one.veiled:
        return Bar(label, str(TOO_FEW), f"{label}: {TOO_FEW}")
    facts = {"low": percent(one.low_percent), "rest": percent(100 - one.low_percent)}
    value = _("%(low)s low") % facts
    title = f"{label}: " + _("%(low)s low marks, %(rest)s others") % facts
    return Bar(label, value, title, stacked((("c", one.low_percent), ("a", 100 - one.low_percent))))


def understood_words(marks: list[Marks]) -> str:
    """What the picture shows, in a sentence."""
    why = marks[0]
    if why.veiled:
        return _("Whether people understood why")
    facts = {"n": why.total - why.low, "all": why.total}
    return (
        ngettext(
            "%(n)d of %(all)d answer says: understood why",
            "%(n)d of %(all)d answers say: understood why",
            why.total,
        )
        % facts
    )


def understood_text(marks: list[Marks]) -> str:
    """The figure of NPS with its arithmetic; empty where too few answered."""
    again = marks[-1]
    if again.veiled:
        return ""
    words = _("Would hand in again: %(nps)d. Per cent of nines and tens, less per cent of zero to six.")
    return words % {"nps": again.nps}


def understood_table(marks: list[Marks]) -> Table:
    """Each question with each of its marks."""
    caption = _(
        "Voluntary answers of the last twelve months, once in 30 days a person at most. Low are 1 and 2 of 5, and 0 "
        "to 6 of 10; they stand apart from the others. Nothing is shown about fewer than five people."
    )
    rows = [row for one in marks for row in _rows(one)]
    return Table(caption, [_("Question"), _("Mark"), _("Answers"), _("Low or not")], rows)


def _rows(one: Marks) -> list[list[Cell]]:
    label = str(QUESTIONS[one.key])
    if one.veiled:
        return [[label, str(TOO_FEW), "", ""]]
    low: list[Cell] = [label, _("all low ones"), one.low, _("low")]
    rest: list[Cell] = [label, _("all others"), one.total - one.low, ""]
    each: list[list[Cell]] = [
        [label, mark, n, _("low") if one.is_low(mark) else ""]
        for mark, n in zip(one.scale, one.counts, strict=True)
    ]
    return [low, rest, *each]
