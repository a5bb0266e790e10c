"""The first page of one person: what waits, their ideas, what was answered. Reads only, in five statements."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Subquery, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ideas import clock, days
from ideas.models import (
    Assignment,
    Conversation,
    CoSubmitter,
    Decision,
    Idea,
    Implementation,
    InPersonTask,
    Slot,
    Status,
)

MINE = 30
ANSWERED = 5
VIEWS = 6
DUTIES = 12
NEWS_AHEAD = 3
OVER = Case(When(status=Status.WITHDRAWN, then=F("withdrawn_at")), default=F("closed_at"))
"""When an idea ended; empty while it is under way."""


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for this person: what, why, until when, and where to do it."""

    title: str
    words: str
    button: str
    url: str
    due: date | datetime | None = None
    kind: str = "yours"


@dataclass(frozen=True)
class Home:
    """The first page of one person."""

    waiting: list[Waiting]
    mine: list[Idea]
    answered: list[Idea]


def home_of(user: Any) -> Home:
    """Gathers the first page."""
    mine = my_ideas(user)
    waiting = [*filter(None, map(_asked_of_submitter, mine))]
    waiting += [_review(asked) for asked in reviews_of(user)]
    waiting += [_duty(idea, user) for idea in duties_of(user)]
    waiting.sort(key=lambda one: (one.due is None, str(one.due)))
    told = _to_tell(user) if user.coordinates else None
    shown = [idea for idea in mine if not idea.invited and idea.status != Status.DRAFT]
    return Home([*waiting, *([told] if told else [])], shown, answered(user))


def my_ideas(user: Any) -> list[Any]:
    """Own and joint ideas and invitations to join: under way first, then the newest; with the state of their talk."""
    talk = Conversation.objects.filter(idea=OuterRef("pk")).exclude(state="done")
    joint = CoSubmitter.objects.filter(idea=OuterRef("pk"), user=user)
    free = Slot.objects.filter(conversation__idea=OuterRef("pk"), starts_at__gt=clock.now())
    rows = Idea.objects.visible_to(user).about(user).with_names()
    rows = rows.annotate(
        s_cosubmitter=Exists(joint.filter(state="accepted")),
        invited=Exists(joint.filter(state="invited")),
        talk_state=Subquery(talk.values("state")[:1]),
        talk_at=Subquery(talk.values("appointment__starts_at")[:1]),
        times=Exists(free.exclude(conversation__state="done")),
    )
    return list(rows.order_by(OVER.desc(nulls_first=True), F("number").desc(nulls_first=True))[:MINE])


def reviews_of(user: Any) -> list[Assignment]:
    """The views that are wanted, the most urgent first."""
    return list(Assignment.objects.of(user).for_desk()[:VIEWS])


def duties_of(user: Any) -> list[Idea]:
    """Ideas that wait for this person's decision, talk, news or receipt, the most urgent first; found by index."""
    soon = clock.today() + timedelta(days=NEWS_AHEAD)
    owned = Idea.objects.filter(owner=user, status__in=(Status.DECIDING, Status.CONVERSATION)).values("pk")
    news = Implementation.objects.filter(owner=user, next_news_on__lte=soon).values("idea")
    passed = Decision.objects.filter(passed_to=user, receipt_confirmed_at=None).values("idea")
    rows = Idea.objects.visible_to(user).with_names().filter(pk__in=owned.union(news, passed, all=True))
    return list(rows.order_by("due_at", "pk")[:DUTIES])


def answered(user: Any) -> list[Idea]:
    """What was answered lately, of what this person may read."""
    return list(Idea.objects.visible_to(user).with_names().answered()[:ANSWERED])


def _asked_of_submitter(idea: Any) -> Waiting | None:
    """What an idea of one's own waits for, if it waits for its submitter."""
    at = reverse("idea", args=[idea.public_id])
    if idea.invited:
        words = _("%(name)s asks whether it is your idea too.") % {"name": idea.submitter.name}
        return Waiting(idea.title, words, _("Look at it"), at)
    if idea.status == Status.DRAFT:
        words = _("You have begun it; nobody else has seen it yet.")
        return Waiting(idea.title, words, _("Go on writing"), f"{reverse('new')}?draft={idea.public_id}")
    if idea.status == Status.CLARIFICATION:
        return Waiting(idea.title, _("The experts have a question."), _("Answer the question"), at, idea.due_at)
    if idea.status == Status.CONFIRMING and not idea.s_cosubmitter:
        words = _("If the notes of our talk are right, one tap closes the idea.")
        return Waiting(
            idea.title, words, _("Check the notes"), reverse("talk", args=[idea.public_id]), idea.due_at
        )
    if idea.status == Status.CONVERSATION and idea.talk_state and not idea.s_cosubmitter:
        return _talk(idea, at)
    return None


def _talk(idea: Any, at: str) -> Waiting | None:
    if idea.talk_state == "booked":
        words = _("We talk about your result on %(when)s.") % {"when": days.clocked(idea.talk_at)}
        return Waiting(idea.title, words, _("See how to prepare"), reverse("talk", args=[idea.public_id]))
    if idea.times:
        words = _("Your result is here. When shall we talk it through?")
        return Waiting(idea.title, words, _("Choose a time"), at, idea.due_at)
    return None


def _review(asked: Assignment) -> Waiting:
    """A view that is wanted of an expert."""
    idea = asked.idea
    offered = asked.offered_to_id is not None
    words = _("Somebody asks you to look at it in their place.") if offered else _("Your view is wanted.")
    return Waiting(
        idea.title, words, _("Look at it"), reverse("idea", args=[idea.public_id]), asked.due_at, "by"
    )


def _duty(idea: Idea, user: Any) -> Waiting:
    """What an idea waits for of whoever decides, talks, carries out, or has it passed on to them."""
    at, track = reverse("idea", args=[idea.public_id]), getattr(idea, "implementation", None)
    if idea.owner_id == user.pk and idea.status == Status.DECIDING:
        return Waiting(idea.title, _("It is yours to decide."), _("Decide"), at, idea.due_at, "by")
    if idea.owner_id == user.pk:
        words = _("Talk it through with %(name)s.") % {"name": idea.submitter.name}
        return Waiting(
            idea.title, words, _("To the talk"), reverse("talk", args=[idea.public_id]), idea.due_at, "by"
        )
    if track and track.owner_id == user.pk:
        return Waiting(
            idea.title, _("News are due: how does it go?"), _("Tell"), at, track.next_news_on, "by"
        )
    return Waiting(idea.title, _("It was passed on to you. Has it arrived?"), _("Confirm receipt"), at)


def _to_tell(user: Any) -> Waiting | None:
    """People without e-mail whom this coordinator tells in person."""
    n = InPersonTask.objects.filter(coordinator=user, done_at=None).count()
    if not n:
        return None
    words = ngettext("%(n)d person waits to hear from you.", "%(n)d messages wait to be told.", n) % {"n": n}
    return Waiting(_("To tell in person"), words, _("To the board"), reverse("board"))
