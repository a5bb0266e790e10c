"""Two worlds that differ in what somebody may not know answer them the same, byte by byte.

Pages, parts of pages, lists, searches, files, exports, figures, headers; and mail, inbox and slips, those of the
next day too. For each person all that is hidden from them is another at once, so that one comparison speaks for
every fact. `make test` asks one person, `make proof` everybody, and whether each fact is found by one who may know.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction

from ideas import dossier, rules
from ideas.models import Idea
from ideas.notifications import announcing
from ideas.notifications.tell import Tell
from ideas.querysets import IdeaQuerySet
from tests import book
from tests.access.canaries import plant_everything, plant_more
from tests.access.facts import Fact
from tests.access.hidden import FACTS, NOWHERE
from tests.access.stage import page
from tests.access.worlds import SEEKERS, Chance, Visit, Worlds, standing_still
from tests.conftest import Figures, Proved

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

EVERY = 4
"""In short forms every so manieth page about an idea is opened, beside its own and those about none."""
BLAMED = 5
"""On so many of the pages that differ the facts behind it are named."""
FEWEST = 30
"""So many facts at least are hidden from whoever runs nothing."""


@pytest.fixture(scope="module")
def all_worlds(django_db_setup: None, django_db_blocker: Any) -> Iterator[Worlds]:
    with django_db_blocker.unblock(), transaction.atomic():
        with standing_still():
            planted = plant_everything()
            plant_more(planted)
            worlds = Worlds.of(planted)
        yield worlds
        transaction.set_rollback(True)


@pytest.fixture
def chance(db: None) -> Iterator[Chance]:
    with standing_still() as found:
        yield found


@pytest.fixture
def worlds(all_worlds: Worlds, chance: Chance) -> Worlds:
    return all_worlds


def hidden_from(worlds: Worlds, name: str) -> list[Fact]:
    """All that somebody may not know."""
    return [fact for fact in FACTS if name not in fact.knowing(worlds.planted)]


def everywhere(worlds: Worlds, name: str, every: int = 1) -> list[Visit]:
    """What somebody can open or try; of what is about an idea every so manieth, and the idea itself."""
    ideas = worlds.planted.ideas.values()
    about = [visit for idea in ideas for visit in worlds.about(name, idea)][::every]
    return list(dict.fromkeys([*worlds.general(name), *map(itself, ideas), *about]))


def itself(idea: Idea) -> Visit:
    """The page of an idea."""
    return Visit(page("idea", idea.public_id))


def learnt(worlds: Worlds, chance: Chance, name: str, *, short: bool) -> list[str]:
    """Where somebody learns that what is hidden from them is another; with the facts behind it."""
    hidden, visits = hidden_from(worlds, name), everywhere(worlds, name, EVERY if short else 1)
    found, told = worlds.differences(chance, hidden, {name: visits}, later=not short)
    blamed = [line for visit in found[:BLAMED] for line in worlds.blame(chance, hidden, name, visit)]
    return [*(f"{name} {visit.method} {visit.path}" for visit in found), *told, *blamed]


def test_nobody_learns_of_anything_hidden(worlds: Worlds, chance: Chance):
    assert len(hidden_from(worlds, "employee")) >= FEWEST
    found = learnt(worlds, chance, "employee", short=True)
    assert found == []


def tell_the_employee(patch: pytest.MonkeyPatch, worlds: Worlds) -> None:
    """Whatever happens, somebody is told who has nothing to do with it."""
    right, employee = announcing.tells_of, worlds.planted.cast.employee
    more = Tell(lambda _o: [employee], "Something has happened.", obligatory=True)
    patch.setattr(announcing, "tells_of", lambda o: (*right(o), more))


Patch = Callable[[pytest.MonkeyPatch, Worlds], None]
LEAKS: dict[str, tuple[str, str, Patch]] = {
    "seal": (
        "public words of a sealed view",
        "an expert asked",
        lambda patch, _worlds: patch.setattr(dossier, "_seal", lambda *_args: None),
    ),
    "rule": (
        "note of colleagues",
        "submitter",
        lambda patch, _worlds: patch.setattr(rules, "is_handling", lambda _s: True),
    ),
    "lists": (
        "idea not glanced at exists",
        "employee",
        lambda patch, _worlds: patch.setattr(IdeaQuerySet, "visible_to", lambda rows, _user: rows),
    ),
    "letters": ("hazard reported", "employee", tell_the_employee),
}
"""What is broken -> the fact that leaks then, to whom, and how it is broken."""


@pytest.mark.parametrize("broken", LEAKS)
def test_a_leak_would_be_found(
    all_worlds: Worlds,
    chance: Chance,
    monkeypatch: pytest.MonkeyPatch,
    statements_anew: Callable[[], None],
    broken: str,
):
    called, name, patch = LEAKS[broken]
    fact = fact_called(called)
    worlds = replace(all_worlds, known={}, letters={})
    if name not in SEEKERS:
        name = still_asked(worlds, fact)
    visits = [Visit(page("ideas"))]
    if fact.idea:
        idea = worlds.planted.ideas[fact.idea]
        visits += [itself(idea), Visit(page("desk_idea", idea.public_id))]
    assert name not in fact.knowing(worlds.planted)
    assert worlds.differences(chance, [fact], {name: visits}, later=False) == ([], [])
    patch(monkeypatch, worlds)
    statements_anew()
    worlds = replace(all_worlds, known={}, letters={})
    found, told = worlds.differences(chance, [fact], {name: visits}, later=False)
    assert found or told


def fact_called(name: str) -> Fact:
    """The row of this name."""
    return next(fact for fact in FACTS if fact.name == name)


def still_asked(worlds: Worlds, fact: Fact) -> str:
    """An expert of the idea of a fact who has filed no view yet."""
    asked = (
        worlds.planted.ideas[fact.idea].assignments.filter(state="open").values_list("reviewer", flat=True)
    )
    return next(name for name in SEEKERS if worlds.pk_of(name) in set(asked))


@pytest.mark.proof
@pytest.mark.timeout(4 * 3600)
def test_two_worlds_answer_everybody_the_same(
    worlds: Worlds, chance: Chance, figures: Figures, proved: Proved
):
    names = SEEKERS[:1] if book.QUICK else SEEKERS
    leaks = list[str]()
    for name in names:
        leaks += learnt(worlds, chance, name, short=book.QUICK)
        print(name, len(hidden_from(worlds, name)), *leaks, sep="\n", flush=True)
    assert leaks == []
    compared, hidden = worlds.compared, sum(len(hidden_from(worlds, name)) for name in names)
    shown = [] if book.QUICK else [fact for fact in FACTS if fact.name not in NOWHERE]
    untold = [fact.name for fact in shown if not is_told(worlds, chance, fact)]
    assert untold == []
    figures(f"{len(worlds.dearer)} equal answers took another number of statements")
    proved(
        "S3",
        f"{len(FACTS)} facts, {len(names)} people from whom {hidden // len(names)} of them are hidden on average, "
        f"{compared:,} answers of either world compared byte by byte, {len(leaks)} differences; each fact is seen by "
        "somebody who may know it",
    )


def is_told(worlds: Worlds, chance: Chance, fact: Fact) -> bool:
    """Whether somebody who may know a fact finds it: else it was looked for where nothing is."""
    knowing = fact.knowing(worlds.planted)
    return any(
        worlds.finds(chance, fact, name, everywhere(worlds, name)) for name in SEEKERS if name in knowing
    )
