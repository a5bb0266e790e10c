"""Words that only some may read are looked for in all that everybody gets: pages, files, headers, letters, data."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from ideas import dossier, rules, transitions
from ideas.models import InPersonTask, Notice, OutgoingMail
from ideas.querysets import IdeaQuerySet
from tests.access.canaries import Planted, plant_everything
from tests.access.stage import browser_of, page

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

WORD = re.compile(r"[a-z_]+zq\d+x")
SEEKERS = (
    *("submitter", "colleague", "bystander", "manager", "employee", "admin", "observer", "decider"),
    *("coordinator1", "office1", "it_coordinator1", "expert1", "expert2", "expert3", "it_expert2"),
)
"""Who goes looking: authors, invited, outsiders, the office, and all who handle something."""
ALIKE = {"unsupport", "follow", "unfollow", "hand_in"}
"""Verbs whose pages show what that of `support` shows."""
ABOUT = ("report_comment", "remove_comment", "settle_report")
"""Verbs whose pages show one comment."""
OF_ONE_IDEA = ("receipt", "desk_idea", "talk", "talk_guide", "talk_messages", "appointment")
FOR_ALL = ("home", "ideas", "new", "desk", "desk_filed", "board", "inbox", "me", "privacy")
FOR_FEW = ("insights", "scheme", "persons", "absences", "routes", "mail")
TABLES = ("closure", "promise", "ageing", "pace", "knocks", "results")
OWN_DATA = ("inbox", "my_data")
"""What one was told or has written once stays one's own."""


@pytest.fixture(scope="module")
def all_planted(django_db_setup: None, django_db_blocker: Any) -> Iterator[Planted]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield plant_everything()
        transaction.set_rollback(True)


@pytest.fixture
def planted(all_planted: Planted, db: None) -> Planted:
    return all_planted


def words_in(answer: HttpResponse) -> set[str]:
    """The words in an answer, headers included."""
    body = answer.getvalue().decode(errors="replace")
    return set(WORD.findall(f"{body}\n{answer.headers}\n{answer.cookies}"))


def paths_for(planted: Planted, person: User) -> Iterator[str]:
    """Every page that a person could try, those of verbs as far as they are offered or show papers of their own."""
    yield from map(page, (*FOR_ALL, *FOR_FEW))
    yield from (page("insights_export", name) for name in TABLES)
    yield from (f"{page('board')}?status={status}" for status in ("triage", "clarification", "conversation"))
    yield f"{page('person', planted.cast.submitter.pk)}?since=1"
    yield from (page("tell_in_person", task.pk) for task in InPersonTask.objects.all())
    for idea in planted.ideas.values():
        yield page("idea", idea.public_id)
        yield from (page("file", idea.public_id, file.public_id) for file in idea.attachments.all())
        standing = rules.standing(person, idea)
        if standing.visible:
            offered = {*transitions.offered(idea, person, standing), "review", "decide", "agree"}
            yield from (page(name, idea.public_id) for name in OF_ONE_IDEA)
            yield from (page("act", idea.public_id, verb) for verb in sorted(offered - ALIKE))
            for comment in idea.comments.all():
                yield f"{page('idea', idea.public_id)}?comment={comment.public_id}"
                yield from (f"{page('act', idea.public_id, v)}?comment={comment.public_id}" for v in ABOUT)


def found_by(planted: Planted, person: User) -> dict[str, set[str]]:
    """What a person finds at each address that they try, their own data included."""
    browser, own = browser_of(person), map(page, OWN_DATA)
    return {path: words_in(browser.get(path)) for path in (*paths_for(planted, person), *own)}


def found_once(planted: Planted, person: User) -> dict[str, set[str]]:
    """The same, looked for once for all tests: nothing that is planted changes."""
    if person.pk not in planted.found:
        planted.found[person.pk] = found_by(planted, person)
    return planted.found[person.pk]


def leaks_on_pages(planted: Planted, name: str, person: User, found: dict[str, set[str]]) -> list[str]:
    """Where a person finds words that are not for them."""
    own = set(map(page, OWN_DATA))
    return [
        f"{name} reads {word} at {path}"
        for path, words in found.items()
        for word in words
        if person.pk not in (planted.told if path in own else planted.readers).get(word, {person.pk})
    ]


@pytest.mark.parametrize("name", SEEKERS)
def test_nobody_reads_on_a_page_what_is_not_for_them(planted: Planted, name: str):
    person = planted.people[name]
    leaks = leaks_on_pages(planted, name, person, found_once(planted, person))
    print(*leaks, sep="\n")
    assert leaks == []


def test_strangers_read_nothing(planted: Planted):
    gone = User.objects.get(pk=planted.cast.leaver.pk)
    for browser in (Client(), browser_of(gone)):
        for path in paths_for(planted, gone):
            assert words_in(browser.get(path)) & set(planted.readers) == set()


def test_every_word_is_found_by_somebody(planted: Planted):
    """Else the test looks where nothing is."""
    c, found = planted.cast, set()
    experts = (c.expert1, c.expert2, c.expert3, c.expert4)
    for person in (c.submitter, c.coordinator1, c.coordinator2, c.office1, *experts):
        found.update(*found_once(planted, person).values())
    missed = set(planted.readers) - found
    assert {word for word in missed if not word.startswith("refused")} == set()


def test_no_letter_tells_what_is_not_for_its_reader(planted: Planted):
    leaks = []
    rows: list[Any] = [
        *OutgoingMail.objects.exclude(to_user=None),
        *Notice.objects.all(),
        *InPersonTask.objects.all(),
    ]
    for row in rows:
        reader = getattr(row, "to_user_id", None) or row.user_id
        said = " ".join(
            str(getattr(row, part, "")) for part in ("subject", "text", "html", "headers", "attachments")
        )
        leaks += [
            f"{type(row).__name__} {row.kind} tells {reader} {word}"
            for word in set(WORD.findall(said))
            if reader not in planted.told.get(word, {reader})
        ]
    assert rows
    assert leaks == []


def test_no_subject_and_no_line_of_an_inbox_tells_reasons(planted: Planted):
    subjects = " ".join(OutgoingMail.objects.values_list("subject", flat=True))
    assert [w for w in WORD.findall(subjects) if not w.startswith(("title", "draft"))] == []


@pytest.mark.parametrize(
    "name", ["employee", "submitter", "manager", "admin", "it_coordinator1", "bystander"]
)
def test_search_finds_by_what_the_reader_may_read_alone(planted: Planted, name: str):
    person = planted.people[name]
    browser, wrong = browser_of(person), []
    mine = {one.public_id for word, one in planted.titles.items() if person.pk in planted.readers[word]}
    for word, readers in planted.readers.items():
        idea = planted.titles.get(word)
        right = {idea.public_id} if idea and person.pk in readers and idea.status != "draft" else set()
        shown = browser.get(page("ideas"), {"q": word}).content.decode()
        found = {one.public_id for one in planted.ideas.values() if f"/{one.public_id}/" in shown}
        alike = mine if idea else set()  # where no word fits, titles that are alike are found
        if not right <= found <= right | alike:
            wrong.append((word, found, right))
    assert wrong == []


def test_a_leak_on_a_page_would_be_found(planted: Planted, monkeypatch: pytest.MonkeyPatch):
    right = dossier.sheets_for
    monkeypatch.setattr(dossier, "sheets_for", lambda idea, s: [*right(idea, s), "notes"])
    monkeypatch.setattr("ideas.rules.is_handling", lambda s: True)
    sam = planted.cast.submitter
    leaks = leaks_on_pages(planted, "submitter", sam, found_by(planted, sam))
    assert any("reads note" in leak for leak in leaks)


@pytest.mark.usefixtures("statements_anew")
def test_a_leak_in_the_one_question_who_may_read_would_be_found(
    planted: Planted, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(IdeaQuerySet, "visible_to", lambda rows, user: rows)
    person = planted.cast.employee
    leaks = leaks_on_pages(planted, "employee", person, found_by(planted, person))
    assert any("reads title" in leak for leak in leaks)
