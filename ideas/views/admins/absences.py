"""Scheme: who is away and who stands in, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import people
from accounts.models import Absence
from ideas.forms.people import AbsenceForm
from ideas.views.admins.office import done, for_idea_office, show_form
from ideas.views.people import note_absence

MOST = 200


@for_idea_office
@require_GET
def absences(request: HttpRequest) -> HttpResponse:
    """Absences that are not over, the next first; one statement."""
    rows = Absence.objects.current_or_later().filter(user__is_active=True)
    rows = rows.select_related("user__department", "substitute")[:MOST]
    return render(request, "ideas/admins/absences.html", {"absences": rows, "section": "scheme"})


@for_idea_office
@require_http_methods(["GET", "POST"])
def absence(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Notes or changes somebody's absence."""
    noted = get_object_or_404(Absence.objects.select_related("user", "substitute"), pk=pk) if pk else None
    form = AbsenceForm(request.POST or None, person=noted.user if noted else None, absence=noted)
    if request.method == "POST" and form.is_valid():
        person = noted.user if noted else form.cleaned_data["person"]
        if note_absence(form, person, request.user, noted):
            return done(request, _("Noted: %(name)s is away.") % {"name": person.name}, "absences")
    page = {
        "heading": _("Note an absence"),
        "above": noted.user.name if noted else "",
        "intro": _("Nothing new is given to somebody who is away; who stands in gets it."),
        "button": _("Save"),
        "back_url": reverse("absences"),
    }
    return show_form(request, form, **page)


@for_idea_office
@require_POST
def end_absence(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes an absence away."""
    row = get_object_or_404(Absence.objects.select_related("user"), pk=pk)
    people.end_absence(row)
    return done(request, _("%(name)s is here again.") % {"name": row.user.name}, "absences")
