"""What a person sees of a refusal: 404 for what they may not know, 403 for what they may not do, 409 for a lost race.

Owns the answers; the rules that refuse are elsewhere.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ideas import rules
from ideas.rules import Refused

View = Callable[..., HttpResponse]


def answers_refusals(view: View) -> View:
    """A view whose `Refused` becomes the right answer; a conflict shows the idea as it is now."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            return answer_to(request, refused)

    return answered


def answer_to(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The answer to a refusal: raises 404 or 403, gives a page with 409."""
    if refused.kind == "unseen":
        raise Http404(str(refused.reason))
    if refused.kind == "forbidden":
        raise PermissionDenied(str(refused.reason))
    try:
        idea = rules.access_idea(request.user, refused.idea.public_id) if refused.idea else None
    except Refused as unseen:
        raise Http404(str(unseen.reason)) from unseen
    return render(request, "409.html", {"idea": idea, "reason": refused.reason}, status=409)
