"""List, page, search and file agree with `visible_to`, whoever asks about whatever idea."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import User
from ideas import rules, search
from ideas.models import Idea
from ideas.querysets import IdeaQuerySet
from ideas.rules import Refused
from tests.access.stage import browser_of, page
from tests.factories import unique
from tests.journeys import Played, everything_played

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

PAIRS = 300
OPENED = 60
"""Of so many pairs the pages themselves are opened, too."""


@pytest.fixture(scope="module")
def everything(django_db_setup: None, django_db_blocker: Any) -> Iterator[Played]:
    with django_db_blocker.unblock(), transaction.atomic():
        with everything_played(django_db_blocker) as played:
            some_narrowed()
            yield played
        transaction.set_rollback(True)


@pytest.fixture
def played(everything: Played, db: None) -> Played:
    return everything


def some_narrowed() -> None:
    """Every second idea is for its handlers alone, one has not been glanced at, and each has a word of its own."""
    ids = list(Idea.objects.order_by("pk").values_list("pk", flat=True))
    Idea.objects.filter(pk__in=ids[::2]).update(visibility="handlers")
    Idea.objects.filter(pk=ids[1]).update(glanced_at=None, glanced_by=None)
    for pk in ids:
        Idea.objects.filter(pk=pk).update(title=f"Gate {unique('title')}")


def pairs() -> list[tuple[User, Idea]]:
    """Whoever with whatever, the same ones in every run."""
    people, ideas = list(User.objects.order_by("pk")), list(Idea.objects.order_by("pk"))
    everyone = [(person, idea) for person in people for idea in ideas]
    return random.Random(8).sample(everyone, min(PAIRS, len(everyone)))


def can_open(person: User, idea: Idea) -> bool:
    """Whether the one road leads to it."""
    try:
        return rules.access_idea(person, idea.public_id).pk == idea.pk
    except Refused as refusal:
        return refusal.kind != "unseen"


def differences(found: list[tuple[User, Idea]]) -> list[str]:
    """Where one road says something else than another."""
    different = []
    for person, idea in found:
        seen = Idea.objects.visible_to(person).filter(pk=idea.pk).exists()
        answers = {
            "page": can_open(person, idea),
            "standing": rules.standing(person, idea).visible,
            "list": Idea.objects.visible_to(person).mark_readable(person).filter(pk=idea.pk).exists(),
            "mark": Idea.objects.mark_readable(person).get(pk=idea.pk).readable if person.is_active else seen,
        }
        if idea.status != "draft":
            words = idea.title.removeprefix("Gate ")
            answers["search"] = (
                search.find(Idea.objects.visible_to(person), words).filter(pk=idea.pk).exists()
            )
        different += [f"{person} {idea.pk} {road}" for road, said in answers.items() if bool(said) != seen]
    return different


def test_every_road_to_an_idea_says_the_same(played: Played):
    found = pairs()
    seen = [Idea.objects.visible_to(person).filter(pk=idea.pk).exists() for person, idea in found]
    assert len(found) >= 200
    assert 20 < sum(seen) < len(found) - 20
    assert differences(found) == []


def opened_differences(found: list[tuple[User, Idea]]) -> list[str]:
    """The same, asked of the pages."""
    browsers: dict[int, Client] = {}
    different = []
    for person, idea in found:
        browser = browsers.setdefault(person.pk, browser_of(person))
        seen = Idea.objects.visible_to(person).filter(pk=idea.pk).exists()
        link = f"/ideas/{idea.public_id}/"
        listed = link in browser.get(page("ideas")).content.decode()
        word = idea.title.removeprefix("Gate ")
        searched = link in browser.get(page("ideas"), {"q": word}).content.decode()
        opened = browser.get(link).status_code in (200, 302) and person.is_active
        answers = {"page": opened}
        if idea.status != "draft":
            answers |= {"list": listed, "search": searched}
        different += [f"{person} {idea.pk} {road}" for road, said in answers.items() if bool(said) != seen]
    return different


def test_pages_say_what_the_question_says(played: Played):
    assert opened_differences(pairs()[:OPENED]) == []


@pytest.mark.usefixtures("statements_anew")
def test_a_road_of_its_own_would_be_found(played: Played, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(IdeaQuerySet, "_is_public", lambda rows: rows._is_handled_by(played.cast.admin))
    monkeypatch.setattr(rules, "access_idea", lambda user, public_id: Idea.objects.get(public_id=public_id))
    assert differences(pairs()[:30]) != []
