"""The conversation: times offered, the appointment, attempts, what is being written. Fields and constraints only.

An appointment may carry several conversations; each idea keeps its own conversation and record.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ideas import clock
from ideas.models.idea import Idea, Round


class Channel(models.TextChoices):
    """How people talk."""

    IN_PERSON = "in_person", _("in person")
    PHONE = "phone", _("by phone")
    VIDEO = "video", _("by video")
    WRITTEN = "written", _("in writing")


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
    place = models.CharField(max_length=500, blank=True, default="")
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
    """One talk about one idea. "Not understood" opens the next one of the round.

    `invited_at`: the partner asked the submitter to name times. `other_asked_at`: the submitter asked for another
    partner, once a round. `manager_asked_at`: the submitter asked for their line manager, who holds it; `contact` is
    with whom it was then.
    """

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
    invited_at = models.DateTimeField(null=True)
    other_asked_at = models.DateTimeField(null=True)
    manager_asked_at = models.DateTimeField(null=True)
    contact = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="conversation_manager_asked_in_place_of_contact",
                condition=Q(manager_asked_at=None, contact=None)
                | Q(manager_asked_at__isnull=False, contact__isnull=False),
            ),
            models.UniqueConstraint(fields=["round", "number"], name="conversation_number_once"),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(other_asked_at__isnull=False),
                name="conversation_other_partner_once",
            ),
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
    """A time that the partner offers, or the submitter suggests. Either side books what the other one named."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=15)
    channel = models.CharField(max_length=9, choices=Channel, default=Channel.IN_PERSON)
    place = models.CharField(max_length=500, blank=True, default="")
    by_submitter = models.BooleanField(default=False)

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


class TalkDraft(models.Model):
    """What somebody is writing in a talk and has not sent: `facts` are the fields of the form as typed."""

    class Kind(models.TextChoices):
        RECORD = "record", _("notes")
        MESSAGE = "message", _("message")

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="drafts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind)
    facts = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "user", "kind"], name="talk_draft_once")
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.user_id} {self.kind}"
