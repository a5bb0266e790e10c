"""People around an idea: co-submitters, supporters, followers. Fields and constraints only."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ideas import clock
from ideas.models.idea import Idea


class CoSubmitter(models.Model):
    """Somebody who hands the idea in together with its submitter, once they have accepted."""

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        ACCEPTED = "accepted", _("accepted")

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="cosubmitters")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="cosubmissions")
    state = models.CharField(max_length=8, choices=State, default=State.INVITED)
    invited_at = models.DateTimeField(default=clock.now)
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "user"], name="cosubmitter_once")]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.user_id} {self.state}"


class Support(models.Model):
    """ "Me too", with a further sentence for the experts if somebody has one."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="support_rows")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="supports")
    sentence = models.CharField(max_length=500, blank=True, default="")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "user"], name="support_once")]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.user_id}"


class Follow(models.Model):
    """Somebody who wants to hear what becomes of it."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="follow_rows")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="follows")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["idea", "user"], name="follow_once")]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.user_id}"
