"""Django's admin shows lists of the process to technical staff and opens, changes or reveals nothing of it."""

import re

import pytest
from django.contrib import admin
from django.urls import include, path

from accounts.people import add_person
from ideas.models import Idea
from tests.factories import make_cast, make_idea

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

urlpatterns = [path("technical/", admin.site.urls), path("", include("config.urls"))]
LISTS = ("idea", "event", "assignment", "round", "decision", "conversation", "outgoingmail", "sweeprun")


@pytest.fixture
def technician(client):
    client.force_login(add_person(name="Tina", email="tina@example.com", is_admin=True, is_staff=True))
    return client


@pytest.mark.parametrize("name", LISTS)
def test_lists_say_where_things_stand_and_not_what_people_wrote(technician, name):
    idea = make_idea(make_cast(), "closed")
    answer = technician.get(f"/technical/ideas/{name}/")
    assert answer.status_code == 200
    assert idea.title.split()[-1] not in answer.content.decode()
    token = re.compile('value="[^"]{64}"')
    assert "zq" not in token.sub("", answer.content.decode())


@pytest.mark.parametrize("road", ["change/", "delete/", "history/"])
def test_nothing_of_the_process_is_opened_or_changed(technician, road):
    idea = make_idea(make_cast(), "in_review")
    url = f"/technical/ideas/idea/{idea.pk}/{road}"
    assert technician.get(url).status_code == 403
    assert technician.post(url, {"status": "closed", "post": "yes"}).status_code in (302, 403)
    assert Idea.objects.get(pk=idea.pk).status == "in_review"


def test_nothing_of_the_process_is_added(technician):
    assert technician.get("/technical/ideas/idea/add/").status_code == 403
