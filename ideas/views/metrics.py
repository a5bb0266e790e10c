"""The figures of `/metrics`, in the text form of Prometheus: about the machine and the promise, never about people.

Off, and then nowhere, unless METRICS_TOKEN or METRICS_ALLOWED is set. Seven statements, each by an index; no name, no
title, no department. Requests by status are the proxy's to count.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import ip_address

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import Error
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ideas import clock, completeness, outbox
from ideas.models import Idea, SweepRun
from ideas.querysets import UNOWNED

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
OPEN = [status for status in Idea.Status.values if status not in UNOWNED]


@dataclass(frozen=True)
class Figure:
    """One gauge: its name without our prefix, what it says, and its values by label."""

    name: str
    words: str
    values: dict[str, float]
    label: str = ""

    def lines(self) -> Iterator[str]:
        """As Prometheus reads it."""
        yield f"# HELP tell_{self.name} {self.words}"
        yield f"# TYPE tell_{self.name} gauge"
        for value, number in self.values.items():
            marked = f'{{{self.label}="{value}"}}' if self.label else ""
            yield (
                f"tell_{self.name}{marked} {number:g}"
                if number % 1
                else f"tell_{self.name}{marked} {number:.0f}"
            )


@dataclass(frozen=True)
class Runs:
    """When each job of the sweep last came to its end, and what the hourly look at promises found."""

    ages: dict[str, float]
    findings: dict[str, float] = field(default_factory=dict)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """All figures, for whoever has the token or comes from an allowed network; 404 for everybody else."""
    if not may_read(request):
        raise Http404
    lines = [line for figure in figures() for line in figure.lines()]
    return HttpResponse("\n".join(lines) + "\n", content_type=CONTENT_TYPE)


def may_read(request: HttpRequest) -> bool:
    """Whether the request brings the token, compared in constant time, or comes from where figures are read."""
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    expected = settings.METRICS_TOKEN
    if expected and scheme.lower() == "bearer" and constant_time_compare(token.strip(), expected):
        return True
    return bool(settings.METRICS_ALLOWED) and _comes_from_inside(request)


def _comes_from_inside(request: HttpRequest) -> bool:
    """By the address that the trusted proxies vouch for; whoever claims one without a trusted proxy does not."""
    if not settings.BEHIND_PROXY and "X-Forwarded-For" in request.headers:
        return False
    try:
        address = ip_address(get_adapter().get_client_ip(request))
    except (ValueError, PermissionDenied, ImproperlyConfigured):
        return False
    return any(address in network for network in settings.METRICS_ALLOWED)


def figures() -> Iterator[Figure]:
    """Each figure; without the database only that it is not there, and the broker."""
    yield Figure("broker_up", "Whether the broker can be reached.", {"": outbox.broker_answers()})
    try:
        found = [*_about_ideas(), *_about_mail(), *_about_sweeps()]
    except Error:
        found = []
    yield Figure("database_up", "Whether the database answers.", {"": bool(found)})
    yield from found


def _about_ideas() -> Iterator[Figure]:
    now = clock.now()
    counted = dict(Idea.objects.order_by().values_list("status").annotate(Count("pk")))
    late = Idea.objects.filter(owner__isnull=False, due_at__lt=now).order_by()
    forgotten = Idea.objects.filter(Q(owner=None) | Q(due_at=None), status__in=OPEN)
    yield Figure("ideas", "Ideas by status.", _each(Idea.Status.values, counted), "status")
    yield Figure(
        "ideas_late",
        "Open ideas whose due date has passed, by status.",
        _each(OPEN, dict(late.values_list("status").annotate(Count("pk")))),
        "status",
    )
    yield Figure(
        "ideas_without_owner_or_date",
        "Open ideas without owner or due date; always 0.",
        {"": forgotten.count()},
    )


def _about_mail() -> Iterator[Figure]:
    state = outbox.health()
    oldest, down = _age(state.oldest), _age(state.down_since)
    yield Figure("mail_due", "Mails that are due now.", {"": state.waiting})
    yield Figure("mail_quarantined", "Mails that could not be sent.", {"": state.quarantined})
    yield Figure("mail_oldest_seconds", "Age of the oldest unsent mail; 0 if none.", {"": oldest})
    yield Figure(
        "mail_server_down_seconds", "How long the mail server has been away; 0 if it is there.", {"": down}
    )


def _about_sweeps() -> Iterator[Figure]:
    runs = _runs()
    words = "Seconds since a job of the sweep came to its end; none if it never did."
    yield Figure("job_age_seconds", words, runs.ages, "job")
    words = "What the hourly look found that must not be, by kind; 0 is the promise."
    yield Figure("promise_findings", words, _each(list(completeness.MUST_NOT_BE), runs.findings), "kind")


def _runs() -> Runs:
    rows = {row.name: row for row in SweepRun.objects.exclude(name="outage").order_by("name")}
    ages = {name: _age(row.finished_at) for name, row in rows.items()}
    last = rows.get(completeness.NAME)
    return Runs(ages, last.found.get("findings", {}) if last else {})


def _each(names: list[str], counted: dict[str, float]) -> dict[str, float]:
    """Every name with its number, 0 included, so that no series comes and goes."""
    return {name: counted.get(name, 0) for name in names}


def _age(moment: datetime | None) -> float:
    return (clock.now() - moment).total_seconds() if moment else 0.0
