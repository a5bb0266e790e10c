"""What was agreed becomes rows, and what is confirmed stays: the record, its points, versions and additions.

A closed idea keeps the record that closed it, by whatever road somebody comes.
"""

from django.db import migrations, models

POINTS = """
INSERT INTO ideas_agreedpoint (record_id, position, text, owner_name, due_on, result)
SELECT id, 1, coalesce(nullif(agreed, ''), nullif(agreed_by, ''), '…'), agreed_by, agreed_until, ''
  FROM ideas_record WHERE agreed <> '' OR agreed_by <> '' OR agreed_until IS NOT NULL;
"""
POINTS_BACK = """
ALTER TABLE ideas_record DISABLE TRIGGER record_guard;
UPDATE ideas_record r SET agreed = p.text, agreed_by = p.owner_name, agreed_until = p.due_on
  FROM (SELECT record_id, left(string_agg(text, E'\\n' ORDER BY position), 4000) AS text,
               left(coalesce(string_agg(nullif(owner_name, ''), ', '), ''), 120) AS owner_name, min(due_on) AS due_on
          FROM ideas_agreedpoint GROUP BY record_id) p WHERE p.record_id = r.id;
ALTER TABLE ideas_record ENABLE TRIGGER record_guard;
DELETE FROM ideas_agreedpoint;
DELETE FROM ideas_recordversion;
SET CONSTRAINTS ALL IMMEDIATE;
"""

VERSIONS = """
INSERT INTO ideas_recordversion (record_id, number, facts, written_by_id, written_at, why)
SELECT r.id, 1, jsonb_build_object(
           'held_at', r.held_at, 'channel', r.channel, 'said', r.said, 'next_step', r.next_step,
           'thanks', r.thanks, 'points', coalesce(
               (SELECT jsonb_agg(jsonb_build_object('text', p.text, 'who', p.owner_name, 'until', p.due_on)
                                 ORDER BY p.position)
                  FROM ideas_agreedpoint p WHERE p.record_id = r.id), '[]'::jsonb)),
       r.filed_by_id, r.filed_at, ''
  FROM ideas_record r WHERE r.kind = 'held';
SET CONSTRAINTS ALL IMMEDIATE;
"""

GUARDS = """
CREATE FUNCTION tell_is_confirmed(record bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM ideas_record r WHERE r.id = record AND (r.closes_as <> '' OR r.answer <> ''))
$$;

CREATE FUNCTION tell_agreed_point_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE free text[] := ARRAY['carried_by_id', 'settled_at', 'settled_by_id', 'result'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF tell_is_confirmed(NEW.record_id) THEN
            PERFORM tell_refuse('record_is_kept', 'nothing is put into a confirmed record');
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.settled_at IS NOT NULL
                             OR (tell_is_confirmed(NEW.record_id) AND NOT tell_is_confirmed(OLD.record_id))) THEN
        PERFORM tell_refuse('record_is_kept', 'what was settled, and what was confirmed, is not changed');
    END IF;
    IF tell_is_confirmed(OLD.record_id)
       AND (TG_OP = 'DELETE' OR (to_jsonb(OLD) - free) IS DISTINCT FROM (to_jsonb(NEW) - free)) THEN
        PERFORM tell_refuse('record_is_kept', 'what was agreed in a confirmed record is not changed');
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agreed_point_guard BEFORE INSERT OR UPDATE OR DELETE ON ideas_agreedpoint
    FOR EACH ROW EXECUTE FUNCTION tell_agreed_point_guard();

CREATE FUNCTION tell_record_version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' OR tell_is_confirmed(NEW.record_id) THEN
        PERFORM tell_refuse('record_is_kept', 'a version of the notes is written once, before they are confirmed');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER record_version_guard BEFORE INSERT OR UPDATE OR DELETE ON ideas_recordversion
    FOR EACH ROW EXECUTE FUNCTION tell_record_version_guard();

CREATE FUNCTION tell_record_addition_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' OR NOT tell_is_confirmed(NEW.record_id) THEN
        PERFORM tell_refuse('record_is_kept', 'what is added to a confirmed record is written once');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER record_addition_guard BEFORE INSERT OR UPDATE OR DELETE ON ideas_recordaddition
    FOR EACH ROW EXECUTE FUNCTION tell_record_addition_guard();

CREATE FUNCTION tell_conversation_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.id, OLD.idea_id, OLD.round_id, OLD.number)
        IS DISTINCT FROM (NEW.id, NEW.idea_id, NEW.round_id, NEW.number) THEN
        PERFORM tell_refuse('conversation_is_kept', 'a talk stays with its idea and its round');
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT 1 FROM ideas_record r WHERE r.conversation_id = OLD.id) THEN
            PERFORM tell_refuse('conversation_is_kept', 'a talk with a record is never deleted');
        END IF;
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER conversation_is_kept BEFORE UPDATE OR DELETE ON ideas_conversation
    FOR EACH ROW EXECUTE FUNCTION tell_conversation_is_kept();

CREATE FUNCTION tell_not_truncated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_database() NOT LIKE 'test\\_%' THEN
        PERFORM tell_refuse('record_is_kept', 'talks and their records are never truncated');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER conversation_is_not_truncated BEFORE TRUNCATE ON ideas_conversation
    FOR EACH STATEMENT EXECUTE FUNCTION tell_not_truncated();
CREATE TRIGGER agreed_point_is_not_truncated BEFORE TRUNCATE ON ideas_agreedpoint
    FOR EACH STATEMENT EXECUTE FUNCTION tell_not_truncated();
CREATE TRIGGER record_version_is_not_truncated BEFORE TRUNCATE ON ideas_recordversion
    FOR EACH STATEMENT EXECUTE FUNCTION tell_not_truncated();
CREATE TRIGGER record_addition_is_not_truncated BEFORE TRUNCATE ON ideas_recordaddition
    FOR EACH STATEMENT EXECUTE FUNCTION tell_not_truncated();

CREATE FUNCTION tell_closed_keeps_record() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE about bigint;
BEGIN
    IF TG_TABLE_NAME = 'ideas_idea' THEN
        about := NEW.id;
    ELSE
        SELECT idea_id INTO about FROM ideas_conversation WHERE id = OLD.conversation_id;
    END IF;
    IF EXISTS (SELECT 1 FROM ideas_idea i WHERE i.id = about AND i.status = 'closed' AND NOT EXISTS (
        SELECT 1 FROM ideas_record r JOIN ideas_conversation c ON c.id = r.conversation_id
        WHERE c.idea_id = i.id AND c.round_id = i.round_id AND r.closes_as <> '' AND r.reopened_at IS NULL
    )) THEN
        PERFORM tell_refuse('idea_closed_only_with_record', 'a closed idea keeps the record that closed it');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER closed_idea_keeps_record AFTER UPDATE OF status, round_id ON ideas_idea
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tell_closed_keeps_record();
CREATE CONSTRAINT TRIGGER record_of_closed_idea AFTER UPDATE OR DELETE ON ideas_record
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tell_closed_keeps_record();
"""
UNDO = """
DROP FUNCTION tell_closed_keeps_record, tell_not_truncated, tell_conversation_is_kept, tell_record_addition_guard,
    tell_record_version_guard, tell_agreed_point_guard, tell_is_confirmed CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("ideas", "0014_attempts_on_working_days")]

    operations = [
        migrations.AlterField(model_name="agreedpoint", name="text", field=models.TextField(max_length=4000)),
        migrations.RunSQL(POINTS + VERSIONS, POINTS_BACK),
        migrations.RemoveField(model_name="record", name="agreed"),
        migrations.RemoveField(model_name="record", name="agreed_by"),
        migrations.RemoveField(model_name="record", name="agreed_until"),
        migrations.RunSQL(GUARDS, UNDO),
    ]
