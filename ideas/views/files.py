"""Files over HTTP: sending them with a draft, and getting them back.

A file is found through the idea to which it belongs, so whoever may not read the idea does not know the file. What
people sent leaves as a download that no browser opens in our name; only pictures that we made ourselves are shown.
"""

from typing import Any

from csp.constants import NONE
from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from ideas import dossier, files, rules, workflow
from ideas.forms import DraftForm
from ideas.models import Attachment, Idea
from ideas.rules import Refused
from ideas.views import submitters
from ideas.views.once import result_of
from ideas.views.refusals import answers_refusals

SHUT = {
    "default-src": [NONE],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [NONE],
    "img-src": None,
    "sandbox": True,
}
"""What a browser may do with a file that somebody sent: nothing."""


@login_required
@require_GET
@csp_replace(SHUT)
@answers_refusals
def file(request: HttpRequest, public_id: str, file_id: str) -> Any:
    """What somebody sent, as a download under its name."""
    row = file_of(request, public_id, file_id)
    try:
        kept = files.opened(row)
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(kept, as_attachment=True, filename=row.name, content_type=row.content_type)


@login_required
@require_GET
@csp_replace(SHUT)
@answers_refusals
def small(request: HttpRequest, public_id: str, file_id: str) -> HttpResponse:
    """A picture in small, as we made it."""
    row = file_of(request, public_id, file_id)
    if not row.is_picture:
        raise Http404
    try:
        return HttpResponse(files.small_of(row), content_type="image/webp")
    except FileNotFoundError as error:
        raise Http404 from error


def file_of(request: HttpRequest, public_id: str, file_id: str) -> Attachment:
    """The file of an idea that this person may read; of what is written in its talk, if they read that."""
    idea = rules.access_idea(request.user, public_id)
    row = get_object_or_404(Attachment, idea=idea, public_id=file_id)
    if not row.message_id:
        return row
    standing = rules.standing(request.user, idea)
    known = dossier.messages_for(idea, standing).filter(pk=row.message_id)
    if not rules.reads_talk(standing) or (rules.reads_this_talk_alone(standing) and not known.exists()):
        raise Http404
    return row


@require_POST
def draft_files(request: HttpRequest) -> HttpResponse:
    """Adds files to one's draft, or removes one; makes the draft if there is none yet. Nobody else sees it.

    A script gets the list back; without one the page for handing in comes back, with every word.
    """
    htmx = bool(getattr(request, "htmx", False))
    if not request.user.is_authenticated:
        return submitters.signed_out(request, htmx)
    if earlier := result_of(request.user, request.POST.get("key", "")):
        return HttpResponse(status=409) if htmx else redirect(earlier)
    form = DraftForm(request.POST, files=request.FILES)
    form.is_valid()
    kept = draft_with_files(request, form)
    if htmx:
        shown: dict[str, Any] = {"draft": kept, "errors": form.errors.get("files", [])}
        return render(request, "components/files_list.html", shown)
    return submitters.show_new(request, form, kept)


def draft_with_files(request: HttpRequest, form: Any) -> Idea | None:
    """The draft with what was typed, without what is to be removed, with the files that may be kept.

    What does not fit any more is said at the field.
    """
    try:
        kept = kept_draft(request, form)
        remove(kept, request)
        workflow.attach(kept, request.user, files=form.fields["files"].good)
    except Refused as refusal:
        form.add_error("files", str(refusal.reason))
        kept = submitters.own_draft(request)
    return kept


def kept_draft(request: HttpRequest, form: Any) -> Idea:
    """One's draft with the words of the form; refused where its key leads to an idea that is handed in by now."""
    form.cleaned_data.setdefault("text", submitters.words_of(request))
    return submitters.save_draft(request, form, submitters.own_draft(request))


def remove(draft: Idea, request: HttpRequest) -> None:
    """Takes the file off that the button names."""
    named = request.POST.get("remove", "")
    row = Attachment.objects.of(draft).filter(public_id=named).first() if named.isalnum() else None
    if row is not None:
        workflow.detach(draft, request.user, file=row)
