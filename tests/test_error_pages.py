"""Pages for when something went wrong: what happened, what to do, whom to ask; in both languages."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import ContentFile
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import include, path
from django.utils.translation import override

from accounts.middleware import PersonalLanguage
from tests.faults.visitor import Forms

PLAIN = ("400", "403_csrf", "429", "500", "503")
FAULTS = {
    "zero": ZeroDivisionError("secret of the inside"),
    "away": OperationalError("no server at 10.0.0.7"),
    "cut": InterfaceError("connection already closed"),
    "odd": SuspiciousOperation("secret of the inside"),
}


def fail(request: HttpRequest, kind: str) -> HttpResponse:
    raise FAULTS[kind]


def fail_as_asked(request: HttpRequest) -> HttpResponse:
    raise FAULTS[request.GET.get("kind", "away")]


def slow_down(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=429)


urlpatterns = [
    path("fail/<str:kind>/", fail),
    path("slow/", slow_down),
    path("ideas/new/", fail_as_asked),
    path("", include("config.urls")),
]
handler500 = "ideas.views.errors.broken"


@pytest.fixture
def visitor(settings) -> Client:
    settings.ROOT_URLCONF = "tests.test_error_pages"
    return Client(raise_request_exception=False)


def told(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("language", ["en", "de"])
def test_plain_pages_need_nothing(name, language, django_assert_num_queries):
    with override(language):
        page = render_to_string(f"{name}.html")
    assert f'<html lang="{language}" class="h2 t6 o6">' in page
    assert page.count("<h1>") == 1
    assert page.count('class="btn main"') == 1
    assert "<script" not in page
    assert len(re.findall(r"<p>", page)) >= 2  # what happened and what to do; whom to ask


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("zero", 500, "Something broke on our side"),
        ("away", 503, "Back in a moment"),
        ("cut", 503, "Back in a moment"),
        ("odd", 400, "That did not arrive whole"),
    ],
)
def test_faults_are_answered_without_the_database(visitor, kind, status, words):
    """The database may not be asked here at all: the test has no access to it."""
    answer = visitor.get(f"/fail/{kind}/")
    assert answer.status_code == status
    assert words in told(answer)
    assert "idea office" in told(answer)
    assert "secret" not in answer.content.decode()
    assert "10.0.0.7" not in answer.content.decode()
    assert answer.get("Retry-After") == ("30" if status == 503 else None)


WRITTEN = {
    "text": "Bikes <b>& more</b>\nat gate 2",
    "title": "Bikes",
    "key": "0a4b5b8e-5f1c-4c5e-9f3e-1d6f0f3e9a11",
    "visibility": "everyone",
}


@pytest.mark.parametrize(("kind", "status"), [("away", 503), ("cut", 503), ("zero", 500)])
def test_words_of_an_idea_come_back_to_be_sent_again(visitor, kind, status):
    answer = visitor.post(f"/ideas/new/?kind={kind}", WRITTEN)
    assert answer.status_code == status
    page = answer.content.decode()
    form = next(form for form in Forms(page).found if "text" in form.fields)
    assert form.action == "/ideas/new/"
    assert form.values == {**WRITTEN, "csrfmiddlewaretoken": form.values["csrfmiddlewaretoken"]}
    assert page.count('class="btn main"') == 1
    assert "<b>" not in page
    assert "Files did not come along" not in page


def test_files_that_did_not_come_along_are_said(visitor):
    answer = visitor.post("/ideas/new/", {**WRITTEN, "files": ContentFile(b"x", name="x.txt")})
    assert "Files did not come along" in answer.content.decode()


def test_nothing_written_brings_no_form(visitor):
    answer = visitor.post("/ideas/new/", {**WRITTEN, "text": " "})
    assert "Back in a moment" in told(answer)
    assert "<form" not in answer.content.decode()


@pytest.mark.django_db
def test_words_that_came_from_elsewhere_are_not_given_back(settings, monkeypatch):
    """The database may be away before anybody has looked whence the form came."""
    settings.ROOT_URLCONF = "tests.test_error_pages"
    foreign = Client(raise_request_exception=False, enforce_csrf_checks=True)

    def away(_self: PersonalLanguage, _request: HttpRequest) -> HttpResponse:
        raise FAULTS["away"]

    monkeypatch.setattr(PersonalLanguage, "__call__", away)
    answer = foreign.post("/ideas/new/", WRITTEN)
    assert answer.status_code == 503
    assert "Bikes" not in answer.content.decode()


def test_fault_is_told_in_the_language_of_the_browser(visitor):
    answer = visitor.get("/fail/zero/", headers={"accept-language": "de"})
    assert '<html lang="de"' in answer.content.decode()


def test_fault_names_the_time_to_tell_the_office(visitor):
    assert re.search(r"what you did and when: .*\d\d:\d\d", told(visitor.get("/fail/zero/")))


def test_whoever_is_too_quick_hears_when_to_come_back(visitor):
    assert visitor.get("/slow/")["Retry-After"] == "300"


@pytest.mark.django_db
def test_form_of_yesterday_is_answered_with_what_to_do(settings):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/accounts/login/", {"login": "x", "password": "y"})
    assert answer.status_code == 403
    assert "Please send it once more" in told(answer)
    assert "accept cookies" in told(answer)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "de"])
def test_unknown_address_leads_on(client, language):
    answer = client.get("/no-such-page/", headers={"accept-language": language})
    assert answer.status_code == 404
    assert f'lang="{language}"' in answer.content.decode()
    assert 'href="/accounts/login/"' in answer.content.decode()


def test_installation_uses_the_handlers():
    assert settings.MIDDLEWARE.index("config.middleware.ComeBackLater") < settings.MIDDLEWARE.index(
        "django.middleware.csrf.CsrfViewMiddleware"
    )
