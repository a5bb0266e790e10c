"""Scheme: the people. Finding, adding, inviting, changing, letting in; leaving is in `leaving`."""

from typing import Any

from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts import people
from accounts.models import Invitation, User
from accounts.scheme import keep_person
from ideas.forms.scheme import InvitationForm, PersonForm
from ideas.views.admins.leaving import passed_on, standing_of
from ideas.views.admins.office import ask_first, done, for_idea_office, kept, show_form
from ideas.views.people import number

PAGE = 50
SHOW = ("active", "roles", "left")
"""Who is listed: those who may sign in, those with a part in the scheme, those who have left."""


# Finding ----------------------------------------------------------------------------------------------------------


@for_idea_office
@require_GET
def persons(request: HttpRequest) -> HttpResponse:
    """People by name, found by name, address or number; and the invitations that are still open."""
    words, show = request.GET.get("q", "").strip(), request.GET.get("show", "")
    show = show if show in SHOW else "active"
    rows, before, after = one_page(found(words, show), request.GET)
    kept_words: dict[str, Any] = {"q": words, "show": show}
    page = {
        "persons": rows,
        "before_url": f"?{urlencode({**kept_words, 'before': before})}" if before else "",
        "after_url": f"?{urlencode({**kept_words, 'after': after})}" if after else "",
        "invitations": Invitation.objects.open().newest_first().select_related("department")[:PAGE],
        **kept_words,
        "section": "scheme",
    }
    return render(request, "ideas/admins/persons.html", page)


def found(words: str, show: str) -> QuerySet[User]:
    """Those who are to be listed, by name."""
    fits = Q(is_active=show != "left")
    for word in words.split()[:6]:
        fits &= Q(name__icontains=word) | Q(email__icontains=word) | Q(personnel_number__icontains=word)
    rows = User.objects.filter(fits).select_related("department").prefetch_related("memberships__department")
    if show == "roles":
        rows = rows.filter(Q(is_admin=True) | Q(is_observer=True) | Q(memberships__isnull=False)).distinct()
    return rows


def one_page(rows: QuerySet[User], asked: Any) -> tuple[list[User], int, int]:
    """One page by keyset, in the order of names; with the people before and after whom there are more."""
    before, after = number(asked.get("before", "")), number(asked.get("after", ""))
    mark = User.objects.filter(pk=before or after).first() if before or after else None
    if mark and before:
        page = list(
            rows.filter(Q(name__lt=mark.name) | Q(name=mark.name, pk__lt=mark.pk)).order_by("-name", "-pk")[
                : PAGE + 1
            ]
        )
        more, page = len(page) > PAGE, page[:PAGE][::-1]
        return page, page[0].pk if more else 0, page[-1].pk if page else 0
    later = rows.filter(Q(name__gt=mark.name) | Q(name=mark.name, pk__gt=mark.pk)) if mark else rows
    page = list(later.order_by("name", "pk")[: PAGE + 1])
    more, page = len(page) > PAGE, page[:PAGE]
    return page, page[0].pk if mark and page else 0, page[-1].pk if more else 0


# Adding, inviting, letting in -------------------------------------------------------------------------------------


@for_idea_office
@require_http_methods(["GET", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """Adds somebody; how they sign in for the first time is said on their page."""
    form = PersonForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and (person := kept(form, people.add_person, **form.facts()))
    ):
        return done(request, _("%(name)s is there.") % {"name": person.name}, "person", person.pk)
    page = {
        "heading": _("Add a person"),
        "intro": _(
            "With an e-mail address they sign in by a code that is sent there. Without one, print a slip."
        ),
        "button": _("Add"),
        "back_url": reverse("persons"),
    }
    return show_form(request, form, **page)


@for_idea_office
@never_cache
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Invites somebody who is not here yet: by a link that is mailed, or by a slip that is shown once to print."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (invited := invited_by(request, form)):
        if invited.login:
            return show_slip(request, invited, form.cleaned_data["name"])
        return done(
            request, _("A link is on its way to %(email)s.") % {"email": invited.invitation.email}, "persons"
        )
    page = {
        "heading": _("Invite somebody"),
        "intro": _("They choose their own way to sign in. An earlier invitation of theirs ends."),
        "button": _("Invite"),
        "back_url": reverse("persons"),
    }
    return show_form(request, form, **page)


def invited_by(request: HttpRequest, form: Form) -> people.Invited | None:
    """The invitation; None where it is refused, and the form says why."""
    facts = {**form.cleaned_data, "personnel_number": form.cleaned_data["personnel_number"] or None}
    invited: people.Invited | None = kept(form, people.invite, invited_by=request.user, **facts)
    return invited


@for_idea_office
@never_cache
@require_http_methods(["GET", "POST"])
def slip(request: HttpRequest, pk: int) -> HttpResponse:
    """A code to print for somebody who cannot sign in; the page with it is shown once, after asking."""
    person = get_object_or_404(User, pk=pk, is_active=True)
    if request.method == "POST":
        return show_slip(
            request,
            people.sign_in_slip(person, invited_by=User.objects.get(pk=request.user.pk)),
            person.name,
            person.language,
        )
    return ask_first(
        request,
        heading=_("Print a sign-in slip for %(name)s?") % {"name": person.name},
        text=_(
            "It holds a code, good once and for 14 days. Hand it over in person. "
            "A password they have stays until it is used."
        ),
        button=_("Make the slip"),
        tone="main",
        back_url=reverse("person", args=[pk]),
    )


def show_slip(
    request: HttpRequest, invited: people.Invited, name: str, language: str | None = None
) -> HttpResponse:
    """The slip to print, in the person's language if it is known: the only time that the code can be read."""
    page = {"invited": invited, "name": name, "language": language or get_language(), "section": "scheme"}
    return render(request, "ideas/admins/slip.html", page)


# One person -------------------------------------------------------------------------------------------------------


@for_idea_office
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known of a person, to be changed; what they do in the scheme; the ways in and out."""
    row = get_object_or_404(User.objects.select_related("department", "line_manager"), pk=pk)
    shown = {"name": row.name, "signs_in_as": row.signs_in_as}
    form = PersonForm(request.POST or None, person=row)
    if request.method == "POST" and form.is_valid() and kept(form, keep_person, row, **form.facts()):
        return done(request, _("Saved."), "person", pk)
    since = number(request.GET.get("since", ""))
    page = {
        "person": row,
        "shown": shown,
        "form": form,
        "parts": row.memberships.select_related("department").order_by("department__name", "role"),
        "absences": row.absences.current_or_later().select_related("substitute"),
        "standing": standing_of(row),
        "passed": passed_on(row, since, request.user) if since else None,
        "section": "scheme",
    }
    return render(request, "ideas/admins/person.html", page)


@for_idea_office
@require_http_methods(["GET", "POST"])
def end_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends an open invitation: its link or code no longer lets anybody in."""
    row = get_object_or_404(Invitation.objects.open(), pk=pk)
    if request.method == "POST":
        people.end_invitation(row)
        return done(request, _("The invitation has ended."), "persons")
    return ask_first(
        request,
        heading=_("End the invitation of %(name)s?") % {"name": row},
        text=_("Its link or code no longer lets anybody in. You can invite again."),
        button=_("End it"),
        back_url=reverse("persons"),
    )
