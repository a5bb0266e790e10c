"""A hazard that somebody reported with an idea. It has an owner and a date of its own, beside the idea's."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ideas import clock
from ideas.models.idea import Idea


class Hazard(models.Model):
    """Goes to the safety contact at once and is due the same day; the idea goes its way meanwhile."""

    idea = models.OneToOneField(Idea, models.CASCADE, related_name="hazard")
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(default=clock.now)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="hazards")
    due_at = models.DateTimeField()
    done = models.TextField(max_length=4000, blank=True, default="")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hazard_settled_with_words",
                condition=Q(settled_at=None, settled_by=None)
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(done="")),
            )
        ]
        indexes = [models.Index(fields=["owner", "due_at"], name="hazard_open", condition=Q(settled_at=None))]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.reported_at:%F}"
