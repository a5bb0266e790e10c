"""Scheme: what did not reach people and why, and whether mail and the sweep are well. Shows no mail's text."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from ideas import outbox, watch
from ideas.models import Idea, OutgoingMail
from ideas.views.admins.office import for_idea_office

MOST = 100


@for_idea_office
@require_GET
def mail(request: HttpRequest) -> HttpResponse:
    """The newest mails that could not be sent and that were held back, and the state of the machinery."""
    stuck, held = list(outbox.quarantined()[:MOST]), list(outbox.withheld()[:MOST])
    known = readable(request, [*stuck, *held])
    sweep = watch.last_run()
    page = {
        "stuck": [(row, known(row)) for row in stuck],
        "held": [(row, known(row)) for row in held],
        "health": outbox.health(),
        "most": MOST,
        "sweep": sweep,
        "asleep": watch.is_late(sweep),
        "digests": watch.last_run("digests"),
        "section": "scheme",
    }
    return render(request, "ideas/admins/mail.html", page)


def readable(request: HttpRequest, rows: list[OutgoingMail]) -> Callable[[OutgoingMail], str]:
    """Says of a mail what the reader may know of it: its subject, or the number of an idea they may not read."""
    ids = {row.idea_id for row in rows if row.idea_id}
    seen = (
        set(Idea.objects.visible_to(request.user).filter(pk__in=ids).values_list("pk", flat=True))
        if ids
        else set()
    )

    def words(row: OutgoingMail) -> str:
        if row.idea_id is None or row.idea_id in seen:
            return row.subject
        return _("About idea no. %(number)s") % {"number": row.idea.number}

    return words


@for_idea_office
@require_POST
def try_again(request: HttpRequest) -> HttpResponse:
    """Queues the chosen mails anew, or all that could not be sent."""
    chosen = request.POST.getlist("mail")
    ids = (
        [row.pk for row in outbox.quarantined()]
        if "all" in request.POST
        else [k for c in chosen if (k := as_id(c))]
    )
    n = outbox.try_again(ids)
    if n:
        words = ngettext("%(n)d mail is on its way again.", "%(n)d mails are on their way again.", n)
        messages.success(request, words % {"n": n})
    else:
        messages.warning(request, _("Choose at least one mail. Codes for signing in are not sent again."))
    return redirect("mail")


def as_id(text: str) -> UUID | None:
    """The id of a mail; None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
