"""Pictures of people: chosen, seen by colleagues, deleted, and gone with whoever leaves."""

import io

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts import people
from accounts.models import User
from ideas import files, sweep
from tests import uploads
from tests.factories import Cast, make_cast, make_idea
from tests.uploads import SCRIPT, sent
from tests.visits import browser, page_of, statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def with_portrait(who: User) -> str:
    people.set_portrait(who, files.kept_portrait(files.portrait(sent(uploads.photograph()))))
    return reverse("person_picture", args=[who.pk, who.portrait.name.split("/")[1].removesuffix(".webp")])


def test_picture_of_a_person_is_chosen_seen_and_deleted(cast, django_capture_on_commit_callbacks):
    client = browser(cast.submitter)
    answer = client.post(reverse("my_picture"), {"picture": sent(uploads.photograph(), "me.jpg")})
    assert answer.status_code == 302
    person = User.objects.get(pk=cast.submitter.pk)
    name = person.portrait.name
    shown = browser(cast.bystander).get(with_portrait_address(person))
    assert shown["Content-Type"] == "image/webp"
    assert Image.open(io.BytesIO(shown.content)).size == (256, 256)
    assert "private" in shown["Cache-Control"]
    assert "immutable" in shown["Cache-Control"]
    assert with_portrait_address(person) in client.get(reverse("my_picture")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("my_picture_remove"))
    assert not default_storage.exists(name)
    assert browser(cast.bystander).get(with_portrait_address(person)).status_code == 404


def with_portrait_address(person: User) -> str:
    return reverse(
        "person_picture", args=[person.pk, person.portrait.name.split("/")[1].removesuffix(".webp")]
    )


def test_picture_that_is_none_is_refused_at_the_field(cast):
    answer = browser(cast.submitter).post(reverse("my_picture"), {"picture": sent(SCRIPT, "me.jpg")})
    assert answer.status_code == 200
    assert "no picture that we can read" in answer.content.decode()
    assert not User.objects.get(pk=cast.submitter.pk).portrait


def test_picture_of_a_person_is_for_colleagues(cast):
    url = with_portrait(cast.submitter)
    assert Client().get(url).status_code == 302
    assert browser(cast.bystander).get(url).status_code == 200
    other = url.replace(f"/{cast.submitter.pk}/", f"/{cast.bystander.pk}/")
    assert browser(cast.bystander).get(other).status_code == 404


def test_a_new_picture_has_a_new_address_and_the_old_one_goes(cast, django_capture_on_commit_callbacks):
    before = with_portrait(cast.submitter)
    with django_capture_on_commit_callbacks(execute=True):
        after = with_portrait(cast.submitter)
    assert before != after
    assert browser(cast.bystander).get(before).status_code == 404


def test_picture_of_somebody_who_leaves_goes(cast, django_capture_on_commit_callbacks):
    url = with_portrait(cast.colleague)
    name = cast.colleague.portrait.name
    with django_capture_on_commit_callbacks(execute=True):
        people.deactivate(cast.colleague)
    assert browser(cast.bystander).get(url).status_code == 404
    assert not default_storage.exists(name)
    assert not User.objects.get(pk=cast.colleague.pk).portrait


def test_sweep_takes_pictures_of_people_who_left_by_another_road(cast):
    with_portrait(cast.colleague)
    User.objects.filter(pk=cast.colleague.pk).update(is_active=False)
    sweep.forget_daily()
    assert not User.objects.get(pk=cast.colleague.pk).portrait


def test_my_data_say_where_the_picture_is(cast):
    url = with_portrait(cast.submitter)
    told = browser(cast.submitter).get(reverse("my_data")).json()
    assert told["person"]["picture"] == url
    assert browser(cast.bystander).get(reverse("my_data")).json()["person"]["picture"] == ""


def test_pages_show_faces_without_a_statement_more(cast):
    idea = make_idea(cast, "in_review")
    path = reverse("idea", args=[idea.public_id])
    before = statements(cast.submitter, path)
    urls = [with_portrait(person) for person in (cast.coordinator1, cast.coordinator2, *experts(cast))]
    assert statements(cast.submitter, path) == before
    text = page_of(cast.submitter, idea)
    assert sum(url in text for url in urls) >= 3


def experts(cast: Cast) -> list[User]:
    return [cast.expert1, cast.expert2, cast.expert3, cast.expert4]
