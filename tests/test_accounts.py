"""People and departments: what the database refuses, how the tree keeps itself, what the questions answer."""

from datetime import timedelta
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from accounts.models import Absence, Department, Invitation, Membership, Topic, User
from accounts.people import add_person
from ideas import clock

pytestmark = pytest.mark.django_db


def make_office(name="Idea office"):
    return Department.objects.create(name=name, is_office=True)


def make_member(department, name, role="reviewer", **fields):
    user = add_person(name=name, email=f"{name}@example.com".replace(" ", "."), **fields)
    Membership.objects.create(user=user, department=department, role=role)
    return user


def refused_by(constraint, act):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act()
    assert refusal.value.__cause__.diag.constraint_name == constraint


def tree():
    office = make_office()
    works = Department.objects.create(name="Works", parent=office)
    hall = Department.objects.create(name="Hall", parent=works)
    desk = Department.objects.create(name="Desk", parent=hall)
    return office, works, hall, desk


def test_user_email_and_number_have_one_spelling():
    user = User.objects.create_user(" Anna@Example.COM", name="Anna", personnel_number=" k-17 ")
    assert (user.email, user.personnel_number) == ("anna@example.com", "K-17")
    assert list(User.objects.known_as("ANNA@example.com")) == [user]
    assert list(User.objects.known_as(" k-17")) == [user]


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"email": "Anna@example.com"}, "user_email_lower_case"),
        ({"email": ""}, "user_email_lower_case"),
        ({"personnel_number": "k-17"}, "user_personnel_number_tidy"),
        ({"personnel_number": "K@17"}, "user_personnel_number_tidy"),
        ({"personnel_number": "K 17"}, "user_personnel_number_tidy"),
        ({}, "user_has_email_or_personnel_number"),
        ({"email": "a@example.com", "name": ""}, "user_has_a_name"),
    ],
)
def test_user_untidy_is_refused_by_the_database(fields, constraint):
    refused_by(constraint, lambda: User.objects.bulk_create([User(**{"name": "Anna", **fields})]))


def test_user_cannot_lead_themselves():
    anna = add_person(name="Anna", email="anna@example.com")
    refused_by("user_not_own_line_manager", lambda: User.objects.filter(pk=anna.pk).update(line_manager=anna))


def test_user_full_clean_tidies_before_it_compares():
    add_person(name="Anna", email="anna@example.com", personnel_number="K-17")
    with pytest.raises(ValidationError) as refusal:
        User(name="Eve", email="ANNA@example.com", personnel_number="k-17").full_clean(exclude=["password"])
    assert set(refusal.value.message_dict) == {"email", "personnel_number"}


def test_user_names():
    user = User(name="Anna Berta Conrad", email="a@example.com")
    assert (user.first_name, user.initials, str(user)) == ("Anna", "AC", "Anna Berta Conrad")
    assert (User(name="Cher").initials, User(name="").initials, User(name="").first_name) == ("C", "", "")
    assert User(personnel_number="K-1").signs_in_as == "K-1"


def test_user_superuser_is_of_the_idea_office():
    boss = User.objects.create_superuser("boss@example.com", "x", name="Boss")
    assert boss.is_admin
    assert boss.is_staff
    assert boss.has_module_perms("accounts")
    assert list(User.objects.admins()) == [boss]
    boss.is_active = False
    assert not boss.has_perm("accounts.change_user")


def test_office_is_one_and_the_root():
    office = make_office()
    refused_by("department_one_office", lambda: Department.objects.create(name="Second", is_office=True))
    assert Department.objects.create(name="Works").parent == office
    refused_by(
        "department_office_is_the_root", lambda: Department.objects.filter(name="Works").update(parent=None)
    )
    assert Department.objects.office() == office


def test_department_without_office_is_refused():
    refused_by("department_office_is_the_root", lambda: Department.objects.create(name="Works"))


def test_tree_ancestors_follow_a_move_of_the_subtree():
    office, works, hall, desk = tree()
    assert desk.ancestors == [office.pk, works.pk, hall.pk, desk.pk]
    hall.parent = office
    hall.save()
    desk.refresh_from_db()
    assert (hall.ancestors, desk.ancestors) == ([office.pk, hall.pk], [office.pk, hall.pk, desk.pk])
    Department.objects.filter(pk=hall.pk).update(parent=works)
    desk.refresh_from_db()
    assert desk.ancestors == [office.pk, works.pk, hall.pk, desk.pk]
    assert desk.depth == 3


def test_tree_ancestors_cannot_be_written_by_hand():
    office, works, hall, desk = tree()
    Department.objects.filter(pk=desk.pk).update(ancestors=[])
    desk.refresh_from_db()
    assert desk.ancestors == [office.pk, works.pk, hall.pk, desk.pk]


def test_tree_refuses_a_circle():
    _office, works, _hall, desk = tree()
    refused_by("department_no_circle", lambda: Department.objects.filter(pk=works.pk).update(parent=desk))
    refused_by("department_no_circle", lambda: Department.objects.filter(pk=works.pk).update(parent=works))
    works.parent = desk
    with pytest.raises(ValidationError, match="cannot belong to itself"):
        works.full_clean()


def test_tree_questions():
    office, works, hall, desk = tree()
    shop = Department.objects.create(name="Shop", parent=office, takes_ideas=False)
    assert set(Department.objects.below(works)) == {works, hall, desk}
    assert list(Department.objects.above(hall)) == [office, works, hall]
    assert list(Department.objects.as_tree()) == [office, works, hall, desk, shop]
    assert shop not in Department.objects.taking_ideas()


@pytest.mark.django_db(transaction=True)
def test_tree_refuses_a_circle_made_by_two_at_once():
    office = make_office()
    one, two = (Department.objects.create(name=name, parent=office) for name in ("One", "Two"))
    refusals = []

    def move(child, parent):
        try:
            Department.objects.filter(pk=child.pk).update(parent=parent)
        except IntegrityError as refusal:
            refusals.append(refusal)
        finally:
            connection.close()

    with transaction.atomic():
        Department.objects.filter(pk=one.pk).update(parent=two)
        other = Thread(target=move, args=(two, one))
        other.start()
        other.join(0.3)
        assert other.is_alive()
    other.join(10)
    assert len(refusals) == 1
    one.refresh_from_db()
    assert one.ancestors == [office.pk, two.pk, one.pk]


def test_topics_four_are_there_to_begin_with():
    assert [str(t) for t in Topic.objects.all()] == ["Company", "Processes", "Products", "Services"]


def test_membership_is_unique_and_of_a_known_role():
    office = make_office()
    anna = make_member(office, "Anna")
    assert str(office) == "Idea office"
    assert str(anna.memberships.get()) == "Anna, expert, Idea office"
    refused_by(
        "membership_once_per_role",
        lambda: Membership.objects.create(user=anna, department=office, role="reviewer"),
    )
    refused_by(
        "membership_role_known",
        lambda: Membership.objects.create(user=anna, department=office, role="boss"),
    )


def test_absence_is_refused_the_wrong_way_round_or_with_oneself():
    anna = add_person(name="Anna", email="anna@example.com")
    today = clock.today()
    refused_by(
        "absence_ends_after_it_begins",
        lambda: Absence.objects.create(user=anna, first_day=today, last_day=today - timedelta(1)),
    )
    refused_by(
        "absence_substitute_is_another",
        lambda: Absence.objects.create(user=anna, first_day=today, last_day=today, substitute=anna),
    )


def test_present_leaves_out_the_absent_and_the_gone():
    office = make_office()
    anna, berta, carla = (make_member(office, name) for name in ("Anna", "Berta", "Carla"))
    today = clock.today()
    away = Absence.objects.create(user=berta, first_day=today, last_day=today + timedelta(2))
    User.objects.filter(pk=carla.pk).update(is_active=False)
    assert list(User.objects.present()) == [anna]
    assert list(User.objects.present(today + timedelta(3))) == [anna, berta]
    assert list(User.objects.absent()) == [berta]
    assert str(away) == f"Berta, {today} - {today + timedelta(2)}"
    assert list(Absence.objects.on(today)) == [away] == list(Absence.objects.current_or_later())
    assert not berta.is_present(today)
    assert berta.is_present(today + timedelta(3))


def test_roles_are_found_by_department():
    office = make_office()
    works = Department.objects.create(name="Works")
    anna, berta = make_member(office, "Anna"), make_member(works, "Berta", "coordinator")
    Membership.objects.create(user=anna, department=works, role="reviewer")
    assert list(User.objects.reviewers_of([office.pk, works.pk]).by_name()) == [anna]
    assert list(User.objects.coordinators_of([works.pk])) == [berta]
    assert not User.objects.coordinators_of([office.pk]).exists()
    assert [m.user for m in Membership.objects.coordinators()] == [berta]
    assert {m.user for m in Membership.objects.reviewers()} == {anna}


def test_roles_are_the_same_annotated_and_asked(django_assert_num_queries):
    office = make_office()
    works = Department.objects.create(name="Works")
    anna = make_member(office, "Anna")
    Membership.objects.create(user=anna, department=works, role="coordinator")
    Department.objects.filter(pk=works.pk).update(decider=anna)
    anna.notices.create(kind="x", text="one", dedupe_key="1")
    anna.notices.create(kind="x", text="two", dedupe_key="2", read_at=clock.now())
    asked = User.objects.get(pk=anna.pk)
    with django_assert_num_queries(1):
        loaded = User.objects.for_request().get(pk=anna.pk)
        found = (loaded.unread, loaded.coordinates, loaded.reviews_for, loaded.decides_for)
    assert found == (1, [works.pk], [office.pk], [works.pk])
    assert found == (asked.unread, asked.coordinates, asked.reviews_for, asked.decides_for)


def test_invitation_needs_somebody():
    refused_by(
        "invitation_for_somebody",
        lambda: Invitation.objects.create(token="x", expires_at=clock.now()),
    )
    invitation = Invitation(email="a@example.com", expires_at=clock.now() + timedelta(1))
    assert invitation.is_open
    assert str(invitation) == "a@example.com"
