"""A picture of each person, which notices they do not want by mail, and where ideas are discussed."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_cache_table"),
    ]

    operations = [
        migrations.AddField(
            model_name="department",
            name="discussion",
            field=models.BooleanField(default=True, verbose_name="colleagues may discuss its ideas"),
        ),
        migrations.AddField(
            model_name="user",
            name="muted",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40),
                blank=True,
                default=list,
                size=None,
                verbose_name="not by mail",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="portrait",
            field=models.FileField(blank=True, upload_to="portraits", verbose_name="picture"),
        ),
    ]
