"""Ending mails of one kind by the address in their footer: a page with a button, and one click of a mail program.

Works signed out; the address itself says whose mails of which kind, and nothing else of the person is shown. Only a
POST changes anything; it needs no token of ours beside the address, since mail programs have none (RFC 8058).
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.scheme import keep
from ideas.letters import news


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail_off(request: HttpRequest, token: str) -> HttpResponse:
    """Asks, or ends mails of this kind, or brings them back."""
    found = news.read_token(token)
    if found is None:
        return render(request, "ideas/people/mail_off.html", {"state": "gone"}, status=404)
    person, kind = found
    state = "ask"
    if request.method == "POST":
        state = "back" if request.POST.get("again") else "off"
        keep(person, **(news.with_again if state == "back" else news.without)(person, kind))
    with override(person.language):
        return render(request, "ideas/people/mail_off.html", {"state": state, "kind": label(kind)})


def label(kind: str) -> Any:
    """What the mails are about, in words."""
    return _("The daily mail") if kind == news.DIGEST else news.News(kind).label
