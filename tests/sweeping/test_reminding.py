"""Reminders as people get them: one mail for all of a day, nobody named to those who only help, each level once."""

import logging
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Absence, User
from ideas import clock, conversation, duties, workflow
from ideas.duties import finding, reminding
from ideas.letters import News
from ideas.models import Assignment, Idea, InPersonTask, Knock, Notice, OutgoingMail
from tests.factories import Cast, make_cast, make_draft, make_idea, make_user, owner_of
from tests.sweeping.days import BERLIN, at, clear, due, mails_to, swept

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Iterator[Cast]:
    with clock.at(at(2, 9)):
        yield make_cast()


def in_review(cast: Cast, due_at: datetime, **fields: Any) -> tuple[Idea, Assignment]:
    """An idea in review of which one view is left to be filed, due then; the idea itself is due later."""
    idea = make_idea(cast, "in_review", **fields)
    first, second = idea.assignments.filter(state="open").order_by("pk")
    due(first, at(30, 18))
    due(second, due_at)
    due(idea, at(30, 18))
    return idea, Assignment.objects.select_related("reviewer").get(pk=second.pk)


# one mail a day


def test_expert_with_eight_open_ideas_gets_one_mail_a_day(cast: Cast):
    for n in range(8):
        _idea, row = in_review(cast, at(10 if n < 6 else 11, 18))
        Assignment.objects.filter(pk=row.pk).update(reviewer=cast.it_expert1)
    clear()
    for day in range(9, 14):
        for hour in range(24):
            swept(at(day, hour, 5))
    sent = Counter(mail.created_at.astimezone(BERLIN).day for mail in mails_to(cast.it_expert1))
    assert sent == {9: 1, 10: 1, 11: 1, 12: 1}
    first, second, third, fourth = mails_to(cast.it_expert1)
    assert [mail.kind for mail in (first, second, third, fourth)] == ["digest", "daily", "daily", "daily"]
    assert second.subject == "Tell: 6 things wait for you"
    assert "What else is new:" in second.text
    assert third.subject == "Tell: 8 things wait for you"


def test_what_has_come_in_goes_with_what_is_due_today(cast: Cast):
    _idea, row = in_review(cast, at(10, 18))
    clear()
    with clock.at(at(9, 15)):
        other = make_idea(cast, "in_review", title="Another idea")
        Assignment.objects.filter(pk__in=other.assignments.values("pk")).delete()
        workflow.assign(other, owner_of(other), reviewers=[row.reviewer])
    swept(at(10, 7, 5))
    mail = mails_to(row.reviewer)[0]
    assert (mail.kind, mail.news) == ("daily", "digest")
    assert "Another idea" in mail.text
    swept(at(10, 12))
    assert len(mails_to(row.reviewer)) == 1


def test_single_reminder_says_what_to_do(cast: Cast):
    idea, row = in_review(cast, at(10, 18))
    clear()
    swept(at(10, 7, 5))
    mail = mails_to(row.reviewer)[0]
    assert (mail.kind, mail.news, mail.idea_id) == ("reminder", "reminders", idea.pk)
    assert "Read and file my view" in mail.text


def test_the_day_before_comes_with_the_daily_mail(cast: Cast):
    _idea, row = in_review(cast, at(10, 18))
    clear()
    swept(at(9, 6, 55))
    assert mails_to(row.reviewer) == []
    swept(at(9, 7, 5))
    assert [mail.kind for mail in mails_to(row.reviewer)] == ["digest"]


def test_the_day_before_comes_at_once_to_whoever_wants_it_so(cast: Cast):
    _idea, row = in_review(cast, at(10, 18))
    clear()
    User.objects.filter(pk=row.reviewer.pk).update(mail_rhythm="single")
    swept(at(9, 7, 5))
    assert [mail.kind for mail in mails_to(row.reviewer)] == ["reminder"]


def test_muted_reminders_stand_in_the_inbox_alone(cast: Cast):
    _idea, row = in_review(cast, at(10, 18))
    clear()
    User.objects.filter(pk=row.reviewer.pk).update(muted=[News.REMINDERS, News.SOON])
    for day in (9, 10):
        swept(at(day, 7, 5))
    assert mails_to(row.reviewer) == []
    assert Notice.objects.filter(user=row.reviewer, kind="reminder").count() == 2


# who is told when it is late


def test_late_views_reach_expert_stand_in_coordinator_and_office(cast: Cast):
    idea, row = in_review(cast, at(10, 18))
    stand_in = cast.it_expert4
    Absence.objects.create(
        user=row.reviewer, first_day=at(9, 0).date(), last_day=at(20, 0).date(), substitute=stand_in
    )
    clear()
    coordinator = idea.coordinator
    swept(at(10, 18, 5))
    assert not Notice.objects.filter(kind__in=("overdue", "waits")).exists()
    swept(at(11, 7, 5))
    assert [mail.kind for mail in mails_to(row.reviewer)] == ["reminder", "overdue"]
    for helper in (stand_in, coordinator):
        notice = Notice.objects.get(user=helper, kind="waits")
        mail = mails_to(helper)[-1]
        assert (idea.title in notice.text, "Logistics" in notice.text) == (True, True)
        assert row.reviewer.name not in notice.text + mail.text + mail.html + mail.subject
    swept(at(12, 18, 5))
    assert not Notice.objects.filter(kind="escalated").exists()
    swept(at(13, 7, 5))
    told = Notice.objects.get(user=cast.admin, kind="escalated")
    assert f"Idea no. {idea.number} (Logistics)" in told.text
    assert idea.title not in told.text
    assert row.reviewer.name not in "".join(mail.text for mail in mails_to(cast.admin))
    swept(at(16, 7, 5))
    assert Notice.objects.filter(kind__in=("overdue", "waits", "escalated")).count() == 4


def test_stand_in_who_may_not_read_it_hears_nothing(cast: Cast):
    idea, row = in_review(cast, at(10, 18))
    workflow.set_visibility(idea, cast.submitter, visibility="handlers")
    away = {"first_day": at(9, 0).date(), "last_day": at(20, 0).date()}
    Absence.objects.create(user=row.reviewer, substitute=cast.bystander, **away)
    clear()
    swept(at(11, 7, 5))
    assert not Notice.objects.filter(user=cast.bystander).exists()
    assert Notice.objects.filter(user=row.reviewer, kind="overdue").exists()


def test_nobody_with_a_part_in_it_is_asked_to_help(cast: Cast):
    idea, row = in_review(cast, at(10, 18))
    workflow.invite_cosubmitter(idea, cast.submitter, user=cast.colleague)
    workflow.join(idea, cast.colleague)
    User.objects.filter(pk__in=[cast.colleague.pk, cast.submitter.pk]).update(is_admin=True)
    away = {"first_day": at(9, 0).date(), "last_day": at(20, 0).date()}
    Absence.objects.create(user=row.reviewer, substitute=cast.submitter, **away)
    clear()
    for day in (11, 13):
        swept(at(day, 7, 5))
    theirs = Notice.objects.filter(user__in=(cast.colleague, cast.submitter))
    assert set(theirs.values_list("kind", flat=True)) == {"quiet"}
    assert Notice.objects.filter(user=cast.admin, kind="escalated").exists()


def test_coordinator_hears_once_of_an_idea_whose_views_are_all_late(cast: Cast):
    idea = make_idea(cast, "in_review")
    for row in (idea, *idea.assignments.all()):
        due(row, at(10, 18))
    clear()
    swept(at(11, 7, 5))
    assert Notice.objects.filter(user=owner_of(idea)).exclude(kind="monday").count() == 1


# each level once, and no storm


def test_after_days_without_a_sweep_only_the_highest_level_is_said(cast: Cast):
    idea = make_idea(cast, "deciding")
    due(idea, at(10, 18))
    clear()
    swept(at(16, 11))
    swept(at(16, 12))
    kinds = Counter(Notice.objects.exclude(kind__in=("monday", "quiet")).values_list("user", "kind"))
    assert kinds == {
        (cast.decider.pk, "overdue"): 1,
        (idea.coordinator_id, "waits"): 1,
        (cast.admin.pk, "escalated"): 1,
    }


def test_a_moved_date_is_said_anew(cast: Cast):
    idea = make_idea(cast, "deciding")
    due(idea, at(10, 18))
    clear()
    swept(at(10, 8))
    due(idea, at(12, 18))
    for day in (11, 12):
        swept(at(day, 8))
    assert Notice.objects.filter(user=cast.decider, kind="reminder").count() == 3


def test_nothing_leaves_by_night_and_on_days_off(cast: Cast):
    idea = make_idea(cast, "deciding")
    due(idea, at(13, 18))
    cast.logistics.days_off = {"2026-03-13": "Founders' day"}
    cast.logistics.save()
    clear()
    for moment in (at(13, 3), at(13, 10), at(14, 10), at(15, 10), at(16, 6), at(16, 20)):
        swept(moment)
    assert mails_to(cast.decider) == []
    swept(at(16, 7))
    assert [mail.kind for mail in mails_to(cast.decider)] == ["overdue"]


def test_somebody_who_cannot_be_written_to_holds_nobody_up(cast: Cast, monkeypatch: Any, caplog: Any):
    ideas = [in_review(cast, at(10, 18)) for _n in range(2)]
    (_one, first), (_two, second) = ideas
    Assignment.objects.filter(pk=second.pk).update(reviewer=cast.it_expert1)
    clear()
    whole = reminding.Page.said_to

    def said_to(page: Any, user: Any) -> Any:
        if user.pk == first.reviewer_id:
            raise ZeroDivisionError
        return whole(page, user)

    monkeypatch.setattr(reminding.Page, "said_to", said_to)
    with caplog.at_level(logging.ERROR):
        swept(at(10, 8))
    assert "not reminded" in caplog.text
    assert mails_to(cast.it_expert1) != []


def test_the_sweep_asks_as_much_for_one_row_as_for_many(cast: Cast):
    ideas = [make_idea(cast, "deciding") for _n in range(6)]
    for idea in ideas:
        due(idea, at(10, 18))
    asked = []
    for shown in (1, 6):
        clear()
        for idea in ideas[shown:]:
            due(idea, at(30, 18))
        with clock.at(at(10, 8)), CaptureQueriesContext(connection) as queries:
            duties.remind()
        asked.append(len(queries))
        for idea in ideas:
            due(idea, at(10, 18))
    assert asked[0] == asked[1]


def test_many_rows_are_looked_at_in_batches(cast: Cast, monkeypatch: Any):
    ideas = [make_idea(cast, "deciding") for _n in range(7)]
    for n, idea in enumerate(ideas):
        due(idea, at(10, 15 + n % 3))
    clear()
    monkeypatch.setattr(finding, "BATCH", 2)
    monkeypatch.setattr(finding, "KEYS", 3)
    finding._first_pages.cache_clear()
    monkeypatch.setattr(reminding, "BATCH", 2)
    swept(at(10, 8))
    finding._first_pages.cache_clear()
    assert Notice.objects.filter(user=cast.decider, kind="reminder").count() == 7
    assert [mail.kind for mail in mails_to(cast.decider)] == ["daily"]


# submitters


def test_submitter_is_reminded_of_a_question_and_of_notes(cast: Cast):
    asked, told = make_idea(cast, "clarification"), make_idea(cast, "confirming")
    clear()
    for day in range(3, 7):
        swept(at(day, 9))
    reminders = Notice.objects.filter(user=cast.submitter, kind="reminder").order_by("created_at")
    assert [(row.idea_id, row.created_at.day) for row in reminders] == [
        (told.pk, 4),
        (asked.pk, 5),
        (told.pk, 6),
    ]


def test_reminder_of_a_submitter_without_email_is_a_task(cast: Cast):
    cast.people["submitter"] = make_user("Pia Press", email=None, personnel_number="4711")
    idea = make_idea(cast, "clarification")
    clear()
    swept(at(5, 9))
    assert InPersonTask.objects.get(kind="reminder").coordinator == idea.coordinator


# knocks


def test_a_knock_is_owed_by_whoever_has_the_idea_by_then(cast: Cast):
    idea = make_idea(cast, "deciding")
    due(idea, at(30, 18))
    clear()
    with clock.at(at(9, 10)):
        knock = workflow.knock(idea, cast.submitter)
        assert knock.due_at == at(11, 18)
    Idea.objects.filter(pk=idea.pk).update(owner=cast.coordinator2)
    swept(at(11, 8))
    assert "How does my idea stand?" in mails_to(cast.coordinator2)[0].text
    with clock.at(at(11, 9)):
        workflow.answer_knock(idea, cast.coordinator2, text="The decision comes on Thursday.")
    swept(at(12, 8))
    assert not Notice.objects.filter(kind__in=("overdue", "waits")).exists()
    assert Knock.objects.get().answered_by == cast.coordinator2


def test_a_knock_of_an_idea_that_ended_is_owed_by_nobody(cast: Cast):
    idea = make_idea(cast, "triage")
    with clock.at(at(9, 10)):
        workflow.knock(idea, cast.submitter)
        workflow.withdraw(idea, cast.submitter)
    clear()
    for day in (11, 12, 17):
        swept(at(day, 8))
    assert not Notice.objects.filter(kind__in=("reminder", "overdue", "waits", "escalated")).exists()


# nothing new


def quiet(user: Any) -> list[Notice]:
    return list(Notice.objects.filter(user=user, kind="quiet").order_by("created_at"))


def test_after_a_week_a_line_says_where_it_is_after_two_a_mail(cast: Cast):
    idea = make_idea(cast, "in_review", title="A shelf")
    workflow.invite_cosubmitter(idea, cast.submitter, user=cast.colleague)
    workflow.join(idea, cast.colleague)
    clear()
    for day in range(3, 24):
        for hour in (6, 8, 21):
            swept(at(day, hour))
    for user in (cast.submitter, cast.colleague):
        lines = quiet(user)
        assert [line.created_at.astimezone(BERLIN).day for line in lines] == [10, 17]
        assert "“A shelf”: nothing new for a week. Where it is: With experts from Logistics" in lines[0].text
        assert "longer than it should" in lines[1].text
        mail = OutgoingMail.objects.get(to_user=user, kind="quiet")
        assert (mail.created_at.astimezone(BERLIN).day, mail.obligatory) == (17, False)
        assert owner_of(idea).name not in mail.text


def test_what_others_do_breaks_the_silence_and_own_words_do_not(cast: Cast):
    idea = make_idea(cast, "in_review")
    with clock.at(at(4, 9)):
        workflow.message(idea, cast.submitter, text="Any news?")
        workflow.note(idea, owner_of(idea), text="Hm.")
    swept(at(10, 9))
    assert len(quiet(cast.submitter)) == 1
    with clock.at(at(11, 9)):
        workflow.message(idea, owner_of(idea), text="We measure the yard.")
    swept(at(17, 9))
    assert len(quiet(cast.submitter)) == 1
    swept(at(18, 9, 30))
    assert len(quiet(cast.submitter)) == 2


@pytest.mark.parametrize("status", ["clarification", "conversation", "confirming", "closed", "withdrawn"])
def test_no_line_while_it_waits_for_the_submitter_or_is_decided(cast: Cast, status: str):
    idea = make_idea(cast, status)
    due(idea, at(30, 18)) if idea.due_at else None
    with clock.at(at(18, 9)):
        duties.break_silence()
    assert quiet(cast.submitter) == []


def test_without_email_silence_is_broken_in_person(cast: Cast):
    cast.people["submitter"] = make_user("Pia Press", email=None, personnel_number="4711")
    make_idea(cast, "in_review")
    swept(at(10, 9))
    assert not InPersonTask.objects.filter(kind="quiet").exists()
    swept(at(16, 9, 30))
    assert "Hello Pia Press" in InPersonTask.objects.get(kind="quiet").text


# Mondays


def test_coordinators_get_three_lines_each_monday(cast: Cast):
    with clock.at(at(2, 9)):
        for _n in range(3):
            make_idea(cast, "in_review")
    late = make_idea(cast, "triage")
    Idea.objects.filter(pk=late.pk).update(promise_at=at(6, 18))
    clear()
    for day in range(7, 17):
        for hour in (6, 7, 12):
            swept(at(day, hour, 5))
    lines = Notice.objects.filter(user=cast.coordinator1, kind="monday").order_by("pk")
    assert [line.created_at.astimezone(BERLIN).strftime("%d %H") for line in lines] == ["09 07"] * 3 + [
        "16 07"
    ] * 3
    texts = [line.text for line in lines[:3]]
    assert texts[0].startswith("On time: 3 ideas")
    assert texts[1] == "In danger: 1 idea is to be answered within seven days; 1 of them is late already."
    assert texts[2].startswith(f"Waiting longest: idea no. {Idea.objects.order_by('number')[0].number},")
    mail = next(m for m in mails_to(cast.coordinator1) if m.created_at >= at(9, 0))
    assert all(" ".join(text.split()) in " ".join(mail.text.split()) for text in texts)
    assert Notice.objects.filter(user=cast.office1, kind="monday").count() == 6


def test_where_monday_is_off_the_lines_come_on_tuesday(cast: Cast):
    cast.logistics.days_off = {"2026-03-09": "Carnival"}
    cast.logistics.save()
    clear()
    for day in (8, 9, 10, 11):
        swept(at(day, 8))
    days = Notice.objects.filter(user=cast.coordinator1, kind="monday").values_list("created_at", flat=True)
    assert {day.day for day in days} == {10}


def test_whoever_wants_the_lines_at_once_gets_a_mail_of_its_own(cast: Cast):
    User.objects.filter(pk=cast.coordinator1.pk).update(mail_rhythm="single")
    clear()
    swept(at(9, 8))
    mail = OutgoingMail.objects.get(to_user=cast.coordinator1, kind="monday")
    assert "In danger: none." in mail.text
    assert "Waiting longest: no idea waits" in mail.text


# when a draft becomes an idea


def test_silence_begins_with_handing_in(cast: Cast):
    draft = make_draft(cast.submitter, department=cast.logistics)
    with clock.at(at(20, 9)):
        workflow.hand_in(draft, cast.submitter)
    assert Idea.objects.get(pk=draft.pk).last_sign_at == at(20, 9)


def test_partner_is_reminded_of_the_talk(cast: Cast):
    idea = make_idea(cast, "conversation")
    due(idea, at(10, 18))
    clear()
    swept(at(10, 8))
    assert "talk" in mails_to(owner_of(idea))[0].text


# a talk in writing


def test_talk_in_writing_that_lies_still_reminds_both_sides(cast: Cast):
    with clock.at(at(2, 9)):
        idea = make_idea(cast, "conversation")
        conversation.choose_channel(idea, cast.submitter, channel="written")
        partner = owner_of(idea)
        workflow.message(idea, cast.submitter, text="Why not both gates?")
    due(idea, at(16, 18))
    clear()
    for day in (3, 4, 5, 6):
        swept(at(day, 8))
    assert mails_to(cast.submitter) == []
    with clock.at(at(6, 9)):
        workflow.message(idea, partner, text="One of them has no drain. What else?")
    clear()
    for day in (9, 10, 11):
        swept(at(day, 8))
    mail = mails_to(cast.submitter)[0]
    assert (len(mails_to(cast.submitter)), mail.created_at.astimezone(BERLIN).day) == (1, 11)
    assert "the last words are ours" in " ".join(mail.text.split())
    assert f"{reverse('talk', args=[idea.public_id])}#messages" in mail.text
    swept(at(16, 8))
    assert "is to be held by" in " ".join(mails_to(partner)[-1].text.split())
    with clock.at(at(16, 9)):
        workflow.message(idea, cast.submitter, text="Nothing else, thank you.")
    clear()
    swept(at(19, 8))
    assert mails_to(cast.submitter) == []
