"""Whom a text names: "@Sean Murphy" finds the colleague of exactly this name, live or when it is sent. Reads only."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models import User

MOST = 10
"""So many mentions of a text are looked at."""
LONGEST = 6
"""Words of a name at most."""
OFFERED = 8
AT = re.compile(r"(?<![\w@])@(?=\w)")
END = ".,;:!?)]}'\"…*_"
"""Signs behind a name that are not part of it."""


def named_in(text: str, picked: Iterable[int] = ()) -> list[User]:
    """The active people whom a text mentions, in its order; of several with one name those who were picked, else all.

    One statement, none for a text without a mention.
    """
    calls = list(_calls(text))[:MOST]
    if not calls:
        return []
    wanted = {name for names in calls for name in names}
    rows = User.objects.active().annotate(lower=Lower("name")).filter(lower__in=wanted).order_by("pk")
    by_name: dict[str, list[User]] = {}
    for person in rows:
        by_name.setdefault(person.name.lower(), []).append(person)
    found = [_meant(names, by_name, set(picked)) for names in calls]
    return list({person.pk: person for people in found for person in people}.values())


def _calls(text: str) -> Iterator[list[str]]:
    """What may be the name behind each sign, the longest first."""
    for at in AT.finditer(text):
        line = text[at.end() : at.end() + 200].split("\n", maxsplit=1)[0]
        words = line.split(" ")[:LONGEST]
        starts = (" ".join(words[:n]).lower() for n in range(len(words), 0, -1))
        yield list(dict.fromkeys(name for start in starts for name in (start, start.rstrip(END)) if name))


def _meant(names: list[str], by_name: dict[str, list[User]], picked: set[int]) -> list[User]:
    people = next((by_name[name] for name in names if name in by_name), [])
    return [person for person in people if person.pk in picked] or people


def beginning_with(words: str, reader: Any) -> list[User]:
    """Colleagues one of whose names begins so, for a list to choose from; never the reader. One statement."""
    start = " ".join(words.replace("\0", "").split())[:60]
    if not start:
        return []
    fits = Q(name__istartswith=start) | Q(name__icontains=f" {start}")
    people = User.objects.active().filter(fits).exclude(pk=reader.pk).select_related("department")
    return list(people.order_by("name", "pk")[:OFFERED])
