"""What a conversation needs to be remembered: versions, points, additions, drafts, marks of what was read, thanks."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ideas.clock

WHO_ANSWERED = """
UPDATE ideas_survey survey SET user_id = idea.submitter_id
  FROM ideas_record kept JOIN ideas_conversation talk ON talk.id = kept.conversation_id
  JOIN ideas_idea idea ON idea.id = talk.idea_id
 WHERE kept.id = survey.record_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0012_reasons"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgreedPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=1000)),
                ("owner_name", models.CharField(blank=True, default="", max_length=120)),
                ("due_on", models.DateField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("result", models.TextField(blank=True, default="", max_length=1000)),
            ],
            options={
                "ordering": ("position",),
            },
        ),
        migrations.CreateModel(
            name="Credit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("given_at", models.DateTimeField(default=ideas.clock.now)),
            ],
        ),
        migrations.CreateModel(
            name="ReadMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("read_at", models.DateTimeField(default=ideas.clock.now)),
            ],
        ),
        migrations.CreateModel(
            name="RecordAddition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=4000)),
                ("created_at", models.DateTimeField(default=ideas.clock.now)),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="RecordVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("facts", models.JSONField()),
                ("written_at", models.DateTimeField(default=ideas.clock.now)),
                ("why", models.TextField(blank=True, default="", max_length=1000)),
            ],
            options={
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="TalkDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("record", "notes"), ("message", "message")], max_length=7),
                ),
                ("facts", models.JSONField(default=dict)),
                ("saved_at", models.DateTimeField(default=ideas.clock.now)),
            ],
        ),
        migrations.AddField(
            model_name="attachment",
            name="message",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="files",
                to="ideas.message",
            ),
        ),
        migrations.AddField(
            model_name="conversation",
            name="invited_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="conversation",
            name="other_asked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="record",
            name="on_the_spot",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="slot",
            name="by_submitter",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="survey",
            name="call_me",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="survey",
            name="user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="surveys",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunSQL(WHO_ANSWERED, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="survey",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="surveys",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="appointment",
            name="place",
            field=models.CharField(blank=True, default="", max_length=500),
        ),
        migrations.AlterField(
            model_name="followup",
            name="cause",
            field=models.CharField(
                choices=[("dropped", "not carried out after all"), ("call", "a call was asked for")],
                max_length=7,
            ),
        ),
        migrations.AlterField(
            model_name="slot",
            name="place",
            field=models.CharField(blank=True, default="", max_length=500),
        ),
        migrations.AddIndex(
            model_name="survey",
            index=models.Index(fields=["user", "answered_at"], name="survey_of_person"),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("other_asked_at__isnull", False)),
                fields=("round",),
                name="conversation_other_partner_once",
            ),
        ),
        migrations.AddField(
            model_name="agreedpoint",
            name="carried_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agreed_points",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="agreedpoint",
            name="owner",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="agreedpoint",
            name="record",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="points", to="ideas.record"
            ),
        ),
        migrations.AddField(
            model_name="agreedpoint",
            name="settled_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="credit",
            name="idea",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="credits", to="ideas.idea"
            ),
        ),
        migrations.AddField(
            model_name="credit",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="credits",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="readmark",
            name="idea",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="read_marks", to="ideas.idea"
            ),
        ),
        migrations.AddField(
            model_name="readmark",
            name="message",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="ideas.message"
            ),
        ),
        migrations.AddField(
            model_name="readmark",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="recordaddition",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="recordaddition",
            name="record",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="additions", to="ideas.record"
            ),
        ),
        migrations.AddField(
            model_name="recordversion",
            name="record",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="ideas.record"
            ),
        ),
        migrations.AddField(
            model_name="recordversion",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="talkdraft",
            name="conversation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="ideas.conversation"
            ),
        ),
        migrations.AddField(
            model_name="talkdraft",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="agreedpoint",
            index=models.Index(
                condition=models.Q(("settled_at", None)),
                fields=["carried_by", "due_on"],
                name="agreed_point_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreedpoint",
            constraint=models.UniqueConstraint(
                fields=("record", "position"), name="agreed_point_position_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreedpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="agreed_point_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreedpoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("result", ""), ("settled_at", None), ("settled_by", None)),
                    models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                    _connector="OR",
                ),
                name="agreed_point_settled_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="credit",
            constraint=models.UniqueConstraint(fields=("idea", "user"), name="credit_once"),
        ),
        migrations.AddConstraint(
            model_name="readmark",
            constraint=models.UniqueConstraint(fields=("idea", "user"), name="read_mark_once"),
        ),
        migrations.AddConstraint(
            model_name="recordaddition",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="record_addition_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="recordversion",
            constraint=models.UniqueConstraint(fields=("record", "number"), name="record_version_once"),
        ),
        migrations.AddConstraint(
            model_name="talkdraft",
            constraint=models.UniqueConstraint(
                fields=("conversation", "user", "kind"), name="talk_draft_once"
            ),
        ),
    ]
