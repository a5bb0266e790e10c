"""The story: every kind of event has its sentence, and each reader reads what is theirs and no more."""

from datetime import timedelta

import pytest

from ideas import clock, rules, story, workflow
from ideas.models import Event, Review
from ideas.notifications import TELLS
from ideas.rules import Standing
from ideas.story import Audience
from ideas.story_words import ASKED, ENDED, HANDED_IN_FOR, PANEL, PLANNED, SENTENCES
from ideas.workflow import signs
from tests.factories import Cast, experts_of, file_reviews, make_cast, make_draft, make_idea, owner_of
from tests.journeys import among_people, discussed_and_adopted, fresh
from tests.telling import told, words_of

READ_BY_EMPLOYEES = {
    *("hand_in", "route", "decide", "defer", "agree", "report_news"),
    *("confirm", "decline_talk", "second_give_up", "write_to_leaver", "close_unconfirmed"),
    "confirm_likeness",
}
NOT_FOR_SUBMITTERS = {
    *("note", "propose", "merge", "refuse", "hand_over", "decline_hand_over", "release", "attempt"),
    *("give_up", "relieve", "speak", "close_panel", "replace_seat", "find_likeness", "refuse_likeness"),
    *("comment", "report_comment", "remove_comment", "settle_report"),
}
FACTS = {
    name: name
    for name in (
        *(
            "actor",
            "person",
            "submitter",
            "number",
            "other",
            "departments",
            "files",
            "experts",
            "old",
            "new",
            "outcome",
            "state",
            "way",
            "talk_by",
            "n",
        ),
    )
}


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


# the tables


def test_every_kind_has_its_sentence_and_its_audience():
    assert set(SENTENCES) == set(story.EVENT_AUDIENCE) == set(TELLS)


def test_every_sentence_can_be_filled():
    tables = (SENTENCES, PLANNED, ASKED, ENDED)
    for said in [HANDED_IN_FOR, PANEL, *(sentence for table in tables for sentence in table.values())]:
        for words in (said.words, said.you, said.yours, said.outside, said.nobody):
            assert "{" not in str(words).format(**FACTS)


def test_audiences_are_what_was_promised():
    read_by = {
        audience: {kind for kind, readers in story.EVENT_AUDIENCE.items() if audience in readers}
        for audience in Audience
    }
    assert read_by[Audience.EMPLOYEES] == READ_BY_EMPLOYEES
    assert set(TELLS) - read_by[Audience.SUBMITTERS] == NOT_FOR_SUBMITTERS
    assert read_by[Audience.OFFICE] == read_by[Audience.HANDLERS]


def test_sentences_for_employees_name_no_handler():
    for kind in READ_BY_EMPLOYEES - story.TALKED:
        assert "{actor}" not in str(SENTENCES[kind].outside)
        assert "{experts}" not in str(SENTENCES[kind].outside)


@pytest.mark.parametrize(
    ("facts", "audience"),
    [
        ({"submitter": True, "coordinator": True}, Audience.SUBMITTERS),
        ({"cosubmitter": True, "admin": True}, Audience.SUBMITTERS),
        ({"invited": True}, Audience.EMPLOYEES),
        ({"coordinator": True}, Audience.HANDLERS),
        ({"coordinator": True, "line_manager": True}, Audience.EMPLOYEES),
        ({"assigned": True}, Audience.HANDLERS),
        ({"offered": True}, Audience.HANDLERS),
        ({"admin": True}, Audience.OFFICE),
        ({"admin": True, "line_manager": True}, Audience.EMPLOYEES),
        ({"observer": True}, Audience.EMPLOYEES),
        ({}, Audience.EMPLOYEES),
    ],
)
def test_audience_follows_the_standing(facts: dict[str, bool], audience: Audience):
    assert story.audience_of(Standing(status="in_review", visible=True, **facts)) == audience


# what is told


def test_employees_read_that_it_was_closed_and_not_how(cast: Cast):
    idea = make_idea(cast, "closed")
    assert [e.plain for e in told(idea, cast.employee)] == [
        f"It was handed in as number {idea.number}.",
        "It went to experts from Logistics.",
        "It was decided: Not adopted.",
        "It was closed.",
    ]


def test_employees_do_not_read_of_a_talk_that_goes_on(cast: Cast):
    idea = discussed_and_adopted(cast, among_people(cast))
    assert [e.plain for e in told(idea, cast.employee)].count("It was closed.") == 1


def test_review_is_told_without_its_recommendation(cast: Cast):
    idea = make_idea(cast)
    file_reviews(idea, "decline")
    line = next(e for e in told(idea, cast.submitter) if e.kind == "review")
    assert line.plain.endswith("filed a view.")
    assert line.details == ()
    assert Review.objects.filter(recommendation="decline").exists()


def test_submitter_is_spoken_to(cast: Cast):
    idea = make_idea(cast)
    workflow.ask(idea, experts_of(idea)[0], text="Which gate?")
    lines = [e.plain for e in told(idea, cast.submitter)]
    assert lines[0] == f"You handed it in. It got number {idea.number}."
    assert lines[-1].endswith("asked you a question.")


def test_submitter_is_spoken_to_without_being_named(cast: Cast):
    idea = make_idea(cast)
    entries = story.sentences(
        idea, idea.events.select_related("actor"), Standing("in_review", submitter=True)
    )
    assert entries[0].plain.startswith("You handed it in.")


def test_handing_in_for_a_colleague_names_both(cast: Cast):
    draft = make_draft(cast.colleague, department=cast.logistics)
    workflow.hand_in(draft, cast.colleague, on_behalf_of=cast.submitter)
    assert told(draft, cast.submitter)[0].plain.startswith(
        "Colleague Example handed it in for Sam Submitter."
    )
    assert told(draft, cast.colleague)[0].plain.startswith("It was handed in as number")


def test_experts_are_named_with_the_reason_where_the_reader_may_know(cast: Cast):
    idea = make_idea(cast)
    line = told(idea, cast.submitter)[1]
    names = [person.name for person in experts_of(idea)]
    assert all(name in line.plain for name in names)
    assert len(line.details) == len(names)


def test_hidden_name_stays_hidden_from_employees_and_office(cast: Cast):
    idea = make_idea(cast)
    workflow.set_visibility(idea, cast.submitter, visibility="everyone", show_name=False)
    for reader in (cast.employee, cast.admin):
        assert "Sam Submitter" not in words_of(told(idea, reader))
    assert "Sam Submitter" in words_of(told(idea, owner_of(idea)))


def test_hidden_name_hides_who_joined_too(cast: Cast):
    idea = make_idea(cast)
    workflow.set_visibility(idea, cast.submitter, visibility="everyone", show_name=False)
    other = make_idea(cast, submitter=cast.bystander)
    boss = owner_of(other)
    workflow.merge(
        other,
        boss,
        target=type(idea).objects.get(pk=idea.pk),
        reason_text="It is about the same gate, seen from inside.",
    )
    keepers = (cast.people["coordinator1"], cast.people["coordinator2"])
    workflow.agree(other, next(one for one in keepers if one != boss))
    assert "was joined with it; a colleague is part of it now" in words_of(told(idea, cast.admin))
    assert cast.bystander.name in words_of(told(idea, owner_of(idea)))


def test_who_left_an_idea_without_a_name_stays_hidden_too(cast: Cast):
    idea = make_idea(cast)
    workflow.set_visibility(idea, cast.submitter, visibility="everyone", show_name=False)
    workflow.invite_cosubmitter(fresh(idea), cast.submitter, user=cast.bystander)
    workflow.join(fresh(idea), cast.bystander)
    workflow.message(fresh(idea), cast.bystander, text="Hello.")
    for left in (False, True):
        if left:
            workflow.leave(fresh(idea), cast.bystander)
        assert cast.bystander.name in words_of(told(fresh(idea), owner_of(idea)))
        for reader in (cast.employee, cast.admin):
            assert cast.bystander.name not in words_of(told(fresh(idea), reader))


def test_office_reads_no_reasons(cast: Cast):
    idea = among_people(cast)
    assert any(e.details for e in told(idea, owner_of(idea)) if e.kind == "release")
    assert not any(e.details for e in told(idea, cast.admin) if e.kind not in ("hand_in", "join"))


def test_experts_do_not_read_the_words_of_the_talk(cast: Cast):
    idea = make_idea(cast, "closed")
    expert = idea.assignments.filter(state="filed").first().reviewer
    assert "answerzq" not in words_of(told(idea, expert))
    assert "answerzq" in words_of(told(idea, idea.coordinator))


def test_outcome_of_an_earlier_round_is_still_told(cast: Cast):
    idea = make_idea(cast, "closed")
    workflow.appeal(idea, cast.submitter, why="Think again.")
    assert "Logistics Decider decided: Not adopted." in [e.plain for e in told(idea, cast.submitter)]


def test_text_sets_names_off_and_escapes_them(cast: Cast):
    cast.submitter.name = '<i>Sam</i> & "co"'
    cast.submitter.save()
    idea = make_idea(cast)
    line = told(idea, owner_of(idea))[0]
    assert line.text.startswith("<b>&lt;i&gt;Sam&lt;/i&gt; &amp; &quot;co&quot;</b> handed it in.")
    assert line.plain.startswith('<i>Sam</i> & "co" handed it in.')


def test_unknown_kinds_are_left_out(cast: Cast):
    idea = make_idea(cast)
    event = Event(idea=idea, seq=99, kind="something_new", round_number=1)
    assert story.sentences(idea, [event], rules.standing(cast.submitter, idea)) == []


# what is to come


@pytest.mark.parametrize(
    ("status", "lines"),
    [("in_review", 2), ("conversation", 2), ("confirming", 1), ("deferred", 1), ("closed", 0)],
)
def test_ahead_tells_what_is_still_to_come(cast: Cast, status: str, lines: int):
    idea = make_idea(cast, status)
    for reader in (cast.submitter, cast.coordinator1):
        assert len(story.ahead(idea, rules.standing(reader, idea))) == lines
    assert story.ahead(idea, rules.standing(cast.employee, idea)) == []


def test_ahead_names_the_promise(cast: Cast):
    idea = make_idea(cast)
    with clock.at(clock.now() + timedelta(days=1)):
        first = story.ahead(idea, rules.standing(cast.submitter, idea))[0]
    assert first.when == f"By {idea.promise_at:%-d\xa0%B}"


def test_what_submitters_do_not_read_is_no_sign_to_them():
    unseen = {kind for kind, readers in story.EVENT_AUDIENCE.items() if Audience.SUBMITTERS not in readers}
    assert unseen == signs.UNSEEN
    assert set(story.EVENT_AUDIENCE) - unseen >= signs.THEIRS | signs.EITHER
