"""Pages of everybody: the first page, handing in, the receipt. Fetches, calls one verb, shows."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ideas import clock, days, rules, search, workflow
from ideas.danger import speaks_of_danger
from ideas.forms import DraftForm, NewIdeaForm, ShortIdeaForm
from ideas.models import Idea
from ideas.rules import Refused
from ideas.views.home import home_of
from ideas.views.once import derived_id, once, result_of
from ideas.views.refusals import answers_refusals
from ideas.views.ways import typed

SIMILAR = 3
"""So many ideas of the same kind are shown while somebody types."""


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The one field, what waits, one's own ideas, what was answered lately."""
    form = ShortIdeaForm(initial={"key": uuid.uuid4()})
    return render(request, "ideas/submitters/home.html", {"form": form, "home": home_of(request.user)})


@login_required
@require_http_methods(["GET", "POST"])
@answers_refusals
def new(request: HttpRequest) -> HttpResponse:
    """Handing in. Where the text speaks of danger, the page says once whom to call before it is sent."""
    if earlier := result_of(request.user, request.POST.get("key", "")):
        return redirect(earlier)
    draft = own_draft(request)
    if "details" in request.POST:
        return show_new(
            request, NewIdeaForm(draft=draft, initial={"text": request.POST.get("text", "")}), draft
        )
    form = NewIdeaForm(typed(request), draft=draft)
    if request.method == "POST" and form.is_valid():
        if is_alarming(form):
            return show_new(request, form, save_draft(request, form, draft), alarming=True)
        return send(request, form, draft)
    return show_new(request, form, draft)


@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Keeps a half-written idea: by the button, or by itself after a pause in typing. Nobody else sees it."""
    htmx = bool(getattr(request, "htmx", False))
    if not request.user.is_authenticated:
        return signed_out(request, htmx)
    known = result_of(request.user, request.POST.get("key", ""))
    form = DraftForm(request.POST)
    kept = None
    if form.is_valid() and form.cleaned_data["text"] and not known:
        kept = save_draft(request, form, own_draft(request))
    if htmx:
        page = {"draft": kept, "at": clock.now(), "alarming": is_alarming(form)}
        page["similar"] = search.similar(request.user, form.data.get("text", ""), kept, SIMILAR)
        return render(request, "ideas/submitters/_draft.html", page)
    if kept is None:
        return show_new(request, form, None)
    messages.success(request, _("Kept. You find it on your first page; nobody else sees it."))
    return redirect("home")


@login_required
@require_GET
@answers_refusals
def receipt(request: HttpRequest, public_id: str) -> HttpResponse:
    """Number, date, and who looks after the idea; for its submitters."""
    idea = rules.access_idea(request.user, public_id)
    if not rules.is_submitting(rules.standing(request.user, idea)) or idea.number is None:
        return redirect("idea", public_id)
    page = {"idea": idea, "contact": idea.coordinator or idea.owner, "section": "ideas"}
    return render(request, "ideas/submitters/receipt.html", {**page, "alarming": speaks_of_danger(idea.text)})


def signed_out(request: HttpRequest, htmx: bool) -> HttpResponse:
    """To the sign-in; somebody who is typing is told so, and the page with their words stays."""
    if htmx:
        return render(request, "ideas/submitters/_signed_out.html", status=401)
    return redirect_to_login(reverse("new"))


def own_draft(request: HttpRequest) -> Idea | None:
    """The half-written idea that a form goes on with: the one it names, or the one kept under its key."""
    named = request.POST.get("draft") or request.GET.get("draft", "")
    ids = [named, derived_id(request.POST.get("key", ""))]
    return (
        Idea.objects.drafts_of(request.user)
        .filter(public_id__in=[name for name in ids if name.isalnum()])
        .first()
    )


def blank(user: Any) -> Idea:
    """A new idea of this person, not kept yet."""
    return Idea(submitter=user, visibility=settings.DEFAULT_VISIBILITY)


def save_draft(request: HttpRequest, form: NewIdeaForm, kept: Idea | None) -> Idea:
    """Keeps what was typed; a new draft lies where the form's key leads, to be found again."""
    if kept is None:
        kept = blank(request.user)
        kept.public_id = derived_id(request.POST.get("key", "")) or kept.public_id
    return workflow.save_draft(
        request.user, draft=kept, text=form.cleaned_data["text"], **form.draft_fields()
    )


def is_alarming(form: NewIdeaForm) -> bool:
    """Whether the text speaks of danger and the page has not said whom to call yet."""
    text = form.data.get("text", "")
    return speaks_of_danger(text) and not form.data.get("danger_seen")


def send(request: HttpRequest, form: NewIdeaForm, kept: Idea | None) -> HttpResponse:
    """Hands the idea in, once for this key; then to the receipt, or home where it is a colleague's."""
    idea = kept or blank(request.user)
    other = form.cleaned_data["on_behalf_of"]
    other = None if other == request.user else other
    path = reverse("home") if other else reverse("receipt", args=[idea.public_id])
    fresh: dict[str, Any] = {}

    def perform() -> None:
        fill_in(idea, form)
        fresh["idea"] = workflow.hand_in(idea, request.user, on_behalf_of=other)

    try:
        path = once(request.user, form.cleaned_data["key"], path, perform)
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return show_new(request, form, kept, status=409)
    if other and "idea" in fresh:
        messages.success(request, handed_in_words(fresh["idea"]))
    return redirect(path)


def fill_in(idea: Idea, form: NewIdeaForm) -> None:
    """Puts what was typed into the idea; a draft is saved, a new idea is saved as it is handed in."""
    words = {"text": form.cleaned_data["text"], **form.draft_fields()}
    if idea.pk:
        workflow.save_draft(idea.submitter, draft=idea, **words)
        return
    for name, value in words.items():
        setattr(idea, name, value)


def handed_in_words(idea: Idea) -> str:
    """What is said to whoever handed in for a colleague: they may not read it themselves."""
    return _("Handed in for %(name)s: number %(number)s, answer by %(day)s.") % {
        "name": idea.submitter.name,
        "number": idea.number,
        "day": days.plain(idea.promise_at),
    }


def show_new(
    request: HttpRequest, form: NewIdeaForm, kept: Idea | None, *, alarming: bool = False, status: int = 200
) -> HttpResponse:
    """The page for handing in, with every word that was typed."""
    page = {
        "form": form,
        "draft": kept,
        "key": request.POST.get("key") or uuid.uuid4(),
        "alarming": alarming or bool(form.data.get("danger_seen")),
        "details": bool(form.errors) or "details" in request.POST or bool(form.data.get("on_behalf_of")),
        "section": "new",
    }
    return render(request, "ideas/submitters/new.html", page, status=status)
