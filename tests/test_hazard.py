"""Hazards: who gets them, by when, in which words, who may settle them, and that none is ever without an owner."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.urls import reverse

from accounts.models import Absence, User
from ideas import clock, deadlines, integrity, rules, sweep, transitions, workflow
from ideas.calendars import Calendar
from ideas.models import CoSubmitter, Hazard, Idea, InPersonTask, Notice, OutgoingMail
from ideas.routing.safety import somebody_is_meant
from ideas.rules import Refused
from ideas.views.home import home_of
from tests.factories import Cast, experts_of, make_cast, make_draft, make_idea, make_user, owner_of
from tests.telling import told, words_of
from tests.visits import browser, page, page_of, send, words

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = datetime(2026, 11, 21, 23, 10, tzinfo=BERLIN)  # a Saturday


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def safety(cast: Cast, settings) -> User:
    person = make_user("Sia Safety", phone="0555 999", department=cast.it)
    settings.SAFETY_CONTACT = person.email
    return person


def mails_to(user: User, kind: str) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(to_user=user, kind=kind))


def hidden_idea(cast: Cast) -> Idea:
    return make_idea(cast, "in_review", glanced=False, visibility="handlers")


# who gets it ----------------------------------------------------------------------------------------------------


def test_hazard_goes_to_the_safety_contact_with_its_first_mail(cast, safety):
    idea = hidden_idea(cast)
    hazard = workflow.report_hazard(idea, cast.submitter, why="The gate falls shut.")
    assert (hazard.owner, hazard.reported_by) == (safety, cast.submitter)
    (mail,) = mails_to(safety, "hazard")
    assert (mail.obligatory, mail.priority) == (True, OutgoingMail.Priority.SIGN_IN)
    assert "The gate falls shut." in mail.text
    assert idea.text.split()[0] in mail.text
    assert Notice.objects.get(user=safety).digest is False


def test_notice_leaves_at_night_and_whatever_the_reader_prefers(cast, safety):
    User.objects.filter(pk=safety.pk).update(mail_rhythm="digest", muted=["hazard"])
    idea = hidden_idea(cast)
    with clock.at(NIGHT):
        workflow.report_hazard(idea, cast.submitter)
        (mail,) = mails_to(safety, "hazard")
        assert mail.next_try_at <= clock.now()
        assert mail.state == OutgoingMail.State.QUEUED


def test_contact_without_address_is_told_in_person(cast, settings):
    person = make_user("Per Son", email=None, personnel_number="S1")
    settings.SAFETY_CONTACT = "s1"
    idea = hidden_idea(cast)
    workflow.report_hazard(idea, cast.submitter)
    task = InPersonTask.objects.get(user=person)
    assert (task.kind, task.coordinator) == ("hazard", idea.coordinator or owner_of(idea))


@pytest.mark.parametrize("setting", ["", "nobody@example.com"])
def test_without_a_contact_the_offices_coordinator_gets_it(cast, settings, setting):
    settings.SAFETY_CONTACT = setting
    assert workflow.report_hazard(hidden_idea(cast), cast.submitter).owner in (cast.office1, cast.office2)


@pytest.mark.parametrize("part", ["submitter", "cosubmitter", "line manager"])
def test_contact_with_a_part_in_the_idea_does_not_get_it(cast, settings, part):
    idea = hidden_idea(cast)
    contact = {"submitter": cast.submitter, "cosubmitter": cast.colleague, "line manager": cast.manager}[part]
    settings.SAFETY_CONTACT = contact.email
    if part == "cosubmitter":
        CoSubmitter.objects.create(idea=idea, user=contact, state="accepted", accepted_at=clock.now())
    assert workflow.report_hazard(idea, cast.submitter).owner in (cast.office1, cast.office2)


@pytest.mark.parametrize(("stand_in", "owner"), [(True, "Stand In"), (False, "Office Coordinator")])
def test_while_the_contact_is_away_another_gets_it(cast, safety, stand_in, owner):
    other = make_user("Stand In") if stand_in else None
    today = clock.today()
    Absence.objects.create(user=safety, first_day=today, last_day=today, substitute=other)
    assert workflow.report_hazard(hidden_idea(cast), cast.submitter).owner.name.startswith(owner)


# until when -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "due"),
    [((2026, 11, 18, 7, 0), (18, 0)), ((2026, 11, 18, 17, 30), (23, 59)), ((2026, 11, 21, 9, 0), (18, 0))],
)
def test_it_is_due_the_same_day(at, due):
    moment = datetime(*at, tzinfo=BERLIN)
    local = deadlines.hazard_due(moment, Calendar("Europe/Berlin")).astimezone(BERLIN)
    assert (local.date(), (local.hour, local.minute)) == (moment.date(), due)


def test_the_day_is_that_of_the_department(cast, safety):
    cast.logistics.time_zone = "America/Sao_Paulo"
    cast.logistics.save()
    idea = make_idea(cast, "in_review")
    with clock.at(datetime(2026, 11, 19, 1, 0, tzinfo=BERLIN)):
        due = workflow.report_hazard(idea, cast.submitter).due_at
    assert due.astimezone(ZoneInfo("America/Sao_Paulo")).date() == date(2026, 11, 18)


# who may --------------------------------------------------------------------------------------------------------


def test_one_hazard_at_a_time_and_another_after_it_is_settled(cast, safety):
    idea = make_idea(cast, "in_review")
    workflow.report_hazard(idea, experts_of(idea)[0])
    with pytest.raises(Refused, match="already"):
        workflow.report_hazard(idea, cast.submitter)
    workflow.settle_hazard(idea, safety, done="The gate is locked.")
    workflow.report_hazard(idea, cast.submitter)
    assert Hazard.objects.get().settled_at is None
    kinds = idea.events.filter(kind__contains="hazard").values_list("kind", flat=True)
    assert list(kinds) == ["report_hazard", "settle_hazard", "report_hazard"]


def test_its_owner_or_the_office_settles_it_and_nobody_else(cast, safety):
    idea = make_idea(cast, "in_review")
    workflow.report_hazard(idea, cast.submitter)
    may = {
        name
        for name, person in {**cast.people, "safety": safety}.items()
        if transitions.decide("settle_hazard", idea, person) is None
    }
    assert may == {"safety", "office1", "office2"}


def test_settling_needs_words(cast, safety):
    idea = make_idea(cast, "in_review")
    workflow.report_hazard(idea, cast.submitter)
    with pytest.raises(Refused):
        workflow.settle_hazard(idea, safety, done=" ")
    assert Hazard.objects.get().settled_at is None


def test_contact_reads_a_hidden_idea_and_no_more_than_that(cast, safety):
    idea = hidden_idea(cast)
    assert browser(safety).get(reverse("idea", args=[idea.public_id])).status_code == 404
    workflow.report_hazard(idea, cast.submitter)
    standing = rules.standing(safety, idea)
    assert (rules.is_safety(standing), rules.is_handling(standing)) == (True, False)
    text = words(page_of(safety, idea))
    assert idea.text.split()[-1] in text
    assert "It was reported as a hazard." in text
    assert "What was done?" in text


def test_hazard_stays_with_its_owner_when_the_idea_is_withdrawn(cast, safety):
    idea = make_idea(cast, "in_review")
    workflow.report_hazard(idea, cast.submitter)
    workflow.withdraw(idea, cast.submitter)
    workflow.settle_hazard(idea, safety, done="The gate is locked.")
    assert Hazard.objects.get().done == "The gate is locked."


def test_colleagues_read_nothing_of_it(cast, safety):
    idea = make_idea(cast, "in_review")
    workflow.report_hazard(idea, cast.submitter, why="The gate falls shut.")
    assert "hazard" not in words_of(told(idea, cast.bystander))
    html = page_of(cast.bystander, idea)
    assert "Reported as hazard" not in html
    assert "The gate falls shut." not in html


# what becomes of it ---------------------------------------------------------------------------------------------


def test_submitter_is_told_what_was_done(cast, safety):
    idea = make_idea(cast, "in_review")
    workflow.report_hazard(idea, owner_of(idea))
    workflow.settle_hazard(idea, safety, done="The gate is locked.")
    (mail,) = mails_to(cast.submitter, "hazard_settled")
    assert "The gate is locked." in mail.text
    assert "The gate is locked." in page_of(cast.submitter, idea)


@pytest.mark.parametrize("road", ["relieve", "join"])
def test_hazard_passes_on_with_the_other_duties(cast, safety, road):
    idea = make_idea(cast, "in_review")
    workflow.report_hazard(idea, cast.submitter)
    if road == "relieve":
        User.objects.filter(pk=safety.pk).update(is_active=False)
        sweep.relieve_leavers()
    else:
        workflow.invite_cosubmitter(idea, cast.submitter, user=safety)
        workflow.join(idea, safety)
    hazard = Hazard.objects.get()
    assert hazard.owner in (cast.office1, cast.office2)
    assert len(mails_to(hazard.owner, "hazard")) == 1
    assert list(integrity.findings()) == []


def test_overdue_hazard_is_told_once_to_its_owner_and_the_office(cast, safety):
    idea = make_idea(cast, "in_review")
    hazard = workflow.report_hazard(idea, cast.submitter)
    for minutes in (-5, 5, 65):
        with clock.at(hazard.due_at + timedelta(minutes=minutes)):
            sweep.remind_of_hazards()
    late = OutgoingMail.objects.filter(kind="hazard_late")
    assert {mail.to_user for mail in late} == {safety, cast.office1, cast.office2}
    assert late.count() == 3
    assert [
        mail.to_user for mail in late if safety.name in mail.text.replace(f"Hello {safety.name},", "")
    ] == []
    assert {mail.priority for mail in late} == {OutgoingMail.Priority.SIGN_IN}


def test_board_says_that_a_hazard_is_overdue(cast, safety):
    idea = make_idea(cast)
    workflow.report_hazard(idea, cast.submitter, why="The rail is loose.")
    board = words(page(idea.coordinator, reverse("board")))
    assert ("sees to it, until" in board, "overdue since" in board) == (True, False)
    Hazard.objects.update(due_at=clock.now() - timedelta(hours=1))
    assert "Sia Safety sees to it, overdue since" in words(page(idea.coordinator, reverse("board")))


def test_settled_hazard_is_not_overdue(cast, safety):
    idea = make_idea(cast, "in_review")
    hazard = workflow.report_hazard(idea, cast.submitter)
    workflow.settle_hazard(idea, safety, done="The gate is locked.")
    with clock.at(hazard.due_at + timedelta(hours=1)):
        sweep.remind_of_hazards()
    assert not OutgoingMail.objects.filter(kind="hazard_late").exists()


@pytest.mark.parametrize(
    ("fault", "found"), [("inactive", True), ("submitter", True), ("settled", False), ("none", False)]
)
def test_integrity_finds_an_open_hazard_without_a_right_owner(cast, safety, fault, found):
    idea = make_idea(cast, "in_review")
    workflow.report_hazard(idea, cast.submitter)
    if fault == "inactive":
        User.objects.filter(pk=safety.pk).update(is_active=False)
    elif fault == "submitter":
        Hazard.objects.update(owner=cast.submitter)
    elif fault == "settled":
        workflow.settle_hazard(idea, safety, done="The gate is locked.")
        User.objects.filter(pk=safety.pk).update(is_active=False)
    checks = {finding.check for finding in integrity.findings()}
    assert ("open hazard without an active owner free of conflict" in checks) is found


# pages ----------------------------------------------------------------------------------------------------------


def test_home_of_the_contact_begins_with_the_hazard(cast, safety):
    idea = hidden_idea(cast)
    workflow.report_hazard(idea, cast.submitter)
    text = words(page(safety, "/"))
    assert "Waiting for you" in text
    assert idea.title in text
    assert "It was reported as a hazard." in text


def test_home_names_a_hazard_before_older_duties_and_folds_what_is_too_much(cast, settings):
    decider = cast.decider
    settings.SAFETY_CONTACT = decider.email
    others = [make_idea(cast, "deciding", title=f"Older duty {n}") for n in range(13)]
    Idea.objects.filter(pk__in=[one.pk for one in others]).update(due_at=clock.now() - timedelta(days=3))
    idea = hidden_idea(cast)
    workflow.report_hazard(idea, cast.submitter)
    home = home_of(decider)
    assert home.waiting[0].title == idea.title
    assert [len(home.waiting), len(home.folded)] == [6, 6]
    shown = page(decider, "/")
    assert [one.url for one in (*home.waiting, *home.folded) if one.url not in shown] == []
    assert "and 6 more" in words(shown)


def test_hazard_is_reported_as_it_is_handed_in(cast, safety):
    answer = send(cast.submitter, text="There is smoke in hall 3", hazard="1")
    idea = Idea.objects.get()
    assert answer["Location"] == reverse("receipt", args=[idea.public_id])
    assert Hazard.objects.get().owner == safety
    assert "Sia Safety sees to it." in words(page(cast.submitter, answer["Location"]))


def test_handing_in_and_reporting_are_one_transaction(cast, safety):
    User.objects.filter(pk__in=[cast.office1.pk, cast.office2.pk, safety.pk]).update(is_active=False)
    draft = make_draft(cast.submitter, department=cast.logistics)
    with pytest.raises(Refused):
        workflow.hand_in(draft, cast.submitter, hazard=True)
    assert Idea.objects.get(pk=draft.pk).status == "draft"
    assert not OutgoingMail.objects.exists()


def test_it_is_reported_and_settled_by_plain_forms(cast, safety):
    idea = make_idea(cast, "in_review")
    client = browser(cast.submitter)
    client.post(reverse("act", args=[idea.public_id, "report_hazard"]), {"why": "The gate falls shut."})
    browser(safety).post(
        reverse("act", args=[idea.public_id, "settle_hazard"]), {"done": "The gate is locked."}
    )
    assert Hazard.objects.get().settled_by == safety


def test_mail_of_a_hazard_is_the_next_to_leave(cast, safety):
    first = make_idea(cast, "in_review")
    workflow.report_hazard(first, cast.submitter)
    queued = OutgoingMail.objects.filter(state="queued").order_by("priority", "next_try_at", "pk")
    assert queued.first().kind == "hazard"


# the setting ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("named", "said"), [("nobody@example.com", 1), ("", 0), ("safety", 0)])
def test_a_contact_who_is_nobody_is_said_at_start(cast, safety, settings, named, said):
    settings.SAFETY_CONTACT = safety.email if named == "safety" else named
    found = [one for one in run_checks(databases=["default"]) if one.id == "ideas.W001"]
    assert len(found) == said


def test_before_there_are_tables_nothing_is_said_of_a_contact(settings):
    settings.SAFETY_CONTACT = "nobody@example.com"
    assert len(somebody_is_meant(databases=["default"])) == 1
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_user RENAME TO not_there_yet")
    assert somebody_is_meant(databases=["default"]) == []
