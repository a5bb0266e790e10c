"""How the scheme runs: routing rules, and what keeps a request from being carried out twice. Fields only."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ideas import clock


class RoutingRule(models.Model):
    """Ideas on this topic, or with one of these words, concern this department. The lowest position leads."""

    department = models.ForeignKey(
        "accounts.Department", models.CASCADE, related_name="routing_rules", verbose_name=_("Department")
    )
    topic = models.ForeignKey(
        "accounts.Topic", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("Topic")
    )
    words = ArrayField(models.CharField(max_length=60), default=list, blank=True, verbose_name=_("Words"))
    position = models.PositiveSmallIntegerField(_("Position"), default=100)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="rule_has_topic_or_words", condition=Q(topic__isnull=False) | ~Q(words=[])
            )
        ]

    def __str__(self) -> str:
        return f"{self.department} ← {self.topic or ''} {', '.join(self.words)}"


class HandledRequest(models.Model):
    """A creating request that was carried out: the same key again leads to the same result, not to a second one."""

    key = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    path = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return str(self.key)


class SweepRun(models.Model):
    """When each periodic job last came to its end, and what it found; readiness and the admin's page read it."""

    name = models.CharField(max_length=40, primary_key=True)
    finished_at = models.DateTimeField()
    found = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.name} {self.finished_at:%F %R}"
