"""Scheme: finding, adding, inviting, changing people; leaving and coming back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts import people
from accounts.models import Invitation, User
from ideas.models import OutgoingMail
from tests.factories import experts_of, make_cast, make_idea, make_member, make_user, owner_of

pytestmark = pytest.mark.django_db


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


def test_persons_are_found_by_name_address_or_number(client, cast):
    ben = make_user("Ben Brook", email=None, personnel_number="K-17")
    for words in ("ben", "brook ben", "k-17"):
        assert client.get(reverse("persons"), {"q": words}).context["persons"] == [ben]
    assert "Nobody fits" in text_of(client.get(reverse("persons"), {"q": "nobody"}))


def test_persons_who_left_or_have_a_part_stand_apart(client, cast):
    assert client.get(reverse("persons"), {"show": "left"}).context["persons"] == [cast.leaver]
    parts = client.get(reverse("persons"), {"show": "roles"}).context["persons"]
    assert cast.expert1 in parts
    assert cast.admin in parts
    assert cast.employee not in parts


def test_persons_page_by_keyset_there_and_back(client, cast):
    for n in range(110):
        make_user(f"Same Name {n // 2}")
    everybody = list(User.objects.active().by_name())
    first = client.get(reverse("persons"))
    second = client.get(reverse("persons") + first.context["after_url"])
    third = client.get(reverse("persons") + second.context["after_url"])
    assert [p for page in (first, second, third) for p in page.context["persons"]] == everybody
    assert third.context["after_url"] == ""
    back = client.get(reverse("persons") + third.context["before_url"])
    assert back.context["persons"] == second.context["persons"]
    assert client.get(reverse("persons") + back.context["before_url"]).context["before_url"] == ""


@pytest.mark.parametrize("n", [1, 30])
def test_persons_take_a_constant_number_of_statements(client, cast, n, django_assert_max_num_queries):
    for _k in range(n):
        make_member(cast.logistics)
    with django_assert_max_num_queries(7):
        client.get(reverse("persons"))


def person_data(**changes):
    return {
        "name": "Ben Brook",
        "email": "",
        "personnel_number": "",
        "phone": "",
        "language": "de",
        **changes,
    }


def test_person_is_added_with_everything(client, cast):
    data = person_data(
        email="Ben@Example.com", department=cast.it.pk, line_manager=cast.manager.email, is_observer="on"
    )
    client.post(reverse("person_new"), data)
    ben = User.objects.get(name="Ben Brook")
    assert (ben.email, ben.department, ben.line_manager) == ("ben@example.com", cast.it, cast.manager)
    assert (ben.is_observer, ben.is_admin, ben.language) == (True, False, "de")


def test_person_without_address_and_number_is_refused(client, cast):
    page = client.post(reverse("person_new"), person_data())
    assert "email" in page.context["form"].errors
    assert "Ben Brook" in text_of(page)


def test_person_with_a_taken_address_is_refused_beside_the_field(client, cast):
    page = client.post(reverse("person_new"), person_data(email=cast.employee.email.upper()))
    assert "email" in page.context["form"].errors


def test_person_is_changed(client, cast):
    url = reverse("person", args=[cast.employee.pk])
    client.post(url, person_data(email="new@example.com", personnel_number="k-9", is_admin="on"))
    cast.employee.refresh_from_db()
    assert (cast.employee.email, cast.employee.personnel_number) == ("new@example.com", "K-9")
    assert cast.employee.is_admin


def test_person_is_not_their_own_line_manager(client, cast):
    data = person_data(email=cast.employee.email, line_manager=cast.employee.email)
    page = client.post(reverse("person", args=[cast.employee.pk]), data)
    assert "line_manager" in page.context["form"].errors


def test_person_the_last_of_the_idea_office_stays_it(client, cast):
    page = client.post(reverse("person", args=[cast.admin.pk]), person_data(email=cast.admin.email))
    assert "is_admin" in page.context["form"].errors
    assert User.objects.get(pk=cast.admin.pk).is_admin


def test_person_takes_a_constant_number_of_statements(client, cast, django_assert_max_num_queries):
    for _n in range(3):
        make_idea(cast)
    with django_assert_max_num_queries(11):
        client.get(reverse("person", args=[cast.expert1.pk]))


def test_invite_by_link_posts_a_mail(client, cast):
    data = {"name": "Ben", "email": "ben@example.com", "personnel_number": "", "department": cast.it.pk}
    assert client.post(reverse("person_invite"), data).status_code == 302
    assert OutgoingMail.objects.get(kind="invitation").address == "ben@example.com"
    assert "Ben" in text_of(client.get(reverse("persons")))


def test_invite_by_slip_shows_a_code_that_lets_in(client, cast):
    data = {"name": "Ben", "email": "", "personnel_number": "K-5", "department": ""}
    page = client.post(reverse("person_invite"), data)
    secret = page.context["invited"].secret
    assert secret in text_of(page)
    assert people.invitation_on_slip("K-5", secret)
    assert "no-store" in page["Cache-Control"]


def test_invite_refuses_whoever_is_here(client, cast):
    data = {"name": "Ben", "email": cast.employee.email, "personnel_number": "", "department": ""}
    page = client.post(reverse("person_invite"), data)
    assert "email" in page.context["form"].errors


def test_invitation_ends(client, cast):
    invited = people.invite(invited_by=cast.admin, name="Ben", email="ben@example.com")
    client.get(reverse("invitation_end", args=[invited.invitation.pk]))
    assert Invitation.objects.open().exists()
    client.post(reverse("invitation_end", args=[invited.invitation.pk]))
    assert not Invitation.objects.open().exists()


def test_slip_asks_first_and_shows_its_code_once(client, cast):
    url = reverse("person_slip", args=[cast.employee.pk])
    client.get(url)
    assert not Invitation.objects.exists()
    page = client.post(url)
    assert people.invitation_on_slip(cast.employee.email, page.context["invited"].secret)


# Leaving


def test_deactivate_asks_first_and_says_what_passes_on(client, cast):
    idea = make_idea(cast)
    expert = experts_of(idea)[0]
    page = text_of(client.get(reverse("person_deactivate", args=[expert.pk])))
    assert "1 open view" in page
    assert User.objects.get(pk=expert.pk).is_active


def test_deactivate_passes_every_duty_on_and_says_to_whom(client, cast):
    idea = make_idea(cast)
    expert = experts_of(idea)[0]
    answer = client.post(reverse("person_deactivate", args=[expert.pk]))
    expert.refresh_from_db()
    assert not expert.is_active
    now = experts_of(idea)
    assert len(now) == 2
    assert expert not in now
    page = client.get(answer.url)
    newcomer = next(one for one in now if one.name in text_of(page).split("What passed to whom")[1])
    assert f"{newcomer.name} was asked for a view." in text_of(page)


def test_deactivate_of_a_coordinator_names_the_new_one_but_no_restricted_title(client, cast):
    idea = make_idea(cast, visibility="handlers")
    owner = owner_of(idea)
    answer = client.post(reverse("person_deactivate", args=[owner.pk]))
    page = text_of(client.get(answer.url))
    assert f"{owner_of(idea).name} looks after it." in page
    assert f"No. {idea.number}" in page
    assert idea.title not in page


def test_deactivate_refuses_oneself_and_changes_nothing(client, cast):
    page = client.post(reverse("person_deactivate", args=[cast.admin.pk]))
    assert "This is you" in text_of(page)
    assert User.objects.get(pk=cast.admin.pk).is_active


def test_deactivate_changes_nothing_where_nobody_is_left_for_a_duty(client, cast):
    idea = make_idea(cast)
    others = User.objects.filter(memberships__role="coordinator").exclude(pk=owner_of(idea).pk)
    others.update(is_active=False)
    page = client.post(reverse("person_deactivate", args=[owner_of(idea).pk]))
    assert "Nothing was changed" in text_of(page)
    assert owner_of(idea).is_active


def test_reactivate_lets_somebody_in_again(client, cast):
    client.post(reverse("person_reactivate", args=[cast.leaver.pk]))
    cast.leaver.refresh_from_db()
    assert cast.leaver.is_active


# A list of people -------------------------------------------------------------------------------------------------

HEAD = "Personnel number;Name;E-mail;Department;Phone\n"


def list_of(rows: str, name: str = "people.csv"):
    return SimpleUploadedFile(name, (HEAD + rows).encode())


def carried_by(page):
    return {name: page.context["form"].initial[name] for name in ("kept", "make_departments", "let_back_in")}


def test_list_shows_first_and_changes_after_the_yes(client, cast):
    make_user("Ben Brook", personnel_number="K-17", phone="1")
    rows = "K-17;Ben <b>Brook</b>;;;2\nN-1;Nora New;nora@example.com;Paint Shop;\n;Nobody;;;\n"
    page = client.post(reverse("person_list"), {"file": list_of(rows), "make_departments": "on"})
    words = text_of(page)
    assert "Nothing has happened yet" in words
    assert "Ben &lt;b&gt;Brook&lt;/b&gt;" in words
    assert "Line 4: the personnel number is empty" in words
    assert not User.objects.filter(personnel_number="N-1").exists()
    done = client.post(reverse("person_list"), carried_by(page))
    assert "The list is taken" in text_of(done)
    assert User.objects.get(personnel_number="K-17").phone == "2"
    assert User.objects.get(personnel_number="N-1").department.name == "Paint Shop"
    again = client.post(reverse("person_list"), {"file": list_of(rows)})
    assert again.context["rows"] == []
    assert "Take the list" not in text_of(again)


def test_list_names_who_is_missing_and_leaves_them(client, cast):
    make_user("Ben Brook", personnel_number="K-17")
    page = client.post(reverse("person_list"), {"file": list_of("N-1;Nora New;;;\n")})
    assert "Ben Brook, K-17" in text_of(page)
    client.post(reverse("person_list"), carried_by(page))
    assert User.objects.get(personnel_number="K-17").is_active


def test_list_that_cannot_be_read_is_refused_beside_the_field(client, cast, monkeypatch):
    for raw, why in ((b"PK\x03\x04", "Save it as CSV"), (b"Name\nBen\n", "Columns are missing")):
        page = client.post(reverse("person_list"), {"file": SimpleUploadedFile("people.csv", raw)})
        assert why in str(page.context["form"].errors["file"])
    monkeypatch.setattr("ideas.forms.staff_list.MOST_BYTES", 10)
    assert "too long for a page" in text_of(client.post(reverse("person_list"), {"file": list_of("")}))
    for kept in ("!", "UEsDBA=="):
        assert client.post(reverse("person_list"), {"kept": kept}).context["form"].errors["file"]


def test_list_that_would_change_too_many_is_for_the_command(client, cast, monkeypatch):
    monkeypatch.setattr("ideas.views.admins.staff_list.MOST", 1)
    page = client.post(reverse("person_list"), {"file": list_of("N-1;A;;;\nN-2;B;;;\n")})
    assert "More than 1 people would change" in text_of(page)
    assert not User.objects.filter(personnel_number="N-1").exists()
