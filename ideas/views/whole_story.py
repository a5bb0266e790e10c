"""The story of an idea to read and to keep: one page, and the same as a PDF. Nothing is changed here."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ideas import paper, rules
from ideas import story as events
from ideas import whole_story as telling
from ideas.letters import places
from ideas.models import Idea, Status
from ideas.rules import Refused, Standing
from ideas.views.refusals import answers_refusals
from ideas.whole_story import WholeStory


@login_required
@require_GET
@answers_refusals
def story(request: HttpRequest, public_id: str) -> HttpResponse:
    """The whole story on one page, for submitters and those who talk with them."""
    idea, standing = opened(request, public_id)
    page = {
        "idea": idea,
        "told": told(idea, request.user, standing),
        "mine": rules.is_submitting(standing),
        "address": places.absolute(places.idea(idea)),
        "section": "ideas",
    }
    return render(request, "ideas/submitters/story.html", page)


@login_required
@require_GET
@answers_refusals
def story_pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same as a PDF; where it cannot be made, back to the page with a word on what to do instead."""
    idea, standing = opened(request, public_id)
    try:
        made = paper.pdf_of(telling.on_paper(told(idea, request.user, standing)))
    except paper.NoPaper:
        messages.error(request, _("The PDF could not be made just now. You can print this page instead."))
        return redirect("story", public_id)
    name = f'attachment; filename="story-{idea.number}.pdf"'
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Disposition": name})


def opened(request: HttpRequest, public_id: str) -> tuple[Idea, Standing]:
    """The idea, if this person reads its talk; else `Refused`."""
    idea = rules.access_idea(request.user, public_id)
    standing = rules.standing(request.user, idea)
    if idea.status == Status.DRAFT:
        raise Refused("", "unseen", idea)
    if not rules.reads_talk(standing) or rules.reads_this_talk_alone(standing):
        raise Refused(
            _("The story is for those who handed it in and those who talk with them."), "forbidden", idea
        )
    return idea, standing


def told(idea: Idea, reader: Any, standing: Standing) -> WholeStory:
    """The story for this reader."""
    return telling.whole_story(idea, reader, events.audience_of(standing))
