"""What is said about an idea. Internal notes and words for the submitter are two models, never one (I10)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ideas import clock
from ideas.models.idea import Idea, Round


class Note(models.Model):
    """Internal: seen by those who handle the idea, never by a submitter. `criterion`: on what the views differ."""

    class Kind(models.TextChoices):
        NOTE = "note", _("note")
        CONSENSUS = "consensus", _("consensus")
        DISSENT = "dissent", _("recorded dissent")

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="notes")
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.NOTE)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    criterion = models.CharField(max_length=20, blank=True, default="")
    text = models.TextField(max_length=10_000)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.idea_id} {self.kind}"


class Message(models.Model):
    """Between the submitters and those who look after the idea; also the written conversation."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(max_length=10_000)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.idea_id} {self.created_at:%F}"


class ReadMark(models.Model):
    """Up to which message somebody has read what is written about an idea."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="read_marks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, models.CASCADE, related_name="+")
    read_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "user"], name="read_mark_once")]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.user_id} {self.message_id}"


class Question(models.Model):
    """A question to the submitter. At most two waves of questions an idea and round."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered")
        WITHDRAWN = "withdrawn", _("taken back")
        EXPIRED = "expired", _("not answered in time")

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="questions")
    round = models.ForeignKey(Round, models.PROTECT, related_name="questions")
    wave = models.PositiveSmallIntegerField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    text = models.TextField(max_length=4000)
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    answer = models.TextField(max_length=10_000, blank=True, default="")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    by_phone = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="question_two_waves_at_most", condition=Q(wave__in=(1, 2))),
            models.CheckConstraint(
                name="question_answered_has_answer",
                condition=~Q(state="answered") | (~Q(answer="") & Q(answered_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.state}"
