"""The story as a reader gets it."""

from typing import Any

from ideas import rules, story
from ideas.models import Idea
from ideas.story import Entry


def told(idea: Idea, reader: Any) -> list[Entry]:
    idea = Idea.objects.with_names().get(pk=idea.pk)
    return story.sentences(
        idea,
        idea.events.select_related("actor"),
        rules.standing(reader, idea),
        reader=reader,
        assignments=list(idea.assignments.select_related("reviewer")),
    )


def words_of(entries: list[Entry]) -> str:
    return "\n".join(f"{entry.plain} {' '.join(entry.details)}" for entry in entries)
