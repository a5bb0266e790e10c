"""A review that waits too long passes to somebody who can look at it: when, to whom, in which words, and once."""

from datetime import datetime, timedelta

import pytest

from accounts.models import Absence, Membership
from ideas import clock, deadlines, routing, sweep, workflow
from ideas.late_reviews import take_over_reviews
from ideas.models import Assignment, Event, Idea, Notice, SweepRun
from ideas.rules import Refused
from tests.factories import Cast, experts_of, make_cast, make_idea
from tests.telling import told, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def review_of(idea: Idea) -> Assignment:
    """The first open review of an idea."""
    row: Assignment = idea.assignments.filter(state="open").order_by("pk").first()
    return row


def long_due(row: Assignment) -> datetime:
    """The moment from which it passes to somebody else."""
    return deadlines.moved_promise(row.due_at, workflow.TAKE_OVER_AFTER, deadlines.calendar_of(row.idea))


def send_away(person, first, last, substitute=None) -> Absence:
    return Absence.objects.create(user=person, first_day=first, last_day=last, substitute=substitute)


def swept(moment: datetime) -> None:
    with clock.at(moment):
        take_over_reviews()


def holders(idea: Idea) -> list[str]:
    return sorted(expert.name for expert in experts_of(idea))


# when


def test_a_review_passes_on_two_working_days_after_its_day_and_not_before(cast):
    idea = make_idea(cast)
    row, before = review_of(idea), holders(idea)
    swept(long_due(row) - timedelta(seconds=1))
    assert holders(idea) == before
    swept(long_due(row))
    assert set(holders(idea)).isdisjoint(before)
    assert set(idea.assignments.filter(state="open").values_list("due_at", flat=True)) == {row.due_at}


def test_a_review_that_is_not_late_is_taken_from_nobody(cast):
    idea = make_idea(cast)
    before = holders(idea)
    with pytest.raises(Refused, match="not time yet"):
        workflow.take_over(idea, assignment=review_of(idea))
    assert holders(idea) == before
    assert not idea.events.filter(kind="take_over").exists()


def test_two_working_days_are_those_of_the_lead_department(cast):
    idea = make_idea(cast)
    row = review_of(idea)
    due = long_due(row)
    later = due + timedelta(days=1)
    while later.weekday() > 4:
        later += timedelta(days=1)
    cast.logistics.days_off = {f"{due:%F}": "Works outing"}
    cast.logistics.save()
    before = holders(idea)
    swept(due + timedelta(minutes=1))
    assert holders(idea) == before
    swept(later)
    assert holders(idea) != before


def test_a_review_of_somebody_away_passes_on_on_its_day(cast):
    idea = make_idea(cast)
    row = review_of(idea)
    day = row.due_at.date()
    send_away(row.reviewer, day - timedelta(days=3), day, cast.colleague)
    noon = row.due_at.replace(hour=8)
    swept(noon - timedelta(days=1))
    assert row.reviewer in experts_of(idea)
    swept(noon)
    taken = idea.assignments.get(state="open", reviewer=cast.colleague)
    assert (taken.due_at, taken.why) == (row.due_at, "substitute")
    assert routing.why_words(taken, cast.colleague) == f"You stand in for {row.reviewer.name}."
    row.refresh_from_db()
    assert row.state == "handed_over"


def test_a_review_waits_while_a_question_is_out(cast):
    idea = make_idea(cast)
    row = review_of(idea)
    with clock.at(row.due_at - timedelta(days=1)):
        workflow.ask(idea, experts_of(idea)[0], text="Which gate?")
    before = holders(idea)
    swept(row.due_at - timedelta(hours=1))
    assert holders(idea) == before
    with clock.at(long_due(row)), pytest.raises(Refused):
        workflow.take_over(idea, assignment=row)


# to whom


def test_who_stands_in_comes_first_else_routing_finds(cast):
    idea = make_idea(cast)
    row = review_of(idea)
    send_away(row.reviewer, clock.today(), row.due_at.date() + timedelta(days=30), cast.expert4)
    Membership.objects.filter(user=cast.expert4).update(cap=1)
    make_idea(cast)  # expert3 and expert4 are asked, and 4 has no room any more
    swept(row.due_at.replace(hour=8))
    taken = idea.assignments.get(state="open", why="taken_over")
    assert taken.reviewer == cast.expert3
    words = routing.why_words(taken, cast.expert3)
    assert words == "You look at it now, so that the promised day is kept."  # nobody reads who was late
    assert cast.expert3.name in routing.why_words(taken)


def test_whoever_looks_after_the_idea_is_asked_last(cast):
    idea = make_idea(cast)
    Membership.objects.create(user=idea.coordinator, department=cast.logistics, role="reviewer")
    row = review_of(idea)
    assert routing.replacement_for(row).user not in (idea.coordinator, row.reviewer)


def test_nobody_free_is_told_once_to_whoever_looks_after_it_and_tried_again_the_next_day(cast):
    idea = make_idea(cast)
    Membership.objects.update(cap=1)
    for expert in (cast.expert3, cast.expert4):
        send_away(expert, clock.today(), clock.today() + timedelta(days=60))
    before, due = holders(idea), long_due(review_of(idea))
    for minutes in (0, 1, 2):
        swept(due + timedelta(minutes=minutes))
    lines = Notice.objects.filter(kind="nobody_free")
    assert [line.user for line in lines] == [
        idea.coordinator,
        idea.coordinator,
    ]  # once for each of the two views
    assert {name for name in before if name in " ".join(lines.values_list("text", flat=True))} == set()
    assert holders(idea) == before
    Absence.objects.all().delete()
    swept(due + timedelta(minutes=3))
    assert holders(idea) == before
    swept(due + timedelta(days=1))
    assert set(holders(idea)).isdisjoint(before)
    assert lines.count() == 2


def test_nothing_due_costs_one_statement(cast, django_assert_num_queries):
    for _n in range(3):
        make_idea(cast)
    with django_assert_num_queries(1):
        take_over_reviews()
    assert not SweepRun.objects.exists()


# once


def test_a_review_passes_on_once_however_often_people_hand_it_over(cast):
    idea = make_idea(cast)
    row = review_of(idea)
    due = long_due(row)
    swept(due)
    taken = idea.assignments.get(state="open", reviewer=cast.expert3)
    with clock.at(due):
        workflow.hand_over(idea, cast.expert3, to=cast.it_expert1, why="Your field")
        workflow.accept_hand_over(idea, cast.it_expert1)
    before = holders(idea)
    swept(due + timedelta(days=20))
    assert holders(idea) == before
    now = idea.assignments.get(state="open", reviewer=cast.it_expert1)
    for one in (taken, now):
        with clock.at(due + timedelta(days=20)), pytest.raises(Refused):
            workflow.take_over(idea, assignment=one)


def test_the_whole_sweep_passes_it_on_and_a_second_one_does_nothing(cast):
    idea = make_idea(cast)
    due = long_due(review_of(idea))
    for _n in range(2):
        with clock.at(due):
            sweep.run()
    assert Event.objects.filter(idea=idea, kind="take_over").count() == 2  # one for each of the two views


def test_whoever_takes_it_over_is_not_called_late(cast):
    idea = make_idea(cast)
    late, due = review_of(idea).reviewer, long_due(review_of(idea))
    for hours in range(0, 96, 6):
        with clock.at(due + timedelta(hours=hours)):
            sweep.run()
    reminded = Notice.objects.filter(idea=idea, dedupe_key__startswith="reminder:review:")
    assert not reminded.filter(user__in=experts_of(idea)).exclude(user=late).exists()
    assert Event.objects.filter(idea=idea, kind="take_over").exists()


def test_an_offer_that_nobody_answered_ends_with_it(cast):
    idea = make_idea(cast)
    row = review_of(idea)
    workflow.hand_over(idea, row.reviewer, to=cast.it_expert1, why="Your field")
    swept(long_due(row))
    with pytest.raises(Refused):
        workflow.accept_hand_over(idea, cast.it_expert1)


# in which words


def test_the_story_and_the_notices_blame_nobody(cast):
    idea = make_idea(cast)
    row = review_of(idea)
    swept(long_due(row))
    taken = idea.assignments.filter(state="open").order_by("pk").first()
    for reader in (cast.submitter, idea.coordinator, taken.reviewer):
        words = words_of(told(idea, reader))
        assert f"{taken.reviewer.name} now looks at it." in words
        assert "late" not in words
        assert "overdue" not in words
    told_of = Notice.objects.filter(kind="take_over", event__data__user_id=taken.reviewer_id)
    lines = {line.user: line for line in told_of}
    assert set(lines) == {row.reviewer, taken.reviewer, idea.coordinator}
    assert lines[row.reviewer].text.endswith(f"{taken.reviewer.name} now looks at it; you need not any more.")
    assert "please file your view as soon as you can" in lines[taken.reviewer].text
    assert lines[taken.reviewer].path == f"/desk/{idea.public_id}/"
    assert row.reviewer.name not in lines[idea.coordinator].text


def test_who_stands_in_for_a_leaver_or_an_absent_one_keeps_the_date(cast):
    idea = make_idea(cast)
    row = review_of(idea)
    with clock.at(row.due_at - timedelta(days=1)):
        workflow.relieve(row.reviewer)
    assert set(idea.assignments.filter(state="open").values_list("due_at", flat=True)) == {row.due_at}
