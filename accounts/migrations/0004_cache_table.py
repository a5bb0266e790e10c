"""The table of Django's database cache, in which sign-in counts its attempts."""

from django.db import migrations

FORWARD = """
CREATE TABLE IF NOT EXISTS tell_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX IF NOT EXISTS tell_cache_expires ON tell_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_default_topics")]

    operations = [migrations.RunSQL(FORWARD, "DROP TABLE tell_cache;")]
