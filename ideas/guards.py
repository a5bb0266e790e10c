"""Why what follows an answer cannot be done now: each a predicate on an idea that gives a reason, or nothing.

The verbs that ask it stand in `transitions`. Reads only.
"""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ideas.models import IN_FAVOUR, AgreedPoint, FollowUp, Idea, Implementation, Likeness, Outcome, Record


def carried_out(idea: Idea) -> Any:
    """News are told of adopted ideas alone, until they have come to an end."""
    if idea.outcome not in IN_FAVOUR:
        return _("It was not adopted.")
    over = idea.implementation.state in Implementation.FINAL
    return _("It has come to its end already.") if over else None


def followed_up(idea: Idea) -> Any:
    """There is a second talk to come."""
    return None if has_follow_up(idea) else _("There is no second talk to come.")


def has_follow_up(idea: Idea) -> bool:
    """Whether a second talk is owed; not asked again of an idea that came `with_standing`."""
    known = vars(idea).get("s_follow_up")
    return FollowUp.objects.open().filter(idea=idea).exists() if known is None else bool(known)


def manager_free(idea: Idea) -> Any:
    """The line manager talks only where the submitter has one, and they have no part in the idea themselves."""
    if idea.manager_may_talk:
        return _("Your line manager holds the talk already.")
    known = vars(idea).get("s_manager_free")
    free = idea.submitter.line_manager_id is not None and (
        Idea.objects.with_free_manager().filter(pk=idea.pk).exists() if known is None else bool(known)
    )
    words = _(
        "There is no line manager to talk with: none is entered for you, or they are part of this idea."
    )
    return None if free else words


def manager_talks(idea: Idea) -> Any:
    """The way back is for who asked for their line manager."""
    return None if idea.manager_may_talk else _("Your contact holds the talk already.")


def agreed_on(idea: Idea) -> Any:
    """Something that was agreed is still open; not asked again of an idea that came `with_standing`."""
    known = vars(idea).get("s_points")
    waits = AgreedPoint.objects.open().of_idea(idea).exists() if known is None else bool(known)
    return None if waits else _("Nothing that was agreed is open.")


def answered_notes(idea: Idea) -> Any:
    """There is a record that stays as it is; not asked again of an idea that came `with_standing`."""
    known = vars(idea).get("s_noted")
    if known is None:
        rows = Record.objects.filter(conversation__idea=idea)
        known = rows.filter(Q(answer__gt="") | Q(closes_as__gt="")).exists()
    return None if known else _("The notes are not confirmed yet: they can still be corrected.")


def passed_on(idea: Idea) -> Any:
    """Receipt is confirmed once, of what was passed on."""
    if idea.outcome != Outcome.PASSED_ON:
        return _("It was not passed on.")
    return _("Receipt is confirmed already.") if idea.decision.receipt_confirmed_at else None


def found_alike(idea: Idea) -> Any:
    """There is an earlier idea to compare it with; not asked again of an idea that came `with_standing`."""
    known = vars(idea).get("s_likeness")
    found = Likeness.objects.filter(adopted=idea, state="found").exists() if known is None else bool(known)
    return None if found else _("There is nothing to compare it with.")


def adopted(idea: Idea) -> Any:
    """Only what was adopted can have come true, and is thanked for by name."""
    return None if idea.outcome in IN_FAVOUR else _("It was not adopted.")
