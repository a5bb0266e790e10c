"""Signing in tells strangers nothing, by text, status, length or time; tries end; who leaves is out."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts import feeds, people
from accounts.backends import SignInBackend
from accounts.models import User
from ideas.letters.news import News, off_address
from tests.book import QUICK
from tests.conftest import Proved
from tests.test_sign_in import PASSWORD, code_in_mail, sign_in, slip, told

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(1800)]

KNOWN, GONE, NOBODY = "anna@example.com", "gone@example.com", "nobo@example.com"
IN_TURN = ((KNOWN, GONE, NOBODY), (GONE, NOBODY, KNOWN), (NOBODY, KNOWN, GONE))
"""Nobody is always asked about first or last."""
MOST_TRIES = 12
APART, UNHEARD = 0.15, 0.005
"""Medians of processor time may differ by so much of the smaller one, by as much as one kind varies, or by seconds
that no network lets anybody measure."""
Way = Callable[[Client, str], Any]


class Lighter(PBKDF2PasswordHasher):
    """As in production, at a tenth of the cost."""

    algorithm = "lighter"
    iterations = PBKDF2PasswordHasher.iterations // 10


@pytest.fixture(autouse=True)
def real_outbox(settings: Any) -> None:
    """Mail becomes rows, as in production."""
    settings.EMAIL_BACKEND = "ideas.outbox.OutboxBackend"


@pytest.fixture
def anna() -> User:
    return people.add_person(name="Anna", email=KNOWN, personnel_number="K-17", start_password=PASSWORD)


@pytest.fixture
def gone() -> User:
    """Somebody who has left."""
    person = people.add_person(name="Gone", email=GONE, personnel_number="K-18", start_password=PASSWORD)
    people.deactivate(person)
    return person


# Who is here is not told ----------------------------------------------------------------------------------------


def posted(name: str, /, **typed: str) -> Way:
    """A way to ask about an address: the page and what is typed beside it."""
    return lambda client, email: client.post(reverse(name), {**typed, "login": email, "email": email})


ASKED: dict[str, Way] = {
    "password": posted("account_login", password="wrong password"),
    "code": posted("account_request_login_code"),
    "reset": posted("account_reset_password"),
    "sign up": posted("account_signup", name="Eve"),
    "slip": posted("accept_slip", code="AAAA-AAAA-AAAA", password=PASSWORD),
}


def heard(way: Way, email: str) -> tuple[Any, float]:
    """What is answered, page that follows included, and the processor seconds that it took."""
    cache.clear()
    client = Client()
    began = time.process_time()
    answer = way(client, email)
    took = time.process_time() - began
    shown = client.get(answer.url) if answer.status_code == 302 else answer
    words = told(shown).replace(email.encode(), b"")
    return (
        answer.status_code,
        answer.get("Location", ""),
        len(words),
        words,
        tuple(sorted(answer.headers)),
    ), took


def differences(times: int) -> Iterator[str]:
    """Where somebody who is here, somebody who left and nobody are told apart."""
    for name, way in ASKED.items():
        took = defaultdict(list)
        for n in range(times):
            said = {}
            for email in IN_TURN[n % len(IN_TURN)]:
                said[email], seconds = heard(way, email)
                took[email].append(seconds)
            if len(set(said.values())) > 1:
                yield f"{name}: other words"
        if apart(took):
            yield f"{name}: other times { ({email: round(median(each), 4) for email, each in took.items()}) }"


def apart(took: dict[str, list[float]]) -> bool:
    """Whether medians differ by more than noise: the range in which half of the times of one kind lie."""
    medians = [median(each) for each in took.values()]
    quarters = [quantiles(each, n=4) for each in took.values()]
    noise = max(last - first for first, _middle, last in quarters)
    return max(medians) - min(medians) > max(APART * min(medians), noise, UNHEARD)


def with_hasher(settings: Any, hasher: type[PBKDF2PasswordHasher], *people: User) -> None:
    """Passwords cost what they cost with this one; whatever is read in once has been read in."""
    settings.PASSWORD_HASHERS = [f"{hasher.__module__}.{hasher.__name__}"]
    for person in people:
        person.set_password(PASSWORD)
        person.save()
    for way in ASKED.values():
        heard(way, NOBODY)


@pytest.mark.parametrize("name", ASKED)
def test_known_left_and_unknown_are_told_the_same(anna: User, gone: User, name: str):
    assert len({heard(ASKED[name], email)[0] for email in (KNOWN, GONE, NOBODY)}) == 1


def test_a_password_that_is_not_tried_would_be_found(
    anna: User, gone: User, monkeypatch: pytest.MonkeyPatch, settings: Any
):
    with_hasher(settings, Lighter, anna, gone)
    for name in set(ASKED) - {"password"}:
        monkeypatch.delitem(ASKED, name)
    right = SignInBackend._authenticate

    def hurried(backend: SignInBackend, request: Any, **typed: Any) -> User | None:
        known = User.objects.active().known_as(typed.get("email") or typed.get("username") or "").exists()
        backend._did_check_password = True  # else the library makes up for it
        return right(backend, request, **typed) if known else None

    monkeypatch.setattr(SignInBackend, "_authenticate", hurried)
    assert any("other times" in one for one in differences(5))


# Tries end ------------------------------------------------------------------------------------------------------


def code_of(secret: str) -> str:
    """What an app shows now."""
    return str(format_hotp_value(hotp_value(secret, list(counters())[1])))


def tries(anna: User) -> Iterator[tuple[str, Callable[[str], Any], Callable[[], str], Client]]:
    """Each way in that could be tried out: its name, a try, the right answer, and the browser."""
    by_password = Client()
    yield "password", lambda word: sign_in(by_password, "K-17", word), lambda: PASSWORD, by_password
    by_code = Client()
    by_code.post(reverse("account_request_login_code"), {"email": KNOWN})
    right = code_in_mail()
    confirm = reverse("account_confirm_login_code")
    yield "code by mail", lambda word: by_code.post(confirm, {"code": word}), lambda: right, by_code
    by_slip, secret = Client(), people.sign_in_slip(anna, invited_by=None).secret
    yield "slip", lambda word: slip(by_slip, "K-17", word), lambda: secret, by_slip
    seed = generate_totp_secret()
    TOTP.activate(anna, seed)
    second = Client()
    sign_in(second, "K-17")
    step = reverse("mfa_authenticate")
    yield "second step", lambda word: second.post(step, {"code": word}), lambda: code_of(seed), second


def test_tries_end_and_then_the_right_answer_does_not_help(anna: User):
    for name, attempt, right, browser in tries(anna):
        for n in range(MOST_TRIES):
            attempt(f"AAAA-AAAA-AA{n:02}" if name == "slip" else f"{n:08}" if "code" in name else f"{n:06}")
        attempt(right())
        assert "_auth_user_id" not in browser.session, name
        cache.clear()


def test_without_limits_the_right_answer_would_help(anna: User, settings: Any):
    settings.ACCOUNT_RATE_LIMITS = False
    helped = []
    for name, attempt, right, browser in tries(anna):
        for n in range(MOST_TRIES):
            attempt(f"{n:06}")
        attempt(right())
        helped += [name] if "_auth_user_id" in browser.session else []
        cache.clear()
    assert {"password", "second step"} <= set(helped)


# Who leaves is out ----------------------------------------------------------------------------------------------


def doors(person: User, login: str) -> dict[str, Callable[[], bool]]:
    """All that lets somebody in, or speaks for them, each opened before they leave: whether it is open still."""
    email, cache_free = str(person.email), cache.clear
    cache_free()
    session, by_code, by_reset = Client(), Client(), Client()
    sign_in(session, login)
    by_code.post(reverse("account_request_login_code"), {"email": email})
    login_code = code_in_mail()
    by_reset.post(reverse("account_reset_password"), {"email": email})
    reset_code = code_in_mail()
    feed = reverse("feed", args=[feeds.make_feed(person)])
    off = urlsplit(off_address(person, News.FOLLOWED)).path
    paper = people.sign_in_slip(person, invited_by=None).secret

    def is_in(client: Client) -> bool:
        return client.get(reverse("me")).status_code == 200

    def coming_by_code() -> bool:
        by_code.post(reverse("account_confirm_login_code"), {"code": login_code})
        return is_in(by_code)

    def new_password() -> bool:
        answer = by_reset.post(reverse("account_confirm_password_reset_code"), {"code": reset_code})
        new = "another good password"
        if answer.status_code == 302:
            by_reset.post(answer.url, {"password1": new, "password2": new})
        other = Client()
        sign_in(other, login, new)
        return is_in(other)

    def by_slip() -> bool:
        client = Client()
        slip(client, login, paper, "a third good password")
        return is_in(client)

    def by_password() -> bool:
        client = Client()
        sign_in(client, login)
        return is_in(client)

    return {
        "session": lambda: is_in(session),
        "own data": lambda: session.get(reverse("my_data")).status_code == 200,
        "password": by_password,
        "calendar": lambda: Client().get(feed).status_code == 200,
        "mails off": lambda: Client().post(off).status_code == 200,
        "code by mail": coming_by_code,
        "new password": new_password,
        "slip": by_slip,
    }


def second_step(person: User, login: str) -> Callable[[], bool]:
    """Somebody halfway in: the password was right, the code of the app is not typed yet."""
    seed = generate_totp_secret()
    TOTP.activate(person, seed)
    client = Client()
    sign_in(client, login)

    def go_on() -> bool:
        client.post(reverse("mfa_authenticate"), {"code": code_of(seed)})
        return client.get(reverse("me")).status_code == 200

    return go_on


def invited(email: str) -> Callable[[], bool]:
    """An invitation by mail that is on its way to somebody who comes and leaves before it is opened."""
    link = reverse("accept_invitation", args=[people.invite(invited_by=None, name="Eve", email=email).secret])
    return lambda: Client().get(link).status_code == 200


def pair(number: int) -> User:
    return people.add_person(
        name=f"Person {number}",
        email=f"p{number}@example.com",
        personnel_number=f"P-{number}",
        start_password=PASSWORD,
    )


def test_doors_of_somebody_who_stays_are_open_and_those_of_a_leaver_shut_at_once():
    leaver = pair(2)
    every = {**doors(leaver, "P-2")}
    people.deactivate(leaver)
    assert [name for name, is_open in every.items() if is_open()] == []
    assert not Session.objects.filter(session_data__contains=str(leaver.pk)).exists()
    stays = doors(pair(1), "P-1")
    shut = []
    for name, is_open in stays.items():
        cache.clear()
        shut += [] if is_open() else [name]
    assert shut == []


def test_a_second_step_on_its_way_is_over_for_a_leaver():
    leaver, stays = pair(2), pair(1)
    halfway, other = second_step(leaver, "P-2"), second_step(stays, "P-1")
    people.deactivate(leaver)
    assert not halfway()
    assert other()


def test_an_invitation_on_its_way_is_over_for_a_leaver():
    is_open = invited("eve@elsewhere.org")
    assert is_open()
    eve = people.add_person(name="Eve", email="eve@elsewhere.org")
    people.deactivate(eve)
    assert not is_open()


def test_a_token_that_outlives_its_person_would_be_found(monkeypatch: pytest.MonkeyPatch):
    leaver = pair(2)
    every = doors(leaver, "P-2")
    people.deactivate(leaver)
    monkeypatch.setattr(type(User.objects.all()), "active", lambda rows: rows)
    assert every["calendar"]()


@pytest.mark.proof
def test_signing_in_is_closed(anna: User, gone: User, settings: Any, proved: Proved):
    with_hasher(settings, PBKDF2PasswordHasher, anna, gone)
    times = 7 if QUICK else 25
    assert list(differences(times)) == []
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    anna.set_password(PASSWORD)
    anna.save()
    limited = 0
    for name, attempt, right, browser in tries(anna):
        for n in range(MOST_TRIES):
            attempt(f"{n:06}")
        attempt(right())
        assert "_auth_user_id" not in browser.session, name
        limited += 1
        cache.clear()
    leaver = pair(2)
    shut = {**doors(leaver, "P-2"), "second step": second_step(pair(3), "P-3")}
    people.deactivate(leaver)
    people.deactivate(User.objects.get(personnel_number="P-3"))
    assert [name for name, is_open in shut.items() if is_open()] == []
    proved(
        "S12",
        f"{len(ASKED)} ways asked {times} times each about somebody here, gone and unknown: same text, status, "
        f"length and headers, medians of processor time within {APART:.0%}, {UNHEARD * 1000:.0f} ms or noise; "
        f"{limited} ways tried out {MOST_TRIES} times end; {len(shut)} sessions and tokens of a leaver dead at once",
    )
