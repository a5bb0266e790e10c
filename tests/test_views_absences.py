"""Absences on the pages of the scheme: which days are taken."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Absence
from ideas import clock
from tests.factories import Cast, make_cast
from tests.test_views_admins import absence_data
from tests.visits import browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_absence_that_is_over_is_not_noted_but_one_may_be_ended_earlier(cast):
    client = browser(cast.admin)
    days = {"first_day": "2026-01-05", "last_day": "2026-01-09"}
    page = client.post(reverse("absence_new"), absence_data(person=cast.expert1.email, **days))
    assert page.context["form"].errors["last_day"] == ["This absence is over already."]
    noted = Absence.objects.create(user=cast.expert1, first_day=clock.today(), last_day=clock.today())
    client.post(reverse("absence", args=[noted.pk]), absence_data(**days))
    noted.refresh_from_db()
    assert noted.last_day == date(2026, 1, 9)
