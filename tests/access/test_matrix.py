"""Every page and verb x method x persona x status x visibility: whoever the rows do not name is refused.

A refusal is 404 for what the persona may not know of, else 403, 405 or 409; strangers are sent to sign in. Nothing
that is only looked at, and nothing that is refused, changes a row; the headers of every answer are looked at.
"""

from collections.abc import Iterable, Iterator
from itertools import product

import pytest
from django.db import transaction
from django.db.models import Q
from django.urls import get_resolver

from ideas import transitions
from ideas.querysets import IdeaQuerySet
from ideas.views.act_table import ACTS
from tests.access.places import addresses, named_in, patterns
from tests.access.rows import (
    ANYBODY,
    IDEA_PAGES,
    NONE,
    OF_ONESELF,
    PAGES,
    PRIVATE,
    READS,
    SIGNED_IN,
    STRANGERS,
    SWITCHES,
    THIRD_PARTY,
    THIRD_PARTY_PLACES,
    Row,
)
from tests.access.stage import Stage, page, stage_of
from tests.book import QUICK
from tests.conftest import Proved
from tests.test_transitions import ALL, ALLOWED

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

DOUBLES = {"other_expert", "other_coordinator", "offered", "invited", "cosubmitter", "manager", "decider"}
"""To pages that are about no idea they are what others are, too; they look, and need not send."""
IN_PUBLIC = {"comment", "report_comment", "remove_comment", "settle_report"}
"""Verbs of the discussion, which there is of ideas that everybody may read."""
REFUSALS = {"404", "403", "405"}
OTHER_METHODS = ("head", "put", "patch", "delete", "options")
"""HEAD tells what GET does; to the others nothing answers but a refusal."""
BY_EVERY_METHOD = ("draft", "in_review", "closed")
"""In these statuses the pages about the idea are asked for by every method."""
NEEDED = 10_000
SIGHTS = (("everyone", True), ("handlers", True), ("everyone", False))
"""Who may see it, and whether a coordinator has glanced at it."""


def readers(status: str, visibility: str, glanced: bool) -> frozenset[str]:
    """Who may know of the idea."""
    open_to_all = visibility == "everyone" and glanced and status not in PRIVATE
    return SIGNED_IN if open_to_all else READS[status]


def wanted(persona: str, may: frozenset[str], know: frozenset[str]) -> set[str]:
    """How the visit of a persona has to end."""
    if persona in may & know:
        return {"in"}
    if persona in STRANGERS:
        return {"sign-in"}
    return {"403", "404", "405", "409"} if persona in know else {"404"}


def wrong_pages(
    stage: Stage, status: str, know: frozenset[str], names: Iterable[str], people: Iterable[str]
) -> list[str]:
    """The pages about the idea that somebody gets who should not, or the other way round."""
    wrong = []
    for name in names:
        may = IDEA_PAGES[name].get.get(status, NONE)
        for persona in people if name != "idea" else stage.people:
            ended = stage.watched(persona, stage.address(name, IDEA_PAGES[name].of))
            if ended not in wanted(persona, may, know):
                wrong.append(f"{status} {name} {persona}: {ended}")
    return wrong


def may_do(verb: str, status: str) -> frozenset[str]:
    """Whom the hand-written row of a verb names in a status; handing in has a page of its own."""
    rows = ALLOWED[verb] if verb in ACTS else []
    may = frozenset(role for statuses, roles in rows if status in statuses for role in roles)
    return may | {"coordinator_elsewhere"} if may >= SIGNED_IN - {"coordinator_elsewhere"} else may


def wrong_verbs(
    stage: Stage,
    status: str,
    know: frozenset[str],
    *,
    whole: bool,
    post: bool,
    verbs: Iterable[str] = ALLOWED,
) -> list[str]:
    """The verbs that somebody is offered who should not be, or the other way round; allowed ones are not sent."""
    wrong = []
    for turn, verb in enumerate(sorted(verbs), ALL.index(status)):
        if turn % 2 != post and not whole:
            continue
        may = may_do(verb, status) if verb not in IN_PUBLIC or know == SIGNED_IN else NONE
        path = page("act", stage.idea.public_id, verb)
        for persona in visitors(stage, may & know, turn, whole, post):
            ended = stage.watched(persona, path, "post" if post else "get")
            if ended not in wanted(persona, may, know):
                wrong.append(f"{status} {verb} {'post' if post else 'get'} {persona}: {ended}")
    return wrong


def visitors(stage: Stage, may: frozenset[str], turn: int, whole: bool, post: bool) -> list[str]:
    """Who asks for a verb: whoever may, and everybody or in turn some who may not; who may does not send."""
    others = sorted(set(stage.people) - may)
    some = others if whole else [others[(turn + n * 8) % len(others)] for n in range(1 + post)]
    return some if post else sorted(may) + some


def wrong_methods(stage: Stage, status: str, know: frozenset[str]) -> list[str]:
    """Where a method that no page asks for is answered with more than a refusal, and HEAD says more than GET."""
    wrong = []
    addresses = {name: stage.address(name, row.of) for name, row in IDEA_PAGES.items()}
    verbs = {"follow": page("act", stage.idea.public_id, "follow")}
    for name, path in (addresses | verbs).items():
        for persona in stage.people:
            may = IDEA_PAGES[name].get.get(status, NONE) if name in addresses else may_do(name, status)
            for method in OTHER_METHODS:
                right = wanted(persona, may if method == "head" else NONE, know)
                ended = stage.watched(persona, path, method)
                if ended not in right | {"405"}:
                    wrong.append(f"{status} {name} {method} {persona}: {ended}")
    return wrong


def play(status: str, *, whole: bool, sights: Iterable[tuple[str, bool]] = SIGHTS) -> int:
    """All sights of an idea in a status; how many visits it took."""
    stage, wrong = stage_of(status), []
    for visibility, glanced in sights:
        stage.show_to(visibility, glanced=glanced)
        know = readers(status, visibility, glanced)
        with stage.watching():
            # whoever knows of it in any case gets the same pages in every sight: they try them in one
            people = set(stage.people) - (READS[status] if visibility == "everyone" and not whole else NONE)
            names = IDEA_PAGES if glanced or whole else ("idea",)
            wrong += wrong_pages(stage, status, know, names, [one for one in stage.people if one in people])
            if visibility == "handlers":
                wrong += wrong_verbs(stage, status, know, whole=whole, post=True)
            if visibility == "everyone" and (glanced or whole):
                wrong += wrong_verbs(stage, status, know, whole=whole and glanced, post=not glanced)
            if whole and visibility == "handlers" and status in BY_EVERY_METHOD:
                wrong += wrong_methods(stage, status, know)
    assert wrong + stage.faults == []
    return stage.cells


@pytest.mark.parametrize("status", ALL)
def test_idea_in_this_status_is_open_to_those_in_the_rows_alone(status: str):
    print(f"{status}: {play(status, whole=False)} cells")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_draft_takes_no_verb_of_later_steps(method: str):
    stage = stage_of("draft")
    for verb in ("conclude", "review", "decide"):
        ended = stage.watched("submitter", page("act", stage.idea.public_id, verb), method)
        assert ended in ("403", "404", "409"), verb
    assert stage.faults == []


@pytest.mark.usefixtures("statements_anew")
def test_a_loosened_rule_would_be_found(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(IdeaQuerySet, "_is_public", lambda rows: ~Q(status="draft"))
    stage = stage_of("in_review")
    stage.show_to("handlers")
    found = wrong_pages(stage, "in_review", READS["in_review"], ["idea"], [])
    assert "in_review idea employee: in" in found


def test_a_loosened_verb_would_be_found(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(transitions.TRANSITIONS, "route", transitions.TRANSITIONS["message"])
    found = wrong_verbs(
        stage_of("in_review"), "in_review", SIGNED_IN, whole=True, post=False, verbs=["route"]
    )
    assert "in_review route get cosubmitter: in" in found


@pytest.mark.proof
@pytest.mark.timeout(7200)
def test_every_cell_of_the_matrix(proved: Proved):
    cells, statuses = 0, [] if QUICK else ALL
    for status in statuses:
        with transaction.atomic():
            cells += play(status, whole=True)
            transaction.set_rollback(True)
    with transaction.atomic():
        cells += play_elsewhere(every=12 if QUICK else 1)
        transaction.set_rollback(True)
    assert QUICK or cells >= NEEDED
    addresses = len({place for _name, place in patterns(get_resolver())})
    personas, methods = len(ANYBODY), 2 + len(OTHER_METHODS)
    proved(
        "S1",
        f"{cells} cells: {addresses} addresses, {len(ALLOWED)} verbs, {methods} methods, {personas} personas, "
        f"{len(statuses)} statuses, {len(SIGHTS)} sights: 0 leaks",
    )


# Pages that are about no single idea


def methods_of(row: Row, *, whole: bool) -> Iterator[tuple[str, frozenset[str]]]:
    """By which methods a page is asked for, and who is let in by each."""
    yield from (("get", row.get), ("post", row.post))
    if whole:
        yield from ((method, row.get if method == "head" else NONE) for method in OTHER_METHODS)


def wrong_elsewhere(stage: Stage, *, whole: bool, every: int = 1) -> list[str]:
    """The pages about no single idea that somebody gets who should not, or the other way round."""
    named, wrong = addresses(stage.idea, stage.people), list[str]()
    with stage.watching():
        for name, row in list(PAGES.items())[::every]:
            path = page(name, *named_in(named, row.of))
            for (method, may), persona in product(methods_of(row, whole=whole), stage.people):
                if method == "post" and (persona in may or (persona in DOUBLES and not whole)):
                    continue
                ended = stage.watched(persona, path, method)
                right = {"in"} if persona in may else REFUSALS | {"sign-in"}
                if method == "head" and persona in may:
                    right = {"in", "405"}
                if ended not in right or (ended == "sign-in" and persona in SIGNED_IN):
                    wrong.append(f"{name} {method} {persona}: {ended}")
    return wrong


def play_elsewhere(every: int = 1) -> int:
    """Every page about no single idea by every method, and the library's; how many visits it took."""
    stage = stage_of("in_review")
    wrong = wrong_elsewhere(stage, whole=True, every=every)
    wrong += open_to_strangers(stage, ("get", *OTHER_METHODS)[: None if every == 1 else 1])
    assert wrong + stage.faults == []
    return stage.cells


def test_pages_about_no_single_idea_are_open_to_those_in_the_rows_alone():
    stage = stage_of("in_review")
    wrong = wrong_elsewhere(stage, whole=False)
    print(f"pages about no idea: {stage.cells} cells")
    assert wrong + stage.faults == []


def test_sending_is_possible_for_those_in_the_rows():
    stage = stage_of("in_review")
    named, wrong = addresses(stage.idea, stage.people), []
    for name, row in PAGES.items():
        for persona in sorted(row.post) if row.post != ANYBODY else ():  # codes may be tried a few times only
            if row.of in ("", "absence", "department", "rule", "topic") and not name.endswith("_end"):
                path = page(name, *named_in(named, row.of))
                answer = stage.visit(persona, path, "post")
                if answer.status_code not in (200, 302):
                    wrong.append(f"{name} {persona}: {answer.status_code}")
    assert wrong + stage.faults == []


# The rows are whole


def is_classified(name: str, place: str) -> bool:
    """Whether some row speaks of this address."""
    if name in PAGES or name in IDEA_PAGES or name in SWITCHES or name == "act":
        return True
    return name.startswith(THIRD_PARTY) or place.startswith(THIRD_PARTY_PLACES)


def test_every_address_has_a_row():
    assert [one for one in patterns(get_resolver()) if not is_classified(*one)] == []


def test_every_row_has_an_address():
    known = {name for name, _place in patterns(get_resolver())}
    assert {*PAGES, *IDEA_PAGES, *OF_ONESELF, *SWITCHES, "act"} - known == set()


def test_every_verb_of_a_page_has_a_row():
    assert set(ACTS) - set(ALLOWED) == set()


def test_every_persona_of_the_rows_is_on_the_stage():
    assert set(stage_of("in_review").people) == set(ANYBODY)


def open_to_strangers(stage: Stage, methods: Iterable[str]) -> list[str]:
    """The library's pages about oneself that are answered to somebody who is not signed in."""
    found = []
    for name, place in patterns(get_resolver()):
        if name.startswith(THIRD_PARTY) and name != "account_logout":
            path = page(name, *([1] if "<int" in place else []))
            for persona, method in product(sorted(STRANGERS), methods):
                ended = stage.watched(persona, path, method)
                if name in OF_ONESELF and ended not in ("sign-in", "405"):
                    found.append(f"{name} {method} {persona}: {ended}")
    return found


def test_pages_of_the_library_about_oneself_ask_for_a_sign_in():
    stage = stage_of("draft")
    assert open_to_strangers(stage, ["get"]) + stage.faults == []


def test_an_address_without_a_row_would_be_found():
    assert not is_classified("reviews_export", "ideas/reviews.csv")
