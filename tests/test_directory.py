"""Signing in through the company's directory, over HTTP against a small one: who gets in, and who must not."""

import http.client
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.urls import reverse

from accounts import people
from accounts.models import User
from tests import directory
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
START = "/accounts/oidc/company/login/"


@pytest.fixture(scope="module")
def running():
    with directory.running() as server:
        yield server


@pytest.fixture
def company(running, settings):
    running.claims = {
        "sub": "s-1",
        "name": "Anna Example",
        "email": "anna@example.com",
        "email_verified": True,
    }
    running.spoil, running.userinfo, running.asked = {}, {}, []
    app = {
        **settings.OIDC_APP,
        "name": "Example Ltd",
        "client_id": directory.CLIENT,
        "secret": directory.SECRET,
    }
    app["settings"] = {**app["settings"], "server_url": running.issuer}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    return running


def come(client: Client, **more: str):
    """Through the directory and back; the answer to the way back."""
    there = client.post(START, query_params={"process": "login", **more})
    assert there.status_code == 302, there.content
    place = urlsplit(there.url)
    line = http.client.HTTPConnection(place.netloc, timeout=5)
    line.request("GET", f"{place.path}?{place.query}")
    back = line.getresponse().headers["Location"]
    line.close()
    return client.get(f"{urlsplit(back).path}?{urlsplit(back).query}")


def inside(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_the_sign_in_page_has_a_button_only_where_a_directory_is_set_up(client, company, settings):
    page = client.get("/accounts/login/?next=/me/").content.decode()
    assert "Sign in with Example Ltd" in page
    assert 'action="/accounts/oidc/company/login/?process=login&amp;next=%2Fme%2F"' in page
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    assert "oidc" not in client.get("/accounts/login/").content.decode()
    assert client.post(START).status_code == 404


def test_a_verified_address_lets_its_person_in_and_nothing_of_the_answer_is_kept(client, company):
    anna = people.add_person(name="Anna", email="anna@example.com")
    answer = come(client, next="/me/")
    assert (answer.status_code, answer.url, inside(client)) == (302, "/me/", str(anna.pk))
    assert company.asked[-1] == "/userinfo"
    assert (SocialAccount.objects.count(), SocialToken.objects.count()) == (0, 0)
    assert client.get("/me/").status_code == 200


def test_the_way_leads_by_a_post_that_asks_nothing_on_get(client, company):
    assert client.get(START).status_code == 200
    assert company.asked == []


@pytest.mark.parametrize("claim", [False, None, "false", "no", 1, [True]])
def test_an_address_that_nobody_verified_lets_nobody_in(client, company, claim):
    make_user("Anna", email="anna@example.com")
    company.claims["email_verified"] = claim
    answer = come(client)
    assert (answer.status_code, inside(client)) == (403, None)
    assert "not verified there" in answer.content.decode()


def test_an_address_counts_without_that_word_where_the_installation_trusts_it(client, company, settings):
    settings.OIDC_TRUST_EMAIL = True
    anna = make_user("Anna", email="anna@example.com")
    del company.claims["email_verified"]
    come(client)
    assert inside(client) == str(anna.pk)
    assert EmailAddress.objects.get(user=anna).verified


def test_word_and_address_have_to_come_in_the_same_breath(client, company):
    make_user("Victim", email="victim@example.com")
    company.userinfo = {"email": "victim@example.com", "email_verified": None}
    assert come(client).status_code == 403
    assert inside(client) is None


def test_user_info_of_somebody_else_is_refused(client, company):
    make_user("Victim", email="victim@example.com")
    company.userinfo = {"sub": "s-2", "email": "victim@example.com"}
    assert "do not fit together" in come(client).content.decode()
    assert inside(client) is None


@pytest.mark.parametrize(
    "wrong", [{"aud": "another client"}, {"iss": "https://elsewhere.example.com"}, {"exp": 1_000_000_000}]
)
def test_a_token_for_others_or_too_old_lets_nobody_in(client, company, wrong):
    make_user("Anna", email="anna@example.com")
    company.spoil = wrong
    assert "Signing in did not work" in come(client).content.decode()
    assert inside(client) is None


def test_a_way_back_that_was_not_begun_here_lets_nobody_in(client, company):
    make_user("Anna", email="anna@example.com")
    answer = client.get(f"{START}callback/?code=c&state=s")
    assert "Signing in did not work" in answer.content.decode()
    assert (inside(client), company.asked) == (None, [])


def test_the_personnel_number_goes_before_the_address(client, company, settings):
    settings.OIDC_NUMBER_CLAIM = "employee"
    karl = make_user("Karl", email=None, personnel_number="K-17")
    make_user("Anna", email="anna@example.com", personnel_number="A-1")
    company.claims["employee"] = "k-17"
    come(client)
    assert inside(client) == str(karl.pk)
    other = Client()
    company.claims["employee"] = "K-18"
    assert "another one here" in come(other).content.decode()
    assert inside(other) is None


def test_strangers_and_leavers_are_refused_politely(client, company):
    answer = come(client)
    assert (answer.status_code, "not known here yet" in answer.content.decode()) == (403, True)
    assert not User.objects.filter(email="anna@example.com").exists()
    make_user("Anna", email="anna@example.com", is_active=False)
    answer = come(client)
    assert (answer.status_code, "is closed" in answer.content.decode()) == (403, True)
    assert inside(client) is None


def test_people_are_made_only_where_that_is_set(client, company, settings):
    settings.OIDC_MAKE_PEOPLE = True
    company.claims["locale"] = "de-DE"
    come(client)
    anna = User.objects.get(email="anna@example.com")
    assert (inside(client), anna.name, anna.language) == (str(anna.pk), "Anna Example", "de")
    assert (anna.is_admin, anna.has_usable_password()) == (False, False)
    company.claims |= {"email": "b@example.com", "name": "x" * 500}
    assert come(Client()).status_code == 403


def test_whoever_is_invited_comes_in_without_the_link(client, company):
    people.invite(invited_by=None, name="Anna", email="anna@example.com")
    come(client)
    assert inside(client) == str(User.objects.get(email="anna@example.com").pk)


def test_no_account_of_the_directory_is_tied_to_somebody_who_is_signed_in(client, company):
    client.force_login(make_user("Eve"))
    assert come(client, process="connect").status_code == 403
    assert SocialAccount.objects.count() == 0


def test_the_directory_alone_lets_in_but_for_the_idea_office(client, company, settings):
    anna = people.add_person(name="Anna", email="anna@example.com", start_password=PASSWORD)
    ada = people.add_person(name="Ada", email="ada@example.com", start_password=PASSWORD, is_admin=True)
    invited = people.invite(invited_by=None, email="new@example.com")
    slip = people.sign_in_slip(anna, invited_by=None)
    settings.OIDC_ONLY = True
    page = client.get("/accounts/login/").content.decode()
    assert ("Sign in with Example Ltd" in page, 'name="password"' in page) == (True, False)
    assert 'name="password"' in client.get("/accounts/login/?local").content.decode()
    for name in ("account_signup", "account_request_login_code", "account_reset_password", "accept_slip"):
        assert client.get(reverse(name)).url == "/accounts/login/"
    code = {"login": slip.login, "code": slip.secret, "password": PASSWORD + "2"}
    for path, sent in (
        (reverse("accept_slip"), code),
        (invited.link.removeprefix(settings.SITE_URL), {"name": "New"}),
        ("/accounts/login/code/", {"email": "anna@example.com"}),
        ("/accounts/login/", {"login": "anna@example.com", "password": PASSWORD}),
    ):
        client.post(path, sent)
        assert inside(client) is None, path
    come(client)
    assert inside(client) == str(anna.pk)
    assert client.get("/accounts/password/change/").url == "/me/"
    assert "/accounts/password/change/" not in client.get("/me/").content.decode()
    office = Client()
    office.post("/accounts/login/", {"login": "ada@example.com", "password": PASSWORD})
    assert inside(office) == str(ada.pk)
