"""The words for every state, for the one who handed in and for others. The ideas are made up and never saved."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from accounts.models import Department, User
from ideas import clock, wording
from ideas.models import Decision, Idea, Implementation, Outcome, Status

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _stand_still() -> Iterator[None]:
    with clock.at(NOW), translation.override("en"):
        yield


def person(pk: int, name: str, coordinates: tuple[int, ...] = ()) -> User:
    user = User(pk=pk, name=name, email=f"p{pk}@example.com")
    user.__dict__["coordinates"] = list(coordinates)
    return user


SUBMITTER = person(1, "Sam Submitter")
OWNER = person(2, "Anna Weber")
COLLEAGUE = person(3, "Cora Colleague")
COORDINATOR = person(4, "Carl Coordinator", (7,))


def make(
    status: str, outcome: str = "", work: str = "in_work", others: tuple[str, ...] = (), **more: Any
) -> Idea:
    idea = Idea(
        pk=9,
        number=1284,
        title="Gates",
        status=status,
        outcome=outcome,
        submitter=SUBMITTER,
        department=Department(pk=7, name="Logistics"),
        handed_in_at=NOW - timedelta(days=5),
        promise_at=NOW + timedelta(days=25),
    )
    idea.__dict__["concerned_list"] = list(others)
    if status not in ("draft", "closed", "withdrawn"):
        idea.owner, idea.due_at = OWNER, datetime(2026, 5, 14, 10, tzinfo=UTC)
    idea.closed_at = NOW if status == "closed" else None
    idea.withdrawn_at = NOW if status == "withdrawn" else None
    if outcome:
        idea.decision = Decision(pk=3, outcome=outcome, decided_at=NOW - timedelta(days=1), **more)
    idea._state.fields_cache["implementation"] = None
    if outcome in ("adopted", "adopted_in_part") and work:
        idea.implementation = Implementation(state=work, owner=OWNER, next_news_on=date(2026, 6, 3))
    return idea


@pytest.mark.parametrize(
    ("idea", "mine", "others"),
    [
        (make("draft"), "Draft", "Draft"),
        (make("triage"), "Received, finding the right experts", "Received, finding the right experts"),
        (make("in_review"), "With experts from Logistics", "With experts from Logistics"),
        (
            make("in_review", others=("IT",)),
            "With experts from Logistics and IT",
            "With experts from Logistics and IT",
        ),
        (make("clarification"), "A question for you", "A question is waiting for its answer"),
        (make("discussion"), "The experts are comparing views", "The experts are comparing views"),
        (make("deciding"), "Decision coming up", "Decision coming up"),
        (
            make("conversation", "declined"),
            "Your result is here, let's talk it through",
            "Not adopted, talk to come",
        ),
        (make("confirming", "adopted"), "Please check the notes of our talk", "Adopted, notes being checked"),
        (
            make("deferred", "deferred", defer_until=date(2026, 9, 3)),
            "On hold until 3\xa0September",
            "On hold until 3\xa0September",
        ),
        (make("closed", "declined"), "Closed: not adopted", "Closed: not adopted"),
        (make("closed", "exists_already"), "Closed: already in place", "Closed: already in place"),
        (make("closed", "out_of_scope"), "Closed: not ours to decide", "Closed: not ours to decide"),
        (make("withdrawn"), "Withdrawn by you", "Withdrawn"),
    ],
)
def test_status_words_for_submitter_and_others(idea: Idea, mine: str, others: str) -> None:
    assert (wording.status_words(idea, True), wording.status_words(idea)) == (mine, others)


@pytest.mark.parametrize("outcome", ["adopted", "adopted_in_part"])
@pytest.mark.parametrize("work", ["", *wording.IMPLEMENTATION])
def test_adopted_idea_is_never_just_closed(outcome: str, work: str) -> None:
    words = wording.status_words(make("closed", outcome, work), True)
    assert words.startswith("Adopted")
    assert "losed" not in words


@pytest.mark.parametrize(
    ("work", "words", "icon", "tone"),
    [
        ("planned", "Adopted: planned, next news 3\xa0June", "done", "good"),
        ("in_work", "Adopted: in work, next news 3\xa0June", "done", "good"),
        ("done", "Adopted: done, next news 3\xa0June", "check", "good"),
        ("effect_checked", "Adopted: effect checked", "done", "good"),
        ("not_carried_out", "Adopted, but not carried out", "no", "still"),
    ],
)
def test_outcome_words_after_yes(work: str, words: str, icon: str, tone: str) -> None:
    idea = make("closed", "adopted", work)
    assert (wording.outcome_words(idea), wording.outcome_icon(idea), wording.outcome_tone(idea)) == (
        words,
        icon,
        tone,
    )


def test_next_news_comes_from_decision_until_work_is_tracked() -> None:
    idea = make("conversation", "adopted", work="", next_news_on=date(2026, 6, 3))
    assert wording.outcome_words(idea) == "Adopted: planned, next news 3\xa0June"


def test_news_that_did_not_come_are_not_announced_for_a_day_gone_by() -> None:
    idea = make("closed", "adopted", "in_work")
    with clock.at(NOW + timedelta(days=60)):
        assert wording.outcome_words(idea) == "Adopted: in work, news due since 3\xa0June"
        assert wording.next_words(idea, COLLEAGUE) == "News due since Wednesday 3\xa0June"


def test_joined_idea_names_the_other_and_the_submitters_part() -> None:
    idea = make("closed", "duplicate")
    idea.merged_into = Idea(pk=2, number=1102)
    assert wording.outcome_words(idea, True) == "Joined with no. 1102, you are part of it"
    assert wording.outcome_words(idea) == "Joined with no. 1102"
    idea.merged_into = None
    assert wording.outcome_words(idea) == "Joined with another idea"


def test_passed_on_names_an_office_to_all_and_a_person_to_the_submitter() -> None:
    office = make("closed", "passed_on", passed_to_office="Facilities")
    assert wording.outcome_words(office) == "Passed on to Facilities"
    person = make("closed", "passed_on", passed_to=OWNER)
    assert wording.outcome_words(person, True) == "Passed on to Anna Weber"
    assert wording.outcome_words(person) == "Passed on"


@pytest.mark.parametrize("status", Status)
def test_every_status_has_words_icon_and_tone(status: str) -> None:
    outcome = (
        "deferred"
        if status == "deferred"
        else "declined"
        if status in ("conversation", "confirming", "closed")
        else ""
    )
    idea = make(status, outcome)
    for mine in (True, False):
        assert wording.status_words(idea, mine)
        assert wording.status_icon(idea, mine)
        assert wording.status_tone(idea, mine) in ("", "you", "good", "still")


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_words_and_icon(outcome: str) -> None:
    idea = make("closed", outcome)
    assert wording.outcome_words(idea)
    assert wording.outcome_icon(idea) in {*wording.OUTCOME_ICONS.values()}


def test_undecided_idea_has_no_outcome_words() -> None:
    idea = make("in_review")
    assert (wording.outcome_words(idea), wording.outcome_icon(idea), wording.outcome_tone(idea)) == (
        "",
        "",
        "",
    )


def test_amber_is_only_for_whom_it_waits() -> None:
    for status in ("clarification", "conversation", "confirming"):
        idea = make(status, "" if status == "clarification" else "declined")
        assert wording.status_tone(idea, True) == "you"
        assert wording.status_tone(idea) != "you"


@pytest.mark.parametrize(
    ("idea", "reader", "words"),
    [
        (make("draft"), SUBMITTER, "Only you can see this draft."),
        (make("in_review"), SUBMITTER, "With Anna Weber (Logistics) until Thursday 14\xa0May"),
        (make("in_review"), OWNER, "With you until Thursday 14\xa0May"),
        (make("in_review"), COORDINATOR, "With Anna Weber (Logistics) until Thursday 14\xa0May"),
        (make("in_review"), COLLEAGUE, ""),
        (make("in_review"), None, ""),
        (make("clarification"), SUBMITTER, "With you until Thursday 14\xa0May"),
        (make("clarification"), OWNER, "Waiting for an answer until Thursday 14\xa0May"),
        (make("clarification"), COLLEAGUE, ""),
        (make("confirming", "declined"), SUBMITTER, "With you until Thursday 14\xa0May"),
        (make("confirming", "declined"), OWNER, "The notes are being checked until Thursday 14\xa0May"),
        (make("deferred", "deferred"), SUBMITTER, "Anna Weber brings it back on Thursday 14\xa0May"),
        (make("closed", "declined"), COLLEAGUE, "Closed on Monday 4\xa0May"),
        (make("closed", "adopted"), COLLEAGUE, "Next news on Wednesday 3\xa0June"),
        (make("closed", "adopted", "effect_checked"), COLLEAGUE, "Closed on Monday 4\xa0May"),
        (make("withdrawn"), SUBMITTER, "Withdrawn on Monday 4\xa0May"),
    ],
)
def test_next_words_for_each_reader(idea: Idea, reader: User | None, words: str) -> None:
    assert wording.next_words(idea, reader) == words


def test_next_words_without_department_name_only_the_owner() -> None:
    idea = make("in_review")
    idea.department = None
    assert wording.next_words(idea, SUBMITTER) == "With Anna Weber until Thursday 14\xa0May"


def test_caller_may_say_who_knows_the_owner() -> None:
    idea = make("in_review")
    assert wording.next_words(idea, COLLEAGUE, names=True).startswith("With Anna Weber")
    assert wording.next_words(idea, SUBMITTER, names=False) == ""


@pytest.mark.parametrize("duty", wording.HANDLING)
def test_standing_says_who_knows_the_owner(duty: str) -> None:
    idea = make("in_review")
    idea.__dict__.update({"s_visible": True, "s_line_manager": False, duty: True})
    assert wording.knows_owner(idea, COLLEAGUE)
    idea.__dict__["s_line_manager"] = True
    assert not wording.knows_owner(idea, COLLEAGUE)


def test_standing_makes_a_cosubmitter_one_of_those_whose_idea_it_is() -> None:
    idea = make("clarification")
    idea.__dict__["s_cosubmitter"] = True
    assert wording.is_mine(idea, COLLEAGUE)
    assert not wording.is_mine(idea, None)


def track(idea: Idea, reader: User | None = SUBMITTER) -> list[tuple[str, str, str]]:
    return [tuple(step) for step in wording.steps(idea, reader)]


def test_track_of_an_idea_in_review() -> None:
    assert track(make("in_review")) == [
        ("Received", "29\xa0April", "past"),
        ("With experts", "until 14\xa0May", "now"),
        ("Decision", "by 29\xa0May", "next"),
        ("Conversation", "within two weeks", "next"),
        ("Closed", "when you say so", "next"),
    ]


def test_track_tells_strangers_no_limits_and_no_promise() -> None:
    assert [step.when for step in wording.steps(make("in_review"), COLLEAGUE)] == [
        "29\xa0April",
        "",
        "",
        "within two weeks",
        "after the talk",
    ]


def test_track_of_a_decided_idea() -> None:
    assert track(make("conversation", "declined"))[2:] == [
        ("Decision", "3\xa0May", "past"),
        ("Conversation", "by 14\xa0May", "now"),
        ("Closed", "when you say so", "next"),
    ]
    assert track(make("confirming", "declined"))[3] == ("Conversation", "notes to check", "now")
    assert track(make("confirming", "declined"), OWNER)[3] == ("Conversation", "notes being checked", "now")


def test_track_of_what_rests_or_ended() -> None:
    assert track(make("closed", "declined"))[4] == ("Closed", "4\xa0May", "past")
    assert track(make("deferred", "deferred"))[4] == ("On hold", "until 14\xa0May", "now")
    assert track(make("withdrawn")) == [("Received", "29\xa0April", "past"), ("Withdrawn", "4\xa0May", "now")]
    assert {step.state for step in wording.steps(make("draft"), SUBMITTER)} == {"next"}
    assert track(make("triage"))[0][2] == "now"


def test_promise_is_told_as_an_answer_by_a_day() -> None:
    assert wording.promise_words(make("in_review")) == "Answer by 29\xa0May"
    draft = make("draft")
    draft.promise_at = None
    assert wording.promise_words(draft) == ""


@pytest.mark.parametrize(("words", "told"), [(3, "1 minute to read"), (540, "3 minutes to read")])
def test_reading_time_is_honest(words: int, told: str) -> None:
    assert wording.reading_words("word " * words) == told


@pytest.mark.parametrize(
    ("names", "told"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_names_stand_in_a_row(names: list[str], told: str) -> None:
    assert wording.in_a_row(names) == told


def test_department_names_are_each_said_once() -> None:
    assert wording.department_names(make("in_review", others=("IT", "Logistics"))) == ["Logistics", "IT"]
