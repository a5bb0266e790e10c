"""Pages of everybody: the first page, handing in, the receipt. Fetches, calls one verb, shows."""

import uuid
from contextlib import suppress
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.db import IntegrityError, transaction
from django.db.models import Q, Subquery
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from ideas import clock, days, dossier, rules, statements, workflow
from ideas.danger import speaks_of_danger
from ideas.forms import DraftForm, NewIdeaForm, ShortIdeaForm
from ideas.forms.fields import FilesField
from ideas.forms.submitters import MOST_KEPT, as_typed
from ideas.models import HandledRequest, Idea
from ideas.models.idea import derived_id
from ideas.rules import Refused
from ideas.views.beside import beside, to_improve
from ideas.views.home import home_of
from ideas.views.once import known_key, once, result_of
from ideas.views.refusals import answers_refusals
from ideas.views.ways import go_on, typed

ELSEWHERE = ("Origin", "Referer")
"""How Django's reasons begin when a form came from another site: then its words are not given back."""


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The one field, what waits, one's own ideas, what was answered lately."""
    form = ShortIdeaForm(initial={"key": uuid.uuid4()})
    return render(request, "ideas/submitters/home.html", {"form": form, "home": home_of(request.user)})


@require_http_methods(["GET", "POST"])
@answers_refusals
def new(request: HttpRequest) -> HttpResponse:
    """Handing in. Where the text speaks of danger, the page says once whom to call before it is sent."""
    if not request.user.is_authenticated:
        return without_session(request)
    earlier, draft, same = begun_before(request)
    if earlier:
        return go_on(request, earlier)
    if "details" in request.POST:
        begun = DraftForm(request.POST, request.FILES or None, draft=draft)
        begun.is_valid()
        return show_kept(request, begun, draft)
    form = NewIdeaForm(typed(request), request.FILES or None, draft=draft, initial=start_of(request, draft))
    if request.method == "POST" and form.is_valid():
        return tell_of(request, form, draft, same) if same else send_or_warn(request, form, draft)
    return show_kept(request, form, draft)


def show_kept(
    request: HttpRequest, form: NewIdeaForm, kept: Idea | None, *, words: bool = False, alarming: bool = False
) -> HttpResponse:
    """The page, after the files that came are kept, and the `words` where nothing else keeps them; whoever sent
    the idea or threw it away meanwhile, as in another tab, finds what they typed there too."""
    try:
        kept = keep_files(request, form, save_draft(request, form, kept) if words else kept)
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return show_new(request, form, None, status=409)
    return show_new(request, form, kept, alarming=alarming)


def start_of(request: HttpRequest, draft: Idea | None) -> dict[str, Any]:
    """What stands in the fields of a new idea: of one that is improved, what it said before."""
    old = None if draft else to_improve(request, draft)
    return {**as_typed(old), "draft": "", "improves": old.public_id} if old else {}


@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Keeps a half-written idea: by the button, or by itself after a pause in typing. Nobody else sees it."""
    htmx = bool(getattr(request, "htmx", False))
    if not request.user.is_authenticated:
        return signed_out(request, htmx)
    kept, form = kept_draft(request)
    if htmx:
        page = {"draft": kept or own_draft(request), "kept": kept, "at": clock.now()}
        page |= {"beside": beside(request, kept), "short": "visibility" not in request.POST}
        return render(request, "ideas/submitters/_draft.html", page)
    if kept is None:
        return show_new(request, form, None)
    messages.success(request, _("Kept. You find it on your first page; nobody else sees it."))
    return redirect("home")


def kept_draft(request: HttpRequest) -> tuple[Idea | None, NewIdeaForm]:
    """The draft with what was typed, if there is anything to keep and it was not handed in meanwhile."""
    known = result_of(request.user, request.POST.get("key", ""))
    form = DraftForm(request.POST)
    if form.is_valid() and form.cleaned_data["text"] and not known:
        with suppress(Refused):
            return save_draft(request, form, own_draft(request)), form
    return None, form


@login_required
@require_GET
@answers_refusals
def receipt(request: HttpRequest, public_id: str) -> HttpResponse:
    """Number, date, and who looks after the idea; for its submitters."""
    idea = rules.access_idea(request.user, public_id)
    if not rules.is_submitting(rules.standing(request.user, idea)) or idea.number is None:
        return redirect("idea", public_id)
    page = {"idea": idea, "contact": idea.coordinator or idea.owner, "section": "ideas"}
    page["papers"] = dossier.papers_of(idea, request.user)
    return render(request, "ideas/submitters/receipt.html", {**page, "alarming": speaks_of_danger(idea.text)})


def signed_out(request: HttpRequest, htmx: bool) -> HttpResponse:
    """To the sign-in; somebody who is typing is told so, and the page with their words stays."""
    if htmx:
        return render(request, "ideas/submitters/_signed_out.html", status=401)
    return without_session(request)


def without_session(request: HttpRequest) -> HttpResponse:
    """To the sign-in; whoever has written something gets their words back, to send them after it."""
    if not request.POST.get("text", "").strip():
        return redirect_to_login(request.get_full_path() if request.method == "GET" else reverse("new"))
    return words_back(request, 401)


def words_back(request: HttpRequest, status: int) -> HttpResponse:
    """The words of a request that could not be carried out, in a form that can be sent again."""
    names = ("text", "title", "key", "draft", "improves", "danger_seen")
    kept = {name: request.POST.get(name, "") for name in names}
    return render(request, "ideas/submitters/words_back.html", {"kept": kept}, status=status)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is out of date, as after a new sign-in in another tab: no word of an idea is lost."""
    ours = request.path in (reverse("new"), reverse("draft")) and not reason.startswith(ELSEWHERE)
    if ours and request.POST.get("text", "").strip():
        return words_back(request, 403)
    return csrf_failure(request, reason)


def begun_before(request: HttpRequest) -> tuple[str, Idea | None, str]:
    """Where a form has led that was sent before, the half-written idea that it goes on with, and the address of the
    idea that says the same and was handed in just before; mostly none of them, which takes one statement."""
    named, keyed = names_of_draft(request)
    key = known_key(request.POST.get("key", ""))
    if key is None:
        return "", own_draft(request), ""
    words = "" if "hazard" in request.POST else words_of(request).replace("\r\n", "\n").strip()
    asked = {"key": key, "named": named, "keyed": keyed, "words": words}
    [(path, draft, same)] = statements.rows(_begun_before, request.user, **asked)
    return path or "", own_draft(request) if draft else None, same or ""


def _begun_before(user: Any, *, key: uuid.UUID, named: str, keyed: str, words: str) -> Any:
    led = HandledRequest.objects.filter(key=key, user=user).values("path")
    kept = _draft_of(user, named=named, keyed=keyed).values("pk")
    newest = Idea.objects.filter(submitter=user, number__isnull=False).order_by("-number").values("pk")[:1]
    same = Idea.objects.filter(pk=Subquery(newest), text=words, owner__isnull=False).values("public_id")
    return User.objects.filter(pk=user.pk).values_list(Subquery(led), Subquery(kept), Subquery(same))


def names_of_draft(request: HttpRequest) -> tuple[str, str]:
    """Under which addresses a form's draft may lie: the one it names, and the one that its key leads to."""
    named = request.POST.get("draft") or request.GET.get("draft", "")
    return named if named.isalnum() else "", derived_id(request.POST.get("key", ""))


def own_draft(request: HttpRequest) -> Idea | None:
    """The half-written idea that a form goes on with: the one it names, or the one kept under its key."""
    named, keyed = names_of_draft(request)
    found = statements.rows(_draft_of, request.user, named=named, keyed=keyed) if named or keyed else []
    return found[0] if found else None


def _draft_of(user: Any, *, named: str, keyed: str) -> Any:
    drafts = Idea.objects.drafts_of(user).filter(Q(public_id=named) | Q(public_id=keyed))
    return drafts.order_by("pk")[:1]


def blank(request: HttpRequest) -> Idea:
    """A new idea of this person, not kept yet; perhaps a second attempt. It lies where the form's key leads, so that
    what keeps it as a draft and what sends it cannot make two."""
    new = Idea(visibility=settings.DEFAULT_VISIBILITY, improves=to_improve(request, None))
    new.submitter = cast(User, request.user)
    new.public_id = derived_id(request.POST.get("key", "")) or new.public_id
    return new


def save_draft(request: HttpRequest, form: NewIdeaForm, kept: Idea | None) -> Idea:
    """Keeps what was typed.

    A request that comes at the same time may have made it: then that one is gone on with. Raises `Refused` where
    one has handed it in or thrown it away.
    """
    words = {"text": form.cleaned_data["text"], **form.draft_fields()}
    if kept is not None:
        return workflow.save_draft(request.user, draft=kept, **words)
    new = blank(request)
    try:
        with transaction.atomic():
            return workflow.save_draft(request.user, draft=new, **words)
    except IntegrityError:
        if (made := own_draft(request)) is None:
            raise Refused(_("It has been sent or thrown away meanwhile."), "conflict") from None
        return workflow.save_draft(request.user, draft=made, **words)


def keep_files(request: HttpRequest, form: NewIdeaForm, kept: Idea | None) -> Idea | None:
    """Files that came with a form that is refused stay with the draft: nobody has to choose them again."""
    field = form.fields["files"]
    assert isinstance(field, FilesField)
    ready = field.good if request.FILES else []
    if not ready:
        return kept
    form.cleaned_data.setdefault("text", words_of(request))
    draft = save_draft(request, form, kept)
    workflow.attach(draft, request.user, files=ready)
    return draft


def words_of(request: HttpRequest) -> str:
    """What was typed, even where it is too long to be sent: as far as a draft is kept, without what no row takes."""
    return request.POST.get("text", "").replace("\0", "")[:MOST_KEPT]


def is_alarming(form: NewIdeaForm) -> bool:
    """Whether the text speaks of danger and the page has not said whom to call yet."""
    text = form.data.get("text", "")
    return speaks_of_danger(text) and not form.data.get("danger_seen")


def send_or_warn(request: HttpRequest, form: NewIdeaForm, kept: Idea | None) -> HttpResponse:
    """Sends it; where it speaks of danger and is no report of a hazard, the page says first whom to call."""
    if is_alarming(form) and "hazard" not in request.POST:
        return show_kept(request, form, kept, words=True, alarming=True)
    return send(request, form, kept)


def tell_of(request: HttpRequest, form: NewIdeaForm, kept: Idea | None, same: str) -> HttpResponse:
    """Says that these very words are under way already, as after going back in the browser; nothing is handed in."""
    idea = rules.access_idea(request.user, same)
    link = format_html('<a href="{}">{}</a>', reverse("receipt", args=[same]), idea.title)
    words = _("You have handed in these very words already, as no. {number}: {link}")
    form.add_error(None, format_html(words, number=idea.number, link=link))
    return show_new(request, form, kept, status=409)


def send(request: HttpRequest, form: NewIdeaForm, kept: Idea | None) -> HttpResponse:
    """Hands the idea in, once for this key; then to the receipt, or home where it is a colleague's. A draft that was
    kept at the same time is the one that is sent."""
    idea = kept or blank(request)
    other = form.cleaned_data["on_behalf_of"]
    other = None if other == request.user else other
    path = reverse("home") if other else reverse("receipt", args=[idea.public_id])
    fresh: dict[str, Any] = {}

    def perform() -> None:
        fill_in(idea, form)
        files = form.cleaned_data["files"]
        if files:
            workflow.save_draft(request.user, draft=idea, text=idea.text)
            workflow.attach(idea, request.user, files=files)
        together = [one for one in form.cleaned_data["together"] if one.pk != (other or request.user).pk]
        fresh["idea"] = workflow.hand_in(
            idea, request.user, on_behalf_of=other, together=together, hazard="hazard" in request.POST
        )

    try:
        path = once(request.user, form.cleaned_data["key"], path, perform)
    except Refused as refusal:
        form.add_error(None, str(refusal.reason))
        return show_new(request, form, kept, status=409)
    except IntegrityError:
        if kept or (made := own_draft(request)) is None:
            raise
        return send(request, form, made)
    if other and "idea" in fresh:
        messages.success(request, handed_in_words(fresh["idea"]))
    return go_on(request, path)


def fill_in(idea: Idea, form: NewIdeaForm) -> None:
    """Puts what was typed into the idea; a draft is saved, a new idea is saved as it is handed in."""
    words = {"text": form.cleaned_data["text"], **form.draft_fields()}
    if not words.get("topic") and (shown := form.topic_shown()):
        words["topic"] = shown
    if idea.pk:
        workflow.save_draft(idea.submitter, draft=idea, **words)
        return
    for name, value in words.items():
        setattr(idea, name, value)


def handed_in_words(idea: Idea) -> str:
    """What is said to whoever handed in for a colleague: they may not read it themselves."""
    return _("Handed in for %(name)s: number %(number)s, answer by %(day)s.") % {
        "name": idea.submitter.name,
        "number": idea.number,
        "day": days.plain(idea.promise_at),
    }


def show_new(
    request: HttpRequest,
    form: NewIdeaForm,
    kept: Idea | None,
    *,
    alarming: bool = False,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page for handing in, with every word that was typed."""
    earlier = to_improve(request, kept)
    page = {
        "form": with_details(form, kept),
        "draft": kept,
        "key": request.POST.get("key") or uuid.uuid4(),
        "alarming": alarming or bool(form.data.get("danger_seen")),
        "details": opens_details(request, form),
        "earlier": earlier,
        "beside": beside(request, kept),
        "other_draft": None if kept or form.is_bound or earlier else latest_draft(request),
        "section": "new",
        **more,
    }
    return render(request, "ideas/submitters/new.html", page, status=status)


def with_details(form: NewIdeaForm, kept: Idea | None) -> NewIdeaForm:
    """What came from the first page has no details: they stand as they are for a new idea."""
    if form.is_bound and "visibility" not in form.data:
        form.errors  # noqa: B018  (what was sent is judged before anything is added)
        start, data = as_typed(kept), request_data(form)
        data["visibility"] = start["visibility"]
        data["show_name"] = "on" if start["show_name"] else ""
        form.data = data
    return form


def request_data(form: NewIdeaForm) -> QueryDict:
    """What was sent with a form, to be added to."""
    data = form.data
    assert isinstance(data, QueryDict)
    return data.copy()


def opens_details(request: HttpRequest, form: NewIdeaForm) -> bool:
    """Whether there is something in the details that one should see."""
    named = ("department", "topic", "on_behalf_of", "together")
    return bool({"details", "together_is"} & set(request.POST)) or any(
        form.data.get(name) or form.errors.get(name) for name in named
    )


def latest_draft(request: HttpRequest) -> Idea | None:
    """What this person wrote last and has not sent."""
    return Idea.objects.drafts_of(request.user).order_by("-updated_at").first()
