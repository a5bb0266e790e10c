"""How talks came about: appointments moved and missed, as bars and a table."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ideas.insights import Arranged
from ideas.views.admins.pictures.shapes import TOO_FEW, Bar, Cell, Table, percent, stacked

PARTS = {
    "moved": gettext_lazy("Appointment moved"),
    "missed": gettext_lazy("Nobody came"),
    "again": gettext_lazy("One more appointment needed"),
}


def talks_bars(found: Arranged) -> list[Bar]:
    """A bar for each thing that can come between."""
    return [_bar(str(label), getattr(found, key), found) for key, label in PARTS.items()]


def _bar(label: str, part: int, found: Arranged) -> Bar:
    if found.veiled:
        return Bar(label, str(TOO_FEW), f"{label}: {TOO_FEW}")
    share = 100 * part / found.booked
    value = percent(share)
    return Bar(label, value, f"{label}: {value}", stacked((("a", share),)))


def talks_words(found: Arranged) -> str:
    """What the picture shows, in a sentence."""
    if found.veiled:
        return _("How talks came about")
    return ngettext(
        "%(n)d of %(all)d booked talk needed one more appointment",
        "%(n)d of %(all)d booked talks needed one more appointment",
        found.booked,
    ) % {"n": found.again, "all": found.booked}


def talks_table(found: Arranged) -> Table:
    """Each thing with its share of all booked talks."""
    caption = _(
        "Talks for which an appointment was booked in the last twelve months. Moved: another time was taken instead. "
        "Nobody came: the time went by without the talk. One more appointment: booked again after one was called off "
        "or missed. Each divided by all booked talks."
    )
    rows: list[list[Cell]] = [
        [str(label), str(TOO_FEW), "", ""]
        if found.veiled
        else [
            str(label),
            getattr(found, key),
            found.booked,
            percent(100 * getattr(found, key) / found.booked),
        ]
        for key, label in PARTS.items()
    ]
    return Table(caption, [_("Figure"), _("Part"), _("Of"), _("Share")], rows)
