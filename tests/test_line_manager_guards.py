"""What the database says of a line manager's talk past all Python: only while it is wished for, two at once too."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction

from ideas import conversation
from ideas.models import Conversation, CoSubmitter, Idea
from tests.factories import Cast, make_cast, make_idea
from tests.test_line_manager import joined, to_talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def refused_by(constraint: str, act: Callable[[], Any]) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        act()
    assert refusal.value.__cause__.diag.constraint_name == constraint  # type: ignore[union-attr]


def test_database_knows_the_wish(cast):
    idea, other = to_talk(cast), make_idea(cast, "in_review")
    here = Idea.objects.filter(pk=idea.pk)
    talks = Conversation.objects.filter(idea=idea)
    refused_by("idea_owner_without_conflict", lambda: here.update(owner=cast.manager))
    refused_by("conversation_partner_without_conflict", lambda: talks.update(partner=cast.manager))
    refused_by(
        "idea_manager_talks_while_there_is_a_talk",
        lambda: Idea.objects.filter(pk=other.pk).update(manager_may_talk=True),
    )
    conversation.ask_for_manager(idea, cast.submitter)
    refused_by("idea_owner_without_conflict", lambda: here.update(manager_may_talk=False))
    refused_by(
        "conversation_partner_without_conflict",
        lambda: here.update(manager_may_talk=False, owner=cast.coordinator2),
    )
    refused_by(
        "cosubmitter_without_duty",
        lambda: CoSubmitter.objects.create(idea=idea, user=cast.manager, state="accepted"),
    )
    refused_by("conversation_manager_asked_in_place_of_contact", lambda: talks.update(contact=None))
    conversation.back_to_contact(idea, cast.submitter)


def test_co_submitter_is_not_let_in_by_a_wish(cast):
    idea = to_talk(cast)
    joined(cast, idea, cast.manager)
    Idea.objects.filter(pk=idea.pk).update(manager_may_talk=True)
    refused_by(
        "idea_owner_without_conflict", lambda: Idea.objects.filter(pk=idea.pk).update(owner=cast.manager)
    )


MEANWHILE: dict[str, tuple[str, str]] = {
    "talk handed over while the wish is taken back": (
        "UPDATE ideas_idea SET manager_may_talk = false WHERE id = %(idea)s",
        "UPDATE ideas_conversation SET partner_id = %(manager)s WHERE idea_id = %(idea)s",
    ),
    "wish taken back while the talk is handed over": (
        "UPDATE ideas_conversation SET partner_id = %(manager)s WHERE idea_id = %(idea)s",
        "UPDATE ideas_idea SET manager_may_talk = false WHERE id = %(idea)s",
    ),
    "idea handed over while the line manager joins": (
        "INSERT INTO ideas_cosubmitter (idea_id, user_id, state, invited_at, accepted_at)"
        " VALUES (%(idea)s, %(manager)s, 'accepted', now(), now())",
        "UPDATE ideas_idea SET owner_id = %(manager)s WHERE id = %(idea)s",
    ),
    "line manager joins while the idea is handed over": (
        "UPDATE ideas_idea SET owner_id = %(manager)s WHERE id = %(idea)s",
        "INSERT INTO ideas_cosubmitter (idea_id, user_id, state, invited_at, accepted_at)"
        " VALUES (%(idea)s, %(manager)s, 'accepted', now(), now())",
    ),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", MEANWHILE)
def test_second_of_two_at_once_is_refused_past_all_python(name):
    """The second begins before the first has ended, and looks again when it has."""
    cast = make_cast()
    idea = to_talk(cast)
    Idea.objects.filter(pk=idea.pk).update(manager_may_talk=True)
    facts = {"idea": idea.pk, "manager": cast.manager.pk}
    first, second = MEANWHILE[name]
    refusals: list[str] = []
    begun = threading.Event()

    def run_second() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                begun.set()
                cursor.execute(second, facts)
        except IntegrityError as error:
            refusals.append(error.__cause__.diag.constraint_name)  # type: ignore[union-attr]
        finally:
            connections.close_all()

    thread = threading.Thread(target=run_second)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(first, facts)
        thread.start()
        assert begun.wait(10)
        thread.join(0.5)
        assert thread.is_alive()
    thread.join(30)
    assert len(refusals) == 1
    assert refusals[0].endswith(("_without_conflict", "_without_duty"))
