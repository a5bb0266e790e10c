"""Ideas that speak of the same: while somebody writes, beside an idea on the desk, and among those decided.

Reads only what the person may read. Likeness is looked for among the newest ideas, those of two shelves, so that it
costs the same however many there are; copies are found among all.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import combinations
from operator import or_
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramSimilarity
from django.db.models import F, Q, QuerySet, Value

from ideas import statements, telling
from ideas.models import Idea
from ideas.search import Query, on_newest_shelves

MOST = 200
"""So many matches are ranked."""
SEEN = 4000
"""So many matches are asked who may read them."""
NEARLY = 0.6
"""From here on two titles are nearly the same, 1 being the same."""
AT_ONCE = 4
"""Sharing so many of them is as good as sharing all."""
COPIED = 3
"""An idea that has all the telling words of a text, so many at least, is found however old it is."""


def similar(user: Any, text: str, exclude: Idea | int | None = None, limit: int = 5) -> list[Idea]:
    """Ideas that this person may read and that speak of the same, the most alike first; with outcome and reason.

    The more of the telling words an idea shares, the more alike it is. Suggests; says nothing of sameness.
    """
    told = telling.of(text)
    if not told.words:
        return []
    but = 0 if exclude is None else exclude if isinstance(exclude, int) else exclude.pk
    some = _sharing(told.words, 1)
    found: dict[int, tuple[int, float]] = {}
    most = min(AT_ONCE, len(told.words))
    for together in range(most, 0, -1):
        if len(found) < limit:
            copied = _copied(told.words) if together == most else {}
            near = {"near": _sharing(told.words, together), **copied}
            for pk, rank in statements.rows(_some, user, told.configs, some=some, but=but, **near):
                found.setdefault(pk, (together, rank))
    best = sorted(found, key=lambda pk: (found[pk], pk), reverse=True)[:limit]
    ideas_of = {one.pk: one for one in statements.rows(_named, None, keys=best)} if best else {}
    return [ideas_of[pk] for pk in best]


def _some(user: Any, configs: tuple[str, ...], *, some: str, but: int, **near: str) -> QuerySet[Any]:
    """Primary keys of matches, of no more than so many, and how well they fit."""
    rows = _alike_among(Idea.objects.visible_to(user).handed_in(), configs, but, **near)
    rank = SearchRank(F("search"), _either(some, configs), normalization=Value(1))
    return rows.order_by().annotate(rank=rank).values_list("pk", "rank")[:MOST]


def _copied(words: Sequence[str]) -> dict[str, str]:
    """All the words, where they are enough to look for them among all ideas."""
    return {"copied": _sharing(words, len(words))} if len(words) >= COPIED else {}


def _alike_among(
    rows: QuerySet[Any], configs: tuple[str, ...], but: int, *, near: str, copied: str = ""
) -> QuerySet[Any]:
    """Those with enough of the words among the newest, and those with all of them.

    Among all ideas the index would read each that has one of the words: what that costs grows with their number.
    """
    fit = on_newest_shelves(_either(near, configs))
    if copied:
        fit |= Q(search=_either(copied, configs))
    alike = Idea._base_manager.filter(fit, number__isnull=False).exclude(pk=but).order_by().values("pk")
    return rows.filter(Q(pk__any_of=ArraySubquery(alike[:SEEN])))


def _named(_person: Any, *, keys: list[int]) -> QuerySet[Any]:
    return Idea.objects.filter(Q(pk__any_of=keys)).with_names().defer("search")


def resembling(user: Any, idea: Idea, among: Q, limit: int = 3) -> list[Idea]:
    """Of some ideas that this person may read, those that share three telling words with one, or have nearly its
    title; the most alike first, in one statement."""
    told = telling.of(f"{idea.title} {idea.text}")
    ideas = Idea.objects.visible_to(user).handed_in().filter(among).exclude(pk=idea.pk)
    likeness: Any = TrigramSimilarity("title", idea.title)
    near = Q(title__trigram_similar=idea.title, likeness__gte=NEARLY)
    if told.words:
        near |= Q(search=_either(_sharing(told.words, min(3, len(told.words))), told.configs))
        some = _either(_sharing(told.words, 1), told.configs)
        likeness += SearchRank(F("search"), some, normalization=Value(1))
    rows = ideas.annotate(likeness=TrigramSimilarity("title", idea.title), rank=likeness).filter(near)
    return list(rows.defer("search").order_by("-rank", "-number")[:limit])


def alike(user: Any, text: str, exclude: Idea, limit: int = 3) -> list[Idea]:
    """Ideas that share three telling words, in one statement: `similar` for a page that has others to ask."""
    told = telling.of(text)
    if not told.words:
        return []
    near = {"near": _sharing(told.words, min(3, len(told.words))), **_copied(told.words)}
    some = _sharing(told.words, 1)
    return statements.rows(_alike, user, told.configs, limit, some=some, but=exclude.pk, **near)


def _alike(
    user: Any, configs: tuple[str, ...], limit: int, *, some: str, but: int, **near: str
) -> QuerySet[Any]:
    ideas = _alike_among(Idea.objects.visible_to(user).handed_in(), configs, but, **near)
    rank = SearchRank(F("search"), _either(some, configs), normalization=Value(1))
    few = Idea.objects.filter(Q(pk__any_of=ArraySubquery(ideas.order_by().values("pk")[:MOST])))
    best = few.annotate(rank=rank).order_by("-rank", "-number").values("pk")[:limit]
    rows = Idea.objects.filter(Q(pk__any_of=ArraySubquery(best))).with_names().annotate(rank=rank)
    return rows.defer("text", "search").order_by("-rank", "-number")


def _sharing(words: Sequence[str], together: int) -> str:
    """So many of the words occur, whichever; of letters alone, so that none is taken for an operator.

    Said as "of so many words that may be missing and one more, one occurs": what shares too few of them is found out
    by the first such group, where "these occur, or those" would have to be gone through to its end.
    """
    groups = combinations(words, len(words) + 1 - together)
    return " & ".join(f"({' | '.join(group)})" for group in groups)


def _either(words: str, configs: Iterable[str]) -> Query:
    """Words and their operators, in one of the languages."""
    return reduce(or_, (SearchQuery(words, config=name, search_type="raw") for name in configs))
