"""The working calendar of a department as a form: regions and days as people type them, limits that fit the promise.

Owns how typed lines become days. Saves nothing; what a calendar is stands in `calendars`, what fits in `deadlines`.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from accounts.models import Department
from ideas import calendars, clock, days, deadlines
from ideas.calendars import Calendar
from ideas.forms.fields import Line, Tick, Words
from ideas.forms.scheme import SchemeForm, zones
from ideas.models import Status

A_DAY = r"(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\s?\d{1,2}\.\s?\d{4})"
LINE = re.compile(rf"{A_DAY}(?:\s*(?:-|–|to|until|bis)\s*{A_DAY})?\s*[:,;]?\s*(.*)")
LONGEST_SPAN = timedelta(days=62)
STEPS: dict[str, Any] = {
    Status.TRIAGE: gettext_lazy("Finding the right experts"),
    Status.IN_REVIEW: gettext_lazy("Views of the experts"),
    Status.DISCUSSION: gettext_lazy("Comparing views"),
    Status.DECIDING: gettext_lazy("The decision"),
    Status.CLARIFICATION: gettext_lazy("Waiting for an answer"),
    Status.CONVERSATION: gettext_lazy("Offering times to talk"),
    Status.CONFIRMING: gettext_lazy("Checking the notes"),
}
"""Each step that has a limit; the first four lead to the decision."""
MOST_OF: dict[str, int] = {
    Status.CLARIFICATION: deadlines.MOST_WAITED,
    Status.CONVERSATION: deadlines.TALK_DAYS,
    Status.CONFIRMING: 10,
}
"""Working days that a step which no promise bounds can have at most."""


class RegionInput(forms.TextInput):
    """A line that offers countries and parts of some of them while one types."""

    template_name = "ideas/admins/_region.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With what can be chosen."""
        context = super().get_context(name, value, attrs)
        context["regions"] = [named_region(region) for region in calendars.offered()]
        return context


def named_region(region: str) -> str:
    """ "Bavaria, Germany (DE-BY)"; empty for none."""
    return f"{calendars.region_name(region)} ({region})" if region else ""


class RegionField(Line):
    """A country, or a country and its part, by code or by name."""

    widget = RegionInput

    def clean(self, value: Any) -> str:
        """The code. Raises ValidationError for what is not known."""
        typed = super().clean(value)
        in_brackets = re.search(r"\(([^()]+)\)$", typed)
        region = in_brackets[1] if in_brackets else calendars.region_called(typed) or typed
        calendars.check_region(region)
        return region


class DaysField(Words):
    """Days, one a line, each with a name where `names` are wanted; "first to last" stands for all between them."""

    def __init__(self, label: Any, *, names: bool, **options: Any) -> None:
        self.names = names
        super().__init__(label, max_length=20_000, required=False, **options)

    def clean(self, value: Any) -> dict[date, str]:
        """Each day with its name. Raises ValidationError for the first line that is none."""
        lines = (line.strip() for line in super().clean(value).splitlines())
        found: dict[date, str] = {}
        for line in filter(None, lines):
            found.update(self._days_of(line))
        return dict(sorted(found.items()))

    def _days_of(self, line: str) -> Iterable[tuple[date, str]]:
        read = LINE.fullmatch(line)
        if read is None:
            example = shown_day(date(clock.today().year, 12, 24))
            raise forms.ValidationError(
                _("“%(line)s” does not begin with a day, as %(example)s.")
                % {"line": line, "example": example}
            )
        first, last, name = as_day(read[1]), as_day(read[2] or read[1]), read[3].strip()
        if self.names and not name:
            raise forms.ValidationError(_("Say what the day off is for: %(day)s.") % {"day": line})
        if not first <= last <= first + LONGEST_SPAN:
            raise forms.ValidationError(
                _("“%(line)s” does not run from a day to a later one, of at most %(n)d.")
                % {"line": line, "n": LONGEST_SPAN.days}
            )
        return [(first + timedelta(days=n), name) for n in range((last - first).days + 1)]


def as_day(words: str) -> date:
    """A day as it was typed. Raises ValidationError for one that no calendar has."""
    try:
        if "." in words:
            day, month, year = (int(part) for part in words.split("."))
        else:
            year, month, day = (int(part) for part in words.split("-"))
        return date(year, month, day)
    except ValueError:
        raise forms.ValidationError(_("“%(day)s” is not a day.") % {"day": words}) from None


def shown_day(day: date) -> str:
    """A day as it is typed here: 2026-12-24, or 24.12.2026 for readers of German."""
    return f"{day:%d.%m.%Y}" if (get_language() or "").startswith("de") else day.isoformat()


def shown_days(named: dict[date, str]) -> str:
    """Days as lines to change; one after the other with the same name become one line."""
    spans: list[tuple[date, date, str]] = []
    for day, name in sorted(named.items()):
        if spans and spans[-1][1] == day - timedelta(days=1) and spans[-1][2] == name:
            spans[-1] = (spans[-1][0], day, name)
        else:
            spans.append((day, day, name))
    return "\n".join(_line(*span) for span in spans)


def _line(first: date, last: date, name: str) -> str:
    days_ = shown_day(first) if first == last else f"{shown_day(first)} – {shown_day(last)}"
    return f"{days_} {name}".strip()


class CalendarForm(SchemeForm):
    """Which days are worked in a department, where its clocks stand, and how long each step may take."""

    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=zones,
        help_text=gettext_lazy("Its dates end when the working day ends there."),
    )
    working_week = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Working days"),
        coerce=int,
        choices=[(number, words) for number, words in sorted(WEEKDAYS.items())],
        widget=forms.CheckboxSelectMultiple,
    )
    holidays_in = RegionField(
        gettext_lazy("Public holidays of"),
        required=False,
        help_text=gettext_lazy(
            "Type a country, or a part of Germany, Austria or Switzerland, and choose. Parts of other countries by "
            "their code, as US-NY. Empty: no public holidays."
        ),
    )
    days_off = DaysField(
        gettext_lazy("Further days off"),
        names=True,
        rows=5,
        help_text=gettext_lazy(
            "One a line: the day, or the first and the last one, then what it is for. For example: "
            "2026-12-24 to 2026-12-31 company holidays."
        ),
    )
    days_worked = DaysField(
        gettext_lazy("Public holidays that are worked"),
        names=False,
        rows=2,
        help_text=gettext_lazy("One a line. It counts as a working day then."),
    )

    def __init__(self, data: Any = None, *, department: Department, **rest: Any) -> None:
        self.department = department
        super().__init__(data, initial=as_kept(department), **rest)

    def prepare(self) -> None:
        """A number for each step, and whether the departments below get the same."""
        for status, words in STEPS.items():
            most = MOST_OF.get(status, calendars.LONGEST_LIMIT)
            self.fields[limit_name(status)] = forms.IntegerField(
                label=words,
                min_value=1,
                max_value=most,
                required=False,
                help_text=_("Empty: %(n)d.") % {"n": deadlines.LIMITS[status]},
            )
        if Department.objects.below(self.department).exclude(pk=self.department.pk).exists():
            self.fields["below"] = Tick(
                _("Also for all departments below"),
                help_text=_("Their own calendars and limits are replaced by this one."),
            )

    @property
    def limits(self) -> list[forms.BoundField]:
        """The number of each step."""
        return [self[limit_name(status)] for status in STEPS]

    @property
    def plain(self) -> list[forms.BoundField]:
        """What says which days are worked, and where."""
        return [self[name] for name in self.base_fields]

    @property
    def below(self) -> forms.BoundField | None:
        """Whether the departments below get the same, where there are any."""
        return self["below"] if "below" in self.fields else None

    def clean(self) -> dict[str, Any]:
        """The steps fit into the promise, no time is too long off, and what is worked is a holiday."""
        super().clean()
        if not self.errors:
            new = self.calendar()
            self._check_worked(new)
            self._check_limits(new)
            self._check_days_off(new)
        return self.cleaned_data

    def calendar(self) -> Calendar:
        """The calendar as it was typed."""
        typed = self.cleaned_data
        limits = {status: typed[limit_name(status)] for status in STEPS if typed[limit_name(status)]}
        return Calendar(
            zone=typed["time_zone"],
            week=frozenset(typed["working_week"]),
            region=typed["holidays_in"],
            days_off=typed["days_off"],
            days_worked=frozenset(typed["days_worked"]),
            limits=limits,
        )

    def facts(self) -> dict[str, Any]:
        """The values, by the names of the row's fields."""
        new = self.calendar()
        return {
            "time_zone": new.zone,
            "working_week": sorted(new.week),
            "holidays_in": new.region,
            "days_off": {day.isoformat(): name for day, name in new.days_off.items()},
            "days_worked": sorted(new.days_worked),
            "limits": {str(status): n for status, n in new.limits.items()},
        }

    def _check_worked(self, new: Calendar) -> None:
        for day in sorted(new.days_worked):
            if day not in calendars.public_holidays(new.region, day.year):
                self.add_error(
                    "days_worked", _("%(day)s is no public holiday there.") % {"day": days.full(day)}
                )
            elif day in new.days_off:
                self.add_error("days_worked", _("%(day)s is a day off above.") % {"day": days.full(day)})

    def _check_limits(self, new: Calendar) -> None:
        """Days off are left out: in such weeks the steps share what there is."""
        ordinary = Calendar(new.zone, new.week, new.region, days_worked=new.days_worked, limits=new.limits)
        wanted, (handed_in, there) = (
            deadlines.days_to_decision(new),
            deadlines.shortest(ordinary, clock.today()),
        )
        if there >= wanted:
            return
        words = ngettext(
            "The steps up to the decision take %(wanted)d working days. An idea handed in on %(day)s has only %(n)d "
            "until its answer is promised: give the steps fewer days, or the week more.",
            "The steps up to the decision take %(wanted)d working days. An idea handed in on %(day)s has only %(n)d "
            "until its answer is promised: give the steps fewer days, or the week more.",
            there,
        )
        self.add_error(
            limit_name(Status.IN_REVIEW), words % {"wanted": wanted, "day": days.full(handed_in), "n": there}
        )

    def _check_days_off(self, new: Calendar) -> None:
        handed_in, there = deadlines.shortest(new, clock.today())
        if there < len(deadlines.STEPS_AFTER[Status.TRIAGE]):
            words = _(
                "An idea handed in on %(day)s could not be answered within %(n)d days: too few of them are worked."
            )
            self.add_error("days_off", words % {"day": days.full(handed_in), "n": deadlines.PROMISE_DAYS})


def limit_name(status: str) -> str:
    """The field of a step's limit."""
    return f"limit_{status}"


def as_kept(department: Department) -> dict[str, Any]:
    """A calendar as its form shows it."""
    kept = department.calendar
    return {
        "time_zone": kept.zone,
        "working_week": sorted(kept.week),
        "holidays_in": named_region(kept.region),
        "days_off": shown_days(dict(kept.days_off)),
        "days_worked": shown_days(dict.fromkeys(kept.days_worked, "")),
        **{limit_name(status): kept.limits.get(status) for status in STEPS},
    }
