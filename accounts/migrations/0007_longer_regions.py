import django.db.models
from django.db import migrations

import accounts.models


class Migration(migrations.Migration):
    """Some regions have long names: "NZ-South Canterbury"."""

    dependencies = [
        ("accounts", "0006_working_calendar"),
    ]

    operations = [
        migrations.AlterField(
            model_name="department",
            name="holidays_in",
            field=django.db.models.CharField(
                blank=True,
                default=accounts.models.default_holidays,
                max_length=24,
                verbose_name="public holidays of",
            ),
        ),
    ]
