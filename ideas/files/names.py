"""The name of a file as it may be kept and sent back: one line, no path, no signs that deceive, the right ending."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 120
UNWANTED = re.compile(r'["<>|:*?;%]+')
"""Signs that other systems cannot keep, or that mean something in a header."""


def cleaned(name: str, endings: Iterable[str], fallback: str) -> str:
    """The name with one of these endings, at most 120 characters; `fallback` where nothing is left of it."""
    endings = tuple(endings)
    line = _plain(re.split(r"[/\\]", name)[-1])
    stem, dot, ending = line.rpartition(".")
    if not dot or ending.lower() not in endings:
        stem, ending = (stem if dot and _is_ending(ending) else line), endings[0]
    stem = stem.strip(" .")[: LONGEST - len(ending) - 1].rstrip(" .") or fallback
    return f"{stem}.{ending.lower()}"


def _plain(text: str) -> str:
    """Composed, without control and format characters (those that turn the direction too), on one line."""
    composed = unicodedata.normalize("NFC", text)
    shown = "".join(sign if _is_shown(sign) else " " for sign in composed)
    return " ".join(UNWANTED.sub(" ", shown).split())


def _is_shown(sign: str) -> bool:
    return unicodedata.category(sign)[0] not in "CZ" or sign == " "


def _is_ending(word: str) -> bool:
    """Whether what stands behind the last dot looks like an ending, right or wrong."""
    return 0 < len(word) <= 5 and word.isascii() and word.isalnum() and not word.isdigit()
