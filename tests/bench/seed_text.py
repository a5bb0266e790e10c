"""Titles and texts out of word lists, in German and English; words are as unevenly common as in real texts."""

import random
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

BITS = 14
SLOT_KINDS = {"n": "nouns", "a": "adjectives", "v": "verbs", "p": "places", "t": "times"}
Pool = list[str]


def sections(file: str) -> dict[str, str]:
    """The parts of a file of words, by the name in brackets above each."""
    parts = (Path(__file__).parent / file).read_text(encoding="utf-8").split("[")[1:]
    return {name: words.strip() for name, _, words in (part.partition("]") for part in parts)}


class Pattern(NamedTuple):
    """A sentence with gaps, and from which words each gap is filled."""

    words: str
    pools: list[Pool]


def uneven(words: list[str], dice: random.Random, flat: int) -> Pool:
    """A pool to draw from in which the words are as common as Zipf found: the r-th like 1 / (r + flat)."""
    weights = [1 / (rank + flat) for rank in range(len(words))]
    return dice.choices(words, weights, k=1 << BITS)


class Speaker:
    """Writes in one language. The pools are the same for each run; what is drawn comes from the dice given."""

    def __init__(self, language: str, joint: str) -> None:
        dice, words = random.Random(language), sections(f"seed_words_{language}.txt")
        compounds = [f"{a}{joint}{b}" for a, b in product(words["FRONT"].split(), words["BACK"].split())]
        dice.shuffle(compounds)
        self.rare, self.common, self.absent = words["RARE"], words["COMMON"], words["ABSENT"]
        whole = [self.common, *(word for word in words["WHOLE"].split() if word != self.common)]
        self.pools = {
            "nouns": uneven(whole + compounds, dice, 8),
            "adjectives": uneven(words["ADJECTIVES"].split(), dice, 5),
            "verbs": uneven(words["VERBS"].split(), dice, 5),
            "places": uneven(words["PLACES"].splitlines(), dice, 5),
            "times": uneven(words["TIMES"].splitlines(), dice, 5),
        }
        self.patterns = {
            name: [self._compiled(line) for line in lines.splitlines()]
            for name, lines in words.items()
            if "{" in lines
        }

    def _compiled(self, line: str) -> Pattern:
        pieces = line.split("{")
        kinds = [piece.partition("}")[0] for piece in pieces[1:]]
        rest = [piece.partition("}")[2] for piece in pieces[1:]]
        return Pattern("%s".join([pieces[0], *rest]), [self.pools[SLOT_KINDS[kind]] for kind in kinds])

    def say(self, name: str, dice: random.Random) -> str:
        """One sentence of this kind."""
        patterns = self.patterns[name]
        words, pools = patterns[int(dice.random() * len(patterns))]
        bits = dice.getrandbits
        said = words % tuple([pool[bits(BITS)] for pool in pools])
        return said[0].upper() + said[1:]

    def text(self, dice: random.Random) -> str:
        """What somebody would like better, in three to eight sentences; the second paragraph of longer ones apart."""
        count = 3 + int(dice.random() * dice.random() * 6)
        said = [self.say("SENTENCES", dice) for _n in range(count)]
        opening = f"{self.say('OPENINGS', dice)} " if dice.random() < 0.3 else ""
        if count < 5:
            return opening + " ".join(said)
        return f"{opening}{' '.join(said[:3])}\\n\\n{' '.join(said[3:])}"


@cache
def speakers() -> dict[str, Speaker]:
    """Who writes, by language."""
    return {"de": Speaker("de", ""), "en": Speaker("en", " ")}
