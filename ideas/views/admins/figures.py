"""Insights: the figures of the scheme for the idea office, observers and coordinators; and their export.

Coordinators see their departments and what lies below. Figures are counted anew when they are five minutes old.
"""

import csv
import hashlib
import re
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.models import Department
from ideas import clock, insights
from ideas.forms.scheme import in_tree
from ideas.insights import SPANS, Cohort, Figures, Scope
from ideas.views.admins import pictures

FRESH = 300
"""Seconds for which figures are good enough."""
DANGEROUS = re.compile(r'(^|[,;|\t\r\n])(?=[\s"]*[=+\-@]|[ "]*[\t\r])')
"""Where a spreadsheet would take what follows for a formula: where a cell begins, or where it may split one."""


@dataclass(frozen=True)
class Choice:
    """What the address asks for, as far as the reader may see it."""

    departments: list[Department]
    department: Department | None
    span: int
    wide: bool

    @property
    def scope(self) -> Scope:
        """Whose ideas are counted."""
        if self.department is None:
            return Scope(None if self.wide else tuple(sorted(d.pk for d in self.departments)))
        return Scope(tuple(sorted(d.pk for d in self.departments if self.department.pk in d.ancestors)))

    @property
    def names(self) -> dict[int, str]:
        """Names of the departments."""
        return {d.pk: d.name for d in self.departments}

    @property
    def query(self) -> str:
        """The choice as it stands in an address."""
        return f"?department={self.department.pk if self.department else ''}&days={self.span}"


def choice_of(request: HttpRequest) -> Choice:
    """Whom the reader may count: everybody for the idea office and observers, else the own departments; or 403."""
    reader: Any = request.user
    wide = reader.is_admin or reader.is_observer
    if not wide and not reader.coordinates:
        raise PermissionDenied(_("The figures are for those who run the scheme or coordinate a department."))
    departments = in_tree(Department.objects.all())
    if not wide:
        departments = [d for d in departments if set(d.ancestors) & set(reader.coordinates)]
    return Choice(departments, chosen(departments, request.GET.get("department", "")), span_of(request), wide)


def chosen(departments: list[Department], asked: str) -> Department | None:
    """The department in the address; 404 for one that the reader may not count."""
    if not asked:
        return None
    for department in departments:
        if str(department.pk) == asked:
            return department
    raise Http404


def span_of(request: HttpRequest) -> int:
    """The days in the address, 60 by default."""
    asked = request.GET.get("days", "60")
    return next((span for span in SPANS if str(span) == asked), 60)


def counted(choice: Choice) -> Figures:
    """The figures of the choice, as fresh as `FRESH` says."""
    asked = f"{choice.scope.departments}:{choice.span}"
    key = f"insights:6:{hashlib.sha256(asked.encode()).hexdigest()}"
    known: Figures | None = None if clock.has_travelled() else cache.get(key)
    if known is None:
        known = insights.figures(choice.scope, choice.span)
        cache.set(key, known, FRESH)
    return known


@login_required
@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """The page: each figure with a sentence, a picture, its formula and its table."""
    choice = choice_of(request)
    found = counted(choice)
    settled = pictures.settled(found.closure, found.together)
    kept = pictures.kept_last(found.promise)
    page = {
        "choice": choice,
        "offered": [(one.pk, one.name) for one in choice.departments],
        "spans": SPANS,
        "figures": found,
        "goal": insights.GOAL,
        "settled": settled,
        "settled_rate": pictures.percent(settled.percent()) if settled else "",
        "kept": kept,
        "kept_rate": pictures.percent(kept.percent) if kept else "",
        "tables": {name: table(found, choice.names) for name, table in pictures.TABLES.items()},
        **closure_of(found, settled, choice.span),
        **rest_of(found),
        "knocks_words": pictures.knocks_words(found.knocks),
        "knocks_text": pictures.knocks_text(found.knocks),
        "knocks_bars": pictures.knocks_bars(found.knocks, choice.names),
        "promise_words": pictures.promise_words(kept),
        "understood_words": pictures.understood_words(found.understood),
        "understood_text": pictures.understood_text(found.understood),
        "understood_bars": pictures.understood_bars(found.understood),
    }
    return render(request, "ideas/admins/insights.html", page)


def closure_of(found: Figures, settled: Cohort | None, span: int) -> dict[str, Any]:
    """The closure rate as the page shows it."""
    return {
        "closure_words": pictures.closure_words(settled, span),
        "closure_text": pictures.closure_text(settled, found.closure),
        "closure_bars": pictures.closure_bars(pictures.with_all(found.closure, found.together)),
        "closure_key": [(tone, words) for tone, words, _kinds in pictures.TONES],
        "has_goal": span == 60,
    }


def rest_of(found: Figures) -> dict[str, Any]:
    """The other figures as the page shows them."""
    months = found.promise.by_month
    return {
        "promise_line": pictures.promise_line(months),
        "ageing_words": pictures.ageing_words(found.ageing),
        "age_columns": pictures.age_columns(),
        "shades": [] if found.ageing.veiled else pictures.shades(found.ageing.by_status),
        "pace_words": pictures.pace_words(found.pace),
        "pace_bars": pictures.pace_bars(found.pace),
        "talks_words": pictures.talks_words(found.arranged),
        "talks_bars": pictures.talks_bars(found.arranged),
        "results_words": pictures.results_words(found.results),
        "results_bars": pictures.results_bars(found.results),
    }


@login_required
@require_GET
def export(request: HttpRequest, name: str) -> HttpResponse:
    """The table of one figure as a file for a spreadsheet; the closure rate with 30, 60 and 90 days."""
    if name not in pictures.TABLES:
        raise Http404
    choice = choice_of(request)
    if name == "closure":
        table = pictures.closure_table(one for span in SPANS for one in of_span(choice.scope, span))
    else:
        table = pictures.TABLES[name](counted(choice), choice.names)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{clock.today():%Y-%m-%d}.csv"'
    writer = csv.writer(answer)
    writer.writerow([harmless(words) for words in table.columns])
    writer.writerows([harmless(cell) for cell in row] for row in table.rows)
    return answer


def of_span(scope: Scope, span: int) -> list[Cohort]:
    """The months within so many days, and all final ones together."""
    months = insights.closure(scope, span)
    return pictures.with_all(months, insights.together(scope, span, months))


def harmless(cell: object) -> str:
    """The cell as text that no spreadsheet takes for a formula, whatever sign it splits cells at."""
    return DANGEROUS.sub(r"\1'", str(cell))
