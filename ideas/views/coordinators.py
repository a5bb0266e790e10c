"""Pages of those who look after ideas: the board, and who is to be told in person. Owns no rule."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Department
from ideas import clock
from ideas.models import InPersonTask
from ideas.views.board import DUE, board_of, choose, page_of, place_words, sheet_of, theirs
from ideas.views.refusals import answers_refusals
from ideas.views.rows_of_board import HEADINGS


@login_required
@require_GET
@answers_refusals
def board(request: HttpRequest) -> HttpResponse:
    """All groups at a glance; with more in the address one list in full, or all of it on paper."""
    choice = choose(request.user, request.GET)
    page = {"choice": choice, "place": place_words(choice), "section": "board"}
    page |= {"headings": HEADINGS, "dues": DUE, "offered": [(d.pk, d.name) for d in choice.departments]}
    if "sheet" in request.GET:
        rows = sheet_of(choice, request.user)
        return render(
            request, "ideas/coordinators/sheet.html", {**page, "rows": rows, "today": clock.today()}
        )
    if choice.in_full:
        return render(
            request, "ideas/coordinators/group.html", {**page, "page": page_of(choice, request.user)}
        )
    return render(request, "ideas/coordinators/board.html", {**page, "board": board_of(choice, request.user)})


@login_required
@require_http_methods(["GET", "POST"])
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    """The slip for somebody without e-mail, to print and to hand over; POST: it is done."""
    user: Any = request.user
    own = Department.objects.filter(ancestors__overlap=list(user.coordinates)).values("pk")
    tasks = InPersonTask.objects.filter(theirs(user, Q(idea__department__in=own))).select_related(
        "user", "idea", "done_by"
    )
    task = get_object_or_404(tasks, pk=pk)
    if request.method == "POST":
        InPersonTask.objects.filter(pk=task.pk, done_at=None).update(done_at=clock.now(), done_by=user)
        messages.success(request, _("Noted: %(name)s has been told.") % {"name": task.user.name})
        return redirect("board")
    return render(request, "ideas/coordinators/tell.html", {"task": task, "section": "board"})
