"""Scheme: departments, members, people, absences, routing, topics, mail. Who may, what it does, what it says."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts import people
from accounts.models import Absence, Department, Membership, Topic
from ideas import clock
from ideas.models import OutgoingMail, RoutingRule, SweepRun
from tests.factories import (
    experts_of,
    make_cast,
    make_department,
    make_idea,
    make_member,
    make_topic,
    make_user,
)
from tests.visits import words

pytestmark = pytest.mark.django_db

PLAIN = (
    *("scheme", "department_new", "persons", "person_new", "person_invite", "absences", "absence_new"),
    *("routes", "rule_new", "topic_new", "mail"),
)
WITH_ROW = {
    "department": "logistics",
    "member_new": "logistics",
    "person": "colleague",
    "person_slip": "colleague",
    "person_deactivate": "colleague",
}


@pytest.fixture(autouse=True)
def real_outbox(settings):
    """Mail becomes rows, as in production."""
    settings.EMAIL_BACKEND = "ideas.outbox.OutboxBackend"


@pytest.fixture
def cast(client):
    cast = make_cast()
    client.force_login(cast.admin)
    return cast


def text_of(answer):
    return " ".join(answer.content.decode().split())


# Who may


@pytest.mark.parametrize("name", PLAIN)
def test_scheme_is_for_the_idea_office_alone(client, name):
    cast = make_cast()
    assert client.get(reverse(name)).url.startswith(reverse("account_login"))
    for person in (cast.employee, cast.coordinator1, cast.observer, cast.expert1):
        client.force_login(person)
        assert client.get(reverse(name)).status_code == 403
    client.force_login(cast.admin)
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", WITH_ROW)
def test_scheme_pages_of_a_row_are_for_the_idea_office_alone(client, name):
    cast = make_cast()
    row = cast.logistics if WITH_ROW[name] == "logistics" else cast.colleague
    client.force_login(cast.coordinator1)
    assert client.get(reverse(name, args=[row.pk])).status_code == 403
    assert client.post(reverse(name, args=[row.pk])).status_code == 403
    client.force_login(cast.admin)
    assert client.get(reverse(name, args=[row.pk])).status_code == 200
    assert client.get(reverse(name, args=[99999])).status_code == 404


@pytest.mark.parametrize("name", ["absence_end", "person_reactivate", "mail_again"])
def test_scheme_changes_by_post_alone(client, cast, name):
    args = [] if name == "mail_again" else [cast.colleague.pk]
    assert client.get(reverse(name, args=args)).status_code == 405


# Departments


def test_scheme_shows_the_tree_in_its_order(client, cast):
    make_department("Yard", cast.logistics)
    page = text_of(client.get(reverse("scheme"))).split('class="tree"')[1]
    places = [page.index(f">{name}</a>") for name in ("Idea office", "IT", "Logistics", "Yard")]
    assert places == sorted(places)
    assert page.count("<ul") + 1 == page.count("</ul>")


def test_scheme_warns_where_a_department_is_short(client, cast):
    yard = make_department("Yard", cast.logistics)
    page = text_of(client.get(reverse("scheme")))
    assert "Needs two coordinators" in page
    assert "Until then Logistics looks after its ideas." in page
    assert "Until then" not in text_of(client.get(reverse("department", args=[cast.it.pk])))
    yard.takes_ideas = False
    yard.save()
    assert "Needs two coordinators" not in text_of(client.get(reverse("scheme")))


def test_scheme_says_when_a_decider_has_left(client, cast):
    people.deactivate(cast.decider)
    assert "who decides here, has left" in text_of(client.get(reverse("scheme")))


@pytest.mark.parametrize("n", [0, 20])
def test_scheme_takes_a_constant_number_of_statements(client, cast, n, django_assert_num_queries):
    for k in range(n):
        make_member(make_department(f"Part {k}", cast.logistics), "coordinator")
    with django_assert_num_queries(5):
        client.get(reverse("scheme"))


@pytest.mark.parametrize("n", [0, 20])
def test_department_takes_a_constant_number_of_statements(client, cast, n, django_assert_max_num_queries):
    for _k in range(n):
        make_member(cast.logistics).memberships.get().topics.add(make_topic())
    with django_assert_max_num_queries(11):
        client.get(reverse("department", args=[cast.logistics.pk]))


def department_data(**changes):
    return {
        "name": "Yard",
        "parent": "",
        "decider": "",
        "takes_ideas": "on",
        **changes,
    }


def test_department_is_added_below_another(client, cast):
    client.post(
        reverse("department_new"),
        department_data(parent=cast.logistics.pk, decider="Logistics Decider"),
    )
    yard = Department.objects.get(name="Yard")
    assert (yard.parent, yard.decider) == (cast.logistics, cast.decider)


def test_department_begins_with_the_calendar_of_the_one_above(client, cast):
    kept = {
        "time_zone": "Asia/Dubai",
        "working_week": [0, 1, 2, 3, 6],
        "holidays_in": "AE",
        "days_off": {"2026-12-24": "Closed"},
        "days_worked": [date(2026, 12, 2)],
        "limits": {"in_review": 5},
    }
    Department.objects.filter(pk=cast.logistics.pk).update(**kept)
    client.post(reverse("department_new"), department_data(parent=cast.logistics.pk))
    yard = Department.objects.get(name="Yard")
    assert {name: getattr(yard, name) for name in kept} == kept


def test_department_is_renamed_and_moved(client, cast):
    data = department_data(name="Transport", parent=cast.it.pk, takes_ideas="")
    client.post(reverse("department", args=[cast.logistics.pk]), data)
    cast.logistics.refresh_from_db()
    assert (cast.logistics.name, cast.logistics.parent, cast.logistics.takes_ideas) == (
        "Transport",
        cast.it,
        False,
    )
    assert cast.logistics.ancestors == [cast.office.pk, cast.it.pk, cast.logistics.pk]
    assert cast.logistics.decider is None


def test_department_never_hangs_below_itself(client, cast):
    yard = make_department("Yard", cast.logistics)
    url = reverse("department", args=[cast.logistics.pk])
    page = client.post(url, department_data(name="Logistics", parent=yard.pk))
    assert "parent" in page.context["form"].errors
    cast.logistics.refresh_from_db()
    assert cast.logistics.parent == cast.office


def test_department_office_is_renamed_but_not_moved(client, cast):
    url = reverse("department", args=[cast.office.pk])
    client.post(url, department_data(name="Ideas", parent=cast.it.pk))
    cast.office.refresh_from_db()
    assert (cast.office.name, cast.office.parent) == ("Ideas", None)


@pytest.mark.parametrize("name", ["IT", "it"])
def test_department_says_beside_the_field_that_a_name_is_taken(client, cast, name):
    page = client.post(reverse("department_new"), department_data(name=name, parent=cast.office.pk))
    assert page.context["form"].errors["name"] == ["This is taken already."]
    assert Department.objects.count() == 3


# Members


def test_member_is_added_with_what_they_know(client, cast):
    topic = make_topic()
    data = {"user": cast.colleague.email, "role": "reviewer", "topics": [topic.pk], "cap": 3}
    client.post(reverse("member_new", args=[cast.logistics.pk]), data)
    member = Membership.objects.get(user=cast.colleague)
    assert (member.department, member.role, member.cap, list(member.topics.all())) == (
        cast.logistics,
        "reviewer",
        3,
        [topic],
    )


def test_member_is_added_once(client, cast):
    data = {"user": cast.expert1.email, "role": "reviewer", "cap": 3}
    page = client.post(reverse("member_new", args=[cast.logistics.pk]), data)
    assert page.status_code == 200
    assert page.context["form"].non_field_errors() == ["This is there already."]
    assert Membership.objects.filter(user=cast.expert1).count() == 1


def test_member_is_changed(client, cast):
    member = Membership.objects.get(user=cast.expert1)
    client.post(reverse("member", args=[member.pk]), {"cap": 9, "topics": [make_topic().pk]})
    member.refresh_from_db()
    assert (member.cap, member.topics.count()) == (9, 1)


def test_member_ends_after_asking(client, cast):
    idea = make_idea(cast)
    expert = experts_of(idea)[0]
    member = Membership.objects.get(user=expert)
    assert "Nothing new is given" in text_of(client.get(reverse("member_end", args=[member.pk])))
    assert Membership.objects.filter(pk=member.pk).exists()
    client.post(reverse("member_end", args=[member.pk]))
    assert not Membership.objects.filter(pk=member.pk).exists()
    assert expert in experts_of(idea)


def test_member_the_last_coordinator_of_the_office_stays(client, cast):
    for member in Membership.objects.filter(department=cast.office):
        client.post(reverse("member_end", args=[member.pk]))
    assert Membership.objects.filter(department=cast.office).count() == 1


def test_member_whose_end_leaves_too_few_is_asked_about_with_what_is_missing_then(client, cast):
    coordinator = Membership.objects.filter(department=cast.logistics, role="coordinator").first()
    page = text_of(client.get(reverse("member_end", args=[coordinator.pk])))
    assert "What is missing then" in page
    assert "Needs two coordinators, or one with a named substitute." in page
    assert "Until then Idea office looks after its ideas." in page


# A new company


def test_first_steps_lead_from_nothing_to_an_office_with_people(client):
    admin = make_user(is_admin=True)
    client.force_login(admin)
    page = text_of(client.get(reverse("scheme")))
    assert "Until the first idea can come in" in page
    assert "can handle them by themselves" not in page
    sent = {"name": "Idea office", "discussion": "on"}
    assert client.post(reverse("department_new"), sent).url == reverse("scheme")
    office = Department.objects.get()
    assert office.is_office
    for role in ("coordinator", "reviewer"):
        assert f"{reverse('member_new', args=[office.pk])}?role={role}" in text_of(
            client.get(reverse("scheme"))
        )
        for _n in range(2):
            make_member(office, role)
    assert "Until the first idea can come in" in text_of(client.get(reverse("scheme")))
    make_department("IT", office)
    assert "Until the first idea can come in" not in text_of(client.get(reverse("scheme")))


def test_first_idea_before_there_is_an_office_is_refused_with_its_words(client):
    client.force_login(make_user(is_admin=True))
    answer = client.post(reverse("new"), {"text": "Lids for the boxes", "key": str(uuid4())})
    assert answer.status_code == 409
    assert "the idea office is still being set up" in text_of(answer)
    assert "Lids for the boxes" in text_of(answer)
    tried = client.post(reverse("routes"), {"text": "Lids for the boxes", "topic": ""})
    assert "the idea office is still being set up" in text_of(tried)


# Absences


def absence_data(**changes):
    today = clock.today()
    return {"first_day": str(today), "last_day": str(today + timedelta(days=3)), "substitute": "", **changes}


def test_absence_is_noted_for_somebody_changed_and_ended(client, cast):
    client.post(
        reverse("absence_new"), absence_data(person=cast.expert1.email, substitute=cast.expert2.email)
    )
    noted = Absence.objects.get()
    assert (noted.user, noted.substitute) == (cast.expert1, cast.expert2)
    assert "stands in" in text_of(client.get(reverse("absences")))
    client.post(reverse("absence", args=[noted.pk]), absence_data(substitute=cast.expert3.email))
    noted.refresh_from_db()
    assert noted.substitute == cast.expert3
    client.post(reverse("absence_end", args=[noted.pk]))
    assert not Absence.objects.exists()


def test_absence_nobody_stands_in_for_themselves(client, cast):
    data = absence_data(person=cast.expert1.email, substitute=cast.expert1.email)
    page = client.post(reverse("absence_new"), data)
    assert "substitute" in page.context["form"].errors


@pytest.mark.parametrize("n", [1, 20])
def test_absences_take_a_constant_number_of_statements(client, cast, n, django_assert_max_num_queries):
    for _k in range(n):
        Absence.objects.create(
            user=make_member(cast.it),
            first_day=clock.today(),
            last_day=clock.today(),
            substitute=cast.expert1,
        )
    with django_assert_max_num_queries(4):
        client.get(reverse("absences"))


# Routing


def test_rule_is_added_changed_and_taken_away(client, cast):
    data = {"words": "pallet, forklift; pallet,", "topic": "", "department": cast.logistics.pk, "position": 5}
    client.post(reverse("rule_new"), data)
    rule = RoutingRule.objects.get()
    assert (rule.words, rule.department, rule.position) == (["pallet", "forklift"], cast.logistics, 5)
    client.post(reverse("rule", args=[rule.pk]), {**data, "words": "", "topic": make_topic().pk})
    rule.refresh_from_db()
    assert (rule.words, rule.topic) == ([], make_topic())
    client.get(reverse("rule_end", args=[rule.pk]))
    assert RoutingRule.objects.exists()
    client.post(reverse("rule_end", args=[rule.pk]))
    assert not RoutingRule.objects.exists()


@pytest.mark.parametrize("changes", [{"words": ""}, {"words": "a"}, {"words": "x" * 61}, {"department": ""}])
def test_rule_that_could_not_work_is_refused(client, cast, changes):
    data = {"words": "pallet", "topic": "", "department": cast.logistics.pk, "position": 5, **changes}
    page = client.post(reverse("rule_new"), data)
    assert next(iter(changes)) in page.context["form"].errors
    assert not RoutingRule.objects.exists()


def test_routes_try_out_says_where_and_why_and_changes_nothing(client, cast):
    RoutingRule.objects.create(department=cast.it, words=["printer"])
    page = text_of(client.post(reverse("routes"), {"text": "The printer is broken", "topic": ""}))
    assert "“printer” leads to IT." in page
    assert "would look after it" in page
    assert "IT Expert 1" in page
    assert not OutgoingMail.objects.exists()


def test_routes_try_out_without_a_rule_goes_to_the_office(client, cast):
    page = text_of(client.post(reverse("routes"), {"text": "Something else", "topic": ""}))
    assert "No rule fits" in page
    assert "Too few experts are free" in page


def test_routes_try_out_names_who_would_not_be_asked_in_neutral_words(client, cast):
    RoutingRule.objects.create(department=cast.it, words=["printer"])
    Absence.objects.create(user=cast.it_expert1, first_day=clock.today(), last_day=clock.today())
    typed = {"text": "The printer", "topic": "", "department": "", "submitter": cast.it_expert2.email}
    page = words(text_of(client.post(reverse("routes"), typed)))
    assert "IT Expert 1 (IT): is away today, 0 of 6 reviews" in page
    assert "IT Expert 2 (IT): has a part in it, 0 of 6 reviews" in page
    assert "It is their turn" not in page
    assert "0 of 6 reviews now." in page


def test_routes_try_out_answers_while_somebody_types(client, cast):
    RoutingRule.objects.create(department=cast.it, words=["printer"])
    live = {"HTTP_HX_REQUEST": "true"}
    found = client.post(
        reverse("routes"), {"text": "The printer", "submitter": "nobody of that name"}, **live
    )
    assert found.templates[0].name == "ideas/admins/_tried.html"
    assert "“printer” leads to IT." in text_of(found)
    assert "<html" not in text_of(found)
    assert text_of(client.post(reverse("routes"), {"text": " "}, **live)).strip() == ""
    refused = text_of(
        client.post(reverse("routes"), {"text": "The printer", "submitter": "nobody of that name"})
    )
    assert "Nobody here is called" in refused
    assert "The printer" in refused


def test_routes_try_out_takes_a_constant_number_of_statements(client, cast, django_assert_max_num_queries):
    for n in range(8):
        RoutingRule.objects.create(department=cast.it, words=["printer"], position=n)
        make_member(cast.it)
    with django_assert_max_num_queries(12):
        client.post(reverse("routes"), {"text": "The printer", "submitter": cast.submitter.email})


def test_routes_try_out_needs_words(client, cast):
    page = client.post(reverse("routes"), {"text": "", "topic": ""})
    assert "text" in page.context["form"].errors


@pytest.mark.parametrize("n", [1, 20])
def test_routes_take_a_constant_number_of_statements(client, cast, n, django_assert_max_num_queries):
    for k in range(n):
        RoutingRule.objects.create(department=cast.it, words=[f"word{k}"], topic=make_topic())
    with django_assert_max_num_queries(6):
        client.get(reverse("routes"))


# Topics


def test_topic_is_added_and_renamed_and_keeps_its_short_name(client, cast):
    client.post(reverse("topic_new"), {"name": "Canteen", "position": 9})
    topic = Topic.objects.get(slug="canteen")
    client.post(reverse("topic", args=[topic.pk]), {"name": "Food", "position": 9})
    topic.refresh_from_db()
    assert (topic.name, topic.slug) == ("Food", "canteen")


def test_topic_in_use_stays(client, cast):
    topic = make_topic()
    make_idea(cast, topic=topic)
    client.post(reverse("topic_end", args=[topic.pk]))
    assert Topic.objects.filter(pk=topic.pk).exists()


def test_topic_ends_after_asking(client, cast):
    topic = make_topic("Canteen")
    client.get(reverse("topic_end", args=[topic.pk]))
    client.post(reverse("topic_end", args=[topic.pk]))
    assert not Topic.objects.filter(pk=topic.pk).exists()


# Mail


def make_mail(state="quarantined", **fields):
    fields.setdefault("error", "550 no such mailbox")
    fields.setdefault("dedupe_key", f"k{OutgoingMail.objects.count()}")
    return OutgoingMail.objects.create(
        address="a@example.com", subject="Your idea", text="secret words", kind="t", state=state, **fields
    )


def test_mail_shows_what_could_not_be_sent_and_why_but_no_text(client, cast):
    make_mail()
    make_mail("withheld", error="no_address")
    page = text_of(client.get(reverse("mail")))
    assert "550 no such mailbox" in page
    assert "The person has no e-mail address." in page
    assert "secret words" not in page


def test_mail_names_a_restricted_idea_by_its_number(client, cast):
    idea = make_idea(cast, visibility="handlers")
    make_mail(idea=idea, dedupe_key="x")
    page = text_of(client.get(reverse("mail")))
    assert f"About idea no. {idea.number}" in page
    assert "Your idea" not in page


def test_mail_is_tried_again_when_chosen(client, cast):
    chosen, other = make_mail(), make_mail()
    client.post(reverse("mail_again"), {"mail": [str(chosen.pk), "nonsense"]})
    assert set(OutgoingMail.objects.filter(state="queued")) == {chosen}
    client.post(reverse("mail_again"), {"all": "1"})
    assert set(OutgoingMail.objects.filter(state="queued")) == {chosen, other}


def test_mail_nothing_chosen_changes_nothing(client, cast):
    make_mail()
    client.post(reverse("mail_again"))
    assert OutgoingMail.objects.filter(state="quarantined").exists()


def test_mail_says_when_the_sweep_sleeps(client, cast):
    assert "worker and beat have to be started" in text_of(client.get(reverse("mail")))
    SweepRun.objects.create(name="sweep", finished_at=clock.now())
    assert "worker and beat have to be started" not in text_of(client.get(reverse("mail")))


@pytest.mark.parametrize("n", [1, 20])
def test_mail_takes_a_constant_number_of_statements(client, cast, n, django_assert_max_num_queries):
    idea = make_idea(cast)
    for k in range(n):
        make_mail(idea=idea, to_user=cast.employee, dedupe_key=f"n{k}")
    with django_assert_max_num_queries(12):
        client.get(reverse("mail"))
