"""Indexes for parts of words in titles, for how much somebody looks after, and for when they were last asked."""

import django.contrib.postgres.indexes
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_cache_table"),
        ("ideas", "0003_idea_coordinator"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="assignment",
            index=models.Index(fields=["reviewer", "-id"], name="assignment_newest"),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                condition=models.Q(("owner__isnull", False)),
                fields=["coordinator"],
                name="idea_by_coordinator",
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["title"], name="idea_title_trigrams", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
