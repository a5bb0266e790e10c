"""Every page and verb x method x persona x status x visibility: whoever the rows do not name is refused.

A refusal is 404 for what the persona may not know of, else 403, 405 or 409; strangers are sent to sign in. Nothing
that is only looked at, and nothing that is refused, changes a row; the headers of every answer are looked at.
"""

import os
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from accounts import feeds, people
from accounts.models import Absence, Membership, Topic
from ideas import clock, files
from ideas.letters.news import News, off_address
from ideas.models import InPersonTask, Notice, RoutingRule, SweepRun
from ideas.views.act_table import ACTS
from tests.access.rows import (
    ANYBODY,
    IDEA_PAGES,
    NONE,
    OF_ONESELF,
    PAGES,
    PRIVATE,
    READS,
    SIGNED_IN,
    SWITCHES,
    THIRD_PARTY,
    THIRD_PARTY_PLACES,
)
from tests.access.stage import Stage, page, stage_of
from tests.test_transitions import ALL, ALLOWED
from tests.uploads import photograph, sent

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

STRANGERS = ("nobody", "leaver")
DOUBLES = {"other_expert", "other_coordinator", "offered", "invited", "cosubmitter", "manager", "decider"}
"""To pages that are about no idea they are what others are, too; they look, and need not send."""
IN_PUBLIC = {"comment", "report_comment", "remove_comment", "settle_report"}
"""Verbs of the discussion, which there is of ideas that everybody may read."""
REFUSALS = {"404", "403", "405"}
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


def wrong_verbs(stage: Stage, status: str, know: frozenset[str], whole: bool, post: bool) -> list[str]:
    """The verbs that somebody is offered who should not be, or the other way round; allowed ones are not sent."""
    wrong = []
    for turn, verb in enumerate(sorted(ALLOWED), ALL.index(status)):
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


def play(status: str, *, whole: bool) -> int:
    """All sights of an idea in a status; how many visits it took."""
    stage, wrong = stage_of(status), []
    for visibility, glanced in SIGHTS:
        stage.show_to(visibility, glanced=glanced)
        know = readers(status, visibility, glanced)
        with stage.watching():
            # whoever knows of it in any case gets the same pages in every sight: they try them in one
            people = set(stage.people) - (READS[status] if visibility == "everyone" and not whole else NONE)
            names = IDEA_PAGES if glanced or whole else ("idea",)
            wrong += wrong_pages(stage, status, know, names, [one for one in stage.people if one in people])
            if visibility == "handlers" or whole:
                wrong += wrong_verbs(stage, status, know, whole, post=True)
            if visibility == "everyone" and (glanced or whole):
                wrong += wrong_verbs(stage, status, know, whole, post=not glanced)
    assert wrong + stage.faults == []
    return stage.cells


@pytest.mark.parametrize("status", ALL)
def test_idea_in_this_status_is_open_to_those_in_the_rows_alone(status: str):
    print(f"{status}: {play(status, whole=False)} cells")


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_every_cell_of_the_matrix():
    cells, statuses = 0, ALL[2:3] if os.environ.get("QUICK") == "1" else ALL
    for status in statuses:
        with transaction.atomic():
            cells += play(status, whole=True)
            transaction.set_rollback(True)
    print(f"{cells} cells")
    assert cells >= 900 * len(statuses)


# Pages that are about no single idea


def addresses(stage: Stage) -> dict[str, Any]:
    """What the addresses of the rows name."""
    submitter, admin = stage.people["submitter"], stage.people["admin"]
    logistics, today = stage.idea.department, clock.today()
    task = InPersonTask.objects.create(
        user=submitter, idea=stage.idea, coordinator=stage.people["coordinator"], text="Tell Sam."
    )
    day = today + timedelta(days=3)
    absence = Absence.objects.create(user=submitter, first_day=day, last_day=day)
    invited = people.invite(email="new@example.com", name="Nia New", invited_by=admin, department=logistics)
    rule = RoutingRule.objects.create(position=1, words=["gate"], department=logistics)
    SweepRun.objects.create(name="sweep", finished_at=clock.now())
    return {
        "task": task.pk,
        "notice": Notice.objects.filter(user=submitter).latest("pk").pk,
        "absence": absence.pk,
        "department": logistics.pk,
        "member": Membership.objects.filter(department=logistics).latest("pk").pk,
        "person": stage.people["employee"].pk,
        "gone": stage.people["leaver"].pk,
        "invitation": invited.invitation.pk,
        "token": invited.secret,
        "rule": rule.pk,
        "topic": Topic.objects.latest("pk").pk,
        "table": "closure",
        "portrait": portrait_of(stage.people["employee"]),
        "mail_off": off_address(stage.people["employee"], News.FOLLOWED).rsplit("/", 2)[1],
        "feed": feeds.make_feed(stage.people["employee"]),
        "sample_mail": ("receipt", "en"),
    }


def portrait_of(person: Any) -> tuple[int, str]:
    """Gives somebody a picture; what its address names."""
    people.set_portrait(person, files.kept_portrait(files.portrait(sent(photograph()))))
    return person.pk, files.portrait_token(person)


def named_in(named: dict[str, Any], of: str) -> tuple[Any, ...]:
    """What an address names beside its page."""
    thing = named.get(of, ())
    return thing if isinstance(thing, tuple) else (thing,)


def test_pages_about_no_single_idea_are_open_to_those_in_the_rows_alone():
    stage = stage_of("in_review")
    named, wrong = addresses(stage), list[str]()
    with stage.watching():
        for name, row in PAGES.items():
            path = page(name, *named_in(named, row.of))
            for persona in stage.people:
                for method, may in (("get", row.get), ("post", row.post)):
                    if method == "post" and (persona in may or persona in DOUBLES):
                        continue
                    ended = stage.watched(persona, path, method)
                    right = {"in"} if persona in may else REFUSALS | {"sign-in"}
                    if ended not in right or (ended == "sign-in" and persona in SIGNED_IN):
                        wrong.append(f"{name} {method} {persona}: {ended}")
    print(f"pages about no idea: {stage.cells} cells")
    assert wrong + stage.faults == []


def test_sending_is_possible_for_those_in_the_rows():
    stage = stage_of("in_review")
    named, wrong = addresses(stage), []
    for name, row in PAGES.items():
        for persona in sorted(row.post) if row.post != ANYBODY else ():  # codes may be tried a few times only
            if row.of in ("", "absence", "department", "rule", "topic") and not name.endswith("_end"):
                path = page(name, *named_in(named, row.of))
                answer = stage.visit(persona, path, "post")
                if answer.status_code not in (200, 302):
                    wrong.append(f"{name} {persona}: {answer.status_code}")
    assert wrong + stage.faults == []


# The rows are whole


def patterns(resolver: Any, before: str = "") -> list[tuple[str, str]]:
    """Name and address of everything that the resolver knows."""
    found = []
    for one in resolver.url_patterns:
        place = before + str(one.pattern)
        if isinstance(one, URLResolver):
            found += patterns(one, place)
        elif isinstance(one, URLPattern):
            found.append((one.name or "", place))
    return found


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


def test_pages_of_the_library_about_oneself_ask_for_a_sign_in():
    stage, open_ = stage_of("draft"), set()
    for name, place in patterns(get_resolver()):
        if name.startswith(THIRD_PARTY) and name not in ("account_logout",):
            path = page(name, *([1] if "<int" in place else []))
            for persona in STRANGERS:
                if stage.watched(persona, path) != "sign-in":
                    open_.add(name)
    assert open_ & OF_ONESELF == set()
    assert stage.faults == []
