"""Pictures and files that belong to an idea: what is known of them. Their bytes lie in the file storage."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ideas import clock
from ideas.models.idea import Idea, random_id
from ideas.querysets import AttachmentQuerySet

SMALL_EDGE = 480
"""Width or height of a small picture, whichever is longer."""


class Attachment(models.Model):
    """One picture or file. What it is was found in its content, never believed from its name.

    With a `message` it belongs to what was written in a talk, and is for its readers alone.
    """

    public_id = models.CharField(max_length=10, unique=True, default=random_id, editable=False)
    idea = models.ForeignKey(Idea, models.CASCADE, related_name="attachments")
    message = models.ForeignKey("ideas.Message", models.CASCADE, null=True, related_name="files")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="attachments/%Y/%m", max_length=200)
    created_at = models.DateTimeField(default=clock.now)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                name="attachment_name_on_one_line",
                condition=~Q(name="") & ~Q(name__regex=r"[\r\n/\\]"),
            ),
            models.CheckConstraint(name="attachment_not_empty", condition=Q(size__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.name}"

    @property
    def small_size(self) -> tuple[int, int]:
        """Width and height of the small picture; nothing of what is no picture."""
        width, height = self.width or 0, self.height or 0
        scale = min(1, SMALL_EDGE / max(width, height, 1))
        return round(width * scale), round(height * scale)

    @property
    def is_picture(self) -> bool:
        """Whether a browser can show it small."""
        return self.width is not None
