"""What the two sides write to each other, as one reader sees it: the latest in sight, the earlier ones folded.

Reads only; marks of reading are set by a request of their own. A look changes nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ideas import days, dossier, rules, workflow
from ideas.dossier import Papers
from ideas.forms import ActForm
from ideas.models import Channel, Conversation, Idea, Message, Status, TalkDraft
from ideas.rules import Refused, Standing
from ideas.sheets import MOST_ROWS
from ideas.views.acts import form_for
from ideas.views.refusals import answers_refusals
from ideas.views.talk_drafts import begun
from ideas.views.ways import way_back

IN_SIGHT = 6
FEWEST_FOLDED = 3


@dataclass(frozen=True)
class Thread:
    """Messages about an idea, oldest first. `unread`: up to which one the reader may say that they have read it."""

    address: str
    folded: list[Message]
    shown: list[Message]
    earlier: str = ""
    unread: int | None = None
    live: bool = False
    """Whether the page looks for new ones by itself."""

    def __bool__(self) -> bool:
        return bool(self.shown)


def thread_of(idea: Idea, reader: Any, standing: Standing, papers: Papers, *, whole: bool = False) -> Thread:
    """The messages of these papers; asks nothing. `whole`: nothing folded."""
    address = reverse("talk_messages", args=[idea.public_id])
    said = papers.messages
    at = 0 if whole or len(said) < IN_SIGHT + FEWEST_FOLDED else len(said) - IN_SIGHT
    more = f"{address}?before={said[0].pk}" if len(said) == MOST_ROWS else ""
    live = rules.reads_talk(standing)
    unread = _unread(idea, reader, standing, papers) if live else None
    return Thread(address, said[:at], said[at:], more, unread, live)


def _unread(idea: Idea, reader: Any, standing: Standing, papers: Papers) -> int | None:
    """The last message of others, if the reader takes part and it is not said yet that they have read it."""
    others = [one.pk for one in papers.messages if one.author.pk != reader.pk]
    if not others or not workflow.takes_part(
        idea, reader, standing, wrote=len(others) < len(papers.messages)
    ):
        return None
    read = max((mark.message_id for mark in papers.read_marks if mark.user.pk == reader.pk), default=0)
    return others[-1] if others[-1] > read else None


def before(idea: Idea, pk: int, standing: Standing) -> Thread:
    """The messages before one of them, for those who go far back."""
    address = reverse("talk_messages", args=[idea.public_id])
    rows = (
        dossier.messages_for(idea, standing)
        .filter(pk__lt=pk)
        .select_related("author")
        .prefetch_related("files")
    )
    said = list(rows.order_by("-pk")[:MOST_ROWS])[::-1]
    for one in said:
        one.lying, one.read_by = list(one.files.all()), []  # type: ignore[attr-defined]
    more = f"{address}?before={said[0].pk}" if len(said) == MOST_ROWS else ""
    return Thread(address, [], said, more)


def is_in_writing(idea: Idea, talk: Conversation) -> bool:
    """Whether the two talk in writing now."""
    return idea.status == Status.CONVERSATION and talk.channel == Channel.WRITTEN


def in_short(thread: Thread, since: datetime) -> str:
    """When the two have written to each other since then, and how much; empty if they have not."""
    said = [one for one in (*thread.folded, *thread.shown) if one.created_at >= since]
    if not said:
        return ""
    words = ngettext(
        "We talked in writing, in %(n)d message", "We talked in writing, in %(n)d messages", len(said)
    )
    when = days.span(days.local_day(said[0].created_at), days.local_day(said[-1].created_at))
    return f"{words % {'n': len(said)}} ({when})."


def message_form(idea: Idea, reader: Any, next_path: str) -> ActForm:
    """The form for a message, with what its reader has begun to write in the talk. One statement."""
    kept = begun(idea, reader, TalkDraft.Kind.MESSAGE)
    return form_for("message", idea, reader, next=next_path, text=kept.get("text", ""))


@login_required
@require_http_methods(["GET", "POST"])
@answers_refusals
def talk_messages(request: HttpRequest, public_id: str) -> HttpResponse:
    """All that was written about an idea, for those who read its talk. POST: read up to `message`."""
    idea = rules.access_idea(request.user, public_id)
    standing = rules.standing(request.user, idea)
    if not rules.reads_talk(standing):
        raise Refused("", "forbidden", idea)
    if request.method == "POST":
        workflow.mark_read(idea, request.user, upto=number_in(request.POST.get("message", "")))
        return mark_answer(request, public_id)
    papers = dossier.papers_of(idea, request.user)
    far = number_in(request.GET.get("before", ""))
    thread = (
        before(idea, far, standing) if far else thread_of(idea, request.user, standing, papers, whole=True)
    )
    page = {"idea": idea, "thread": thread, "far": far, "mine": rules.is_submitting(standing)}
    page["has_talk"] = bool(papers.talks)
    return render(request, "ideas/talks/messages.html", {**page, "section": "ideas"})


def mark_answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Nothing to a script; without one back to where the messages were read."""
    if "X-Tell" in request.headers:
        return HttpResponse(status=204)
    return redirect(way_back(request, reverse("talk_messages", args=[public_id])))


def number_in(text: str) -> int:
    """The number that was sent; 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
