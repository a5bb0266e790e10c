"""A confirmed record stays as it is: no role, no page, not Django's admin, the ORM or SQL changes it."""

from typing import Any

import pytest
from django.contrib import admin
from django.urls import reverse

from ideas import conversation, workflow
from ideas.models import AgreedPoint, Idea, Record, RecordAddition, RecordVersion
from tests.factories import Cast, make_cast, make_user, unique
from tests.journeys import fresh
from tests.test_closing import refused, sql
from tests.test_record import at, browser, counting, expert_of, kept, recorded

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def roads(idea: Idea) -> dict[str, Any]:
    """Each way past the verbs to change what was confirmed."""
    made = kept(idea)
    point, version = AgreedPoint.objects.get(record=made), RecordVersion.objects.get(record=made)
    added = RecordAddition.objects.get(record=made)
    changed = {
        Record: ("said", made),
        AgreedPoint: ("text", point),
        RecordVersion: ("why", version),
        RecordAddition: ("text", added),
    }
    ways: dict[str, Any] = {}
    for model, (column, row) in changed.items():
        rows = model.objects.filter(pk=row.pk)
        name = model.__name__
        ways[f"{name} save"] = lambda row=row, column=column: (setattr(row, column, "x"), row.save())
        ways[f"{name} update"] = lambda rows=rows, column=column: rows.update(**{column: "x"})
        ways[f"{name} bulk"] = lambda model=model, row=row, column=column: (
            setattr(row, column, "x"),
            model.objects.bulk_update([row], [column]),
        )
        ways[f"{name} delete"] = rows.delete
        ways[f"{name} raw delete"] = lambda rows=rows: rows._raw_delete("default")
        table = model._meta.db_table
        ways[f"{name} sql"] = lambda table=table, column=column: sql(f"UPDATE {table} SET {column} = 'x'")
        ways[f"{name} sql delete"] = lambda table=table: sql(f"DELETE FROM {table}")
        ways[f"{name} moved"] = lambda table=table: sql(f"UPDATE {table} SET id = id + 1000")
    facts = {"number": 7, "facts": {}, "written_by": made.filed_by}
    ways |= {
        "point put in": lambda: AgreedPoint.objects.create(record=made, position=9, text="x"),
        "points put in": lambda: AgreedPoint.objects.bulk_create(
            [AgreedPoint(record=made, position=9, text="x")]
        ),
        "version put in": lambda: RecordVersion.objects.create(record=made, **facts),
        "answer taken back": lambda: Record.objects.filter(pk=made.pk).update(answer="", answered_at=None),
        "day of a point": lambda: AgreedPoint.objects.filter(pk=point.pk).update(due_on=None),
        "owner of a point": lambda: AgreedPoint.objects.filter(pk=point.pk).update(owner_name="x"),
    }
    return ways


def confirmed(cast: Cast, answer: str = "agree") -> Idea:
    """Confirmed notes with a point, and something added."""
    idea = recorded(cast, counting(cast.employee))
    conversation.confirm(idea, cast.submitter, answer=answer, words=unique("answer"))
    conversation.add_to_record(idea, cast.submitter, text=f"By the way. {unique('added')}")
    return fresh(idea)


def stands(idea: Idea) -> list[Any]:
    models = (Record, AgreedPoint, RecordVersion, RecordAddition)
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.mark.parametrize("answer", ["agree", "disagree", "not_understood"])
def test_no_road_of_the_orm_or_of_sql_changes_a_confirmed_record(cast, answer):
    idea = confirmed(cast, answer)
    before = stands(idea)
    for name in roads(idea):
        with refused("record_is_kept"):
            roads(idea)[name]()
        assert stands(idea) == before, name


def test_a_point_goes_on_after_the_record_is_confirmed_until_it_is_settled(cast):
    idea = confirmed(cast)
    rows = AgreedPoint.objects.filter(record=kept(idea))
    assert rows.update(carried_by=cast.colleague) == 1
    workflow.settle_point(idea, cast.colleague, point=rows.get(), result="Forty a day.")
    with refused("record_is_kept"):
        rows.update(result="Fifty a day.")


def test_no_role_changes_a_confirmed_record_over_the_pages(cast):
    """Every verb of the talk, by everybody, as a form filled in for it."""
    idea = confirmed(cast)
    before = stands(idea)[0]
    typed = {"answer": "disagree", "words": "x", "said": "x", "thanks": "x", "next_step": "x", "why": "x"}
    typed |= {"held_at": "2026-05-04T10:00", "channel": "phone", "version": "1"}
    partner = kept(idea).conversation.partner
    people = {cast.submitter, partner, cast.coordinator1, cast.coordinator2, cast.office1, cast.admin}
    people |= {cast.employee, cast.decider, cast.observer, cast.manager, expert_of(idea)}
    for person in people:
        client = browser(person)
        for verb in (
            "record",
            "revise_record",
            "confirm",
            "co_answer",
            "reopen",
            "decline_talk",
            "write_to_leaver",
        ):
            answer = client.post(at(idea, "act", verb), typed)
            assert answer.status_code in (403, 404, 409), (person, verb)
        assert client.post(at(idea, "talk_here"), typed).status_code in (302, 403)
        client.post(at(idea, "talk_draft"), {"kind": "record", "said": "x"})
    assert stands(idea)[0] == before


@pytest.mark.urls("tests.test_process_admin")
def test_django_admin_changes_no_record(cast):
    idea = confirmed(cast)
    before = stands(idea)
    client = browser(make_user(is_staff=True, is_admin=True))
    for model in (Record, AgreedPoint, RecordVersion, RecordAddition):
        assert model in admin.site._registry
        name = f"admin:ideas_{model._meta.model_name}"
        row = model.objects.get()
        sent = {"said": "x", "text": "x", "why": "x", "post": "yes"}
        for path in (
            reverse(f"{name}_change", args=[row.pk]),
            reverse(f"{name}_delete", args=[row.pk]),
            reverse(f"{name}_add"),
        ):
            assert client.post(path, sent).status_code in (302, 403)
        acted = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        client.post(reverse(f"{name}_changelist"), acted)
        listed = client.get(reverse(f"{name}_changelist")).content.decode()
        assert kept(idea).said not in listed
    assert stands(idea) == before
