"""Fair assignment over thousands of ideas: caps, conflicts of interest, absences, equals, and nobody forgotten."""

import os
import statistics

import pytest
from django.db import connection

from ideas import completeness
from ideas.models import Idea
from tests.conftest import Proved
from tests.fairness import DEPARTMENTS, EXPERTS, Company

QUICK = bool(os.environ.get("QUICK"))
SEED = 20261122
IN_CONFLICT = """
    SELECT count(*) FROM ideas_assignment a JOIN ideas_idea i ON i.id = a.idea_id
    JOIN accounts_user u ON u.id = i.submitter_id
    WHERE a.state IN ('open', 'filed') AND (a.reviewer_id IN (u.id, u.line_manager_id) OR EXISTS (
        SELECT 1 FROM ideas_cosubmitter c WHERE c.idea_id = i.id AND c.user_id = a.reviewer_id
        AND c.state = 'accepted'))
"""
OVER_CAP = """
    SELECT count(*) FROM (SELECT m.user_id, max(m.cap) AS cap FROM accounts_membership m
        WHERE m.role = 'reviewer' GROUP BY m.user_id) k
    WHERE k.cap < (SELECT count(*) FROM ideas_assignment a WHERE a.reviewer_id = k.user_id AND a.state = 'open')
"""

pytestmark = pytest.mark.django_db


def number(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def judge(company: Company) -> None:
    """What must hold whatever was drawn."""
    seen = company.seen
    assert number(OVER_CAP) == 0
    assert number(IN_CONFLICT) == 0
    assert (seen.over_cap, seen.away) == (0, 0)
    assert completeness.prove().findings == []
    assert Idea.objects.open().filter(owner=None).count() == 0
    assert max(seen.too_early, default=0) <= 1, seen.too_early


def times(seconds: list[float]) -> str:
    """Median and 99 of 100, in milliseconds."""
    ordered = sorted(seconds)
    return (
        f"{statistics.median(ordered) * 1000:.1f} ms, p99 {ordered[-(len(ordered) // 100) - 1] * 1000:.1f} ms"
    )


def test_sixty_experts_are_asked_in_turn() -> None:
    company = Company(SEED)
    assert len(company.experts) == DEPARTMENTS * EXPERTS
    company.play(60, a_day=20)
    judge(company)


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_five_thousand_ideas_are_shared_fairly(proved: Proved) -> None:
    company, ideas = Company(SEED), 500 if QUICK else 5000
    seen = company.play(ideas, a_day=20)
    judge(company)
    proved(
        "shares",
        f"{ideas:,} ideas, {len(company.experts)} experts, seed {SEED}: {seen.assigned:,} views asked for, "
        f"{seen.unmet} to triage; 0 over cap, 0 conflicts, 0 without owner; {times(seen.seconds)} each",
    )


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_loads_of_equals_stay_within_one(proved: Proved) -> None:
    """Where nobody files and nobody is full, what piles up shows the choice alone; the absent catch up in the end."""
    company, ideas = Company(SEED, caps=(1000,) * EXPERTS, filing=False), 500 if QUICK else 5000
    company.play(ideas * 3 // 5, a_day=ideas // 100)
    company.leaving = False
    company.play(ideas * 2 // 5, a_day=ideas // 100)
    judge(company)
    spreads = {equal: loads[-1] - loads[0] for equal, loads in company.now.items()}
    least, most = min(map(min, company.now.values())), max(map(max, company.now.values()))
    assert sum(len(loads) for loads in company.now.values()) == len(company.experts)
    assert max(spreads.values()) <= 1
    proved(
        "equals",
        f"{ideas:,} ideas, seed {SEED}, nothing filed: {least} to {most} views each, equals at most "
        f"{max(spreads.values())} apart",
    )
