"""The public discussion of an idea: comments and what is reported about them. Fields and constraints only."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ideas import clock
from ideas.models.idea import Idea, random_id


class Comment(models.Model):
    """What a colleague says about an idea, for everybody who may read it. Removed ones keep their place."""

    public_id = models.CharField(max_length=10, unique=True, default=random_id, editable=False)
    idea = models.ForeignKey(Idea, models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    text = models.TextField(_("Your comment"), max_length=4000)
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    created_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_why = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(name="comment_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="comment_removed_by_somebody_for_a_reason",
                condition=Q(removed_at=None, removed_by=None, removed_why="")
                | (
                    Q(removed_at__isnull=False, removed_by__isnull=False)
                    & (~Q(removed_why="") | Q(removed_by=F("author")))
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["idea", "id"], name="comment_of_idea"),
            models.Index(fields=["author", "created_at"], name="comment_of_author"),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.created_at:%F}"


class CommentReport(models.Model):
    """Somebody finds that a comment should not stand there; a coordinator looks and settles it."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="reports")
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    why = models.CharField(max_length=1000)
    created_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "reported_by"], name="comment_reported_once_a_person"),
            models.CheckConstraint(
                name="comment_report_settled_by_somebody",
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], name="comment_report_open", condition=Q(settled_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.created_at:%F}"
