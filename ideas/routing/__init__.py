"""Which department, which experts, and why these.

Owns the choice of people for an idea: departments by the routing rules, reviewers, coordinator, decider, and the
sentence that says why. Reads only: the verbs assign, and say so in an event.
"""

from ideas.routing.departments import Match, Suggestion, matches, own_department, suggest, suggest_departments
from ideas.routing.duties import NobodyLeft, coordinator_for, decider_for, hazard_owner_for
from ideas.routing.people import Barred, barred_from
from ideas.routing.planning import (
    Candidate,
    Pick,
    Plan,
    Remark,
    Trial,
    eligible_reviewers,
    plan,
    replacement_for,
    reviews_needed,
    try_out,
    wait_for_turn,
)
from ideas.routing.safety import safety_contact
from ideas.routing.saying import remark_words, why_words

__all__ = [
    "Barred",
    "Candidate",
    "Match",
    "NobodyLeft",
    "Pick",
    "Plan",
    "Remark",
    "Suggestion",
    "Trial",
    "barred_from",
    "coordinator_for",
    "decider_for",
    "eligible_reviewers",
    "hazard_owner_for",
    "matches",
    "own_department",
    "plan",
    "remark_words",
    "replacement_for",
    "reviews_needed",
    "safety_contact",
    "suggest",
    "suggest_departments",
    "try_out",
    "wait_for_turn",
    "why_words",
]
