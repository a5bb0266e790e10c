"""The nouns of people: fields, constraints and what each can say of itself. Holds no rule of the scheme."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower, Upper
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.querysets import (
    AbsenceQuerySet,
    DepartmentQuerySet,
    InvitationQuerySet,
    MembershipQuerySet,
    People,
)
from ideas import calendars, clock

DEFAULT_TOPICS = {
    "company": _("Company"),
    "processes": _("Processes"),
    "products": _("Products"),
    "services": _("Services"),
}


def default_time_zone() -> str:
    """The zone of a new department."""
    return settings.TIME_ZONE


def default_holidays() -> str:
    """Whose public holidays a new department keeps."""
    return settings.HOLIDAYS_IN


def monday_to_friday() -> list[int]:
    """The working week of a new department."""
    return [0, 1, 2, 3, 4]


class User(AbstractBaseUser):
    """A person of the company, with an e-mail address, a personnel number or both.

    `feed_digest`: of the secret address under which a calendar reads this person's talks; nothing keeps the address.
    """

    class MailRhythm(models.TextChoices):
        """How often a person wants mail that is not obligatory."""

        DIGEST = "digest", _("One mail a day")
        SINGLE = "single", _("One mail for each notice")

    class Reach(models.TextChoices):
        """When a person is best reached."""

        EARLY = "early", _("early shift")
        LATE = "late", _("late shift")
        NIGHT = "night", _("night shift")
        DAYS = "days", _("during the day")

    email = models.EmailField(_("e-mail address"), max_length=254, null=True, blank=True, unique=True)
    personnel_number = models.CharField(
        _("personnel number"),
        max_length=40,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(r"^[^@\s]+$", _("Letters, figures and dashes, without spaces."))],
    )
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=10, default="en")
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    line_manager = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("line manager"),
    )
    department = models.ForeignKey(
        "Department",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("department"),
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("may use the technical admin pages"), default=False)
    is_admin = models.BooleanField(_("idea office"), default=False)
    is_observer = models.BooleanField(_("observer"), default=False)
    mail_rhythm = models.CharField(
        _("mail"), max_length=10, choices=MailRhythm.choices, default=MailRhythm.DIGEST
    )
    muted = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, verbose_name=_("not by mail")
    )
    portrait = models.FileField(_("picture"), upload_to="portraits", max_length=100, blank=True)
    reach = ArrayField(
        models.CharField(max_length=5, choices=Reach.choices),
        default=list,
        blank=True,
        verbose_name=_("best reached"),
    )
    reach_words = models.CharField(_("when and how you are best reached"), max_length=200, blank=True)
    feed_digest = models.CharField(max_length=64, null=True, unique=True, editable=False)
    feed_made_at = models.DateTimeField(null=True, editable=False)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    _loaded_email: str | None = None

    objects = People()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                name="user_email_lower_case", condition=Q(email=Lower(F("email"))) & ~Q(email="")
            ),
            models.CheckConstraint(
                name="user_personnel_number_tidy",
                condition=Q(personnel_number=Upper(F("personnel_number")))
                & Q(personnel_number__regex=r"^[^@[:space:]]+$"),
            ),
            models.CheckConstraint(
                name="user_has_email_or_personnel_number",
                condition=Q(email__isnull=False) | Q(personnel_number__isnull=False),
            ),
            models.CheckConstraint(
                name="user_not_own_line_manager",
                condition=Q(line_manager__isnull=True) | ~Q(line_manager=F("id")),
            ),
            models.CheckConstraint(name="user_has_a_name", condition=~Q(name="")),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Saves, with the sign-in names in their one spelling; an address given up no longer signs anybody in."""
        self._tidy()
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        if self._loaded_email and self._loaded_email != self.email:
            self.emailaddress_set.exclude(email=self.email or "").delete()  # type: ignore[attr-defined]
        self._loaded_email = self.email

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        """Remembers the address as the database has it."""
        user = super().from_db(*args, **kwargs)
        user._loaded_email = user.__dict__.get("email")
        return user

    def clean(self) -> None:
        """Brings what signs a person in to its one spelling, before it is compared with others'."""
        self._tidy()

    def _tidy(self) -> None:
        self.email = (self.email or "").strip().lower() or None
        self.personnel_number = (self.personnel_number or "").strip().upper() or None

    @property
    def first_name(self) -> str:
        """How a person is spoken to: the first word of the name."""
        return self.name.split()[0] if self.name.split() else ""

    @property
    def initials(self) -> str:
        """One or two letters for the round picture."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def signs_in_as(self) -> str:
        """What the person types to sign in."""
        return self.email or self.personnel_number or ""

    @cached_property
    def unread(self) -> int:
        """How many notices are unread; asked of the database unless loaded with the request."""
        return self.notices.filter(read_at=None).count()

    @cached_property
    def coordinates(self) -> list[int]:
        """Ids of the departments whose ideas this person looks after."""
        return self._departments_as(Membership.Role.COORDINATOR)

    @cached_property
    def reviews_for(self) -> list[int]:
        """Ids of the departments that this person is an expert of."""
        return self._departments_as(Membership.Role.REVIEWER)

    @cached_property
    def decides_for(self) -> list[int]:
        """Ids of the departments that this person is the decider of."""
        return list(self.decided_departments.order_by("pk").values_list("pk", flat=True))

    def is_present(self, on: date) -> bool:
        """Whether the person is active and not away on the day."""
        return self.is_active and not any(absence.covers(on) for absence in self.absences.all())

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Django's admin asks this: the idea office's technical staff alone."""
        return self.is_active and self.is_staff and self.is_admin

    def has_module_perms(self, app_label: str) -> bool:
        """Django's admin asks this: the idea office's technical staff alone."""
        return self.has_perm(app_label)

    def _departments_as(self, role: str) -> list[int]:
        return [department for department, held in self._held if held == role]

    @cached_property
    def _held(self) -> list[tuple[int, str]]:
        """Every part in a department, asked for once."""
        return list(self.memberships.order_by("department_id").values_list("department_id", "role"))


CALENDAR = ("time_zone", "working_week", "holidays_in", "days_off", "days_worked", "limits")
"""The fields of a department that make up its calendar."""


class Department(models.Model):
    """A part of the company; the scheme's own office is the root, every other hangs below one.

    Each has a whole calendar of its own: `working_week` (0 is Monday), `holidays_in` (a country, or a country and its
    part, as "DE-NW"; empty for none), `days_off` (ISO day to its name), `days_worked`. `limits` says for a status how
    many working days it may take, where that is not what the scheme does by default.
    """

    name = models.CharField(_("name"), max_length=120, unique=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("belongs to"),
    )
    ancestors = ArrayField(models.BigIntegerField(), default=list, editable=False)
    decider = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decided_departments",
        verbose_name=_("decider"),
    )
    time_zone = models.CharField(_("time zone"), max_length=50, default=default_time_zone)
    working_week = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("working days"), default=monday_to_friday
    )
    holidays_in = models.CharField(
        _("public holidays of"), max_length=24, blank=True, default=default_holidays
    )
    days_off = models.JSONField(_("further days off"), default=dict, blank=True)
    days_worked = ArrayField(
        models.DateField(), verbose_name=_("public holidays that are worked"), default=list, blank=True
    )
    limits = models.JSONField(_("working days for each step"), default=dict, blank=True)
    is_office = models.BooleanField(_("the scheme's own office"), default=False)
    takes_ideas = models.BooleanField(_("takes ideas"), default=True)
    discussion = models.BooleanField(_("colleagues may discuss its ideas"), default=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ("name",)
        indexes = (GinIndex(name="department_ancestors", fields=["ancestors"]),)
        constraints = (
            models.UniqueConstraint(
                name="department_one_office", fields=["is_office"], condition=Q(is_office=True)
            ),
            models.CheckConstraint(
                name="department_office_is_the_root",
                condition=Q(is_office=True, parent__isnull=True) | Q(is_office=False, parent__isnull=False),
            ),
            models.CheckConstraint(
                name="department_works_some_days",
                condition=Q(working_week__len__gt=0) & Q(working_week__contained_by=list(range(7))),
            ),
            models.CheckConstraint(
                name="department_not_own_parent", condition=Q(parent__isnull=True) | ~Q(parent=F("id"))
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Saves; one that names no parent hangs below the office. A trigger keeps `ancestors` of the subtree."""
        with transaction.atomic():
            if self.parent_id is None and not self.is_office:
                self.parent = Department.objects.filter(is_office=True).first()
            super().save(*args, **kwargs)  # type: ignore[arg-type]
            self.refresh_from_db(fields=["ancestors"])

    def clean(self) -> None:
        """Refuses a parent below the department itself, as the database does, and a calendar that cannot be."""
        self._check_calendar()
        if self.pk and self.parent_id and Department.objects.below(self).filter(pk=self.parent_id).exists():
            raise ValidationError(
                {"parent": _("A department cannot belong to itself or to one of its own parts.")}
            )

    def _check_calendar(self) -> None:
        checks: dict[str, Callable[[Any], None]] = {
            "working_week": calendars.check_week,
            "holidays_in": calendars.check_region,
            "days_off": calendars.check_days_off,
            "limits": calendars.check_limits,
        }
        wrong: dict[str, Any] = {}
        for name, check in checks.items():
            try:
                check(getattr(self, name))
            except ValidationError as error:
                wrong[name] = error
        if wrong:
            raise ValidationError(wrong)

    @property
    def calendar(self) -> calendars.Calendar:
        """Its days as the rules about dates want them; no statement."""
        return calendars.Calendar.of(self)

    @property
    def depth(self) -> int:
        """How many departments stand over it."""
        return len(self.ancestors) - 1


class Topic(models.Model):
    """What an idea is about, and what an expert knows."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the reader's language, where there is a translation."""
        return gettext(self.name) if self.name else ""


class Membership(models.Model):
    """A person's part in a department: expert or coordinator, with what they know and how much they take on."""

    class Role(models.TextChoices):
        """The two parts."""

        REVIEWER = "reviewer", _("expert")
        COORDINATOR = "coordinator", _("coordinator")

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("department")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="memberships", verbose_name=_("knows about")
    )
    cap = models.PositiveSmallIntegerField(
        _("reviews at a time"),
        default=6,
        validators=[MinValueValidator(1)],
        help_text=_("No more than this many open reviews are assigned by the system."),
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("department_id", "role", "user_id")
        constraints = (
            models.UniqueConstraint(name="membership_once_per_role", fields=["user", "department", "role"]),
            models.CheckConstraint(
                name="membership_role_known", condition=Q(role__in=["reviewer", "coordinator"])
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.department}"


class Absence(models.Model):
    """Days on which a person is away, and who stands in."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="absences", verbose_name=_("person")
    )
    first_day = models.DateField(_("first day away"))
    last_day = models.DateField(_("last day away"))
    substitute = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="stands_in",
        verbose_name=_("stands in"),
    )

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ("first_day", "pk")
        indexes = (models.Index(name="absence_of_a_day", fields=["user", "last_day", "first_day"]),)
        constraints = (
            models.CheckConstraint(
                name="absence_ends_after_it_begins", condition=Q(first_day__lte=F("last_day"))
            ),
            models.CheckConstraint(
                name="absence_substitute_is_another",
                condition=Q(substitute__isnull=True) | ~Q(substitute=F("user")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.first_day} - {self.last_day}"

    def covers(self, day: date) -> bool:
        """Whether the day is one of the days away."""
        return self.first_day <= day <= self.last_day


class Invitation(models.Model):
    """A way in for one person, once: a link by mail, or a code on a printed slip. The token is kept as a hash."""

    email = models.EmailField(_("e-mail address"), null=True, blank=True)
    personnel_number = models.CharField(_("personnel number"), max_length=40, null=True, blank=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    department = models.ForeignKey(
        Department, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations"
    )
    invited_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations_sent"
    )
    token = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-created_at", "pk")
        constraints = (
            models.CheckConstraint(
                name="invitation_for_somebody",
                condition=Q(email__isnull=False) | Q(personnel_number__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.name or self.email or self.personnel_number or ""

    @property
    def is_open(self) -> bool:
        """Whether it can still be accepted."""
        return self.accepted_at is None and self.expires_at > clock.now()
