"""Scheme: people out of a list. A file, then what it would change as a table, then a yes."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from ideas import staff_list
from ideas.forms.staff_list import StaffListForm, TakeListForm, carried
from ideas.staff_list import Done, Report, Ways
from ideas.views.admins.office import for_idea_office, show_form

MOST = 500
"""So many people a page makes, changes or lets go at once; it takes some ten seconds."""
LISTED = 200
NAMES = {
    Done.MADE: gettext_lazy("new"),
    Done.CHANGED: gettext_lazy("changed"),
    Done.LEFT: gettext_lazy("leaves"),
    Done.BACK: gettext_lazy("comes back"),
    Done.UNCHANGED: gettext_lazy("unchanged"),
    Done.NOT_HERE: gettext_lazy("starts later or has left"),
}


@dataclass(frozen=True)
class Row:
    """One line as the table shows it."""

    line: int
    number: str
    name: str
    done: str
    changes: list[tuple[str, str, str]]


@for_idea_office
@never_cache
@require_http_methods(["GET", "POST"])
def person_list(request: HttpRequest) -> HttpResponse:
    """Shows what a list would change; changes it when it comes back with the yes."""
    if "kept" in request.POST:
        return taken(request, TakeListForm(request.POST))
    form = StaffListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        report = reported(form, form.sheet, dry_run=True, most=MOST)
        if report:
            return shown(request, form.sheet, report, carried(form))
    return ask_for_file(request, form)


def taken(request: HttpRequest, form: TakeListForm) -> HttpResponse:
    """The list is taken, line by line; what could not be is named with its reason."""
    report = reported(form, form.sheet) if form.is_valid() else None
    if report:
        return shown(request, form.sheet, report)
    again = StaffListForm()
    again.errors["file"] = again.error_class(
        [str(words) for errors in form.errors.values() for words in errors]
    )
    return ask_for_file(request, again)


def reported(form: Any, sheet: staff_list.Sheet, **ways: Any) -> Report | None:
    """What became of the list; None where it cannot be taken at all, and the form says why."""
    asked = {name: form.cleaned_data[name] for name in ("make_departments", "let_back_in")}
    try:
        return staff_list.take(sheet, Ways(**asked, **ways))
    except staff_list.BadFile as error:
        form.add_error(None if isinstance(form, TakeListForm) else "file", str(error))
        return None


def ask_for_file(request: HttpRequest, form: StaffListForm) -> HttpResponse:
    """The page that asks for the file."""
    return show_form(
        request,
        form,
        heading=_("People from a list"),
        intro=_(
            "The same list again changes nothing. Parts in the scheme, absences and passwords are never touched. "
            "Who stands in no line is named, and stays."
        ),
        button=_("Show what it would change"),
        back_url=reverse("persons"),
    )


def shown(
    request: HttpRequest, sheet: staff_list.Sheet, report: Report, form: TakeListForm | None = None
) -> HttpResponse:
    """What the list did, or with a form what it would do."""
    changing = report.changing
    page = {
        "form": form,
        "counts": [(NAMES[done], report.count(done)) for done in Done if report.count(done)],
        "rows": [row_of(line) for line in changing[:LISTED]],
        "further": max(0, len(changing) - LISTED),
        "refused": report.refused[:LISTED],
        "more_refused": max(0, len(report.refused) - LISTED),
        "missing": report.missing[:LISTED],
        "more_missing": max(0, len(report.missing) - LISTED),
        "remarks": report.remarks,
        "ignored": ", ".join(sheet.ignored),
        "section": "scheme",
    }
    return render(request, "ideas/admins/staff_list.html", page)


def row_of(line: staff_list.Line) -> Row:
    """A line with the names of its fields as people read them."""
    changes = [(capfirst(label(name)), old, new) for name, (old, new) in said(line).items()]
    return Row(line.number, line.personnel_number, line.name, str(NAMES[line.done]), changes)


def said(line: staff_list.Line) -> dict[str, tuple[str, str]]:
    """What changes; the name of somebody new stands beside it already."""
    return {name: one for name, one in line.changes.items() if line.done != Done.MADE or name != "name"}


def label(name: str) -> str:
    """How a field of a person is called on screen."""
    return str(getattr(User._meta.get_field(name), "verbose_name", name))
