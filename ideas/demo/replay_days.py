"""Days that notices name in words ("Thursday 14 May", "14. Mai"): moved with the demo, so that they still fit.

Owns the reading of such a day in the two languages of the demo. The weekday stays: the demo moves by whole weeks.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils import translation
from django.utils.dates import MONTHS

from ideas.models import InPersonTask, Notice


def _months() -> dict[str, tuple[str, int]]:
    """The names of the months with language and number."""
    found: dict[str, tuple[str, int]] = {}
    for language in ("de", "en"):
        with translation.override(language):
            found |= {str(name): (language, number) for number, name in MONTHS.items()}
    return found


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = "|".join(sorted(names, key=len, reverse=True))
    return re.compile(rf"\b(\d{{1,2}})(\.?) ({longest_first})\b(?: (\d{{4}}))?")


def move_words(days: int) -> None:
    """The days named in notices and in what is to be told in person."""
    names = _months()
    pattern = _pattern(names)
    for model in (Notice, InPersonTask):
        rows: Any = model._default_manager.only("pk", "text", "created_at")
        changed = [row for row in rows if _moved(row, days, names, pattern)]
        model._default_manager.bulk_update(changed, ["text"], batch_size=500)


def _moved(row: Any, days: int, names: dict[str, tuple[str, int]], pattern: re.Pattern[str]) -> bool:
    """Moves the days in a row's text; whether there were any."""

    def later(found: re.Match[str]) -> str:
        return _later(found, names, row.created_at.date(), days)

    text = pattern.sub(later, row.text)
    same, row.text = text == row.text, text
    return not same


def _later(found: re.Match[str], names: dict[str, tuple[str, int]], written: date, days: int) -> str:
    day, dot, name, year = found.groups()
    language, month = names[name]
    try:
        then = date(int(year), month, int(day)) if year else _nearest(month, int(day), written)
    except ValueError:
        return found[0]
    then += timedelta(days=days)
    with translation.override((dot and "de") or language):
        named = str(MONTHS[then.month])
    return f"{then.day}{dot} {named}{f' {then.year}' if year else ''}"


def _nearest(month: int, day: int, written: date) -> date:
    years = (written.year - 1, written.year, written.year + 1)
    candidates = [date(year, month, day) for year in years if day <= 28 or _exists(year, month, day)]
    return min(candidates, key=lambda one: abs((one - written).days))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
