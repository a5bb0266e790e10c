"""The letters about a knock: to whoever has the idea, and the answer to those who asked."""

from typing import Any

from django.utils.translation import gettext as _

from ideas import days
from ideas.letters import places
from ideas.letters.letter import Letter, Quote, hello, no_button_acts
from ideas.letters.occasion import Occasion
from ideas.letters.submitters import because_yours, contact


def knock(o: Occasion, user: Any) -> Letter:
    """A submitter asks how it stands: please answer by a date."""
    facts = o.facts() | {"due": days.named(o.knock.due_at)}
    because = _("You get this because idea no. %(number)s is with you.") % facts
    return Letter(
        kind="knock",
        subject=_("Idea no. %(number)s: how does it stand? Please answer by %(due)s") % facts,
        headline=_("How does it stand?"),
        greeting=hello(user),
        paragraphs=(
            _("%(actor)s asks how the idea “%(title)s” stands. Please answer by %(due)s.") % facts,
            _("Two sentences are enough: what has happened, what comes next, and when."),
        ),
        button_label=_("Read and answer"),
        path=places.idea(o.idea, "turn"),
        why=f"{because} {no_button_acts()}",
    )


def knock_answered(o: Occasion, user: Any) -> Letter:
    """How it stands, in the words of whoever has it."""
    facts = o.facts()
    return Letter(
        kind="knock_answered",
        subject=_("Your idea no. %(number)s: how it stands") % facts,
        headline=_("How your idea stands"),
        greeting=hello(user),
        paragraphs=(
            _("You asked how your idea “%(title)s” stands. %(actor)s answers:") % facts,
            Quote(o.knock.answer),
        ),
        facts=contact(o),
        button_label=_("Open my idea"),
        path=places.idea(o.idea, "knock"),
        why=because_yours(o, _("Answers to what you ask always come by mail.")),
    )
