"""Rows that are written by statements that are kept: what Django would have written, or nothing."""

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from ideas import clock, written
from ideas.models import Event, HandledRequest, Idea, Notice, OutgoingMail
from tests.factories import Cast, make_cast, make_draft, make_idea

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def columns(row: Any) -> dict[str, Any]:
    """What the database has in a row, but for its key and what is one of a kind."""
    fresh = type(row)._base_manager.filter(pk=row.pk).values().get()
    return {
        name: value for name, value in fresh.items() if name not in ("id", "public_id", "seq", "dedupe_key")
    }


def an_event(idea: Idea, seq: int) -> Event:
    return Event(
        idea=idea,
        seq=seq,
        at=clock.now(),
        kind="comment",
        round_number=1,
        data={"words": ["100 %", "ä'\\\""], "n": None},
    )


def test_a_row_is_what_django_would_have_written(cast):
    idea = make_idea(cast)
    ours, theirs = an_event(idea, 50), an_event(idea, 51)
    theirs.at = ours.at
    written.add(ours)
    theirs.save()
    assert ours.pk
    assert not ours._state.adding
    assert columns(ours) == columns(theirs)


def test_a_changed_row_is_what_django_would_have_written(cast):
    draft = make_draft(cast.submitter)
    draft.text, draft.title, draft.show_name = "100 % of \\ 'it'", "Ein Titel", False
    written.change(draft)
    ours = columns(draft)
    draft.save()
    assert columns(draft) == ours
    assert ours["text"] == "100 % of \\ 'it'"


def test_what_a_constraint_refuses_is_an_integrity_error(cast):
    idea = make_idea(cast)
    written.add(an_event(idea, 50))
    with pytest.raises(IntegrityError), transaction.atomic():
        written.add(an_event(idea, 50))
    assert idea.events.filter(seq=50).count() == 1


def test_a_row_that_is_there_is_left_out(cast):
    key = uuid.uuid4()
    assert written.add_if_new(HandledRequest(key=key, user=cast.submitter, path="/first/"))
    assert not written.add_if_new(HandledRequest(key=key, user=cast.bystander, path="/second/"))
    assert HandledRequest.objects.get(key=key).path == "/first/"


def notices(cast: Cast, count: int) -> list[Notice]:
    return [
        Notice(user=cast.submitter, kind="comment", text=f"No {n}", path="/", dedupe_key=f"one:{n}")
        for n in range(count)
    ]


@pytest.mark.parametrize("count", [0, 1, written.FEW, written.FEW + 1])
def test_of_many_rows_those_are_left_out_that_are_there(cast, count):
    written.add_those_new(notices(cast, min(count, 1)))
    written.add_those_new(notices(cast, count))
    texts = (
        cast.submitter.notices.filter(dedupe_key__startswith="one:")
        .order_by("pk")
        .values_list("text", flat=True)
    )
    assert list(texts) == [f"No {n}" for n in range(count)]


def test_rows_that_have_their_key_keep_it(cast):
    mails = [
        OutgoingMail(subject=f"{n}", address="a@example.com", text="", dedupe_key=f"{n}") for n in range(3)
    ]
    written.add_those_new(mails)
    assert set(OutgoingMail.objects.values_list("pk", flat=True)) >= {mail.pk for mail in mails}
