"""What a submitter may point at when they ask for a second look: the sentences of the answer that they have read."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ideas.models import Idea, Knock, Record, Review

SHORTEST = 8
"""Letters of a sentence; what is shorter says nothing that could be left unanswered."""
MOST = 40
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True)
class Point:
    """One sentence of the record, and whose it is."""

    text: str
    source: str

    @property
    def pk(self) -> str:
        """How a form names it."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


def points_of(idea: Idea) -> list[Point]:
    """The sentences of the present round, once it has its answer: decision, the experts' public words, notes of the
    talk, answers on how it stood. Each once; all of them are the submitter's to read already."""
    found: dict[str, Point] = {}
    for words, source in _parts(idea):
        for sentence in map(str.strip, SENTENCE.split(words)):
            if len(sentence) >= SHORTEST:
                found.setdefault(sentence, Point(sentence, source))
    return list(found.values())[:MOST]


def _parts(idea: Idea) -> Iterator[tuple[str, str]]:
    decision = idea.decision
    assert decision is not None, "the database keeps a decision with every closed idea"
    for words in (decision.reason_text, decision.would_change, decision.alternative):
        yield words, _("our answer")
    reviews = Review.objects.of_round(idea.round).valid().filter(assignment__state="filed").order_by("pk")
    for review in reviews:
        yield review.public_text, review.assignment.reviewer.name
    records = Record.objects.filter(conversation__round=idea.round).exclude(closes_as="").order_by("pk")
    for record in records.prefetch_related("points"):
        yield record.said, _("notes of our talk")
        for agreed in record.points.all():
            yield agreed.text, _("notes of our talk")
    for knock in Knock.objects.filter(round=idea.round).exclude(answer="").select_related("answered_by"):
        yield knock.answer, knock.answered_by.name
