"""The first page of one person: what waits, their ideas, what was answered. Reads only, in five statements."""

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Subquery, Value, When
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
FIRST = (OVER.desc(nulls_first=True), F("number").desc(nulls_first=True))
"""Under way before ended, then the newest; drafts have no number yet and come first."""


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
    mine, duties = ideas_of(user)
    waiting = [*filter(None, map(_asked_of_submitter, mine))]
    waiting += [_review(asked) for asked in reviews_of(user)]
    waiting += [_duty(idea, user) for idea in duties]
    waiting.sort(key=lambda one: (one.due is None, str(one.due)))
    told = _to_tell(user) if user.coordinates else None
    shown = [idea for idea in mine if not idea.invited and idea.status != Status.DRAFT]
    return Home([*waiting, *([told] if told else [])], shown, answered(user))


def ideas_of(user: Any) -> tuple[list[Any], list[Any]]:
    """Own and joint ideas with invitations to join, under way first; and those on which this person has to act.

    Found by index, then fetched by their keys: in one statement PostgreSQL would join all ideas first.
    """
    kinds = list(_mine(user).union(_joint(user), *_duties(user), all=True))
    found = {idea.pk: idea for idea in with_talk(user).filter(pk__in={pk for _kind, pk in kinds})}
    mine, duties = (
        [found[pk] for pk in dict.fromkeys(pk for kind, pk in kinds if kind == wanted) if pk in found]
        for wanted in ("mine", "duty")
    )
    mine.sort(key=lambda idea: idea.number or math.inf, reverse=True)
    mine.sort(key=lambda idea: (_ended(idea) is None, str(_ended(idea))), reverse=True)
    duties.sort(key=lambda idea: (idea.due_at is None, str(idea.due_at)))
    return mine[:MINE], duties[:DUTIES]


def _mine(user: Any) -> Any:
    rows = Idea.objects.filter(submitter=user).order_by(*FIRST)
    return rows.values_list(Value("mine"), "pk")[:MINE]


def _joint(user: Any) -> Any:
    return CoSubmitter.objects.filter(user=user).order_by("-pk").values_list(Value("mine"), "idea")[:MINE]


def _duties(user: Any) -> list[Any]:
    """What waits for a decision, a talk, news or a receipt of this person."""
    soon = clock.today() + timedelta(days=NEWS_AHEAD)
    owned = Idea.objects.filter(owner=user, status__in=(Status.DECIDING, Status.CONVERSATION))
    news = Implementation.objects.filter(owner=user, next_news_on__lte=soon)
    passed = Decision.objects.filter(passed_to=user, receipt_confirmed_at=None)
    duty = Value("duty")
    return [
        owned.order_by("due_at").values_list(duty, "pk")[:DUTIES],
        news.order_by("next_news_on").values_list(duty, "idea")[:DUTIES],
        passed.order_by("pk").values_list(duty, "idea")[:DUTIES],
    ]


def with_talk(user: Any) -> Any:
    """Ideas that this person may read, with the state of their talk and the person's part in them."""
    talk = Conversation.objects.filter(idea=OuterRef("pk")).exclude(state="done")
    joint = CoSubmitter.objects.filter(idea=OuterRef("pk"), user=user)
    free = Slot.objects.filter(conversation__idea=OuterRef("pk"), starts_at__gt=clock.now())
    return (
        Idea.objects.visible_to(user)
        .with_names()
        .annotate(
            s_cosubmitter=Exists(joint.filter(state="accepted")),
            invited=Exists(joint.filter(state="invited")),
            talk_state=Subquery(talk.values("state")[:1]),
            talk_at=Subquery(talk.values("appointment__starts_at")[:1]),
            times=Exists(free.exclude(conversation__state="done")),
        )
    )


def _ended(idea: Idea) -> datetime | None:
    return idea.withdrawn_at if idea.status == Status.WITHDRAWN else idea.closed_at


def reviews_of(user: Any) -> list[Assignment]:
    """The views that are wanted, the most urgent first."""
    return list(Assignment.objects.of(user).without_part_of(user).for_desk()[:VIEWS])


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
        return Waiting(
            idea.title, _("The experts have a question."), _("Answer the question"), at, idea.due_at
        )
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
