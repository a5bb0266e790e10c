"""Pages of every person about themselves: inbox, own page, own data; and the privacy notice, for everybody.

Fetches, calls one verb, shows. Nobody reads another person's notices or data here.
"""

from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from accounts import feeds, people
from accounts.models import Absence, User
from accounts.scheme import keep
from ideas import clock, days, deadlines, workflow
from ideas.forms.people import AbsenceForm, MailForm, ProfileForm
from ideas.letters import places
from ideas.models import CoSubmitter, Idea, Notice
from ideas.routing import NobodyLeft
from ideas.rules import Refused
from ideas.views.my_data import data_of
from ideas.views.ways import way_back

PAGE = 25
SHOWN = 5


# Inbox ------------------------------------------------------------------------------------------------------------


@login_required
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What happened, newest first and by day; only about ideas that the person may still read."""
    unread = request.GET.get("unread") == "1"
    found = notices_of(request.user)
    rows, newer, older = one_page(found.filter(read_at=None) if unread else found, request.GET)
    newest = Notice.objects.filter(user=request.user.pk, read_at=None).aggregate(pk=Max("pk"))["pk"]
    page = {"notices": rows, "by_day": by_day(rows), "newest": newest, "unread": unread}
    page |= {"newer_url": still(newer, unread), "older_url": still(older, unread)}
    page["here"] = request.get_full_path()
    return render(request, "ideas/people/inbox.html", page)


def by_day(rows: list[Notice]) -> list[tuple[date, list[Notice]]]:
    """The notices under the day on which they came."""
    return [
        (day, list(found)) for day, found in groupby(rows, key=lambda row: days.local_day(row.created_at))
    ]


def still(url: str, unread: bool) -> str:
    """The address of another page that goes on leaving out what is read."""
    if not (url and unread):
        return url
    return f"{url}&unread=1" if url != "?" else "?unread=1"


@login_required
@require_POST
def read(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Marks one of the person's own notices as read, or all up to the newest there was when the page was made."""
    mine = Notice.objects.filter(user=request.user.pk, read_at=None)
    if pk:
        get_object_or_404(Notice, pk=pk, user=request.user)
        mine = mine.filter(pk=pk)
    elif (newest := request.POST.get("newest", "")).isdecimal():
        mine = mine.filter(pk__lte=int(newest[:18]))
    mine.update(read_at=clock.now())
    if not pk:
        messages.success(request, _("All read."))
    return redirect(way_back(request, reverse("inbox")))


def notices_of(user: Any) -> QuerySet[Notice]:
    """The notices of a person that are about nothing, or about what they may still read."""
    visible = Idea.objects.visible_to(user).filter(pk=OuterRef("idea"))
    return Notice.objects.filter(Q(idea=None) | Exists(visible), user=user)


def one_page(found: QuerySet[Any], asked: Any) -> tuple[list[Any], str, str]:
    """The rows of one page by keyset, newest first, and the addresses of the newer and the older one."""
    before, after = (number(asked.get(name, "")) for name in ("before", "after"))
    if after:
        rows = list(found.filter(pk__gt=after).order_by("pk")[: PAGE + 1])
        more, rows = len(rows) > PAGE, rows[:PAGE][::-1]
        return rows, f"?after={rows[0].pk}" if more else "", f"?before={rows[-1].pk}" if rows else "?"
    rows = list((found.filter(pk__lt=before) if before else found).order_by("-pk")[: PAGE + 1])
    more, rows = len(rows) > PAGE, rows[:PAGE]
    newer = "" if not before else f"?after={rows[0].pk}" if rows else "?"
    return rows, newer, f"?before={rows[-1].pk}" if more else ""


def number(text: str) -> int:
    """A number in an address; 0 for what is none."""
    return int(text[:18]) if text.isascii() and text.isdecimal() else 0


# One's own page ---------------------------------------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """Name, language, telephone, mail; absences; ways to the pages of signing in; one's data."""
    asked = request.POST.get("form", "")
    profile = ProfileForm(request.POST if asked == "profile" else None, person=request.user)
    mail = MailForm(request.POST if asked == "mail" else None, person=request.user, auto_id="mail_%s")
    if profile.is_bound and profile.is_valid():
        return saved(request, profile.cleaned_data)
    if mail.is_bound and mail.is_valid():
        return saved(request, mail.changes())
    page = {"profile": profile, "mail": mail, "always": ALWAYS, **about(request.user)}
    if asked == "feed":
        page["feed"] = places.absolute(reverse("feed", args=[feeds.make_feed(request.user)]))
        return never_kept(render(request, "ideas/people/me.html", page))
    if asked == "no_feed":
        feeds.end_feed(request.user)
        messages.success(request, _("The address does not work any more."))
        return redirect(f"{reverse('me')}#feed")
    return render(request, "ideas/people/me.html", page)


def never_kept(response: HttpResponse) -> HttpResponse:
    """An answer that shows something this once: no cache keeps it."""
    add_never_cache_headers(response)
    return response


def saved(request: HttpRequest, changes: dict[str, Any]) -> HttpResponse:
    """Keeps what the person changed about themselves and says so, in the language that they have now chosen."""
    keep(User.objects.get(pk=request.user.pk), **changes)
    with override(changes.get("language") or get_language()):
        messages.success(request, _("Saved."))
    return redirect(f"{reverse('me')}#notices" if "mail_rhythm" in changes else "me")


ALWAYS: tuple[tuple[Any, Any], ...] = (
    (gettext_lazy("Your idea has arrived"), gettext_lazy("It names the number and the date of our answer.")),
    (gettext_lazy("A question or a message for you"), gettext_lazy("Somebody waits for your words.")),
    (gettext_lazy("How your idea stands, when you asked"), gettext_lazy("Whoever asks gets an answer.")),
    (
        gettext_lazy("The answer to your idea, and how it ends"),
        gettext_lazy("Nothing goes unanswered: that is our promise."),
    ),
    (gettext_lazy("Our talk and its notes"), gettext_lazy("It has to be in your calendar and in ours.")),
    (gettext_lazy("A date has moved"), gettext_lazy("You have our word, so you hear why.")),
    (gettext_lazy("Hazards"), gettext_lazy("They cannot wait.")),
)
"""What nobody can switch off, and why."""


def about(person: Any) -> dict[str, Any]:
    """What one's own page shows beside the forms."""
    seen = Idea.objects.visible_to(person)
    invited = CoSubmitter.objects.filter(user=person, state=CoSubmitter.State.INVITED, idea__in=seen)
    return {
        "absences": person.absences.current_or_later().select_related("substitute"),
        "invitations": invited.select_related("idea__submitter").order_by("-invited_at"),
        "parts": person.memberships.select_related("department").order_by("department__name", "role"),
        "followed": seen.filter(follow_rows__user=person)
        .order_by("-pk")
        .only("public_id", "title", "language")[:SHOWN],
    }


@login_required
@require_http_methods(["GET", "POST"])
def absence(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Notes or changes an absence of one's own."""
    noted = (
        get_object_or_404(Absence.objects.select_related("substitute"), pk=pk, user=request.user)
        if pk
        else None
    )
    form = AbsenceForm(request.POST or None, person=request.user, absence=noted)
    if request.method == "POST" and form.is_valid() and note_absence(form, request.user, request.user, noted):
        messages.success(request, _("Noted. Have a good time."))
        return redirect("me")
    page = {
        "heading": _("When are you away?"),
        "intro": _("Nothing new is given to you on these days; who stands in gets it."),
        "form": form,
        "button": _("Save"),
        "back_url": reverse("me"),
        "section": "me",
    }
    return render(request, "components/form_page.html", page)


@login_required
@require_POST
def end_absence(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes an absence of one's own away again."""
    people.end_absence(get_object_or_404(Absence, pk=pk, user=request.user))
    messages.success(request, _("Taken away. New work comes to you again."))
    return redirect("me")


def note_absence(form: AbsenceForm, person: Any, actor: Any, noted: Absence | None = None) -> bool:
    """Notes the absence of a form and, if wished, passes on what is open; else says in the form what is wrong."""
    facts = form.cleaned_data
    try:
        with transaction.atomic():
            people.set_absence(person, facts["first_day"], facts["last_day"], facts["substitute"], noted)
            if facts["pass_on"]:
                workflow.relieve(person, actor)
    except ValidationError as error:
        form.add_error(None, error)
    except (Refused, NobodyLeft) as refusal:
        form.add_error(None, str(refusal))
    return not form.errors


@login_required
@require_GET
@never_cache
def my_data(request: HttpRequest) -> HttpResponse:
    """All that is kept about the person, as a file."""
    answer = JsonResponse(data_of(request.user), json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="my-data-{clock.today():%Y-%m-%d}.json"'
    return answer


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, who sees what, and for how long; for everybody, signed in or not."""
    return render(request, "ideas/people/privacy.html")


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """What happens to an idea, what is promised, and what each role does; for everybody, signed in or not."""
    facts = {"promise": deadlines.PROMISE_DAYS, "talk": deadlines.TALK_DAYS, "appeal": deadlines.APPEAL_DAYS}
    return render(request, "ideas/people/help.html", {"limits": facts, "parts": parts_of(request.user)})


def parts_of(person: Any) -> set[str]:
    """Which roles' help is opened for this person."""
    if not person.is_authenticated:
        return set()
    has = {
        "expert": person.reviews_for,
        "coordinator": person.coordinates,
        "decider": person.decides_for,
        "office": person.is_admin,
    }
    return {role for role, found in has.items() if found}
