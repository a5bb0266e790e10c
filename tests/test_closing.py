"""No idea closes without the record of its talk (I1), and none loses it: each road is tried, the database refuses."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib import admin
from django.core.management import call_command, get_commands
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from ideas import clock, conversation, deadlines
from ideas.models import Conversation, Event, Idea, Record, Round, Status
from ideas.rules import Refused
from ideas.transitions import TRANSITIONS
from ideas.workflow import move, refusals_in_words
from tests.factories import Cast, make_cast, make_idea, make_record, make_user, owner_of
from tests.journeys import fresh

pytestmark = pytest.mark.django_db

CLOSED = Status.CLOSED


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@contextmanager
def refused(*names: str) -> Iterator[None]:
    """The database refuses what is done here, at once or when it is committed, by one of these names."""
    try:
        with transaction.atomic():
            yield
            connection.check_constraints()
    except ProtectedError:
        return  # before the database is even asked
    except IntegrityError as error:
        said = str(error.__cause__.diag.constraint_name)
        assert said in (names or ("idea_closed_only_with_record",)), said
    else:
        pytest.fail("let through")


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def closed_without_record() -> list[Idea]:
    """Asked of the tables alone."""
    kept = Record.objects.filter(reopened_at=None).exclude(closes_as="")
    rounds = kept.values("conversation__round")
    return list(Idea.objects.filter(status=CLOSED).exclude(round__in=rounds))


# verbs


@pytest.mark.parametrize("status", [s for s in Status.values if s != CLOSED])
def test_no_verb_closes_an_idea_that_has_no_record(cast, status):
    """Every verb that may be used in this status, let loose with the wish to close, past its own rules."""
    idea = make_idea(cast, status)
    Record.objects.filter(closes_as="", conversation__idea=idea).update(kind="leaver", said="None.")
    for verb in (name for name, row in TRANSITIONS.items() if status in row.sources):
        locked = Idea.objects.select_related("round", "department", "decision").get(pk=idea.pk)
        if status == Status.DEFERRED:
            locked.status = Status.CONVERSATION  # past the judge, too
        with pytest.raises((Refused, IntegrityError)):
            let_close(locked, verb)
        assert fresh(idea).status == status, verb
    assert closed_without_record() == []


def let_close(idea: Idea, verb: str) -> None:
    """What a verb would do that closes without a record."""
    with refusals_in_words(), transaction.atomic():
        move(idea, CLOSED, verb, None)
        connection.check_constraints()


def give_up(cast: Cast, idea: Idea) -> None:
    partner, talk = owner_of(idea), Conversation.objects.get(idea=idea)
    calendar = deadlines.calendar_of(idea)
    for n, channel in enumerate(("phone", "in_person", "phone"), 1):
        on = deadlines.add_working_days(clock.today(), -n, calendar)
        talk.attempts.create(at=clock.now() - timedelta(days=n), on=on, channel=channel, by=partner)
    conversation.give_up(idea, partner, account="Called three times.")
    second = cast.coordinator1 if partner != cast.coordinator1 else cast.coordinator2
    conversation.second_give_up(idea, second)


def write(cast: Cast, idea: Idea) -> None:
    User.objects.filter(pk=cast.submitter.pk).update(is_active=False)
    conversation.write_to_leaver(idea, owner_of(idea), said="Farewell.")


def answer(cast: Cast, idea: Idea) -> None:
    make_record(idea)
    conversation.confirm(idea, cast.submitter, answer="agree")


def wait(_cast: Cast, idea: Idea) -> None:
    make_record(idea)
    with clock.at(fresh(idea).due_at + timedelta(minutes=1)):
        conversation.close_unconfirmed(idea)


CLOSES: dict[str, Callable[[Cast, Idea], Any]] = {
    "decline_talk": lambda cast, idea: conversation.decline_talk(idea, cast.submitter),
    "second_give_up": give_up,
    "write_to_leaver": write,
    "confirm": answer,
    "close_unconfirmed": wait,
}
"""Every verb that closes, used as people use it."""


def test_these_are_all_the_verbs_that_close():
    assert {name for name, row in TRANSITIONS.items() if CLOSED in row.targets} == set(CLOSES)


@pytest.mark.parametrize("verb", CLOSES)
@pytest.mark.parametrize("forgets", [False, True])
def test_each_verb_that_closes_does_so_with_its_record_alone(cast, verb, forgets):
    """`forgets`: as if it had been written carelessly, and no record said how it closes the idea."""
    idea = make_idea(cast, "conversation")
    if not forgets:
        CLOSES[verb](cast, idea)
        assert fresh(idea).status == CLOSED
        assert Record.objects.get(conversation__idea=idea).closes_as
        return
    sql(
        "CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN NEW.closes_as := ''; RETURN NEW; END $$;"
        " CREATE TRIGGER a_forget BEFORE INSERT OR UPDATE ON ideas_record"
        " FOR EACH ROW EXECUTE FUNCTION forget()"
    )
    with pytest.raises(Refused):
        CLOSES[verb](cast, idea)
    assert fresh(idea).status != CLOSED


# commands and the admin


BESIDE = {
    *("draw_icons", "import_people"),  # pictures and people
    "demo_data",  # by the verbs alone, as the tests of the demo see
    *("backup", "check_backup", "restore"),  # what was there, as the tests of back-ups see
}
"""Commands that close nothing by what they are for."""


def test_no_command_closes_an_idea(cast, tmp_path):
    make_idea(cast, "conversation")
    old = tmp_path / "old.csv"
    old.write_text(
        "external_id,title,text,source_url,status,outcome\n1,A gate,Let us open it.,,closed,declined\n"
    )
    tried: dict[str, tuple[str, ...]] = {
        "check_integrity": (),
        "check_promises": (),
        "draw_way": (),
        "import_ideas": (str(old),),
    }
    assert {name for name, app in get_commands().items() if app in ("ideas", "accounts")} == {*tried, *BESIDE}
    for name, arguments in tried.items():
        call_command(name, *arguments, stdout=StringIO())
    assert set(Idea.objects.values_list("status", flat=True)) <= {"conversation", "in_review", "triage"}
    assert Idea.objects.count() == 2


@pytest.mark.urls("tests.test_process_admin")
def test_no_page_of_the_admin_closes_an_idea_or_touches_its_record(cast):
    idea = make_idea(cast, "conversation")
    done = make_idea(cast, "closed")
    boss = make_user(is_staff=True, is_admin=True)
    client = Client()
    client.force_login(boss)
    before = list(Record.objects.values())
    for model in (Idea, Record, Conversation, Round, Event):
        assert model in admin.site._registry
        at = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        row = model.objects.order_by("-pk").first()
        for name, args in ((f"{at}_change", [row.pk]), (f"{at}_delete", [row.pk]), (f"{at}_add", [])):
            sent = {"status": CLOSED, "closes_as": "declined", "post": "yes"}
            assert client.post(reverse(name, args=args), sent).status_code in (302, 403), (model, name)
        acted = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        client.post(reverse(f"{at}_changelist"), acted)
    assert (fresh(idea).status, fresh(done).status) == ("conversation", CLOSED)
    assert list(Record.objects.values()) == before


# rows written directly


def test_no_row_is_inserted_closed(cast):
    idea = make_idea(cast, "conversation")
    copy = {f.attname: getattr(idea, f.attname) for f in Idea._meta.concrete_fields if f.name != "id"}
    closed = {"status": CLOSED, "owner_id": None, "due_at": None, "closed_at": clock.now()}
    made = copy | closed | {"public_id": "abcdefgh", "number": 901}
    with refused():
        Idea.objects.create(**made)
    with refused():
        Idea.objects.bulk_create([Idea(**made)])
    with refused():
        Idea.objects.bulk_create([Idea(**made)], ignore_conflicts=True)
    apart = ("id", "public_id", "number", "status", "owner", "due_at", "closed_at", "search")
    names = ", ".join(f.column for f in Idea._meta.concrete_fields if f.name not in apart)
    with refused():
        sql(
            f"INSERT INTO ideas_idea (public_id, number, status, closed_at, {names})"
            f" SELECT 'zyxwvuts', 902, 'closed', now(), {names} FROM ideas_idea WHERE id = %s",
            idea.pk,
        )


@pytest.mark.parametrize("status", ["conversation", "confirming"])
def test_no_row_is_updated_to_closed(cast, status):
    idea = make_idea(cast, status)
    over = {"status": CLOSED, "owner": None, "due_at": None, "closed_at": clock.now()}
    with refused():
        Idea.objects.filter(pk=idea.pk).update(**over)
    with refused():
        row = fresh(idea)
        vars(row).update(status=CLOSED, owner_id=None, due_at=None, closed_at=clock.now())
        Idea.objects.bulk_update([row], ["status", "owner", "due_at", "closed_at"])
    with refused():
        row.save()
    with refused():
        over = "status = 'closed', owner_id = NULL, due_at = NULL, closed_at = now()"
        sql(f"UPDATE ideas_idea SET {over} WHERE id = %s", idea.pk)


def test_a_record_of_another_idea_or_round_closes_nothing(cast):
    make_idea(cast, "closed")
    idea = make_idea(cast, "closed")
    again = make_idea(cast, "conversation")
    with refused("conversation_is_kept"):
        Conversation.objects.filter(idea=idea).update(idea=again, round=again.round)
    with refused("record_is_kept"):
        Record.objects.filter(conversation__idea=idea).update(
            conversation=Conversation.objects.get(idea=again)
        )
    with refused():
        Idea.objects.filter(pk=idea.pk).update(round=again.round)


# a closed idea keeps its record


GONE: dict[str, tuple[str, str]] = {
    "record deleted": ("DELETE FROM ideas_record", "record_is_kept"),
    "talk deleted": ("DELETE FROM ideas_conversation", "conversation_is_kept"),
    "record reopened": (
        "UPDATE ideas_record SET reopened_at = now() WHERE closes_as = 'held_unconfirmed'",
        "idea_closed_only_with_record",
    ),
    "record closes nothing": ("UPDATE ideas_record SET closes_as = ''", "record_is_kept"),
    "talk of another round": (
        "UPDATE ideas_conversation SET round_id = round_id + 1",
        "conversation_is_kept",
    ),
    "talk of another idea": ("UPDATE ideas_conversation SET idea_id = idea_id + 1", "conversation_is_kept"),
    "talk with another number": ("UPDATE ideas_conversation SET id = id + 1000", "conversation_is_kept"),
    "round taken away": ("UPDATE ideas_idea SET round_id = NULL", "idea_numbered_when_handed_in"),
}


@pytest.mark.parametrize("road", GONE)
def test_a_closed_idea_keeps_its_record(cast, road):
    idea = make_idea(cast, "conversation")
    wait(cast, idea)
    statement, name = GONE[road]
    with refused(name):
        sql(statement)
    assert closed_without_record() == []


TABLES = ("conversation", "record", "agreedpoint", "recordversion", "recordaddition")


@pytest.mark.parametrize("table", TABLES)
def test_no_table_of_talks_is_truncated(cast, table):
    """Where the database is no test's: its name is asked for, and answered by a stand-in here."""
    make_idea(cast, "closed")
    sql("CREATE SCHEMA elsewhere")
    sql("CREATE FUNCTION elsewhere.current_database() RETURNS name LANGUAGE sql AS $$ SELECT 'tell'::name $$")
    sql("SET LOCAL search_path = elsewhere, pg_catalog, public")
    connection.check_constraints()
    with refused("record_is_kept", "event_is_kept", "conversation_is_kept"):
        sql(f"TRUNCATE ideas_{table} CASCADE")
