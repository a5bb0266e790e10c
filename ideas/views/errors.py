"""What is answered when something broke: without database, user or context. Says nothing of what broke, and loses
no word of an idea."""

import sys
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.csrf import requires_csrf_token


@requires_csrf_token
def broken(request: HttpRequest) -> HttpResponse:
    """500; and 503 when it is the database that is away. The words of an idea come back, to be sent again."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    name, status = ("503.html", 503) if away else ("500.html", 500)
    return HttpResponse(render_to_string(name, written(request)), status=status)


def written(request: HttpRequest) -> dict[str, Any]:
    """What was typed into the form for a new idea, if it came from our own page; its key goes with it."""
    if request.path != reverse("new") or not getattr(request, "csrf_processing_done", False):
        return {}
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
    except (OSError, SuspiciousOperation, MultiPartParserError):  # it did not arrive whole
        return {}
    text = request.POST.get("text", "")
    rest = [(name, value) for name, value in fields if name not in ("text", "csrfmiddlewaretoken", "details")]
    kept = {"text": text, "rest": rest, "files": bool(request.FILES)}
    return {"kept": kept, "csrf_token": get_token(request)} if text.strip() else {}
