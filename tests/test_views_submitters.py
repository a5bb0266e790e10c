"""The pages of everybody: first page, handing in, receipt, the idea, the list; and what they cost."""

import gzip
import re
import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from ideas import clock, workflow
from ideas.models import HandledRequest, Idea
from ideas.models.idea import derived_id
from ideas.views import submitters
from tests.factories import (
    Cast,
    experts_of,
    file_reviews,
    make_cast,
    make_decision,
    make_idea,
    make_record,
    make_topic,
    make_user,
    owner_of,
)
from tests.uploads import sent
from tests.visits import (
    MOST_BYTES,
    MOST_STATEMENTS,
    STATUSES,
    browser,
    page,
    page_of,
    send,
    statements,
    words,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


# the first page ------------------------------------------------------------------------------------------------


def test_home_of_somebody_new_says_what_to_do(cast):
    text = words(page(cast.bystander, "/"))
    assert "What should be better?" in text
    assert "You have not handed in an idea yet" in text
    assert "Nothing has been answered yet" in text
    assert "Waiting for you" not in text
    assert "What happens after you send it" in text
    assert "looks after ideas like yours" in text


def test_home_needs_somebody_signed_in(client):
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(
    ("status", "said", "button"),
    [
        ("clarification", "The experts have a question.", "Answer the question"),
        ("conversation", "When shall we talk it through?", "Choose a time"),
        ("confirming", "one tap closes the idea", "Check the notes"),
        ("draft", "nobody else has seen it yet", "Go on writing"),
    ],
)
def test_home_says_what_waits_for_the_submitter(cast, status, said, button):
    idea = make_idea(cast, status)
    text = words(page(cast.submitter, "/"))
    assert said in text
    assert button in text
    assert idea.title in text


def test_home_asks_a_colleague_to_join(cast):
    idea = make_idea(cast, "in_review", glanced=False)
    workflow.invite_cosubmitter(idea, cast.submitter, user=cast.colleague)
    text = words(page(cast.colleague, "/"))
    assert "asks whether it is your idea too" in text
    assert "You have not handed in an idea yet" in text


def test_home_says_what_waits_for_expert_decider_and_partner(cast):
    in_review, deciding, talk = (make_idea(cast, s) for s in ("in_review", "deciding", "conversation"))
    assert in_review.title in page(experts_of(in_review)[0], "/")
    assert "It is yours to decide." in page(owner_of(deciding), "/")
    assert "Talk it through with Sam Submitter." in page(owner_of(talk), "/")


def test_home_counts_whom_a_coordinator_tells_in_person(cast):
    kim = make_user("Kim", email=None, personnel_number="A1", department=cast.logistics)
    idea = make_idea(cast, "in_review", submitter=kim)
    told = {user: "to tell in person" in page(user, "/") for user in (idea.coordinator, cast.bystander)}
    assert told == {idea.coordinator: True, cast.bystander: False}


def test_home_shows_answers_with_reasons(cast):
    make_idea(cast, "closed", outcome="adopted")
    text = words(page(cast.bystander, "/"))
    assert "Adopted: planned, next news" in text
    assert "“Two gates cost more than they bring.”" in text


def test_home_shows_no_hidden_answer(cast):
    hidden = make_idea(cast, "closed", visibility="handlers")
    assert hidden.title not in page(cast.bystander, "/")
    assert hidden.title in page(cast.submitter, "/")


# handing in ----------------------------------------------------------------------------------------------------


def test_handing_in_takes_one_field(cast):
    answer = send(cast.submitter, text="Print the gate number on the delivery note")
    idea = Idea.objects.get()
    assert answer["Location"] == reverse("receipt", args=[idea.public_id])
    assert idea.title == "Print the gate number on the delivery note"
    assert idea.number is not None
    text = words(page(cast.submitter, answer["Location"]))
    assert f"no. {idea.number}" in text
    assert f"{idea.coordinator.name} looks after your idea" in text
    assert idea.coordinator.phone in text


def test_handing_in_takes_the_details(cast):
    topic = make_topic()
    send(
        cast.submitter,
        text="Print it\nlarge",
        title="Gates",
        department=cast.it.pk,
        topic=topic.pk,
        visibility="handlers",
        show_name="",
    )
    idea = Idea.objects.get()
    found = (idea.title, idea.department, idea.topic, idea.visibility, idea.show_name)
    assert found == ("Gates", cast.it, topic, "handlers", False)


def test_nothing_typed_is_refused_and_said(cast):
    answer = send(cast.submitter, text="   ")
    assert answer.status_code == 200
    assert "One thing is not right yet" in answer.content.decode()
    assert not Idea.objects.exists()


def test_refused_form_keeps_every_word(cast):
    html = send(cast.submitter, text="Lions", title="Zebras", on_behalf_of="Nobody Atall").content.decode()
    assert "Lions" in html
    assert 'value="Zebras"' in html
    assert 'value="Nobody Atall"' in html
    assert not Idea.objects.exists()


def test_handing_in_for_a_colleague_says_number_and_date(cast):
    answer = browser(cast.submitter).post(
        reverse("new"),
        {"text": "Warmer hall", "on_behalf_of": "Colleague Example", "key": str(uuid.uuid4())},
        follow=True,
    )
    idea = Idea.objects.get()
    assert (idea.submitter, idea.handed_in_by) == (cast.colleague, cast.submitter)
    assert f"Handed in for Colleague Example: number {idea.number}, answer by" in words(
        answer.content.decode()
    )


def test_same_key_makes_one_idea(cast):
    key = str(uuid.uuid4())
    first, second = (send(cast.submitter, text="Once", key=key) for _n in range(2))
    assert first["Location"] == second["Location"]
    assert Idea.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_five_equal_posts_at_once_make_one_idea(cast):
    key, gate, places = str(uuid.uuid4()), threading.Barrier(5), []

    def click() -> None:
        client = browser(cast.submitter)
        gate.wait()
        places.append(client.post(reverse("new"), {"text": "Once", "key": key})["Location"])
        connection.close()

    threads = [threading.Thread(target=click) for _n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(places)) == 1
    assert Idea.objects.count() == 1


def test_words_are_stored_as_typed(cast):
    typed = "<script>alert(1)</script> {{ x }} ' OR 1=1 -- \u202eevil ß €"
    send(cast.submitter, text=typed)
    idea = Idea.objects.get()
    assert idea.text == typed
    assert "<script>alert" not in page_of(cast.submitter, idea)


def test_words_of_danger_show_whom_to_call_before_it_is_sent(cast, settings):
    settings.SAFETY_PHONE = "0291 112"
    first = send(cast.submitter, text="There is smoke in hall 3")
    html = first.content.decode()
    shown = html[html.index('id="danger"') :]
    assert "hidden" not in shown[: shown.index(">")]
    assert shown.index("0291 112") < shown.index("Send and report as hazard") < shown.index("Send idea")
    draft = Idea.objects.get()
    assert (draft.status, draft.text) == ("draft", "There is smoke in hall 3")
    second = send(cast.submitter, text="There is smoke in hall 3", danger_seen="1", draft=draft.public_id)
    assert second.status_code == 302
    assert Idea.objects.get().status in ("in_review", "triage")
    assert "0291 112" in page(cast.submitter, second["Location"])


def test_draft_is_kept_by_the_button(cast):
    browser(cast.submitter).post(reverse("draft"), {"text": "Half a thought", "key": str(uuid.uuid4())})
    draft = Idea.objects.get()
    assert draft.status == "draft"
    html = page(cast.submitter, f"{reverse('new')}?draft={draft.public_id}")
    assert "Half a thought" in html
    assert browser(cast.colleague).get(reverse("idea", args=[draft.public_id])).status_code == 404
    assert "Half a thought" not in page(cast.colleague, f"{reverse('new')}?draft={draft.public_id}")


def test_draft_is_kept_once_while_typing_and_handed_in_without_its_address(cast):
    key, client = str(uuid.uuid4()), browser(cast.submitter)
    for text in ("Half", "Half a", "Half a thought"):
        answer = client.post(reverse("draft"), {"text": text, "key": key}, headers={"HX-Request": "true"})
        assert "Kept as a draft" in answer.content.decode()
    assert [(idea.text, idea.title) for idea in Idea.objects.all()] == [("Half a thought", "Half a thought")]
    client.post(reverse("new"), {"text": "A whole thought", "key": key})
    idea = Idea.objects.get()
    assert (idea.text, idea.title, idea.status) == ("A whole thought", "A whole thought", "in_review")
    assert idea.department == cast.logistics  # where its writer works, as no rule fits


def test_draft_that_comes_after_its_idea_is_not_kept(cast):
    key, client = str(uuid.uuid4()), browser(cast.submitter)
    client.post(reverse("new"), {"text": "A whole thought", "key": key})
    client.post(reverse("draft"), {"text": "A whole", "key": key}, headers={"HX-Request": "true"})
    assert Idea.objects.count() == 1


def test_danger_is_there_to_be_shown_while_typing(cast, settings):
    settings.DANGER_WORDS = ["Gefahr", "smoke"]
    for path in ("/", "/ideas/new/"):
        html = page(cast.submitter, path)
        assert 'data-danger="Gefahr|smoke" hidden' in html
        assert 'name="danger_seen" value="1" disabled' in html


def test_ideas_alike_show_while_typing(cast):
    alike = make_idea(cast, "closed", title="Zebrastreifen vor Halle 3")
    hidden = make_idea(cast, "in_review", title="Zebrastreifen vor Halle 4", glanced=False)
    answer = browser(cast.bystander).post(
        reverse("draft"),
        {"text": "Bitte ein Zebrastreifen vor der Halle", "key": str(uuid.uuid4())},
        headers={"HX-Request": "true"},
    )
    html = answer.content.decode()
    assert alike.title in html
    assert "Two gates cost more than they bring." in html
    assert hidden.title not in html


def test_typing_on_after_being_signed_out_keeps_the_page(client):
    typed = {"text": "Half a thought"}
    asked = client.post(reverse("draft"), typed, headers={"HX-Request": "true"})
    assert asked.status_code == 401
    assert "Sign in in a new tab" in asked.content.decode()
    for name in ("new", "draft", "similar", "preview"):
        answer = client.post(reverse(name), typed)
        assert answer.status_code == 401
        assert "Half a thought" in answer.content.decode()
    assert client.post(reverse("new"), {"text": " "})["Location"] == "/accounts/login/?next=/ideas/new/"
    assert client.get("/ideas/new/?draft=x")["Location"].startswith("/accounts/login/?next=/ideas/new/")
    assert not Idea.objects.exists()


def test_words_come_back_where_the_token_is_out_of_date(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.submitter, backend="accounts.backends.SignInBackend")
    answer = client.post(reverse("new"), {"text": "Half a thought", "title": "Zebras"})
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "Half a thought" in html
    assert 'name="title" value="Zebras"' in html
    assert not Idea.objects.exists()


def test_words_of_another_site_do_not_come_back(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.submitter, backend="accounts.backends.SignInBackend")
    answer = client.post(
        reverse("new"), {"text": "Half a thought"}, headers={"Origin": "https://elsewhere.example"}
    )
    assert answer.status_code == 403
    assert "Half a thought" not in answer.content.decode()


def test_empty_draft_is_not_kept(cast):
    answer = browser(cast.submitter).post(reverse("draft"), {"text": " "}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert not Idea.objects.exists()


def test_adding_details_keeps_the_words(cast):
    html = send(cast.submitter, text="Half a thought", details="1").content.decode()
    assert "Half a thought" in html
    assert 'name="on_behalf_of"' in html
    assert re.search(r'value="everyone"[^>]* checked', html)
    assert re.search(r'name="show_name"[^>]* checked', html)
    assert not Idea.objects.exists()


def test_receipt_is_for_submitters(cast):
    idea = make_idea(cast, "in_review")
    answer = browser(cast.bystander).get(reverse("receipt", args=[idea.public_id]))
    assert answer["Location"] == reverse("idea", args=[idea.public_id])


def test_refusal_of_nobody_left_keeps_words_and_key(cast):
    for n in (1, 2):
        for prefix in ("", "it_"):
            getattr(cast, f"{prefix}coordinator{n}").memberships.all().delete()
        getattr(cast, f"office{n}").memberships.all().delete()
    key = str(uuid.uuid4())
    answer = send(cast.submitter, text="Where do I go?", key=key)
    assert answer.status_code == 409
    assert "Where do I go?" in answer.content.decode()
    assert not HandledRequest.objects.exists()


# what they cost ------------------------------------------------------------------------------------------------


def populate(cast: Cast, times: int) -> None:
    for _n in range(times):
        for status in ("in_review", "conversation", "clarification"):
            make_idea(cast, status)
        make_idea(cast, "closed", outcome="adopted")


@pytest.mark.parametrize("path", ["/", "/ideas/", "/ideas/new/", "/ideas/?q=title", "/ideas/?whose=mine"])
def test_pages_cost_the_same_for_one_and_many(cast, path):
    populate(cast, 1)
    readers = (cast.submitter, cast.coordinator1, cast.expert1, cast.decider, cast.bystander)
    few = [statements(reader, path) for reader in readers]
    populate(cast, 4)
    many = [statements(reader, path) for reader in readers]
    assert many[0] == few[0]
    assert max(after - before for before, after in zip(few, many, strict=True)) <= 1  # had nothing before
    assert max(many) <= MOST_STATEMENTS


@pytest.mark.parametrize("status", STATUSES)
def test_idea_costs_few_statements_for_everybody(cast, status):
    idea = make_idea(cast, status)
    readers = (cast.submitter, owner_of(idea) or cast.coordinator1, cast.coordinator1, cast.coordinator2)
    path = reverse("idea", args=[idea.public_id])
    assert max(statements(reader, path) for reader in readers) <= MOST_STATEMENTS


def test_idea_costs_the_same_with_one_and_many_rows(cast):
    idea = make_idea(cast, "in_review")
    owner, path = owner_of(idea), reverse("idea", args=[idea.public_id])

    def talk(times: int) -> list[int]:
        for n in range(times):
            workflow.message(idea, owner, text=f"Message {n}")
            workflow.note(idea, owner, text=f"Note {n}")
        return [statements(reader, path) for reader in (cast.submitter, owner)]

    assert talk(1) == talk(20)


def test_longest_way_costs_few_statements(cast):
    idea = make_idea(cast, "clarification")
    workflow.answer(idea, cast.submitter, text="Gate four")
    file_reviews(idea, "adopt", "decline")
    workflow.conclude(idea, owner_of(idea), text="They agree", consensus=True)
    make_decision(cast, idea)
    make_record(idea)
    path = reverse("idea", args=[idea.public_id])
    for reader in (cast.submitter, owner_of(idea), cast.coordinator1, cast.decider):
        assert statements(reader, path) <= MOST_STATEMENTS


@pytest.mark.parametrize("path", ["/", "/ideas/", "/ideas/new/"])
def test_pages_are_small(cast, path):
    populate(cast, 4)
    answer = browser(cast.submitter).get(path, headers={"Accept-Encoding": "identity"})
    assert len(gzip.compress(answer.content)) <= MOST_BYTES


def test_due_dates_speak_to_the_submitter(cast):
    idea = make_idea(cast, "clarification")
    with clock.at(idea.due_at - timedelta(hours=2)):
        assert "Yours until" in words(page_of(cast.submitter, idea))


def test_files_with_signs_that_no_database_takes_keep_the_words(cast):
    client = browser(cast.submitter)
    for path in ("/ideas/draft/files/", "/ideas/new/"):
        key, files = str(uuid.uuid4()), sent(b"A list.", "list.txt")
        typed = {"text": "a\0b", "remove": "\0", "key": key, "files": files}
        assert client.post(path, typed).status_code == 200
        draft = Idea.objects.drafts_of(cast.submitter).get(public_id=derived_id(key))
        assert (draft.text, draft.attachments.count()) == ("ab", 1)


@pytest.fixture
def sent_meanwhile(monkeypatch):
    """The idea of a form is handed in, as in another tab, after a request has looked for its draft, so that none is
    there when it keeps one; says how often."""
    blank, times = submitters.blank, []

    def sent_before(request):
        if not times:
            times.append(1)
            browser(request.user).post("/ideas/new/", {"key": request.POST["key"], "text": "A bench."})
        return blank(request)

    monkeypatch.setattr(submitters, "blank", sent_before)
    return times


def test_draft_that_is_sent_just_before_it_is_kept_is_not_made_again(cast, sent_meanwhile):
    keep = {"key": str(uuid.uuid4()), "text": "A ben"}
    answer = browser(cast.submitter).post("/ideas/draft/", keep, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "Kept as a draft" not in words(answer.content.decode())
    assert Idea.objects.get().text == "A bench."
    assert sent_meanwhile


@pytest.mark.parametrize(
    "more", [{"details": "", "files": True}, {"files": True, "together": "nobody"}, {"text": "Fire!"}]
)
def test_idea_that_is_sent_just_before_it_is_kept_shows_what_was_typed(cast, sent_meanwhile, more):
    sending = {"key": str(uuid.uuid4()), "text": "A green bench.", **more}
    if more.get("files"):
        sending["files"] = sent(b"A list.", "list.txt")
    answer = browser(cast.submitter).post("/ideas/new/", sending)
    assert answer.status_code == 409
    assert sending["text"] in answer.content.decode()
    assert "It has been sent or thrown away meanwhile." in words(answer.content.decode())
    assert Idea.objects.get().text == "A bench."


def test_draft_that_is_kept_just_before_its_idea_is_sent_becomes_the_idea(cast, monkeypatch):
    typed = {"key": str(uuid.uuid4()), "text": "A green bench."}
    blank, kept = submitters.blank, []

    def kept_before(request):
        if not kept:
            kept.append(1)
            browser(cast.submitter).post(
                "/ideas/draft/", {**typed, "text": "A gre"}, headers={"HX-Request": "true"}
            )
        return blank(request)

    monkeypatch.setattr(submitters, "blank", kept_before)
    answer = browser(cast.submitter).post("/ideas/new/", typed)
    idea = Idea.objects.get()
    assert (idea.text, idea.status) == ("A green bench.", "in_review")
    assert kept
    assert answer.url == f"/ideas/{idea.public_id}/receipt/"


def test_text_without_end_is_kept_and_shown_only_so_far(cast):
    client, text = browser(cast.submitter), "[*" * 60_000
    client.post("/ideas/draft/files/", {"text": text, "key": str(uuid.uuid4()), "files": sent(b"A", "a.txt")})
    assert len(Idea.objects.drafts_of(cast.submitter).get().text) == 100_000
    shown = client.post("/ideas/new/preview/", {"text": text}, headers={"HX-Request": "true"})
    assert shown.content.count(b"[") == 10_000
