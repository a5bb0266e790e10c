"""The guards of an idea look after it is written: a new one that comes with its owner is held against its own row, which
a guard before it would not find."""

from django.db import migrations

AFTER = """
DROP TRIGGER idea_guard ON ideas_idea;
CREATE TRIGGER idea_guard AFTER INSERT OR UPDATE OF status, owner_id ON ideas_idea
    FOR EACH ROW EXECUTE FUNCTION tell_idea_guard();
DROP TRIGGER wish_guard ON ideas_idea;
CREATE TRIGGER wish_guard AFTER UPDATE OF manager_may_talk ON ideas_idea FOR EACH ROW
    WHEN (OLD.manager_may_talk AND NOT NEW.manager_may_talk) EXECUTE FUNCTION tell_wish_guard();
"""
BEFORE = """
DROP TRIGGER idea_guard ON ideas_idea;
CREATE TRIGGER idea_guard BEFORE INSERT OR UPDATE ON ideas_idea
    FOR EACH ROW EXECUTE FUNCTION tell_idea_guard();
DROP TRIGGER wish_guard ON ideas_idea;
CREATE TRIGGER wish_guard BEFORE UPDATE OF manager_may_talk ON ideas_idea FOR EACH ROW
    WHEN (OLD.manager_may_talk AND NOT NEW.manager_may_talk) EXECUTE FUNCTION tell_wish_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("ideas", "0020_words_on_shelves")]

    operations = [migrations.RunSQL(AFTER, BEFORE)]
