"""The page of every verb: GET shows its form, POST carries it out. Who may do what is judged by `transitions`."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BooleanField, BoundField, FileField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ideas import dossier, rules, story, transitions
from ideas.forms import ActForm
from ideas.forms.fields import NumbersField, OneOf, PersonField, Picks, SomeOf, TimeField, Words
from ideas.forms.reasoned import ReasonsForm
from ideas.models import Idea
from ideas.rules import Refused, Standing
from ideas.views import hearing
from ideas.views.act_table import ACTS, Act
from ideas.views.once import once, result_of
from ideas.views.refusals import answers_refusals
from ideas.views.ways import go_on, typed, way_back
from ideas.workflow import leave_room


@login_required
@require_http_methods(["GET", "POST"])
@answers_refusals
def act(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """One verb on one idea. A lost race answers 409 with the idea as it is now and the person's words."""
    if verb not in ACTS:
        raise Http404
    if earlier := result_of(request.user, request.POST.get("key", "")):
        return go_on(request, earlier)
    idea = rules.access_idea(request.user, public_id)
    asked = {name: request.GET.get(name, "") for name in ("next", "file", "comment", "criterion", "point")}
    form = form_for(verb, idea, request.user, typed(request), request.FILES or None, **asked)
    if refusal := transitions.decide(verb, idea, request.user, rules.standing(request.user, idea)):
        return refused(request, verb, idea, form, refusal)
    if page := ACTS[verb].page:
        return redirect(f"{reverse('new')}?{page}={public_id}")
    if answer := while_writing(request, verb, idea, form) or once_sent(request, verb, idea, form):
        return answer
    return redirect("idea", public_id) if form.is_pointless else show(request, verb, idea, form)


def once_sent(request: HttpRequest, verb: str, idea: Idea, form: ActForm) -> HttpResponse | None:
    """What becomes of a form that was sent; nothing while it has mistakes that are the person's own."""
    if request.method != "POST" or "preview" in request.POST:
        return None
    if form.is_valid():
        return carry_out(request, verb, idea, form)
    refusal = overtaken(request, verb, idea)
    return refused(request, verb, idea, form, refusal) if refusal else None


def overtaken(request: HttpRequest, verb: str, idea: Idea) -> Refused | None:
    """Of a form with mistakes: whether there are none but that the idea has moved on while it was read."""
    now = rules.access_idea(request.user, idea.public_id)
    moved = now.version != idea.version
    return transitions.decide(verb, now, request.user, rules.standing(request.user, now)) if moved else None


def while_writing(request: HttpRequest, verb: str, idea: Idea, form: ActForm) -> HttpResponse | None:
    """What a page asks before its form is sent: whom there is to choose, what could be said better."""
    if "search" in request.POST:
        return show(request, verb, idea, begun(request, verb, idea))
    if "advise" in request.POST and isinstance(form, ReasonsForm):
        return render(request, "ideas/acts/_advised.html", {"form": form})
    return None


def begun(request: HttpRequest, verb: str, idea: Idea) -> ActForm:
    """The form of a page that only looked for something: with every word, and nothing of it judged yet."""
    kept: dict[str, Any] = request.POST.dict()
    for name, field in ACTS[verb].form.base_fields.items():
        if isinstance(field, SomeOf):
            kept[name] = request.POST.getlist(name)
        elif isinstance(field, PersonField):
            kept[name] = (request.POST.get(name, ""), "")
    return form_for(verb, idea, request.user, **kept)


def form_for(
    verb: str, idea: Idea, user: Any, data: Any = None, files: Any = None, **initial: Any
) -> ActForm:
    """The form of a verb, empty or with what was typed; ids carry the verb, so that pages may show several."""
    return ACTS[verb].form(data, idea=idea, actor=user, initial=initial, auto_id=f"{verb}_%s", files=files)


def carry_out(request: HttpRequest, verb: str, idea: Idea, form: ActForm) -> HttpResponse:
    """Calls the verb once for this key, and goes back to where the person came from."""
    row = ACTS[verb]
    home = reverse("home") if row.to == "home" else reverse("idea", args=[idea.public_id]) + form.place()
    try:
        path = perform(request, verb, idea, form, way_back(request, home))
    except Refused as refusal:
        return refused(request, verb, idea, form, refusal)
    undo = reverse("act", args=[idea.public_id, row.undo]) if row.undo else ""
    messages.success(request, row.done, extra_tags=undo)
    return go_on(request, path)


def perform(request: HttpRequest, verb: str, idea: Idea, form: ActForm, path: str) -> str:
    """Calls the verb once for this key; gives where it leads, or has led."""
    call = partial(ACTS[verb].perform, idea, request.user, **form.facts())
    return once(request.user, form.cleaned_data["key"], path, call)


def refused(request: HttpRequest, verb: str, idea: Idea, form: ActForm, refusal: Refused) -> HttpResponse:
    """Of a lost race: the same page, with the idea as it is now, who was faster, and every word that was typed.
    Who may not do it any more gets their own words and no form, as a form lays out what is for those who may."""
    if refusal.kind == "forbidden" and (kept := words_of(form)):
        page = {"idea": idea, "reason": refusal.reason, "kept": kept}
        return render(request, "409.html", page, status=403)
    if refusal.kind != "conflict":
        raise refusal
    now = rules.access_idea(request.user, idea.public_id)
    standing = rules.standing(request.user, now)
    again = transitions.decide(verb, now, request.user, standing) is None
    found = {"refusal": refusal.reason, "over": not again, "latest": latest(now, standing, request.user)}
    if not again:
        found["kept"] = all_typed(form)
    if refusal.first:
        found |= {"latest": None, "first": first_words(refusal)}
    return show(request, verb, now, form, status=409, **found)


def first_words(refusal: Refused) -> dict[str, Any]:
    """The verb that has to come before the one refused, and its button."""
    return {"verb": refusal.first, "label": transitions.TRANSITIONS[refusal.first].label}


def in_the_way(row: Act, idea: Idea) -> dict[str, Any]:
    """Why a verb that leads back would be refused, said before somebody fills in its form."""
    if not row.leads_back_to:
        return {}
    try:
        leave_room(idea, row.leads_back_to)
    except Refused as refusal:
        return {"warning": refusal.reason, "first": first_words(refusal)}
    return {}


def words_of(form: ActForm) -> list[tuple[str, str]]:
    """What was typed, by label; nothing of what the form itself holds."""
    typed_in = [field for field in form.visible_fields() if isinstance(field.field, Words)]
    return [(str(field.label), field.data) for field in typed_in if form.is_bound and field.data]


def all_typed(form: ActForm) -> list[tuple[str, str]]:
    """All that was written, by label, as it was sent; ticks on lists of people or things are no words."""
    if not form.is_bound:
        return []
    typed_in = [(str(field.label), sent_words(field)) for field in form.visible_fields()]
    return [(label, words) for label, words in typed_in if words]


def sent_words(field: BoundField) -> str:
    """What was sent in one field, in words that the person knows from the page."""
    kind, data = field.field, field.data
    if isinstance(kind, PersonField):
        return str(data[0])
    if isinstance(kind, Picks):
        return str(dict(kind.widget.choices).get(data, "")) if data else ""
    if isinstance(kind, (OneOf, SomeOf, NumbersField, FileField, BooleanField)):
        return ""
    if isinstance(kind, TimeField):
        return " ".join(part for part in data if part) if data and any(data[::2]) else ""
    return str(data or "")


def latest(idea: Idea, standing: Standing, reader: Any) -> story.Entry | None:
    """What happened last of what this reader may know: who was faster, when, and with what."""
    for event in idea.events.select_related("actor").order_by("-seq"):
        if told := story.sentences(idea, [event], standing, reader=reader):
            return told[-1]
    return None


def show(
    request: HttpRequest, verb: str, idea: Idea, form: ActForm, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of a verb."""
    row = ACTS[verb]
    heading, button = row.words(verb)
    papers = dossier.papers_of(idea, request.user)
    page = {
        "idea": idea,
        "form": form,
        "row": row,
        "verb": verb,
        "heading": heading,
        "button": button,
        "papers": papers,
        "hearing": hearing_of(verb, idea, request.user, papers),
        "differences": papers.differences(idea),
        "may_discuss": verb in ("decide", "defer"),
        "back_url": way_back(request, reverse("idea", args=[idea.public_id])),
        "section": "ideas",
        **(more or in_the_way(row, idea)),
    }
    template = "ideas/acts/act.html" if more.get("over") else row.template
    return render(request, template, page, status=status)


def hearing_of(verb: str, idea: Idea, user: Any, papers: dossier.Papers) -> list[str]:
    """Who will hear of it, for those who handle the idea; others need not know who they are."""
    handling = rules.is_handling(rules.standing(user, idea))
    return hearing.words(verb, idea, user, papers) if handling else []
