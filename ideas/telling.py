"""Which words of a text say what it is about, and in which language it seems to be written.

Words that every text has tell nothing of it, but of its language. Owns these words and nothing else; asks nobody.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

MOST = 6
"""So many words, the longest, say what a text is about."""
READ = 4000
"""Letters of a text that are looked at."""
CONFIGS = ("tell_de", "tell_en")
"""As the database calls the languages."""
WORD = re.compile(r"[^\W\d_]{2,40}")
LONG = 4
"""A telling word has so many letters at least."""

IN_GERMAN = """
aber alle allem allen aller alles als also am an andere anderem anderen anderer anderes anders auf aus bei beim bin
bis bist bitte da dabei dadurch dafür damit danach dann das dass dasselbe dazu dem den denen denn der deren derselbe
derselben des deshalb dessen dich die dies diese dieselbe dieselben diesem diesen dieser dieses dir doch dort du
durch ein eine einem einen einer eines einfach einige einigem einigen einiger einiges einmal er es etwa etwas euch
euer eure eurem euren für ganz gar gegen gehen geht gibt haben hat hatte hatten hätte hätten hier hin hinter ich ihm
ihn ihnen ihr ihre ihrem ihren ihrer ihres im immer in ins ist jede jedem jeden jeder jedes jedoch jemand jene jenem
jenen jener jetzt kann kein keine keinem keinen keiner können könnte könnten machen macht man manche manchem manchen
mancher manchmal mehr mein meine meinem meinen meiner mich mir mit muss müssen müsste nach nicht nichts nie niemand
noch nun nur ob oder oft ohne schon sehr sein seine seinem seinen seiner seit selbst sich sie sind so sobald solche
solchem solchen solcher soll sollen sollte sollten sondern sonst sowie über um und uns unser unsere unserem unseren
unserer unter viel viele vielen vom von vor wann war waren warum was weder weil weiter welche welchem welchen
welcher welches wenn wer werde werden wie wieder will wir wird wirklich wo wollen worden wurde wurden würde würden
während zu zum zur zwar zwischen
"""
GERMAN = frozenset(IN_GERMAN.split())
IN_ENGLISH = """
about above after again against all also always am an and any anybody anyone anything are as at be because been
before being below between both but by can cannot could did do does doing down during each either else every
everybody everyone everything few for from further get gets had has have having he her here hers him his how if in
into is it its itself just like made make makes many may me might more most much must my need needs neither never no
nobody nor not nothing now of off often on once only onto or other others our ours out over own people please quite
rather really same she should since so some somebody someone something sometimes still such than that the their
theirs them themselves then there these they thing things this those through to too under until up upon us very was
we were what when where whether which while who whom whose why will with within without would you your yours
"""
ENGLISH = frozenset(IN_ENGLISH.split())
COMMON = GERMAN | ENGLISH


@dataclass(frozen=True)
class Told:
    """The telling words of a text, the longest first, and the languages in which they may be meant."""

    words: tuple[str, ...]
    configs: tuple[str, ...]


def of(text: str) -> Told:
    """What a text is about: what it is about has the longer names."""
    words = [word.lower() for word in WORD.findall(text[:READ])]
    told = dict.fromkeys(word for word in words if len(word) >= LONG and word not in COMMON)
    return Told(tuple(sorted(told, key=len, reverse=True)[:MOST]), _languages(words))


def _languages(words: Iterable[str]) -> tuple[str, ...]:
    """The language of most of its common words; both where neither has more."""
    german = english = 0
    for word in words:
        german += word in GERMAN
        english += word in ENGLISH
    if german == english:
        return CONFIGS
    return CONFIGS[:1] if german > english else CONFIGS[1:]
