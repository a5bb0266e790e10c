"""Whether the process is alive and whether it can do its work, for whatever watches it. Tells nothing else."""

from datetime import datetime, timedelta
from typing import Any

from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ideas import clock, outbox, watch

NOT_NEEDED = ("broker",)
"""What is told and turns nobody away."""


@require_safe
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """The process answers; asks nothing and nobody."""
    return JsonResponse({"alive": True})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Database, age of the oldest unsent mail, age of the last sweep; 503 when one of them is bad.

    The broker is told beside them and makes no 503: while it is away ideas are still taken, and mails wait.
    Where the sweep stands still it rings: whoever hears it looks, and alarms the idea office.
    """
    checks = checked()
    good = all(check["ok"] for name, check in checks.items() if name not in NOT_NEEDED)
    if not good and "last_sweep" in checks:
        watch.ring_if_it_stands_still(watch.last_run())
    return JsonResponse({"ready": good, "checks": checks}, status=200 if good else 503)


def checked() -> dict[str, dict[str, Any]]:
    """Each thing looked at, whether it is well, and the age in seconds that says so."""
    try:
        mail, sweep = outbox.health().oldest, watch.last_run()
    except Error:
        return {"database": {"ok": False}}
    return {
        "database": {"ok": True},
        "oldest_mail": {"ok": mail is None or age(mail) <= watch.OLDEST_MAIL, "seconds": seconds(mail)},
        "broker": {"ok": outbox.broker_answers()},
        "last_sweep": {"ok": not watch.is_late(sweep), "seconds": seconds(sweep)},
    }


def age(moment: datetime) -> timedelta:
    """How long ago it was."""
    return clock.now() - moment


def seconds(moment: datetime | None) -> int | None:
    """The age in whole seconds; None for what never was, or does not wait."""
    return None if moment is None else int(age(moment).total_seconds())
