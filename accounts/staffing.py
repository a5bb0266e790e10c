"""Which departments have people enough to handle an idea, and who handles it where they have not.

Read only; a constant number of statements however many departments there are.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Absence, Department, Membership
from ideas import clock

COORDINATORS = 2
DECIDERS = 2


@dataclass
class Staffing:
    """The people of one department, and what they are enough for."""

    department: Department
    coordinators: set[int] = field(default_factory=set)
    reviewers: set[int] = field(default_factory=set)
    substitutes: set[int] = field(default_factory=set)
    handled_by: Department | None = None

    @property
    def can_coordinate(self) -> bool:
        """Two coordinators, or one with a named substitute."""
        return bool(self.coordinators) and len(self.coordinators | self.substitutes) >= COORDINATORS

    @property
    def can_review(self) -> bool:
        """Experts enough for the reviews of one round."""
        return len(self.reviewers) >= settings.MIN_REVIEWS

    @property
    def can_handle(self) -> bool:
        """Whether the department can handle an ordinary idea by itself."""
        return self.department.takes_ideas and self.can_coordinate and self.can_review

    @property
    def can_hear_appeal(self) -> bool:
        """Whether further experts and another decider are left for a second look."""
        return len(self.reviewers) >= 2 * settings.MIN_REVIEWS and len(self.deciders) >= DECIDERS

    @property
    def deciders(self) -> set[int]:
        """The decider, and the coordinators, who decide where there is none or the decider may not."""
        decider = self.department.decider
        return self.coordinators | ({decider.pk} if decider and decider.is_active else set())

    @property
    def warnings(self) -> list[str]:
        """What is missing, in sentences for the idea office."""
        return [*self._short_for_an_idea(), *self._short_for_an_appeal()]

    def _short_for_an_idea(self) -> list[str]:
        said = []
        if not self.can_coordinate:
            said.append(_("Needs two coordinators, or one with a named substitute."))
        if not self.can_review:
            lacking = settings.MIN_REVIEWS - len(self.reviewers)
            said.append(
                ngettext(
                    "Needs %(count)d more expert for an ordinary idea.",
                    "Needs %(count)d more experts for an ordinary idea.",
                    lacking,
                )
                % {"count": lacking}
            )
        return said

    def _short_for_an_appeal(self) -> list[str]:
        said = []
        lacking = 2 * settings.MIN_REVIEWS - max(len(self.reviewers), settings.MIN_REVIEWS)
        if lacking > 0:
            said.append(
                ngettext(
                    "For a second look %(count)d further expert is missing.",
                    "For a second look %(count)d further experts are missing.",
                    lacking,
                )
                % {"count": lacking}
            )
        if len(self.deciders) < DECIDERS:
            said.append(_("For a second look another decider is missing."))
        return said


def staffing(department_ids: Iterable[int] | None = None) -> dict[int, Staffing]:
    """The staffing of each department by id, in three statements; of all, or of those named.

    `handled_by` is right where all departments above are among those named.
    """
    departments = Department.objects.select_related("decider")
    if department_ids is not None:
        departments = departments.filter(pk__in=set(department_ids))
    found = {d.pk: Staffing(d) for d in departments}
    _count_members(found)
    for one in found.values():
        one.handled_by = _handler(one, found)
    return found


def handling_department(department: Department) -> Department:
    """Who handles the department's ideas: itself if it can, else the nearest above it that can, else the office."""
    return staffing(department.ancestors)[department.pk].handled_by or department


def _count_members(found: dict[int, Staffing]) -> None:
    held = Membership.objects.filter(user__is_active=True, department__in=list(found))
    departments_of = defaultdict(list)
    for user, department, role in held.values_list("user_id", "department_id", "role"):
        if role == Membership.Role.REVIEWER:
            found[department].reviewers.add(user)
        else:
            found[department].coordinators.add(user)
            departments_of[user].append(department)
    for user, substitute in _named_substitutes(departments_of):
        for department in departments_of[user]:
            found[department].substitutes.add(substitute)


def _named_substitutes(coordinators: Iterable[int]) -> Iterable[tuple[int, int]]:
    named = Absence.objects.filter(
        user__in=list(coordinators), substitute__is_active=True, last_day__gte=clock.today()
    )
    return named.values_list("user_id", "substitute_id")


def _handler(one: Staffing, found: dict[int, Staffing]) -> Department:
    for pk in reversed(one.department.ancestors):
        if pk in found and found[pk].can_handle:
            return found[pk].department
    root = one.department.ancestors[0]
    return found[root].department if root in found else one.department
