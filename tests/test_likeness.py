"""Ideas that speak of the same."""

import pytest

from accounts.models import User
from ideas import likeness, statements, workflow
from ideas.models import Idea
from ideas.models.idea import SHELF
from tests.factories import Cast, make_cast, make_draft
from tests.factories import idea_saying as an_idea

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_similar_ideas_come_most_alike_first_with_outcome_and_reason(cast, django_assert_max_num_queries):
    an_idea(cast, "Fahrradständer überdachen", "Am Werkstor stehen die Fahrräder im Regen.")
    idea = an_idea(cast, "Regenschutz", "Die Fahrräder stehen im Regen, ein Dach fehlt.", status="closed")
    an_idea(cast, "Kantine", "Das Essen ist kalt.")
    with django_assert_max_num_queries(5):
        alike = likeness.similar(cast.submitter, "Unsere Fahrräder stehen bei Regen ohne Dach da: Fahrräder!")
        assert {one.title for one in alike} == {"Fahrradständer überdachen", "Regenschutz"}
        told = next(one for one in alike if one == idea)
        assert (told.outcome, told.decision.reason_code) == ("declined", "too_costly")


def test_copies_are_found_however_old_they_are(cast, monkeypatch):
    old = an_idea(cast, "Fahrräder im Regen", "Ein Dach für Fahrräder")
    an_idea(cast, "Licht")
    Idea.objects.filter(title="Licht").update(number=3 * SHELF)
    assert likeness.similar(cast.submitter, "Dach über Fahrräder bei Regen") == [old]
    assert likeness.similar(cast.submitter, "Dach und Zaun bei Regen für Fahrräder") == []
    Idea.objects.filter(title="Licht").update(number=2 * SHELF - 1)
    assert likeness.similar(cast.submitter, "Dach und Zaun bei Regen für Fahrräder") == [old]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Żółty rower stoi na deszczu", "Czemu rower żółty na deszczu?"),
        ("Велосипеды стоят под дождём", "Велосипеды мокнут под дождём"),
        ("L'œuvre d'été est près du vélo", "Le vélo près d'une œuvre"),
    ],
)
def test_words_of_any_script_are_found_on_their_shelf(cast, text, asked):
    idea = an_idea(cast, text)
    assert likeness.similar(cast.submitter, asked) == [idea]


def test_so_many_matches_are_asked_who_may_read_them(cast, monkeypatch):
    ideas = {an_idea(cast, f"Fahrräder im Regen {word}") for word in ("eins", "zwei", "drei")}
    assert set(likeness.similar(cast.submitter, "Fahrräder Regen")) == ideas
    monkeypatch.setattr(likeness, "SEEN", 2)
    statements.forget()
    assert len(likeness.similar(cast.submitter, "Fahrräder Regen")) == 2
    statements.forget()


def test_similar_leaves_out_what_it_is_told_to(cast):
    idea = an_idea(cast, "Fahrräder im Regen")
    assert likeness.similar(cast.submitter, idea.title) == [idea]
    assert likeness.similar(cast.submitter, idea.title, exclude=idea) == []
    assert likeness.similar(cast.submitter, idea.title, exclude=idea.pk) == []


def test_similar_shows_what_the_person_may_read_alone(cast):
    an_idea(cast, "Fahrräder im Regen", visibility="handlers")
    unseen = an_idea(cast, "Fahrräder im Schnee", glanced=False)
    withdrawn = an_idea(cast, "Fahrräder im Wind", status="withdrawn")
    make_draft(cast.colleague, title="Fahrräder im Eis", text="x")
    assert likeness.similar(cast.bystander, "Fahrräder überall") == []
    workflow.glance(unseen, Idea.objects.get(pk=unseen.pk).owner)
    assert likeness.similar(cast.bystander, "Fahrräder überall") == [unseen]
    assert withdrawn in likeness.similar(cast.submitter, "Fahrräder überall")


@pytest.mark.parametrize("text", ["", "a an the", "123 456", "!!! ???", "und oder aber"])
def test_nothing_telling_is_like_nothing(cast, text):
    an_idea(cast, "Kantine und Licht")
    assert likeness.similar(cast.submitter, text) == []


def test_alike_takes_one_statement(cast, django_assert_num_queries):
    mine = an_idea(cast, "Fahrräder im Regen")
    other = an_idea(cast, "Regen und Fahrräder", "Ein Dach für die Fahrräder.")
    an_idea(cast, "Regen", visibility="handlers")
    an_idea(cast, "Kantine", "Das Essen ist kalt.")
    reader = User.objects.for_request().get(pk=cast.bystander.pk)
    with django_assert_num_queries(1):
        assert likeness.alike(reader, mine.title, exclude=mine) == [other]
    assert likeness.alike(reader, "", exclude=mine) == []


def test_similar_gives_no_more_than_asked_for(cast):
    for n in range(4):
        an_idea(cast, f"Fahrräder im Regen {n}")
    assert len(likeness.similar(cast.submitter, "Fahrräder im Regen", limit=3)) == 3
