"""The letters about notes that changed, to submitters; and about what was agreed, to whoever sees to it."""

from typing import Any

from django.utils.translation import gettext as _

from ideas import days
from ideas.letters import places
from ideas.letters.letter import Letter, Part, Quote, hello, no_button_acts
from ideas.letters.occasion import Occasion
from ideas.letters.submitters import because_yours


def corrected(o: Occasion, user: Any) -> Letter:
    """The notes that wait for an answer were corrected: why, and until when to answer."""
    facts = o.facts()
    return Letter(
        kind="corrected",
        subject=_(
            "Your idea no. %(number)s: the notes of our talk were corrected, please check them by %(due)s"
        )
        % facts,
        headline=_("The notes were corrected"),
        greeting=hello(user),
        paragraphs=(
            _("%(actor)s has corrected the notes of our talk about your idea “%(title)s”. The reason:")
            % facts,
            Quote(o.event.why),
            _("Please check them by %(due)s; what is different stands below the notes.") % facts,
        ),
        button_label=_("Check the notes"),
        path=places.idea(o.idea, "turn"),
        why=because_yours(o, _("The notes of a talk always come by mail.")),
    )


def added(o: Occasion, user: Any) -> Letter:
    """Something was added to confirmed notes; the notes themselves stay."""
    facts = o.facts()
    return Letter(
        kind="added",
        subject=_("Your idea no. %(number)s: something was added to the notes of our talk") % facts,
        headline=_("Added to the notes"),
        greeting=hello(user),
        paragraphs=(
            _("%(actor)s has added to the notes of our talk about your idea “%(title)s”:") % facts,
            Quote(o.addition.text),
            _("The notes themselves stay as they were confirmed."),
        ),
        button_label=_("Read the notes"),
        path=places.idea(o.idea, "record"),
        after=(_("If you see it differently, add your own words on the same page."),),
        why=because_yours(o, _("The notes of a talk always come by mail.")),
    )


def agreed(o: Occasion, user: Any) -> Letter:
    """Something that was agreed in a talk is this person's to see to: what, and until when."""
    facts = o.facts()
    words: list[Part] = [
        _("In the talk about the idea “%(title)s” it was agreed, and it is yours to see to:") % facts
    ]
    for point in o.points:
        if point.carried_by_id == user.pk:
            words.append(Quote(point.text))
            words += [_("Until %(day)s.") % {"day": days.named(point.due_on)}] if point.due_on else []
    because = (
        _("You get this because something was agreed about idea no. %(number)s that you see to.") % facts
    )
    return Letter(
        kind="agreed",
        subject=_("Idea no. %(number)s: something that was agreed, for you to see to") % facts,
        headline=_("Something was agreed"),
        greeting=hello(user),
        paragraphs=tuple(words),
        button_label=_("Open the idea"),
        path=places.idea(o.idea, "turn"),
        after=(
            _(
                "When it is done, or cannot be done, say so in a sentence; somebody else can see to it as well."
            ),
        ),
        why=f"{because} {no_button_acts()}",
    )
