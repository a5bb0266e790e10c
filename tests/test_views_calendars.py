"""Scheme: the working calendar of a department as the idea office reads and changes it."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.models import Department
from ideas import clock
from ideas.forms.calendars import shown_days
from tests.factories import make_cast, make_department, make_idea
from tests.visits import browser, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def client(cast):
    return browser(cast.admin)


@pytest.fixture(autouse=True)
def in_may():
    with clock.at(datetime(2026, 5, 4, 8, tzinfo=UTC)):
        yield


def url(department):
    return reverse("calendar", args=[department.pk])


def typed(**changes):
    return {
        "time_zone": "Europe/Berlin",
        "working_week": ["0", "1", "2", "3", "4"],
        "holidays_in": "",
        "days_off": "",
        "days_worked": "",
        **changes,
    }


def errors(answer):
    return {name: " ".join(found) for name, found in answer.context["form"].errors.items()}


def kept(department):
    return Department.objects.get(pk=department.pk)


def test_calendar_is_changed_and_the_page_shows_what_comes_of_it(client, cast):
    sent = typed(
        time_zone="Europe/Vienna",
        working_week=["0", "1", "2", "3", "4", "5"],
        holidays_in="Bayern, Germany (DE-BY)",
        days_off="2026-12-24 Christmas Eve\n28.12.2026 – 31.12.2026 company holidays",
        days_worked="2026-06-04",
        limit_in_review="6",
        limit_conversation="2",
    )
    answer = client.post(url(cast.logistics), sent, follow=True)
    row = kept(cast.logistics)
    assert (row.time_zone, row.working_week, row.holidays_in) == (
        "Europe/Vienna",
        [0, 1, 2, 3, 4, 5],
        "DE-BY",
    )
    assert row.days_off == {
        "2026-12-24": "Christmas Eve",
        **{f"2026-12-{day}": "company holidays" for day in (28, 29, 30, 31)},
    }
    assert row.days_worked == [date(2026, 6, 4)]
    assert row.limits == {"in_review": 6, "conversation": 2}
    page = words(answer.content.decode())
    assert "Saved. Dates that were given already stay as they are." in page
    for line in ("14 May: Ascension Day", "Christmas Eve", "company holidays", "6 January: Epiphany"):
        assert line in page.replace(" :", ":")
    assert "Corpus Christi" not in page
    assert "take 14 working days at most" in page


def test_department_page_says_its_calendar_in_a_few_lines(client, cast):
    Department.objects.filter(pk=cast.it.pk).update(
        holidays_in="DE-NW", days_off={"2026-12-24": "Shut", "2025-12-24": "Shut"}, limits={"triage": 1}
    )
    page = words(client.get(reverse("department", args=[cast.it.pk])).content.decode())
    assert "Monday to Friday, Europe/Berlin" in page
    assert "Public holidays of Nordrhein-Westfalen, Germany" in page
    assert "1 further day off" in page
    assert "Finding the right experts: 1 working day" in page


def test_calendar_is_given_to_all_below_where_asked(client, cast):
    yard = make_department("Yard", cast.logistics)
    crane = make_department("Crane", yard)
    client.post(url(cast.logistics), typed(holidays_in="DE-NW", below="on", limit_triage="1"))
    for one in (cast.logistics, yard, crane):
        assert (kept(one).holidays_in, kept(one).limits) == ("DE-NW", {"triage": 1})
    assert kept(cast.it).holidays_in == ""
    client.post(url(cast.logistics), typed(holidays_in="DE-HH"))
    assert (kept(cast.logistics).holidays_in, kept(yard).holidays_in) == ("DE-HH", "DE-NW")


def test_department_without_any_below_is_not_asked(client, cast):
    assert "below" not in client.get(url(cast.it)).context["form"].fields
    assert "below" in client.get(url(cast.office)).context["form"].fields


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"working_week": []}, "working_week", "required"),
        ({"working_week": ["7"]}, "working_week", "7"),
        ({"time_zone": "Mars/Base"}, "time_zone", "Mars/Base"),
        ({"holidays_in": "Nowhere"}, "holidays_in", "“Nowhere” is not known here."),
        ({"holidays_in": "DE-XY"}, "holidays_in", "Parts of this country are: BB, BE, BW, BY"),
        ({"days_off": "Christmas"}, "days_off", "“Christmas” does not begin with a day"),
        ({"days_off": "2026-02-30 Carnival"}, "days_off", "“2026-02-30” is not a day."),
        ({"days_off": "2026-12-24"}, "days_off", "Say what the day off is for: 2026-12-24."),
        ({"days_off": "2026-12-31 to 2026-12-24 Shut"}, "days_off", "does not run from a day to a later one"),
        ({"days_off": "2026-01-01 to 2026-12-31 Shut"}, "days_off", "does not run from a day to a later one"),
        ({"days_worked": "2026-05-14"}, "days_worked", "Thursday 14\xa0May 2026 is no public holiday there."),
        (
            {"holidays_in": "DE", "days_worked": "2026-05-14", "days_off": "2026-05-14 Bridge"},
            "days_worked",
            "Thursday 14\xa0May 2026 is a day off above.",
        ),
        ({"limit_triage": "0"}, "limit_triage", "1"),
        ({"limit_clarification": "11"}, "limit_clarification", "10"),
        ({"limit_in_review": "20"}, "limit_in_review", "take 28 working days."),
        ({"working_week": ["0", "1", "2"]}, "limit_in_review", "take 15 working days."),
        (
            {"days_off": "2026-07-20 to 2026-08-21 company holidays"},
            "days_off",
            "could not be answered within 30 days",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_every_word_kept(client, cast, changes, field, said):
    sent = typed(**changes)
    answer = client.post(url(cast.logistics), sent)
    assert answer.status_code == 200
    assert said in errors(answer)[field]
    assert set(errors(answer)) == {field}
    for value in changes.values():
        assert isinstance(value, list) or value in answer.content.decode()
    assert kept(cast.logistics).calendar == cast.logistics.calendar


def test_shorter_week_is_kept_with_shorter_steps(client, cast):
    limits = {"limit_triage": "1", "limit_in_review": "4", "limit_discussion": "2", "limit_deciding": "2"}
    client.post(url(cast.logistics), typed(working_week=["0", "1", "2"], **limits))
    assert kept(cast.logistics).working_week == [0, 1, 2]


def test_company_holidays_may_leave_the_steps_less_than_usual_and_the_page_says_so(client, cast):
    sent = typed(days_off="2026-07-27 to 2026-08-14 company holidays")
    page = words(client.post(url(cast.logistics), sent, follow=True).content.decode())
    assert "the steps share them then" in page


def test_dates_already_given_stay(client, cast):
    idea = make_idea(cast)
    before = (idea.due_at, idea.promise_at)
    client.post(url(cast.logistics), typed(holidays_in="DE-BY", limit_in_review="3"))
    idea.refresh_from_db()
    assert (idea.due_at, idea.promise_at) == before


def test_typed_days_come_back_as_they_are_typed_here():
    days = {date(2026, 12, day): "Shut" for day in (24, 28, 29, 30)}
    with translation.override("en"):
        assert shown_days(days) == "2026-12-24 Shut\n2026-12-28 – 2026-12-30 Shut"
    with translation.override("de"):
        assert shown_days(days) == "24.12.2026 Shut\n28.12.2026 – 30.12.2026 Shut"


def test_page_shows_what_is_kept_and_can_be_sent_as_it_is(client, cast):
    Department.objects.filter(pk=cast.logistics.pk).update(
        holidays_in="DE-BY",
        days_off={"2026-12-24": "Shut"},
        days_worked=[date(2026, 6, 4)],
        limits={"triage": 1, "confirming": 4},
    )
    before = kept(cast.logistics).calendar
    form = client.get(url(cast.logistics)).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    client.post(url(cast.logistics), {**sent, "working_week": [str(day) for day in sent["working_week"]]})
    assert kept(cast.logistics).calendar == before


def test_hostile_words_in_days_are_refused_or_shown_as_words(client, cast):
    client.post(url(cast.logistics), typed(days_off="2026-12-24 <script>alert(1)</script>"))
    page = client.get(url(cast.logistics)).content.decode()
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("n", [0, 12])
def test_calendar_takes_a_constant_number_of_statements(client, cast, n, django_assert_max_num_queries):
    for k in range(n):
        make_department(f"Part {k}", cast.logistics)
    client.get(url(cast.logistics))
    with django_assert_max_num_queries(5):
        client.get(url(cast.logistics))
