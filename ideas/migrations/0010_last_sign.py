"""Of ideas that are there already: their submitters last saw something happen when the status changed."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ideas", "0009_promises_kept")]

    operations = [
        migrations.RunSQL(
            "UPDATE ideas_idea SET last_sign_at = status_since", migrations.RunSQL.noop, elidable=True
        )
    ]
