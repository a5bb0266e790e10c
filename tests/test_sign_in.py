"""Signing in by every way, signing up, invitations, and that strangers learn nothing."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts import people
from accounts.adapters import SecondFactorAdapter
from accounts.backends import SignInBackend
from accounts.models import User
from accounts.redirects import safe_next
from ideas import clock
from ideas.models import OutgoingMail

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
CODE = re.compile(r"\b\d{4}-\d{4}\b")


@pytest.fixture(autouse=True)
def real_outbox(settings):
    """Mail becomes rows, as in production; the test runner would keep it in memory."""
    settings.EMAIL_BACKEND = "ideas.outbox.OutboxBackend"


@pytest.fixture
def anna():
    return people.add_person(
        name="Anna", email="anna@example.com", personnel_number="K-17", start_password=PASSWORD
    )


@pytest.fixture
def karl():
    """Somebody without e-mail."""
    return people.add_person(name="Karl", personnel_number="K-99", start_password=PASSWORD)


def sign_in(client, login, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": login, "password": password, **more})


def signed_in(client):
    user_id = client.session.get("_auth_user_id")
    return SignInBackend().get_user(int(user_id)) if user_id else None


def code_in_mail():
    return CODE.search(OutgoingMail.objects.latest("created_at").text).group()


def told(response):
    """What an answer says, without the token against forgery that differs each time."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", response.content)


# Ways in --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["anna@example.com", "ANNA@Example.com ", "K-17", "k-17"])
def test_sign_in_by_address_or_number(client, anna, login):
    assert sign_in(client, login).url == "/"
    assert signed_in(client) == anna


def test_sign_in_without_address_asks_for_no_confirmation(client, karl):
    sign_in(client, "k-99")
    assert signed_in(client) == karl
    assert not OutgoingMail.objects.exists()


def test_first_admin_from_the_console_signs_in_without_mail(client):
    call_command("createsuperuser", email="Boss@example.com", name="Boss", interactive=False)
    people.set_start_password(User.objects.get(), PASSWORD)
    sign_in(client, "boss@example.com")
    assert signed_in(client).is_admin


def test_sign_in_by_code_posts_a_row(client, anna):
    client.post(reverse("account_request_login_code"), {"email": "anna@example.com"})
    mail = OutgoingMail.objects.get()
    assert (mail.address, mail.priority, mail.secret) == ("anna@example.com", 0, True)
    assert mail.expires_at is not None
    assert signed_in(client) is None
    client.post(reverse("account_confirm_login_code"), {"code": code_in_mail()})
    assert signed_in(client) == anna


def test_sign_in_by_code_mails_in_the_readers_language(client, anna):
    User.objects.filter(pk=anna.pk).update(language="de")
    client.post(reverse("account_request_login_code"), {"email": "anna@example.com"})
    assert OutgoingMail.objects.get().language == "de"


def test_sign_in_by_code_ends_after_three_wrong_ones(client, anna):
    client.post(reverse("account_request_login_code"), {"email": "anna@example.com"})
    for _n in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": "AAAA-AAAA"})
    client.post(reverse("account_confirm_login_code"), {"code": code_in_mail()})
    assert signed_in(client) is None


def test_sign_in_asks_for_the_second_factor(client, anna):
    secret = generate_totp_secret()
    TOTP.activate(anna, secret)
    assert secret not in str(Authenticator.objects.get().data)
    assert sign_in(client, "K-17").url == reverse("mfa_authenticate")
    assert signed_in(client) is None
    code = format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert signed_in(client) == anna


def test_second_factor_secrets_outlive_a_change_of_the_secret_key(settings):
    locked = SecondFactorAdapter().encrypt("secret")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert SecondFactorAdapter().decrypt(locked) == "secret"


def test_sign_in_page_offers_code_and_passkey(client):
    page = client.get(reverse("account_login")).content.decode()
    assert reverse("account_request_login_code") in page
    assert (
        client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"}).status_code == 200
    )


def test_sessions_are_listed_for_their_owner(client, anna):
    sign_in(client, "K-17")
    assert b"127.0.0.1" in client.get(reverse("usersessions_list")).content


def test_password_is_reset_by_a_code(client, anna):
    client.post(reverse("account_reset_password"), {"email": "anna@example.com"})
    answer = client.post(reverse("account_confirm_password_reset_code"), {"code": code_in_mail()})
    new = "another good password"
    client.post(answer.url, {"password1": new, "password2": new})
    sign_in(client, "K-17", new)
    assert signed_in(client) == anna


def test_get_user_is_one_statement_with_roles_and_unread(anna, django_assert_num_queries):
    with django_assert_num_queries(1):
        user = SignInBackend().get_user(anna.pk)
        assert (user.unread, user.coordinates, user.reviews_for, user.department) == (0, [], [], None)


def test_password_change_is_told_by_a_mail_that_does_not_expire(client, anna):
    sign_in(client, "K-17")
    new = "another good password"
    client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    mail = OutgoingMail.objects.get(kind="sign_in.password_changed")
    assert mail.expires_at is None
    assert "127.0.0.1" in mail.text
    assert signed_in(client) == anna


def test_address_changes_when_the_new_one_is_confirmed(client, anna):
    sign_in(client, "K-17")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = reverse("account_email")
    client.post(page, {"action_add": "", "email": "anna.new@example.com"})
    assert User.objects.get(pk=anna.pk).email == "anna@example.com"
    client.post(reverse("account_email_verification_sent"), {"code": code_in_mail()})
    assert User.objects.get(pk=anna.pk).email == "anna.new@example.com"
    assert [(a.email, a.verified) for a in EmailAddress.objects.all()] == [("anna.new@example.com", True)]
    assert OutgoingMail.objects.filter(address="anna@example.com", kind="sign_in.email_changed").exists()


def test_second_factors_and_passkeys_are_offered_to_people_without_address(client, karl):
    sign_in(client, "K-99")
    asked = client.get(reverse("mfa_activate_totp"))
    assert asked.url.startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn"):
        assert client.get(reverse(name)).status_code == 200


# Leavers --------------------------------------------------------------------------------------------------------


def test_leavers_session_is_dead_at_once(client, anna):
    sign_in(client, "K-17")
    people.deactivate(anna)
    assert signed_in(client) is None
    assert not Session.objects.exists()


def test_leavers_session_is_dead_when_only_the_flag_falls(client, anna):
    sign_in(client, "K-17")
    User.objects.filter(pk=anna.pk).update(is_active=False)
    assert signed_in(client) is None
    assert client.get(reverse("account_email")).status_code == 302


def test_leaver_gets_a_strangers_answer(client, anna):
    people.deactivate(anna)
    known = sign_in(client, "anna@example.com")
    unknown = sign_in(Client(), "anna@example.com", "wrong password")
    User.objects.filter(pk=anna.pk).update(email="else@example.com")
    stranger = sign_in(Client(), "anna@example.com")
    assert known.status_code == unknown.status_code == stranger.status_code == 200
    assert told(known) == told(unknown) == told(stranger)


def test_leavers_code_on_its_way_is_dead(client, anna):
    client.post(reverse("account_request_login_code"), {"email": "anna@example.com"})
    people.deactivate(anna)
    client.post(reverse("account_confirm_login_code"), {"code": code_in_mail()})
    assert signed_in(client) is None
    assert "_auth_user_id" not in client.session


def test_leaver_gets_no_code(client, anna):
    people.deactivate(anna)
    client.post(reverse("account_request_login_code"), {"email": "anna@example.com"})
    assert OutgoingMail.objects.get().kind == "sign_in.unknown_account"


# Signing up -----------------------------------------------------------------------------------------------------


def sign_up(client, email, name="Eve"):
    return client.post(reverse("account_signup"), {"name": name, "email": email})


def test_sign_up_with_name_and_address_then_code(client):
    client.cookies["django_language"] = "de"
    answer = sign_up(client, "Eve@Example.com", "Eve Muster")
    client.post(answer.url, {"code": code_in_mail()})
    eve = signed_in(client)
    assert (eve.name, eve.email, eve.language) == ("Eve Muster", "eve@example.com", "de")
    assert not eve.has_usable_password()
    assert EmailAddress.objects.get().verified


def test_sign_up_gives_the_same_answer_to_all(anna):
    answers, mails = [], []
    for email in ("newcomer@example.com", "anna@example.com", "eve@elsewhere.org"):
        client = Client()
        answer = sign_up(client, email)
        page = client.get(answer.url)
        answers.append((answer.status_code, answer.url, told(page).replace(email.encode(), b"")))
        mails.append(OutgoingMail.objects.get(address=email).kind)
    assert answers[0] == answers[1] == answers[2]
    assert mails == [
        "sign_in.email_confirmation_signup",
        "sign_in.account_already_exists",
        "sign_in.signup_refused",
    ]
    assert {u.email for u in User.objects.all()} == {"anna@example.com", "newcomer@example.com"}


def test_sign_up_writes_as_much_for_all(anna, django_assert_max_num_queries):
    counts = []
    for email in ("newcomer@example.com", "anna@example.com", "eve@elsewhere.org"):
        with django_assert_max_num_queries(100) as asked:
            sign_up(Client(), email)
        counts.append(sum(q["sql"].startswith("INSERT") for q in asked.captured_queries))
    assert max(counts) - min(counts) <= 1


def test_sign_up_with_an_invitation_is_open_to_foreign_addresses(client):
    people.invite(invited_by=None, email="guest@elsewhere.org")
    answer = sign_up(client, "guest@elsewhere.org")
    client.post(answer.url, {"code": code_in_mail()})
    assert signed_in(client).email == "guest@elsewhere.org"


def test_sign_up_is_closed_without_domains(client, settings):
    settings.SIGNUP_DOMAINS = []
    sign_up(client, "eve@example.com")
    assert not User.objects.exists()


def test_sign_up_takes_no_password_for_somebody_elses_address(client):
    client.post(
        reverse("account_signup"),
        {"name": "E", "email": "eve@example.com", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert not User.objects.get().has_usable_password()
    sign_in(Client(), "eve@example.com")
    assert "_auth_user_id" not in client.session


def test_signed_up_person_can_set_a_password(client):
    answer = sign_up(client, "eve@example.com")
    client.post(answer.url, {"code": code_in_mail()})
    client.post(reverse("account_set_password"), {"password1": PASSWORD, "password2": PASSWORD})
    other = Client()
    sign_in(other, "eve@example.com")
    assert signed_in(other).email == "eve@example.com"


# Strangers learn nothing ----------------------------------------------------------------------------------------


def test_wrong_password_and_unknown_person_get_the_same_answer(anna):
    for known, unknown in (("anna@example.com", "nobo@example.com"), ("K-17", "K-18")):
        one, other = sign_in(Client(), known, "wrong"), sign_in(Client(), unknown, "wrong")
        assert (one.status_code, told(one).replace(known.encode(), b"")) == (
            other.status_code,
            told(other).replace(unknown.encode(), b""),
        )


def test_wrong_password_costs_one_hash_whoever_is_asked_for(anna, karl, django_assert_num_queries):
    with_none = people.add_person(name="New", email="new@example.com")
    backend = SignInBackend()
    for login in ("anna@example.com", "k-99", with_none.email, "nobody@example.com", "K-0"):
        with django_assert_num_queries(1):
            assert backend.authenticate(None, email=login, username=login, password="wrong") is None


@pytest.mark.parametrize("name", ["account_request_login_code", "account_reset_password"])
def test_codes_are_promised_to_all_alike(anna, name):
    answers = []
    for email in ("anna@example.com", "nobo@example.com"):
        client = Client()
        answer = client.post(reverse(name), {"email": email})
        shown = client.get(answer.url)
        answers.append((answer.status_code, answer.url, told(shown).replace(email.encode(), b"")))
        assert OutgoingMail.objects.filter(address=email).count() == 1
    assert answers[0] == answers[1]


def test_brute_force_is_stopped_for_known_and_unknown_alike(anna):
    for login in ("K-17", "K-18"):
        for _n in range(5):
            assert "too many" not in sign_in(Client(), login, "wrong").content.decode().lower()
        assert "too many" in sign_in(Client(), login, "wrong").content.decode().lower()
    client = Client()
    sign_in(client, "K-17")
    assert "_auth_user_id" not in client.session
    cache.clear()
    sign_in(client, "K-17")
    assert signed_in(client) == anna


AWAY = [
    *(
        "https://evil.org",
        "//evil.org",
        "///evil.org",
        "////evil.org",
        "/\\evil.org",
        "\\\\evil.org",
        "\\/evil.org",
    ),
    *("http:evil.org", "https:///evil.org", "http:\\\\evil.org", "javascript:alert(1)", "data:text/html,x"),
    *(
        "//evil.org/testserver",
        "https://testserver@evil.org",
        "https://testserver.evil.org",
        "//evil.org\\@testserver",
    ),
    *(" //evil.org", "\t//evil.org", "/\t/evil.org", "\n//evil.org", "\x00//evil.org", "//evil%E3%80%82org"),
    *("ftp://testserver/x", "//testserver:9/x", "http://testserver:9/", "https://evil.org#testserver"),
    *(
        "http://evil.org?testserver",
        "//user:pw@evil.org",
        "http://[::1]/",
        "http://127.0.0.1/",
        "//localhost/",
    ),
    *("vbscript:x", "http://[evil", "//[evil", "/\\/evil.org", "\x08//evil.org", "h\ttp://evil.org"),
    *("HTTPS://EVIL.org", "https:evil.org", "//evil.org:80", "http://evil。org"),
]


@pytest.mark.parametrize("away", AWAY)
def test_next_leads_nowhere_else(client, anna, away, rf):
    answer = sign_in(client, "K-17", next=away)
    assert answer.url == "/" or answer.status_code == 200
    assert safe_next(rf.post("/", {"next": away}), "/home/") == "/home/"


@pytest.mark.parametrize("here", ["/ideas/?q=a&b=c", "/", "ideas/", "http://testserver/inbox/"])
def test_next_leads_to_our_own_pages(client, anna, here, rf):
    assert sign_in(client, "K-17", next=here).url == here
    assert safe_next(rf.get("/", {"next": here})) == here


# Invitations ----------------------------------------------------------------------------------------------------


def test_invitation_by_link_lets_in_once(client):
    invited = people.invite(invited_by=None, name="Guest", email="guest@elsewhere.org")
    path = reverse("accept_invitation", args=[invited.secret])
    assert b"guest@elsewhere.org" in client.get(path).content
    assert not User.objects.exists()
    assert client.post(path, {"name": "Guest G", "password": ""}).url == "/"
    assert signed_in(client).name == "Guest G"
    assert Client().get(path).status_code == 404
    assert Client().post(path, {"name": "Eve"}).status_code == 404


def test_invitation_link_refuses_a_weak_password_and_a_foreign_token(client):
    invited = people.invite(invited_by=None, name="Guest", email="guest@elsewhere.org")
    path = reverse("accept_invitation", args=[invited.secret])
    assert client.post(path, {"name": "Guest", "password": "guest"}).status_code == 200
    assert not User.objects.exists()
    assert client.get(reverse("accept_invitation", args=["x" * 43])).status_code == 404


def test_invitation_signs_in_the_invited_not_whoever_was(client, anna):
    sign_in(client, "K-17")
    invited = people.invite(invited_by=None, name="Guest", email="guest@elsewhere.org")
    client.post(reverse("accept_invitation", args=[invited.secret]), {"name": "Guest"})
    assert signed_in(client).name == "Guest"


def slip(client, login, code, password=PASSWORD):
    return client.post(reverse("accept_slip"), {"login": login, "code": code, "password": password})


def test_slip_lets_somebody_in_who_has_only_a_number(client):
    invited = people.invite(invited_by=None, name="Karl", personnel_number="k-99")
    assert re.fullmatch(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", invited.secret)
    assert invited.link.endswith(reverse("accept_slip"))
    assert client.get(reverse("accept_slip")).status_code == 200
    slip(client, "K-98", invited.secret)
    slip(client, "k-99", "AAAA-AAAA-AAAA")
    assert not User.objects.exists()
    slip(client, " k-99", invited.secret.lower().replace("-", " "))
    assert signed_in(client).personnel_number == "K-99"
    other = Client()
    slip(other, "K-99", invited.secret, "another password")
    assert "_auth_user_id" not in other.session


def test_slip_gives_a_new_password_and_ends_other_sessions(client, karl):
    elsewhere = Client()
    sign_in(elsewhere, "K-99")
    invited = people.sign_in_slip(karl, invited_by=None)
    slip(client, "K-99", invited.secret, "another good password")
    assert signed_in(client) == karl
    assert elsewhere.get(reverse("account_email")).status_code == 302


def test_slip_is_over_for_somebody_who_left(client, karl):
    invited = people.sign_in_slip(karl, invited_by=None)
    User.objects.filter(pk=karl.pk).update(is_active=False)
    assert slip(client, "K-99", invited.secret).status_code == 409
    assert slip(client, "", "").status_code == 200


def test_slip_does_not_pass_by_the_second_factor(client, karl):
    TOTP.activate(karl, generate_totp_secret())
    invited = people.sign_in_slip(karl, invited_by=None)
    assert slip(client, "K-99", invited.secret).url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_slip_codes_cannot_be_tried_out(client):
    people.invite(invited_by=None, name="Karl", personnel_number="K-99")
    answers = [slip(Client(), "K-99", f"AAAA-AAAA-AAA{n}").status_code for n in range(6)]
    assert answers == [200] * 5 + [429]


def test_slip_expires(client):
    invited = people.invite(invited_by=None, name="Karl", personnel_number="K-99")
    with clock.at(clock.now() + timedelta(15)):
        assert slip(client, "K-99", invited.secret).status_code == 200
    assert not User.objects.exists()


# Language -------------------------------------------------------------------------------------------------------


def test_pages_speak_the_language_of_the_person_else_of_the_browser(client, anna):
    german = {"accept-language": "de"}
    assert client.get(reverse("account_login"), headers=german).headers["content-language"] == "de"
    sign_in(client, "K-17")
    assert client.get(reverse("account_email"), headers=german).headers["content-language"] == "en"
    User.objects.filter(pk=anna.pk).update(language="de")
    assert client.get(reverse("account_email")).headers["content-language"] == "de"
