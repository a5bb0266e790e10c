"""Working calendars: dates that people have worked out by hand, against what the code says; and what is refused."""

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from accounts.models import Department
from ideas import calendars, deadlines
from ideas.calendars import Calendar
from ideas.countries import COUNTRIES

BERLIN = "Europe/Berlin"
LAENDER = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")
SUMMER = {date(2026, 7, 27) + timedelta(days=n): "Company holidays" for n in range(19)}
SHUT = {date(2026, 12, day): "Shut" for day in (24, 28, 29, 30, 31)}
WORKED = frozenset((date(2026, 5, 14), date(2026, 6, 4), date(2026, 11, 1)))
CALENDARS = {
    **{land: Calendar(BERLIN, region=f"DE-{land}") for land in LAENDER},
    "plain": Calendar(BERLIN),
    "leap": Calendar(BERLIN),
    "six": Calendar(BERLIN, frozenset(range(6)), "DE-NW"),
    "four": Calendar(BERLIN, frozenset(range(4)), "DE-BY"),
    "three": Calendar(BERLIN, frozenset((0, 2, 4)), "DE-BW"),
    "seven": Calendar(BERLIN, frozenset(range(7))),
    "gulf": Calendar("Asia/Riyadh", frozenset((6, 0, 1, 2, 3))),
    "company": Calendar(BERLIN, region="DE-NW", days_off=SHUT),
    "summer": Calendar(BERLIN, days_off=SUMMER),
    "worked": Calendar(BERLIN, region="DE-NW", days_worked=WORKED),
    "NewYork": Calendar("America/New_York", region="US"),
    "London": Calendar("Europe/London", region="GB-ENG"),
    "Vienna": Calendar("Europe/Vienna", region="AT-9"),
    "Zurich": Calendar("Europe/Zurich", region="CH-ZH"),
    "Paris": Calendar("Europe/Paris", region="FR"),
    "Tokyo": Calendar("Asia/Tokyo"),
    "TokyoJP": Calendar("Asia/Tokyo", region="JP"),
    "Sydney": Calendar("Australia/Sydney", region="AU-NSW"),
    "LordHowe": Calendar("Australia/Lord_Howe"),
    "Kolkata": Calendar("Asia/Kolkata"),
    "Kathmandu": Calendar("Asia/Kathmandu"),
    "SaoPaulo": Calendar("America/Sao_Paulo"),
    "Santiago": Calendar("America/Santiago"),
    "Auckland": Calendar("Pacific/Auckland"),
    "Honolulu": Calendar("Pacific/Honolulu"),
    "Kiritimati": Calendar("Pacific/Kiritimati"),
    "Cairo": Calendar("Africa/Cairo", frozenset((6, 0, 1, 2, 3))),
}


def cases() -> list[list[str]]:
    """The rows that were written by hand: calendar, question, given, days, expected, why."""
    with (Path(__file__).parent / "calendar_cases.csv").open(newline="") as lines:
        return list(csv.reader(lines, delimiter=";"))[1:]


CASES = cases()


def moment(words: str, calendar: Calendar) -> datetime:
    """A moment in UTC ("...Z"), or by the clocks of the calendar."""
    if words.endswith("Z"):
        return datetime.strptime(words, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
    return datetime.strptime(words, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(calendar.zone))


def said(due: datetime, calendar: Calendar) -> str:
    """A due date as a day there; it ends at six in the evening and is kept in UTC."""
    assert due.tzinfo is UTC
    local = due.astimezone(ZoneInfo(calendar.zone))
    assert (local.hour, local.minute) == (18, 0)
    return local.date().isoformat()


def answer(calendar: Calendar, question: str, given: str, days: str) -> str:
    """What the code says."""
    if question == "due":
        return said(deadlines.in_working_days(int(days), calendar, moment(given, calendar)), calendar)
    if question == "promise":
        return said(deadlines.promise_for(moment(given, calendar), calendar), calendar)
    day = date.fromisoformat(given)
    if question == "works":
        return "yes" if calendar.is_working_day(day) else "no"
    if question == "between":
        return str(deadlines.working_days_between(day, date.fromisoformat(days), calendar))
    if question == "back":
        return deadlines.add_working_days(day, -int(days), calendar).isoformat()
    assert question == "end"
    return f"{deadlines.end_of(day, calendar):%Y-%m-%dT%H:%MZ}"


def test_there_are_enough_cases_and_each_stands_there_once() -> None:
    assert len(CASES) >= 200
    assert len({tuple(row[:4]) for row in CASES}) == len(CASES)
    assert {row[0] for row in CASES} == set(CALENDARS)


@pytest.mark.parametrize("row", CASES, ids=[" ".join(row[:4]) for row in CASES])
def test_date_is_what_somebody_worked_out_by_hand(row: list[str]) -> None:
    name, question, given, days, expected, why = row
    assert answer(CALENDARS[name], question, given, days) == expected, why


# weeks ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "day", "until"),
    [
        ("plain", "2026-05-04", "2026-05-10"),
        ("plain", "2026-05-08", "2026-05-10"),
        ("plain", "2026-05-09", "2026-05-17"),
        ("NW", "2026-05-23", "2026-05-31"),
        ("gulf", "2026-05-07", "2026-05-09"),
        ("gulf", "2026-05-08", "2026-05-16"),
        ("six", "2026-05-10", "2026-05-17"),
        ("seven", "2026-05-10", "2026-05-10"),
        ("summer", "2026-07-25", "2026-08-23"),
    ],
)
def test_week_ends_before_the_longest_rest(name: str, day: str, until: str) -> None:
    assert deadlines.week_until(date.fromisoformat(day), CALENDARS[name]).isoformat() == until


# the days off, in words -----------------------------------------------------------------------------------------


def test_days_off_have_names_in_the_readers_language() -> None:
    calendar = Calendar(BERLIN, region="DE-NW", days_off={date(2026, 12, 24): "Heiligabend im Werk"})
    days = (date(2026, 12, 21), date(2027, 1, 3))
    with translation.override("de"):
        german = calendar.days_without_work(*days)
    with translation.override("en"):
        english = calendar.days_without_work(*days)
    assert german == [
        (date(2026, 12, 24), "Heiligabend im Werk"),
        (date(2026, 12, 25), "Erster Weihnachtstag"),
        (date(2027, 1, 1), "Neujahr"),
    ]
    assert english[1:] == [(date(2026, 12, 25), "Christmas Day"), (date(2027, 1, 1), "New Year's Day")]


def test_every_country_has_a_name_here() -> None:
    assert set(COUNTRIES) == set(calendars.parts_of_countries())
    assert len(set(map(str, COUNTRIES.values()))) == len(COUNTRIES)


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        ("DE-BY", "DE-BY"),
        ("de-by", "DE-BY"),
        ("Bayern", "DE-BY"),
        ("bayern, germany", "DE-BY"),
        ("Nordrhein-Westfalen", "DE-NW"),
        ("Germany", "DE"),
        ("Wien", "AT-9"),
        ("NZ-South Canterbury", "NZ-South Canterbury"),
        ("Nowhere", ""),
        ("", ""),
    ],
)
def test_region_is_found_by_code_or_name(typed: str, region: str) -> None:
    assert calendars.region_called(typed) == region


# what is refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"holidays_in": "ZZ"}, "holidays_in", "is not known here"),
        ({"holidays_in": "DE-XX"}, "holidays_in", "Parts of this country are"),
        ({"holidays_in": "DE-"}, "holidays_in", "Parts of this country are"),
        ({"holidays_in": "germany"}, "holidays_in", "is not known here"),
        ({"working_week": []}, "working_week", "at least one day"),
        ({"working_week": [7]}, "working_week", "at least one day"),
        ({"days_off": {"2026-02-30": "Carnival"}}, "days_off", "is not a day"),
        ({"days_off": {"2026-12-24": " "}}, "days_off", "what the day off is for"),
        ({"days_off": ["2026-12-24"]}, "days_off", "at most"),
        ({"limits": {"triage": 0}}, "limits", "from 1 to 30"),
        ({"limits": {"triage": 31}}, "limits", "from 1 to 30"),
        ({"limits": {"triage": "2"}}, "limits", "from 1 to 30"),
        ({"limits": [2]}, "limits", "from 1 to 30"),
    ],
)
def test_department_refuses_a_calendar_that_cannot_be(changes: dict, field: str, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Department(name="Yard", **changes).clean()
    assert field in refused.value.message_dict
    assert words in " ".join(refused.value.message_dict[field])


@pytest.mark.parametrize(("region", "known"), [("DE-NW", True), ("", True), ("NRW", False)])
def test_deploy_check_knows_the_region_of_new_departments(settings, region: str, known: bool) -> None:
    settings.HOLIDAYS_IN = region
    assert [fault.id for fault in calendars.region_is_known()] == ([] if known else ["calendars.E001"])


def test_region_that_the_library_forgot_has_no_holidays_and_dates_go_on(caplog) -> None:
    calendar = Calendar(BERLIN, region="XX-forgotten")
    assert calendar.is_working_day(date(2026, 12, 25))
    assert "unknown region" in caplog.text
