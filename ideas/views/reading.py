"""Reading one idea: story, discussion, what this reader can do. Fetches through `access_idea`; changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from ideas import clock, days, discussion, dossier, mentions, rules, statements, story, wording, workflow
from ideas.discussion import Discussion
from ideas.forms import ActForm, NoteForm
from ideas.letters import places
from ideas.models import IN_FAVOUR, Event, Idea, Implementation, Likeness, Status
from ideas.story import Entry
from ideas.transitions import TRANSITIONS
from ideas.views.act_table import ACTS
from ideas.views.acts import form_for
from ideas.views.next_action import Case, Turn, menu_of, turn_of, useful
from ideas.views.refusals import answers_refusals
from ideas.views.thread import is_in_writing, thread_of

LAST_STEPS = 7
"""So many steps of a long story stand open; those between the first and them are folded."""
FEWEST_FOLDED = 3
KIN = 6
NEWS = ("report_news", "hand_work_on")
"""Kinds of steps that stand beside the track after a yes, the newest first."""


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
    page |= written(case, request.user)
    page |= {**told(case, request.user), **doing(case, request.user), **discussed(case, request)}
    return render(request, "ideas/submitters/idea.html", page)


@login_required
@require_GET
@answers_refusals
def mentionable(request: HttpRequest, public_id: str) -> HttpResponse:
    """Colleagues to choose from while somebody types "@" in a comment; nobody where there is no public discussion."""
    found = rules.access_idea(request.user, public_id)
    words = request.GET.get("q", "") if rules.has_discussion(found) else ""
    people = mentions.beginning_with(words, request.user)
    return render(request, "ideas/submitters/_mentionable.html", {"people": people})


def told(case: Case, reader: Any) -> dict[str, Any]:
    """What the page says: the story, what is ahead, the answer and who gave it."""
    idea, papers = case.idea, case.papers
    events = statements.rows(_events, None, idea=idea.pk)
    decision = next((made for made in papers.decisions if made.pk == idea.decision_id), None)
    if decision and idea.decision:
        idea.decision.decided_by, idea.decision.passed_to = decision.decided_by, decision.passed_to
    audience = story.audience_of(case.standing)
    entries = story.sentences(idea, events, case.standing, reader=reader, assignments=papers.assignments)
    return {
        "story": Story.of(entries),
        "address": places.absolute(places.idea(idea)),
        "true": came_true(idea, case.standing, reader) if case.standing.alike else [],
        "kin": kin_of(idea, reader) if case.standing.kin else [],
        "ahead": story.ahead(idea, case.standing),
        "audience": audience.value,
        "author_shown": idea.show_name or audience in (story.Audience.SUBMITTERS, story.Audience.HANDLERS),
        "known": wording.knows_owner(idea, reader),
        "next": next_sentence(case, reader),
        "owner_role": owner_role(case),
        "experts": [
            a for a in papers.assignments if a.round_id == idea.round_id and a.state in ("open", "filed")
        ],
        "still_to_come": still_to_come(case, reader),
        "sealed": not papers.reviews,
        "work": work_steps(idea),
        "news": [entry for entry in reversed(entries) if entry.kind in NEWS],
        "reviews": [r for r in (papers.reviews or papers.public_reviews) if not r.set_aside],
    }


def _events(_person: Any, *, idea: int) -> Any:
    """What happened to an idea, in its order; comments stand elsewhere."""
    rows = Event.objects.filter(idea=idea).exclude(kind="comment").select_related("actor")
    return rows.order_by("seq")


def still_to_come(case: Case, reader: Any) -> set[int]:
    """Reviews whose day is over: to others than their expert without that day, since nobody's delays are shown."""
    now = clock.now()
    return {
        a.pk for a in case.papers.assignments if a.due_at and a.due_at <= now and a.reviewer_id != reader.pk
    }


def written(case: Case, reader: Any) -> dict[str, Any]:
    """The messages, and whether they are the talk itself, which has a page of its own."""
    talk = case.papers.talk
    return {
        "thread": thread_of(case.idea, reader, case.standing, case.papers),
        "talks_in_writing": bool(talk) and is_in_writing(case.idea, talk),
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
        if case.in_writing:
            words = _("You write to each other; then %(partner)s sends you the notes.")
            return words % {"partner": talk.partner.name}
        if case.times and case.standing.submitter:
            return _("You choose a time; we talk by %(day)s.") % {"day": days.named(idea.due_at)}
    waiting = [
        a.reviewer.name for a in case.papers.assignments if a.state == "open" and a.round_id == idea.round_id
    ]
    if idea.status == Status.IN_REVIEW and waiting and idea.due_at <= clock.now():
        return ngettext("One view is still to come.", "Views are still to come.", len(waiting))
    if idea.status == Status.IN_REVIEW and waiting and wording.knows_owner(idea, reader):
        words = ngettext(
            "%(names)s files a view by %(day)s.", "%(names)s file their views by %(day)s.", len(waiting)
        )
        return words % {"names": wording.in_a_row(waiting), "day": days.named(idea.due_at)}
    said = wording.next_words(idea, reader)
    return f"{said}." if said and not said.endswith(".") else said


@dataclass(frozen=True)
class Day:
    """What happened on one day: each entry, and whether its further words are a person's own."""

    day: date
    entries: list[tuple[Entry, bool]]


@dataclass(frozen=True)
class Story:
    """The story by days; of a long one the beginning is folded."""

    days: list[Day]
    folded: list[Day]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Story":
        """Grouped, and folded where that saves the reader something."""
        by_day = groupby(entries, key=lambda entry: timezone.localdate(entry.at))
        all_ = [Day(day, [(entry, is_quote(entry)) for entry in group]) for day, group in by_day]
        at = len(all_)
        while at and sum(len(day.entries) for day in all_[at:]) < LAST_STEPS:
            at -= 1
        worth_it = sum(len(day.entries) for day in all_[:at]) > FEWEST_FOLDED
        return cls(all_[at:], all_[:at]) if worth_it else cls(all_, [])

    @property
    def steps_folded(self) -> int:
        """How many steps are out of sight."""
        return sum(len(day.entries) for day in self.folded)


def is_quote(entry: Entry) -> bool:
    """Whether the further words of an entry are a person's own, and not why somebody was asked."""
    return not entry.values.get("experts")


def kin_of(idea: Idea, reader: Any) -> list[Idea]:
    """Ideas that grew out of it or were joined with it, as far as this reader may read them; one statement."""
    rows = Idea.objects.visible_to(reader).handed_in().filter(Q(improves=idea) | Q(merged_into=idea))
    shown = rows.only("number", "title", "public_id", "language", "improves", "status", "outcome")
    return list(shown.order_by("number")[:KIN])


@dataclass(frozen=True)
class Before:
    """What came true, in words, and the other idea if this reader may open it."""

    words: str
    idea: Idea | None


def came_true(idea: Idea, standing: rules.Standing, reader: Any) -> list[Before]:
    """Who had an adopted idea first; of a declined one, what was adopted, for its submitters and whoever may read
    that. Two statements."""
    about = Q(adopted=idea) | Q(declined=idea)
    rows = Likeness.objects.filter(about, state=Likeness.State.CONFIRMED).order_by("pk")
    found = list(rows.select_related("adopted", "declined__submitter", "declined__department"))
    others = [row.declined_id if row.adopted_id == idea.pk else row.adopted_id for row in found]
    readable = set(Idea.objects.visible_to(reader).filter(pk__in=others).values_list("pk", flat=True))
    told = []
    for row in found:
        first = row.adopted_id == idea.pk
        other = row.declined if first else row.adopted
        shown = other if other.pk in readable else None
        if first:
            told.append(Before(first_words(row.declined), shown))
        elif shown or rules.is_submitting(standing):
            told.append(Before(_("Something like it was adopted."), shown))
    return told


def first_words(declined: Idea) -> str:
    """Who had it first."""
    name = workflow.first_name(declined) or _("a colleague")
    return _("First handed in by %(name)s.") % {"name": name}


def discussed(case: Case, request: HttpRequest) -> dict[str, Any]:
    """What colleagues say in public, the part of it that the address asks for, and the form to join in."""
    asked = {name: request.GET.get(name, "").replace("\0", "")[:10] for name in ("comment", "before")}
    found: Discussion = discussion.discussion_of(
        case.idea, request.user, case.standing, named=asked["comment"], before=asked["before"]
    )
    form = form_for("comment", case.idea, request.user) if found.is_open else None
    return {"discussion": found, "comment_form": form, "named": asked["comment"]}


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
        "thank_form": form_for("thank", case.idea, reader) if "thank" in verbs else None,
        **compared(case, reader, verbs),
        "menu": [
            {"url": reverse("act", args=[case.idea.public_id, verb]), "words": TRANSITIONS[verb].label}
            for verb in menu_of(verbs, turn)
        ],
    }


def compared(case: Case, reader: Any, verbs: list[str]) -> dict[str, Any]:
    """Where the views differ, each point with a form to answer it while they are compared; and all other notes."""
    idea, found = case.idea, case.papers.differences(case.idea)
    answering = Status.DISCUSSION in (idea.status, idea.came_from) and "note" in verbs
    shown = found if answering or idea.status == Status.DECIDING else [one for one in found if one.answers]
    told = {note.pk for one in shown for note in one.answers}
    return {
        "compare": [(one, answer_form(idea, reader, one.criterion) if answering else None) for one in shown],
        "notes": [note for note in case.papers.notes if note.pk not in told],
    }


def answer_form(idea: Idea, reader: Any, criterion: str) -> NoteForm:
    """The answer to one question; its ids are its own, since a page has several."""
    return NoteForm(
        None, idea=idea, actor=reader, initial={"criterion": criterion}, auto_id=f"{criterion}_%s"
    )


def turn_url(idea: Idea, turn: Turn) -> str:
    """Where the reader's turn is taken."""
    if turn.way == "talk":
        return reverse("talk", args=[idea.public_id])
    if turn.way == "below":
        return "#compare"
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
