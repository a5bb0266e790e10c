"""What forms understand, what they refuse, and where they say it. No form saves anything."""

import uuid
from datetime import date, timedelta

import pytest
from django.core import signing
from django.core.exceptions import ValidationError

from ideas import clock, dossier, workflow
from ideas.danger import speaks_of_danger
from ideas.every_sheet import SHEETS
from ideas.forms import (
    ActForm,
    DecideForm,
    DeferForm,
    MoveForm,
    NewIdeaForm,
    NewsForm,
    OfferForm,
    ProposeForm,
)
from ideas.forms.fields import Line, PersonField, TimeField, Words, people_called
from ideas.models import Idea
from ideas.models.idea import derived_id
from ideas.workflow import Time
from tests.factories import Cast, make_cast, make_draft, make_idea, make_user, owner_of, reasons

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def clean(field, *value):
    try:
        return field.clean(value)
    except ValidationError as refusal:
        return " ".join(refusal.messages)


def test_person_by_address_number_or_name(cast):
    kim = make_user("Kim Van Dyke", email="kim@example.com", personnel_number="B7")
    for line in ("KIM@example.com", "b7", "van kim", "Dyke"):
        assert clean(PersonField("Who"), line, "") == kim


def test_person_who_left_or_never_was_is_nobody(cast):
    for line in ("Leo Leaver", "Nobody Atall"):
        assert "Nobody here is called" in clean(PersonField("Who"), line, "")


def test_person_of_several_is_asked_for(cast):
    one, two = make_user("Kim One"), make_user("Kim Two")
    field = PersonField("Who")
    assert clean(field, "kim", "") == "2 people fit. Whom do you mean?"
    assert field.widget.candidates == [one, two]
    assert clean(field, "kim", signing.dumps([two.pk, "kim"])) == two


def test_person_chosen_for_another_line_is_not_taken(cast):
    one, two = make_user("Kim One"), make_user("Bo Two")
    assert clean(PersonField("Who"), "Bo", signing.dumps([one.pk, "kim"])) == two


@pytest.mark.parametrize(
    "token",
    ["7", "x:y:z", signing.dumps("text"), signing.dumps([1])],
    ids=["number", "no signature", "text", "half"],  # a signature holds the second: no name of a test
)
def test_person_with_a_made_up_token_is_looked_for_by_the_line(cast, token):
    kim = make_user("Kim One")
    assert clean(PersonField("Who"), "kim", token) == kim


def test_person_of_many_needs_more_of_the_name(cast):
    for n in range(10):
        make_user(f"Kim {n}")
    assert "More than 8 people fit" in clean(PersonField("Who"), "kim", "")
    assert len(list(people_called("kim"))) == 9


def test_line_without_end_is_looked_at_no_further_than_a_name_is_long(django_assert_num_queries):
    with django_assert_num_queries(2) as asked:
        assert list(people_called("kim " * 100_000)) == []
    assert all(len(one["sql"]) < 50_000 for one in asked.captured_queries)


def test_person_may_be_left_open(cast):
    assert PersonField("Who", required=False).clean(("", "")) is None
    assert "required" in clean(PersonField("Who"), "", "")


def test_words_count_line_ends_as_the_page_does():
    field = Words("Text", max_length=5)
    assert field.clean("a\r\nb\r\nc") == "a\nb\nc"


def test_text_of_several_lines_has_no_limit_that_a_browser_cuts_at():
    html = str(NewIdeaForm()["text"])
    assert "maxlength" not in html
    assert 'data-most="20000"' in html
    assert "{n} characters too many." in html


def test_time_without_a_day_is_none():
    assert TimeField("First").clean(["", "phone", "0555"]) is None
    made = TimeField("First").clean(["2026-11-24T10:00", "phone", "0555"])
    assert isinstance(made, Time)
    assert (made.channel, made.place) == ("phone", "0555")


def test_time_shows_what_it_was_given():
    given = Time(clock.now(), "video", "Room")
    assert TimeField("First").widget.decompress(given)[1:] == ["video", "Room"]
    assert TimeField("First").widget.decompress(None) == [None, "in_person", ""]


def test_every_act_form_has_a_key_of_its_own(cast):
    idea = make_idea(cast, "in_review")
    first, second = (ActForm(idea=idea, actor=cast.submitter) for _n in range(2))
    assert uuid.UUID(str(first["key"].value())) != uuid.UUID(str(second["key"].value()))


def test_key_and_way_back_are_not_for_the_verb(cast):
    idea = make_idea(cast, "in_review")
    form = ActForm({"key": "x", "next": "/ideas/"}, idea=idea, actor=cast.submitter)
    assert form.is_valid()
    assert form.facts() == {}


def decide_form(idea: Idea, **typed) -> DecideForm:
    return DecideForm(typed, idea=idea, actor=owner_of(idea))


def test_yes_needs_who_and_when(cast):
    form = decide_form(make_idea(cast, "deciding"), outcome="adopted")
    assert set(form.errors) == {"implementer", "next_news_on"}


def test_no_needs_a_reason(cast):
    form = decide_form(make_idea(cast, "deciding"), outcome="declined")
    assert set(form.errors) == {"reason_code", "reason_text", "would_change"}


def test_deciding_is_prefilled_with_partner_and_times(cast):
    idea = make_idea(cast, "deciding")
    form = DecideForm(idea=idea, actor=owner_of(idea))
    assert form["partner"].value() in {person.pk for person in workflow.possible_partners(idea)}
    assert [form[f"time_{n}"].value().starts_at > clock.now() for n in (1, 2, 3)] == [True] * 3


def test_facts_of_deciding_are_what_the_verb_takes(cast):
    idea = make_idea(cast, "deciding")
    news = clock.today() + timedelta(days=20)
    form = decide_form(
        idea, outcome="adopted", implementer="Colleague Example", next_news_on=news.isoformat()
    )
    assert form.is_valid(), form.errors
    facts = form.facts()
    assert facts["implementer"] == cast.colleague
    assert facts["next_news_on"] == news
    assert facts["times"] == []
    assert facts["partner"] is None


@pytest.mark.parametrize("days", [-1, 0, 366])
def test_hold_ends_within_twelve_months(cast, days):
    idea = make_idea(cast, "deciding")
    until = clock.today() + timedelta(days=days)
    form = DeferForm({"until": until.isoformat()}, idea=idea, actor=owner_of(idea))
    assert "until" in form.errors


def test_date_is_moved_to_a_day_to_come(cast):
    idea = make_idea(cast, "in_review")
    form = MoveForm({"on": date(2020, 1, 1).isoformat(), "why": "Illness"}, idea=idea, actor=owner_of(idea))
    assert set(form.errors) == {"on"}


def test_offer_needs_one_time(cast):
    idea = make_idea(cast, "conversation")
    form = OfferForm({"key": ""}, idea=idea, actor=owner_of(idea))
    assert set(form.errors) == {"time_1"}


@pytest.mark.parametrize(
    ("outcome", "missing"), [("exists_already", "where"), ("passed_on", "passed_to"), ("out_of_scope", None)]
)
def test_proposal_says_where_or_to_whom(cast, outcome, missing):
    idea = make_idea(cast, "triage")
    typed = {"outcome": outcome, **reasons("out_of_scope")}
    form = ProposeForm(typed, idea=idea, actor=owner_of(idea))
    assert set(form.errors) == ({missing} if missing else set())


def test_news_name_the_next_day_until_it_is_over(cast):
    idea = make_idea(cast, "closed", outcome="adopted")
    for state, errors in (("in_work", {"next_news_on"}), ("done", set()), ("not_carried_out", set())):
        form = NewsForm({"state": state, "text": "Going well"}, idea=idea, actor=cast.colleague)
        assert set(form.errors) == errors


def test_draft_shows_its_title_only_where_one_was_typed(cast):
    drawn = make_draft(cast.submitter, text="One line", title="")
    typed = make_draft(cast.submitter, text="One line", title="My title")
    assert NewIdeaForm(draft=drawn)["title"].value() == ""
    assert NewIdeaForm(draft=typed)["title"].value() == "My title"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("The gate stays open.", "The gate stays open"),
        ("Zu viele Türen.", "Zu viele Türen"),
        ("Doors, gates etc.", "Doors, gates etc."),
        ("Geschlossen ab dem 5.", "Geschlossen ab dem 5."),
        ("Wait for it...", "Wait for it..."),
        ("Why not?", "Why not?"),
    ],
)
def test_title_that_is_drawn_ends_without_the_stop_of_its_sentence(line, title):
    assert workflow.title_from(f"{line}\nMore of it.") == title


def test_short_form_leaves_the_details_of_a_draft_alone():
    form = NewIdeaForm({"text": "One line"})
    assert form.is_valid()
    assert form.draft_fields() == {"title": ""}


def test_derived_address_is_the_same_for_the_same_key():
    key = str(uuid.uuid4())
    assert derived_id(key) == derived_id(key)
    assert derived_id(key) != derived_id(str(uuid.uuid4()))
    assert len(derived_id(key)) == 10
    assert derived_id("no key") == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("There was SMOKE", True),
        ("zwei Gefahren", True),
        ("gas leak in hall 3", True),
        ("Es brannte nicht, alles gut", False),
        ("the firewall is slow", False),
        ("", False),
    ],
)
def test_words_of_danger_are_found(settings, text, found):
    settings.DANGER_WORDS = ["smoke", "Gefahr", "gas leak", "fire"]
    assert speaks_of_danger(text) is found


def test_no_words_of_danger_no_notice(settings):
    settings.DANGER_WORDS = []
    assert not speaks_of_danger("smoke")


def test_every_sheet_of_the_file_can_be_read(cast):
    idea = make_idea(cast, "closed")
    rows = dossier.fetched(list(SHEETS), idea.pk)
    assert set(rows) == set(SHEETS)
    for name, sheet in SHEETS.items():
        assert all(isinstance(row, sheet.model) for row in sheet.revive(rows[name]))


def test_place_to_meet_is_one_line():
    assert TimeField("First").clean(["2026-11-24T10:00", "phone", "Gate\r\n two"]).place == "Gate two"


def test_line_has_a_space_for_each_line_break():
    assert (
        Line("Title").clean(" Gate two\r\nSet-Cookie: a=b\r\n\r\n again ") == "Gate two Set-Cookie: a=b again"
    )


def test_departments_are_asked_for_when_somebody_wants_to_see_them(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        form = NewIdeaForm({"text": "The door sticks.", "department": "", "topic": ""})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["department"] is None
    with django_assert_num_queries(1):
        chosen = NewIdeaForm({"text": "The door sticks.", "department": str(cast.logistics.pk)})
        assert chosen.is_valid(), chosen.errors
        assert chosen.cleaned_data["department"] == cast.logistics
    elsewhere = NewIdeaForm({"text": "The door sticks.", "department": "0"})
    assert "department" in elsewhere.errors
    assert cast.logistics.name in str(NewIdeaForm()["department"])
