"""Scheme: whether anything is forgotten, and whether the machine runs that sees to it. Shows numbers where the reader
may not read the ideas."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ideas import completeness, outbox, watch
from ideas.completeness import Finding
from ideas.models import Idea, Status
from ideas.views.admins.office import for_idea_office
from ideas.views.rows_of_board import HEADINGS


@for_idea_office
@require_GET
def promises(request: HttpRequest) -> HttpResponse:
    """What is open without owner, date or next step, what is late, and since when the machine was last seen."""
    proof = completeness.prove()
    swept = watch.last_run()
    page = {
        "proof": proof,
        "findings": with_ideas(request.user, proof.findings),
        "warnings": with_ideas(request.user, proof.warnings),
        "late": [(HEADINGS[Status(status)], n) for status, n in proof.late.items()],
        "kept": completeness.last_kept(),
        "health": outbox.health(),
        "swept": swept,
        "asleep": watch.is_late(swept),
        "outage": watch.outage(),
        "section": "scheme",
    }
    return render(request, "ideas/admins/promises.html", page)


def with_ideas(reader: Any, found: Sequence[Finding]) -> list[tuple[Finding, list[Any]]]:
    """Each with the first of its ideas; `readable` says whether the reader may open one. One statement at most."""
    if not found:
        return []
    ids = {pk for one in found for pk in one.ideas}
    rows = Idea.objects.filter(pk__in=ids).select_related("department").defer("text", "search")
    ideas = {idea.pk: idea for idea in rows.mark_readable(reader)}
    return [(one, [ideas[pk] for pk in one.ideas if pk in ideas]) for one in found]
