"""Days in words: in the reader's language, with the year only where it is needed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from ideas import clock, days

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _stand_still() -> Iterator[None]:
    with clock.at(NOW), translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 26), "26\xa0November"),
        (date(2027, 5, 14), "14\xa0May"),
        (date(2027, 9, 30), "30\xa0September 2027"),
        (date(2025, 12, 24), "24\xa0December 2025"),
    ],
)
def test_plain_names_year_only_where_needed(day: date, words: str) -> None:
    assert days.plain(day) == words


def test_named_says_weekday() -> None:
    assert days.named(date(2026, 11, 26)) == "Thursday 26\xa0November"
    assert days.named(date(2028, 1, 3)) == "Monday 3\xa0January 2028"


@pytest.mark.parametrize(
    ("day", "words"),
    [(21, "yesterday"), (22, "today"), (23, "tomorrow"), (24, "Tuesday 24\xa0November")],
)
def test_near_is_relative_for_a_day(day: int, words: str) -> None:
    assert days.near(date(2026, 11, day)) == words


def test_moment_is_told_in_the_zone_of_the_reader() -> None:
    late = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
    assert days.clocked(late) == "Friday 27\xa0November, 00:30"
    assert days.full(late) == "Friday 27\xa0November 2026, 00:30"
    assert days.full(date(2026, 11, 26)) == "Thursday 26\xa0November 2026"


def test_span_of_one_day_is_one_day() -> None:
    assert days.span(date(2026, 11, 2), date(2026, 11, 9)) == "2\xa0November to 9\xa0November"
    assert days.span(date(2026, 11, 2), date(2026, 11, 2)) == "2\xa0November"


def test_limit_is_late_to_the_second_and_a_day_at_midnight() -> None:
    assert days.is_late(datetime(2026, 11, 22, 11, 59, tzinfo=UTC))
    assert not days.is_late(datetime(2026, 11, 22, 12, 1, tzinfo=UTC))
    assert days.is_late(date(2026, 11, 21))
    assert not days.is_late(date(2026, 11, 22))


def test_limit_is_soon_within_three_days() -> None:
    assert days.is_soon(date(2026, 11, 25))
    assert not days.is_soon(date(2026, 11, 26))
    assert not days.is_soon(date(2026, 11, 21))


def test_time_without_zone_is_taken_as_it_stands() -> None:
    assert days.hour(datetime(2026, 11, 26, 6, 15)) == "06:15"
    assert days.local_day(datetime(2026, 11, 26, 23, 59)) == date(2026, 11, 26)
