"""Pages of experts: the desk with its queue and one idea open, and what they have filed. The verbs are elsewhere."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ideas import rules, search, transitions
from ideas.forms import ReviewForm
from ideas.models import Idea
from ideas.rules import Refused
from ideas.views import acts
from ideas.views.desk import Desk, counted_words, desk_of, filed_by, opened, what_became
from ideas.views.once import result_of
from ideas.views.refusals import answers_refusals
from ideas.views.ways import go_on


@login_required
@require_GET
@answers_refusals
def desk(request: HttpRequest) -> HttpResponse:
    """The queue; on a wide screen what comes next lies open beside it, or that it is done for now."""
    queue = desk_of(request.user)
    first = queue.up_next
    idea = rules.access_idea(request.user, first.idea.public_id) if first else None
    return show(request, queue, idea, alone=False)


@login_required
@require_http_methods(["GET", "POST"])
@answers_refusals
def desk_idea(request: HttpRequest, public_id: str) -> HttpResponse:
    """One idea of the queue; on a phone a page of its own. POST files the view and goes on to the next one."""
    if request.method == "POST":
        return file_view(request, public_id)
    idea = rules.access_idea(request.user, public_id)
    return show(request, desk_of(request.user), idea, alone=True)


def file_view(request: HttpRequest, public_id: str) -> HttpResponse:
    """Files it once; what is wrong is said on the desk itself, a lost race on the page of the verb."""
    if earlier := result_of(request.user, request.POST.get("key", "")):
        return go_on(request, earlier)
    idea = rules.access_idea(request.user, public_id)
    form = acts.form_for("review", idea, request.user, request.POST)
    assert isinstance(form, ReviewForm)
    if refusal := transitions.decide("review", idea, request.user, rules.standing(request.user, idea)):
        return acts.refused(request, "review", idea, form, refusal)
    if not form.is_valid():
        return show(request, desk_of(request.user), idea, alone=True, form=form)
    try:
        acts.perform(request, "review", idea, form, reverse("desk"))
    except Refused as refusal:
        return acts.refused(request, "review", idea, form, refusal)
    return on_to_next(request, desk_of(request.user))


def on_to_next(request: HttpRequest, queue: Desk) -> HttpResponse:
    """The next idea open, or that it is done."""
    row = queue.up_next
    if row is None:
        messages.success(request, _("Your view is filed. Thank you."))
        return go_on(request, reverse("desk"))
    said = _("Filed. Next: %(title)s (%(time)s)") % {"title": row.idea.title, "time": row.time}
    messages.success(request, said)
    return go_on(request, row.url)


def show(
    request: HttpRequest, queue: Desk, idea: Idea | None, *, alone: bool, form: ReviewForm | None = None
) -> HttpResponse:
    """The desk with one idea open, if there is one."""
    page: dict[str, Any] = {"desk": queue, "section": "desk", "alone": alone, "counted": counted_words()}
    if idea is not None:
        page |= {"open": opened(idea, request.user, form), "idea": idea}
        page |= {"waiting": queue.row_of(idea), "following": queue.after(idea)}
    return render(request, "ideas/reviewers/desk.html", page)


@login_required
@require_GET
def filed(request: HttpRequest) -> HttpResponse:
    """What this expert has filed a view on, newest idea first, and what became of it."""
    page = search.page(filed_by(request.user), request.GET.get("after", ""))
    older = f"{reverse('desk_filed')}?after={page.after}" if page.after else ""
    rows = what_became(page.rows, request.user)
    return render(
        request, "ideas/reviewers/filed.html", {"rows": rows, "older_url": older, "section": "desk"}
    )
