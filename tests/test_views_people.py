"""Inbox, one's own page, one's data, the privacy notice."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Absence, User
from ideas import clock, workflow
from ideas.models import Follow, Notice
from tests.factories import experts_of, make_cast, make_idea, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(client):
    person = make_user("Anna Weber", phone="0231 1")
    client.force_login(person)
    return person


def make_notice(user, n=1, **fields):
    fields.setdefault("text", f"News {n}")
    return Notice.objects.create(
        user=user, kind="test", dedupe_key=f"{user.pk}:{n}", path="/ideas/", **fields
    )


# Inbox


@pytest.mark.parametrize("n", [1, 3, 25])
def test_inbox_asks_the_same_however_much_is_in_it(client, anna, n, django_assert_max_num_queries):
    cast = make_cast()
    idea = make_idea(cast)
    for k in range(n):
        make_notice(anna, k, idea=idea)
    with django_assert_max_num_queries(5):
        page = client.get(reverse("inbox"))
    assert len(page.context["notices"]) == n


def test_inbox_shows_newest_first_and_only_ones_own(client, anna):
    make_notice(make_user(), text="Not yours")
    make_notice(anna, 1)
    make_notice(anna, 2)
    page = client.get(reverse("inbox"))
    assert [one.text for one in page.context["notices"]] == ["News 2", "News 1"]


def test_inbox_leaves_out_what_one_may_no_longer_read(client, anna):
    idea = make_idea(make_cast(), visibility="handlers")
    make_notice(anna, 1, idea=idea, text="A secret")
    make_notice(anna, 2)
    assert "A secret" not in client.get(reverse("inbox")).content.decode()


def test_inbox_pages_by_keyset_there_and_back(client, anna):
    rows = [make_notice(anna, n) for n in range(60)][::-1]
    first = client.get(reverse("inbox"))
    second = client.get(reverse("inbox") + first.context["older_url"])
    third = client.get(reverse("inbox") + second.context["older_url"])
    seen = [one for page in (first, second, third) for one in page.context["notices"]]
    assert seen == rows
    assert third.context["older_url"] == ""
    back = client.get(reverse("inbox") + third.context["newer_url"])
    assert list(back.context["notices"]) == list(second.context["notices"])


def test_inbox_stands_by_day(client, anna):
    rows = [make_notice(anna, n) for n in range(3)]
    Notice.objects.filter(pk=rows[0].pk).update(created_at=clock.now() - timedelta(days=3))
    by_day = client.get(reverse("inbox")).context["by_day"]
    assert [len(found) for _day, found in by_day] == [2, 1]


def test_inbox_shows_unread_alone_and_goes_on_so(client, anna):
    for n in range(30):
        make_notice(anna, n)
    read = make_notice(anna, 30)
    Notice.objects.filter(pk=read.pk).update(read_at=clock.now())
    first = client.get(reverse("inbox"), {"unread": "1"})
    assert read not in first.context["notices"]
    second = client.get(reverse("inbox") + first.context["older_url"])
    assert second.context["unread"]
    assert len(second.context["notices"]) == 5
    Notice.objects.update(read_at=clock.now())
    assert "All read" in client.get(reverse("inbox"), {"unread": "1"}).content.decode()


@pytest.mark.parametrize(
    "query", ["?unread=1", "?before=x", "?after=99999999999999999999", "?before=1", "?after=1"]
)
def test_inbox_bears_strange_addresses(client, anna, query):
    assert client.get(reverse("inbox") + query).status_code == 200


def test_inbox_get_reads_nothing(client, anna):
    make_notice(anna)
    client.get(reverse("inbox"))
    assert Notice.objects.get().read_at is None


def test_inbox_opening_one_marks_it_and_leads_there(client, anna):
    one, other = make_notice(anna, 1), make_notice(anna, 2)
    answer = client.post(reverse("notice_read", args=[one.pk]), {"next": "/ideas/"})
    assert answer.url == "/ideas/"
    assert list(Notice.objects.filter(read_at=None)) == [other]


def test_inbox_leads_nowhere_else(client, anna):
    one = make_notice(anna)
    answer = client.post(reverse("notice_read", args=[one.pk]), {"next": "https://elsewhere.example/"})
    assert answer.url == reverse("inbox")


def test_inbox_marks_all_up_to_what_was_on_the_page(client, anna):
    shown, later = make_notice(anna, 1), make_notice(anna, 2)
    client.post(reverse("inbox_read"), {"newest": shown.pk})
    assert list(Notice.objects.filter(read_at=None)) == [later]


def test_inbox_marks_also_what_one_may_no_longer_read(client, anna):
    make_notice(anna, 1, idea=make_idea(make_cast(), visibility="handlers"))
    page = client.get(reverse("inbox"))
    client.post(reverse("inbox_read"), {"newest": page.context["newest"]})
    assert not Notice.objects.filter(user=anna, read_at=None).exists()


def test_inbox_others_notices_are_not_there(client, anna):
    other = make_notice(make_user())
    assert client.post(reverse("notice_read", args=[other.pk])).status_code == 404
    client.post(reverse("inbox_read"))
    assert Notice.objects.get().read_at is None


def test_inbox_reading_needs_a_post(client, anna):
    assert client.get(reverse("inbox_read")).status_code == 405


@pytest.mark.parametrize("name", ["inbox", "me", "my_data", "my_absence_new"])
def test_pages_of_a_person_ask_strangers_to_sign_in(client, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


# One's own page


def test_me_changes_name_language_and_phone(client, anna):
    answer = client.post(
        reverse("me"), {"form": "profile", "name": " Anna Maria ", "language": "de", "phone": ""}
    )
    assert answer.status_code == 302
    anna.refresh_from_db()
    assert (anna.name, anna.language, anna.phone) == ("Anna Maria", "de", "")


def test_me_keeps_every_word_of_a_refused_form(client, anna):
    page = client.post(reverse("me"), {"form": "profile", "name": "", "language": "en", "phone": "0231 777"})
    assert page.status_code == 200
    assert "0231 777" in page.content.decode()
    assert User.objects.get(pk=anna.pk).name == "Anna Weber"


def test_me_changes_which_mail_comes_and_how_often(client, anna):
    ways = {
        "asked": "inbox",
        "own": "single",
        "followed": "digest",
        "discussion": "inbox",
        "reminders": "single",
        "soon": "digest",
        "quiet": "inbox",
    }
    answer = client.post(reverse("me"), {"form": "mail", **ways})
    assert answer.url == f"{reverse('me')}#notices"
    anna.refresh_from_db()
    assert anna.mail_rhythm == "single"
    rare = [f"{kind}:single" for kind in ("duties", "followed", "monday", "soon", "views")]
    assert sorted(anna.muted) == sorted(["asked", "discussion", "quiet", *rare])
    page = client.get(reverse("me")).content.decode()
    for kind, way in ways.items():
        assert re.search(rf'name="{kind}" value="{way}"[^>]*checked', page), kind


def test_me_leaves_alone_what_it_does_not_show(client, anna):
    User.objects.filter(pk=anna.pk).update(muted=["views"])
    ways = {
        "asked": "single",
        "own": "digest",
        "followed": "digest",
        "discussion": "digest",
        "reminders": "single",
    }
    client.post(reverse("me"), {"form": "mail", **ways})
    anna.refresh_from_db()
    assert anna.muted == ["views"]


def test_me_keeps_nothing_of_a_way_that_is_none(client, anna):
    answer = client.post(reverse("me"), {"form": "mail", "asked": "digest"})
    assert answer.status_code == 200
    anna.refresh_from_db()
    assert anna.muted == []


def test_me_shows_an_expert_what_experts_get(client):
    expert = make_cast().it_expert1
    client.force_login(expert)
    assert 'name="views"' in client.get(reverse("me")).content.decode()


def test_me_shows_what_one_follows(client, anna):
    idea = make_idea(make_cast(), "in_review")
    Follow.objects.create(idea=idea, user=anna)
    assert idea.title in client.get(reverse("me")).content.decode()


def test_me_offers_no_mail_to_people_without_address(client):
    client.force_login(make_user("Ben", email=None, personnel_number="K-1"))
    assert 'name="followed"' not in client.get(reverse("me")).content.decode()


def test_me_shows_who_asks_one_to_join(client):
    cast = make_cast()
    idea = make_idea(cast)
    workflow.invite_cosubmitter(idea, cast.submitter, user=cast.colleague)
    client.force_login(cast.colleague)
    page = client.get(reverse("me")).content.decode()
    assert idea.title in page
    assert reverse("act", args=[idea.public_id, "join"]) in page


def test_me_takes_a_constant_number_of_statements(client, anna, django_assert_max_num_queries):
    other = make_user()
    for n in range(5):
        day = clock.today() + timedelta(days=n)
        Absence.objects.create(user=anna, first_day=day, last_day=day, substitute=other)
    with django_assert_max_num_queries(6):
        client.get(reverse("me"))


# Absence


def days_from(first, last):
    return {
        "first_day": str(clock.today() + timedelta(days=first)),
        "last_day": str(clock.today() + timedelta(days=last)),
    }


def test_absence_is_noted_changed_and_ended_by_oneself(client, anna):
    ben = make_user("Ben Brook")
    client.post(reverse("my_absence_new"), {**days_from(3, 5), "substitute": ben.email})
    noted = Absence.objects.get()
    assert (noted.user, noted.substitute) == (anna, ben)
    client.post(reverse("my_absence", args=[noted.pk]), days_from(3, 4))
    noted.refresh_from_db()
    assert (noted.last_day - noted.first_day).days == 1
    assert noted.substitute is None
    client.post(reverse("my_absence_end", args=[noted.pk]))
    assert not Absence.objects.exists()


@pytest.mark.parametrize(("first", "last"), [(5, 3), (0, 0)])
def test_absence_that_cannot_be_is_said_beside_the_field(client, anna, first, last):
    Absence.objects.create(user=anna, first_day=clock.today(), last_day=clock.today())
    page = client.post(reverse("my_absence_new"), {**days_from(first, last), "substitute": ""})
    assert page.status_code == 200
    assert {"first_day", "last_day"} & set(page.context["form"].errors)
    assert Absence.objects.count() == 1


def test_absence_of_somebody_else_is_not_there(client, anna):
    other = Absence.objects.create(user=make_user(), first_day=clock.today(), last_day=clock.today())
    assert client.get(reverse("my_absence", args=[other.pk])).status_code == 404
    assert client.post(reverse("my_absence_end", args=[other.pk])).status_code == 404
    assert Absence.objects.exists()


def test_absence_passes_on_what_is_open_if_wished(client):
    cast = make_cast()
    idea = make_idea(cast)
    expert = experts_of(idea)[0]
    client.force_login(expert)
    client.post(reverse("my_absence_new"), {**days_from(0, 9), "substitute": "", "pass_on": "on"})
    assert expert not in experts_of(idea)
    assert len(experts_of(idea)) == 2


# One's data


def test_my_data_holds_what_one_wrote_and_nothing_sealed(client):
    cast = make_cast()
    idea = make_idea(cast, "deciding")
    client.force_login(cast.submitter)
    answer = client.get(reverse("my_data"))
    data = json.loads(answer.content)
    assert [(row["number"], row["title"]) for row in data["ideas"]] == [(idea.number, idea.title)]
    assert data["person"]["email"] == cast.submitter.email
    for review in idea.assignments.all():
        assert review.review.public_text not in answer.content.decode()
    assert answer["Content-Disposition"].startswith("attachment")


def test_my_data_holds_no_withdrawn_idea_to_which_one_was_only_asked(client):
    cast = make_cast()
    idea = make_idea(cast)
    workflow.invite_cosubmitter(idea, cast.submitter, user=cast.colleague)
    client.force_login(cast.colleague)
    assert len(json.loads(client.get(reverse("my_data")).content)["joint_ideas"]) == 1
    workflow.withdraw(idea, cast.submitter)
    assert json.loads(client.get(reverse("my_data")).content)["joint_ideas"] == []


def test_my_data_of_an_expert_holds_their_view(client):
    cast = make_cast()
    idea = make_idea(cast, "deciding")
    asked = idea.assignments.select_related("reviewer").first()
    client.force_login(asked.reviewer)
    data = json.loads(client.get(reverse("my_data")).content)
    assert [row["public_text"] for row in data["reviews"]] == [asked.review.public_text]
    assert data["ideas"] == []


# Privacy


def test_privacy_is_there_for_everybody(client, anna):
    assert client.get(reverse("privacy")).status_code == 200
    client.logout()
    assert client.get(reverse("privacy")).status_code == 200


# Help


def test_help_is_there_for_everybody(client, anna):
    assert client.get(reverse("help")).status_code == 200
    client.logout()
    page = client.get(reverse("help")).content.decode()
    assert "30 days" in page
    assert reverse("new") not in page


def test_help_opens_the_part_of_the_reader(client):
    cast = make_cast()
    client.force_login(cast.it_expert1)
    page = client.get(reverse("help")).content.decode()
    assert "<details open><summary>Experts" in page
    assert "<details open><summary>Deciders" not in page
