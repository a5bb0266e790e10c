"""Lists of answered and of closed ideas, and the desk's comparisons, have indexes of their own; those that another one
begins with, or that nothing asks, go: each of them takes its time whenever an idea is written."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

NOT_ASKED = """
DROP INDEX IF EXISTS ideas_idea_public_id_30bd000c_like;
DROP INDEX IF EXISTS ideas_idea_external_id_9c260afc_like;
"""
"""Django makes them for `LIKE 'begins with this%'`, which nobody asks of an address."""
ASKED = """
CREATE INDEX ideas_idea_public_id_30bd000c_like ON ideas_idea (public_id varchar_pattern_ops);
CREATE INDEX ideas_idea_external_id_9c260afc_like ON ideas_idea (external_id varchar_pattern_ops);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_reached_and_fed"),
        ("ideas", "0021_guards_see_the_row"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="idea",
            name="idea_newest",
        ),
        migrations.AlterField(
            model_name="idea",
            name="department",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ideas",
                to="accounts.department",
            ),
        ),
        migrations.AlterField(
            model_name="idea",
            name="owner",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="owned_ideas",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="idea",
            name="submitter",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ideas",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                condition=models.Q(("outcome", ""), _negated=True),
                fields=["-number"],
                name="idea_newest_answered",
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                condition=models.Q(("status", "closed")), fields=["-number"], name="idea_newest_closed"
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                condition=models.Q(("status", "discussion")), fields=["round"], name="idea_in_discussion"
            ),
        ),
        migrations.RunSQL(NOT_ASKED, ASKED),
    ]
