"""The letters about what follows an answer: what was adopted is dropped, what was said of that, what came true."""

from typing import Any

from django.utils.translation import gettext as _

from ideas import rules
from ideas.letters import places
from ideas.letters.letter import Letter, Part, Quote, hello, no_button_acts, plain_title
from ideas.letters.occasion import Occasion
from ideas.letters.submitters import because_yours
from ideas.models import FollowUp


def dropped(o: Occasion, user: Any) -> Letter:
    """It is not carried out after all: why, and who talks about it by when."""
    facts = o.facts()
    return Letter(
        kind="dropped",
        subject=_("Your idea no. %(number)s: news of how it goes on, and a short talk") % facts,
        headline=_("News of your idea"),
        greeting=hello(user),
        paragraphs=(
            _("Your idea “%(title)s” was adopted, but it is not carried out after all. The reason:") % facts,
            Quote(o.idea.implementation.note),
            _("%(person)s gets in touch with you about it by %(talk_by)s, for a short talk in working time.")
            % facts,
        ),
        button_label=_("See how it goes on"),
        path=places.idea(o.idea, "again"),
        after=(_("If you need no talk about it, say so on the same page."),),
        why=because_yours(o, _("What becomes of an adopted idea always comes by mail where it is dropped.")),
    )


def came_true(o: Occasion, user: Any) -> Letter:
    """Something like a declined idea was adopted, and its submitter had it first."""
    facts, adopted = o.facts(), o.elsewhere(user)
    words: tuple[Part, ...] = (
        _(
            "Your idea “%(title)s” was not adopted then. Something like it has been adopted since: it came true."
        )
        % facts,
    )
    if adopted is not None:
        there = {"number": adopted.number, "title": plain_title(adopted)}
        words += (_("It is idea no. %(number)s, “%(title)s”.") % there,)
        words += (
            _("On its page you are named as the one who had it first.")
            if o.idea.show_name and rules.is_public(o.idea)
            else _("On its page it says that a colleague had it first; your name does not stand there."),
        )
    return Letter(
        kind="came_true",
        subject=_("Your idea no. %(number)s: good news") % facts,
        headline=_("Your idea came true"),
        greeting=hello(user),
        paragraphs=words,
        button_label=_("Open my idea"),
        path=places.idea(o.idea, "true"),
        after=(_("Thank you for telling us, and for telling us first."),),
        why=" ".join(
            (_("You get this because you handed in idea no. %(number)s.") % facts, no_button_acts())
        ),
    )


def _how_again(o: Occasion) -> str:
    """How the second talk was, and about what."""
    if o.data.get("how") != FollowUp.Kind.WRITTEN:
        return _("%(actor)s has noted what you talked about, for your idea “%(title)s”:")
    if o.data.get("cause") == FollowUp.Cause.CALL:
        return _("You asked us to get in touch about your idea “%(title)s”. %(actor)s has written to you:")
    return _("%(actor)s has written to you about your idea “%(title)s”, which is not carried out after all:")


def followed_up(o: Occasion, user: Any) -> Letter:
    """What was said or written in the second talk."""
    facts = o.facts()
    words = _how_again(o)
    return Letter(
        kind="followed_up",
        subject=_("Your idea no. %(number)s: notes of our second talk") % facts,
        headline=_("Notes of our second talk"),
        greeting=hello(user),
        paragraphs=(words % facts, Quote(o.event.why)),
        button_label=_("Read and answer"),
        path=places.idea(o.idea, "again"),
        after=(_("If you see it differently, write to us on the same page."),),
        why=because_yours(o, _("The notes of a talk always come by mail.")),
    )
