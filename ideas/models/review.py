"""Assignments and reviews: who was asked, until when, and what they said. Fields and constraints only."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ideas import clock
from ideas.models.idea import Idea, Round
from ideas.querysets import AssignmentQuerySet, ReviewQuerySet


class Assignment(models.Model):
    """One expert asked for a review in one round."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        FILED = "filed", _("filed")
        HANDED_OVER = "handed_over", _("handed over")
        RELEASED = "released", _("released")
        CANCELLED = "cancelled", _("cancelled")

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="assignments")
    round = models.ForeignKey(Round, models.PROTECT, related_name="assignments")
    department = models.ForeignKey("accounts.Department", models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments")
    state = models.CharField(max_length=11, choices=State, default=State.OPEN)
    due_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=20)
    why_data = models.JSONField(default=dict, blank=True)
    over_cap_reason = models.TextField(blank=True, default="")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    offered_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="offered_assignments"
    )
    offer_reason = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="assignment_open_has_due_date", condition=~Q(state="open") | Q(due_at__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["round", "reviewer"],
                condition=Q(state__in=("open", "filed")),
                name="assignment_once_a_round",
            ),
            models.CheckConstraint(
                name="assignment_offered_only_while_open", condition=Q(offered_to=None) | Q(state="open")
            ),
        ]
        indexes = [
            models.Index(fields=["reviewer", "due_at"], name="assignment_open", condition=Q(state="open")),
            models.Index(fields=["due_at"], name="assignment_due", condition=Q(state="open")),
            models.Index(fields=["reviewer", "-id"], name="assignment_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.reviewer_id} {self.state}"


class Review(models.Model):
    """What an expert recommends: two sentences for the submitter, the rest for those who decide (I9).

    `earlier`: similar ideas of before, whose reasons they refer to.
    """

    class Recommendation(models.TextChoices):
        ADOPT = "adopt", _("Adopt")
        ADOPT_IN_PART = "adopt_in_part", _("Adopt in part")
        DECLINE = "decline", _("Do not adopt")
        DEFER = "defer", _("Put on hold")

    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="review")
    recommendation = models.CharField(max_length=13, choices=Recommendation)
    public_text = models.TextField(max_length=4000)
    internal_note = models.TextField(max_length=10_000, blank=True, default="")
    scores = models.JSONField(default=dict, blank=True)
    earlier = models.ManyToManyField(Idea, related_name="+", blank=True)
    filed_at = models.DateTimeField(default=clock.now)
    set_aside = models.BooleanField(default=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="review_has_words_for_submitter", condition=~Q(public_text=""))
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.recommendation}"
