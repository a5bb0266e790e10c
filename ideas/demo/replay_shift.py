"""Moves an older demo forward by whole weeks, so that it looks alive. For the demo alone: history is never moved.

Owns the one transaction in which every date of the scheme and its people moves by the same number of days. Triggers
that keep events and records as they are stand aside for it. Whole weeks, so that working days stay working days.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from ideas import clock
from ideas.demo import replay_days
from ideas.models import UNOWNED, Event

WEEK = timedelta(weeks=1)


def shift() -> int:
    """Moves everything so that the newest event lies within the last week; gives the number of weeks."""
    newest = Event.objects.order_by("-at").values_list("at", flat=True).first()
    weeks = (clock.now() - newest) // WEEK if newest else 0
    if weeks > 0:
        move(weeks)
    return max(weeks, 0)


def move(weeks: int) -> None:
    """Every column of date or time in the tables of ideas and accounts, and the days named in notices."""
    with transaction.atomic(), connection.cursor() as cursor:
        replay_days.move_words(7 * weeks)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in (*_triggers_off(), *_moves(7 * weeks), *_triggers_on()):
            cursor.execute(statement)


def _moves(days: int) -> Iterator[str]:
    """By the clock on the wall: six in the evening stays six when summer time begins or ends between."""
    yield f"SET LOCAL TIME ZONE '{settings.TIME_ZONE}'"
    yield from _keys_of_notices(days)
    for table, columns in _tables():
        moved = ", ".join(f'"{c}" = "{c}" + interval \'{days} days\'' for c in columns)
        yield f'UPDATE "{table}" SET {moved}'  # noqa: S608
    yield _days_in_events(days)
    yield "SET LOCAL TIME ZONE 'UTC'"


def _tables() -> Iterator[tuple[str, list[str]]]:
    for app in ("accounts", "ideas"):
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            columns = [str(f.column) for f in model._meta.concrete_fields if isinstance(f, models.DateField)]
            if model._meta.managed and columns:
                yield model._meta.db_table, columns


def _days_in_events(days: int) -> str:
    """Days that an event tells of, in its data."""
    return f"""
        UPDATE ideas_event SET data = data
            || jsonb_strip_nulls(jsonb_build_object(
                'old', to_jsonb((data->>'old')::timestamptz + interval '{days} days'),
                'new', to_jsonb((data->>'new')::timestamptz + interval '{days} days'),
                'next_news_on', to_jsonb(((data->>'next_news_on')::date + {days})::text)))
        WHERE data ?| array['old', 'new', 'next_news_on']
    """  # noqa: S608


REMINDED, QUIET = ("reminder", 4, "'YYYYMMDD\"T\"HH24MI'"), ("quiet", 3, "'YYYYMMDD\"T\"HH24MISS'")
"""Notices known by a date: how their keys begin, which part of them is the date, and how it is written."""


def _keys_of_notices(days: int) -> Iterator[str]:
    """What was said of open ideas is known by a date: moved with it, nobody hears it a second time.

    In two steps, since a key may move to where another one was.
    """
    ended = ", ".join(f"'{status}'" for status in UNOWNED)
    for begins, place, form in (REMINDED, QUIET):
        day = f"split_part(n.dedupe_key, ':', {place})"
        moment = f"to_timestamp({day}, {form})::timestamp AT TIME ZONE 'UTC' + interval '{days} days'"
        about = (
            "n.idea_id"
            if begins == "quiet"
            else "coalesce(n.idea_id, split_part(n.dedupe_key, ':', 3)::bigint)"
        )
        yield f"""
            UPDATE ideas_notice n
                SET dedupe_key = 'moved:' || replace(
                    n.dedupe_key, {day}, to_char(({moment}) AT TIME ZONE 'UTC', {form}))
                FROM ideas_idea i
                WHERE n.dedupe_key LIKE '{begins}:%' AND i.status NOT IN ({ended}) AND i.id = (
                    CASE WHEN n.dedupe_key LIKE '{begins}:%' THEN {about} END)
        """  # noqa: S608
    yield "UPDATE ideas_notice SET dedupe_key = substr(dedupe_key, 7) WHERE dedupe_key LIKE 'moved:%'"


def _is_superuser() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser') = 'on'")
        return bool(cursor.fetchone()[0])


def _triggers_off() -> list[str]:
    if _is_superuser():
        return ["SET LOCAL session_replication_role = replica"]
    return [f'ALTER TABLE "{table}" DISABLE TRIGGER USER' for table, _columns in _tables()]


def _triggers_on() -> list[str]:
    if _is_superuser():
        return ["SET LOCAL session_replication_role = origin"]
    return [f'ALTER TABLE "{table}" ENABLE TRIGGER USER' for table, _columns in _tables()]
