"""The promise: one date on every page, moved only with a reason, by a person whose mail says so."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from ideas import clock, days, deadlines, integrity, workflow
from ideas.models import BEFORE_DECISION, Event, Idea, InPersonTask, OutgoingMail, Status
from ideas.rules import Refused
from tests.factories import bring_to, experts_of, file_reviews, make_cast, make_idea, owner_of
from tests.journeys import fresh
from tests.visits import browser, page, page_of, words

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 5, 4, 10, tzinfo=BERLIN)
PROMISE = date(2026, 6, 3)
"""Thirty days after that Monday, a Wednesday."""
WHY = "The yard is closed until the rails are laid."


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture(autouse=True)
def in_order():
    yield
    assert list(integrity.findings()) == []


@pytest.fixture(autouse=True)
def on_a_monday():
    with clock.at(MONDAY):
        yield


def local(moment):
    return moment.astimezone(BERLIN).date()


def at(day, hour=10):
    return clock.at(datetime(2026, *day, hour, tzinfo=BERLIN))


# where it stands ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", BEFORE_DECISION)
def test_promise_stands_on_every_page_of_the_idea(cast, status):
    idea = make_idea(cast, status)
    owner = owner_of(idea)
    if status in (Status.TRIAGE, Status.DISCUSSION):
        cast.logistics.refresh_from_db()
    said = words(days.plain(idea.promise_at))
    assert local(idea.promise_at) == PROMISE
    for reader in (cast.submitter, owner):
        assert said in words(page_of(reader, idea))
    for verb in ("message", "move_promise"):
        assert f"Answer by {said}." in words(page(owner, reverse("act", args=[idea.public_id, verb])))
    assert f"Answer by {said}." in words(
        page(cast.submitter, reverse("act", args=[idea.public_id, "message"]))
    )
    assert said in words(page(cast.submitter, reverse("receipt", args=[idea.public_id])))
    assert said in words(page(cast.submitter, reverse("home")))


def test_promise_stands_on_the_desk_of_an_expert(cast):
    idea = make_idea(cast)
    desk = page(experts_of(idea)[0], reverse("desk_idea", args=[idea.public_id]))
    assert "Answer by 3 June." in words(desk)


def test_promise_stands_in_the_receipt(cast):
    make_idea(cast)
    mail = OutgoingMail.objects.get(to_user=cast.submitter, kind="receipt")
    assert "3 June" in mail.subject
    assert "Wednesday 3 June" in mail.text


def test_promise_is_not_said_to_who_only_reads_the_idea(cast):
    idea = make_idea(cast)
    support = page(cast.bystander, reverse("act", args=[idea.public_id, "support"]))
    assert "Answer by" not in words(support)


def test_decided_idea_promises_no_answer_any_more(cast):
    idea = make_idea(cast, "conversation")
    assert "Answer by" not in words(page(owner_of(idea), reverse("act", args=[idea.public_id, "message"])))


def test_waiting_is_shown_apart_and_the_first_promise_stays(cast):
    idea = make_idea(cast)
    with at((5, 5)):
        workflow.ask(idea, experts_of(idea)[0], text="Which gate?")
    with at((5, 8)):
        workflow.answer(idea, cast.submitter, text="The one at the back.")
    now = fresh(idea)
    assert (local(now.promise_at), local(now.round.first_promise_at)) == (date(2026, 6, 8), PROMISE)
    with at((5, 8), 12):
        mine, theirs = words(page_of(cast.submitter, idea)), words(page_of(owner_of(idea), idea))
    counted = "3 working days of waiting for {} are counted on top; the first promise was 3 June."
    assert counted.format("you") in mine
    assert counted.format("the submitter") in theirs
    assert "answer by Monday 8 June" in mine


def test_promise_that_nobody_moved_says_nothing_more(cast):
    assert "first promise" not in page_of(cast.submitter, make_idea(cast))


# moving it ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("on", [date(2026, 6, 24), date(2026, 5, 27)])
def test_promise_moves_both_ways_and_the_first_one_is_kept(cast, on):
    idea = make_idea(cast)
    workflow.move_promise(idea, owner_of(idea), on=on, why=WHY)
    now = fresh(idea)
    assert local(now.promise_at) == local(now.round.promise_at) == on
    assert local(now.round.first_promise_at) == PROMISE
    assert now.due_at <= now.promise_at
    shown = words(page_of(cast.submitter, idea))
    assert "The first promise was 3 June." in shown
    assert WHY in shown


def test_earlier_promise_takes_the_dates_of_the_step_along(cast):
    idea = make_idea(cast)
    workflow.move_promise(idea, owner_of(idea), on=date(2026, 5, 8), why=WHY)
    now = fresh(idea)
    assert local(now.due_at) == date(2026, 5, 6)  # a day each for comparing views and for deciding
    assert {local(row.due_at) for row in now.assignments.all()} == {date(2026, 5, 6)}


def test_earlier_promise_leaves_the_submitter_the_time_for_an_answer(cast):
    idea = make_idea(cast, "clarification")
    workflow.move_promise(idea, owner_of(idea), on=date(2026, 5, 8), why=WHY)
    now = fresh(idea)
    assert local(now.promise_at) == date(2026, 5, 8)
    assert now.due_at == idea.due_at > now.promise_at


@pytest.mark.parametrize(
    ("status", "refused", "allowed"),
    [("in_review", (2026, 5, 5), (2026, 5, 6)), ("deciding", (2026, 5, 3), (2026, 5, 4))],
)
def test_promise_leaves_a_day_for_each_step(cast, status, refused, allowed):
    idea = make_idea(cast, status)
    with pytest.raises(Refused):
        workflow.move_promise(idea, owner_of(idea), on=date(*refused), why=WHY)
    workflow.move_promise(idea, owner_of(idea), on=date(*allowed), why=WHY)
    assert local(fresh(idea).promise_at) == date(*allowed)


@pytest.mark.parametrize(("on", "why"), [(date(2026, 6, 3), WHY), (date(2026, 6, 24), "  ")])
def test_promise_does_not_move_to_where_it_is_or_without_a_reason(cast, on, why):
    idea = make_idea(cast)
    with pytest.raises(Refused):
        workflow.move_promise(idea, owner_of(idea), on=on, why=why)
    assert not Event.objects.filter(kind="move_promise").exists()


def test_promise_moved_to_a_holiday_ends_on_the_working_day_before(cast):
    type(cast.logistics).objects.filter(pk=cast.logistics.pk).update(holidays_in="DE-NW")
    idea = make_idea(cast)
    workflow.move_promise(idea, owner_of(idea), on=date(2026, 5, 25), why=WHY)  # Whit Monday
    assert local(fresh(idea).promise_at) == date(2026, 5, 22)


@pytest.mark.parametrize("verb", ["move_promise", "move_due"])
def test_no_date_is_moved_beyond_twelve_months(cast, verb):
    idea = make_idea(cast)
    with pytest.raises(Refused, match="twelve months"):
        getattr(workflow, verb)(idea, owner_of(idea), on=date(2099, 11, 20), why=WHY)


def test_due_date_does_not_move_to_where_it_is(cast):
    idea = make_idea(cast)
    with pytest.raises(Refused, match="already"):
        workflow.move_due(idea, owner_of(idea), on=local(idea.due_at), why=WHY)
    assert not Event.objects.filter(kind="move_due").exists()


# the mail -------------------------------------------------------------------------------------------------------


def test_mail_of_a_moved_promise_comes_from_who_moved_it(cast):
    idea = make_idea(cast)
    boss = owner_of(idea)
    workflow.move_promise(idea, boss, on=date(2026, 6, 24), why=WHY)
    mail = OutgoingMail.objects.get(to_user=cast.submitter, kind="moved")
    assert (mail.sender_name, mail.reply_to) == (boss.name, boss.email)
    assert WHY in " ".join(mail.text.split())
    assert "by Wednesday 24 June, not by Wednesday 3 June" in " ".join(mail.text.split())
    assert f"If you answer this mail, {boss.name} reads it." in " ".join(mail.text.split())


def test_who_has_no_address_gets_no_answers_and_nobody_is_promised_one(cast):
    idea = make_idea(cast)
    boss = owner_of(idea)
    type(boss).objects.filter(pk=boss.pk).update(email=None, personnel_number="P77")
    boss.refresh_from_db()
    workflow.move_promise(idea, boss, on=date(2026, 6, 24), why=WHY)
    mail = OutgoingMail.objects.get(to_user=cast.submitter, kind="moved")
    assert (mail.sender_name, mail.reply_to) == (boss.name, "")
    assert "answer this mail" not in mail.text


def test_submitter_without_address_is_told_in_person_with_the_reason(cast):
    idea = make_idea(cast)
    type(cast.submitter).objects.filter(pk=cast.submitter.pk).update(email=None, personnel_number="P78")
    workflow.move_promise(idea, owner_of(idea), on=date(2026, 6, 24), why=WHY)
    task = InPersonTask.objects.get(user=cast.submitter, event__kind="move_promise")
    assert WHY in " ".join(task.text.split())
    assert "answer this mail" not in task.text


def test_automatic_mails_come_from_nobody_in_particular(cast):
    make_idea(cast)
    assert set(OutgoingMail.objects.values_list("sender_name", "reply_to")) == {("", "")}


# no room left ---------------------------------------------------------------------------------------------------


def test_bringing_experts_together_needs_a_day_for_that_before_the_promise(cast):
    idea = make_idea(cast, "deciding")
    with at((6, 3)):
        with pytest.raises(Refused, match="Move the promise first") as refused:
            workflow.discuss(idea, owner_of(idea), why="The costs are open.")
        assert refused.value.first == "move_promise"
        workflow.move_promise(idea, owner_of(idea), on=date(2026, 6, 10), why=WHY)
        workflow.discuss(idea, owner_of(idea), why="The costs are open.")
    now = fresh(idea)
    assert (now.status, now.due_at <= now.promise_at) == ("discussion", True)


def test_page_says_beforehand_what_has_to_be_moved_and_leads_there(cast):
    idea = make_idea(cast, "deciding")
    decider = browser(owner_of(idea))
    url = reverse("act", args=[idea.public_id, "discuss"])
    assert "Move the promise first" not in decider.get(url).content.decode()
    with at((6, 3)):
        shown = decider.get(url).content.decode()
        key = "11111111-1111-4111-8111-111111111111"
        answered = decider.post(url, {"why": "The costs are open.", "key": key})
    link = f"{reverse('act', args=[idea.public_id, 'move_promise'])}?next={url}"
    assert "Move the promise first" in shown
    assert link in shown
    assert answered.status_code == 409
    assert "The costs are open." in answered.content.decode()
    assert link in answered.content.decode()
    assert fresh(idea).status == "deciding"


def test_another_view_needs_days_for_all_that_follows(cast):
    idea = make_idea(cast, "discussion")
    boss = owner_of(idea)
    others = (cast.expert1, cast.expert2, cast.expert3, cast.expert4)
    free = next(p for p in others if not idea.assignments.filter(reviewer=p).exists())
    with at((6, 2)), pytest.raises(Refused, match="Move the promise first"):
        workflow.assign(idea, boss, reviewers=[free], why="They know the scanner.")
    with at((6, 1)):
        workflow.assign(idea, boss, reviewers=[free], why="They know the scanner.")
    now = fresh(idea)
    assert (now.status, local(now.due_at)) == ("in_review", date(2026, 6, 1))


def test_another_department_needs_days_for_all_that_follows(cast):
    idea = make_idea(cast)
    with at((6, 2)):
        with pytest.raises(Refused, match="Move the promise first"):
            workflow.route(idea, owner_of(idea), department=cast.it, why="It is about software.")
        assert fresh(idea).department == cast.logistics
        assert len(experts_of(idea)) == 2


def test_idea_goes_to_triage_when_an_expert_joins_it_and_no_day_is_left_for_another(cast):
    idea = make_idea(cast)
    expert = experts_of(idea)[0]
    workflow.invite_cosubmitter(idea, cast.submitter, user=expert)
    with at((6, 3)):
        workflow.join(idea, expert)
        now = fresh(idea)
        assert (now.status, local(now.due_at)) == ("triage", PROMISE)
        with pytest.raises(Refused, match="Move the promise first"):
            workflow.assign(idea, owner_of(idea), reviewers=[cast.it_expert1])


def test_once_the_promise_is_broken_nothing_is_refused_for_it(cast):
    idea = make_idea(cast, "deciding")
    with at((6, 8)):
        workflow.discuss(idea, owner_of(idea), why="The costs are open.")
        assert local(fresh(idea).due_at) == date(2026, 6, 9)


def test_step_is_not_put_off_past_what_the_promise_leaves(cast):
    idea = make_idea(cast)
    boss = owner_of(idea)
    workflow.move_due(idea, boss, on=date(2026, 6, 1), why=WHY)
    with pytest.raises(Refused, match="leaves this step until 1\xa0June") as refused:
        workflow.move_due(idea, boss, on=date(2026, 6, 2), why=WHY)
    assert refused.value.first == "move_promise"


@pytest.mark.parametrize(("status", "day"), [("conversation", (5, 4)), ("deciding", (6, 8))])
def test_what_follows_the_answer_or_a_broken_promise_is_put_off_freely(cast, status, day):
    idea = make_idea(cast, status)
    with at(day):
        workflow.move_due(idea, owner_of(idea), on=date(2026, 8, 3), why=WHY)
    assert local(fresh(idea).due_at) == date(2026, 8, 3)
    assert local(fresh(idea).promise_at) == PROMISE


# other clocks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York", "Pacific/Honolulu"])
def test_promise_stays_on_its_day_in_a_department_with_other_clocks(cast, zone):
    type(cast.it).objects.filter(pk=cast.it.pk).update(time_zone=zone)
    idea = make_idea(cast)
    workflow.route(idea, owner_of(idea), department=cast.it, why="It is about software.")
    now = fresh(idea)
    there = now.promise_at.astimezone(ZoneInfo(zone))
    assert (there.date(), there.hour) == (PROMISE, 18)
    assert now.round.promise_at == now.round.first_promise_at == now.promise_at
    assert now.due_at <= now.promise_at


def test_promise_on_a_day_that_the_other_department_rests_leaves_the_day_before(cast):
    week = {"working_week": [6, 0, 1, 2, 3], "time_zone": "Asia/Riyadh"}
    type(cast.it).objects.filter(pk=cast.it.pk).update(**week)
    with clock.at(datetime(2026, 5, 6, 10, tzinfo=BERLIN)):
        idea = make_idea(cast)
        assert local(idea.promise_at) == date(2026, 6, 5)  # a Friday
        workflow.route(idea, owner_of(idea), department=cast.it, why="It is about software.")
    now = fresh(idea)
    riyadh = now.department.calendar
    assert deadlines.promise_day(now.promise_at, riyadh) == date(2026, 6, 4)
    with clock.at(datetime(2026, 6, 3, 10, tzinfo=BERLIN)):
        file_reviews(idea, "adopt")
        assert deadlines.local_day(fresh(idea).due_at, riyadh) == date(2026, 6, 4)


def test_limits_of_the_department_are_kept(cast):
    limits = {"in_review": 4, "deciding": 1, "conversation": 2, "confirming": 7}
    type(cast.logistics).objects.filter(pk=cast.logistics.pk).update(limits=limits)
    cast.logistics.refresh_from_db()
    idea = make_idea(cast)
    assert local(idea.due_at) == date(2026, 5, 8)
    idea = bring_to(cast, idea, "deciding")
    assert local(idea.due_at) == date(2026, 5, 5)


def test_dates_already_given_stay_when_the_calendar_changes(cast):
    idea = make_idea(cast)
    before = (idea.due_at, idea.promise_at)
    type(cast.logistics).objects.filter(pk=cast.logistics.pk).update(
        holidays_in="DE-BY", working_week=[0, 1], limits={"in_review": 1}
    )
    now = Idea.objects.get(pk=idea.pk)
    assert (now.due_at, now.promise_at) == before
