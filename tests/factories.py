"""Plain functions that make things to test with. Ideas are made by the verbs themselves, never past them.

Every sensitive field gets a word of its own (`Words`), so that a test can search answers and mails for what their
reader may not see.
"""

import itertools
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from accounts.models import Department, Membership, Topic, User
from ideas import clock, conversation, workflow
from ideas.models import Appointment, Idea
from ideas.workflow import Time

_numbers = itertools.count(1)
TALK = timedelta(hours=1)
"""Longer than any talk."""


def unique(kind: str) -> str:
    """A word that occurs nowhere else: the canary of one field."""
    return f"{kind}zq{next(_numbers)}x"


def make_user(name: str = "", **fields: Any) -> User:
    """An active employee with an e-mail address, unless told otherwise."""
    user = _new_user(name, **fields)
    user.save()
    return user


def _new_user(name: str = "", **fields: Any) -> User:
    n = next(_numbers)
    fields.setdefault("email", f"{unique('mail')}@example.com")
    fields.setdefault("language", "en")
    return User(name=name or f"Person {n}", **fields)


def make_department(name: str = "", parent: Department | None = None, **fields: Any) -> Department:
    """A department; without a parent it is the scheme's own office."""
    fields.setdefault("is_office", parent is None)
    return Department.objects.create(name=name or f"Department {next(_numbers)}", parent=parent, **fields)


def make_member(
    department: Department, role: str = "reviewer", user: User | None = None, **fields: Any
) -> User:
    """Somebody with a role in a department."""
    user = user or make_user(f"{role.title()} {next(_numbers)}", department=department)
    Membership.objects.create(user=user, department=department, role=role, **fields)
    return user


@dataclass
class Cast:
    """The company of the tests: two departments with everybody who is needed, an office, and bystanders."""

    office: Department
    logistics: Department
    it: Department
    people: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None


def make_cast() -> Cast:
    """Two departments under the office, each with four experts, two coordinators and a decider; and bystanders.

    Nearly every test begins here, so each table is filled by one statement and not person by person.
    """
    office = make_department("Idea office")
    logistics, it = (Department(name=name, parent=office) for name in ("Logistics", "IT"))
    Department.objects.bulk_create([logistics, it])
    cast, parts = Cast(office, logistics, it), []
    people = cast.people
    people["manager"] = make_user("Mona Manager", department=logistics)
    people["submitter"] = _new_user("Sam Submitter", department=logistics, line_manager=people["manager"])
    for name in ("colleague", "employee", "bystander"):
        people[name] = _new_user(f"{name.title()} Example", department=it)
    people["admin"] = _new_user("Ada Admin", is_admin=True, department=office)
    people["observer"] = _new_user("Oli Observer", is_observer=True)
    people["leaver"] = _new_user("Leo Leaver", is_active=False)
    for n in (1, 2):
        people[f"office{n}"] = who = _new_user(f"Office Coordinator {n}")
        parts.append(Membership(user=who, department=office, role="coordinator"))
    for department, prefix in ((logistics, ""), (it, "it_")):
        for n in (1, 2):
            who = _new_user(f"{department.name} Coordinator {n}", phone=f"0555 {n}", department=department)
            people[f"{prefix}coordinator{n}"] = who
            parts.append(Membership(user=who, department=department, role="coordinator"))
        for n in (1, 2, 3, 4):
            who = _new_user(f"{department.name} Expert {n}", department=department)
            people[f"{prefix}expert{n}"] = who
            parts.append(Membership(user=who, department=department, role="reviewer"))
        people[f"{prefix}decider"] = _new_user(f"{department.name} Decider", department=department)
    _keep(list(people.values())[1:])
    Membership.objects.bulk_create(parts)
    logistics.decider, it.decider = people["decider"], people["it_decider"]
    Department.objects.bulk_update([logistics, it], ["decider"])
    for department in (logistics, it):
        department.refresh_from_db(fields=["ancestors"])
    return cast


def _keep(people: list[User]) -> None:
    """All at once, and as they would be had each been saved alone."""
    for person in people:
        person.clean()
    User.objects.bulk_create(people)
    for person in people:
        person._loaded_email = person.email


def make_topic(name: str = "Processes") -> Topic:
    """One of the topics that every installation begins with."""
    return Topic.objects.get_or_create(slug=name.lower(), defaults={"name": name})[0]


def idea_saying(cast: Cast, title: str, text: str = "Nothing to add.", **fields: Any) -> Idea:
    """An idea in which no other words stand than these."""
    return make_idea(cast, title=title, text=text, **fields)


def make_draft(submitter: User, **fields: Any) -> Idea:
    """A half-written idea."""
    fields.setdefault("title", f"Title {unique('title')}")
    fields.setdefault("text", f"Let us do it better. {unique('text')}")
    return workflow.save_draft(submitter, **fields)


def make_idea(cast: Cast, status: str = "in_review", *, glanced: bool = True, **fields: Any) -> Idea:
    """An idea of the cast's submitter for Logistics, brought to a status by the verbs."""
    submitter = fields.pop("submitter", cast.submitter)
    fields.setdefault("department", cast.logistics)
    outcome = fields.pop("outcome", "deferred" if status == "deferred" else "declined")
    idea = make_draft(submitter, **fields)
    if status == "draft":
        return idea
    workflow.hand_in(idea, submitter)
    if glanced:
        workflow.glance(idea, owner_of(idea))
    return bring_to(cast, idea, status, outcome)


def owner_of(idea: Idea) -> User:
    """Who has it now."""
    return Idea.objects.select_related("owner").get(pk=idea.pk).owner


def other_coordinator(cast: Cast, person: User) -> User:
    """The coordinator of Logistics who is not this person."""
    return cast.coordinator1 if person != cast.coordinator1 else cast.coordinator2


def experts_of(idea: Idea) -> list[User]:
    """Whose review is open."""
    rows = idea.assignments.filter(state="open").select_related("reviewer").order_by("pk")
    return [row.reviewer for row in rows]


def bring_to(cast: Cast, idea: Idea, status: str, outcome: str = "declined") -> Idea:
    """Takes an idea in review on to a status."""
    if status == "triage":
        for row in idea.assignments.filter(state="open").select_related("reviewer"):
            workflow.release(idea, owner_of(idea), assignment=row, why=unique("release"))
    elif status == "withdrawn":
        workflow.withdraw(idea, idea.submitter)
    elif status == "clarification":
        workflow.ask(idea, experts_of(idea)[0], text=f"Which gate? {unique('question')}")
    elif status != "in_review":
        file_reviews(idea, *(("adopt", "decline") if status == "discussion" else ("adopt", "adopt_in_part")))
        if status not in ("discussion", "deciding"):
            _decided(cast, idea, status, outcome)
    return Idea.objects.get(pk=idea.pk)


def file_reviews(idea: Idea, *recommendations: str) -> None:
    """All open reviews, with these recommendations."""
    for expert, word in zip(experts_of(idea), itertools.cycle(recommendations), strict=False):
        workflow.review(
            idea,
            expert,
            recommendation=word,
            public_text=f"It would help. We have the room. {unique('public')}",
            internal_note=unique("internal"),
            scores={"benefit": 4, "effort": 2},
        )


def reasons(outcome: str = "declined", **given: Any) -> dict[str, Any]:
    """Reasons that the verbs take, with words that occur nowhere else; for a no, what would change it."""
    said = {
        "reason_code": "too_costly",
        "reason_text": f"Two gates cost more than they bring. The count of May says so. {unique('reason')}",
    }
    if outcome == "declined":
        said["would_change"] = f"A third gate that is open all day. {unique('change')}"
    return said | given


def held_by(idea: Idea) -> dict[int, str]:
    """What each of its experts holds, for a dissent."""
    return {r.assignment.reviewer_id: f"It pays. {unique('held')}" for r in workflow.valid_reviews(idea)}


def free_time() -> datetime:
    """In two days, or as soon after as nobody has an appointment: nobody can have two at once."""
    start = clock.now() + timedelta(days=2)
    booked = Appointment.objects.filter(state=Appointment.State.BOOKED)
    while booked.filter(starts_at__gt=start - TALK, starts_at__lt=start + TALK).exists():
        start += TALK
    return start


def make_decision(cast: Cast, idea: Idea, outcome: str = "declined", **fields: Any) -> None:
    """Decides an idea that is with the decider."""
    fields.setdefault("times", [Time(free_time())])
    said = reasons(outcome)
    if outcome == "deferred":
        workflow.defer(idea, owner_of(idea), until=clock.today() + timedelta(days=60), **said, **fields)
        return
    if outcome.startswith("adopted"):
        fields.setdefault("implementer", cast.colleague)
        fields.setdefault("next_news_on", clock.today() + timedelta(days=30))
    workflow.decide(idea, owner_of(idea), outcome=outcome, **said, **fields)


def notes(**given: Any) -> dict[str, Any]:
    """What the notes of a talk say, with words that occur nowhere else."""
    said = {
        "said": f"We looked at both gates. {unique('said')}",
        "thanks": f"Thank you. {unique('thanks')}",
        "next_step": f"Nothing more to do. {unique('next')}",
    }
    return said | given


def make_record(idea: Idea, **given: Any) -> None:
    """Holds the talk and sends the notes."""
    conversation.record(idea, owner_of(idea), **notes(**given))


def _decided(cast: Cast, idea: Idea, status: str, outcome: str) -> None:
    make_decision(cast, idea, outcome)
    if status == "conversation":
        return
    make_record(idea)
    if status in ("closed", "deferred"):
        conversation.confirm(idea, idea.submitter, answer="agree", words=f"Fine. {unique('answer')}")
