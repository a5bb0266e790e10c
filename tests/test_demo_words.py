"""The demo's words are complete: counts, every status and outcome, reasons, people and no sentence said twice."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import get_args

import pytest

from ideas.demo import End, Idea, Outcome, ReasonCode, Review, final_outcome
from ideas.demo.catalogue import IDEAS, by_key
from ideas.demo.company import EMAIL_DOMAIN, PERSONAS, absences, departments, people

DECIDED = ("conversation", "confirming", "deferred", "closed")
REVIEWED = ("adopted", "adopted_in_part", "declined", "deferred")
FEWEST = {
    "draft": 3,
    "triage": 3,
    "in_review": 8,
    "clarification": 3,
    "discussion": 3,
    "deciding": 3,
    "conversation": 3,
    "confirming": 3,
    "deferred": 3,
    "withdrawn": 3,
    "closed": 70,
}
CLOSED_AS = {
    "adopted": 22,
    "adopted_in_part": 12,
    "declined": 22,
    "duplicate": 5,
    "exists_already": 5,
    "out_of_scope": 4,
    "passed_on": 5,
}


def all_reviews(idea: Idea) -> list[Review]:
    return idea["reviews"] + (idea["appeal"]["reviews"] if "appeal" in idea else [])


def all_texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from all_texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from all_texts(part)


def test_company_has_two_hundred_different_people():
    everyone = people()
    assert [person["index"] for person in everyone] == list(range(200))
    assert len({person["name"] for person in everyone}) == 200
    assert len({person["personnel_number"] for person in everyone}) == 200
    assert len({person["phone"] for person in everyone}) == 200
    assert Counter(person["language"] for person in everyone) == {"de": 120, "en": 80}
    assert people() == everyone


def test_company_addresses_are_plain_and_some_have_none():
    addresses = [person["email"] for person in people() if person["email"]]
    assert len(addresses) == len(set(addresses)) == 170
    assert [a for a in addresses if not re.fullmatch(r"[a-z.-]+@" + re.escape(EMAIL_DOMAIN), a)] == []


def test_company_line_managers_lead_to_one_head():
    everyone = people()
    assert [person["index"] for person in everyone if person["line_manager"] is None] == [0]
    for person in everyone:
        steps, at = 0, person["line_manager"]
        while at is not None and steps < 5:
            steps, at = steps + 1, everyone[at]["line_manager"]
        assert at is None, person["name"]


def test_departments_form_a_tree_under_one_office():
    found = departments()
    keys = [department["key"] for department in found]
    assert len(keys) == 8
    assert [department["key"] for department in found if department["is_office"]] == ["office"]
    for place, department in enumerate(found):
        assert department["parent"] is None or department["parent"] in keys[:place]


@pytest.mark.parametrize("department", departments(), ids=lambda department: department["key"])
def test_departments_have_people_in_charge_with_address(department):
    everyone = people()
    reviewers = [reviewer.person for reviewer in department["reviewers"]]
    in_charge = [department["decider"], *department["coordinators"], *reviewers]
    assert len(department["coordinators"]) == 2
    assert 3 <= len(reviewers) <= 5
    assert len(set(in_charge)) == len(in_charge)
    assert {everyone[person]["department"] for person in in_charge} == {department["key"]}
    assert all(everyone[person]["email"] for person in in_charge)
    assert all(len(words) >= 6 for words in department["words"].values())


def test_company_personas_and_absences_name_real_people():
    named = {person["name"]: person for person in people()}
    assert all(named[name]["email"] for name in PERSONAS.values())
    assert all(absence["first_day"] < absence["last_day"] for absence in absences())


def test_ideas_are_one_hundred_and_twenty():
    assert len(IDEAS) == len(by_key()) == len({idea["title"] for idea in IDEAS}) == 120
    languages = Counter(idea["lang"] for idea in IDEAS)
    assert languages["de"] >= 60
    assert languages["en"] >= 50
    assert {idea["topic"] for idea in IDEAS} == {"company", "processes", "products", "services"}
    assert {idea["department"] for idea in IDEAS} == {department["key"] for department in departments()}


def test_ideas_stand_in_every_status_with_every_outcome():
    ends = Counter(idea["end"] for idea in IDEAS)
    assert set(ends) == set(get_args(End)) == set(FEWEST)
    assert {end for end, fewest in FEWEST.items() if ends[end] < fewest} == set()
    assert {final_outcome(idea) for idea in IDEAS} == set(get_args(Outcome))
    assert Counter(final_outcome(idea) for idea in IDEAS if idea["end"] == "closed") == CLOSED_AS


def test_ideas_spread_over_a_year_with_the_open_ones_last():
    assert {0 <= idea["week"] <= 51 for idea in IDEAS} == {True}
    assert 30 <= sum(idea["week"] < 6 for idea in IDEAS) <= 40
    assert len({idea["week"] // 4 for idea in IDEAS}) == 13
    working = ("triage", "in_review", "clarification", "discussion", "deciding")
    assert [idea["key"] for idea in IDEAS if idea["end"] in working and idea["week"] > 4] == []
    assert [idea["key"] for idea in IDEAS if idea["end"] == "closed" and idea["week"] < 7] == []


def test_ideas_close_with_every_kind_of_record():
    kinds = Counter(idea["record"]["kind"] for idea in IDEAS if idea["end"] == "closed")
    assert set(kinds) == {"held_confirmed", "held_unconfirmed", "declined", "unreachable", "leaver"}
    assert kinds["held_confirmed"] > 50


def test_ideas_use_every_reason():
    codes = {idea.get("reason_code", "") for idea in IDEAS}
    assert codes == set(get_args(ReasonCode))


def test_ideas_include_appeals_and_second_starts():
    assert [idea["appeal"]["outcome"] for idea in IDEAS if "appeal" in idea].count("declined") == 2
    assert sum("appeal" in idea for idea in IDEAS) == 3
    assert sum("taken_up" in idea for idea in IDEAS) == 2


def test_ideas_repeat_no_sentence():
    sentences: Counter[str] = Counter()
    for idea in IDEAS:
        for text in all_texts(idea):
            sentences.update({part for part in re.split(r"(?<=[.!?])\s+", text) if len(part) > 45})
    assert [sentence for sentence, times in sentences.items() if times > 1] == []


def test_each_idea_comes_from_somebody_without_a_duty_on_it():
    everyone, found = people(), {department["key"]: department for department in departments()}
    for idea in IDEAS:
        department = found[idea["department"]]
        in_charge = {department["decider"], *department["coordinators"]}
        in_charge |= {reviewer.person for reviewer in department["reviewers"]}
        assert idea["submitter"] is not None, idea["key"]
        assert idea["submitter"] not in in_charge, idea["key"]
        assert everyone[idea["submitter"]]["line_manager"] != department["decider"], idea["key"]
        assert 0 <= idea["supports"] <= 25, idea["key"]
        assert 0 <= idea["cosubmitters"] <= 2, idea["key"]


def test_each_idea_has_an_outcome_exactly_where_one_is_read():
    for idea in IDEAS:
        assert (idea["outcome"] != "") == (idea["end"] in DECIDED), idea["key"]
        assert ("record" in idea) == (idea["end"] in ("confirming", "deferred", "closed")), idea["key"]
        assert ("talk" in idea) == (idea["end"] == "conversation"), idea["key"]
        assert ("why_withdrawn" in idea) == (idea["end"] == "withdrawn"), idea["key"]
        assert ("defer_weeks" in idea) == (idea["outcome"] == "deferred"), idea["key"]


def test_each_idea_gives_a_real_reason():
    for idea in IDEAS:
        if idea["outcome"]:
            assert (idea.get("reason_code", "") == "") == (idea["outcome"] == "adopted"), idea["key"]
            assert len(idea["reason_text"]) >= 80, idea["key"]
        if "appeal" in idea:
            assert idea["appeal"]["reason_code"], idea["key"]
            assert len(idea["appeal"]["reason_text"]) >= 80, idea["key"]


def test_each_no_says_what_would_change_it():
    for idea in IDEAS:
        for part in (idea, idea.get("appeal", {})):
            declined = part.get("outcome") == "declined"
            assert (len(part.get("would_change", "")) >= 40) == declined, idea["key"]


def test_each_idea_was_looked_at_by_enough_experts():
    for idea in IDEAS:
        fewest = 2 if idea["outcome"] in REVIEWED or idea["end"] in ("discussion", "deciding") else 0
        assert len(idea["reviews"]) >= fewest, idea["key"]
        for review in all_reviews(idea):
            assert len(re.findall(r"[.!?](?=\s|$)", review.public_text)) >= 2, idea["key"]
            assert set(review.scores.values()) <= {1, 2, 3, 4, 5}, idea["key"]
        said = {review.recommendation for review in idea["reviews"]}
        apart = "decline" in said and bool(said & {"adopt", "adopt_in_part"})
        compared = "consensus" in idea or "dissent" in idea or idea["end"] == "discussion"
        assert apart == compared, idea["key"]


def test_each_idea_says_what_follows_from_the_outcome():
    for idea in IDEAS:
        outcome = final_outcome(idea)
        last = idea.get("appeal", idea)
        assert ("implementation" in last) == (outcome in ("adopted", "adopted_in_part")), idea["key"]
        assert ("where" in idea) == (outcome == "exists_already"), idea["key"]
        assert ("passed_to" in idea) == (outcome == "passed_on"), idea["key"]
        assert ("duplicate_of" in idea) == (outcome == "duplicate"), idea["key"]
        if "duplicate_of" in idea:
            target = by_key()[idea["duplicate_of"]]
            assert target["week"] > idea["week"], idea["key"]
            assert target["outcome"] != "duplicate", idea["key"]


def test_each_idea_record_ends_with_thanks_and_a_next_step():
    for idea in IDEAS:
        records = [part["record"] for part in (idea, idea.get("appeal", {})) if "record" in part]
        for record in records:
            assert record["said"], idea["key"]
            assert record["agreed"], idea["key"]
            assert record["thanks"], idea["key"]
            assert record["next_step"], idea["key"]
            answered = record["kind"] == "held_confirmed" and idea["end"] != "confirming"
            assert bool(record["answer"]) == answered, idea["key"]


def test_each_idea_question_is_open_only_while_it_waits():
    for idea in IDEAS:
        waiting = [question for question in idea.get("questions", []) if not question.answer]
        assert bool(waiting) == (idea["end"] == "clarification"), idea["key"]
