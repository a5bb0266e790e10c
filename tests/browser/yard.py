"""The yard: a department of its own for desk and board, with ideas that nobody else touches.

Every view there is asked of two experts; what is due comes in the order of the names below.
"""

from datetime import timedelta

from accounts.models import Department, Membership, User
from ideas import clock
from ideas.models import Assignment, Idea
from tests import factories as f
from tests.factories import Cast

REVIEWS = (
    "keys",
    "keys_end",
    "keys_phone",
    "keys_phone_end",
    "line",
    "server",
    "away",
    "out",
    "ask",
    "hand",
    "race",
)


def make_yard(cast: Cast) -> dict[str, str]:
    """Ids of the ideas by name."""
    yard = f.make_department("Yard", cast.office)
    people = {name: person(name, yard) for name in ("Yara", "Yuri", "Yves", "Yola", "Yan", "Yoko")}
    for name, role in (
        ("Yara", "reviewer"),
        ("Yuri", "reviewer"),
        ("Yves", "coordinator"),
        ("Yola", "coordinator"),
    ):
        Membership.objects.create(user=people[name], department=yard, role=role, cap=60)
    yard.decider = people["Yan"]
    yard.save()
    ideas = {name: make(cast, people["Yoko"], yard, name) for name in REVIEWS}
    spread(list(ideas.values()))
    ideas["unread"] = make(cast, people["Yoko"], yard, "unread", "triage", glanced=False)
    ideas["decision"] = make(cast, people["Yoko"], yard, "decision", "deciding")
    return {f"yard_{name}": idea.public_id for name, idea in ideas.items()}


def person(name: str, yard: Department) -> User:
    """Somebody of the yard."""
    return f.make_user(f"{name} Yard", email=f"{name.lower()}@example.com", department=yard)


def make(
    cast: Cast, submitter: User, yard: Department, name: str, status: str = "in_review", **more: bool
) -> Idea:
    """One idea, with a title that tells what it is for."""
    title = f"A lamp for {name.replace('_', ' ')}"
    return f.make_idea(cast, status, submitter=submitter, department=yard, title=title, **more)


def spread(ideas: list[Idea]) -> None:
    """Due one after the other, all of them soon."""
    for n, idea in enumerate(ideas):
        Assignment.objects.filter(idea=idea).update(due_at=clock.now() + timedelta(minutes=n - 60))
