"""Broken promises and first glances are found by department: looked for among all of its ideas, the closed ones as well,
they cost more each year."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ideas", "0018_drafts_are_not_looked_for")]

    operations = [
        migrations.RemoveIndex(model_name="idea", name="idea_not_glanced_at"),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                condition=models.Q(("outcome", ""), ("owner__isnull", False)),
                fields=["department", "promise_at"],
                name="idea_promise_of",
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                condition=models.Q(
                    ("glanced_at", None), ("owner__isnull", False), ("visibility", "everyone")
                ),
                fields=["department", "due_at"],
                name="idea_not_glanced_at_of",
            ),
        ),
    ]
