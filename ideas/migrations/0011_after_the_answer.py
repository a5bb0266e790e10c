"""Nobody talks again about, or is heard on, an idea in which they have a part; news that are due are found by index."""

from django.db import migrations, models

GUARDS = """
CREATE FUNCTION tell_follow_up_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.ended_at IS NULL AND tell_in_conflict(NEW.owner_id, NEW.idea_id) THEN
        PERFORM tell_refuse('follow_up_without_conflict', 'who talks again has no part in the idea');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER follow_up_guard BEFORE INSERT OR UPDATE ON ideas_followup
    FOR EACH ROW EXECUTE FUNCTION tell_follow_up_guard();

CREATE FUNCTION tell_panel_seat_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.released_at IS NULL AND (TG_OP = 'INSERT' OR OLD.heard_at IS DISTINCT FROM NEW.heard_at) AND (
        tell_in_conflict(NEW.user_id, NEW.idea_id)
        OR EXISTS (SELECT 1 FROM ideas_assignment a WHERE a.idea_id = NEW.idea_id AND a.reviewer_id = NEW.user_id
                   AND a.state IN ('open', 'filed'))
        OR EXISTS (SELECT 1 FROM ideas_decision d WHERE d.idea_id = NEW.idea_id
                   AND (d.decided_by_id = NEW.user_id OR d.agreed_by_id = NEW.user_id))
    ) THEN
        PERFORM tell_refuse('panel_seat_without_part', 'who is heard on an appeal has no part in the idea');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER panel_seat_guard BEFORE INSERT OR UPDATE ON ideas_panelseat
    FOR EACH ROW EXECUTE FUNCTION tell_panel_seat_guard();
"""

UNDO = "DROP FUNCTION tell_panel_seat_guard, tell_follow_up_guard CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("ideas", "0010_last_sign")]

    operations = [
        migrations.AddIndex(
            model_name="implementation",
            index=models.Index(
                condition=models.Q(("next_news_on__isnull", False)),
                fields=["next_news_on"],
                name="implementation_due",
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                condition=models.Q(("outcome__in", ("adopted", "adopted_in_part"))),
                fields=["decided_at"],
                name="decision_adopted",
            ),
        ),
        migrations.RunSQL(GUARDS, UNDO),
    ]
