"""Likeness is looked for on the newest shelves by words that carry their shelf: an index of shelf and words together goes
from one idea of the shelf to the next through the words of all ideas, the slower the more scattered they lie."""

import django.contrib.postgres.indexes
from django.db import migrations, models

import ideas.models.idea

HANDED_IN = models.Q(("number__isnull", False))

ON_SHELF = r"""
CREATE FUNCTION tell_on_shelf(shelf integer, words tsvector) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL RESTRICTED
RETURN (
    SELECT array_to_tsvector(coalesce(array_agg(shelf::text || ':' || word), '{}'))
    FROM unnest(tsvector_to_array(words)) AS word
);
CREATE FUNCTION tell_on_shelf(shelf integer, sought tsquery) RETURNS tsquery
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(sought::text, $$'([^' ]+)'$$, '''' || shelf::text || $$:\1'$$, 'g')::tsquery;
COMMENT ON FUNCTION tell_on_shelf(integer, tsvector) IS 'restricted: no worker is started for the few that are alike';
COMMENT ON FUNCTION tell_on_shelf(integer, tsquery) IS 'of words without quotes and spaces';
"""
UNDO = """
DROP FUNCTION tell_on_shelf(integer, tsquery);
DROP FUNCTION tell_on_shelf(integer, tsvector);
"""
UNCOUNTED = "ALTER INDEX idea_words_on_shelf ALTER COLUMN 1 SET STATISTICS 0;"
"""What is looked for is known only as it is asked, so that counting the words would help nobody."""


class Migration(migrations.Migration):
    dependencies = [("ideas", "0019_marks_by_department")]

    operations = [
        migrations.RunSQL(ON_SHELF, UNDO),
        migrations.RemoveIndex(model_name="idea", name="idea_search_by_shelf"),
        migrations.AddIndex(
            model_name="idea",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=HANDED_IN, fastupdate=False, fields=["search"], name="idea_search"
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=django.contrib.postgres.indexes.GinIndex(
                ideas.models.idea.WordsOnShelf(ideas.models.idea.Shelf("number"), "search"),
                condition=HANDED_IN,
                fastupdate=False,
                name="idea_words_on_shelf",
            ),
        ),
        migrations.RunSQL(UNCOUNTED, migrations.RunSQL.noop),
    ]
