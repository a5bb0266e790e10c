"""The conversation: times offered, the appointment, attempts, the record. Fields and constraints only.

An appointment may carry several conversations; each idea keeps its own conversation and record.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ideas import clock
from ideas.models.idea import Idea, Round


class Channel(models.TextChoices):
    """How people talk."""

    IN_PERSON = "in_person", _("in person")
    PHONE = "phone", _("by phone")
    VIDEO = "video", _("by video")
    WRITTEN = "written", _("in writing")


class CloseKind(models.TextChoices):
    """The kinds of record that may close an idea (I1)."""

    HELD_CONFIRMED = "held_confirmed", _("talk held and confirmed")
    HELD_UNCONFIRMED = "held_unconfirmed", _("talk held, unconfirmed")
    DECLINED = "declined", _("no talk wanted")
    UNREACHABLE = "unreachable", _("not reached")
    LEAVER = "leaver", _("written to somebody who left")


class Appointment(models.Model):
    """A time that was booked. `uid` and `sequence` are those of its calendar invitation."""

    class State(models.TextChoices):
        BOOKED = "booked", _("booked")
        CANCELLED = "cancelled", _("cancelled")
        HELD = "held", _("held")
        NO_SHOW = "no_show", _("did not take place")

    partner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=15)
    channel = models.CharField(max_length=9, choices=Channel)
    place = models.CharField(max_length=200, blank=True, default="")
    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    sequence = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=9, choices=State, default=State.BOOKED)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "starts_at"], condition=Q(state="booked"), name="appointment_partner_free"
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%F %R} {self.channel}"


class Conversation(models.Model):
    """One talk about one idea. "Not understood" opens the next one of the round."""

    class State(models.TextChoices):
        ARRANGING = "arranging", _("to book")
        BOOKED = "booked", _("booked")
        RECORDED = "recorded", _("notes to check")
        DONE = "done", _("done")

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="conversations")
    round = models.ForeignKey(Round, models.PROTECT, related_name="conversations")
    number = models.PositiveSmallIntegerField(default=1)
    partner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="conversations")
    channel = models.CharField(max_length=9, choices=Channel, default=Channel.IN_PERSON)
    state = models.CharField(max_length=9, choices=State, default=State.ARRANGING)
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="conversations")
    unclear = models.TextField(blank=True, default="")
    opened_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="conversation_number_once"),
            models.UniqueConstraint(
                fields=["idea"], condition=~Q(state="done"), name="conversation_one_under_way"
            ),
            models.CheckConstraint(
                name="conversation_booked_has_appointment",
                condition=~Q(state="booked") | Q(appointment__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.number} {self.state}"


class Slot(models.Model):
    """A time that the partner offers."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=15)
    channel = models.CharField(max_length=9, choices=Channel, default=Channel.IN_PERSON)
    place = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "starts_at"], name="slot_once")]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.starts_at:%F %R}"


class Attempt(models.Model):
    """One try to reach the submitter."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="attempts")
    at = models.DateTimeField(default=clock.now)
    on = models.DateField()
    channel = models.CharField(max_length=9, choices=Channel)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=500, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.at:%F %R} {self.channel}"


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
    agreed = models.TextField(max_length=4000, blank=True, default="")
    agreed_by = models.CharField(max_length=120, blank=True, default="")
    agreed_until = models.DateField(null=True)
    thanks = models.TextField(max_length=4000, blank=True, default="")
    next_step = models.TextField(max_length=4000, blank=True, default="")
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    filed_at = models.DateTimeField(default=clock.now)
    answer = models.CharField(max_length=14, choices=Answer, blank=True, default="")
    answer_words = models.TextField(max_length=4000, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
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
    """Voluntary, after confirming: understood why and treated fairly (1 to 5), would hand in again (0 to 10)."""

    record = models.OneToOneField(Record, models.CASCADE, related_name="survey")
    understood = models.PositiveSmallIntegerField(null=True)
    fair = models.PositiveSmallIntegerField(null=True)
    again = models.PositiveSmallIntegerField(null=True)
    words = models.TextField(max_length=4000, blank=True, default="")
    answered_at = models.DateTimeField(default=clock.now)

    class Meta:
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
