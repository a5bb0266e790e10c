"""The page of thanks: what was built because of whom, for everybody who is signed in. Reads only."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ideas import clock, gratitude
from ideas.gratitude import Part
from ideas.models import Idea
from ideas.views.admins.pictures.shapes import Bar, percent, stacked
from ideas.views.listing import Filters, page_of

FRESH = 300
"""Seconds for which the departments' parts are good enough."""


@dataclass(frozen=True)
class Thanked:
    """One idea, and because of whom it is built."""

    idea: Idea
    because_of: str


@login_required
@require_GET
def thanks(request: HttpRequest) -> HttpResponse:
    """What was adopted, newest first, one page at a time; on the first one each department's part."""
    after = request.GET.get("after", "")
    asked = Filters(sort="answered")
    found = page_of(gratitude.built(request.user), asked, after)
    names = gratitude.named(found.rows)
    page = {
        "rows": [thanked(idea, names.get(idea.pk, [])) for idea in found.rows],
        "older_url": f"?{urlencode({'after': found.after})}" if found.after else "",
        "is_first": not after,
        "bars": [] if after else [bar(part) for part in parts()],
        "section": "ideas",
    }
    return render(request, "ideas/people/thanks.html", page)


def thanked(idea: Any, names: list[str]) -> Thanked:
    """One row of the page."""
    return Thanked(idea, gratitude.thanked_words(names, 1 + idea.joint))


def parts() -> list[Part]:
    """The departments' parts, as fresh as `FRESH` says."""
    known: list[Part] | None = None if clock.has_travelled() else cache.get("thanks:1")
    if known is None:
        known = gratitude.parts()
        cache.set("thanks:1", known, FRESH)
    return known


def bar(part: Part) -> Bar:
    """One department."""
    name = part.name or _("all others")
    value = percent(part.percent)
    return Bar(name, value, f"{name}: {value}", stacked([("a", part.percent)]))
