"""Finding ideas by words, by number; and turning the pages."""

import pytest
from django.db import connection

from ideas import search
from ideas.models import Idea
from tests.factories import Cast, make_cast, make_draft
from tests.factories import idea_saying as an_idea

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def found(words, queryset=None):
    ideas = Idea.objects.all() if queryset is None else queryset
    return [idea.title for idea in search.page(search.find(ideas, words)).rows]


# words


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("maschine", "Die Maschinen stehen"),
        ("Maschinen", "Eine Maschine steht"),
        ("machines", "The machine stands still"),
        ("GEHÖRSCHUTZ", "Gehörschutz für alle"),
        ("gehorschutz", "Gehörschutz für alle"),
        ("maschine stehen", "Die Maschinen stehen"),
        ('"stands still"', "The machine stands still"),
        ("still machine", "The machine stands still"),
    ],
)
def test_words_are_found_in_german_and_english(cast, words, title):
    for each in ("Die Maschinen stehen", "Eine Maschine steht", "The machine stands still"):
        an_idea(cast, each)
    an_idea(cast, "Gehörschutz für alle")
    assert title in found(words)


@pytest.mark.parametrize("words", ["", "   ", "-", '"', "''", "%_\\", "-maschine", "&|!():*", "the", "\0"])
def test_nothing_to_look_for_finds_nothing(cast, words):
    an_idea(cast, "Eine Maschine")
    assert found(words) == []


@pytest.mark.parametrize(
    "words", ["Masch(ine", "Maschine [", "a:* & b", "Maschine'", "\\Maschine", "x" * 5000]
)
def test_odd_signs_do_no_harm(cast, words):
    an_idea(cast, "Eine Maschine")
    assert found(words) in ([], ["Eine Maschine"])


def test_text_is_searched_and_titles_come_first(cast):
    an_idea(cast, "Kantine länger öffnen")
    an_idea(cast, "Etwas anderes", "Die Kantine ist zu klein.")
    an_idea(cast, "Noch etwas", "Ein Parkplatz.")
    assert found("Kantine") == ["Kantine länger öffnen", "Etwas anderes"]


def test_equally_good_ones_come_newest_first(cast):
    for title in ("Kantine eins", "Kantine zwei", "Kantine drei"):
        an_idea(cast, title)
    assert found("Kantine") == ["Kantine drei", "Kantine zwei", "Kantine eins"]


def test_all_words_must_occur(cast):
    an_idea(cast, "Kantine", "Mehr Obst.")
    an_idea(cast, "Obst", "Ein Korb.")
    assert found("kantine obst") == ["Kantine"]


def test_phrase_keeps_its_order(cast):
    an_idea(cast, "Licht am Tor")
    an_idea(cast, "Tor am Licht")
    assert found('"Licht am Tor"') == ["Licht am Tor"]


@pytest.mark.parametrize(
    "words", ["kantine -kassen", "kantine -Kasse", "-kassen kantine", 'kantine -"kassen"']
)
def test_excluded_words_do_not_leak_through_the_other_language(cast, words):
    an_idea(cast, "Kantine", "Mehr Kassen, bitte.")
    an_idea(cast, "Neue Kantine", "Mehr Tische, bitte.")
    assert found(words) == ["Neue Kantine"]


def test_excluded_parts_of_titles_are_left_out(cast):
    an_idea(cast, "Kantinenkassen in der Kantine")
    an_idea(cast, "Kantine")
    assert found("kantine -kassen") == ["Kantine"]


def test_compounds_are_found_by_a_part(cast):
    an_idea(cast, "Fahrradständer am Tor")
    an_idea(cast, "Ein Ständer für Schirme")
    assert found("Ständer") == ["Ein Ständer für Schirme", "Fahrradständer am Tor"]
    assert found("ständer am tor") == ["Fahrradständer am Tor"]
    assert found("ständer fahrrad") == ["Fahrradständer am Tor"]


def test_short_parts_would_be_in_too_many_words(cast):
    an_idea(cast, "Motoren")
    assert found("tor") == []


def test_misspelled_words_find_titles_like_them(cast):
    an_idea(cast, "Fahrradständer am Tor")
    an_idea(cast, "Mehr Licht")
    assert found("Fahradständer") == ["Fahrradständer am Tor"]


# numbers


@pytest.mark.parametrize("words", ["{n}", "no. {n}", "No {n}", "nr.{n}", "#{n}", " Nummer {n} "])
def test_number_finds_its_idea_first(cast, words):
    idea = an_idea(cast, "Licht")
    an_idea(cast, f"Halle {idea.number}")
    assert found(words.format(n=idea.number)) == ["Licht", f"Halle {idea.number}"]


def test_number_of_an_idea_that_may_not_be_found(cast):
    idea = an_idea(cast, "Licht")
    assert found(str(idea.number), Idea.objects.none()) == []
    assert found("999999999") == []


# what may be found


def test_only_ideas_of_the_queryset_are_found(cast):
    an_idea(cast, "Kantine offen")
    an_idea(cast, "Kantine geheim", visibility="handlers")
    make_draft(cast.submitter, title="Kantine Entwurf", text="x")
    assert found("Kantine", Idea.objects.visible_to(cast.bystander)) == ["Kantine offen"]
    assert found("geheim", Idea.objects.visible_to(cast.bystander)) == []
    assert found("geheim", Idea.objects.visible_to(cast.submitter)) == ["Kantine geheim"]


# many matches


@pytest.fixture
def few_are_many(monkeypatch):
    monkeypatch.setattr(search, "ALL", 4)
    monkeypatch.setattr(search, "NEWEST", 3)


@pytest.mark.usefixtures("few_are_many")
def test_of_many_matches_the_newest_are_ranked(cast):
    for n in range(7):
        an_idea(cast, f"Kantine {n}")
    an_idea(cast, "Licht")
    assert found("Kantine") == ["Kantine 6", "Kantine 5", "Kantine 4"]


@pytest.mark.usefixtures("few_are_many")
@pytest.mark.parametrize("near", [1, 2, 6])
def test_the_newest_are_looked_for_as_far_back_as_it_takes(cast, monkeypatch, near):
    monkeypatch.setattr(search, "NEAR", near)
    for n in range(5):
        an_idea(cast, f"Kantine {n}")
    for _n in range(5):
        an_idea(cast, "Licht")
    assert found("Kantine") == ["Kantine 4", "Kantine 3", "Kantine 2"]


@pytest.mark.parametrize("share", [0.9, 0.1])
@pytest.mark.parametrize("unread", [0, 3, 6])
def test_the_newest_of_common_words_are_found_from_the_newest_on(cast, monkeypatch, share, unread):
    """One by one or on their shelves; or, where too many of the newest are not to be read, by looking at all."""
    monkeypatch.setattr(search, "NEWEST", 2)
    monkeypatch.setattr(search, "SEVERAL", (2, 3))
    everything = search.FAR + 1
    monkeypatch.setattr(
        search.statements, "expected", lambda *_asked, **_words: (share * everything, everything)
    )
    for n in range(6):
        an_idea(cast, f"Kantine {n}")
    for n in range(unread):
        an_idea(cast, f"Kantine geheim {n}", visibility="handlers")
    readable = Idea.objects.visible_to(cast.bystander)
    newest = [idea.title for idea in search.find(readable, "Kantine -Licht")]
    assert newest[:2] == ["Kantine 5", "Kantine 4"]
    assert len(newest) == (2 if unread < 6 else 6)
    assert len(search.find(readable, "Kantine -geheim")) == 2


WORDS = ["kalte Kantine", "Kantine kalt", "E-Mail der Kantine", "It's cold", "cold halls", "Licht, kalt"]
SOUGHT = [
    *WORDS,
    '"kalte Kantine"',
    "kalt -Licht",
    "E-Mail",
    "cold",
    "it's",
    '"cold halls" -E-Mail',
    "kalten Hallen",
]


@pytest.mark.parametrize("sought", SOUGHT)
def test_shelves_give_what_going_through_the_ideas_gives(cast, sought):
    for n in range(12):
        an_idea(cast, WORDS[n % len(WORDS)])
    kinds, told = search._shape_of(search._terms(sought))
    ways = (search._newest_on_shelves, search._last_with_words)
    by_shelf, one_by_one = ([pk for (pk,) in way(None, kinds, 50, **told)] for way in ways)
    assert by_shelf == one_by_one


def test_how_many_ideas_have_a_word_is_what_postgresql_expects(cast):
    for word in ["Kantine"] * 30 + ["Licht"] * 10:
        an_idea(cast, word)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE ideas_idea")
    assert expected("Kantine") == (38, 40)  # in German or in English: counted twice, then held against all
    assert expected("Licht") == (18, 40)
    assert expected("Kantine Licht")[0] < 18
    assert expected("Kantine -Kantine")[0] < 5


def expected(words):
    kinds, told = search._shape_of(search._terms(words))
    return search.statements.expected(search._with_words, None, kinds, **told)


def test_looking_costs_the_same_for_few_and_for_more(cast, django_assert_num_queries):
    an_idea(cast, "Kantine 1")
    with django_assert_num_queries(3):
        assert len(found("Kantine")) == 1
    for n in range(3):
        an_idea(cast, f"Kantine {n}")
    with django_assert_num_queries(3):
        rows = search.page(search.find(Idea.objects.with_names(), "Kantine")).rows
        assert [(idea.department.name, idea.concerned_names) for idea in rows] == [("Logistics", [])] * 4


# pages


def test_pages_follow_each_other_newest_first(cast):
    titles = [an_idea(cast, f"Idea {n}").title for n in range(5)][::-1]
    first = search.page(Idea.objects.handed_in(), size=2)
    second = search.page(Idea.objects.handed_in(), first.after, 2)
    third = search.page(Idea.objects.handed_in(), second.after, 2)
    assert [[idea.title for idea in page.rows] for page in (first, second, third)] == [
        titles[:2],
        titles[2:4],
        titles[4:],
    ]
    assert third.after == ""


def test_pages_of_a_search_follow_each_other_best_first(cast):
    for n in range(3):
        an_idea(cast, f"Kantine {n}")
    first = search.page(search.find(Idea.objects.all(), "Kantine"), size=2)
    second = search.page(search.find(Idea.objects.all(), "Kantine"), first.after, 2)
    assert [idea.title for idea in (*first.rows, *second.rows)] == ["Kantine 2", "Kantine 1", "Kantine 0"]
    assert (first.after, second.after) == ("2", "")


@pytest.mark.parametrize("after", ["", "x", "-1", "²", "9" * 30, "1.5"])
def test_a_place_that_does_not_exist_is_the_first_page(cast, after):
    an_idea(cast, "Kantine")
    assert len(search.page(Idea.objects.handed_in(), after).rows) == 1
    assert len(search.page(search.find(Idea.objects.all(), "Kantine"), after).rows) == 1


def test_drafts_are_not_in_the_indexes_of_words(cast):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename = 'ideas_idea' AND indexdef LIKE '%USING gin%'"
        )
        found = [definition for (definition,) in cursor.fetchall()]
    assert len(found) == 3
    assert all(definition.endswith("WHERE (number IS NOT NULL)") for definition in found)
