"""Which departments an idea concerns: its topic and words against the routing rules. Reads only."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet

from accounts.models import Department, Topic, User
from ideas import statements
from ideas.models import RoutingRule

SHORT = 4
"""A word of so few letters begins too many others ("Dach", "dachte") to be looked for at the beginning of all."""
LONGEST = 60
"""No word of a rule is longer."""
ENDINGS = frozenset(("", "s", "e", "n", "en", "er", "ern", "es"))
"""What a short word may have behind it and still be the same word, in German or English."""


@dataclass(frozen=True)
class Found:
    """A word of the text, as it is written and as it is compared."""

    written: str
    plain: str

    def means(self, wanted: str) -> bool:
        """Whether these first letters are its word, or that of a compound; short words begin only nouns."""
        rest = self.plain[len(wanted) :]
        return len(wanted) > SHORT or rest in ENDINGS or (self.written[0].isupper() and len(rest) > SHORT)


@dataclass(frozen=True)
class Match:
    """A routing rule that fits, with the words that made it fit, as they stand in the text."""

    rule: RoutingRule
    words: tuple[str, ...] = ()
    by_topic: bool = False

    @property
    def department(self) -> Department:
        """The department that the rule names."""
        return self.rule.department


class Words:
    """The words of a text, ready to be asked for their beginnings."""

    def __init__(self, text: str) -> None:
        self.all = [Found(word, plain(word)) for word in re.findall(r"\w+", text)]
        self._beginning: dict[str, list[int]] = {}
        for place, word in enumerate(self.all):
            for end in range(1, min(len(word.plain), LONGEST) + 1):
                self._beginning.setdefault(word.plain[:end], []).append(place)

    def find(self, wanted: str) -> str:
        """The first place where the wanted word or row of words stands or begins a compound; empty if nowhere."""
        *before, last = plain_words(wanted) or ("",)
        for place in self._beginning.get(last, ()):
            first = place - len(before)
            row = [word.plain for word in self.all[max(first, 0) : place]]
            if row == before and self.all[place].means(last):
                return " ".join(word.written for word in self.all[first : place + 1])
        return ""


def plain(word: str) -> str:
    """A word without case and accents: "Überstunden" is "uberstunden", "Straße" is "strasse"."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@lru_cache(maxsize=4096)
def plain_words(text: str) -> tuple[str, ...]:
    """The words of a rule's word: "goods-in" is two of them."""
    return tuple(plain(word) for word in re.findall(r"\w+", text))


def matches(text: str, topic: Topic | int | None) -> list[Match]:
    """Every rule that fits the topic or a word of the text, by position; one statement."""
    topic_id = topic.pk if isinstance(topic, Topic) else topic
    words = Words(text)
    rules = statements.rows(_all_rules, None)
    return [match for rule in rules if (match := _match(rule, words, topic_id))]


def _all_rules(_person: None) -> QuerySet[RoutingRule]:
    return RoutingRule.objects.select_related("department", "topic").order_by("position", "pk")


def suggest_departments(
    text: str, topic: Topic | int | None = None, chosen: Department | None = None
) -> list[Department]:
    """The departments that an idea concerns: the one chosen by its submitter, then by the rules, else the office."""
    found = [match.department for match in matches(text, topic)]
    return each_once(([chosen] if chosen else []) + found) or list(Department.objects.filter(is_office=True))


@dataclass(frozen=True)
class Suggestion:
    """Where an idea would go that is still being written, and which topic its words speak of. Nothing is known of
    some texts: then nothing is suggested."""

    departments: list[Department]
    topic: Topic | None = None


def suggest(
    text: str, submitter: User, topic: Topic | None = None, chosen: Department | None = None
) -> Suggestion:
    """What the page for handing in says while somebody writes; one statement, nobody is asked for."""
    found = matches(text, topic)
    spoken = next((match.rule.topic for match in found if match.words and match.rule.topic), None)
    wanted = each_once([*([chosen] if chosen else []), *(match.department for match in found)])
    return Suggestion(wanted or own_department(submitter), topic or spoken)


def own_department(submitter: User) -> list[Department]:
    """Where an idea goes that no rule knows: people mostly write about their own work."""
    own = submitter.department
    return [own] if own and own.takes_ideas else []


def each_once(departments: Iterable[Department]) -> list[Department]:
    """The departments in their order, without repetition."""
    return list(_each_once(departments))


def as_many_as_reviews(departments: Iterable[Department], reviews: int) -> list[Department]:
    """Every department asked is a review more: no more of them than the scheme asks for."""
    return each_once(departments)[:reviews]


def _each_once(departments: Iterable[Department]) -> Iterator[Department]:
    seen: set[int] = set()
    for department in departments:
        if department.pk not in seen:
            seen.add(department.pk)
            yield department


def _match(rule: RoutingRule, words: Words, topic_id: int | None) -> Match | None:
    by_topic = topic_id is not None and rule.topic_id == topic_id
    found = dict.fromkeys(hit for word in rule.words if (hit := words.find(word)))
    return Match(rule, tuple(found), by_topic) if by_topic or found else None
