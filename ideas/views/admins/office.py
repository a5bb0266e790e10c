"""What all Scheme pages share: who may open them, and how a form becomes a row. Knows none of the rows."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

View = Callable[..., HttpResponse]


def for_idea_office(view: View) -> View:
    """A page for the idea office alone; strangers sign in first, everybody else gets 403."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person: Any = request.user
        if not person.is_admin:
            raise PermissionDenied(_("Only the idea office runs the scheme."))
        return view(request, *args, **kwargs)

    return login_required(guarded)


def kept(form: Form, verb: Callable[..., Any], *args: Any, **facts: Any) -> Any:
    """What the verb gives; None where it refuses, and the form says beside the field what is wrong."""
    try:
        return verb(*args, **facts)
    except ValidationError as error:
        say_in(form, error)
        return None


def say_in(form: Form, error: ValidationError) -> None:
    """Puts what a row refused beside the field of the form; what has no field there stands above it."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, [in_words(one) for one in errors])


def in_words(error: ValidationError) -> ValidationError:
    """The refusal as a person would say it, where a row only names its constraint."""
    taken = {"unique": _("This is taken already."), "unique_together": _("This is there already.")}
    return ValidationError(taken[error.code]) if error.code in taken else error


def show_form(request: HttpRequest, form: Form, **page: Any) -> HttpResponse:
    """The page of one form; 200 also when it was refused, with every word kept."""
    return render(request, "ideas/admins/form.html", {"form": form, "section": "scheme", **page})


def done(request: HttpRequest, words: str, *to: Any) -> HttpResponse:
    """Says what happened and goes on."""
    messages.success(request, words)
    return redirect(*to)


def ask_first(request: HttpRequest, **page: Any) -> HttpResponse:
    """The page that asks once more before something that cannot simply be taken back."""
    return render(request, "ideas/admins/sure.html", {"section": "scheme", **page})
