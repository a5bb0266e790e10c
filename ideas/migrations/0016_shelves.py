"""Words are looked for by shelf, too, in one index: among the newest ideas that costs the same, however many there are."""

import django.contrib.postgres.indexes
from django.db import migrations

import ideas.models.idea


class Migration(migrations.Migration):
    dependencies = [("ideas", "0015_records_kept")]

    operations = [
        migrations.AddIndex(
            model_name="idea",
            index=django.contrib.postgres.indexes.GinIndex(
                ideas.models.idea.Shelf("number"), "search", fastupdate=False, name="idea_search_by_shelf"
            ),
        ),
        migrations.RemoveIndex(model_name="idea", name="idea_search"),
        migrations.RemoveIndex(model_name="idea", name="idea_title_trigrams"),
        migrations.AddIndex(
            model_name="idea",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["title"], name="idea_title_trigrams", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
