"""The letters about what waits: a reminder, what is late, several of them in one mail, and how an idea stands.

The sweep decides who gets which and when; these say it. Whoever can only help reads which idea waits, where, for what
and since when, and never with whom.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ideas import clock, days, wording
from ideas.letters import places
from ideas.letters.gathered import REMINDERS
from ideas.letters.letter import Items, Letter, hello, no_button_acts, plain_title
from ideas.models import Idea, Notice, Status

MOST_LINES = 30
"""So many things stand in one mail; the inbox has the rest."""

WAITED_FOR: dict[str, Any] = {
    "triage": gettext_lazy("the right experts"),
    "in_review": gettext_lazy("the experts' views"),
    "discussion": gettext_lazy("the end of the discussion"),
    "deciding": gettext_lazy("the decision"),
    "conversation": gettext_lazy("the talk"),
    "knock": gettext_lazy("a word on how it stands"),
    "panel": gettext_lazy("a word of those who are heard"),
    "news": gettext_lazy("news of how it goes"),
    "follow_up": gettext_lazy("a second talk"),
    "point": gettext_lazy("something that was agreed in the talk"),
    "receipt": gettext_lazy("a word that it has arrived"),
}
"""What an idea waits for, to those who help; unknown things are said as "the next step"."""


@dataclass(frozen=True)
class Waiting:
    """Something that waits, as one person is told of it. `what` is a key of REMINDERS.

    `mine`: it waits for the reader; else they can help. `named`: its title may be said to them. `path`: where it
    leads, if not to the idea.
    """

    idea: Idea
    what: str
    due_at: datetime
    late: bool = False
    mine: bool = True
    named: bool = True

    @property
    def kind(self) -> str:
        """What kind of notice and letter it is."""
        if self.mine:
            return "overdue" if self.late else "reminder"
        return "waits" if self.named else "escalated"

    @property
    def line(self) -> str:
        """The sentence, in the language of the moment."""
        return str(self._words()) % self.facts()

    @property
    def path(self) -> str:
        """Where it is done, or seen."""
        if not self.named:
            return places.late_in(self.idea.department_id)
        return places.idea(self.idea, REMINDERS.get(self.what, REMINDERS["idea"])[2] if self.mine else "")

    @property
    def button(self) -> str:
        """What the button says."""
        if not self.named:
            return _("Open the Board")
        return str(REMINDERS.get(self.what, REMINDERS["idea"])[1]) if self.mine else _("Open the idea")

    def facts(self) -> dict[str, Any]:
        """What the sentences are filled with."""
        return {
            "number": self.idea.number,
            "title": plain_title(self.idea),
            "due": days.named(self.due_at),
            "department": self.idea.department.name,
            "what": WAITED_FOR.get(self.what, _("the next step")),
        }

    def _words(self) -> Any:
        if self.mine and not self.late:
            return REMINDERS.get(self.what, REMINDERS["idea"])[0]
        if self.mine:
            return _("The idea “%(title)s” waits for you since %(due)s. The date we gave depends on it.")
        if self.named:
            return _("The idea “%(title)s” (%(department)s) has waited for %(what)s since %(due)s.")
        return _("Idea no. %(number)s (%(department)s) has waited for %(what)s since %(due)s.")


def waiting(user: Any, one: Waiting) -> Letter:
    """One thing that waits: for the reader, or for somebody whom they can help."""
    facts = one.facts()
    return Letter(
        kind=one.kind,
        subject=(
            _("Idea no. %(number)s: waits since %(due)s")
            if one.late
            else _("Idea no. %(number)s: with you until %(due)s")
        )
        % facts,
        headline=_("Something waits") if one.late else _("A reminder"),
        greeting=hello(user),
        paragraphs=(one.line, *_what_helps(one)),
        button_label=one.button,
        path=one.path,
        why=_why(_("You get this because idea no. %(number)s waits for something.") % facts),
    )


def _what_helps(one: Waiting) -> tuple[str, ...]:
    if not one.late:
        return ()
    if one.mine:
        return (_("If you cannot do it, say so on the page: then somebody else can."),)
    if one.named:
        return (
            _("The date we gave depends on it. Perhaps a word helps, or somebody else can take it over."),
        )
    return (_("Those who can help have known for two working days. Perhaps they need somebody more."),)


def daily(user: Any, pressing: Sequence[Waiting], others: Sequence[Notice] = ()) -> Letter:
    """All that is due today or late, and what has come in since the last mail, in one."""
    n = len(pressing)
    return Letter(
        kind="daily",
        subject=ngettext("%(site)s: %(n)d thing waits for you", "%(site)s: %(n)d things wait for you", n)
        % {"site": settings.SITE_NAME, "n": n},
        headline=_("What waits for you"),
        greeting=hello(user),
        paragraphs=(
            ngettext("One thing is due today or late:", "%(n)d things are due today or late:", n) % {"n": n},
        ),
        items=_cut([(one.line, one.path) for one in pressing]),
        others_title=_("What else is new") if others else "",
        others=_cut([(notice.text, notice.path or places.inbox()) for notice in others]),
        button_label=_("Open my inbox"),
        path=places.inbox(),
        why=_why(_("You get this because something is due today or late.")),
    )


def _cut(items: Items) -> Items:
    """Not more lines than anybody reads."""
    over = len(items) - MOST_LINES
    if over <= 0:
        return tuple(items)
    words = ngettext("%(n)d more stands in your inbox", "%(n)d more stand in your inbox", over)
    return (*items[:MOST_LINES], (words % {"n": over}, places.inbox()))


def _why(because: str) -> str:
    return f"{because} {no_button_acts()}"


# nothing new --------------------------------------------------------------------------------------------------------


def quiet_line(idea: Idea, weeks: int) -> str:
    """Where an idea is of which its submitter has seen nothing new for so many weeks, and why."""
    facts = {
        "title": plain_title(idea),
        "n": weeks,
        "where": wording.status_words(idea, viewer_is_submitter=True),
        "why": why_quiet(idea),
        "promise": days.plain(idea.promise_at),
    }
    return (
        ngettext(
            "“%(title)s”: nothing new for a week. Where it is: %(where)s. %(why)s "
            "You have our answer by %(promise)s.",
            "“%(title)s”: nothing new for %(n)s weeks. Where it is: %(where)s. %(why)s "
            "You have our answer by %(promise)s.",
            weeks,
        )
        % facts
    )


def why_quiet(idea: Idea) -> str:
    """What it waits for, without names."""
    if idea.due_at < clock.now():
        return _("This step takes longer than it should; those who can help have been told.")
    due = {"due": days.named(idea.due_at)}
    words = {
        Status.TRIAGE: _("We are finding the right experts, until %(due)s."),
        Status.IN_REVIEW: _("The experts look at it, until %(due)s."),
        Status.DISCUSSION: _("The experts see it differently and compare their views, until %(due)s."),
        Status.DECIDING: _("The experts' views are here; it is decided by %(due)s."),
    }
    return words[Status(idea.status)] % due


def quiet(idea: Idea, user: Any, weeks: int) -> Letter:
    """Nothing visible has happened for weeks: where it is, why, and how to ask."""
    facts = {"number": idea.number, "n": weeks}
    return Letter(
        kind="quiet",
        subject=_("Your idea no. %(number)s: where it is") % facts,
        headline=_("How your idea stands"),
        greeting=hello(user),
        paragraphs=(
            quiet_line(idea, weeks),
            _("It is not forgotten: everybody for whom it waits is reminded of it."),
        ),
        button_label=_("See how it stands"),
        path=places.idea(idea),
        after=(_("On its page you can ask how it stands; then you get an answer within two working days."),),
        why=_why(
            _("You get this because you handed in idea no. %(number)s and nothing new has happened.") % facts
        ),
    )


# each Monday --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class HowItStands:
    """How the ideas of some departments stand that are not decided yet; `longest`: since when, and its number."""

    on_time: int
    danger: int
    late: int
    longest: tuple[datetime, int] | None

    def lines(self) -> Items:
        """On time, in danger, waiting longest; each leads to the Board."""
        return (
            (_on_time(self.on_time), places.board()),
            (_in_danger(self.danger, self.late), f"{places.board()}?due=week"),
            (_longest(self.longest), places.board()),
        )


def _on_time(n: int) -> str:
    words = ngettext(
        "On time: %(n)d idea has more than a week left until the day that we gave.",
        "On time: %(n)d ideas have more than a week left until the day that we gave.",
        n,
    )
    return words % {"n": n}


def _in_danger(n: int, late: int) -> str:
    if not n:
        return _("In danger: none. Nothing is promised for the next seven days.")
    words = ngettext(
        "In danger: %(n)d idea is to be answered within seven days",
        "In danger: %(n)d ideas are to be answered within seven days",
        n,
    ) % {"n": n}
    if not late:
        return f"{words}."
    more = ngettext("%(n)d of them is late already.", "%(n)d of them are late already.", late) % {"n": late}
    return f"{words}; {more}"


def _longest(longest: tuple[datetime, int] | None) -> str:
    if longest is None:
        return _("Waiting longest: no idea waits for an answer.")
    since, number = longest
    return _("Waiting longest: idea no. %(number)s, since %(day)s.") % {
        "number": number,
        "day": days.named(since),
    }


def monday(user: Any, stands: HowItStands) -> Letter:
    """The three lines as a mail of their own, for those who want them so."""
    return Letter(
        kind="monday",
        subject=_("%(site)s: how the ideas stand this week") % {"site": settings.SITE_NAME},
        headline=_("How the ideas stand"),
        greeting=hello(user),
        paragraphs=(_("The ideas that you look after, this week:"),),
        items=stands.lines(),
        button_label=_("Open the Board"),
        path=places.board(),
        why=_why(_("You get this each Monday because you look after ideas.")),
    )
