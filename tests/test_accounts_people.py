"""The verbs on people: adding, inviting, deactivating, noting an absence."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts import people
from accounts.models import Department, Invitation, User
from ideas import clock
from ideas.models import OutgoingMail

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def real_outbox(settings):
    """Mail becomes rows, as in production; the test runner would keep it in memory."""
    settings.EMAIL_BACKEND = "ideas.outbox.OutboxBackend"


def make_person(name="Anna", **fields):
    return people.add_person(name=name, **{"email": f"{name}@example.com", **fields})


def link_in_mail():
    mail = OutgoingMail.objects.get(kind="invitation")
    return next(word for word in mail.text.split() if word.startswith("http"))


def test_add_person_confirms_the_address():
    anna = make_person(email="Anna@Example.com", language="de")
    address = EmailAddress.objects.get(user=anna)
    assert (address.email, address.verified, address.primary) == ("anna@example.com", True, True)
    assert not anna.has_usable_password()


def test_add_person_without_address_may_have_a_start_password():
    anna = make_person(email=None, personnel_number="k-17", start_password=PASSWORD)
    assert anna.check_password(PASSWORD)
    assert not EmailAddress.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [{"email": None}, {"email": "no address"}, {"start_password": "12345"}, {"personnel_number": "K@17"}],
)
def test_add_person_refuses_what_is_missing_or_wrong(fields):
    with pytest.raises(ValidationError):
        make_person(**fields)
    assert not User.objects.exists()


def test_add_person_refuses_a_taken_address():
    make_person()
    with pytest.raises(ValidationError):
        make_person(email="ANNA@example.com")


def test_set_email_moves_the_way_in():
    anna = make_person()
    people.set_email(anna, "anna.new@example.com")
    assert [(a.email, a.verified) for a in EmailAddress.objects.all()] == [("anna.new@example.com", True)]
    people.set_email(User.objects.get(pk=anna.pk), "anna.newer@example.com")
    assert EmailAddress.objects.get().email == "anna.newer@example.com"


def test_an_address_given_up_by_a_plain_save_no_longer_signs_in():
    anna = User.objects.get(pk=make_person(personnel_number="K-17").pk)
    anna.email = None
    anna.save()
    assert not EmailAddress.objects.exists()


def test_confirm_addresses_does_many_at_once(django_assert_num_queries):
    made = User.objects.bulk_create(
        [User(name="A", email="a@example.com"), User(name="B", personnel_number="B-1")]
    )
    with django_assert_num_queries(1):
        people.confirm_addresses(made)
    people.confirm_addresses(made)
    assert [a.email for a in EmailAddress.objects.filter(verified=True)] == ["a@example.com"]


def test_set_start_password_must_be_strong():
    anna = make_person()
    with pytest.raises(ValidationError):
        people.set_start_password(anna, "short")
    people.set_start_password(anna, PASSWORD)
    assert anna.check_password(PASSWORD)


def test_deactivate_closes_invitations_and_reactivate_opens_the_person():
    anna = make_person()
    slip = people.sign_in_slip(anna, invited_by=None)
    people.deactivate(anna)
    anna.refresh_from_db()
    assert not anna.is_active
    assert anna.left_on == clock.today()
    assert people.invitation_on_slip(anna.email, slip.secret) is None
    with pytest.raises(ValidationError):
        people.sign_in_slip(anna, invited_by=None)
    people.reactivate(anna)
    anna.refresh_from_db()
    assert (anna.is_active, anna.left_on) == (True, None)


def test_set_absence_notes_days_and_substitute():
    anna, berta = make_person(), make_person("Berta")
    today = clock.today()
    absence = people.set_absence(anna, today, today + timedelta(3), berta)
    people.set_absence(anna, today, today + timedelta(5), berta, absence)
    people.set_absence(anna, today + timedelta(6), today + timedelta(6))
    assert [(a.last_day - today).days for a in anna.absences.all()] == [5, 6]
    people.end_absence(absence)
    assert anna.absences.count() == 1


def test_set_absence_refuses_what_cannot_be():
    anna, gone = make_person(), make_person("Gone")
    people.deactivate(gone)
    day = clock.today()
    people.set_absence(anna, day + timedelta(5), day + timedelta(6))
    wrong = [
        ("last_day", (day, day - timedelta(1))),
        ("first_day", (day, day + timedelta(5))),
        ("substitute", (day, day, anna)),
        ("substitute", (day, day, gone)),
    ]
    for field, arguments in wrong:
        with pytest.raises(ValidationError) as refusal:
            people.set_absence(anna, *arguments)
        assert list(refusal.value.message_dict) == [field]
    assert anna.absences.count() == 1


def test_invite_posts_a_link_and_keeps_only_its_hash():
    boss = make_person("Boss")
    invited = people.invite(invited_by=boss, name="Anna", email="Anna@elsewhere.org")
    mail = OutgoingMail.objects.get()
    assert mail.address == "anna@elsewhere.org"
    assert link_in_mail() == invited.link
    assert "Boss invites you" in mail.text
    assert mail.expires_at > clock.now() + timedelta(13)
    assert invited.secret not in str(Invitation.objects.values().get())
    assert people.invitation_of_link(invited.secret) == invited.invitation


def test_invite_again_ends_the_earlier_invitation():
    first = people.invite(invited_by=None, email="anna@elsewhere.org")
    second = people.invite(invited_by=None, email="anna@elsewhere.org")
    assert people.invitation_of_link(first.secret) is None
    assert people.invitation_of_link(second.secret) == second.invitation
    assert list(Invitation.objects.open().newest_first()) == [second.invitation]


@pytest.mark.parametrize("fields", [{}, {"email": "anna@example.com"}, {"email": "nonsense"}])
def test_invite_refuses_nobody_and_those_who_are_here(fields):
    make_person()
    with pytest.raises(ValidationError):
        people.invite(invited_by=None, **fields)


def test_invitation_expires_after_14_days():
    invited = people.invite(invited_by=None, email="anna@elsewhere.org")
    with clock.at(clock.now() + timedelta(days=14, seconds=1)):
        assert people.invitation_of_link(invited.secret) is None


def test_accept_makes_the_person_once():
    works = Department.objects.create(name="Office", is_office=True)
    invited = people.invite(invited_by=None, name="Anna", email="anna@elsewhere.org", department=works)
    anna = people.accept(invited.invitation, name="Anna Muster", password=PASSWORD)
    assert (anna.name, anna.email, anna.department) == ("Anna Muster", "anna@elsewhere.org", works)
    assert anna.check_password(PASSWORD)
    assert EmailAddress.objects.get().verified
    with pytest.raises(ValidationError):
        people.accept(invited.invitation, name="Eve", password="another password")
    assert User.objects.get().check_password(PASSWORD)


def test_accept_lets_nobody_in_who_left():
    anna = make_person(personnel_number="K-17")
    invited = people.sign_in_slip(anna, invited_by=None)
    User.objects.filter(pk=anna.pk).update(is_active=False)
    with pytest.raises(ValidationError):
        people.accept(invited.invitation, password=PASSWORD)


def test_may_sign_up_from_a_domain_of_the_company_or_with_an_invitation(settings):
    settings.SIGNUP_DOMAINS = ["example.com"]
    people.invite(invited_by=None, email="guest@elsewhere.org")
    assert people.may_sign_up("new@Example.com")
    assert people.may_sign_up("Guest@elsewhere.org")
    for foreign in ("new@elsewhere.org", "new@sub.example.com", "new@example.com.evil.org", "nonsense", ""):
        assert not people.may_sign_up(foreign)


def test_forget_unconfirmed_takes_only_old_sign_ups(client):
    kept = make_person()
    client.post(reverse("account_signup"), {"name": "Eve", "email": "eve@example.com"})
    assert people.forget_unconfirmed() == 0
    with clock.at(clock.now() + timedelta(8)):
        assert people.forget_unconfirmed() > 0
    assert list(User.objects.all()) == [kept]
