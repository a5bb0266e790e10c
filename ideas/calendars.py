"""Working calendars: which days are worked in a department, and where its clocks stand.

Owns the days alone: working week, public holidays, days off and holidays that are worked. What is due when is said in
`deadlines`. It knows no row and asks neither the database nor the clock. Public holidays come from the library
`holidays`, asked once a process for a region and a year.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

import holidays
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ideas.countries import COUNTRIES

log = logging.getLogger(__name__)

MONDAY_TO_FRIDAY = frozenset(range(5))
LONGEST_LIMIT = 30
"""Working days that no step may have more of."""
MOST_DAYS = 400
"""Days off, or holidays worked, that a department can name."""


@dataclass(frozen=True)
class Calendar:
    """One department's days. `week`: 0 is Monday; `region`: "DE-NW", empty for no public holidays.

    `limits` are the working days that a step has here, by status, where that is not what the scheme does by default.
    """

    zone: str
    week: frozenset[int] = MONDAY_TO_FRIDAY
    region: str = ""
    days_off: Mapping[date, str] = field(default_factory=dict)
    days_worked: frozenset[date] = frozenset()
    limits: Mapping[str, int] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        """A day of the working week that is neither off nor a public holiday, unless that one is worked."""
        if day.weekday() not in self.week or day in self.days_off:
            return False
        return day in self.days_worked or day not in public_holidays(self.region, day.year)

    def days_without_work(self, first: date, last: date) -> list[tuple[date, str]]:
        """The days of the working week on which nobody works, with their names in the reader's language."""
        span = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return [
            (day, self.days_off.get(day) or holiday_name(self.region, day))
            for day in span
            if day.weekday() in self.week and not self.is_working_day(day)
        ]

    @classmethod
    def of(cls, row: Any) -> "Calendar":
        """The calendar of a department's row; no statement, and nothing is checked."""
        return cls(
            zone=row.time_zone,
            week=frozenset(row.working_week),
            region=row.holidays_in,
            days_off={date.fromisoformat(day): name for day, name in row.days_off.items()},
            days_worked=frozenset(row.days_worked),
            limits=row.limits,
        )


def of_scheme() -> Calendar:
    """What holds where no department is known: Monday to Friday, zone and region of the settings."""
    return Calendar(settings.TIME_ZONE, region=settings.HOLIDAYS_IN)


@register(deploy=True)
def region_is_known(**_given: Any) -> list[CheckMessage]:
    """Whether the setting for new departments names a region; with `check --deploy`, as asking is slow."""
    if is_region(settings.HOLIDAYS_IN):
        return []
    hint = "Give a country, or a country and its part, as DE or DE-NW; empty for no public holidays."
    return [Error(f"HOLIDAYS_IN={settings.HOLIDAYS_IN!r} is not known.", hint=hint, id="calendars.E001")]


@lru_cache(maxsize=2000)
def public_holidays(region: str, year: int) -> frozenset[date]:
    """The public holidays of a region in a year; none for the empty region.

    None either for one that the library has forgotten, so that dates go on; that is logged.
    """
    return frozenset(_named_days(region, year, ""))


def holiday_name(region: str, day: date) -> str:
    """What a public holiday is called, in the reader's language where the library knows it there."""
    return _named_days(region, day.year, (get_language() or "")[:2]).get(day, "")


@lru_cache(maxsize=2000)
def _named_days(region: str, year: int, language: str) -> dict[date, str]:
    if not region:
        return {}
    if not is_region(region):
        log.error("public holidays of an unknown region", extra={"region": region})
        return {}
    country, _dash, part = region.partition("-")
    known = getattr(holidays, country).supported_languages or ()
    spoken = next((one for one in known if language and one.startswith(language)), None)
    found = holidays.country_holidays(country, subdiv=part or None, years=year, language=spoken)
    return dict(found.items())


@cache
def parts_of_countries() -> dict[str, tuple[str, ...]]:
    """Each country that the library knows, by its two letters, with the codes of its parts."""
    known = holidays.list_supported_countries(include_aliases=False)
    return {country: tuple(parts) for country, parts in known.items()}


WITH_PARTS = ("DE", "AT", "CH")
"""Countries of which the parts are offered as well; those of others are given by their code."""


def offered() -> list[str]:
    """Regions to choose from: these countries with their parts first, then all others by name."""
    parts = parts_of_countries()
    near = [code for country in WITH_PARTS for code in (country, *_parts_by_name(country))]
    return [*near, *sorted((one for one in parts if one not in WITH_PARTS), key=region_name)]


def _parts_by_name(country: str) -> list[str]:
    return sorted((f"{country}-{part}" for part in parts_of_countries()[country]), key=region_name)


def region_name(region: str) -> str:
    """ "Bayern, Germany": a part as its people call it, a country in the reader's language."""
    country, _dash, part = region.partition("-")
    name = str(COUNTRIES.get(country, country))
    if not part:
        return name
    aliases = getattr(holidays, country).subdivisions_aliases
    return f"{next((long for long, short in aliases.items() if short == part), part)}, {name}"


def region_called(words: str) -> str:
    """The region of this code or name; empty where none, or more than one, is called so."""
    sought = words.strip()
    if is_region(sought.upper()):
        return sought.upper()
    if is_region(sought):
        return sought
    found = [one for one in offered() if sought.casefold() in _names_of(one)]
    return found[0] if len(found) == 1 else ""


def _names_of(region: str) -> set[str]:
    name = region_name(region).casefold()
    return {name, name.partition(",")[0]}


def is_region(region: str) -> bool:
    """Whether it is a country, or a country and its part, of which public holidays are known; or empty."""
    country, dash, part = region.partition("-")
    known = parts_of_countries()
    return not region or (country in known and (part in known[country] if dash else True))


def check_region(region: str) -> None:
    """Refuses a region that is not known, and says which parts its country has. Raises ValidationError."""
    if is_region(region):
        return
    parts = parts_of_countries().get(region.partition("-")[0])
    if parts:
        raise ValidationError(
            _("“%(region)s” is not known here. Parts of this country are: %(parts)s.")
            % {"region": region, "parts": ", ".join(parts)}
        )
    raise ValidationError(
        _("“%(region)s” is not known here. Give a country, or a country and its part, as “DE” or “DE-NW”.")
        % {"region": region}
    )


def check_week(days: Iterable[int]) -> None:
    """Refuses a week without a working day, or with days that no week has. Raises ValidationError."""
    week = list(days)
    if not week or set(week) - set(range(7)) or len(set(week)) < len(week):
        raise ValidationError(_("Tick at least one day of the week."))


def check_days_off(days: Any) -> None:
    """Refuses what is not an ISO day with a name for each day off. Raises ValidationError."""
    if not isinstance(days, dict) or len(days) > MOST_DAYS:
        raise ValidationError(_("Give at most %(n)d days off.") % {"n": MOST_DAYS})
    for day, name in days.items():
        try:
            date.fromisoformat(day)
        except (TypeError, ValueError):
            raise ValidationError(_("“%(day)s” is not a day.") % {"day": day}) from None
        if not isinstance(name, str) or not name.strip():
            raise ValidationError(_("Say what the day off is for: %(day)s.") % {"day": day})


def check_limits(limits: Any) -> None:
    """Refuses limits that are not whole working days, from one to thirty. Raises ValidationError."""
    whole = isinstance(limits, dict) and all(type(days) is int for days in limits.values())
    if not whole or any(not 1 <= days <= LONGEST_LIMIT for days in limits.values()):
        raise ValidationError(_("A step has from 1 to %(n)d working days.") % {"n": LONGEST_LIMIT})
