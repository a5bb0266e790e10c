"""The tree keeps itself: a trigger fills `ancestors`, refuses a circle and carries a move down the subtree."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION accounts_department_place() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE above bigint[];
BEGIN
    IF TG_OP = 'INSERT' OR NEW.parent_id IS DISTINCT FROM OLD.parent_id THEN
        PERFORM pg_advisory_xact_lock(7233001);
    END IF;
    IF NEW.parent_id IS NULL THEN
        above := ARRAY[]::bigint[];
    ELSE
        SELECT ancestors INTO above FROM accounts_department WHERE id = NEW.parent_id;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'department % names a parent that does not exist', NEW.id
                USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'department_parent_exists';
        END IF;
    END IF;
    IF NEW.id = ANY (above) THEN
        RAISE EXCEPTION 'department % would lie below itself', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'department_no_circle';
    END IF;
    NEW.ancestors := above || NEW.id;
    RETURN NEW;
END $$;

CREATE FUNCTION accounts_department_carry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE accounts_department SET ancestors = '{}' WHERE parent_id = NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER department_place BEFORE INSERT OR UPDATE ON accounts_department
    FOR EACH ROW EXECUTE FUNCTION accounts_department_place();
CREATE TRIGGER department_carry AFTER UPDATE ON accounts_department
    FOR EACH ROW WHEN (OLD.ancestors IS DISTINCT FROM NEW.ancestors)
    EXECUTE FUNCTION accounts_department_carry();
"""

BACKWARD = """
DROP TRIGGER department_carry ON accounts_department;
DROP TRIGGER department_place ON accounts_department;
DROP FUNCTION accounts_department_carry();
DROP FUNCTION accounts_department_place();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
