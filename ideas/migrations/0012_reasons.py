"""A no says what would change it: of every decision from now on. The words of a decision are kept like its outcome."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q

KEPT = """
CREATE FUNCTION tell_decision_words_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (OLD.would_change, OLD.point, OLD.alternative)
        IS DISTINCT FROM (NEW.would_change, NEW.point, NEW.alternative) THEN
        PERFORM tell_refuse('decision_is_kept', 'a decision is not changed; an appeal leads to a new one');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decision_words_guard BEFORE UPDATE ON ideas_decision
    FOR EACH ROW EXECUTE FUNCTION tell_decision_words_guard();
"""
UNDO = "DROP FUNCTION tell_decision_words_guard CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("ideas", "0011_after_the_answer")]

    operations = [
        AddConstraintNotValid(
            model_name="decision",
            constraint=models.CheckConstraint(
                name="decision_declined_says_what_would_change_it",
                condition=~Q(kind="decided", outcome="declined") | ~Q(would_change=""),
            ),
        ),
        migrations.RunSQL(KEPT, UNDO),
    ]
