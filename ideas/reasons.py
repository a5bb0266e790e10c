"""What makes a reason deserve its name: the least that is demanded, and advice while it is written.

Pure functions on words: they ask the database nothing and refuse nothing. What is refused stands in the verbs
(`workflow.unfit`); advice never stops anybody.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ideas.phrases import ABLE, EMPTY, FIT, GENERAL, HURTING, KNOWN, MONEY, NOTHING, PEOPLE, TIME

SHORTEST = 40
"""So many characters a reason has at least."""
BRIEF = 120
LONG = 1200
"""Below and above these a reason is seldom read with profit."""
MOST_SAID = 3
"""So many phrases are named at most; more would bury the advice."""
SHOUTED = 4

ASKED_BACK = {
    MONEY: gettext_lazy("How much is it, and compared with what?"),
    PEOPLE: gettext_lazy("Who would have to do it, and what would have to wait?"),
    FIT: gettext_lazy("To which plan, place or rule?"),
    ABLE: gettext_lazy("What exactly stands in the way?"),
    TIME: gettext_lazy("What has to happen first, and when could that be?"),
    GENERAL: gettext_lazy("What is true of this idea and of no other?"),
}
"""What a phrase leaves open."""
NUMBERS_TELL = (MONEY, TIME)
"""These say enough where a number stands in the same sentence."""

SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")
ABBREVIATION = re.compile(r"(?<![\w-])[A-ZÄÖÜ]{2,6}\d?(?![\wäöüß])")
CAPITALS = re.compile(rf"\b[A-ZÄÖÜ]{{{SHOUTED},}}\b[\s,]+\b[A-ZÄÖÜ]{{{SHOUTED},}}\b")


def letters_of(text: str) -> int:
    """How many characters somebody has written; a run of white space counts as one."""
    return len(" ".join(text.split()))


def normalised(text: str) -> str:
    """The words alone: without case, marks and spacing, so that a full stop makes no new reason."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def advice_on(text: str, known: str = "") -> list[str]:
    """What could make a reason better, in the reader's language; nothing for none.

    `known` is what the submitter has written: abbreviations that stand there need no explanation.
    """
    if not text.strip():
        return []
    return [*_on_length(text), *_on_phrases(text), *_on_abbreviations(text, known), *_on_tone(text)]


def advice_on_change(text: str, known: str = "") -> list[str]:
    """The same for what would change a no."""
    if normalised(text) in {normalised(word) for word in NOTHING}:
        return [_("Is there really nothing? A price, a date, a law or a number can change most answers.")]
    return [*_on_phrases(text), *_on_abbreviations(text, known), *_on_tone(text)] if text.strip() else []


def _on_length(text: str) -> Iterator[str]:
    n = letters_of(text)
    if n < SHORTEST:
        yield _("%(n)d of at least %(least)d characters.") % {"n": n, "least": SHORTEST}
    elif n < BRIEF:
        yield _("Short. Which fact decided it: a number, a rule, a test, a person who knows?")
    elif n > LONG:
        yield _("Long. Put the fact that decided it into the first sentence; the talk can hold the rest.")


def _on_phrases(text: str) -> list[str]:
    found = ((phrase, kind) for kind, phrases in EMPTY.items() for phrase in said_in(text, phrases))
    open_ = [(phrase, kind) for phrase, kind in found if not _has_number(text, phrase, kind)]
    words = _("“%(phrase)s” says little to whoever reads it. %(question)s")
    return [words % {"phrase": phrase, "question": ASKED_BACK[kind]} for phrase, kind in open_[:MOST_SAID]]


def _has_number(text: str, phrase: str, kind: str) -> bool:
    """Whether the sentence with the phrase also says how much, or when."""
    if kind not in NUMBERS_TELL:
        return False
    return any(re.search(r"\d", part) for part in SENTENCES.split(text) if said_in(part, (phrase,)))


def said_in(text: str, phrases: Iterable[str]) -> list[str]:
    """Those of the phrases that occur, as whole words, whatever their case and spacing."""
    words = f" {normalised(text)} "
    return [phrase for phrase in phrases if f" {normalised(phrase)} " in words]


def _on_abbreviations(text: str, known: str) -> list[str]:
    names = list(
        dict.fromkeys(name for name in ABBREVIATION.findall(text) if not _is_clear(name, text, known))
    )
    if not names:
        return []
    return [
        ngettext(
            "Will they know what %(names)s means? Write it out once.",
            "Will they know what %(names)s mean? Write each out once.",
            len(names),
        )
        % {"names": ", ".join(names)}
    ]


def _is_clear(name: str, text: str, known: str) -> bool:
    """Whether everybody knows an abbreviation, the submitter uses it, or it is written out beside brackets."""
    if name in KNOWN or re.search(rf"(?<!\w){name}(?!\w)", known):
        return True
    return f"({name})" in text or re.search(rf"{name}\s*\(\w[^)]{{3,}}\)", text) is not None


def _on_tone(text: str) -> Iterator[str]:
    for phrase in said_in(text, HURTING)[:MOST_SAID]:
        yield _("“%(phrase)s” can hurt. How would you say it to them across the table?") % {"phrase": phrase}
    if "!!" in text or CAPITALS.search(text):
        yield _("Capitals and rows of exclamation marks read as if you were shouting.")
