"""The page of a talk for submitter and partner, its calendar file. Nothing is changed here."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from ideas import calendar_files, deadlines, rules
from ideas.models import Appointment, Conversation
from ideas.rules import Refused
from ideas.views.refusals import answers_refusals
from ideas.views.talk_page import page_for


@login_required
@require_GET
@answers_refusals
def talk(request: HttpRequest, public_id: str) -> HttpResponse:
    """The talk: for the submitter the result first, for the partner the one step that is due."""
    idea = rules.access_idea(request.user, public_id)
    page = page_for(idea, request.user)
    template = "ideas/talks/submitter.html" if page.mine else "ideas/talks/partner.html"
    return render(request, template, {"idea": idea, "page": page, "section": "ideas"})


@login_required
@require_GET
@answers_refusals
def appointment(request: HttpRequest, public_id: str) -> HttpResponse:
    """The booked time as a calendar file, for those who talk."""
    idea = rules.access_idea(request.user, public_id)
    if not rules.reads_talk(rules.standing(request.user, idea)):
        raise Refused("", "forbidden", idea)
    booked = Appointment.objects.filter(conversations__idea=idea, state=Appointment.State.BOOKED)
    found = booked.select_related("partner").order_by("-pk").first()
    if found is None:
        raise Http404
    path = request.build_absolute_uri(reverse("talk", args=[public_id]))
    together = found.conversations.filter(state=Conversation.State.BOOKED).order_by("idea__number")
    numbers = list(together.values_list("idea__number", flat=True))
    text = calendar_files.file(
        found, idea, request.user, zone=deadlines.zone_of(idea), path=path, numbers=numbers
    )
    name = f'attachment; filename="talk-{idea.number}.ics"'
    return HttpResponse(
        text, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": name}
    )
