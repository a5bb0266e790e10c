"""Finding ideas: by words and by number; and turning the pages of a list.

Owns how words become a query, and how many matches are looked at. Reads only, and sees nothing but the queryset it
is given: whoever calls starts from `visible_to(user)`.

A match set is capped, so that a common word costs what a rare one costs: up to `ALL` matches are ranked whole; of
more than that the newest `NEWEST` are.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import add, and_, or_
from typing import Any, Protocol

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import (
    CombinedSearchQuery,
    SearchQuery,
    SearchRank,
    TrigramWordSimilarity,
)
from django.db.models import BooleanField, Case, F, FloatField, Func, Q, QuerySet, Subquery, Value, When

from ideas import statements, telling
from ideas.models import Idea, Shelf, WordsOnShelf

ALL = 200
"""So many matches are ranked, all of them."""
NEWEST = 100
"""So many are ranked where there are more; the newest."""
NEAR = 2000
"""The newest are looked for among so many ideas first."""
COMMON = 0.02
"""Words that at least this share of all ideas have (0-1) are soon found from the newest on."""
FAR = 6000
"""So many ideas are gone through for them, from the newest on."""
EVERYWHERE = 0.15
"""Words that fewer ideas have (0-1) are sooner found by the index of the newest shelves."""
SEVERAL = (2, 6)
"""So many times `NEWEST` are looked for, since not everybody may read all; the second where the first was too few."""
PART = 4
"""From so many letters on a word is looked for inside the words of titles, too."""
FIRST = 1000.0
"""The rank of what was looked for by its number."""
LONGEST = 200
"""Letters of a search that are read."""
MOST_TERMS = 12
"""Further words of a search are not looked at."""

NUMBER = re.compile(r"^\s*(?:(?:no|nr|number|nummer)\.?|#)?\s*(\d{1,9})\s*$", re.IGNORECASE)
TERM = re.compile(r'(-?)(?:"([^"]+)"|(\S+))')

Query = SearchQuery | CombinedSearchQuery


@dataclass(frozen=True)
class Term:
    """One thing looked for: a word or a phrase, or one that must not occur."""

    words: str
    phrase: bool = False
    excluded: bool = False
    long: bool = False
    part: str = ""
    """Of a long word: how the index knows it as a part of others."""

    @classmethod
    def of(cls, words: str, *, phrase: bool, excluded: bool) -> "Term":
        """As it was typed."""
        return cls(words, phrase, excluded, len(words) >= PART, re.escape(words))

    @property
    def kind(self) -> tuple[bool, bool, bool]:
        """All but its words."""
        return self.phrase, self.excluded, self.long

    @property
    def query(self) -> Query:
        """The term in German or in English. Turned round, it excludes both: nothing leaks through the other."""
        kind = "phrase" if self.phrase else "plain"
        return reduce(
            or_, (SearchQuery(self.words, config=name, search_type=kind) for name in telling.CONFIGS)
        )


@dataclass(frozen=True)
class Page:
    """A page of a list; `after` leads to the next one and is empty on the last."""

    rows: list[Idea]
    after: str


class Asker(Protocol):
    """Asks a step among the ideas in which words are looked for; a step is given their rows and the terms."""

    def __call__(self, step: Callable[..., QuerySet[Any]], /, *shape: Any, **values: Any) -> list[Any]: ...


@dataclass(frozen=True)
class Looking:
    """Words, looked for by one person among the ideas of a pool: `pool(person, *shape, **values)`.

    Each of its statements is built once for each shape of the words. The names of its values are not those of steps.
    """

    user: Any
    words: str
    pool: Callable[..., QuerySet[Any]]
    shape: tuple[Any, ...]
    values: dict[str, Any]

    def page(self, after: str, size: int) -> Page:
        """What fits best, a page of it; matches are capped, so that counting from their beginning costs nothing."""
        found = self.found
        start = int(after) if is_number(after) else 0
        if found is None:
            return Page([], "")
        values = {"keys": [*found.exact, *found.keys], "exact": found.exact}
        rows = self.ask(_ranked_rows, found.nearly, start, start + size + 1, **values)
        return Page(rows[:size], str(start + size) if len(rows) > size else "")

    @cached_property
    def found(self) -> "Matches | None":
        """Which ideas fit; None where nothing is looked for."""
        return _found(self.ask, self.terms, self.number)

    @cached_property
    def number(self) -> re.Match[str] | None:
        """The number looked for, if it is one."""
        return NUMBER.match(_readable(self.words))

    @cached_property
    def terms(self) -> list[Term]:
        """The words and phrases."""
        return _terms(self.number[1] if self.number else _readable(self.words))

    def ask(self, step: Callable[..., QuerySet[Any]], /, *shape: Any, **values: Any) -> list[Any]:
        """The rows of a step; one statement."""
        kinds, told = _shape_of(self.terms)
        names = tuple(self.values)
        whole = (step, shape, self.pool, self.shape, names, kinds)
        return statements.rows(_step, self.user, whole, **self.values, **told, **values)


Kinds = tuple[tuple[bool, bool, bool], ...]


def _shape_of(terms: list[Term]) -> tuple[Kinds, dict[str, str]]:
    """Terms taken apart: what a statement depends on, and its values."""
    told = {f"word{n}": term.words for n, term in enumerate(terms)}
    return tuple(term.kind for term in terms), told | {f"part{n}": term.part for n, term in enumerate(terms)}


def _put_together(kinds: Kinds, values: dict[str, Any]) -> list[Term]:
    """The terms again; takes what is theirs out of the values."""
    words = [values.pop(f"word{n}") for n in range(len(kinds))]
    parts = [values.pop(f"part{n}") for n in range(len(kinds))]
    return [Term(*one) for one in zip(words, *zip(*kinds, strict=True), parts, strict=True)]


def _step(person: Any, whole: tuple[Any, ...], **values: Any) -> QuerySet[Any]:
    """A step with the terms made of their words."""
    step, shape, pool, pool_shape, names, kinds = whole
    rows = pool(person, *pool_shape, **{name: values.pop(name) for name in names})
    found: QuerySet[Any] = step(rows, _put_together(kinds, values), *shape, **values)
    return found


@dataclass(frozen=True)
class Matches:
    """Keys of the ideas that fit, those with the number looked for, and whether they fit nearly only."""

    keys: list[int]
    exact: list[int]
    nearly: bool


def find(queryset: QuerySet[Any], words: str) -> QuerySet[Any]:
    """The ideas of the queryset in which all the words occur, German or English, best first, then newest.

    "In quotation marks" is a phrase, -word must not occur, and parts of compounds are found in titles. A number,
    "1284" or "no. 1284", finds that idea first. Where nothing fits, titles with similar words do.

    Looking takes two statements for a word that is rare, three to six for one that is common or misspelled; reading
    what was found takes one more.
    """
    number = NUMBER.match(_readable(words))
    terms = _terms(number[1] if number else _readable(words))

    def ask(step: Callable[..., QuerySet[Any]], /, *shape: Any, **values: Any) -> list[Any]:
        return list(step(queryset, terms, *shape, **values))

    found = _found(ask, terms, number)
    if found is None:
        return queryset.none()
    return _ranked(queryset, terms, found.nearly, keys=[*found.exact, *found.keys], exact=found.exact)


def _readable(words: str) -> str:
    return words[:LONGEST].replace("\0", " ")


def _found(ask: Asker, terms: list[Term], number: re.Match[str] | None) -> Matches | None:
    """Which ideas fit."""
    if all(term.excluded for term in terms):
        return None
    keys = _common(ask, terms) or _capped(ask)
    nearly = not keys
    if nearly:
        keys = [pk for (pk,) in ask(_nearly)]
    return Matches(keys, [pk for (pk,) in ask(_numbered, number=int(number[1]))] if number else [], nearly)


def _ranked_rows(
    rows: QuerySet[Any], terms: list[Term], nearly: bool, start: int, end: int, **found: Any
) -> QuerySet[Any]:
    return _ranked(rows, terms, nearly, **found)[start:end]


def _ranked(
    rows: QuerySet[Any], terms: list[Term], nearly: bool, *, keys: list[int], exact: list[int]
) -> QuerySet[Any]:
    """What was found, with its rank."""
    wanted = _wanted(terms)
    rank: Any = SearchRank(F("search"), reduce(and_, (term.query for term in wanted)))
    if nearly:
        rank = reduce(add, (TrigramWordSimilarity(term.words, "title") for term in wanted))
    first = Case(When(Q(pk__any_of=exact), then=Value(FIRST)), default=rank, output_field=FloatField())
    return rows.filter(pk__any_of=keys).defer("search").annotate(rank=first).order_by("-rank", "-number")


def _wanted(terms: list[Term]) -> list[Term]:
    return [term for term in terms if not term.excluded]


def _matching(rows: QuerySet[Any], terms: list[Term]) -> QuerySet[Any]:
    """Those in which all the terms occur, and none of the excluded ones; in no order."""
    wanted = _wanted(terms)
    pool = rows.exclude(_any_of(terms)) if len(wanted) < len(terms) else rows
    return pool.filter(_all_of(wanted)).order_by()


def page(queryset: QuerySet[Any], after: str = "", size: int = 25) -> Page:
    """A page of ideas. What `find` gave keeps its order; all else comes newest first, by number.

    `after` is that of the page before; what it does not understand is the first page. Drafts have no number and no
    place in such a list.
    """
    if "rank" in queryset.query.annotations:
        return _ranked_page(queryset, after, size)
    older = queryset.filter(number__lt=int(after)) if is_number(after) else queryset
    rows = list(older.defer("search").order_by("-number")[: size + 1])
    return Page(rows[:size], str(rows[size - 1].number) if len(rows) > size else "")


def _numbered(rows: QuerySet[Any], _terms: list[Term], *, number: int) -> QuerySet[Any]:
    """The idea with the number looked for, if it is one of these."""
    return rows.filter(number=number).order_by().values_list("pk")


def _terms(words: str) -> list[Term]:
    """The words and phrases of a search."""
    return list(_each_term(words))[:MOST_TERMS]


def _each_term(words: str) -> Iterator[Term]:
    for minus, phrase, word in TERM.findall(words):
        said = (phrase or word).strip('"')
        if re.search(r"\w", said):
            yield Term.of(said, phrase=bool(phrase), excluded=bool(minus))


def _all_of(terms: list[Term]) -> Q:
    """All terms occur, as words of the text or, where they are long enough, as parts of the title's words."""
    # A regular expression, because the index knows parts of words by `~*`, and not by Django's UPPER(...) LIKE.
    long = [Q(search=t.query) | Q(title__iregex=t.part) for t in terms if t.long]
    short = [term for term in terms if not term.long]
    if not long:
        return _as_words(short)
    return _as_words(terms) | reduce(and_, [*long, *([_as_words(short)] if short else [])])


def _as_words(terms: list[Term]) -> Q:
    """All terms occur as words; those that every text has ("an", "in") do not count."""
    return Q(search=reduce(and_, (term.query for term in terms)))


def _any_of(terms: Iterable[Term]) -> Q:
    """One of the excluded terms occurs."""
    return reduce(or_, (Q(search=t.query) | Q(title__iregex=t.part) for t in terms if t.excluded))


def _nearly(rows: QuerySet[Any], terms: list[Term]) -> QuerySet[Any]:
    """Primary keys of titles with words spelled nearly so."""
    wanted = _wanted(terms)
    pool = rows.exclude(_any_of(terms)) if len(wanted) < len(terms) else rows
    like = reduce(and_, (Q(title__trigram_word_similar=term.words) for term in wanted))
    return pool.filter(like).order_by().values_list("pk")[:ALL]


def _common(ask: Asker, terms: list[Term]) -> list[int]:
    """Primary keys of the newest matches where the words are so common that these are soon found; else nothing.

    Of words that many ideas have an index gives all, which is the dearer the more ideas there are. They are told from
    others by how many PostgreSQL expects, which decides about the way alone.
    """
    kinds, told = _shape_of(terms)
    few, everything = statements.expected(_with_words, None, kinds, **told)
    if everything <= FAR or few < COMMON * everything:
        return []
    by_shelf = few < EVERYWHERE * everything and not any("'" in term.words for term in terms)
    step = _newest_on_shelves if by_shelf else _last_with_words
    for several in (NEWEST * times for times in SEVERAL):
        some = [pk for (pk,) in statements.rows_planned_anew(step, None, kinds, several, **told)]
        keys = [pk for (pk,) in ask(_newest_among, keys=some)] if len(some) >= NEWEST else []
        if len(keys) == NEWEST:
            return keys
        if len(some) < several:
            break
    return []


def _with_words(_person: Any, kinds: Kinds, **told: Any) -> QuerySet[Any]:
    """Ideas in which all terms occur as words, whoever may read them."""
    terms = _put_together(kinds, told)
    wanted = _wanted(terms)
    rows = Idea._base_manager.filter(_as_words(wanted)).order_by().values_list("pk")
    return rows.exclude(_any_of(terms)) if len(wanted) < len(terms) else rows


def _last_with_words(person: Any, kinds: Kinds, several: int, **told: Any) -> QuerySet[Any]:
    """So many of these, the newest of the last ideas."""
    rows = _with_words(person, kinds, **told)
    return rows.filter(number__gt=Subquery(newest(F("number"))) - FAR).order_by("-number")[:several]


def _newest_on_shelves(person: Any, kinds: Kinds, several: int, **told: Any) -> QuerySet[Any]:
    """The same of the two newest shelves. Where words stand is known to the ideas alone: the index gives those with
    all words of a phrase, wherever they stand."""
    rows = _with_words(person, kinds, **told).filter(number__isnull=False)
    plain = (replace(term, phrase=False).query for term in _wanted(_put_together(kinds, told)))
    return rows.filter(on_newest_shelves(reduce(and_, plain))).order_by("-number")[:several]


def on_newest_shelves(query: Query) -> Q:
    """Ideas of the two newest shelves that fit a query, which is one of words without quotes."""
    shelf = Subquery(newest(Shelf("number")))
    return Q(_stands_on(shelf, query)) | Q(_stands_on(shelf - 1, query))


class Found(Func):
    """Whether words are among words."""

    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = BooleanField()


def _stands_on(shelf: Any, query: Query) -> Found:
    """Whether an idea of this shelf has the words."""
    return Found(WordsOnShelf(Shelf("number"), "search"), WordsOnShelf(shelf, query))


def newest(value: Any) -> QuerySet[Any]:
    """Of the newest idea, whoever may read it."""
    return Idea._base_manager.filter(number__isnull=False).order_by("-number").values(its=value)[:1]


def _newest_among(rows: QuerySet[Any], _terms: list[Term], *, keys: list[int]) -> QuerySet[Any]:
    return rows.filter(pk__any_of=keys).order_by("-number").values_list("pk")[:NEWEST]


def _capped(ask: Asker) -> list[int]:
    """Primary keys of all matches, or of the newest where there are too many."""
    some = ask(_some_of_all)
    return [pk for pk, _last in some] if len(some) <= ALL else _newest_of(ask, some[0][1])


def _some_of_all(rows: QuerySet[Any], terms: list[Term]) -> QuerySet[Any]:
    """Matches, and the last number of all.

    Unordered on purpose: with an order and a limit PostgreSQL walks the whole table for a word that hardly occurs.
    """
    return (
        _matching(rows, terms)
        .annotate(last=Subquery(newest(F("number"))))
        .values_list("pk", "last")[: ALL + 1]
    )


def _newest_of(ask: Asker, newest: int) -> list[int]:
    """The newest of many matches: among the last ideas, else as far back as these let expect enough of them."""
    reach, found = NEAR, set[tuple[int, int]]()
    for _try in range(3):
        found.update(ask(_recent, reach == NEAR, above=max(0, newest - reach)))
        if len(found) >= NEWEST or reach >= newest:
            break
        reach = min(newest, 3 * reach * NEWEST // max(len(found), 1))
    return [pk for _number, pk in sorted(found, reverse=True)[:NEWEST]]


def _recent(rows: QuerySet[Any], terms: list[Term], ordered: bool, *, above: int) -> QuerySet[Any]:
    """Matches among the ideas from a number on; the newest first where they are few to sort.

    Who may read them is asked of the matches one by one: PostgreSQL, which cannot know how few they are, would go
    through whole tables for it.
    """
    matches = _matching(Idea._base_manager.filter(number__gt=above), terms).values("pk")
    recent = rows.filter(pk__any_of=ArraySubquery(matches)).values_list("number", "pk")
    return recent.order_by("-number")[:NEWEST] if ordered else recent.order_by()[: NEWEST * 10]


def _ranked_page(queryset: QuerySet[Any], after: str, size: int) -> Page:
    """The match set is capped, so that counting from its beginning costs nothing."""
    start = int(after) if is_number(after) else 0
    rows = list(queryset[start : start + size + 1])
    return Page(rows[:size], str(start + size) if len(rows) > size else "")


def is_number(text: str) -> bool:
    """Whether a piece of an address can be a number or key of the database."""
    return text.isascii() and text.isdigit() and len(text) < 10
