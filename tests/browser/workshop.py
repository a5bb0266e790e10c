"""The workshop: a department of its own for the eight main tasks, with an idea for each in each way of doing it."""

from accounts.models import Department, Membership, User
from ideas.models import Idea
from tests import factories as f
from tests.factories import Cast

WAYS = ("phone", "desk", "plain")
"""By keyboard on 390 and on 1440 pixels, and without a script."""


def make_workshop(cast: Cast) -> dict[str, str]:
    """Ids of the ideas and addresses of who acts on them, by way and task."""
    workshop = f.make_department("Workshop", cast.office)
    for name, role in (
        ("Wim Weber", "reviewer"),
        ("Wes Wolters", "reviewer"),
        ("Wanda Werner", "coordinator"),
    ):
        staff(workshop, name, role)
    staff(workshop, "Wolf Winter", "coordinator")
    workshop.decider = person("Doris Dahl", workshop)
    workshop.save()
    Membership.objects.filter(department=workshop).update(cap=60)
    made: dict[str, str] = {"head": workshop.decider.email, "workshop": str(workshop.pk)}
    for way in WAYS:
        made |= ready_for(cast, workshop, way)
    return made


def person(name: str, workshop: Department) -> User:
    """Somebody of the workshop."""
    return f.make_user(name, email=f"{name.split(maxsplit=1)[0].lower()}@example.com", department=workshop)


def staff(workshop: Department, name: str, role: str) -> None:
    """Somebody with a part in it."""
    Membership.objects.create(user=person(name, workshop), department=workshop, role=role)


def ready_for(cast: Cast, workshop: Department, way: str) -> dict[str, str]:
    """The ideas of one submitter, one for each task."""
    submitter = person(f"{way.title()} Person", workshop)

    def idea(task: str, status: str, **more: str) -> Idea:
        title = f"A bench to {task}, {way}"
        return f.make_idea(cast, status, submitter=submitter, department=workshop, title=title, **more)

    ideas = {
        "follow": idea("follow", "in_review"),
        "answer": idea("answer", "clarification"),
        "review": idea("review", "in_review"),
        "decide": idea("decide", "deciding"),
        "talk": idea("talk", "deciding"),
        "check": idea("check", "confirming"),
    }
    f.make_decision(cast, ideas["talk"], "declined", times=[])
    people = {
        "expert": f.experts_of(ideas["review"])[0],
        "partner": f.owner_of(ideas["talk"]),
        "person": submitter,
    }
    return {f"{way}_{task}": one.public_id for task, one in ideas.items()} | {
        f"{way}_{what}": str(who.email) for what, who in people.items()
    }
