"""Reading: one idea with its story, and the list of ideas. Fetches through `visible_to`, shows, changes nothing."""

from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from accounts.models import Department, Topic, User
from ideas import days, dossier, rules, search, story, wording
from ideas.forms import ActForm
from ideas.models import BEFORE_DECISION, DECIDED, IN_FAVOUR, Idea, Implementation, Outcome, Status, Support
from ideas.querysets import IdeaQuerySet
from ideas.transitions import TRANSITIONS
from ideas.views.act_table import ACTS
from ideas.views.acts import form_for
from ideas.views.next_action import Case, Turn, menu_of, turn_of, useful
from ideas.views.refusals import answers_refusals

ROWS = 25
MOST_OWN = 1000


@login_required
@require_GET
@answers_refusals
def idea(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where it is, who has it, what happens next; the text, the answer, the story, and what this reader can do."""
    found = rules.access_idea(request.user, public_id)
    if found.status == Status.DRAFT:
        return redirect(f"{reverse('new')}?draft={public_id}")
    standing = rules.standing(request.user, found)
    case = Case(found, standing, dossier.papers_of(found, request.user))
    page = {"idea": found, "case": case, "papers": case.papers, "standing": standing, "section": "ideas"}
    return render(
        request,
        "ideas/submitters/idea.html",
        {**page, **told(case, request.user), **doing(case, request.user)},
    )


def told(case: Case, reader: Any) -> dict[str, Any]:
    """What the page says: the story, what is ahead, the answer and who gave it."""
    idea, papers = case.idea, case.papers
    events = list(idea.events.select_related("actor").order_by("seq"))
    decision = next((made for made in papers.decisions if made.pk == idea.decision_id), None)
    if decision and idea.decision:
        idea.decision.decided_by, idea.decision.passed_to = decision.decided_by, decision.passed_to
    audience = story.audience_of(case.standing)
    entries = story.sentences(idea, events, case.standing, reader=reader, assignments=papers.assignments)
    return {
        "entries": [(entry, is_quote(entry)) for entry in entries],
        "ahead": story.ahead(idea, case.standing),
        "audience": audience.value,
        "author_shown": idea.show_name or audience in (story.Audience.SUBMITTERS, story.Audience.HANDLERS),
        "known": wording.knows_owner(idea, reader),
        "next": next_sentence(case, reader),
        "owner_role": owner_role(case),
        "experts": [
            a for a in papers.assignments if a.round_id == idea.round_id and a.state in ("open", "filed")
        ],
        "sealed": not papers.reviews,
        "work": work_steps(idea),
        "reviews": [r for r in (papers.reviews or papers.public_reviews) if not r.set_aside],
    }


def owner_role(case: Case) -> str:
    """What the person does who has the idea now."""
    if case.idea.status == Status.DECIDING:
        return _("decides")
    if case.idea.status in (Status.CONVERSATION, Status.CONFIRMING):
        return _("talks with you") if case.mine else _("talks with the submitter")
    return _("your contact") if case.mine else _("looks after it")


def next_sentence(case: Case, reader: Any) -> str:
    """What happens next, for this reader: whose step it is, and until when."""
    idea, talk = case.idea, case.papers.talk
    if case.mine and idea.status == Status.CONVERSATION and talk:
        if talk.state == "booked" and talk.appointment:
            return _("We talk on %(when)s.") % {"when": days.clocked(talk.appointment.starts_at)}
        if case.times and case.standing.submitter:
            return _("You choose a time; we talk by %(day)s.") % {"day": days.named(idea.due_at)}
    waiting = [
        a.reviewer.name for a in case.papers.assignments if a.state == "open" and a.round_id == idea.round_id
    ]
    if idea.status == Status.IN_REVIEW and waiting and wording.knows_owner(idea, reader):
        words = ngettext(
            "%(names)s files a view by %(day)s.", "%(names)s file their views by %(day)s.", len(waiting)
        )
        return words % {"names": wording.in_a_row(waiting), "day": days.named(idea.due_at)}
    said = wording.next_words(idea, reader)
    return f"{said}." if said and not said.endswith(".") else said


def is_quote(entry: story.Entry) -> bool:
    """Whether the further words of an entry are a person's own, and not why somebody was asked."""
    return not entry.values.get("experts")


def doing(case: Case, reader: Any) -> dict[str, Any]:
    """What this reader can do: their turn, with its form where it is short; buttons; the menu."""
    verbs = useful(case, reader)
    turn = turn_of(case, verbs)
    form = form_for(turn.verb, case.idea, reader) if turn and turn.way == "form" else None
    return {
        "verbs": verbs,
        "turn": turn,
        "turn_words": (turn.button or ACTS[turn.verb].words(turn.verb)[1]) if turn else "",
        "turn_form": form,
        "turn_url": turn_url(case.idea, turn) if turn else "",
        "click": ActForm(idea=case.idea, actor=reader, auto_id=False),
        "message_form": form_for("message", case.idea, reader) if "message" in verbs else None,
        "note_form": form_for("note", case.idea, reader) if "note" in verbs else None,
        "menu": [
            {"url": reverse("act", args=[case.idea.public_id, verb]), "words": TRANSITIONS[verb].label}
            for verb in menu_of(verbs, turn)
        ],
    }


def turn_url(idea: Idea, turn: Turn) -> str:
    """Where the reader's turn is taken."""
    if turn.way == "talk":
        return reverse("talk", args=[idea.public_id])
    return reverse("act", args=[idea.public_id, turn.verb])


WORK = (
    Implementation.State.PLANNED,
    Implementation.State.IN_WORK,
    Implementation.State.DONE,
    Implementation.State.EFFECT_CHECKED,
)


def work_steps(idea: Idea) -> list[wording.Step]:
    """The track after a yes; empty where nothing is carried out."""
    track = getattr(idea, "implementation", None)
    if idea.outcome not in IN_FAVOUR or track is None:
        return []
    if track.state not in WORK:
        return [wording.Step(str(track.get_state_display()), "", "now")]
    here = WORK.index(track.state)
    return [
        wording.Step(str(state.label), "", "past" if n < here else "now" if n == here else "next")
        for n, state in enumerate(WORK)
    ]


@dataclass(frozen=True)
class Filters:
    """What the address asks for."""

    q: str = ""
    status: str = ""
    outcome: str = ""
    department: str = ""
    topic: str = ""
    whose: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Filters":
        """As the address names them; what it does not know is left out."""
        return cls(**{name: request.GET.get(name, "").strip()[:200] for name in cls.__dataclass_fields__})

    @property
    def query(self) -> str:
        """The address again, without those that are empty."""
        return urlencode({name: value for name, value in vars(self).items() if value})

    @property
    def is_set(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.query)


GROUPS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "open": (gettext_lazy("With us, no answer yet"), tuple(BEFORE_DECISION)),
    "answered": (gettext_lazy("Answered"), tuple(DECIDED)),
    "talk": (gettext_lazy("Answered, talk to come"), (Status.CONVERSATION, Status.CONFIRMING)),
    "hold": (gettext_lazy("On hold"), (Status.DEFERRED,)),
    "closed": (gettext_lazy("Closed"), (Status.CLOSED,)),
    "withdrawn": (gettext_lazy("Withdrawn"), (Status.WITHDRAWN,)),
}
WHOSE = {"mine": gettext_lazy("My ideas"), "following": gettext_lazy("Ideas that I follow")}


@login_required
@require_GET
def ideas(request: HttpRequest) -> HttpResponse:
    """The list: words and filters in the address, newest first or best first, one page at a time."""
    asked, user = Filters.of(request), cast(User, request.user)
    rows = filtered(Idea.objects.visible_to(user).handed_in(), asked, user).with_names()
    rows = rows.annotate(s_supports=Exists(Support.objects.filter(idea=OuterRef("pk"), user=user)))
    page = search.page(search.find(rows, asked.q) if asked.q else rows, request.GET.get("after", ""), ROWS)
    older = "&".join(filter(None, [asked.query, urlencode({"after": page.after})])) if page.after else ""
    shown = {
        "page": page,
        "asked": asked,
        "older_url": f"?{older}" if older else "",
        "choices": choices(),
        "is_first": "after" not in request.GET,
    }
    return render(request, "ideas/submitters/ideas.html", shown)


def filtered(rows: IdeaQuerySet, asked: Filters, user: Any) -> IdeaQuerySet:
    """Narrowed to what the address asks for; a filter that makes no sense is none."""
    if asked.whose == "mine":
        rows = rows.filter(pk__in=newest(Idea.objects.about(user)))
    if asked.whose == "following":
        rows = rows.filter(pk__in=newest(Idea.objects.followed_by(user)))
    if asked.status in GROUPS:
        rows = rows.filter(status__in=GROUPS[asked.status][1])
    if asked.outcome in Outcome.values:
        rows = rows.filter(outcome=asked.outcome)
    for name in ("department", "topic"):
        value = getattr(asked, name)
        if value.isascii() and value.isdigit() and len(value) < 10:
            rows = rows.filter(**{name: int(value)})
    return rows


def newest(rows: IdeaQuerySet) -> list[int]:
    """The keys of the newest of one person's ideas: fetched first, so that the database does not join all ideas."""
    return list(rows.order_by("-number").values_list("pk", flat=True)[:MOST_OWN])


def choices() -> dict[str, list[tuple[str, Any]]]:
    """What one can choose from; departments and topics in one statement."""
    departments = Department.objects.filter(takes_ideas=True).values_list(Value("department"), "pk", "name")
    topics = Topic.objects.values_list(Value("topic"), "pk", "name")
    rows = list(departments.order_by().union(topics.order_by(), all=True))
    return {
        "status": [(key, words) for key, (words, _statuses) in GROUPS.items()],
        "outcome": [(value, label) for value, label in Outcome.choices],
        "department": sorted(
            ((str(pk), name) for kind, pk, name in rows if kind == "department"), key=lambda c: c[1]
        ),
        "topic": [(str(pk), Topic(name=name).label) for kind, pk, name in rows if kind == "topic"],
        "whose": list(WHOSE.items()),
    }
