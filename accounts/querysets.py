"""Every question asked of people and departments, chainable. Changes no row, but makes users."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.apps import apps
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from ideas import clock


class UserQuerySet(models.QuerySet[Any]):
    """Questions about people."""

    def active(self) -> Self:
        """Those who may sign in."""
        return self.filter(is_active=True)

    def admins(self) -> Self:
        """The idea office: active people who run the scheme."""
        return self.active().filter(is_admin=True)

    def absent(self, on: date | None = None) -> Self:
        """Those with an absence on the day, by default today."""
        return self.filter(Exists(self._absences(on)))

    def present(self, on: date | None = None) -> Self:
        """Active people without an absence on the day, by default today."""
        return self.active().filter(~Exists(self._absences(on)))

    def with_role(self, role: str, department_ids: Iterable[int]) -> Self:
        """Active people who hold the role in one of the departments; each once."""
        memberships = self._related("memberships").filter(
            user=OuterRef("pk"), role=role, department__in=list(department_ids)
        )
        return self.active().filter(Exists(memberships))

    def reviewers_of(self, department_ids: Iterable[int]) -> Self:
        """Active experts of the departments; each once."""
        return self.with_role("reviewer", department_ids)

    def coordinators_of(self, department_ids: Iterable[int]) -> Self:
        """Active coordinators of the departments; each once."""
        return self.with_role("coordinator", department_ids)

    def known_as(self, text: str) -> Self:
        """Whose e-mail address or personnel number is exactly the text, whatever its case."""
        text = text.strip()
        return self.filter(Q(email=text.lower()) | Q(personnel_number=text.upper()))

    def by_name(self) -> Self:
        """In the order of a list of names."""
        return self.order_by("name", "pk")

    def for_request(self) -> Self:
        """With roles, unread notices and, for the idea office, the last sweep, so that a page needs no further
        statement for them."""
        unread = self.model._base_manager.filter(
            pk=OuterRef("pk"), notices__isnull=False, notices__read_at=None
        ).values("pk")
        return self.select_related("department").annotate(
            unread=Coalesce(
                Subquery(
                    unread.annotate(n=Count("notices")).values("n"),
                    output_field=models.IntegerField(),
                ),
                0,
            ),
            coordinates=self._departments_where("coordinator"),
            reviews_for=self._departments_where("reviewer"),
            decides_for=ArraySubquery(
                self._related("decided_departments")
                .filter(decider=OuterRef("pk"))
                .order_by("pk")
                .values("pk")
            ),
            swept_at=Case(When(is_admin=True, then=Subquery(self._last_sweep()))),
        )

    def _last_sweep(self) -> models.QuerySet[Any]:
        """When the sweep last came to its end: the pages of the idea office say so where it stands still."""
        return apps.get_model("ideas", "SweepRun")._base_manager.filter(name="sweep").values("finished_at")

    def _departments_where(self, role: str) -> ArraySubquery:
        memberships = self._related("memberships").filter(user=OuterRef("pk"), role=role)
        return ArraySubquery(memberships.order_by("department_id").values("department_id"))

    def _absences(self, on: date | None) -> models.QuerySet[Any]:
        day = on or clock.today()
        return self._related("absences").filter(user=OuterRef("pk"), first_day__lte=day, last_day__gte=day)

    def _related(self, accessor: str) -> models.QuerySet[Any]:
        return self.model._meta.get_field(accessor).related_model._default_manager.all()


class People(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """The manager of users: every question above, and the two ways in for Django's own commands."""

    use_in_migrations = False

    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> Any:
        """A new person; without a password they can come in only by a code or a sign-in slip."""
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str | None = None, password: str | None = None, **fields: Any) -> Any:
        """A new person of the idea office who may use Django's admin; whoever has the console vouches for them."""
        user = self.create_user(email, password, **{**fields, "is_admin": True, "is_staff": True})
        if user.email:
            user.emailaddress_set.create(email=user.email, verified=True, primary=True)
        return user


class DepartmentQuerySet(models.QuerySet[Any]):
    """Questions about the tree of departments."""

    def office(self) -> Any:
        """The scheme's own office, the root of the tree; raises DoesNotExist before it is set up."""
        return self.get(is_office=True)

    def taking_ideas(self) -> Self:
        """Those a submitter may choose."""
        return self.filter(takes_ideas=True)

    def below(self, department: Any) -> Self:
        """The department and everything under it."""
        return self.filter(ancestors__contains=[department.pk])

    def above(self, department: Any) -> Self:
        """The department and everything over it, the office first."""
        return self.filter(pk__in=department.ancestors).order_by("ancestors__len")

    def as_tree(self) -> Self:
        """Parents before their children, the office first, siblings by age."""
        return self.order_by("ancestors")


class MembershipQuerySet(models.QuerySet[Any]):
    """Questions about who does what where."""

    def reviewers(self) -> Self:
        """Of experts who may sign in."""
        return self.filter(role="reviewer", user__is_active=True)

    def coordinators(self) -> Self:
        """Of coordinators who may sign in."""
        return self.filter(role="coordinator", user__is_active=True)


class AbsenceQuerySet(models.QuerySet[Any]):
    """Questions about who is away."""

    def on(self, day: date | None = None) -> Self:
        """Absences that cover the day, by default today."""
        day = day or clock.today()
        return self.filter(first_day__lte=day, last_day__gte=day)

    def current_or_later(self) -> Self:
        """Absences not over yet, the next first."""
        return self.filter(last_day__gte=clock.today()).order_by("first_day", "pk")

    def overlapping(self, first_day: date, last_day: date) -> Self:
        """Absences that share a day with the span."""
        return self.filter(first_day__lte=last_day, last_day__gte=first_day)


class InvitationQuerySet(models.QuerySet[Any]):
    """Questions about invitations."""

    def open(self) -> Self:
        """Neither accepted nor expired."""
        return self.filter(accepted_at=None, expires_at__gt=clock.now())

    def newest_first(self) -> Self:
        """In the order of a list for the idea office."""
        return self.order_by(F("created_at").desc(), "pk")
