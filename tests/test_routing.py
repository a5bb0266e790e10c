"""Which department, which experts, and why these."""

import random
from collections import Counter
from datetime import timedelta

import pytest

from accounts.models import Absence, Membership, User
from ideas import clock, routing, workflow
from ideas.models import Assignment, Idea, RoutingRule
from tests.factories import (
    Cast,
    bring_to,
    experts_of,
    make_cast,
    make_department,
    make_draft,
    make_idea,
    make_member,
    make_topic,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def make_rule(department, *words, topic=None, position=10):
    return RoutingRule.objects.create(
        department=department, words=list(words), topic=topic, position=position
    )


def send_away(user, substitute=None, first=0, last=5):
    today = clock.today()
    return Absence.objects.create(
        user=user,
        first_day=today + timedelta(days=first),
        last_day=today + timedelta(days=last),
        substitute=substitute,
    )


def an_idea(cast, text="Let us do it better.", **fields):
    fields.setdefault("submitter", cast.submitter)
    return Idea(title="A title", text=text, **fields)


def picked(plan):
    return [pick.user for pick in plan.picks]


def set_cap(cap, *people):
    Membership.objects.filter(user__in=people).update(cap=cap)


# a plan


def test_plan_asks_two_of_the_lead_department(cast):
    plan = routing.plan(an_idea(cast, department=cast.logistics))
    assert (plan.lead, plan.concerned, plan.enough, plan.notes) == (cast.logistics, [], True, [])
    assert picked(plan) == [cast.expert1, cast.expert2]
    assert plan.coordinator == cast.coordinator1


def test_plan_asks_one_of_each_department_concerned(cast):
    make_rule(cast.it, "scanner")
    plan = routing.plan(an_idea(cast, "Scanner for all", department=cast.logistics))
    assert (plan.lead, plan.concerned) == (cast.logistics, [cast.it])
    assert [pick.department for pick in plan.picks] == [cast.logistics, cast.it]


def test_plan_asks_no_more_departments_than_reviews(cast):
    third = make_department("Sales", cast.office)
    for place, department in enumerate((third, cast.it, cast.logistics)):
        make_rule(department, "scanner", position=place)
    make_members(third)
    plan = routing.plan(an_idea(cast, "Scanner for all"))
    assert [plan.lead, *plan.concerned] == [third, cast.it]


def test_plan_asks_as_many_as_the_setting(cast, settings):
    settings.MIN_REVIEWS = 3
    assert len(routing.plan(an_idea(cast, department=cast.logistics)).picks) == 3
    assert len(routing.plan(an_idea(cast, department=cast.logistics), seats=1).picks) == 1


def test_a_later_round_goes_to_the_departments_of_the_idea(cast):
    make_rule(cast.it, "scanner")
    idea = make_idea(cast, text="Scanner for all")
    RoutingRule.objects.all().delete()
    for chosen in (None, cast.logistics):
        plan = routing.plan(idea, department=chosen)
        assert (plan.lead, plan.concerned) == (cast.logistics, [cast.it])


def test_another_department_is_asked_alone(cast):
    make_rule(cast.it, "scanner")
    plan = routing.plan(make_idea(cast, text="Scanner for all"), department=cast.office)
    assert (plan.lead, plan.concerned) == (cast.office, [])


def test_expertise_comes_first(cast):
    topic = make_topic("Processes")
    Membership.objects.get(user=cast.expert4).topics.add(topic)
    plan = routing.plan(an_idea(cast, department=cast.logistics, topic=topic))
    assert picked(plan) == [cast.expert4, cast.expert1]
    assert [pick.why for pick in plan.picks] == ["expertise", "department"]


def test_least_loaded_for_their_cap_comes_first(cast):
    make_idea(cast)  # 1 and 2 have one each
    assert picked(routing.plan(an_idea(cast, department=cast.logistics))) == [cast.expert3, cast.expert4]
    make_idea(cast)  # 3 and 4, too
    set_cap(12, cast.expert4)
    assert picked(routing.plan(an_idea(cast, department=cast.logistics))) == [cast.expert4, cast.expert1]


def test_whoever_was_not_asked_for_longest_comes_first_among_equals(cast):
    first = make_idea(cast)
    bring_to(cast, make_idea(cast), "triage")
    bring_to(cast, first, "triage")
    assert picked(routing.plan(an_idea(cast, department=cast.logistics))) == [cast.expert1, cast.expert2]


def ask(round_holder, plan):
    """Assign what a plan says, each time in a round of its own, so that one idea can hold them all."""
    number = round_holder.rounds.count() + 1
    now = clock.now()
    dates = {"started_at": now, "first_promise_at": now, "promise_at": now}
    round_ = round_holder.rounds.create(number=number, cause="returned", **dates)
    Assignment.objects.bulk_create(
        Assignment(
            idea=round_holder, round=round_, department=p.department, reviewer=p.user, why=p.why, due_at=now
        )
        for p in plan.picks
    )


def test_load_stays_even_over_hundreds_of_ideas(cast):
    experts = [getattr(cast, f"expert{n}") for n in (1, 2, 3, 4)]
    set_cap(120, *experts)
    holder = make_idea(cast)
    away = None
    for n in range(239):
        if n % 60 == 20:
            away = send_away(experts[n // 60])
        elif n % 60 == 30:
            away.delete()
        plan = routing.plan(an_idea(cast, department=cast.logistics))
        assert plan.enough
        ask(holder, plan)
    assert set(Counter(holder.assignments.values_list("reviewer", flat=True)).values()) == {120}
    assert not routing.plan(an_idea(cast, department=cast.logistics)).picks


def test_coordinators_share_the_ideas(cast):
    owners = Counter(make_idea(cast, glanced=False).coordinator for _n in range(6))
    assert owners == {cast.coordinator1: 3, cast.coordinator2: 3}


def test_nobody_gets_more_than_their_cap(cast):
    set_cap(2, cast.expert1, cast.expert2, cast.expert3, cast.expert4)
    ideas = [make_idea(cast, glanced=False) for _n in range(6)]
    assert [idea.status for idea in ideas] == ["in_review"] * 4 + ["triage"] * 2
    assert [len(experts_of(idea)) for idea in ideas] == [2, 2, 2, 2, 0, 0]
    plan = routing.plan(an_idea(cast, department=cast.logistics))
    assert not plan.enough
    assert [routing.remark_words(note) for note in plan.notes] == [
        "0 of the 2 experts needed are free at present."
    ]


def test_every_department_concerned_is_needed(cast):
    make_rule(cast.it, "scanner")
    Membership.objects.filter(department=cast.it).update(cap=1)
    for name in ("it_expert1", "it_expert2", "it_expert3", "it_expert4"):
        send_away(getattr(cast, name))
    plan = routing.plan(an_idea(cast, "Scanner", department=cast.logistics))
    assert (picked(plan), plan.enough) == ([cast.expert1], False)


def test_nobody_in_conflict_of_interest_is_asked(cast):
    joint = make_member(cast.logistics)
    invited = make_member(cast.logistics)
    make_member(cast.logistics, user=cast.submitter)
    make_member(cast.logistics, user=cast.manager)
    make_member(cast.logistics, "coordinator", cast.manager)
    set_cap(0, cast.expert1, cast.expert2, cast.expert3, cast.expert4)
    idea = make_draft(cast.submitter, department=cast.logistics)
    idea.cosubmitters.create(user=joint, state="accepted")
    idea.cosubmitters.create(user=invited, state="invited")
    plan = routing.plan(idea)
    assert (picked(plan), plan.enough) == ([invited], False)
    assert plan.coordinator in (cast.coordinator1, cast.coordinator2)
    assert {c.user for c in routing.eligible_reviewers(idea, cast.logistics)}.isdisjoint(
        {joint, cast.submitter, cast.manager}
    )


def test_leavers_are_not_asked(cast):
    for person in (cast.expert1, cast.coordinator1):
        person.is_active = False
        person.save()
    plan = routing.plan(an_idea(cast, department=cast.it), department=cast.logistics)
    assert cast.expert1 not in picked(plan)
    make_member(cast.logistics, "coordinator")
    assert routing.coordinator_for(cast.logistics) == cast.coordinator2


def test_excluded_are_not_asked(cast):
    plan = routing.plan(
        an_idea(cast, department=cast.logistics), exclude=[cast.expert1, cast.expert2.pk, cast.expert3]
    )
    assert (picked(plan), plan.enough) == ([cast.expert4], False)


def test_whoever_coordinates_is_asked_last(cast):
    make_member(cast.logistics, user=cast.coordinator1)
    Membership.objects.filter(user=cast.coordinator1).update(cap=100)
    make_idea(cast), make_idea(cast)
    plan = routing.plan(an_idea(cast, department=cast.logistics))
    assert plan.coordinator == cast.coordinator1
    assert cast.coordinator1 not in picked(plan)


# absence, substitutes, parents


def test_absent_are_not_asked(cast):
    send_away(cast.expert1)
    send_away(cast.expert2, first=1)
    send_away(cast.expert3, first=-3, last=-1)
    plan = routing.plan(an_idea(cast, department=cast.logistics))
    assert picked(plan) == [cast.expert2, cast.expert3]


def test_substitute_of_an_absent_expert_is_asked(cast):
    for n in (1, 2, 3):
        send_away(getattr(cast, f"expert{n}"), cast.colleague)
    plan = routing.plan(an_idea(cast, department=cast.logistics))
    assert picked(plan) == [cast.expert4, cast.colleague]
    assert plan.picks[1].why == "substitute"
    assert routing.why_words(plan.picks[1]) == "Colleague Example stands in for Logistics Expert 1."


@pytest.mark.parametrize("trouble", ["absent", "inactive", "submitter", "taken", "over_cap"])
def test_substitute_who_cannot_is_not_asked(cast, trouble):
    stand_in = {"submitter": cast.submitter, "taken": cast.expert4}.get(trouble, cast.colleague)
    for n in (1, 2, 3):
        send_away(getattr(cast, f"expert{n}"), stand_in)
    if trouble == "absent":
        send_away(stand_in, cast.employee)
    if trouble == "inactive":
        stand_in.is_active = False
        stand_in.save()
    if trouble == "over_cap":
        make_member(cast.office, user=stand_in, cap=0)
    plan = routing.plan(an_idea(cast, department=cast.logistics))
    assert (picked(plan), plan.enough) == ([cast.expert4], False)


def test_parent_helps_out(cast):
    helper = make_member(cast.office)
    for n in (1, 2, 3, 4):
        send_away(getattr(cast, f"expert{n}"))
    plan = routing.plan(an_idea(cast, department=cast.logistics))
    assert (picked(plan), plan.enough) == ([helper], False)
    second = make_member(cast.office)
    plan = routing.plan(an_idea(cast, department=cast.logistics))
    assert (picked(plan), plan.enough) == ([helper, second], True)
    assert [(pick.department, pick.why) for pick in plan.picks] == [(cast.logistics, "parent")] * 2


def test_grandparent_does_not_help_out(cast):
    crew = make_department("Crew", cast.logistics)
    make_members(crew)
    make_member(cast.office)
    set_cap(0, *(getattr(cast, f"expert{n}") for n in (1, 2, 3, 4)))
    Membership.objects.filter(department=crew).update(cap=0)
    plan = routing.plan(an_idea(cast, department=crew))
    assert (plan.lead, picked(plan), plan.enough) == (crew, [], False)


def test_department_without_people_is_handled_by_its_parent(cast):
    crew = make_department("Crew", cast.logistics)
    make_member(crew), make_member(crew), make_member(crew, "coordinator")
    plan = routing.plan(an_idea(cast, department=crew))
    assert (plan.lead, picked(plan)) == (cast.logistics, [cast.expert1, cast.expert2])
    assert [routing.remark_words(note) for note in plan.notes] == [
        "Crew has too few people for it at present; Logistics handles it."
    ]
    boss = crew.memberships.get(role="coordinator").user
    send_away(boss, cast.colleague, first=20, last=30)
    assert routing.plan(an_idea(cast, department=crew)).lead == crew


def test_department_that_takes_no_ideas_is_handled_by_its_parent(cast):
    cast.logistics.takes_ideas = False
    cast.logistics.save()
    plan = routing.plan(an_idea(cast, department=cast.logistics))
    assert (plan.lead, plan.enough, plan.coordinator) == (cast.office, False, cast.office1)


def test_departments_with_one_handler_count_once(cast):
    crew = make_department("Crew", cast.logistics)
    make_rule(crew, "scanner")
    plan = routing.plan(an_idea(cast, "Scanner", department=cast.logistics))
    assert (plan.lead, plan.concerned, len(plan.picks)) == (cast.logistics, [], 2)


# appeal and the same round


def test_appeal_leaves_out_who_judged_before(cast):
    idea = make_idea(cast, "closed")
    before = set(idea.assignments.values_list("reviewer", flat=True))
    workflow.appeal(idea, cast.submitter, why="There is a new point.")
    idea = Idea.objects.get(pk=idea.pk)
    barred = routing.barred_from(idea)
    assert barred.earlier == before | {cast.decider.pk}
    assert {expert.pk for expert in experts_of(idea)}.isdisjoint(before)
    assert len(experts_of(idea)) == 2
    assert routing.decider_for(idea) == idea.coordinator


def test_who_was_asked_in_this_round_is_not_asked_again(cast):
    idea = make_idea(cast)
    assert picked(routing.plan(idea)) == [cast.expert3, cast.expert4]
    assert {c.user for c in routing.eligible_reviewers(idea, cast.logistics)} == {cast.expert3, cast.expert4}


# replacement


def test_replacement_is_the_substitute(cast):
    idea = make_idea(cast)
    send_away(cast.expert1, cast.colleague)
    pick = routing.replacement_for(idea.assignments.get(reviewer=cast.expert1))
    assert (pick.user, pick.department, pick.why) == (cast.colleague, cast.logistics, "substitute")


@pytest.mark.parametrize("trouble", ["none", "engaged", "absent", "avoided"])
def test_replacement_is_found_by_routing_where_the_substitute_cannot(cast, trouble):
    idea = make_idea(cast)
    stand_in = {"none": None, "engaged": cast.expert2}.get(trouble, cast.colleague)
    send_away(cast.expert1, stand_in)
    if trouble == "absent":
        send_away(cast.colleague, cast.employee)
    avoid = [cast.colleague] if trouble == "avoided" else []
    pick = routing.replacement_for(idea.assignments.get(reviewer=cast.expert1), avoid)
    assert (pick.user, pick.why) == (cast.expert3, "department")


def test_replacement_may_be_nobody(cast):
    idea = make_idea(cast)
    cast.expert1.is_active = False
    cast.expert1.save()
    pick = routing.replacement_for(
        idea.assignments.get(reviewer=cast.expert1), avoid=[cast.expert3, cast.expert4]
    )
    assert pick is None


# whom a coordinator may choose


def test_eligible_are_all_experts_the_nearest_first(cast):
    idea = make_idea(cast)
    send_away(cast.expert3)
    set_cap(0, cast.it_expert1)
    found = routing.eligible_reviewers(idea)
    assert [c.user for c in found] == [
        *(cast.expert4, cast.it_expert2, cast.it_expert3, cast.it_expert4, cast.it_expert1, cast.expert3)
    ]
    by_user = {c.user: c for c in found}
    assert by_user[cast.expert3].absent
    assert by_user[cast.it_expert1].over_cap
    assert (by_user[cast.expert4].load, by_user[cast.expert4].cap, by_user[cast.expert4].fits) == (
        0,
        6,
        False,
    )
    assert by_user[cast.expert4].department == cast.logistics


def test_eligible_for_a_topic_fit(cast):
    topic = make_topic()
    Membership.objects.get(user=cast.expert4).topics.add(topic)
    found = routing.eligible_reviewers(make_draft(cast.submitter, topic=topic), cast.logistics)
    assert [(c.user, c.fits) for c in found[:2]] == [(cast.expert4, True), (cast.expert1, False)]


# the cost


def test_plan_asks_the_database_six_times_at_most(cast, django_assert_max_num_queries):
    make_rule(cast.it, "scanner")
    for n in (1, 2, 3):
        send_away(getattr(cast, f"expert{n}"), cast.colleague)
    idea = make_draft(cast.submitter, text="Scanner", department=cast.logistics)
    with django_assert_max_num_queries(6):
        assert routing.plan(idea).concerned == [cast.it]


def make_members(department):
    for role in ("reviewer", "reviewer", "coordinator", "coordinator"):
        make_member(department, role)


def test_people_above_are_met_only_when_they_have_to_help_out(cast, django_assert_num_queries):
    idea = an_idea(cast)
    with django_assert_num_queries(4):  # turn, rules, departments, people of one
        assert {pick.department for pick in routing.plan(idea, department=cast.logistics).picks} == {
            cast.logistics
        }
    Membership.objects.filter(department=cast.logistics, role="reviewer").update(cap=0)
    with django_assert_num_queries(5):  # and those of the department above
        routing.plan(idea, department=cast.logistics)


def test_of_an_idea_that_is_not_written_yet_the_same_are_barred_as_of_one_that_is(cast):
    User.objects.filter(pk=cast.submitter.pk).update(line_manager=cast.expert1)
    idea = an_idea(cast, submitter=User.objects.get(pk=cast.submitter.pk))
    new = routing.people.barred_from(idea)
    assert new.conflicted == {cast.submitter.pk, cast.expert1.pk}
    idea.save()
    assert routing.people.barred_from(idea) == new
    assert routing.people.barred_from(an_idea(cast, submitter=cast.bystander)).conflicted == {
        cast.bystander.pk
    }


# who could take a review over


@pytest.mark.parametrize("seed", range(4))
def test_next_in_turn_are_the_best_in_the_order_of_a_plan(cast, seed):
    """What the database puts in order is in the order of `Search`, whoever is away, busy, barred or an expert."""
    dice, department = random.Random(seed), cast.logistics
    topic, other = make_topic("Doors"), make_topic("Pumps")
    crowd = [make_member(department) for _n in range(18)]
    for person in crowd:
        held = Membership.objects.get(user=person, department=department, role="reviewer")
        Membership.objects.filter(pk=held.pk).update(cap=dice.randint(1, 4))
        held.topics.set(dice.sample([topic, other], dice.randint(0, 2)))
        if dice.random() < 0.2:
            send_away(person, first=dice.randint(-1, 1))
        if dice.random() < 0.1:
            User.objects.filter(pk=person.pk).update(is_active=False)
    for _n in range(12):
        workflow.hand_in(make_draft(cast.submitter, department=department), cast.submitter)
    idea = Idea.objects.order_by("-number").first()
    idea.coordinator, barred = crowd[0], {one.pk for one in dice.sample(crowd, 3)}
    for idea.topic in (topic, None):
        seek = routing.planning.Search(
            routing.people.Staff.of([department]), idea.topic_id, frozenset(barred), idea.coordinator_id
        )
        everybody = seek.free(seek.staff.reviewers(department), department)
        wanted = [seek.candidate(one, department) for one in everybody if seek.can(one, department)]
        assert len(wanted) > 5
        for most in (1, 5, 50):
            assert routing.next_in_turn(idea, department, barred, most) == wanted[:most]
