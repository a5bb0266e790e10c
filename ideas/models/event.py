"""The story of an idea: one row for each change, never changed, deleted or truncated (I7)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ideas import clock
from ideas.models.idea import Idea, Status


class Event(models.Model):
    """Who, when, from, to, why. Append-only by trigger; `data` holds what a sentence about it needs."""

    idea = models.ForeignKey(Idea, models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    at = models.DateTimeField(default=clock.now)
    kind = models.CharField(max_length=30)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    from_status = models.CharField(max_length=13, choices=Status, blank=True, default="")
    to_status = models.CharField(max_length=13, choices=Status, blank=True, default="")
    why = models.TextField(blank=True, default="")
    data = models.JSONField(default=dict, blank=True)
    round_number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["idea", "seq"]
        constraints = [models.UniqueConstraint(fields=["idea", "seq"], name="event_in_order")]
        verbose_name = _("event")

    def __str__(self) -> str:
        return f"{self.idea_id}/{self.seq} {self.kind}"
