"""The letters that gather: the daily digest, a single notice, receipts of one import; and what reminders are about.

The sweep decides who gets which and when; these say it.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ideas.letters import places
from ideas.letters.letter import Items, Letter, hello, no_button_acts
from ideas.models import Idea, Notice

REMINDERS: dict[str, tuple[Any, Any, str]] = {
    "question": (
        gettext_lazy("A question about your idea “%(title)s” waits for your answer, until %(due)s."),
        gettext_lazy("Read and answer"),
        "turn",
    ),
    "notes": (
        gettext_lazy("Please check the notes of our talk about your idea “%(title)s”, until %(due)s."),
        gettext_lazy("Check the notes"),
        "turn",
    ),
    "written": (
        gettext_lazy(
            "We talk in writing about your idea “%(title)s”, and the last words are ours. If you want to say more, "
            "please write until %(due)s."
        ),
        gettext_lazy("Read and answer"),
        "written",
    ),
    "times": (
        gettext_lazy(
            "The answer to your idea “%(title)s” is here; please choose a time to talk, by %(due)s."
        ),
        gettext_lazy("Choose a time"),
        "talk",
    ),
    "review": (
        gettext_lazy("Your view on the idea “%(title)s” is due on %(due)s."),
        gettext_lazy("Read and file my view"),
        "view",
    ),
    "triage": (
        gettext_lazy("The idea “%(title)s” needs the right experts by %(due)s."),
        gettext_lazy("Open the idea"),
        "",
    ),
    "in_review": (
        gettext_lazy("The experts' views on the idea “%(title)s” are due on %(due)s."),
        gettext_lazy("Open the idea"),
        "",
    ),
    "discussion": (
        gettext_lazy("The discussion of the idea “%(title)s” is to end by %(due)s."),
        gettext_lazy("Open the idea"),
        "",
    ),
    "deciding": (
        gettext_lazy("The idea “%(title)s” waits for your decision by %(due)s."),
        gettext_lazy("Read and decide"),
        "turn",
    ),
    "conversation": (
        gettext_lazy("The talk about the idea “%(title)s” is to be held by %(due)s."),
        gettext_lazy("Open the talk"),
        "talk",
    ),
    "news": (
        gettext_lazy("News of the idea “%(title)s” are promised for %(due)s."),
        gettext_lazy("Tell how it goes"),
        "turn",
    ),
    "follow_up": (
        gettext_lazy("A short second talk about the idea “%(title)s” is to be held by %(due)s."),
        gettext_lazy("Note the second talk"),
        "turn",
    ),
    "point": (
        gettext_lazy("Something that was agreed about the idea “%(title)s” is to be done by %(due)s."),
        gettext_lazy("Read it and say what came of it"),
        "turn",
    ),
    "panel": (
        gettext_lazy("Your view on the second look at the idea “%(title)s” is due on %(due)s."),
        gettext_lazy("Read and say what you think"),
        "turn",
    ),
    "knock": (
        gettext_lazy("“How does my idea stand?” Please answer about “%(title)s” by %(due)s."),
        gettext_lazy("Read and answer"),
        "turn",
    ),
    "receipt": (
        gettext_lazy("“%(title)s” was passed on to you; please confirm that you have it, by %(due)s."),
        gettext_lazy("Read and confirm"),
        "turn",
    ),
    "idea": (
        gettext_lazy("The idea “%(title)s” is due on %(due)s."),
        gettext_lazy("Open the idea"),
        "",
    ),
}
"""What waits: the sentence, the label of the button, the part of the page. Unknown ones are said as "idea"."""


def digest(user: Any, notices: Sequence[Notice]) -> Letter:
    """What has come together since the last one, a line each."""
    n = len(notices)
    return Letter(
        kind="digest",
        subject=ngettext("%(site)s: %(n)d thing for you", "%(site)s: %(n)d things for you", n)
        % {"site": settings.SITE_NAME, "n": n},
        headline=_("What is new for you"),
        greeting=hello(user),
        paragraphs=(
            ngettext("One thing has come in for you:", "%(n)d things have come in for you:", n) % {"n": n},
        ),
        items=_items(notices),
        button_label=_("Open my inbox"),
        path=places.inbox(),
        why=" ".join((_("You get this once a day, when there is something new."), no_button_acts())),
    )


def gathered(user: Any, notices: Sequence[Notice]) -> Letter:
    """The receipts of many ideas that were handed in at once, in one mail."""
    n = len(notices)
    return Letter(
        kind="gathered",
        subject=ngettext("%(n)d idea has arrived", "%(n)d ideas have arrived", n) % {"n": n},
        headline=_("Your ideas have arrived"),
        greeting=hello(user),
        paragraphs=(
            ngettext(
                "%(n)d idea was handed in under your name, with a number and a date for our answer:",
                "%(n)d ideas were handed in under your name, each with a number and a date for our answer:",
                n,
            )
            % {"n": n},
        ),
        items=_items(notices),
        button_label=_("Open my inbox"),
        path=places.inbox(),
        why=" ".join((_("You get this because ideas were handed in under your name."), no_button_acts())),
    )


def single(user: Any, notice: Notice) -> Letter:
    """One notice as a mail of its own, for those who want it so."""
    return Letter(
        kind="single",
        subject=subject_of(notice.idea),
        headline=_("Something new for you"),
        greeting=hello(user),
        paragraphs=(notice.text,),
        button_label=_("Open the idea") if notice.idea_id else _("Open my inbox"),
        path=notice.path or places.inbox(),
        why=" ".join((_("You get this because you asked for one mail for each notice."), no_button_acts())),
    )


def subject_of(idea: Idea | None) -> str:
    """A subject that says which idea, and nothing about it."""
    if idea is None:
        return _("%(site)s: something new for you") % {"site": settings.SITE_NAME}
    return _("Idea no. %(number)s: something new for you") % {"number": idea.number}


def _items(notices: Sequence[Notice]) -> Items:
    return tuple((notice.text, notice.path or places.inbox()) for notice in notices)
