"""Scheme: the working calendar of a department, its limits, and the days off that come of it."""

from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts import scheme as verbs
from accounts.models import Department
from ideas import calendars, clock, days, deadlines, wording
from ideas.calendars import Calendar
from ideas.forms.calendars import STEPS, CalendarForm
from ideas.views.admins.office import done, for_idea_office, kept

A_YEAR = timedelta(days=365)


@for_idea_office
@require_http_methods(["GET", "POST"])
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """Which days a department works, where its clocks stand, how long each step takes; what comes of it beside."""
    row = get_object_or_404(Department, pk=pk)
    name, shown = row.name, row.calendar
    form = CalendarForm(request.POST or None, department=row)
    if request.method == "POST" and form.is_valid():
        below = form.cleaned_data.get("below", False)
        if kept(form, verbs.keep_calendar, row, below=below, **form.facts()):
            words = _("Saved. Dates that were given already stay as they are.")
            return done(request, words, "calendar", pk)
    page = {
        "department": row,
        "name": name,
        "form": form,
        "months": months_off(shown),
        "until": clock.today(shown.zone) + A_YEAR,
        "sums": sum_words(shown),
        "section": "scheme",
    }
    return render(request, "ideas/admins/calendar.html", page)


def calendar_words(department: Department) -> list[str]:
    """A calendar in a few lines: the week, whose holidays, days off, the steps that take another time than usual."""
    kept_ = department.calendar
    lines = [week_words(kept_), region_words(kept_)]
    today = clock.today(kept_.zone)
    off = sum(day >= today for day in kept_.days_off)
    if off:
        lines.append(ngettext("%(n)d further day off", "%(n)d further days off", off) % {"n": off})
    for status, step in STEPS.items():
        if kept_.limits.get(status, deadlines.LIMITS[status]) != deadlines.LIMITS[status]:
            n = kept_.limits[status]
            words = ngettext("%(step)s: %(n)d working day", "%(step)s: %(n)d working days", n)
            lines.append(words % {"step": step, "n": n})
    return lines


def week_words(kept_: Calendar) -> str:
    """ "Monday to Friday", or the days one by one; and the clocks."""
    week = sorted(kept_.week)
    names = [str(WEEKDAYS[day]) for day in week]
    if len(week) > 2 and week[-1] - week[0] == len(week) - 1:
        names = [_("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}]
    return f"{wording.in_a_row(names)}, {kept_.zone.replace('_', ' ')}"


def region_words(kept_: Calendar) -> str:
    """Whose public holidays are kept."""
    if not kept_.region:
        return _("No public holidays")
    return _("Public holidays of %(region)s") % {"region": calendars.region_name(kept_.region)}


def months_off(kept_: Calendar) -> list[tuple[str, list[tuple[date, str]]]]:
    """The days of the coming year on which nobody works although it is a day of the week, by month."""
    today = clock.today(kept_.zone)
    off = kept_.days_without_work(today, today + A_YEAR)
    by_month = groupby(off, key=lambda one: (one[0].year, one[0].month))
    return [(date_format(date(*month, 1), "F Y"), list(rows)) for month, rows in by_month]


def sum_words(kept_: Calendar) -> list[str]:
    """Whether the steps fit into the promise, at the narrowest."""
    wanted, (handed_in, there) = deadlines.days_to_decision(kept_), deadlines.shortest(kept_, clock.today())
    facts: dict[str, Any] = {"wanted": wanted, "n": there, "day": days.full(handed_in)}
    said = [
        ngettext(
            "The steps up to the decision take %(wanted)d working day at most.",
            "The steps up to the decision take %(wanted)d working days at most.",
            wanted,
        )
        % facts
    ]
    if there >= wanted:
        words = _("At the narrowest, handed in on %(day)s, there are %(n)d until the answer is promised.")
    else:
        words = _(
            "Handed in on %(day)s there are only %(n)d until the answer is promised; the steps share them then."
        )
    return [*said, words % facts]
