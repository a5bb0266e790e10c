"""Who can handle ideas, and who does where people are missing."""

from datetime import timedelta

import pytest

from accounts.models import Absence, Department, Membership, User
from accounts.people import add_person, deactivate
from accounts.staffing import handling_department, staffing
from ideas import clock

pytestmark = pytest.mark.django_db


def make_staffed(name, parent=None, *, reviewers=2, coordinators=2, **fields):
    department = Department.objects.create(name=name, parent=parent, **fields)
    for role, number in (("reviewer", reviewers), ("coordinator", coordinators)):
        for n in range(number):
            user = add_person(name=f"{name} {role} {n}", email=f"{name}.{role}.{n}@example.com")
            Membership.objects.create(user=user, department=department, role=role)
    return department


def make_office(**people):
    return make_staffed("Office", is_office=True, **people)


def test_staffing_counts_active_people_once():
    office = make_office(reviewers=3, coordinators=2)
    deactivate(User.objects.reviewers_of([office.pk]).by_name()[0])
    found = staffing()[office.pk]
    assert (len(found.reviewers), len(found.coordinators)) == (2, 2)
    assert found.can_handle
    assert not found.can_hear_appeal
    assert found.warnings == ["For a second look 2 further experts are missing."]


def test_staffing_of_a_full_department_warns_of_nothing():
    office = make_office(reviewers=4)
    found = staffing()[office.pk]
    assert found.can_handle
    assert found.can_hear_appeal
    assert found.warnings == []


def test_staffing_of_an_empty_department_says_all_that_is_missing():
    make_office()
    empty = make_staffed("Empty", reviewers=1, coordinators=0)
    assert staffing()[empty.pk].warnings == [
        "Needs two coordinators, or one with a named substitute.",
        "Needs 1 more expert for an ordinary idea.",
        "For a second look 2 further experts are missing.",
        "For a second look another decider is missing.",
    ]


def test_staffing_takes_a_named_substitute_for_a_second_coordinator():
    office = make_office(coordinators=1)
    assert not staffing()[office.pk].can_coordinate
    coordinator, substitute = (
        User.objects.coordinators_of([office.pk])[0],
        add_person(name="Sub", email="sub@example.com"),
    )
    day = clock.today() + timedelta(30)
    absence = Absence.objects.create(user=coordinator, first_day=day, last_day=day, substitute=substitute)
    assert staffing()[office.pk].can_coordinate
    Absence.objects.filter(pk=absence.pk).update(
        first_day=clock.today() - timedelta(9), last_day=clock.today() - timedelta(1)
    )
    assert not staffing()[office.pk].can_coordinate


def test_staffing_counts_a_decider_who_does_not_coordinate():
    office = make_office(reviewers=4, coordinators=1)
    office.decider = add_person(name="Boss", email="boss@example.com")
    office.save()
    assert staffing()[office.pk].can_hear_appeal
    deactivate(office.decider)
    assert not staffing()[office.pk].can_hear_appeal


def test_staffing_follows_the_number_of_reviews(settings):
    settings.MIN_REVIEWS = 3
    office = make_office()
    assert "Needs 1 more expert for an ordinary idea." in staffing()[office.pk].warnings


def test_handling_goes_up_to_the_first_that_can():
    office = make_office()
    works = make_staffed("Works", office)
    hall = make_staffed("Hall", works, reviewers=1)
    desk = make_staffed("Desk", hall, takes_ideas=False)
    assert [handling_department(d) for d in (office, works, hall, desk)] == [office, works, works, works]
    found = staffing()
    assert [found[d.pk].handled_by for d in (office, works, hall, desk)] == [office, works, works, works]


def test_handling_ends_at_the_office_even_when_it_cannot():
    office = make_office(reviewers=0, coordinators=0)
    works = make_staffed("Works", office, coordinators=1)
    assert handling_department(works) == office


def test_staffing_asks_as_often_for_one_as_for_many(django_assert_num_queries):
    office = make_office()
    with django_assert_num_queries(3):
        staffing()
    for n in range(6):
        make_staffed(f"D{n}", office)
    with django_assert_num_queries(3):
        assert len(staffing()) == 7
    with django_assert_num_queries(3):
        assert handling_department(office) == office
