"""What the figures show and what they hide: rounding, and a hidden month that no sum gives away."""

from datetime import timedelta

import pytest

from ideas import clock, insights
from ideas.views.admins.pictures import shapes
from tests.factories import make_cast
from tests.test_insights import EVERYBODY, LATER, MARCH, hand_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    with clock.at(MARCH - timedelta(days=30)):
        return make_cast()


def test_promise_of_a_hidden_month_cannot_be_reckoned_from_the_others(cast):
    for month, people in enumerate((6, 7, 2)):
        for _n in range(people):
            hand_in(cast, MARCH + timedelta(days=31 * month))
    with clock.at(LATER):
        found = insights.promise(EVERYBODY, insights.people_at_work())
    assert [(one.due, one.veiled) for one in found.by_month] == [(6, True), (7, False), (2, True)]


def test_whole_numbers_are_rounded_and_days_never_down():
    assert [shapes.number(value) for value in (19.8, 33.2)] == ["20", "33"]
    assert shapes.number(21.46, 1) == "21.5"
    assert [shapes.whole_days(days) for days in (11.0, 33.2, 33.7)] == ["11", "34", "34"]
    assert [shapes.whole_percent(share) for share in (81.8, 99.7, 100)] == [82, 99, 100]
