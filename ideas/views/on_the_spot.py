"""The page on which a submitter who is present answers the notes, on the partner's device.

The partner's session stays the partner's: nobody is signed in or out. Nothing of the sign-in is kept or logged. The
page speaks the language of the submitter, who reads it; what comes after it that of the partner again.
"""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ideas import conversation, rules
from ideas.forms.on_the_spot import HereForm
from ideas.letters import places
from ideas.models import Idea, Status
from ideas.rules import Refused
from ideas.views.once import once, result_of
from ideas.views.refusals import answers_refusals
from ideas.views.talk_page import page_for
from ideas.views.ways import typed


@never_cache
@sensitive_post_parameters("login", "password", "code")
@login_required
@require_http_methods(["GET", "POST"])
@answers_refusals
def here(request: HttpRequest, public_id: str) -> HttpResponse:
    """Shows the notes and takes the submitter's answer; for whoever holds the talk, while it waits for one."""
    idea = rules.access_idea(request.user, public_id)
    if not rules.is_talker(rules.standing(request.user, idea)):
        raise Refused("", "forbidden", idea)
    if idea.status != Status.CONFIRMING or result_of(idea.submitter, request.POST.get("key", "")):
        return redirect("talk", public_id)
    with override(idea.submitter.language):
        form = HereForm(typed(request), idea=idea, actor=idea.submitter, request=request)
        if request.method != "POST" or not form.is_valid():
            return show(request, idea, form)
        try:
            path = answer(idea, form)
        except Refused as refusal:
            form.add_error(None, str(refusal.reason))
            return show(request, idea, form, 409)
    words = _("%(name)s has answered. You are still signed in.") % {"name": idea.submitter.name}
    messages.success(request, words)
    return redirect(path)


def answer(idea: Idea, form: HereForm) -> str:
    """The answer, once for this key, as the submitter's own; gives where to go on."""
    path = reverse("talk", args=[idea.public_id])
    call = partial(conversation.confirm, idea, idea.submitter, **form.facts(), on_the_spot=True)
    return once(idea.submitter, form.cleaned_data["key"], path, call)


def show(request: HttpRequest, idea: Idea, form: HereForm, status: int = 200) -> HttpResponse:
    """The notes with the form; where to answer instead for whoever has no password."""
    page = {
        "idea": idea,
        "page": page_for(idea, request.user),
        "form": form,
        "address": places.absolute(reverse("talk", args=[idea.public_id])),
        "section": "ideas",
    }
    answer = render(request, "ideas/talks/here.html", page, status=status)
    answer["Content-Language"] = get_language()
    return answer
