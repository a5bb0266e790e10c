"""The letters about a hazard: to who sees to it, at once; to the submitters, once it is settled; when it is late."""

from typing import Any

from django.utils.translation import gettext as _

from ideas import days
from ideas.letters import places
from ideas.letters.letter import Letter, Part, Quote, hello, no_button_acts, plain_title
from ideas.letters.occasion import Occasion
from ideas.letters.submitters import because_yours
from ideas.markdown import plain
from ideas.models import Hazard, Idea

MOST = 1500
"""Letters of an idea that stand in the mail; the page has the rest."""


def hazard(o: Occasion, user: Any) -> Letter:
    """Somebody reported a hazard: what, who, and that it is due the same day."""
    facts = _facts(o)
    return Letter(
        kind="hazard",
        subject=_("Hazard, today: no. %(number)s") % facts,
        headline=_("A hazard was reported"),
        greeting=hello(user),
        paragraphs=(
            _("%(reporter)s has reported a hazard: “%(title)s”. Please see to it by %(due)s.") % facts,
            *_words(o),
        ),
        facts=_who_to_ask(o),
        button_label=_("Read and settle it"),
        path=places.idea(o.idea, "hazard"),
        after=(
            _("When it is done, write on the page what was done. Whoever handed it in reads that."),
            _("The idea itself goes its usual way meanwhile."),
        ),
        why=" ".join(
            (_("You get this because hazards come to you, at once and at any hour."), no_button_acts())
        ),
    )


def hazard_settled(o: Occasion, user: Any) -> Letter:
    """What was done about the hazard, for the submitters."""
    facts = _facts(o)
    return Letter(
        kind="hazard_settled",
        subject=_("Your idea no. %(number)s: the hazard is settled") % facts,
        headline=_("The hazard is settled"),
        greeting=hello(user),
        paragraphs=(
            _("%(actor)s has seen to the hazard that was reported with “%(title)s”:") % facts,
            Quote(o.event.why),
        ),
        button_label=_("Open my idea"),
        path=places.idea(o.idea, "hazard"),
        after=(_("Your idea goes its way; you have our answer as promised."),) if o.idea.is_open else (),
        why=because_yours(o, _("What becomes of a hazard always comes by mail.")),
    )


def hazard_late(hazard: Hazard, user: Any) -> Letter:
    """The day is over and nobody has said what was done: to who sees to it and to the office, which reads no name."""
    facts = {
        "number": hazard.idea.number,
        "title": plain_title(hazard.idea),
        "due": days.clocked(hazard.due_at),
    }
    if user.pk == hazard.owner_id:
        words = _(
            "The hazard reported with “%(title)s” was due %(due)s. Is it settled? Then write what was done."
        )
    else:
        words = _("The hazard reported with “%(title)s” was due %(due)s and is still open.")
    return Letter(
        kind="hazard_late",
        subject=_("Hazard still open: no. %(number)s") % facts,
        headline=_("A hazard is still open"),
        greeting=hello(user),
        paragraphs=(words % facts,),
        button_label=_("Read and settle it"),
        path=places.idea(hazard.idea, "hazard"),
        why=" ".join((_("You get this because a hazard has to be settled the same day."), no_button_acts())),
    )


def _facts(o: Occasion) -> dict[str, Any]:
    return o.facts() | {"reporter": o.hazard.reported_by.name, "due": days.clocked(o.hazard.due_at)}


def _words(o: Occasion) -> tuple[Part, ...]:
    """What the reporter said of it, then the idea itself: the reader may be at the gate with a phone."""
    said = (Quote(o.event.why),) if o.event.kind == "report_hazard" and o.event.why else ()
    return (*said, Quote(_shortened(o.idea), o.idea.language))


def _shortened(idea: Idea) -> str:
    text = plain(idea.text)
    return text if len(text) <= MOST else f"{text[:MOST].rsplit(' ', 1)[0]} …"


def _who_to_ask(o: Occasion) -> tuple[tuple[str, str], ...]:
    """Who reported it, with telephone."""
    person = o.hazard.reported_by
    found = ((_("Reported by"), person.name),)
    return (*found, (_("Telephone"), person.phone)) if person.phone else found
