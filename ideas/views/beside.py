"""Beside an idea that is being written: where it would go, what there is already, what it improves. Reads only."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest

from accounts.models import Department, Topic, User
from ideas import likeness, routing, rules, search, transitions, wording
from ideas.models import Idea, Support
from ideas.rules import Refused

SIMILAR = 3
"""So many ideas of the same kind are shown while somebody writes."""
TELLING = 12
"""From so many letters on a text says enough to suggest anything."""
AGREED = 2
"""So many ideas of the same kind have to be about the same topic for it to be suggested."""


@dataclass(frozen=True)
class Like:
    """An idea like the one being written, and this person's part in it; `told`: with a sentence for the experts."""

    idea: Idea
    mine: bool
    supports: bool
    sentence: str = ""
    told: bool = False
    acted: bool = False


@dataclass(frozen=True)
class Beside:
    """All that is shown beside the words. `departments` and `topic` are suggestions: nothing is demanded."""

    similar: Sequence[Like] = ()
    departments: Sequence[Department] = ()
    topic: Topic | None = None
    topic_chosen: bool = False

    @property
    def departments_words(self) -> str:
        """ "Assembly and IT"."""
        return wording.in_a_row([department.name for department in self.departments])


def beside(request: HttpRequest, draft: Idea | None = None) -> Beside:
    """What there is to show for the words of this request; four statements at most."""
    text = request.POST.get("text", "")
    if len(text.strip()) < TELLING:
        return Beside()
    user = cast(User, request.user)
    like = similar_to(request, text, draft)
    found = routing.suggest(text, user, topic_of(request), department_of(request))
    return Beside(
        similar=like,
        departments=found.departments[: routing.reviews_needed()],
        topic=found.topic or common_topic([one.idea for one in like]),
        topic_chosen=bool(request.POST.get("topic")),
    )


def similar_to(request: HttpRequest, text: str, draft: Idea | None) -> list[Like]:
    """Ideas of the same kind, with this person's part in each."""
    user = cast(User, request.user)
    found = likeness.similar(user, text, draft, SIMILAR)
    acted = {request.POST.get(name) for name in ("me_too", "undo", "say", "again")}
    backed = (
        dict(Support.objects.filter(user=user, idea__in=found).values_list("idea", "sentence"))
        if found
        else {}
    )
    return [
        Like(
            idea,
            mine=idea.submitter_id == user.pk,
            supports=idea.pk in backed,
            sentence=backed.get(idea.pk) or request.POST.get(f"say_{idea.public_id}", ""),
            told=bool(backed.get(idea.pk)) and request.POST.get("again") != idea.public_id,
            acted=idea.public_id in acted,
        )
        for idea in found
    ]


def common_topic(ideas: Sequence[Idea]) -> Topic | None:
    """The topic that most of them are about."""
    topics = {idea.topic_id: idea.topic for idea in ideas if idea.topic_id}
    counted = Counter(idea.topic_id for idea in ideas if idea.topic_id).most_common(1)
    return topics[counted[0][0]] if counted and counted[0][1] >= AGREED else None


def topic_of(request: HttpRequest) -> Topic | None:
    """The topic that was chosen; one statement where there is one."""
    chosen = request.POST.get("topic", "")
    return Topic.objects.filter(pk=chosen).first() if search.is_number(chosen) else None


def department_of(request: HttpRequest) -> Department | None:
    """The department that was chosen; one statement where there is one."""
    chosen = request.POST.get("department", "")
    known = Department.objects.taking_ideas()
    return known.filter(pk=chosen).first() if search.is_number(chosen) else None


def to_improve(request: HttpRequest, draft: Idea | None) -> Idea | None:
    """The idea that is to be improved, with its answer; raises `Refused` for one that this person may not improve."""
    named = request.POST.get("improves") or request.GET.get("improves", "")
    if draft is not None and draft.improves_id:
        return Idea.objects.visible_to(request.user).with_names().filter(pk=draft.improves_id).first()
    if not named:
        return None
    idea = rules.access_idea(request.user, named)
    refusal: Refused | None = transitions.decide(
        "improve", idea, request.user, rules.standing(request.user, idea)
    )
    if refusal:
        raise refusal
    return idea
