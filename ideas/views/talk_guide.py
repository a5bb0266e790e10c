"""The guide to a talk: its agenda, drawn from the idea, in the five steps; on a telephone and on one sheet."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ideas import rules
from ideas.conversation import guiding
from ideas.rules import Refused
from ideas.views.refusals import answers_refusals
from ideas.views.talk_page import page_for

LINES = 5


@login_required
@require_GET
@answers_refusals
def guide(request: HttpRequest, public_id: str) -> HttpResponse:
    """The five steps with what is said in each, for whoever holds the talk and for coordinators."""
    idea = rules.access_idea(request.user, public_id)
    page = page_for(idea, request.user)
    if page.mine:
        raise Refused("", "forbidden", idea)
    shown = {
        "idea": idea,
        "page": page,
        "steps": guiding.STEPS,
        "proposal": guiding.in_one_sentence(idea),
        "opening": guiding.sentences(guiding.OPENING, idea),
        "hard": guiding.sentences(guiding.HARD, idea),
        "thanks": guiding.ending(idea),
        "lines": range(LINES),
        "section": "ideas",
    }
    return render(request, "ideas/talks/guide.html", shown)
