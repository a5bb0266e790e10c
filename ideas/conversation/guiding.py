"""How a talk is held: five steps, and sentences with which it can begin, and bear its hard moment, by the outcome.

Owns these words and how an idea is said in one sentence. Reads what it is given; asks nothing, changes nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from ideas import markdown
from ideas.models import Idea, Outcome


@dataclass(frozen=True)
class Step:
    """A step of a talk: its heading, how it is done, and the step after it."""

    name: str
    heading: Any
    how: Any
    then: "Step | None" = None


END = Step(
    "end",
    _("End"),
    _("Agree on the next step, by whom, until when; “nothing more to do” is one. Thank them again."),
)
LISTEN = Step(
    "listen",
    _("Listen"),
    _("Leave room. Ask what they make of it, and note that in their words, agreement or not."),
    END,
)
PRESENT = Step(
    "present",
    _("Present"),
    _("Say the outcome in one sentence, then the reasons as they are written: all, no others."),
    LISTEN,
)
PROBE = Step(
    "probe",
    _("Probe"),
    _("Ask what lies behind it: what happens, how often, to whom? The experts may have missed some."),
    PRESENT,
)
APPROACH = Step(
    "approach",
    _("Approach"),
    _("Begin with thanks, and say the idea back in their own words before anything else."),
    PROBE,
)
STEPS = (APPROACH, PROBE, PRESENT, LISTEN, END)

THANKS = _("Thank you for taking the time, %(name)s, and thank you for your idea “%(title)s”.")
RIGHTLY = _("Before I explain: this is how I understood you. Did I get it right?")

OPENING: Mapping[str, tuple[Any, ...]] = {
    Outcome.ADOPTED: (
        THANKS,
        _("I have good news: we are going to do it, and I would like to tell you how."),
        _("You know the place better than we do: what should we watch out for?"),
    ),
    Outcome.ADOPTED_IN_PART: (
        THANKS,
        _("We take up a part of it. I would like to go through with you which part, and why not the rest."),
        RIGHTLY,
    ),
    Outcome.DECLINED: (
        THANKS,
        _("It is not adopted. I want to tell you that straight away, and then explain why."),
        RIGHTLY,
    ),
    Outcome.DEFERRED: (
        THANKS,
        _("It is on hold for now. I would like to tell you why, and when it comes back."),
        RIGHTLY,
    ),
    Outcome.DUPLICATE: (
        THANKS,
        _("Somebody had a similar idea before. Yours is joined with it, and you are part of it."),
        _("Is there something in yours that the other one lacks?"),
    ),
    Outcome.EXISTS_ALREADY: (
        THANKS,
        _("We have something like it already. Let us look together whether it is what you mean."),
        _("How did you come across it in your work?"),
    ),
    Outcome.OUT_OF_SCOPE: (
        THANKS,
        _("It is not ours to decide here. I would like to explain why, and who could."),
        RIGHTLY,
    ),
    Outcome.PASSED_ON: (
        THANKS,
        _("It is for others to settle, so I have passed it on, and I can tell you to whom."),
        RIGHTLY,
    ),
}
"""Three sentences to begin with."""

HARD: Mapping[str, tuple[Any, ...]] = {
    Outcome.ADOPTED: (
        _("Some of it will take longer than either of us would like. You hear from us when there is news."),
        _("If something turns out otherwise than you meant it, please say so early."),
    ),
    Outcome.ADOPTED_IN_PART: (
        _("I know that you meant the whole of it. The reason that I named stood against the rest, not you."),
        _("If you see a way for the rest, tell me, and I write it down as you say it."),
    ),
    Outcome.DECLINED: (
        _("I know this is not what you hoped for, and you need not agree with it."),
        _("The reasons speak about this idea, not about you. If you see a mistake in them, I write it down."),
    ),
    Outcome.DEFERRED: (
        _("I know that waiting is no answer yet. The date stands, and it comes back by itself."),
        _("If something changes on your side before then, write to us; it is not forgotten."),
    ),
    Outcome.DUPLICATE: (
        _("That somebody said it before takes nothing from yours: it shows that there is something to it."),
        _("You hear whatever becomes of it, just as they do."),
    ),
    Outcome.EXISTS_ALREADY: (
        _("If it is not what you meant, tell me what is missing, and I write that down."),
        _("That it was hard to find is for us to mend, not for you."),
    ),
    Outcome.OUT_OF_SCOPE: (
        _("I understand if that is disappointing. It says nothing about how good the idea is."),
        _("If you like, we look together who could decide it."),
    ),
    Outcome.PASSED_ON: (
        _("I know that being sent on is tiresome. They have your words; you need not explain it all again."),
        _("If you hear nothing from there, tell me, and I ask."),
    ),
}
"""Two sentences for the hard moment: a no, a part of a yes, or a long wait."""


def sentences(kind: Mapping[str, tuple[Any, ...]], idea: Idea) -> list[str]:
    """Those for the outcome, in the language of whoever handed it in."""
    facts = {"name": idea.submitter.name, "title": idea.title}
    with translation.override(idea.submitter.language):
        return [str(words) % facts for words in kind[idea.outcome]]


ENDING = _("Thank you for your idea, and for the time to talk about it.")


def ending(idea: Idea) -> str:
    """The last sentence, in the language of whoever handed it in."""
    with translation.override(idea.submitter.language):
        return str(ENDING)


LONGEST = 200
SHORTEST = 25
END_OF_SENTENCE = re.compile(r"(?<=[^\W\d_][^\W\d_][.!?…])\s+|\n+")
"""Not after a number, as in a date, nor after a single letter, as in "e. g."."""


def in_one_sentence(idea: Idea) -> str:
    """The proposal in a sentence: its point, as whoever decided it understood it, else how it begins."""
    if idea.decision and idea.decision.point:
        return idea.decision.point
    said = ""
    for part in END_OF_SENTENCE.split(markdown.plain(idea.text)):
        said = f"{said} {part}".strip()
        if len(said) >= SHORTEST:
            break
    said = said or idea.title
    return said if len(said) <= LONGEST else f"{said[:LONGEST].rsplit(' ', 1)[0]} …"
