"""All addresses of Tell, and the floor: about the least that a useful page for a signed-in person can cost."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from config.urls import urlpatterns as of_tell
from ideas.models import Idea

ROWS = 25
handler500 = "ideas.views.errors.broken"


@login_required
def floor(request: HttpRequest) -> HttpResponse:
    """The session, the person, and 25 plain rows of one indexed query in a simple template."""
    rows = Idea.objects.only("number", "title", "public_id", "status").order_by("-number")[:ROWS]
    return render(request, "bench/floor.html", {"rows": rows})


urlpatterns = [path("bench/floor/", floor), *of_tell]
