"""What keeps the promise between the steps: a submitter's question how it stands, and what follows a closed idea.

Fields and constraints only.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ideas import clock
from ideas.models.idea import Idea, Round
from ideas.querysets import FollowUpQuerySet, PanelSeatQuerySet


class Knock(models.Model):
    """ "What about my idea?", asked by a submitter of whoever has it then, with a date for the answer."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="knocks")
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField()
    answer = models.TextField(max_length=4000, blank=True, default="")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["idea"], condition=Q(answered_at=None), name="knock_one_open_an_idea"
            ),
            models.CheckConstraint(
                name="knock_answered_in_words",
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="knock_due", condition=Q(answered_at=None))]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.asked_at:%F}"


class Thanks(models.Model):
    """One line from a submitter to the experts of a round."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="thanks")
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.CharField(max_length=300)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "author"], name="thanks_once_a_round")]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.author_id}"


class PanelSeat(models.Model):
    """Somebody who is heard on an appeal before it is decided, and what they said."""

    class View(models.TextChoices):
        UPHOLD = "uphold", _("The first answer should stand")
        OVERTURN = "overturn", _("The answer should change")

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="panel")
    round = models.ForeignKey(Round, models.PROTECT, related_name="panel")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="panel_seats")
    asked_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField()
    view = models.CharField(max_length=8, choices=View, blank=True, default="")
    text = models.TextField(max_length=4000, blank=True, default="")
    heard_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)

    objects = PanelSeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "user"], name="panel_seat_once_a_round"),
            models.CheckConstraint(
                name="panel_seat_heard_in_words",
                condition=Q(heard_at=None, view="", text="")
                | (Q(heard_at__isnull=False, released_at=None) & ~Q(view="") & ~Q(text="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["user", "due_at"],
                name="panel_seat_open",
                condition=Q(heard_at=None, released_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.user_id} {self.view}"


class Likeness(models.Model):
    """An adopted idea that resembles one declined before: it came true, once a coordinator has confirmed it."""

    class State(models.TextChoices):
        FOUND = "found", _("found")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("refused")

    adopted = models.ForeignKey(Idea, models.CASCADE, related_name="came_true_from")
    declined = models.ForeignKey(Idea, models.CASCADE, related_name="came_true_in")
    state = models.CharField(max_length=9, choices=State, default=State.FOUND)
    found_at = models.DateTimeField(default=clock.now)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["adopted", "declined"], name="likeness_once"),
            models.CheckConstraint(name="likeness_of_two", condition=~Q(adopted=F("declined"))),
            models.CheckConstraint(
                name="likeness_answered_by_somebody",
                condition=Q(state="found", answered_by=None, answered_at=None)
                | (~Q(state="found") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.adopted_id} {self.declined_id} {self.state}"


class FollowUp(models.Model):
    """A short second conversation after an idea was closed, with somebody who owes it by a date."""

    class Cause(models.TextChoices):
        DROPPED = "dropped", _("not carried out after all")
        CALL = "call", _("a call was asked for")

    class Kind(models.TextChoices):
        HELD = "held", _("held")
        DECLINED = "declined", _("not wanted")
        WRITTEN = "written", _("written")

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="follow_ups")
    cause = models.CharField(max_length=7, choices=Cause)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="follow_ups")
    asked_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField()
    kind = models.CharField(max_length=8, choices=Kind, blank=True, default="")
    text = models.TextField(max_length=4000, blank=True, default="")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["idea", "cause"], condition=Q(ended_at=None), name="follow_up_one_open"
            ),
            models.CheckConstraint(
                name="follow_up_ended_with_words",
                condition=Q(ended_at=None, ended_by=None, kind="", text="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(kind="")),
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "due_at"], name="follow_up_open", condition=Q(ended_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.cause} {self.kind}"
