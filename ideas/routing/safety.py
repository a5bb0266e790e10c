"""To whom hazards go: the person of the setting SAFETY_CONTACT. Reads only; says at start if that is nobody."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections

from accounts.models import User
from ideas import clock


def safety_contact(on: date | None = None) -> User | None:
    """The person of the setting SAFETY_CONTACT, while away their substitute; None where it names nobody here."""
    if not settings.SAFETY_CONTACT:
        return None
    found = User.objects.active().known_as(settings.SAFETY_CONTACT).prefetch_related("absences__substitute")
    person: User | None = found.first()
    if person is None or person.is_present(on or clock.today()):
        return person
    named = [a.substitute for a in person.absences.all() if a.covers(on or clock.today()) and a.substitute]
    return next((one for one in named if one.is_active), None)


@register(Tags.database)
def somebody_is_meant(databases: Sequence[str] | None = None, **_given: Any) -> list[CheckMessage]:
    """Whether the setting names somebody who is here; asked where a database may be asked and has its tables."""
    if not settings.SAFETY_CONTACT or "default" not in (databases or ()):
        return []
    if User._meta.db_table not in connections["default"].introspection.table_names():
        return []
    if User.objects.active().known_as(settings.SAFETY_CONTACT).exists():
        return []
    return [
        Warning(
            f"SAFETY_CONTACT is {settings.SAFETY_CONTACT!r}, and nobody who may sign in has this e-mail address or "
            "personnel number. Hazards go to the coordinators of the idea office meanwhile.",
            id="ideas.W001",
        )
    ]
