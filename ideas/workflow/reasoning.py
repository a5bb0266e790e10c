"""The reasons that a submitter reads as the answer: what is refused, whoever gives them and by whatever verb."""

from typing import Any

from django.utils.translation import gettext as _

from ideas.models import Decision, Idea, Proposal
from ideas.reasons import SHORTEST, letters_of, normalised
from ideas.rules import Refused

LAST = 3
"""So many of somebody's own reasons are not given once more."""


def unfit(idea: Idea, actor: Any, text: str) -> str:
    """Why a reason cannot be given so, in words; empty where it can. One statement, if it is long enough.

    Refused is what is empty, too short, or what this person has just told others.
    """
    if not text.strip():
        return _("Write the reasons; the submitter reads them.")
    if letters_of(text) < SHORTEST:
        return _(
            "These are %(n)d characters, %(least)d are needed: say which fact decided it, so that they understand."
        ) % {"n": letters_of(text), "least": SHORTEST}
    if normalised(text) in {normalised(words) for words in last_reasons(actor, idea)}:
        return _("You have just given this very reason for another idea. Say what is true of this one.")
    return ""


def last_reasons(actor: Any, but: Idea) -> list[str]:
    """The latest reasons that this person gave for other ideas, newest first."""
    decided = Decision.objects.filter(decided_by=actor, kind=Decision.Kind.DECIDED).exclude(reason_text="")
    proposed = Proposal.objects.filter(proposed_by=actor)
    rows = (
        decided.exclude(idea=but)
        .order_by("-decided_at")
        .values_list("decided_at", "reason_text")[:LAST]
        .union(
            proposed.exclude(idea=but)
            .order_by("-proposed_at")
            .values_list("proposed_at", "reason_text")[:LAST],
            all=True,
        )
    )
    return [words for _at, words in sorted(rows, reverse=True)[:LAST]]


def fit_reason(idea: Idea, actor: Any, text: str) -> str:
    """The reason, stripped; `Refused` where it cannot be given so."""
    if refusal := unfit(idea, actor, text):
        raise Refused(refusal, "conflict", idea)
    return text.strip()
