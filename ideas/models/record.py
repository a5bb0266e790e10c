"""The record of a conversation: versions, what was agreed, what was added, the answers. Fields and constraints only.

Triggers keep a confirmed record, its points, versions and additions as they are.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ideas import clock
from ideas.models.conversation import Channel, Conversation
from ideas.models.idea import Idea
from ideas.querysets import AgreedPointQuerySet


class CloseKind(models.TextChoices):
    """The kinds of record that may close an idea (I1)."""

    HELD_CONFIRMED = "held_confirmed", _("talk held and confirmed")
    HELD_UNCONFIRMED = "held_unconfirmed", _("talk held, unconfirmed")
    DECLINED = "declined", _("no talk wanted")
    UNREACHABLE = "unreachable", _("not reached")
    LEAVER = "leaver", _("written to somebody who left")


class Record(models.Model):
    """What was said and agreed, and the submitter's answer. Immutable once it closes a talk."""

    class Kind(models.TextChoices):
        HELD = "held", _("we talked")
        DECLINED = "declined", _("no talk wanted")
        UNREACHABLE = "unreachable", _("not reached")
        LEAVER = "leaver", _("written to somebody who left")

    class Answer(models.TextChoices):
        AGREE = "agree", _("I understand and agree")
        DISAGREE = "disagree", _("I understand but disagree")
        NOT_UNDERSTOOD = "not_understood", _("I don't understand yet, please talk to me again")

    conversation = models.OneToOneField(Conversation, models.PROTECT, related_name="record")
    kind = models.CharField(max_length=11, choices=Kind)
    held_at = models.DateTimeField(null=True)
    channel = models.CharField(max_length=9, choices=Channel, blank=True, default="")
    said = models.TextField(max_length=10_000, blank=True, default="")
    thanks = models.TextField(max_length=4000, blank=True, default="")
    next_step = models.TextField(max_length=4000, blank=True, default="")
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    filed_at = models.DateTimeField(default=clock.now)
    answer = models.CharField(max_length=14, choices=Answer, blank=True, default="")
    answer_words = models.TextField(max_length=4000, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    on_the_spot = models.BooleanField(default=False)
    unconfirmed_at = models.DateTimeField(null=True)
    reopened_at = models.DateTimeField(null=True)
    seconded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closes_as = models.CharField(max_length=16, choices=CloseKind, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="record_closes_only_as_what_it_is",
                condition=Q(closes_as="")
                | Q(closes_as="held_confirmed", kind="held", answer__in=("agree", "disagree"))
                | Q(closes_as="held_unconfirmed", kind="held", answer="", unconfirmed_at__isnull=False)
                | Q(closes_as="declined", kind="declined", answered_at__isnull=False)
                | Q(closes_as="leaver", kind="leaver")
                | (
                    Q(closes_as="unreachable", kind="unreachable", seconded_by__isnull=False)
                    & ~Q(seconded_by=F("filed_by"))
                    & ~Q(said="")
                ),
            ),
            models.CheckConstraint(
                name="record_held_says_when",
                condition=~Q(kind="held") | Q(held_at__isnull=False, filed_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["conversation"],
                name="record_to_second",
                condition=Q(kind="unreachable", closes_as=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.kind} {self.closes_as}"


class RecordVersion(models.Model):
    """The notes as they were sent at one time: `facts` are the fields and points as they stood then."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    facts = models.JSONField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)
    why = models.TextField(max_length=1000, blank=True, default="")

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="record_version_once")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.number}"


class RecordAddition(models.Model):
    """A correction after the record was confirmed: it stands beside, and changes nothing."""

    record = models.ForeignKey(Record, models.PROTECT, related_name="additions")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(max_length=4000)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("pk",)
        constraints = [models.CheckConstraint(name="record_addition_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return f"{self.record_id} {self.created_at:%F}"


class AgreedPoint(models.Model):
    """One thing that was agreed: what, by whom, until when; followed up until it is settled.

    `owner` is who took it on in the talk, or `owner_name` for somebody who is no user. `carried_by` sees to it now:
    the owner at first, or the partner for somebody who is no user; somebody else once it was handed on. Nobody
    carries what was agreed without a name: it is kept as words and not followed up.
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="points")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=4000)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    owner_name = models.CharField(max_length=120, blank=True, default="")
    due_on = models.DateField(null=True)
    carried_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="agreed_points"
    )
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    result = models.TextField(max_length=1000, blank=True, default="")

    objects = AgreedPointQuerySet.as_manager()

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["record", "position"], name="agreed_point_position_once"),
            models.CheckConstraint(name="agreed_point_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="agreed_point_settled_by_somebody",
                condition=Q(settled_at=None, settled_by=None, result="")
                | Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["carried_by", "due_on"], name="agreed_point_open", condition=Q(settled_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.position}"

    @property
    def who(self) -> str:
        """Who took it on, by name; empty where nobody was named."""
        return self.owner.name if self.owner else self.owner_name

    @property
    def is_open(self) -> bool:
        """Whether somebody still sees to it."""
        return self.settled_at is None and self.carried_by is not None

    def is_open_for(self, user_id: int) -> bool:
        """Whether this person still sees to it."""
        return self.is_open and self.carried_by_id == user_id


class CoAnswer(models.Model):
    """The answer of a co-submitter to the record; it moves nothing."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="coanswers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=14, choices=Record.Answer)
    words = models.TextField(max_length=4000, blank=True, default="")
    answered_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "user"], name="coanswer_once")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.user_id} {self.answer}"


class Survey(models.Model):
    """Voluntary, after confirming: understood why and treated fairly (1 to 5), would hand in again (0 to 10).

    `call_me`: a follow-up by somebody who did not hold the talk is wanted; without it nobody gets in touch.
    """

    record = models.OneToOneField(Record, models.CASCADE, related_name="survey")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="surveys")
    understood = models.PositiveSmallIntegerField(null=True)
    fair = models.PositiveSmallIntegerField(null=True)
    again = models.PositiveSmallIntegerField(null=True)
    words = models.TextField(max_length=4000, blank=True, default="")
    call_me = models.BooleanField(default=False)
    answered_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["user", "answered_at"], name="survey_of_person")]
        constraints = [
            models.CheckConstraint(
                name="survey_on_its_scales",
                condition=(Q(understood=None) | Q(understood__range=(1, 5)))
                & (Q(fair=None) | Q(fair__range=(1, 5)))
                & (Q(again=None) | Q(again__range=(0, 10))),
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_id}"


class Credit(models.Model):
    """A submitter or co-submitter agrees to be thanked by name for this idea. Taking it back deletes the row."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="credits")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="credits")
    given_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "user"], name="credit_once")]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.user_id}"
