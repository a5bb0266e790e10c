"""Whether the process is alive and whether it can do its work, for whatever watches it. Tells nothing else."""

from datetime import datetime, timedelta
from typing import Any

from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ideas import clock, outbox
from ideas.models import SweepRun

OLDEST_MAIL = timedelta(minutes=15)
"""Mail is worth a look when it waits longer; a server that is away for a minute is nobody's alarm."""
LAST_SWEEP = timedelta(minutes=10)
"""The sweep runs every minute; after ten without one nobody is reminded of anything."""


@require_safe
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """The process answers; asks nothing and nobody."""
    return JsonResponse({"alive": True})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Database, age of the oldest unsent mail, age of the last sweep; 503 when one of them is bad."""
    checks = checked()
    good = all(check["ok"] for check in checks.values())
    return JsonResponse({"ready": good, "checks": checks}, status=200 if good else 503)


def checked() -> dict[str, dict[str, Any]]:
    """Each thing looked at, whether it is well, and the age in seconds that says so."""
    try:
        mail, sweep = outbox.health().oldest, last_sweep()
    except Error:
        return {"database": {"ok": False}}
    return {
        "database": {"ok": True},
        "oldest_mail": {"ok": mail is None or age(mail) <= OLDEST_MAIL, "seconds": seconds(mail)},
        "last_sweep": {"ok": sweep is not None and age(sweep) <= LAST_SWEEP, "seconds": seconds(sweep)},
    }


def last_sweep() -> datetime | None:
    """When the sweep last came to its end; None if never."""
    return SweepRun.objects.filter(name="sweep").values_list("finished_at", flat=True).first()


def age(moment: datetime) -> timedelta:
    """How long ago it was."""
    return clock.now() - moment


def seconds(moment: datetime | None) -> int | None:
    """The age in whole seconds; None for what never was, or does not wait."""
    return None if moment is None else int(age(moment).total_seconds())
