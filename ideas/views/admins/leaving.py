"""Scheme: somebody leaves and every duty of theirs passes on; or comes back. Says what passed to whom."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts import people
from accounts.models import User
from ideas import workflow
from ideas.models import Assignment, Event, Idea, Status
from ideas.rules import Refused
from ideas.views.admins.office import ask_first, done, for_idea_office


@dataclass(frozen=True)
class Duties:
    """What somebody has on their hands at this moment."""

    reviews: int
    ideas: int
    talks: int
    own: int


@dataclass(frozen=True)
class Passed:
    """One idea that changed hands: who looks after it now, who was asked for a view; title only if readable."""

    idea: Idea
    readable: bool
    owner: str
    asked: list[str]
    back: bool


def standing_of(person: User) -> Duties:
    """What would pass on if the person left; four counts."""
    return Duties(
        reviews=Assignment.objects.open().filter(reviewer=person).count(),
        ideas=Idea.objects.owned_by(person).count(),
        talks=person.conversations.exclude(state="done").count(),
        own=Idea.objects.open().filter(submitter=person).count(),
    )


@for_idea_office
@require_http_methods(["GET", "POST"])
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody leaves: all ways in close and every duty passes on, in one transaction, after asking once more."""
    person = get_object_or_404(User, pk=pk, is_active=True)
    refusal = not_to_leave(person, request.user)
    since = Event.objects.aggregate(last=Max("pk"))["last"] or 0
    if request.method == "POST" and not refusal:
        refusal = left(person, request.user)
        if not refusal:
            words = _("%(name)s can no longer sign in.") % {"name": person.name}
            return done(request, words, f"{reverse('person', args=[pk])}?since={since}")
    return ask_first(
        request,
        heading=_("Has %(name)s left?") % {"name": person.name},
        text=_(
            "They are signed out everywhere and cannot sign in. Everything open passes to others at once; "
            "ideas of their own go on."
        ),
        facts=words_of(standing_of(person)) or [_("Nothing is open with them.")],
        facts_words=_("Open at present"),
        refusal=refusal,
        button=_("Yes, close the account"),
        back_url=reverse("person", args=[pk]),
    )


def not_to_leave(person: User, actor: Any) -> str:
    """Why this person may not be deactivated by this one; empty when they may."""
    if person.pk == actor.pk:
        return _("This is you. Somebody else of the idea office has to do it.")
    return workflow.needed_in_office(person)


def left(person: User, actor: Any) -> str:
    """Deactivates and relieves, or changes nothing and says why."""
    try:
        workflow.let_go(person, actor)
    except Refused as refusal:
        return _("Nothing was changed. %(why)s") % {"why": refusal}
    return ""


def words_of(duties: Duties) -> list[str]:
    """The duties, a line each; what is nothing is not said."""
    lines = (
        (duties.reviews, ngettext("%(n)d open view", "%(n)d open views", duties.reviews)),
        (duties.ideas, ngettext("%(n)d idea to look after", "%(n)d ideas to look after", duties.ideas)),
        (duties.talks, ngettext("%(n)d talk to hold", "%(n)d talks to hold", duties.talks)),
        (duties.own, ngettext("%(n)d own idea under way", "%(n)d own ideas under way", duties.own)),
    )
    return [words % {"n": n} for n, words in lines if n]


def passed_on(person: User, since: int, reader: Any) -> list[Passed]:
    """What passed from a person to others after an event; four statements."""
    rows = Event.objects.filter(pk__gt=since, kind="relieve", data__user_id=person.pk)
    events = list(rows.select_related("idea").order_by("pk"))
    seen = set(
        Idea.objects.visible_to(reader)
        .filter(pk__in=[e.idea_id for e in events])
        .values_list("pk", flat=True)
    )
    owners = names_by_id([e.data.get("owner_id") for e in events])
    asked = asked_by_id([pk for e in events for pk in e.data.get("assignment_ids", [])])
    return [
        Passed(
            idea=e.idea,
            readable=e.idea_id in seen,
            owner=owners.get(e.data.get("owner_id"), ""),
            asked=[asked[pk] for pk in e.data.get("assignment_ids", []) if pk in asked],
            back=e.to_status == Status.TRIAGE,
        )
        for e in events
    ]


def names_by_id(ids: list[Any]) -> dict[int, str]:
    """Names of people."""
    return dict(User.objects.filter(pk__in=[pk for pk in ids if pk]).values_list("pk", "name"))


def asked_by_id(ids: list[int]) -> dict[int, str]:
    """Names of experts by their assignment."""
    return dict(Assignment.objects.filter(pk__in=ids).values_list("pk", "reviewer__name"))


@for_idea_office
@require_POST
def reactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody comes back and may sign in; duties do not come back with them."""
    person = get_object_or_404(User, pk=pk)
    if not person.is_active:
        people.reactivate(person)
        return done(request, _("%(name)s may sign in again.") % {"name": person.name}, "person", pk)
    return redirect("person", pk)
