"""A line manager talks only while the submitter wants it, and has no duty left when they do not.

Whoever changes talk, co-submitters or wish holds the row of the idea, so that two at once find each other.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

INVITED = """
CREATE OR REPLACE FUNCTION tell_invited_manager(person bigint, idea bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM ideas_idea i JOIN accounts_user s ON s.id = i.submitter_id
                   WHERE i.id = idea AND i.manager_may_talk AND s.line_manager_id = person
                     AND i.submitter_id <> person)
       AND NOT EXISTS (SELECT 1 FROM ideas_cosubmitter c
                       WHERE c.idea_id = idea AND c.user_id = person AND c.state = 'accepted')
$$;
"""

TALK = """
CREATE OR REPLACE FUNCTION tell_conversation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'done' AND tell_in_conflict(NEW.partner_id, NEW.idea_id) THEN
        PERFORM 1 FROM ideas_idea WHERE id = NEW.idea_id FOR SHARE;
        IF NOT tell_invited_manager(NEW.partner_id, NEW.idea_id) THEN
            PERFORM tell_refuse('conversation_partner_without_conflict', 'the partner has no part in the idea');
        END IF;
    END IF;
    RETURN NEW;
END $$;
"""

COSUBMITTER = """
CREATE OR REPLACE FUNCTION tell_cosubmitter_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'accepted' THEN
        PERFORM 1 FROM ideas_idea WHERE id = NEW.idea_id FOR SHARE;
    END IF;
    IF NEW.state = 'accepted' AND (
        EXISTS (SELECT 1 FROM ideas_assignment WHERE idea_id = NEW.idea_id AND reviewer_id = NEW.user_id
                AND state = 'open')
        OR EXISTS (SELECT 1 FROM ideas_idea WHERE id = NEW.idea_id
                   AND (owner_id = NEW.user_id OR submitter_id = NEW.user_id))
        OR EXISTS (SELECT 1 FROM ideas_conversation WHERE idea_id = NEW.idea_id AND partner_id = NEW.user_id
                   AND state <> 'done')
    ) THEN
        PERFORM tell_refuse('cosubmitter_without_duty', 'a co-submitter has no duty on the idea');
    END IF;
    RETURN NEW;
END $$;
"""

WISH = """
CREATE FUNCTION tell_wish_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.owner_id IS NOT NULL AND tell_in_conflict(NEW.owner_id, NEW.id) THEN
        PERFORM tell_refuse('idea_owner_without_conflict', 'the owner of an idea has no part in it');
    END IF;
    IF EXISTS (SELECT 1 FROM ideas_conversation c WHERE c.idea_id = NEW.id AND c.state <> 'done'
               AND tell_in_conflict(c.partner_id, NEW.id)) THEN
        PERFORM tell_refuse('conversation_partner_without_conflict', 'the partner has no part in the idea');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER wish_guard BEFORE UPDATE OF manager_may_talk ON ideas_idea FOR EACH ROW
    WHEN (OLD.manager_may_talk AND NOT NEW.manager_may_talk) EXECUTE FUNCTION tell_wish_guard();
"""

UNDO = """
DROP FUNCTION tell_wish_guard CASCADE;

CREATE OR REPLACE FUNCTION tell_invited_manager(person bigint, idea bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM ideas_idea i JOIN accounts_user s ON s.id = i.submitter_id
                   WHERE i.id = idea AND i.manager_may_talk AND s.line_manager_id = person
                     AND i.submitter_id <> person)
$$;
CREATE OR REPLACE FUNCTION tell_conversation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'done' AND tell_in_conflict(NEW.partner_id, NEW.idea_id)
       AND NOT tell_invited_manager(NEW.partner_id, NEW.idea_id) THEN
        PERFORM tell_refuse('conversation_partner_without_conflict', 'the partner has no part in the idea');
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION tell_cosubmitter_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'accepted' AND (
        EXISTS (SELECT 1 FROM ideas_assignment WHERE idea_id = NEW.idea_id AND reviewer_id = NEW.user_id
                AND state = 'open')
        OR EXISTS (SELECT 1 FROM ideas_idea WHERE id = NEW.idea_id
                   AND (owner_id = NEW.user_id OR submitter_id = NEW.user_id))
        OR EXISTS (SELECT 1 FROM ideas_conversation WHERE idea_id = NEW.idea_id AND partner_id = NEW.user_id
                   AND state <> 'done')
    ) THEN
        PERFORM tell_refuse('cosubmitter_without_duty', 'a co-submitter has no duty on the idea');
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0016_shelves"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("conversation", "manager_asked_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "conversation",
            "contact",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            "conversation",
            models.CheckConstraint(
                name="conversation_manager_asked_in_place_of_contact",
                condition=Q(manager_asked_at=None, contact=None)
                | Q(manager_asked_at__isnull=False, contact__isnull=False),
            ),
        ),
        migrations.AddConstraint(
            "idea",
            models.CheckConstraint(
                name="idea_manager_talks_while_there_is_a_talk",
                condition=Q(manager_may_talk=False) | Q(status__in=("conversation", "confirming")),
            ),
        ),
        migrations.RunSQL(INVITED + TALK + COSUBMITTER + WISH, UNDO),
    ]
