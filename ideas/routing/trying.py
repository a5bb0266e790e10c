"""Trying the routing on a text that nobody has handed in: where it would go, who would be asked, and who not. Reads
only."""

from collections.abc import Iterator
from dataclasses import dataclass

from accounts.models import Department, Topic, User
from ideas.models import Idea
from ideas.routing.departments import Match, as_many_as_reviews, matches, own_department
from ideas.routing.people import Barred, Person, Staff, barred_from
from ideas.routing.planning import Plan, Search, reviews_needed

IN_ORDER = ("asked", "later", "full", "away", "conflict")


@dataclass(frozen=True)
class Considered:
    """An expert of a department that is asked. `why` says "asked", or why not: "later" in turn, "full" (at their
    cap), "away", "conflict" (a part in the idea). `load` counts open reviews."""

    user: User
    department: Department
    why: str
    load: int
    cap: int


@dataclass(frozen=True)
class Trial:
    """Where a text would go today: every rule that fits, and the plan; `asked` are the departments that are asked,
    `considered` their experts, those who would be asked first."""

    matches: list[Match]
    asked: list[Department]
    plan: Plan
    considered: list[Considered]


def try_out(
    text: str,
    topic: Topic | int | None = None,
    submitter: User | None = None,
    chosen: Department | None = None,
) -> Trial:
    """Where a text on a topic would go today, and why; for those who keep the routing rules.

    `submitter`: whoever would hand it in, with the conflicts of interest and the department that they have; `chosen`:
    the department that they choose.
    """
    found = matches(text, topic)
    named = ([chosen] if chosen else []) + [match.department for match in found]
    wanted = as_many_as_reviews(named or (own_department(submitter) if submitter else []), reviews_needed())
    staff = Staff.of(wanted)
    barred = barred_from(Idea(submitter=submitter)) if submitter else Barred()
    search = Search(staff, topic.pk if isinstance(topic, Topic) else topic, barred.from_reviewing)
    plan = search.plan(wanted, barred.conflicted, reviews_needed())
    considered = sorted(_considered(staff, plan, search), key=lambda one: IN_ORDER.index(one.why))
    return Trial(found, wanted or [staff.office], plan, considered)


def _considered(staff: Staff, plan: Plan, search: Search) -> Iterator[Considered]:
    """Everybody of the departments that are asked, each once; and whoever stands in for them or helps out."""
    picked = {pick.user.pk: pick.department for pick in plan.picks}
    seen: set[int] = set()
    for department in (plan.lead, *plan.concerned):
        for person in search.in_order(staff.reviewers(department), department):
            if person.pk not in seen:
                seen.add(person.pk)
                yield _as(person, department, _why(person, department, picked, search))
    for pk, department in picked.items():
        helper = staff.known.get(pk)
        if helper is not None and pk not in seen:
            yield _as(helper, department, "asked")


def _as(person: Person, department: Department, why: str) -> Considered:
    return Considered(person.user, department, why, person.load, person.cap_in(department))


def _why(person: Person, department: Department, picked: dict[int, Department], search: Search) -> str:
    if person.pk in picked:
        return "asked"
    if person.pk in search.barred:
        return "conflict"
    if person.away:
        return "away"
    return "later" if person.has_room_in(department) else "full"
