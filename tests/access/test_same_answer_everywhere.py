"""List, page, search, partials, export and mail agree with `visible_to`, whoever asks about whatever idea."""

import random
import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import User
from ideas import outbox, rules, search
from ideas.models import Idea, OutgoingMail
from ideas.querysets import IdeaQuerySet
from ideas.rules import Refused
from tests.access.stage import browser_of, page
from tests.book import QUICK
from tests.conftest import Proved
from tests.factories import Cast, make_idea, unique
from tests.journeys import Played, everything_played
from tests.post_office import PostOffice, open_post_office
from tests.test_transitions import ALL

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

PAIRS = 300
OPENED = 60
"""Of so many pairs the pages themselves are opened, too."""
SEED, WHOLE = 8, 2000
LINK = re.compile(r'href="/ideas/([a-z0-9]+)/')
TITLE = re.compile(r"Gate (\w+zq\d+x)")
LISTS = ("home", "desk", "desk_filed", "board", "new", "thanks")
"""Pages that name ideas of others beside the list: by title only those that may be read, others by number."""


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


def pairs(most: int = PAIRS) -> list[tuple[User, Idea]]:
    """Whoever with whatever, the same ones in every run."""
    people, ideas = list(User.objects.order_by("pk")), list(Idea.objects.order_by("pk"))
    everyone = [(person, idea) for person in people for idea in ideas]
    return random.Random(SEED).sample(everyone, min(most, len(everyone)))


def more_ideas(cast: Cast) -> None:
    """Of six people for two departments in every status, so that there are pairs enough and no expert too many."""
    for department, submitters in (
        (cast.logistics, (cast.it_expert1, cast.bystander, cast.employee)),
        (cast.it, (cast.colleague, cast.expert1, cast.expert4)),
    ):
        for submitter, status in product(submitters, ALL):
            make_idea(cast, status, submitter=submitter, department=department)
    some_narrowed()


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


# All roads, of the pages themselves ------------------------------------------------------------------------------


class Roads:
    """What one person gets: the whole list, the pages that name ideas, and their own data."""

    def __init__(self, person: User) -> None:
        self.person, self.browser = person, browser_of(person)
        self.seen = set(Idea.objects.visible_to(person).values_list("public_id", flat=True))
        self.listed = self._whole_list()
        self.named = {name: self._titled(page(name)) for name in LISTS}

    def _page(self, path: str) -> str:
        return str(self.browser.get(path, follow=True).content.decode())

    def _titled(self, path: str) -> set[str]:
        """The ideas whose titles stand on a page, by public id."""
        titles = {f"Gate {word}" for word in TITLE.findall(self._page(path))}
        return set(Idea.objects.filter(title__in=titles).values_list("public_id", flat=True))

    def _whole_list(self) -> set[str]:
        found, path = set(), page("ideas")
        while path:
            text = self._page(path)
            found |= set(LINK.findall(text))
            further = re.search(r'href="([^"]*after=[^"]*)"', text)
            path = page("ideas") + further[1].replace("&amp;", "&") if further else ""
        return found

    def exported(self) -> set[str]:
        """The ideas that stand in their own data as theirs, by public id."""
        answer = self.browser.get(page("my_data"))
        if answer.status_code != 200:
            return set()
        told = answer.json()
        numbers = {row["number"] for row in told["ideas"]} - {None}
        numbers |= {row["idea__number"] for row in told["joint_ideas"]}
        return set(Idea.objects.filter(number__in=numbers).values_list("public_id", flat=True))

    def wrong(self) -> list[str]:
        """Lists and data that name what this person may not read, and what may be read and is not listed."""
        handed_in = Idea.objects.exclude(status="draft").values_list("public_id", flat=True)
        found = {"list": self.listed ^ (self.seen & set(handed_in)), "own data": self.exported() - self.seen}
        found |= {name: ids - self.seen for name, ids in self.named.items()}
        known = set(Idea.objects.values_list("public_id", flat=True))
        return [f"{self.person} {road} {ids & known}" for road, ids in found.items() if ids & known]

    def differences(self, idea: Idea) -> Iterator[str]:
        """Page, partial and search of one idea."""
        seen, word = idea.public_id in self.seen, idea.title.removeprefix("Gate ")
        opened = self.browser.get(page("idea", idea.public_id))
        answers = {
            "page": opened.status_code == 200 or (opened.status_code == 302 and self.person.is_active),
            "partial": self.browser.get(page("mentionable", idea.public_id)).status_code == 200,
        }
        if idea.status != "draft":
            answers["search"] = idea.public_id in LINK.findall(self._page(f"{page('ideas')}?q={word}"))
        yield from (f"{self.person} {idea.pk} {road}" for road, said in answers.items() if said != seen)


def mailed(office: PostOffice, found: list[tuple[User, Idea]]) -> list[str]:
    """Posts everybody of the pairs a mail about the idea; which ones arrived, or did not, against the question."""
    OutgoingMail.objects.all().delete()
    rows = [
        outbox.letter(to_user=who, subject="News", text="x", kind="news", dedupe_key=f"pair {n}", idea=idea)
        for n, (who, idea) in enumerate(found)
    ]
    outbox.post_many(rows)
    while outbox.deliver_due():
        pass
    arrived = {one.message_id for one in office.received}
    wrong = []
    for mail in OutgoingMail.objects.select_related("idea", "to_user"):
        seen = Idea.objects.visible_to(mail.to_user).filter(pk=mail.idea_id).exists()
        if (outbox.envelope.message_id(mail) in arrived) != seen:
            wrong.append(f"{mail.to_user} {mail.idea_id} mail")
    return wrong


@pytest.fixture
def office(settings: Any) -> Iterator[PostOffice]:
    """A real SMTP server, to which the outbox is pointed."""
    with open_post_office() as office:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
        yield office


@pytest.mark.usefixtures("statements_anew")
def test_a_list_and_a_mail_of_their_own_would_be_found(
    played: Played, office: PostOffice, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("ideas.outbox.delivery._may_see", lambda _user, _mail: True)
    assert mailed(office, pairs()[:30]) != []
    monkeypatch.setattr(IdeaQuerySet, "handed_in", lambda rows: rows.model.objects.all())
    assert any(" list " in one for one in Roads(played.cast.employee).wrong())


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_every_road_of_2000_pairs_says_the_same(played: Played, office: PostOffice, proved: Proved):
    if not QUICK:
        more_ideas(played.cast)
    found = pairs(WHOLE)
    if QUICK:
        some = list(dict.fromkeys(person.pk for person, _idea in found))[:6]
        found = [pair for pair in found if pair[0].pk in some][:60]
    assert QUICK or len(found) == WHOLE
    roads = {person.pk: Roads(person) for person, _idea in found}
    assert [one for road in roads.values() for one in road.wrong()] == []
    assert sum(len(ids) for road in roads.values() for ids in road.named.values()) > len(LISTS)
    assert [one for person, idea in found for one in roads[person.pk].differences(idea)] == []
    assert mailed(office, [(person, idea) for person, idea in found if idea.status != "draft"]) == []
    seen = sum(idea.public_id in roads[person.pk].seen for person, idea in found)
    assert len(found) // 10 < seen < len(found)
    proved(
        "S4",
        f"{len(found)} pairs of person and idea (seed {SEED}), {seen} of which may be read: list, {len(LISTS)} other "
        "lists, page, search, partial, own data and mail: 0 differences",
    )
