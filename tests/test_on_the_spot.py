"""A submitter who is present answers on the partner's device: by their own sign-in, and nobody's session changes."""

import logging

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.adapters import UNKNOWN
from accounts.models import User
from ideas import conversation
from ideas.models import Event, Idea, Record, TalkDraft
from tests.factories import Cast, make_cast, make_idea, notes, owner_of, unique
from tests.journeys import fresh

pytestmark = pytest.mark.django_db
PASSWORD = "a gate that stays open"


@pytest.fixture(autouse=True)
def no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def cast() -> Cast:
    made = make_cast()
    for person in (made.submitter, made.bystander):
        person.set_password(PASSWORD)
        person.save()
    return made


@pytest.fixture
def idea(cast) -> Idea:
    return make_idea(cast, "confirming")


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="accounts.backends.SignInBackend")
    return client


def here(idea: Idea) -> str:
    return reverse("talk_here", args=[idea.public_id])


def typed(person: User, **more: str) -> dict[str, str]:
    return {"answer": "agree", "words": unique("answer"), "login": person.email, "password": PASSWORD, **more}


def test_submitter_answers_here_and_the_partner_stays_signed_in(cast, idea):
    partner = owner_of(idea)
    client = browser(partner)
    said = Record.objects.get(conversation__idea=idea).said
    page = client.get(here(idea))
    assert said in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    session = dict(client.session)
    sent = typed(cast.submitter, version=page.context["form"]["version"].value())
    answer = client.post(here(idea), sent)
    assert (answer.status_code, answer.url) == (302, reverse("talk", args=[idea.public_id]))
    assert {k: v for k, v in client.session.items() if k.startswith("_auth")} == {
        k: v for k, v in session.items() if k.startswith("_auth")
    }
    assert int(client.session["_auth_user_id"]) == partner.pk
    made = Record.objects.get(conversation__idea=idea)
    assert (made.on_the_spot, made.closes_as, made.answer_words) == (True, "held_confirmed", sent["words"])
    event = Event.objects.get(idea=idea, kind="confirm")
    assert (event.actor, event.data["on_the_spot"]) == (cast.submitter, True)
    for reader in (partner, cast.submitter):
        story = browser(reader).get(reverse("idea", args=[idea.public_id])).content.decode()
        assert "on the spot" in story
    assert client.post(here(idea), sent).status_code == 302
    assert Event.objects.filter(idea=idea, kind="confirm").count() == 1


def test_sending_twice_is_answering_once(cast, idea):
    page = browser(owner_of(idea)).get(here(idea))
    sent = typed(cast.submitter, answer="not_understood", key=str(page.context["form"]["key"].value()))
    for _n in range(2):
        assert browser(owner_of(idea)).post(here(idea), sent).status_code == 302
    assert (fresh(idea).status, fresh(idea).conversations.count()) == ("conversation", 2)


def test_whoever_is_not_the_submitter_is_not_known_here(cast, idea):
    """Neither a wrong password nor somebody else's right one: one answer, and the words stay."""
    nobody = {"login": "nobody@example.com", "password": "wrong wrong"}
    partner = owner_of(idea)
    partner.set_password(PASSWORD)
    partner.save()
    pages = []
    for wrong in (
        typed(cast.submitter, password="wrong wrong"),
        typed(cast.bystander),
        typed(partner),
        typed(cast.submitter, **nobody),
    ):
        answer = browser(owner_of(idea)).post(here(idea), wrong)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert wrong["words"] in page
        assert wrong["password"] not in page
        pages.append(answer.context["form"].errors.as_data())
    said = {str(error.messages) for page in pages for errors in page.values() for error in errors}
    assert said == {str([str(UNKNOWN)])}
    assert all(set(page) == {"login"} for page in pages)
    assert fresh(idea).status == "confirming"


def test_tries_are_counted_as_those_of_signing_in(cast, idea):
    client = browser(owner_of(idea))
    for _n in range(5):
        client.post(here(idea), typed(cast.submitter, password="wrong wrong"))
    answer = client.post(here(idea), typed(cast.submitter))
    assert "too many tries" in answer.content.decode()
    assert fresh(idea).status == "confirming"


def test_an_answer_that_is_missing_costs_no_try(cast, idea):
    client = browser(owner_of(idea))
    for _n in range(7):
        client.post(here(idea), typed(cast.submitter, answer=""))
    assert client.post(here(idea), typed(cast.submitter)).status_code == 302


def test_a_second_step_is_asked_for_and_a_recovery_code_will_do(cast, idea):
    secret = get_adapter().encrypt("JBSWY3DPEHPK3PXP")
    Authenticator.objects.create(user=cast.submitter, type="totp", data={"secret": secret})
    code = RecoveryCodes.activate(cast.submitter).get_unused_codes()[0]
    client = browser(owner_of(idea))
    for given in ("", "000000"):
        answer = client.post(here(idea), typed(cast.submitter, code=given))
        assert set(answer.context["form"].errors) == {"code"}
        assert fresh(idea).status == "confirming"
    assert client.post(here(idea), typed(cast.submitter, code=code)).status_code == 302
    assert fresh(idea).status == "closed"


def test_nothing_of_the_sign_in_is_kept(cast, idea, caplog):
    caplog.set_level(logging.DEBUG)
    client = browser(owner_of(idea))
    client.post(here(idea), typed(cast.submitter, password="my wrong secret"))
    client.post(here(idea), typed(cast.submitter))
    assert "my wrong secret" not in caplog.text
    assert PASSWORD not in caplog.text
    assert not TalkDraft.objects.exists()


def test_only_whoever_holds_the_talk_opens_it_and_only_while_it_waits(cast, idea):
    other = next(c for c in (cast.coordinator1, cast.coordinator2) if c != owner_of(idea))
    for person in (other, cast.submitter, cast.admin, cast.employee):
        assert browser(person).get(here(idea)).status_code in (403, 404)
    partner = owner_of(idea)
    conversation.confirm(idea, cast.submitter, answer="agree")
    assert browser(partner).get(here(idea)).status_code == 302
    assert browser(partner).post(here(idea), typed(cast.submitter)).status_code == 302


def test_notes_that_were_corrected_meanwhile_are_read_again(cast, idea):
    client = browser(owner_of(idea))
    seen = client.get(here(idea)).context["form"]["version"].value()
    conversation.revise_record(idea, owner_of(idea), why="One word.", **notes())
    answer = client.post(here(idea), typed(cast.submitter, version=str(seen)))
    assert "corrected meanwhile" in answer.content.decode()
    assert fresh(idea).status == "confirming"


def test_who_signs_in_without_a_password_reads_where_to_answer(cast, idea):
    page = browser(owner_of(idea)).get(here(idea)).content.decode()
    assert "No password?" in page
    assert f"http://testserver{reverse('talk', args=[idea.public_id])}" in page


def test_page_speaks_the_language_of_whoever_answers_and_then_that_of_the_partner(cast, idea):
    User.objects.filter(pk=cast.submitter.pk).update(language="de")
    client = browser(owner_of(idea))
    page = client.get(here(idea))
    assert page.headers["Content-Language"] == "de"
    assert '<html lang="de"' in page.content.decode()
    wrong = client.post(here(idea), typed(cast.submitter, answer=""))
    assert "Dieses Feld ist zwingend erforderlich." in wrong.content.decode()
    answer = client.post(here(idea), typed(cast.submitter), follow=True)
    assert '<html lang="en"' in answer.content.decode()
    assert "has answered. You are still signed in." in answer.content.decode()
