"""What a page asks while an idea is written: how it will look, what there is already, who is meant.

A script puts the answers into the page; without one each of them comes as the whole page, with every word.
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ideas import rules, workflow
from ideas.forms import DraftForm
from ideas.forms.colleagues import colleagues_called
from ideas.models import Idea
from ideas.views.beside import beside
from ideas.views.refusals import answers_refusals
from ideas.views.submitters import kept_draft, own_draft, show_new, signed_out

LONGEST = Idea._meta.get_field("text").max_length
"""Letters that are shown as they will look: as many as an idea has at most."""
MOST_SAID = 500
"""Letters of a further sentence."""


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """How the text will look; keeps nothing."""
    htmx = bool(getattr(request, "htmx", False))
    if not request.user.is_authenticated:
        return signed_out(request, htmx)
    text = request.POST.get("text", "").strip()[:LONGEST]
    if htmx:
        return render(request, "ideas/submitters/_preview.html", {"preview": text})
    return show_new(request, DraftForm(request.POST), own_draft(request), preview=text)


@require_POST
@answers_refusals
def similar(request: HttpRequest) -> HttpResponse:
    """ "Me too" to an idea that is there already, taking it back, a further sentence, or one's own draft for it.

    The words being written stay; they are kept as a draft where they come as a whole page.
    """
    htmx = bool(getattr(request, "htmx", False))
    if not request.user.is_authenticated:
        return signed_out(request, htmx)
    if "same" in request.POST:
        return gone_over(request, htmx)
    back(request)
    if htmx:
        page = {"beside": beside(request, own_draft(request))}
        return render(request, "ideas/submitters/_similar.html", page)
    kept, form = kept_draft(request)
    return show_new(request, form, kept)


def back(request: HttpRequest) -> None:
    """Adds one's support, a sentence to it, or takes it back, as the button says."""
    asked = {name: request.POST.get(name, "") for name in ("me_too", "say", "undo")}
    if named := asked["me_too"]:
        workflow.support(rules.access_idea(request.user, named), request.user)
    if named := asked["say"]:
        workflow.support(
            rules.access_idea(request.user, named), request.user, sentence=said_to(request, named)
        )
    if named := asked["undo"]:
        workflow.unsupport(rules.access_idea(request.user, named), request.user)


def said_to(request: HttpRequest, named: str) -> str:
    """The further sentence typed under an idea."""
    return request.POST.get(f"say_{named}", "").replace("\0", "").strip()[:MOST_SAID]


def gone_over(request: HttpRequest, htmx: bool) -> HttpResponse:
    """It has been said already: the support goes there with what was written, and the draft is thrown away."""
    idea = rules.access_idea(request.user, request.POST["same"])
    said = said_to(request, idea.public_id) or request.POST.get("text", "").strip()
    workflow.support(idea, request.user, sentence=said if len(said) <= MOST_SAID else None)
    if draft := unfinished(request):
        workflow.discard(draft, request.user)
    messages.success(request, _("You are counted here now, and hear what becomes of it."))
    path = reverse("idea", args=[idea.public_id])
    return HttpResponse(headers={"HX-Redirect": path}) if htmx else redirect(path)


def unfinished(request: HttpRequest) -> Idea | None:
    """The draft of this page; one that was too long for a sentence stays, so that no word is lost."""
    draft = own_draft(request)
    return draft if draft and len(draft.text) <= MOST_SAID else None


@login_required
@require_GET
def colleagues(request: HttpRequest) -> HttpResponse:
    """People whom a name may mean, to choose from."""
    name = request.GET.get("as", "together")
    line = request.GET.get(name, request.GET.get("q", "")).replace("\0", "").rpartition(",")[2].strip()
    page: dict[str, Any] = {"people": colleagues_called(line, request.user), "name": name, "line": line}
    return render(request, "ideas/submitters/_colleagues.html", page)
