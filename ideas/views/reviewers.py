"""Pages of experts: the desk with its queue and one idea open, and what they have filed. Nothing is changed here."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from ideas import rules, search
from ideas.models import Idea
from ideas.views.desk import Desk, desk_of, filed_by, opened
from ideas.views.refusals import answers_refusals


@login_required
@require_GET
@answers_refusals
def desk(request: HttpRequest) -> HttpResponse:
    """The queue; on a wide screen its first idea lies open beside it."""
    queue = desk_of(request.user)
    first = queue.reviews[0].idea.public_id if queue.reviews else ""
    idea = rules.access_idea(request.user, first) if first else None
    return show(request, queue, idea, alone=False)


@login_required
@require_GET
@answers_refusals
def desk_idea(request: HttpRequest, public_id: str) -> HttpResponse:
    """One idea of the queue; on a phone a page of its own."""
    idea = rules.access_idea(request.user, public_id)
    return show(request, desk_of(request.user), idea, alone=True)


def show(request: HttpRequest, queue: Desk, idea: Idea | None, *, alone: bool) -> HttpResponse:
    """The desk with one idea open, if there is one."""
    page: dict[str, Any] = {"desk": queue, "section": "desk", "alone": alone}
    if idea is not None:
        opened_ = opened(idea, request.user, queue.after(idea.public_id))
        page |= {"open": opened_, "idea": idea, "waiting": queue.row_of(idea)}
    return render(request, "ideas/reviewers/desk.html", page)


@login_required
@require_GET
def filed(request: HttpRequest) -> HttpResponse:
    """What this expert has filed a view on, newest idea first, and what became of it."""
    page = search.page(filed_by(request.user), request.GET.get("after", ""))
    older = f"{reverse('desk_filed')}?after={page.after}" if page.after else ""
    return render(
        request, "ideas/reviewers/filed.html", {"ideas": page.rows, "older_url": older, "section": "desk"}
    )
