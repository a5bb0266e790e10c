"""Days in words: the one place that turns a date into something a person reads.

It owns the order of day, month and weekday in each language, and when a year is worth saying. It asks the
clock what day it is and nothing else; which date matters is decided elsewhere.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from ideas import clock

FAR_AHEAD = timedelta(days=270)
SOON = timedelta(days=3)
BEFORE_A_MONTH = re.compile(r"(?<=\d) (?=[^\W\d])|(?<=\d\.) (?=[^\W\d])")
"""The space in "1 October" and "1. Oktober"."""


def local_day(value: date | datetime) -> date:
    """The calendar day of a moment where the reader is; a date stays what it is."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def plain(value: date | datetime) -> str:
    """ "14 May"; with the year where one might think of another one."""
    when = local_day(value)
    if _wants_year(when):
        # Translators: Django's date letters: day, month, year, as in "14 May 2026"
        return _written(when, pgettext("date format", "j F Y"), get_language())
    # Translators: Django's date letters: day and month, as in "14 May"
    return _written(when, pgettext("date format", "j F"), get_language())


def named(value: date | datetime) -> str:
    """ "Thursday 14 May"; with the year where one might think of another one."""
    when = local_day(value)
    if _wants_year(when):
        # Translators: Django's date letters: weekday, day, month, year, as in "Thursday 14 May 2026"
        return _written(when, pgettext("date format", "l j F Y"), get_language())
    # Translators: Django's date letters: weekday, day and month, as in "Thursday 14 May"
    return _written(when, pgettext("date format", "l j F"), get_language())


def near(value: date | datetime) -> str:
    """ "today", "tomorrow", "yesterday", else the day by its name. For pages only: a mail is read later."""
    when = local_day(value)
    words = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    return words.get((when - clock.today()).days) or named(when)


def clocked(value: datetime) -> str:
    """ "Thursday 14 May, 14:52"."""
    return _("%(day)s, %(time)s") % {"day": named(value), "time": hour(value)}


def hour(value: datetime) -> str:
    """ "14:52"."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    # Translators: Django's date letters: hour and minute, as in "14:52"
    return _written(local.replace(tzinfo=None), pgettext("date format", "H:i"), get_language())


def full(value: date | datetime) -> str:
    """Everything there is to say: weekday, day, month, year and, for a moment, the time."""
    words = _written(local_day(value), pgettext("date format", "l j F Y"), get_language())
    return (
        _("%(day)s, %(time)s") % {"day": words, "time": hour(value)} if isinstance(value, datetime) else words
    )


def span(first: date, last: date) -> str:
    """ "2 November to 9 November"; one day stays one day."""
    if first == last:
        return plain(first)
    return _("%(first)s to %(last)s") % {"first": plain(first), "last": plain(last)}


def is_late(value: date | datetime) -> bool:
    """Whether a limit has passed: a moment to the second, a date at its midnight."""
    if isinstance(value, datetime):
        return value < clock.now()
    return value < clock.today()


def is_soon(value: date | datetime) -> bool:
    """Whether a limit that has not passed is at most three days away."""
    return not is_late(value) and local_day(value) - clock.today() <= SOON


def here(value: date | datetime) -> tuple[object, ...]:
    """All that words for a day depend on beside it: today, the reader's zone and language, its own zone."""
    zone = value.tzinfo if isinstance(value, datetime) else None
    return clock.today(), timezone.get_current_timezone_name(), get_language(), zone


@lru_cache(maxsize=4096)
def _written(value: date | datetime, letters: str, _language: str | None) -> str:
    """A day or hour in these letters; a page has the same few days many times. No line tears a day from its month."""
    return BEFORE_A_MONTH.sub("\N{NO-BREAK SPACE}", date_format(value, letters, use_l10n=False))


def _wants_year(when: date) -> bool:
    today = clock.today()
    return when.year < today.year or when - today > FAR_AHEAD
