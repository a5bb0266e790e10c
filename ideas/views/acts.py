"""The page of every verb: GET shows its form, POST carries it out. Who may do what is judged by `transitions`."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ideas import dossier, rules, transitions
from ideas.forms import ActForm
from ideas.models import Idea
from ideas.rules import Refused
from ideas.views.act_table import ACTS
from ideas.views.once import once, result_of
from ideas.views.refusals import answers_refusals
from ideas.views.ways import typed, way_back


@login_required
@require_http_methods(["GET", "POST"])
@answers_refusals
def act(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """One verb on one idea. A lost race answers 409 with the idea as it is now and the person's words."""
    if verb not in ACTS:
        raise Http404
    if earlier := result_of(request.user, request.POST.get("key", "")):
        return redirect(earlier)
    idea = rules.access_idea(request.user, public_id)
    asked = {name: request.GET.get(name, "") for name in ("next", "file", "comment")}
    form = form_for(verb, idea, request.user, typed(request), request.FILES or None, **asked)
    if refusal := transitions.decide(verb, idea, request.user, rules.standing(request.user, idea)):
        return refused(request, verb, idea, form, refusal)
    if page := ACTS[verb].page:
        return redirect(f"{reverse(page)}?{verb}={public_id}")
    if request.method == "POST" and form.is_valid():
        return carry_out(request, verb, idea, form)
    return redirect("idea", public_id) if form.is_pointless else show(request, verb, idea, form)


def form_for(
    verb: str, idea: Idea, user: Any, data: Any = None, files: Any = None, **initial: Any
) -> ActForm:
    """The form of a verb, empty or with what was typed; ids carry the verb, so that pages may show several."""
    return ACTS[verb].form(data, idea=idea, actor=user, initial=initial, auto_id=f"{verb}_%s", files=files)


def carry_out(request: HttpRequest, verb: str, idea: Idea, form: ActForm) -> HttpResponse:
    """Calls the verb once for this key, and goes back to where the person came from."""
    row = ACTS[verb]
    home = reverse("home") if row.to == "home" else reverse("idea", args=[idea.public_id]) + form.place()
    perform = partial(row.perform, idea, request.user, **form.facts())
    try:
        path = once(request.user, form.cleaned_data["key"], way_back(request, home), perform)
    except Refused as refusal:
        return refused(request, verb, idea, form, refusal)
    messages.success(request, row.done)
    return redirect(path)


def refused(request: HttpRequest, verb: str, idea: Idea, form: ActForm, refusal: Refused) -> HttpResponse:
    """Of a lost race: the same page, with the idea as it is now, the reason, and every word that was typed."""
    if refusal.kind != "conflict":
        raise refusal
    now = rules.access_idea(request.user, idea.public_id)
    again = transitions.decide(verb, now, request.user, rules.standing(request.user, now)) is None
    return show(request, verb, now, form, status=409, refusal=refusal.reason, over=not again)


def show(
    request: HttpRequest, verb: str, idea: Idea, form: ActForm, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of a verb."""
    row = ACTS[verb]
    heading, button = row.words(verb)
    page = {
        "idea": idea,
        "form": form,
        "row": row,
        "verb": verb,
        "heading": heading,
        "button": button,
        "papers": dossier.papers_of(idea, request.user),
        "back_url": way_back(request, reverse("idea", args=[idea.public_id])),
        "section": "ideas",
        **more,
    }
    return render(request, row.template, page, status=status)
