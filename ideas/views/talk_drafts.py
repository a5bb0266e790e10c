"""What is being written in a talk, kept while it is typed; the form comes back with it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from ideas import rules, workflow
from ideas.forms.acting import as_key
from ideas.models import TalkDraft
from ideas.rules import Refused
from ideas.views.once import result_of
from ideas.views.refusals import answers_refusals

MOST_FIELDS = 80
LONGEST_NAME = 60
MOST_LETTERS = 100_000
"""Of all fields together; what is longer is kept by the window alone."""
NOT_TYPED = ("csrfmiddlewaretoken", "key", "next", "kind")


@login_required
@require_http_methods(["GET", "POST"])
@answers_refusals
def talk_draft(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keeps what was typed into the form of a `kind`; 204, and 409 where it can no longer be sent.

    A look at the address leads to the talk, where the draft stands in its form.
    """
    idea = rules.access_idea(request.user, public_id)
    if not rules.reads_talk(rules.standing(request.user, idea)):
        raise Refused("", "forbidden", idea)
    if request.method == "GET":
        return redirect("talk", public_id)
    kind = request.POST.get("kind", "")
    if kind not in TalkDraft.Kind.values:
        return HttpResponse(status=400)
    key = as_key(request.POST.get("key", ""))
    if not result_of(request.user, str(key)):
        workflow.keep_draft(idea, request.user, kind=TalkDraft.Kind(kind), facts=typed_in(request), key=key)
    return HttpResponse(status=204)


def typed_in(request: HttpRequest) -> dict[str, str]:
    """What stands in the fields, without what the form itself holds; cut off where it is no form of ours."""
    sent = {name: words for name, words in request.POST.items() if name not in NOT_TYPED}
    if len(sent) > MOST_FIELDS or sum(map(len, sent.values())) > MOST_LETTERS:
        raise Refused("", "conflict")
    return {name: str(words).replace("\0", "") for name, words in sent.items() if len(name) <= LONGEST_NAME}


def begun(idea: Any, person: Any, kind: TalkDraft.Kind) -> dict[str, str]:
    """What this person has begun to write, by the names of the fields; nothing where there is none."""
    found = workflow.begun_in(idea, person).get(kind)
    return dict(found.facts) if found else {}
