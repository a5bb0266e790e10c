"""Which department, which experts, and why these.

Owns the choice of people for an idea: departments by the routing rules, reviewers, coordinator, decider, and the
sentence that says why. Reads only: the verbs assign, and say so in an event.
"""

from ideas.routing.departments import Match, Suggestion, matches, own_department, suggest, suggest_departments
from ideas.routing.duties import NobodyLeft, coordinator_for, decider_for, hazard_owner_for
from ideas.routing.panel import panel_for
from ideas.routing.people import Barred, barred_from
from ideas.routing.planning import (
    Candidate,
    Pick,
    Plan,
    Remark,
    eligible_reviewers,
    next_in_turn,
    plan,
    replacement_for,
    reviews_needed,
    wait_for_turn,
)
from ideas.routing.safety import safety_contact
from ideas.routing.saying import not_asked_words, remark_words, why_words
from ideas.routing.trying import Considered, Trial, try_out

__all__ = [
    "Barred",
    "Candidate",
    "Considered",
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
    "next_in_turn",
    "not_asked_words",
    "own_department",
    "panel_for",
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
