"""Pictures of people: giving one's own, taking it away again, and showing them to colleagues."""

from typing import cast

from csp.decorators import csp_replace
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import people
from accounts.models import User
from ideas import files
from ideas.forms import PortraitForm
from ideas.views.files import SHUT

A_YEAR = 31_536_000


@login_required
@require_http_methods(["GET", "POST"])
def my_picture(request: HttpRequest) -> HttpResponse:
    """One's own picture: choose one, see the present one."""
    form = PortraitForm()
    if request.method == "POST":
        form = PortraitForm(request.POST, request.FILES)
        if form.is_valid():
            people.set_portrait(cast(User, request.user), files.kept_portrait(form.cleaned_data["picture"]))
            messages.success(request, _("That is you. Colleagues see it beside your name."))
            return redirect("me")
    return render(request, "ideas/people/picture.html", {"form": form, "section": "me"})


@login_required
@require_POST
def no_picture(request: HttpRequest) -> HttpResponse:
    """Takes one's own picture away."""
    people.set_portrait(cast(User, request.user), "")
    messages.success(request, _("Your picture is deleted. Your initials stand there again."))
    return redirect("me")


@login_required
@require_GET
@csp_replace(SHUT)  # type: ignore[arg-type]
@cache_control(private=True, max_age=A_YEAR, immutable=True)
def person_picture(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """The picture of a person, for colleagues; a new picture has a new address."""
    person = get_object_or_404(User, pk=pk, is_active=True, portrait=f"portraits/{token}.webp")
    try:
        with person.portrait.open() as kept:
            return HttpResponse(kept.read(), content_type="image/webp")
    except FileNotFoundError as error:
        raise Http404 from error
