"""The letters to colleagues who have to know at once: asked to join, to carry out, or to deal with it."""

from typing import Any

from django.utils.translation import gettext as _

from ideas import days
from ideas.letters import places
from ideas.letters.letter import Letter, hello, no_button_acts
from ideas.letters.occasion import Occasion


def cosubmission(o: Occasion, user: Any) -> Letter:
    """Asked to be co-submitter."""
    facts = o.facts()
    return Letter(
        kind="cosubmission",
        subject=_("Idea no. %(number)s: %(actor)s asks you to join") % facts,
        headline=_("An idea together"),
        greeting=hello(user),
        paragraphs=(
            _("%(actor)s says that the idea “%(title)s” is yours too, and asks you to join as co-submitter.")
            % facts,
            _(
                "If you join, you hear of everything that happens to it and take part in the talk. "
                "You can no longer judge it as an expert then. You are free to say no."
            ),
        ),
        button_label=_("Read it and decide"),
        path=places.idea(o.idea, "turn"),
        why=_why(_("You get this because you were named as co-submitter of idea no. %(number)s.") % facts),
    )


def carrying_out(o: Occasion, user: Any) -> Letter:
    """Named as the person who carries it out."""
    track = getattr(o.idea, "implementation", None)
    news = track.next_news_on if track else None
    facts = o.facts() | {"news": days.named(news) if news else ""}
    return Letter(
        kind="carrying_out",
        subject=_("Idea no. %(number)s: you carry it out, first news by %(news)s") % facts,
        headline=_("You carry out an idea"),
        greeting=hello(user),
        paragraphs=(
            _("You have agreed to carry out the idea “%(title)s”. Please tell how it goes by %(news)s.")
            % facts,
            _("Everybody who waits for it reads what you write: a sentence or two are enough."),
        ),
        button_label=_("Open the idea"),
        path=places.idea(o.idea, "turn"),
        why=_why(_("You get this because you were named to carry out idea no. %(number)s.") % facts),
    )


def panel(o: Occasion, user: Any) -> Letter:
    """Asked to be heard on an appeal before it is decided."""
    due = next((seat.due_at for seat in o.seats if seat.user_id == user.pk), o.event.at)
    facts = o.facts() | {"due": days.named(due)}
    return Letter(
        kind="panel",
        subject=_("Idea no. %(number)s: your view on a second look, by %(due)s") % facts,
        headline=_("Your view on a second look"),
        greeting=hello(user),
        paragraphs=(
            _(
                "A second look at the idea “%(title)s” was asked for. Please say by %(due)s what you think of it."
            )
            % facts,
            _(
                "You read the idea, what is new, the first answer and what the experts say now. Whoever decides "
                "reads your words first."
            ),
        ),
        button_label=_("Read and say what you think"),
        path=places.idea(o.idea, "turn"),
        after=(_("You were chosen in turn, because you have had no part in it so far."),),
        why=_why(_("You get this because you are on the panel for idea no. %(number)s.") % facts),
    )


def passed_on(o: Occasion, user: Any) -> Letter:
    """Something was passed on to this person, who confirms that it has arrived."""
    facts = o.facts()
    return Letter(
        kind="passed_on",
        subject=_("No. %(number)s is for you to deal with: please confirm that you have it") % facts,
        headline=_("Passed on to you"),
        greeting=hello(user),
        paragraphs=(
            _("“%(title)s” was handed in as an idea and is yours to deal with.") % facts,
            _(
                "Please read it in the next days and confirm that you have it. Whoever handed it in waits for that."
            ),
        ),
        button_label=_("Read and confirm"),
        path=places.idea(o.idea, "turn"),
        why=_why(_("You get this because no. %(number)s was passed on to you.") % facts),
    )


def _why(because: str) -> str:
    return f"{because} {no_button_acts()}"
