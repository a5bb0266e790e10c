"""Every page of the sign-in library that a person can reach is in our frame and in our words, in both languages."""

import re
from html import unescape
from pathlib import Path

import allauth
import polib
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.template.loader import get_template
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from accounts import people

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = Path(allauth.__file__).parent
PASSWORD = "correct horse battery"

BY_LINK = "account_confirm_email"
NOT_REACHED = {
    "account/base_manage_phone.html": "account_change_phone",
    "account/confirm_phone_verification_code.html": "account_verify_phone",
    "account/phone_change.html": "account_change_phone",
    "account/email_confirm.html": BY_LINK,
    "account/verification_sent.html": BY_LINK,
    "account/password_reset_done.html": "account_reset_password_done",
    "account/snippets/already_logged_in.html": "account_reset_password_done",
    "account/signup_by_passkey.html": "account_signup_by_passkey",
    "mfa/webauthn/signup_form.html": "mfa_signup_webauthn",
    "mfa/trust.html": "mfa_trust",
}
"""Template of the library -> the name of its address, which is not there with our settings."""
ONE_ADDRESS = {"account/email.html", "account/snippets/warn_no_email.html"}
"""For people with several addresses; with ACCOUNT_CHANGE_EMAIL there is one."""
NEVER_ASKED = {"account/verified_email_required.html"}
"""For a decorator that no view of ours uses."""
PARTS = ("allauth/elements/", "idp/", "openid/")
"""Elements are filled by pages; the other two are apps that are not installed."""
NOTHING_TO_READ = {"socialaccount/snippets/login_extra.html"}


@pytest.fixture
def anna():
    return people.add_person(
        name="Anna", email="anna@example.com", personnel_number="K-17", start_password=PASSWORD
    )


@pytest.fixture
def inside(anna) -> Client:
    """Anna, who has just shown that it is she."""
    client = Client()
    client.post(reverse("account_login"), {"login": "anna@example.com", "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def templates_of_the_library() -> list[str]:
    folder = LIBRARY / "templates"
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.html"))


def only_passes_on(name: str) -> bool:
    """Whether a template of the library says nothing itself: it extends another and names the page at most."""
    text = (LIBRARY / "templates" / name).read_text()
    rest = re.sub(r"{% (extends|load|block|endblock)[^%]*%}", "", text)
    return not re.sub(r"{% trans(late)? [^%]*%}", "", rest).strip() and "block content" not in text


def is_ours(name: str) -> bool:
    return str(get_template(name).origin.name).startswith(str(ROOT / "templates"))


def test_every_page_of_the_library_is_ours_or_out_of_reach():
    left = {
        name
        for name in templates_of_the_library()
        if not name.startswith(PARTS) and not is_ours(name) and not only_passes_on(name)
    }
    assert left - set(NOT_REACHED) - ONE_ADDRESS - NEVER_ASKED - NOTHING_TO_READ == set()


def test_what_is_out_of_reach_has_no_address(settings):
    for name in set(NOT_REACHED.values()):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    assert settings.ACCOUNT_CHANGE_EMAIL
    ours = "\n".join(path.read_text() for path in [*ROOT.glob("accounts/*.py"), *ROOT.glob("ideas/**/*.py")])
    assert "verified_email_required" not in ours


def test_every_short_message_of_the_library_is_ours():
    folder = LIBRARY / "templates"
    names = {str(path.relative_to(folder)) for path in folder.glob("*/messages/*.txt")}
    left = {name for name in names if not is_ours(name) and "{% extends" not in (folder / name).read_text()}
    assert left == {"account/messages/phone_verification_sent.txt", "account/messages/phone_verified.txt"}


# The pages themselves -------------------------------------------------------------------------------------------

OUTSIDE = (
    *("account_login", "account_signup", "account_request_login_code", "account_reset_password"),
    *("account_inactive", "account_password_reset_completed", "accept_slip"),
    *("socialaccount_login_cancelled", "socialaccount_login_error"),
)
INSIDE = (
    *("account_change_password", "account_email", "account_logout", "account_reauthenticate"),
    *("mfa_index", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_activate_totp", "usersessions_list"),
    *("socialaccount_connections",),
)
WITH_SECOND_STEP = (
    *("mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"),
    *("mfa_reauthenticate",),
)


def library_words() -> set[str]:
    """What the library says in English, as far as it could stand on a page and is not what we say, too."""
    catalogue = polib.pofile(str(LIBRARY / "locale/de/LC_MESSAGES/django.po"))
    ours = polib.pofile(str(ROOT / "locale/de/LC_MESSAGES/django.po"))
    said = {plain(entry.msgid) for entry in catalogue if "%" not in entry.msgid and len(entry.msgid) > 9}
    sources = plain("\n".join(path.read_text() for path in ROOT.glob("templates/**/*.html")))
    return {words for words in said - {plain(entry.msgid) for entry in ours} if words not in sources}


def plain(words: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", words))).strip()


def assert_ours(answer, language: str) -> None:
    page = answer.content.decode()
    assert f'<html lang="{language}"' in page
    assert page.count("<h1>") == 1, answer.request["PATH_INFO"]
    assert page.count('<main class="page"') == 1
    assert 'class="brand"' in page
    assert page.count('class="btn main') <= 1
    read = plain(re.sub(r"<script.*?</script>", "", page, flags=re.S))
    assert [words for words in library_words() if words in read] == []
    for field in re.findall(r"<(?:input|textarea|select)[^>]*>", page):
        if 'type="hidden"' not in field:
            (name,) = re.findall(r'\bid="([^"]+)"', field)
            assert f'for="{name}"' in page, field


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", OUTSIDE)
def test_pages_before_one_is_in_are_ours(client, name, language):
    assert_ours(client.get(reverse(name), headers={"accept-language": language}), language)


@pytest.mark.parametrize("language", ["en", "de"])
def test_pages_of_ones_own_account_are_ours(anna, inside, language):
    anna.language = language
    anna.save()
    for name in INSIDE:
        assert_ours(inside.get(reverse(name)), language)


@pytest.mark.parametrize("language", ["en", "de"])
def test_pages_of_the_second_step_are_ours(anna, inside, language):
    anna.language = language
    anna.save()
    TOTP.activate(anna, generate_totp_secret())
    RecoveryCodes.activate(anna)
    for name in WITH_SECOND_STEP:
        assert_ours(inside.get(reverse(name)), language)
    codes = inside.get(reverse("mfa_view_recovery_codes"))
    assert len(re.findall(r"<li>\d{8}</li>", codes.content.decode())) == 10
    stranger = Client(headers={"accept-language": language})
    stranger.post(reverse("account_login"), {"login": "anna@example.com", "password": PASSWORD})
    assert_ours(stranger.get(reverse("mfa_authenticate")), language)


def test_page_of_a_key_names_it(anna, inside):
    key = Authenticator.objects.create(
        user=anna, type="webauthn", data={"name": "Blue <key>", "credential": {"clientExtensionResults": {}}}
    )
    page = inside.get(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert_ours(page, "en")
    assert "Blue &lt;key&gt;" in page.content.decode()
    assert_ours(inside.get(reverse("mfa_edit_webauthn", args=[key.pk])), "en")
    assert inside.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": "Red"}).status_code == 302
    key.refresh_from_db()
    assert key.wrap().name == "Red"


@pytest.mark.parametrize("name", ["account_request_login_code", "account_reset_password"])
def test_page_for_a_code_asks_for_digits_once(client, anna, name):
    answer = client.post(reverse(name), {"email": "anna@example.com"}, follow=True)
    assert_ours(answer, "en")
    (field,) = re.findall(r'<input[^>]*name="code"[^>]*>', answer.content.decode())
    assert 'autocomplete="one-time-code"' in field
    assert 'inputmode="numeric"' in field
    assert "Send a new code" in answer.content.decode()


def test_person_without_password_sets_one_and_is_told_the_rules(client):
    eve = people.add_person(name="Eve", email="eve@example.com")
    client.force_login(eve, backend="accounts.backends.SignInBackend")
    with override("en"):
        page = client.get(reverse("account_set_password"), follow=True).content.decode()
    assert "At least 10 letters" in page
    assert page.count("data-shows=") == page.count('type="password"') == 2


def test_address_that_waits_for_its_code_is_said(inside, anna):
    EmailAddress.objects.create(user=anna, email="new@example.com", verified=False)
    page = inside.get(reverse("account_email"))
    assert_ours(page, "en")
    assert "new@example.com waits for its code" in page.content.decode()


def test_refused_forms_are_ours(client, inside):
    wrong = client.post(reverse("account_login"), {"login": "x", "password": "y"})
    assert_ours(wrong, "en")
    for name, typed in (
        ("account_change_password", {"oldpassword": "x", "password1": "y", "password2": "z"}),
        ("account_email", {"action_add": "", "email": "anna@example.com"}),
        ("mfa_activate_totp", {"code": "000000"}),
    ):
        answer = inside.post(reverse(name), typed)
        assert answer.status_code == 200, name
        assert_ours(answer, "en")


def test_invitation_pages_are_ours(client):
    invited = people.invite(invited_by=None, name="Guest", email="guest@elsewhere.org")
    assert_ours(client.get(reverse("accept_invitation", args=[invited.secret])), "en")
    assert_ours(client.get(reverse("accept_invitation", args=["x" * 43])), "en")


def test_signing_up_is_said_to_be_closed(client, settings):
    settings.SIGNUP_DOMAINS = []
    assert_ours(client.get(reverse("account_signup")), "en")
