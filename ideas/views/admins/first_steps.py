"""Scheme: what a new company still has to do before ideas can be handed in, step by step. Reads only."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.staffing import Staffing
from ideas.models import RoutingRule

A_FEW = 3


@dataclass(frozen=True)
class Step:
    """One thing to set up: whether it is done, what for, and where."""

    is_done: bool
    title: str
    why: str
    url: str
    link: str


def first_steps(found: list[Staffing]) -> list[Step]:
    """The way from an empty installation to the first idea; empty once it has been gone."""
    office = next((one for one in found if one.department.is_office), None)
    others = len(found) - (office is not None)
    if office and office.can_coordinate and others and any(one.can_handle for one in found):
        return []
    steps = [_the_office(office), _people(), *_its_people(office), _second_admin()]
    return [*steps, _departments(office, others), _rules(office)]


def _the_office(office: Staffing | None) -> Step:
    return Step(
        office is not None,
        _("Name your idea office"),
        _("It looks after every idea for which no other department has enough people."),
        reverse("department_new"),
        _("Name it"),
    )


def _people() -> Step:
    return Step(
        User.objects.active()[:A_FEW].count() == A_FEW,
        _("Add the first people"),
        _("With an e-mail address they sign in by a code, without one by a printed slip."),
        reverse("person_new"),
        _("Add a person"),
    )


def _its_people(office: Staffing | None) -> list[Step]:
    add = reverse("member_new", args=[office.department.pk]) if office else ""
    return [
        Step(
            bool(office and office.can_coordinate),
            _("Two who coordinate in the idea office"),
            _("They look after ideas, dates and talks. From then on ideas can be handed in."),
            f"{add}?role=coordinator" if add else "",
            _("Add a coordinator"),
        ),
        Step(
            bool(office and office.can_review),
            _("Two experts in the idea office"),
            _("No idea is judged by one person alone."),
            f"{add}?role=reviewer" if add else "",
            _("Add an expert"),
        ),
    ]


def _second_admin() -> Step:
    return Step(
        User.objects.admins()[:2].count() == 2,
        _("A second person who runs these pages"),
        _("Tick “Idea office” on their page, so that nothing waits while you are away."),
        reverse("persons"),
        _("Choose somebody"),
    )


def _departments(office: Staffing | None, others: int) -> Step:
    return Step(
        others > 0,
        _("Your departments"),
        _("As people call them. One with too few people of its own is helped out by the one above it."),
        reverse("department_new") if office else "",
        _("Add a department"),
    )


def _rules(office: Staffing | None) -> Step:
    return Step(
        RoutingRule.objects.exists(),
        _("Where ideas go"),
        _("Words like “forklift” lead to a department. Without rules the idea office passes each idea on."),
        reverse("rule_new") if office else "",
        _("Add a rule"),
    )


def next_of(steps: list[Step]) -> Any:
    """The first step that is not done; None where all are."""
    return next((one for one in steps if not one.is_done and one.url), None)
