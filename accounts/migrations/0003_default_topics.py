"""The four topics to begin with; a company renames them or adds its own."""

from django.db import migrations

TOPICS = (
    ("company", "Company"),
    ("processes", "Processes"),
    ("products", "Products"),
    ("services", "Services"),
)


def add_topics(apps, schema_editor):
    topic = apps.get_model("accounts", "Topic")
    for position, (slug, name) in enumerate(TOPICS, start=1):
        topic.objects.get_or_create(slug=slug, defaults={"name": name, "position": position})


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_department_tree")]

    operations = [migrations.RunPython(add_topics, migrations.RunPython.noop)]
