"""What is looked for has a number: drafts, which are kept at each pause in typing, stay out of the indexes of words."""

import django.contrib.postgres.indexes
from django.db import migrations, models

import ideas.models.idea

HANDED_IN = models.Q(("number__isnull", False))


class Migration(migrations.Migration):
    dependencies = [("ideas", "0017_line_manager_talks")]

    operations = [
        migrations.RemoveIndex(model_name="idea", name="idea_search_by_shelf"),
        migrations.RemoveIndex(model_name="idea", name="idea_title_trigrams"),
        migrations.AddIndex(
            model_name="idea",
            index=django.contrib.postgres.indexes.GinIndex(
                ideas.models.idea.Shelf("number"),
                "search",
                condition=HANDED_IN,
                fastupdate=False,
                name="idea_search_by_shelf",
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=HANDED_IN,
                fastupdate=False,
                fields=["title"],
                name="idea_title_trigrams",
                opclasses=["gin_trgm_ops"],
            ),
        ),
    ]
