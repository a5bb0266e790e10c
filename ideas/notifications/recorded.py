"""The table, its part for the record of a talk: corrections, additions, what was agreed and what came of it."""

from django.utils.translation import gettext_lazy as _

from ideas import letters
from ideas.notifications.tell import Tell
from ideas.notifications.who import carrier, carriers, contact, former, named, partner, submitters

POINT_IS_YOURS = Tell(
    carriers,
    _("“%(title)s”: something was agreed in the talk, and it is yours to see to."),
    letters.agreed,
    part="turn",
)
PARTNER_TOLD = _("“%(title)s”: %(actor)s says what came of what was agreed.")

RECORDED: dict[str, tuple[Tell, ...]] = {
    "revise_record": (
        Tell(
            submitters,
            _("“%(title)s”: the notes of our talk were corrected; please check them by %(due)s."),
            letters.corrected,
            obligatory=True,
            part="turn",
        ),
        POINT_IS_YOURS,
    ),
    "add_to_record": (
        Tell(
            submitters,
            _("“%(title)s”: %(actor)s has added to the notes of our talk."),
            letters.added,
            obligatory=True,
            part="record",
        ),
        Tell(partner, _("“%(title)s”: %(actor)s has added to the notes of the talk."), part="record"),
        Tell(contact, _("“%(title)s”: %(actor)s has added to the notes of the talk."), part="record"),
    ),
    "settle_point": (
        Tell(
            submitters,
            _("“%(title)s”: %(actor)s says what came of what we agreed."),
            part="record",
        ),
        Tell(carrier, _("“%(title)s”: %(actor)s has settled what was agreed."), digest=False, part="record"),
        Tell(partner, PARTNER_TOLD, digest=False, part="record"),
        Tell(contact, PARTNER_TOLD, digest=False, part="record"),
    ),
    "hand_point_on": (
        Tell(
            named,
            _("“%(title)s”: %(actor)s hands on to you what was agreed in the talk."),
            letters.agreed,
            part="turn",
        ),
        Tell(former, _("“%(title)s”: %(person)s sees to what was agreed now."), digest=False, part="record"),
        Tell(
            submitters, _("“%(title)s”: %(person)s sees to what we agreed now."), digest=False, part="record"
        ),
        Tell(partner, _("“%(title)s”: %(person)s sees to what was agreed now."), digest=False, part="record"),
    ),
}
"""Kind of event -> what is told."""
