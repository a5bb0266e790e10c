"""Words that only some may read are looked for in all that everybody gets: pages, files, headers, exports, calendars,
letters, errors; and in the log.

`make test` looks that every secret field holds its word, and asks a few people at a sample of addresses; `make proof`
asks everybody everywhere, once more with every idea narrowed and once with every idea opened.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from ideas import clock, dossier, rules, sweep
from ideas.models import Idea, OutgoingMail
from ideas.querysets import IdeaQuerySet
from tests import book
from tests.access import fields
from tests.access.canaries import Planted
from tests.access.canaries_beside import plant_all
from tests.access.fields import NOBODY, UNUSED, Place
from tests.access.seeking import (
    SEEKERS,
    STRANGERS,
    WORD,
    Ear,
    Party,
    Visit,
    leaks_in_letters,
    listening,
    shown_to,
    words_in,
    words_of,
)
from tests.access.stage import page
from tests.conftest import Proved

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]

SOME = ("employee", "expert2", "admin")
EVERY = 5
"""Every so manieth address is opened in short forms, and every so manieth page of a verb that is not offered; each
person begins with another one."""
WIDE = 16
"""Of so many verbs one is sent by each to an idea, in the proof; others to the next idea, and by the next person."""
BECOMES = {"Proposal": "Decision", "Slot": "Appointment", "UserSession": "Session"}
"""What is proposed is written down once more where it is agreed."""
LATER = (1, 8, 40)
"""Days after which it is asked what was sent meanwhile."""


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: Any) -> Iterator[Party]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield Party.of(plant_all())
        transaction.set_rollback(True)


@pytest.fixture
def party(stage: Party, db: None) -> Party:
    return stage


@pytest.fixture
def planted(party: Party) -> Planted:
    return party.planted


# the stage


def filled() -> dict[Place, dict[Any, str]]:
    """What stands in every secret field of every row, by place and row; nothing of what is empty."""
    found = {}
    for place in fields.secrets():
        rows = apps.get_model(*place[:2])._base_manager.values_list("pk", place[2])
        found[place] = {pk: str(said).lower() for pk, said in rows if said}
    return found


def homes(planted: Planted) -> dict[str, set[tuple[Place, Any]]]:
    """Where each word stands: in the field that is its own, or, if there is none, in those that repeat others'."""
    own, repeated = (dict[str, set[tuple[Place, Any]]]() for _n in range(2))
    for place, rows in filled().items():
        found = repeated if fields.secrets()[place].copies else own
        for pk, said in rows.items():
            for word in WORD.findall(said):
                found.setdefault(word, set()).add((place, pk))
    return {word: own.get(word) or repeated.get(word, set()) for word in planted.readers}


def test_every_secret_field_of_every_row_holds_a_word(planted: Planted):
    bare = list[Any]()
    for place, rows in filled().items():
        words = [set(WORD.findall(said)) & planted.readers.keys() for said in rows.values()]
        if not any(words) or not (fields.secrets()[place].copies or all(words)):
            bare.append((*place, [said for said, word in zip(rows.values(), words, strict=True) if not word]))
    print(*bare, sep="\n")
    assert bare == [], "Let tests/access/canaries.py or canaries_beside.py plant a word in each of these."


def test_every_word_stands_in_one_field_of_one_row(planted: Planted):
    found = homes(planted)
    own = {place for place, row in fields.secrets().items() if not row.copies}
    shared = {
        word: where
        for word, where in found.items()
        if {place for place, _pk in where} <= own
        and len({BECOMES.get(place[1], place[1]) for place, _pk in where}) != len(where) - twice(where)
    }
    assert shared == {}
    assert [word[:9] for word, where in found.items() if not where] == ["lyingfile"]  # in the bytes of a file


def twice(where: set[tuple[Place, Any]]) -> int:
    """How often a word was written down once more where it was agreed."""
    return sum(place[1] in BECOMES for place, _pk in where) if len(where) > 1 else 0


def test_nobody_may_read_what_the_table_forbids(planted: Planted):
    names = {user.pk: name for name, user in planted.cast.people.items()}
    wrong = [
        (word, place, names[pk])
        for word, where in homes(planted).items()
        for place, _row in where
        for pk in planted.readers.get(word, ())
        if names[pk] in fields.secrets()[place].never
    ]
    print(*wrong, sep="\n")
    assert wrong == []


def test_tables_said_to_be_unused_are_written_by_nobody(planted: Planted):
    unused = {place[:2] for place, row in fields.rows().items() if row is UNUSED}
    assert len(unused) >= 4
    assert [name for name in unused if apps.get_model(*name)._base_manager.exists()] == []


# the search


def everywhere(party: Party, name: str) -> Iterator[Visit]:
    """All that somebody can open, and verbs that are not offered to them here and there."""
    ideas = party.planted.ideas.values()
    about = (party.about(name, idea) for idea in ideas)
    return chain(party.general(name), *about, party.of_verbs(name, EVERY))


def sample(party: Party, names: Iterable[str]) -> list[str]:
    """What a few people find at some of the addresses."""
    found = list[str]()
    for n, name in enumerate(names):
        found += party.leaks(name, iter(list(everywhere(party, name))[n::EVERY]), party.planted.readers)
    return found


def test_nobody_reads_what_is_not_for_them(party: Party):
    assert sample(party, SOME) == []
    assert len(party.seen) > 50


def test_line_manager_who_is_an_expert_too_reads_no_proposal_about_their_people(planted: Planted):
    idea, cast = planted.ideas["proposed"], planted.cast
    seen = {
        one: Idea.objects.visible_to(one).filter(pk=idea.pk).exists() for one in (cast.manager, cast.expert4)
    }
    assert cast.manager.reviews_for == cast.expert4.reviews_for == [idea.department_id]
    assert seen == {cast.manager: False, cast.expert4: True}


def test_strangers_read_nothing(party: Party):
    assert sample(party, STRANGERS) == []


def test_no_letter_tells_what_is_not_for_its_reader(planted: Planted):
    found, n = leaks_in_letters(planted)
    assert n > 300
    assert found == []


def test_no_subject_tells_what_anybody_wrote(planted: Planted):
    subjects = " ".join(OutgoingMail.objects.values_list("subject", flat=True))
    assert len(subjects) > 1000
    assert words_of(subjects) & planted.readers.keys() == set()


def wrongly_found(party: Party, name: str, every: int = 1) -> list[Any]:
    """Words by which somebody finds ideas where they may not read these words, or does not find what they may; tried
    with all words of titles and texts, and every so manieth other."""
    planted, person, wrong = party.planted, party.planted.people[name], []
    mine = {one.public_id for word, one in planted.titles.items() if person.pk in planted.readers[word]}
    others = [word for word in planted.readers if word not in planted.titles][::every]
    for word in (*planted.titles, *others):
        idea, readers = planted.titles.get(word), planted.readers[word]
        right = {idea.public_id} if idea and person.pk in readers and idea.status != "draft" else set()
        party.answers += 1
        shown = party.browsers[name].get(page("ideas"), {"q": word}).content.decode()
        found = {one.public_id for one in planted.ideas.values() if f"/{one.public_id}/" in shown}
        alike = mine if idea else set()  # where no word fits, titles that are alike are found
        if not right <= found <= right | alike:
            wrong.append((word, found, right))
    return wrong


def test_search_finds_by_what_the_reader_may_read_alone(party: Party):
    assert wrongly_found(party, "employee", EVERY) == []


# what breaks


def broken_pages(party: Party, patch: pytest.MonkeyPatch, names: Iterable[str]) -> tuple[list[int], set[str]]:
    """Answers while every page about an idea breaks over words that the database repeats: their kinds, and the words
    in them."""

    def broken(_user: Any, public_id: str) -> Idea:
        idea = Idea.objects.get(public_id=public_id)
        raise IntegrityError(f"DETAIL: Failing row contains ({idea.title}, {idea.text}).")

    kinds, found = list[int](), set[str]()
    with patch.context() as patched:
        patched.setattr(rules, "access_idea", broken)
        for name in names:
            for idea in party.planted.ideas.values():
                answer = party.ask(name, Visit(page("idea", idea.public_id)))
                kinds.append(answer.status_code)
                found |= words_in(answer) & party.planted.readers.keys()
    return kinds, found


def test_neither_page_nor_log_of_a_fault_tells_words(party: Party, monkeypatch: pytest.MonkeyPatch):
    with listening(party.planted) as ear:
        kinds, found = broken_pages(party, monkeypatch, ["coordinator1"])
        assert sample(party, ["expert1"]) == []
        assert party.refused("employee", party.planted.readers, every=40) == []
    assert (set(kinds), found) == ({500}, set())
    assert ear.lines > len(kinds)
    assert ear.heard == set()


# leaks that are planted


def only_ideas(party: Party) -> Iterator[Visit]:
    return (Visit(page("idea", idea.public_id)) for idea in party.planted.ideas.values())


def test_a_leak_on_a_page_would_be_found(party: Party, monkeypatch: pytest.MonkeyPatch):
    right = dossier.sheets_for
    monkeypatch.setattr(dossier, "sheets_for", lambda idea, s: [*right(idea, s), "notes"])
    monkeypatch.setattr("ideas.rules.is_handling", lambda s: True)
    leaks = party.leaks("submitter", only_ideas(party), party.planted.readers)
    assert any(" note" in leak for leak in leaks)


@pytest.mark.usefixtures("statements_anew")
def test_a_leak_in_the_one_question_who_may_read_would_be_found(
    party: Party, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(IdeaQuerySet, "visible_to", lambda rows, user: rows)
    leaks = party.leaks("employee", iter([Visit(page("ideas"))]), party.planted.readers)
    assert any(" title" in leak for leak in leaks)


def test_a_leak_in_letters_and_in_the_log_would_be_found(planted: Planted):
    word = next(word for word in planted.readers if word.startswith("internal"))
    mail = OutgoingMail.objects.filter(to_user=planted.cast.submitter).first()
    OutgoingMail.objects.filter(pk=mail.pk).update(headers={"X-Why": word})
    found, _n = leaks_in_letters(planted)
    assert [line.split()[-1] for line in found] == [word]
    with listening(planted) as ear:
        sweep.log.warning("told: %s", word)
    assert len(ear.heard) == 1


# the proof


def asked(party: Party, ear: Ear, names: Iterable[str]) -> list[str]:
    """All that these people find anywhere, in each visibility."""
    found = list[str]()
    for name in names:
        found += party.leaks(name, everywhere(party, name), party.planted.readers)
        found += party.refused(name, party.planted.readers, WIDE)
        found += [f"{name} finds by {one}" for one in wrongly_found(party, name)] if name in SEARCHING else []
        print(name, party.answers, ear.lines, len(found), flush=True)
    for visibility in ("handlers", "everyone"):
        with transaction.atomic():
            other, readers = shown_to(party.planted, visibility)
            for name in (one for one in names if one not in DOUBLES):
                about = [party.about(name, party.planted.ideas[one]) for one in other]
                lists = (Visit(page(one)) for one in ("home", "ideas", "desk", "board", "thanks"))
                found += [
                    f"{visibility}: {leak}" for leak in party.leaks(name, chain(lists, *about), readers)
                ]
            print(visibility, len(other), party.answers, len(found), flush=True)
            transaction.set_rollback(True)
    return found


SEARCHING = ("employee", "manager", "admin")
"""Whose searches are tried with every word."""
DOUBLES = ("coordinator2", "office1", "expert2", "expert4")
"""Who is to ideas what somebody else is, too: they look at those that are planted, and not once more at others."""


def told_later(planted: Planted) -> tuple[list[str], int]:
    """What letters tell that should not, those of the next weeks included."""
    with transaction.atomic():
        for days in LATER:
            with clock.at(clock.now() + timedelta(days=days)):
                sweep.run()
        found = leaks_in_letters(planted)
        transaction.set_rollback(True)
    return found


def unfound(party: Party) -> set[Place]:
    """Fields of whose readable words nobody found one: they were looked for where nothing is."""
    nobodys = {place for place, row in fields.secrets().items() if row is NOBODY}
    at = {word: {place for place, _pk in where} for word, where in homes(party.planted).items()}
    readable = (at[word] for word, readers in party.planted.readers.items() if readers)
    return set[Place]().union(*readable).difference(nobodys, *(at[word] for word in party.seen & at.keys()))


@pytest.mark.proof
@pytest.mark.timeout(4 * 3600)
def test_everybody_everywhere(party: Party, monkeypatch: pytest.MonkeyPatch, proved: Proved):
    planted, places = party.planted, filled()
    names = ("submitter", "manager") if book.QUICK else SEEKERS
    with listening(planted) as ear:
        leaks = sample(party, names) if book.QUICK else asked(party, ear, names)
        kinds, told = broken_pages(party, monkeypatch, names)
        wrong, letters = leaks_in_letters(planted) if book.QUICK else told_later(planted)
    assert leaks == []
    assert wrong == []
    assert (set(kinds) - {302}, told) == ({500}, set())
    assert ear.heard == set()
    assert book.QUICK or unfound(party) == set()
    rows = len({(*place[:2], pk) for place, found in places.items() for pk in found})
    proved(
        "S2",
        f"{len(planted.readers)} words in {rows:,} objects, {len(places)} fields of "
        f"{len({place[:2] for place in places})} models, {len(planted.ideas)} ideas in "
        f"{len({idea.status for idea in planted.ideas.values()})} statuses"
        f"{'' if book.QUICK else ' and both visibilities'}; {len(names)} personas, {party.answers:,} answers, "
        f"{letters:,} mails, notices and slips, {ear.lines:,} log lines: "
        f"{len(leaks) + len(wrong) + len(told) + len(ear.heard)} hits",
    )
