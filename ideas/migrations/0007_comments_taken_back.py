"""Authors take their own comments back without a reason; ideas come in order of support."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_portrait_and_discussion"),
        ("ideas", "0006_files_discussion_hazard"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="comment",
            name="comment_removed_by_somebody_for_a_reason",
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["author", "created_at"], name="comment_of_author"),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(fields=["-supports", "-number"], name="idea_most_supported"),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("removed_at", None), ("removed_by", None), ("removed_why", "")),
                    models.Q(
                        ("removed_at__isnull", False),
                        ("removed_by__isnull", False),
                        models.Q(
                            models.Q(("removed_why", ""), _negated=True),
                            ("removed_by", models.F("author")),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="comment_removed_by_somebody_for_a_reason",
            ),
        ),
    ]
