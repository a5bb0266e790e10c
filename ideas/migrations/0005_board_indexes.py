"""Indexes for the board: what is open by status and department, by promise, not looked at, given up."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_cache_table"),
        ("ideas", "0004_search_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                condition=models.Q(("owner__isnull", False)),
                fields=["status", "due_at"],
                name="idea_on_board",
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                condition=models.Q(("owner__isnull", False)),
                fields=["department", "status", "due_at"],
                name="idea_on_board_of",
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                condition=models.Q(("outcome", ""), ("owner__isnull", False)),
                fields=["promise_at"],
                name="idea_by_promise",
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                condition=models.Q(
                    ("glanced_at", None), ("owner__isnull", False), ("visibility", "everyone")
                ),
                fields=["due_at"],
                name="idea_not_glanced_at",
            ),
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                condition=models.Q(("closes_as", ""), ("kind", "unreachable")),
                fields=["conversation"],
                name="record_to_second",
            ),
        ),
    ]
