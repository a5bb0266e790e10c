"""Statements that are built once: the rows that Django would have given, for whoever asks, with whatever values."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from ideas import clock, statements
from ideas.models import Idea
from tests.factories import Cast, make_cast, make_idea

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def listed(person: Any, *, department: int, numbers: list[int]) -> Any:
    rows = Idea.objects.visible_to(person).with_names().with_files().filter(number__any_of=numbers)
    return rows.filter(department=department).order_by("number")


def everything(idea: Idea) -> dict[str, Any]:
    """What lies in an object and in those that hang on it."""
    found = {name: value for name, value in vars(idea).items() if name != "_state"}
    for name, other in vars(idea._state).get("fields_cache", {}).items():
        found[name] = other and {key: value for key, value in vars(other).items() if key != "_state"}
    return found


def reader_of(user: User) -> Any:
    return User.objects.for_request().get(pk=user.pk)


@pytest.mark.parametrize("status", ["triage", "in_review", "deciding", "confirming", "closed"])
def test_rows_are_what_django_would_have_made_of_them(cast, status):
    ideas = [make_idea(cast, status), make_idea(cast, "in_review")]
    department = ideas[0].department.pk
    for person in (cast.submitter, cast.bystander, ideas[0].coordinator):
        reader = reader_of(person)
        for numbers in ([idea.number for idea in ideas], [ideas[0].number], []):
            values: dict[str, Any] = {"department": department, "numbers": numbers}
            ours, theirs = statements.rows(listed, reader, **values), list(listed(reader, **values))
            assert ours == theirs
            assert [everything(one) for one in ours] == [everything(one) for one in theirs]
            assert [one._state.adding for one in ours] == [False] * len(theirs)


def of_words(_person: Any, *, title: str) -> Any:
    return Idea.objects.filter(title=title).only("number").values_list("number", "title")


def test_each_asking_has_values_of_its_own_and_builds_nothing(cast):
    first, second = make_idea(cast, title="One gate"), make_idea(cast, title="Two gates")
    statements.forget()
    found = [statements.rows(of_words, None, title=title) for title in ("One gate", "Two gates", "None")]
    assert found == [[(first.number, "One gate")], [(second.number, "Two gates")], []]
    assert statements._statement.cache_info().misses == 1


def narrow(_person: Any) -> Any:
    return Idea.objects.only("number").order_by("number")


def test_what_was_left_out_is_fetched_when_it_is_read(cast):
    idea = make_idea(cast)
    with CaptureQueriesContext(connection) as asked:
        (found,) = statements.rows(narrow, None)
        assert found.number == idea.number
    assert len(asked) == 1
    assert found.get_deferred_fields() >= {"title", "text"}
    assert found.title == idea.title


def hasty(_person: Any) -> Any:
    return Idea.objects.filter(due_at__lt=clock.now())


def late(_person: Any, *, now: Any) -> Any:
    return Idea.objects.filter(due_at__lt=now)


def test_no_statement_keeps_the_moment_in_which_it_was_built(cast):
    idea = make_idea(cast)
    with pytest.raises(ValueError, match="moment of its own"):
        statements.rows(hasty, None)
    assert statements.rows(late, None, now=idea.due_at) == []
    assert statements.rows(late, None, now=idea.due_at + timedelta(seconds=1)) == [idea]


def nothing(_person: Any) -> Any:
    return Idea.objects.filter(pk__in=[])


def test_a_question_without_answer_is_not_asked(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert statements.rows(nothing, None) == []
