"""What the verbs promise beside their status: joining, leaving, relieving, coming back, and what they refuse."""

from datetime import timedelta

import pytest

from accounts import people
from ideas import clock, conversation, integrity, sweep, workflow
from ideas.models import Assignment, CoSubmitter, Idea, Notice, Record, Review
from ideas.rules import Refused
from ideas.workflow import Time
from tests.factories import (
    experts_of,
    file_reviews,
    make_cast,
    make_decision,
    make_idea,
    make_record,
    make_user,
    owner_of,
    reasons,
    unique,
)
from tests.journeys import working_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture(autouse=True)
def in_order():
    yield
    assert list(integrity.findings()) == []


def fresh(idea):
    return Idea.objects.get(pk=idea.pk)


def other_coordinator(cast, idea):
    return next(c for c in (cast.coordinator1, cast.coordinator2) if c.pk != fresh(idea).coordinator_id)


# joining --------------------------------------------------------------------------------


def merged(cast, target, idea):
    workflow.merge(
        idea,
        owner_of(idea),
        target=target,
        reason_text=f"It is the same gate, seen from the other side. {unique('same')}",
    )
    workflow.agree(idea, other_coordinator(cast, idea))
    return fresh(idea)


def test_a_merge_loses_and_doubles_nobody(cast):
    target, idea = make_idea(cast), make_idea(cast, submitter=cast.colleague)
    both, one, follower = make_user("Both"), make_user("One"), make_user("Follower")
    for person, where in ((both, target), (both, idea), (one, idea)):
        workflow.support(where, person)
    workflow.follow(idea, follower)
    workflow.support(target, cast.colleague)
    joined = merged(cast, target, idea)
    assert (joined.status, joined.outcome, joined.merged_into_id) == ("conversation", "duplicate", target.pk)
    root = fresh(target)
    assert sorted(s.user.name for s in root.support_rows.select_related("user")) == ["Both", "One"]
    assert root.supports == 2
    assert root.follow_rows.filter(user=follower).count() == 1
    assert root.cosubmitters.get().user == cast.colleague
    assert joined.conversations.get().channel == "written"
    assert not joined.assignments.filter(state="open").exists()


def test_a_duplicate_of_a_duplicate_joins_the_root(cast):
    root, middle, last = make_idea(cast), make_idea(cast), make_idea(cast)
    merged(cast, root, middle)
    assert merged(cast, fresh(middle), last).merged_into_id == root.pk


def test_nothing_joins_itself_or_what_was_withdrawn(cast):
    idea, gone = make_idea(cast), make_idea(cast, "withdrawn")
    for target in (idea, gone):
        with pytest.raises(Refused):
            workflow.merge(idea, owner_of(idea), target=target, reason_text=reasons()["reason_text"])


def test_a_proposal_is_agreed_by_a_second_person_alone(cast):
    idea = make_idea(cast, "triage")
    first = owner_of(idea)
    workflow.propose(idea, first, outcome="exists_already", where="On the intranet", **reasons("deferred"))
    with pytest.raises(Refused) as refused:
        workflow.agree(idea, first)
    assert refused.value.kind == "forbidden"
    made = workflow.agree(idea, other_coordinator(cast, idea))
    assert (made.decided_by, made.agreed_by, fresh(idea).outcome) == (first, made.agreed_by, "exists_already")


def test_a_refused_proposal_leaves_the_idea_where_it_was(cast):
    idea = make_idea(cast, "triage")
    workflow.propose(idea, owner_of(idea), outcome="out_of_scope", **reasons("deferred"))
    workflow.refuse(idea, other_coordinator(cast, idea), why="We can decide that.")
    assert fresh(idea).status == "triage"
    workflow.propose(
        idea, owner_of(idea), outcome="passed_on", passed_to=cast.bystander, **reasons("deferred")
    )
    workflow.agree(idea, other_coordinator(cast, idea))
    workflow.confirm_receipt(idea, cast.bystander)
    with pytest.raises(Refused):
        workflow.confirm_receipt(idea, cast.bystander)


@pytest.mark.parametrize(
    "facts",
    [
        {"outcome": "adopted"},
        {"outcome": "exists_already"},
        {"outcome": "passed_on"},
        {"outcome": "duplicate"},
    ],
)
def test_a_proposal_without_what_it_needs_is_refused(cast, facts):
    idea = make_idea(cast, "triage")
    with pytest.raises(Refused):
        workflow.propose(idea, owner_of(idea), **facts, **reasons("deferred"))


# becoming co-submitter ---------------------------------------------------------------------------------------------


def joined_by(cast, idea, person):
    workflow.invite_cosubmitter(idea, cast.submitter, user=person)
    workflow.join(idea, person)
    return fresh(idea)


def test_an_expert_who_joins_loses_the_review_and_another_is_asked(cast):
    idea = make_idea(cast)
    expert = experts_of(idea)[0]
    now = joined_by(cast, idea, expert)
    assert now.status == "in_review"
    assert expert not in experts_of(idea)
    assert len(experts_of(idea)) == 2


def test_a_filed_view_of_somebody_who_joins_is_set_aside_and_the_idea_goes_back(cast):
    idea = make_idea(cast, "deciding")
    expert = idea.assignments.filter(state="filed").first().reviewer
    now = joined_by(cast, idea, expert)
    assert Review.objects.get(assignment__reviewer=expert, assignment__idea=idea).set_aside
    assert now.status == "in_review"
    assert len(experts_of(idea)) == 1


def test_an_owner_who_joins_is_owner_no_more(cast):
    idea = make_idea(cast)
    owner = owner_of(idea)
    now = joined_by(cast, idea, owner)
    assert now.owner_id != owner.pk
    assert now.coordinator_id != owner.pk


def test_a_partner_who_joins_hands_the_talk_on_and_the_appointment_is_off(cast):
    idea = make_idea(cast, "conversation")
    partner = owner_of(idea)
    conversation.book(idea, cast.submitter, slot=idea.conversations.get().slots.first())
    joined_by(cast, idea, partner)
    talk = idea.conversations.get()
    assert talk.partner != partner
    assert talk.appointment is None


def test_nobody_is_invited_twice_or_to_their_own_idea(cast):
    idea = make_idea(cast)
    workflow.invite_cosubmitter(idea, cast.submitter, user=cast.colleague)
    for person in (cast.colleague, cast.submitter, cast.leaver):
        with pytest.raises(Refused):
            workflow.invite_cosubmitter(idea, cast.submitter, user=person)
    workflow.decline_joining(idea, cast.colleague)
    assert not CoSubmitter.objects.exists()


# leaving --------------------------------------------------------------------------------


def left(person):
    people.deactivate(person)
    workflow.relieve(person)


@pytest.mark.parametrize(
    "status",
    [
        "triage",
        "in_review",
        "clarification",
        "discussion",
        "deciding",
        "conversation",
        "confirming",
        "deferred",
    ],
)
def test_the_owner_leaves_and_the_idea_has_another_one(cast, status):
    idea = make_idea(cast, status)
    owner = owner_of(idea)
    left(owner)
    now = fresh(idea)
    assert now.status == status
    assert now.owner_id not in (None, owner.pk)


def test_the_review_of_a_leaver_goes_to_the_substitute(cast):
    idea = make_idea(cast)
    expert, stand_in = (
        experts_of(idea)[0],
        next(
            e for e in (cast.expert1, cast.expert2, cast.expert3, cast.expert4) if e not in experts_of(idea)
        ),
    )
    people.set_absence(expert, clock.today(), clock.today() + timedelta(days=9), substitute=stand_in)
    left(expert)
    assert stand_in in experts_of(idea)


def test_without_anybody_else_the_idea_goes_to_triage(cast):
    idea = make_idea(cast)
    mine = experts_of(idea)
    for name in (
        "expert1",
        "expert2",
        "expert3",
        "expert4",
        "it_expert1",
        "it_expert2",
        "it_expert3",
        "it_expert4",
    ):
        if getattr(cast, name) not in mine:
            people.deactivate(getattr(cast, name))
    left(mine[0])
    assert fresh(idea).status == "triage"
    assert not Assignment.objects.open().exists()


def test_the_longest_standing_cosubmitter_carries_the_idea_on(cast):
    idea = make_idea(cast)
    joined_by(cast, idea, cast.colleague)
    joined_by(cast, idea, cast.bystander)
    left(cast.submitter)
    assert fresh(idea).submitter == cast.colleague


def test_the_sweep_relieves_who_left_by_another_road(cast):
    idea = make_idea(cast)
    owner = owner_of(idea)
    owner.is_active = False
    owner.save()
    sweep.relieve_leavers()
    assert owner_of(idea) != owner


def test_the_idea_of_a_leaver_closes_in_writing(cast):
    idea = make_idea(cast, "conversation")
    with pytest.raises(Refused):
        conversation.write_to_leaver(idea, owner_of(idea), said="We wrote.")
    people.deactivate(cast.submitter)
    conversation.write_to_leaver(idea, owner_of(idea), said="We wrote.")
    assert (fresh(idea).status, fresh(idea).first_close_kind) == ("closed", "leaver")


# hold, appeal, taking up --------------------------------------------------------------------------------


def test_back_from_hold_the_views_are_kept_and_it_cannot_be_put_on_hold_again(cast):
    idea = make_idea(cast, "deferred")
    with clock.at(clock.now() + timedelta(days=90)):
        sweep.come_back()
        assert fresh(idea).status == "deciding"
        with pytest.raises(Refused):
            workflow.defer(
                idea, owner_of(idea), until=clock.today() + timedelta(days=30), **reasons("deferred")
            )
        make_decision(cast, idea)
        assert fresh(idea).outcome == "declined"


def test_hold_comes_back_on_its_day_and_not_before(cast):
    idea = make_idea(cast, "deferred")
    with pytest.raises(Refused):
        workflow.come_back(idea)


def test_after_an_appeal_others_look_and_another_decides(cast):
    idea = make_idea(cast, "closed")
    before = set(idea.assignments.values_list("reviewer", flat=True))
    workflow.appeal(idea, cast.submitter, why="The gate was moved since.")
    assert not before & {expert.pk for expert in experts_of(idea)}
    file_reviews(idea, "adopt", "adopt")
    assert owner_of(idea) != cast.decider
    with pytest.raises(Refused):
        workflow.decide(idea, cast.decider, outcome="declined", **reasons())


def test_withdrawn_and_taken_up_again_begins_a_new_round(cast):
    idea = make_idea(cast, "withdrawn")
    workflow.take_up(idea, cast.submitter)
    assert fresh(idea).round.number == 2
    workflow.assign(idea, owner_of(idea), reviewers=[cast.expert1, cast.expert2])
    assert fresh(idea).status == "in_review"


# questions --------------------------------------------------------------------------------


def test_a_question_moves_the_promise_by_the_days_waited_and_is_asked_twice_at_most(cast):
    idea = make_idea(cast)
    promise, expert = fresh(idea).promise_at, experts_of(idea)[0]
    workflow.ask(idea, expert, text="Which gate?")
    with clock.at(clock.now() + timedelta(days=7)):
        workflow.answer(idea, cast.submitter, text="The one in the north.")
        assert fresh(idea).promise_at > promise
        assert fresh(idea).round.waited_days == 5
        workflow.ask(idea, expert, text="And the other?")
        workflow.answer(idea, owner_of(idea), text="Said on the phone.", by_phone=True)
        with pytest.raises(Refused):
            workflow.ask(idea, expert, text="And a third?")


def test_views_filed_during_a_question_count_when_it_ends(cast):
    idea = make_idea(cast)
    question = workflow.ask(idea, experts_of(idea)[0], text="Which gate?")
    file_reviews(idea, "adopt", "decline")
    assert fresh(idea).status == "clarification"
    workflow.take_back_question(idea, owner_of(idea), question=question)
    assert fresh(idea).status == "discussion"
    workflow.conclude(idea, owner_of(idea), text="One gate first.", consensus=True)
    workflow.discuss(idea, owner_of(idea), why="The costs are open.")
    assert fresh(idea).status == "discussion"


def test_an_unanswered_question_expires_and_the_idea_goes_on(cast):
    idea = make_idea(cast, "clarification")
    with clock.at(clock.now() + timedelta(days=12)):
        sweep.run()
        assert fresh(idea).status == "in_review"
        assert idea.questions.get().state == "expired"


# the talk --------------------------------------------------------------------------------


def test_not_understood_talks_again_and_the_third_talk_is_with_another_partner(cast):
    idea = make_idea(cast, "confirming")
    partners = [idea.conversations.get().partner]
    for _n in range(2):
        conversation.confirm(idea, cast.submitter, answer="not_understood", words="Why not both?")
        partners.append(owner_of(idea))
        make_record(idea)
    assert partners[0] == partners[1] != partners[2]
    with pytest.raises(Refused):
        conversation.confirm(idea, cast.submitter, answer="not_understood")
    conversation.confirm(idea, cast.submitter, answer="disagree", words="I still see it otherwise.")
    assert fresh(idea).status == "closed"


def test_silence_closes_as_unconfirmed_and_one_click_opens_it_again(cast):
    idea = make_idea(cast, "confirming")
    with clock.at(clock.now() + timedelta(days=10)):
        sweep.run()
        assert (fresh(idea).status, fresh(idea).first_close_kind) == ("closed", "held_unconfirmed")
        conversation.reopen(idea, cast.submitter)
        assert fresh(idea).status == "conversation"
        make_record(idea)
        conversation.confirm(idea, cast.submitter, answer="agree")
        assert fresh(idea).status == "closed"
        with pytest.raises(Refused):
            conversation.reopen(idea, cast.submitter)


def test_unreachable_takes_three_days_two_ways_and_a_second_person(cast):
    idea = make_idea(cast, "conversation")
    partner = owner_of(idea)
    for day, channel in ((0, "phone"), (1, "phone"), (2, "in_person")):
        with pytest.raises(Refused):
            conversation.give_up(idea, partner, account="Tried.")
        with clock.at(working_day(1 + day)):
            conversation.attempt(idea, partner, channel=channel)
    conversation.give_up(idea, partner, account="Called twice, went to see them once.")
    conversation.second_give_up(idea, other_coordinator(cast, idea))
    assert fresh(idea).first_close_kind == "unreachable"


def test_declining_the_talk_closes_with_the_written_result(cast):
    idea = make_idea(cast, "conversation")
    conversation.decline_talk(idea, cast.submitter, words="All clear to me.")
    assert fresh(idea).first_close_kind == "declined"
    assert Record.objects.get().closes_as == "declined"


def test_a_time_taken_by_somebody_else_is_refused_in_words(cast):
    first, second = make_idea(cast, "deciding"), make_idea(cast, "deciding")
    at = [Time(clock.now() + timedelta(days=3))]
    for idea in (first, second):
        make_decision(cast, idea, partner=cast.decider, times=at)
    conversation.book(first, cast.submitter, slot=first.conversations.get().slots.get())
    with pytest.raises(Refused, match="has just been taken"):
        conversation.book(second, cast.submitter, slot=second.conversations.get().slots.get())


@pytest.mark.parametrize("times", [[-1], [2, 2]])
def test_times_gone_by_or_offered_twice_are_refused(cast, times):
    idea, now = make_idea(cast, "conversation"), clock.now()
    with pytest.raises(Refused):
        conversation.offer_slots(idea, owner_of(idea), times=[Time(now + timedelta(days=d)) for d in times])


# decisions --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "facts",
    [
        {"outcome": "deferred", **reasons("deferred")},
        {"outcome": "declined"},
        {"outcome": "adopted"},
        {"outcome": "duplicate", **reasons("deferred")},
    ],
)
def test_a_decision_without_what_it_needs_is_refused(cast, facts):
    idea = make_idea(cast, "deciding")
    with pytest.raises(Refused):
        workflow.decide(idea, owner_of(idea), **facts)
    assert fresh(idea).status == "deciding"


def test_news_say_when_there_will_be_news_again_until_they_are_final(cast):
    idea = make_idea(cast, "closed", outcome="adopted")
    with pytest.raises(Refused):
        workflow.report_news(idea, cast.colleague, state="in_work", text="We began.")
    workflow.report_news(idea, cast.colleague, state="done", text="It stands.")
    workflow.report_news(idea, cast.colleague, state="effect_checked", text=f"It works. {unique('news')}")
    assert fresh(idea).implementation.next_news_on is None


def test_moving_a_date_tells_the_submitter_why(cast):
    idea = make_idea(cast)
    why = f"The expert is ill. {unique('why')}"
    first = fresh(idea).round.first_promise_at
    workflow.move_promise(idea, owner_of(idea), on=clock.today() + timedelta(days=45), why=why)
    now = fresh(idea)
    assert now.promise_at > first == now.round.first_promise_at
    assert Notice.objects.filter(user=cast.submitter, event__kind="move_promise").exists()
    with pytest.raises(Refused):
        workflow.move_due(idea, owner_of(idea), on=clock.today() - timedelta(days=1), why=why)
    with pytest.raises(Refused):
        workflow.move_due(idea, owner_of(idea), on=clock.today() + timedelta(days=3), why=" ")


def test_a_colleague_hands_in_and_the_other_is_submitter(cast):
    draft = workflow.save_draft(cast.colleague, text="He says the gate sticks.")
    idea = workflow.hand_in(draft, cast.colleague, on_behalf_of=cast.submitter, department=cast.logistics)
    assert (idea.submitter, idea.handed_in_by) == (cast.submitter, cast.colleague)
    with pytest.raises(Refused):
        workflow.hand_in(
            workflow.save_draft(cast.colleague, text="Another."), cast.colleague, on_behalf_of=cast.leaver
        )
    with pytest.raises(Refused):
        workflow.hand_in(workflow.save_draft(cast.colleague, text=" "), cast.colleague)


def test_supporting_twice_counts_once_and_never_ones_own(cast):
    idea = make_idea(cast)
    workflow.support(idea, cast.bystander, sentence="At gate 4 too.")
    workflow.support(idea, cast.bystander)
    assert fresh(idea).supports == 1
    assert fresh(idea).support_rows.get().sentence == "At gate 4 too."
    workflow.unsupport(idea, cast.bystander)
    workflow.unfollow(idea, cast.bystander)
    assert (fresh(idea).supports, fresh(idea).followers) == (0, 0)
    with pytest.raises(Refused):
        workflow.support(idea, cast.submitter)


def test_entrusting_needs_a_coordinator_without_a_part_in_it(cast):
    idea = make_idea(cast)
    with pytest.raises(Refused):
        workflow.entrust(idea, owner_of(idea), to=cast.bystander, why="You know it.")
    to = other_coordinator(cast, idea)
    workflow.entrust(idea, owner_of(idea), to=to, why="You know it better.")
    assert fresh(idea).owner == fresh(idea).coordinator == to
