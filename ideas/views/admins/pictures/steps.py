"""Days to each step as bars and a table."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.insights import Pace
from ideas.views.admins.pictures.shapes import TOO_FEW, Bar, Cell, Table, number, stacked, whole_days

STEPS = {"decision": gettext_lazy("Answer"), "talk": gettext_lazy("Talk"), "closure": gettext_lazy("Closed")}


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
    said = {"median": whole_days(one.median), "p90": whole_days(one.p90)}
    title = _("%(label)s: half within %(median)s days, nine of ten within %(p90)s") % {"label": label, **said}
    value = _("%(median)s (%(p90)s) days") % said
    return Bar(label, value, title, stacked((("a", middle), ("c", long - middle))))


def pace_words(steps: list[Pace]) -> str:
    """What the picture shows, in a sentence."""
    answer = steps[0]
    if answer.veiled:
        return _("How long it takes")
    return _("Half of the ideas had their answer within %(n)s days") % {"n": whole_days(answer.median)}


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
