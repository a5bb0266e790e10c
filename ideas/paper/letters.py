"""Which characters can be set; others are said in words or shown as an empty box, so that no paper breaks."""

import re
import unicodedata

RANGES = (
    *(
        "20-7e",
        "a0-2ff",
        "370-377",
        "37a-37f",
        "384-38a",
        "38c",
        "38e-3a1",
        "3a3-482",
        "48a-4ff",
        "510-513",
        "51a-51d",
        "531-556",
    ),
    *("559-58a", "5d0-5ea", "5f0-5f4", "60c", "61b", "61f", "621-63a", "640-64a", "660-66d", "10d0-10ff"),
    *("1d00-1f15", "1f18-1f1d", "1f20-1f45", "1f48-1f4d", "1f50-1f57", "1f59", "1f5b", "1f5d", "1f5f-1f7d"),
    *("1f80-1fb4", "1fb6-1fc4", "1fc6-1fd3", "1fd6-1fdb", "1fdd-1fef", "1ff2-1ff4", "1ff6-1ffe"),
    *("2000-200b", "2010-2027", "202f-2040", "2042", "2044-2052", "2054-205f", "2070-2071", "2074-208e"),
    *("2090-209c", "20a0-20c0", "2100-211e", "2120", "2122", "2124", "2126-2151", "2153-2184", "2190-23ff"),
    *("2460-262f", "2638-268b", "2690-269c", "26a0-26a7", "26aa-26b2", "2701-2704", "2706-2709"),
    *("270c-2727", "2729-274b", "274d", "274f-2752", "2756", "2758-275e", "2761-277f", "2794", "2798-27af"),
    *("27b1-2b73", "fb00-fb06"),
)
"""What the fonts of typst can set, of the scripts that need no more than letters in a row; a test sets all of it."""
BOX = "▯"
LONGEST = 60
"""A run of letters without a gap longer than this may be broken anywhere."""


def _ends(one: str) -> tuple[int, int]:
    """First and last of a range."""
    first, _dash, last = one.partition("-")
    return int(first, 16), int(last or first, 16)


def _of(ranges: tuple[str, ...]) -> str:
    """The ranges as the inside of a class of a regular expression."""
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in map(_ends, ranges))


SETTABLE = "".join(chr(n) for first, last in map(_ends, RANGES) for n in range(first, last + 1))
STRANGE = re.compile(f"[^\n{_of(RANGES)}]")
NOT_LATIN = re.compile("[^\n\x20-\x7e\xa1-\xac\xae-\xff€„“”‘’‚–—…•▯]")
RUN = re.compile(rf"\S{{{LONGEST}}}(?=\S)")


def settable(words: str) -> str:
    """The same words with only what can be set: tabs are spaces, a sign without a glyph is said by its name."""
    plain = unicodedata.normalize(
        "NFC", words.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    )
    return RUN.sub(lambda run: f"{run[0]}\u200b", STRANGE.sub(_said, plain))


def all_settable(words: str) -> bool:
    """Whether nothing of it is said by a name or stands as an empty box."""
    plain = unicodedata.normalize("NFC", words).replace("\r", "\n").replace("\t", " ")
    return not any(_said(found) for found in STRANGE.finditer(plain))


def latin(words: str) -> str:
    """The same words in Latin letters alone, for what cannot be set otherwise."""
    return NOT_LATIN.sub(BOX, words.replace("\u200b", " "))


def _said(found: re.Match[str]) -> str:
    sign = found[0]
    kind = unicodedata.category(sign)
    if kind in ("So", "Sm", "Sc") and (name := unicodedata.name(sign, "")):
        return f"[{name.lower()}]"
    return "" if kind[0] in "CM" or kind == "Sk" else BOX
