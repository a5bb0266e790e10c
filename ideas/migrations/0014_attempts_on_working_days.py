"""Nobody counts as not reached by attempts on days on which the lead department does not work.

The database knows working weeks, days off and days worked; public holidays are known to the code alone.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION tell_unreachable_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE days int; channels int;
BEGIN
    SELECT count(DISTINCT a."on"), count(DISTINCT a.channel) INTO days, channels
      FROM ideas_attempt a
      JOIN ideas_conversation c ON c.id = a.conversation_id
      JOIN ideas_idea i ON i.id = c.idea_id
      LEFT JOIN accounts_department d ON d.id = i.department_id
     WHERE a.conversation_id = NEW.conversation_id
       AND extract(isodow FROM a."on")::int - 1 = ANY (coalesce(d.working_week, '{0,1,2,3,4}'))
       AND NOT coalesce(d.days_off ? a."on"::text, false);
    IF days < 3 OR channels < 2 THEN
        PERFORM tell_refuse('record_unreachable_after_three_attempts',
            'three attempts on three working days and two channels come first');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER unreachable_guard BEFORE INSERT OR UPDATE OF closes_as ON ideas_record
    FOR EACH ROW WHEN (NEW.closes_as = 'unreachable') EXECUTE FUNCTION tell_unreachable_guard();
"""

UNDO = "DROP FUNCTION tell_unreachable_guard CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("ideas", "0013_the_conversation"), ("accounts", "0008_reached_and_fed")]

    operations = [migrations.RunSQL(GUARD, UNDO)]
