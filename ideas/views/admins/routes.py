"""Scheme: which words and topics lead to which department, a box to try it out, and the topics themselves."""

from typing import Any

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Topic
from accounts.scheme import end_topic as verb_end_topic
from accounts.scheme import keep
from ideas import routing
from ideas.forms.scheme import RuleForm, TopicForm, TryForm
from ideas.models import RoutingRule
from ideas.rules import Refused
from ideas.views.admins.office import ask_first, done, for_idea_office, kept, show_form


@for_idea_office
@require_http_methods(["GET", "POST"])
def routes(request: HttpRequest) -> HttpResponse:
    """The rules in their order; a POST tries a text on them and changes nothing. While somebody still writes, the
    answer alone, of what can be understood already."""
    form = TryForm(request.POST or None, auto_id="try_%s")
    if getattr(request, "htmx", False):
        return render(request, "ideas/admins/_tried.html", tried_out(form) if form.has_words else {})
    tried = tried_out(form) if form.is_bound and form.is_valid() else {}
    rules = RoutingRule.objects.select_related("department", "topic").order_by("position", "pk")
    page = {"rules": rules, "topics": Topic.objects.all(), "form": form, "section": "scheme"}
    return render(request, "ideas/admins/routes.html", {**page, **tried})


def tried_out(form: TryForm) -> dict[str, Any]:
    """Where the text would go today, who would be asked and why, in words."""
    given = form.cleaned_data
    try:
        trial = routing.try_out(
            given["text"], given.get("topic"), given.get("submitter"), given.get("department")
        )
    except Refused as nobody:
        return {"nobody": str(nobody)}
    return {
        "trial": trial,
        "lead": trial.asked[0],
        "asked": [
            (pick, routing.why_words(pick), loads_of(trial).get(pick.user.pk)) for pick in trial.plan.picks
        ],
        "others": [(one, routing.not_asked_words(one.why)) for one in trial.considered if one.why != "asked"],
        "remarks": [routing.remark_words(note) for note in trial.plan.notes],
    }


def loads_of(trial: routing.Trial) -> dict[int, routing.Considered]:
    """Those who would be asked, with how much they have to do."""
    return {one.user.pk: one for one in trial.considered if one.why == "asked"}


@for_idea_office
@require_http_methods(["GET", "POST"])
def rule(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Adds or changes a rule."""
    row = get_object_or_404(RoutingRule, pk=pk) if pk else None
    form = RuleForm(request.POST or None, rule=row)
    if (
        request.method == "POST"
        and form.is_valid()
        and kept(form, keep, row or RoutingRule(), **form.facts())
    ):
        return done(request, _("Kept. It counts from the next idea on."), "routes")
    page = {
        "heading": _("Change the rule") if row else _("Add a rule"),
        "intro": _(
            "Every department whose rule fits is asked, as many as there are views to give; the first leads."
        ),
        "button": _("Save"),
        "back_url": reverse("routes"),
    }
    return show_form(request, form, **page)


@for_idea_office
@require_http_methods(["GET", "POST"])
def end_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a rule away, after asking once more."""
    row = get_object_or_404(RoutingRule.objects.select_related("department"), pk=pk)
    if request.method == "POST":
        row.delete()
        return done(request, _("The rule is gone. Ideas under way stay where they are."), "routes")
    return ask_first(
        request,
        heading=_("Take this rule away?"),
        text=_("New ideas that only this rule sent to %(department)s go to the idea office.")
        % {"department": row.department},
        button=_("Remove"),
        back_url=reverse("routes"),
    )


@for_idea_office
@require_http_methods(["GET", "POST"])
def topic(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Adds or renames a topic."""
    row = get_object_or_404(Topic, pk=pk) if pk else None
    form = TopicForm(request.POST or None, topic=row)
    if request.method == "POST" and form.is_valid() and kept(form, keep, row or Topic(), **form.facts()):
        return done(request, _("Saved."), "routes")
    page = {
        "heading": row.label if row else _("Add a topic"),
        "intro": _("People may choose a topic when they hand in; experts say which ones they know about."),
        "button": _("Save"),
        "back_url": reverse("routes"),
    }
    return show_form(request, form, **page)


@for_idea_office
@require_http_methods(["GET", "POST"])
def end_topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a topic away that no idea has, after asking once more; its rules go with it."""
    row = get_object_or_404(Topic, pk=pk)
    if request.method == "POST":
        return topic_ended(request, row)
    return ask_first(
        request,
        heading=_("Take the topic “%(name)s” away?") % {"name": row.label},
        text=_("Experts no longer have it among what they know, and rules that go by it alone are gone too."),
        button=_("Remove"),
        back_url=reverse("routes"),
    )


def topic_ended(request: HttpRequest, row: Topic) -> HttpResponse:
    """Ends it, or says why not."""
    try:
        verb_end_topic(row)
    except ProtectedError:
        messages.error(request, _("There are ideas on this topic. Rename it instead."))
    else:
        messages.success(request, _("The topic is gone."))
    return redirect("routes")
