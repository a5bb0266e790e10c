"""Django's admin: not there by default, and without power over the process where it is."""

import pytest
from django.conf import settings
from django.contrib import admin
from django.urls import include, path, reverse

from accounts.models import Department, User
from accounts.people import add_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

urlpatterns = [path("technical/", admin.site.urls), path("", include("config.urls"))]


def staff(**flags):
    return add_person(name="Tina", email="tina@example.com", **{"is_admin": True, "is_staff": True, **flags})


@pytest.mark.urls("config.urls")
def test_admin_is_not_there_without_a_path(client):
    assert settings.DJANGO_ADMIN_PATH == ""
    client.force_login(staff())
    assert client.get("/admin/").status_code == 404


def test_admin_sends_strangers_to_the_one_sign_in_page(client):
    assert client.get("/technical/login/").url.startswith(reverse("account_login"))


@pytest.mark.parametrize("flags", [{"is_staff": False}, {"is_admin": False}])
def test_admin_is_for_technical_staff_of_the_idea_office_alone(client, flags):
    client.force_login(staff(**flags))
    assert client.get("/technical/accounts/user/").status_code in (302, 403)


def test_admin_shows_people_and_changes_one_flag(client):
    tina, anna = staff(), add_person(name="Anna", email="anna@example.com")
    client.force_login(tina)
    assert b"anna@example.com" in client.get("/technical/accounts/user/").content
    change = f"/technical/accounts/user/{anna.pk}/change/"
    assert b"pbkdf2" not in client.get(change).content
    client.post(change, {"is_staff": "on", "is_admin": "on", "name": "Eve", "is_active": ""})
    anna.refresh_from_db()
    assert (anna.is_staff, anna.is_admin, anna.name, anna.is_active) == (True, False, "Anna", True)
    assert client.get("/technical/accounts/user/add/").status_code == 403
    assert client.post(f"/technical/accounts/user/{anna.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.count() == 2


def test_admin_renames_departments_and_never_moves_them(client):
    office = Department.objects.create(name="Office", is_office=True)
    client.force_login(staff())
    client.post(
        f"/technical/accounts/department/{office.pk}/change/",
        {"name": "Idea office", "time_zone": "Europe/Berlin", "takes_ideas": "on", "is_office": ""},
    )
    office.refresh_from_db()
    assert (office.name, office.is_office) == ("Idea office", True)
    assert client.get("/technical/accounts/department/add/").status_code == 403
    assert client.get(f"/technical/accounts/department/{office.pk}/delete/").status_code == 403
    assert client.get("/technical/auth/group/").status_code == 404
