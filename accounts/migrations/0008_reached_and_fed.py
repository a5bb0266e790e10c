"""When people are best reached, and the secret address of their calendar."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_longer_regions"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="feed_digest",
            field=models.CharField(editable=False, max_length=64, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="user",
            name="feed_made_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="reach",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("early", "early shift"),
                        ("late", "late shift"),
                        ("night", "night shift"),
                        ("days", "during the day"),
                    ],
                    max_length=5,
                ),
                blank=True,
                default=list,
                size=None,
                verbose_name="best reached",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="reach_words",
            field=models.CharField(
                blank=True, max_length=200, verbose_name="when and how you are best reached"
            ),
        ),
    ]
