"""The pages on which an invited person comes in. They change nothing on GET; the verbs are in `people`."""

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import people
from accounts.forms import InvitationForm, SlipForm
from accounts.models import Invitation


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail: name and, if wanted, a password; then signed in. 404 for a used or foreign link."""
    invitation = people.invitation_of_link(token)
    if invitation is None:
        return render(request, "accounts/invitation_over.html", status=404)
    form = InvitationForm(request.POST or None, invitation=invitation)
    if request.method == "POST" and form.is_valid():
        return _let_in(request, invitation, form.cleaned_data["name"], form.cleaned_data["password"])
    page = {"form": form, "invitation": invitation, "button": _("Come in")}
    page["heading"] = _("Welcome to %(site)s") % {"site": settings.SITE_NAME}
    return render(request, "accounts/invitation.html", page)


@never_cache
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "POST"])
def accept_slip(request: HttpRequest) -> HttpResponse:
    """The page named on a printed slip: number, code and a password of one's own; then signed in."""
    key = request.POST.get("login", "").strip().upper()
    if request.method == "POST" and not ratelimit.consume(request, action="invitation", key=key):
        return ratelimit.respond_429(request)
    form = SlipForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.invitation:
        return _let_in(request, form.invitation, "", form.cleaned_data["password"])
    page = {"form": form, "heading": _("Sign in for the first time"), "button": _("Set password and sign in")}
    page["intro"] = _("You have a slip with a code from your idea office. Choose your own password with it.")
    return render(request, "accounts/slip.html", page)


def _let_in(request: HttpRequest, invitation: Invitation, name: str, password: str) -> HttpResponse:
    try:
        person = people.accept(invitation, name=name, password=password)
    except ValidationError:
        return render(request, "accounts/invitation_over.html", status=409)
    return perform_login(request, person, email=person.email)
