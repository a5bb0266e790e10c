"""The story of an idea to keep: what stands in it, for whom, and the same as a tagged PDF."""

import io
import random
import time

import pypdf
import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from ideas import paper, story, whole_story, wording, workflow
from ideas.models import AgreedPoint, Idea, Record, RecordAddition
from ideas.paper import letters, setting
from tests.factories import Cast, make_cast, make_idea
from tests.journeys import among_people, discussed_and_adopted
from tests.visits import browser, page, words

HOSTILE = (
    '#panic("x") $x^2$ *bold* _soft_ @ref `raw` <label> \\n #{1+1} // c /* */ [ ] "q" -- = H\n= Heading\n+ one\n'
    "😀👍🏽 שלום السلام 漢字 ไทย e\u0323\u0301\x01\u202e\ufeff\u0000"
)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def pdf(user: User, idea: Idea) -> pypdf.PdfReader:
    answer = browser(user).get(reverse("story_pdf", args=[idea.public_id]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return pypdf.PdfReader(io.BytesIO(answer.content))


def text_of(reader: pypdf.PdfReader) -> str:
    return " ".join(" ".join(one.extract_text() for one in reader.pages).split())


def content(*said: str) -> dict:
    part = {"title": "A part", "meta": "3 May", "text": "It was asked.", "said": []}
    parts = [part | {"said": [{"label": "Nora", "words": one, "lang": "de"}]} for one in said]
    named = {
        "title": said[0][:100] or "x",
        "title_lang": "de",
        "subtitle": "a\nb",
        "kick": "k",
        "footer": "f",
        "note": "",
    }
    frame = {"lang": "en", "site": "Tell", "accent": "#2b5fb8", "page": "Page {n} of {all}"}
    return {**frame, **named, "chapters": [{"title": "A chapter", "parts": parts}]}


# what stands in it


def test_story_holds_everything_that_the_submitter_may_read(cast):
    idea = discussed_and_adopted(cast, among_people(cast))
    partner, record = idea.conversations.last().partner, Record.objects.last()
    for reader in (cast.submitter, partner):
        text = words(page(reader, reverse("story", args=[idea.public_id])))
        for review in idea.assignments.filter(state="filed"):
            assert review.review.public_text in text
            assert review.review.internal_note not in text
        for said in (record.said, record.thanks, record.next_step, idea.title, idea.decision.reason_text):
            assert said in text
        assert (
            text.index("What the experts say")
            < text.index("What decided it")
            < text.index("Notes of our talk")
        )
    assert "as its submitter reads it" in text


def test_questions_and_their_answers_stand_in_it(cast):
    idea = make_idea(cast, "clarification")
    workflow.answer(idea, cast.submitter, text="The gate at the back, every morning.")
    text = words(page(cast.submitter, reverse("story", args=[idea.public_id])))
    assert text.index("Which gate?") < text.index("The gate at the back")
    assert "What the experts say" not in text


def test_open_idea_says_how_it_stands_and_a_closed_one_when_it_was_closed(cast):
    under_way, closed = make_idea(cast, "in_review"), make_idea(cast, "closed")
    said = [
        words(page(cast.submitter, reverse("story", args=[one.public_id]))) for one in (under_way, closed)
    ]
    stands = f"How it stands: {wording.status_words(under_way)}. {wording.promise_words(under_way)}."
    assert [stands.replace("\xa0", " ") in text for text in said] == [True, False]
    assert ["How it stands" in text for text in said] == [True, False]
    assert ["Closed on" in text for text in said] == [False, True]


def test_sealed_views_and_internal_words_are_not_in_it_before_the_decision(cast):
    idea = among_people(cast)
    secret = [r.public_text for a in idea.assignments.all() if (r := getattr(a, "review", None))]
    notes = [
        *idea.notes.values_list("text", flat=True),
        *idea.events.filter(kind="relieve").values_list("why", flat=True),
    ]
    for reader in (cast.submitter, idea.coordinator):
        text = page(reader, reverse("story", args=[idea.public_id]))
        decided = bool(idea.decision_id)
        assert [one for one in secret if one in text and not decided] == []
        assert [one for one in notes if one in text] == []


def test_points_and_additions_stand_with_the_notes(cast):
    idea = make_idea(cast, "closed")
    record = Record.objects.get()
    points = [AgreedPoint(record=record, position=1, text="A bell at gate two", owner=cast.colleague)]
    added = [RecordAddition(record=record, author=cast.submitter, text="It was gate three.")]
    notes = whole_story._Notes([])
    notes.points, notes.additions = points, added
    parts = list(notes.of(record, idea))
    said = [(one.label, one.words) for part in parts for one in part.said]
    assert ("Colleague Example", "A bell at gate two") in said
    assert "It was gate three." in [words for _label, words in said]


def test_who_opens_it(cast):
    idea = make_idea(cast, "closed")
    may = {"submitter", "coordinator1", "coordinator2", "office1", "office2"}
    for name in ("story", "story_pdf"):
        address = reverse(name, args=[idea.public_id])
        got = {who for who, user in cast.people.items() if browser(user).get(address).status_code == 200}
        assert got == may
    assert browser(cast.bystander).get(address).status_code == 403
    draft = make_idea(cast, "draft")
    assert browser(cast.submitter).get(reverse("story", args=[draft.public_id])).status_code == 404


def test_page_is_linked_and_asks_a_constant_number_of_statements(cast, django_assert_max_num_queries):
    idea = discussed_and_adopted(cast, among_people(cast))
    address = reverse("story", args=[idea.public_id])
    assert address in page(cast.submitter, reverse("idea", args=[idea.public_id]))
    assert address in page(cast.submitter, reverse("talk", args=[idea.public_id]))
    client = browser(cast.submitter)
    with django_assert_max_num_queries(24):
        assert client.get(address).status_code == 200


# on paper


def test_pdf_is_tagged_has_title_and_language_and_the_words_in_both_languages(cast):
    idea = make_idea(cast, "closed", title="Größere Tore für #2", language="de")
    record = Record.objects.get()
    for language in ("en", "de"):
        with translation.override(language):
            heading, numbered = _("What decided it"), _("Page {n} of {all}").replace("{n}", "1")
        User.objects.filter(pk=cast.submitter.pk).update(language=language)
        made = pdf(User.objects.get(pk=cast.submitter.pk), idea)
        root = made.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"].value
        assert "/StructTreeRoot" in root
        assert root["/Lang"] == language
        assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
        assert made.metadata.title == "Größere Tore für #2"
        text = text_of(made)
        for said in (record.said, "Größere Tore für #2", heading, numbered.partition("{")[0].strip()):
            assert said in text
        fonts = {name for one in made.pages for name in one["/Resources"]["/Font"].values()}
        assert all("/FontFile" in str(f.get_object()) or "/DescendantFonts" in f.get_object() for f in fonts)


def test_story_of_forty_events_takes_less_than_two_seconds(cast):
    idea = make_idea(cast, "closed")
    while idea.events.count() < 40:
        workflow.message(idea, cast.submitter, text="How does it stand? " * 20)
    standing_audience = story.Audience.SUBMITTERS
    began = time.perf_counter()
    told = whole_story.whole_story(
        Idea.objects.with_names().get(pk=idea.pk), cast.submitter, standing_audience
    )
    made = paper.pdf_of(whole_story.on_paper(told))
    took = time.perf_counter() - began
    print(f"a story of {idea.events.count()} events: {took:.2f} s, {len(made) // 1024} KB")
    assert took <= 2


@pytest.mark.parametrize("said", [HOSTILE, "x" * 10_000, "a\n\n\nb\r\nc\td", " ", "two words " * 1000])
def test_words_of_people_are_never_taken_for_anything_else(said, caplog):
    text = text_of(pypdf.PdfReader(io.BytesIO(paper.pdf_of(content(said, said)))))
    if said is HOSTILE:
        for part in (
            '#panic("x")',
            "$x^2$",
            "*bold*",
            "@ref",
            "`raw`",
            "<label>",
            "#{1+1}",
            "[grinning face]",
        ):
            assert part in text
        assert letters.BOX in text
    assert not caplog.records


def test_every_character_that_is_let_through_can_be_set_in_any_order(caplog):
    dice = random.Random(7)
    some = ["".join(dice.choices(letters.SETTABLE, k=300)) for _ in range(25)]
    paper.pdf_of(content(" ".join(letters.SETTABLE), *some))
    assert not caplog.records


@pytest.mark.parametrize(("said", "noted"), [("Ärger, „Tor 3“", False), ("An arrow \U0001f44d", True)])
def test_paper_tells_of_signs_that_it_cannot_show_only_where_there_are_some(said, noted):
    made = paper.pdf_of(content(said) | {"note": "A sign is missing."})
    assert ("A sign is missing." in text_of(pypdf.PdfReader(io.BytesIO(made)))) is noted


def test_what_cannot_be_set_is_set_in_latin_letters(monkeypatch):
    monkeypatch.setattr(letters, "settable", lambda words: words)
    text = text_of(pypdf.PdfReader(io.BytesIO(paper.pdf_of(content("Ärger 漢字 👍")))))
    assert f"Ärger {letters.BOX}{letters.BOX} {letters.BOX}" in text


@pytest.mark.parametrize("trouble", ["slow", "broken", "long"])
def test_trouble_with_the_paper_is_said_on_the_page(cast, monkeypatch, trouble):
    idea = make_idea(cast, "closed")
    if trouble == "slow":
        monkeypatch.setattr(setting, "SECONDS", 0.01)
        monkeypatch.setattr(setting.typst, "compile", lambda *a, **k: time.sleep(0.2))
    elif trouble == "broken":
        monkeypatch.setattr(setting, "TEMPLATE", setting.FOLDER / "none.typ")
    else:
        monkeypatch.setattr(setting, "MOST", 10)
    answer = browser(cast.submitter).get(reverse("story_pdf", args=[idea.public_id]), follow=True)
    assert "You can print this page instead" in words(answer.content.decode())


def test_template_opens_nothing_outside_its_folder(tmp_path):
    outside = tmp_path / "secret.txt"
    outside.write_text("secret")
    with pytest.raises(setting.typst.TypstError):
        setting.typst.compile(f'#read("{outside}")'.encode(), root=setting.FOLDER, ignore_system_fonts=True)


def test_titles_of_the_paper_are_in_the_readers_language(cast):
    with translation.override("de"):
        assert whole_story.on_paper(whole_story.WholeStory(make_idea(cast), [], []))["lang"] == "de"
