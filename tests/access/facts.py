"""What a fact is that some may not know: how it becomes another one, and who may know it.

A fact is what a row says, changed past all verbs and triggers, or something that somebody did, done by its verb.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from accounts.models import User
from ideas.models import Idea
from tests.access.canaries import Planted
from tests.journeys import fresh

GROUPS = {
    "keepers": ("coordinator1", "coordinator2", "office1", "office2"),
    "authors": ("submitter", "colleague"),
    "experts": ("expert1", "expert2", "expert3", "expert4"),
    "figures": ("admin", "observer", "it_coordinator1", "it_coordinator2"),
    "talking": ("coordinator1", "coordinator2", "office1", "office2", "submitter", "colleague"),
}
"""Names for several people: who looks after ideas of the department, who hands in, and so on."""


@dataclass(frozen=True)
class Fact:
    """Something hidden: `idea` is the planted idea to which it belongs, `knows` names who may know it.

    In `knows`, `@` stands for the experts of the idea, `filed` for those who have filed their view, `owner` for
    whoever has it.
    """

    name: str
    idea: str
    knows: str
    make: Callable[[Planted], Any]

    def knowing(self, planted: Planted) -> set[str]:
        """Who may know it, by name."""
        found: set[str] = set()
        for word in self.knows.split():
            asked = PARTS.get(word)
            found |= (
                named(planted, asked(planted.ideas[self.idea])) if asked else {*GROUPS.get(word, (word,))}
            )
        return found


PARTS: dict[str, Callable[[Idea], set[int | None]]] = {
    "@": lambda idea: reviewers(idea, "open", "filed"),
    "filed": lambda idea: reviewers(idea, "filed"),
    "owner": lambda idea: {idea.owner_id},
}
"""Words for people by what they are to the idea."""


def reviewers(idea: Idea, *states: str) -> set[int | None]:
    """Whose assignments to an idea are in one of these states."""
    return set(idea.assignments.filter(state__in=states).values_list("reviewer", flat=True))


def named(planted: Planted, ids: set[int | None]) -> set[str]:
    """Who they are in the cast."""
    return {name for name, person in planted.cast.people.items() if person.pk in ids}


def changed(rows: models.QuerySet[Any], **to: Any) -> None:
    """Changes rows past all triggers: as if they had always been so."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        n = rows.update(**to)
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert n, f"There is no {rows.model.__name__} to change."


def says(
    name: str,
    model: type[models.Model],
    to: dict[str, Any],
    idea: str,
    knows: str,
    *,
    at: str = "idea",
    **which: Any,
) -> Fact:
    """A fact that stands in rows about an idea."""

    def make(planted: Planted) -> None:
        rows = model._default_manager.filter(**{at: planted.ideas[idea].pk}, **which)
        changed(rows, **to)

    return Fact(name, idea, knows, make)


def person(name: str, who: str, knows: str, **to: Any) -> Fact:
    """A fact that stands in somebody's own row."""
    return Fact(name, "", knows, lambda p: changed(User.objects.filter(pk=p.cast.people[who].pk), **to))


def done(name: str, idea: str, knows: str, make: Callable[[Planted, Idea], Any]) -> Fact:
    """A fact that somebody did about an idea."""
    return Fact(name, idea, knows, lambda p: make(p, fresh(p.ideas[idea])))
