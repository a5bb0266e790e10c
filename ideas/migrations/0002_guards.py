"""What constraints cannot say: events are kept, nothing closes without its record, nobody judges their own idea."""

from django.db import migrations

STEPS = """
    ('draft','in_review'),('draft','triage'),
    ('triage','in_review'),('triage','clarification'),('triage','conversation'),('triage','withdrawn'),
    ('in_review','clarification'),('in_review','discussion'),('in_review','deciding'),('in_review','triage'),
    ('in_review','conversation'),('in_review','withdrawn'),
    ('clarification','triage'),('clarification','in_review'),('clarification','discussion'),
    ('clarification','deciding'),('clarification','conversation'),('clarification','withdrawn'),
    ('discussion','in_review'),('discussion','triage'),('discussion','clarification'),('discussion','deciding'),
    ('discussion','conversation'),('discussion','withdrawn'),
    ('deciding','discussion'),('deciding','clarification'),('deciding','conversation'),('deciding','withdrawn'),
    ('deciding','in_review'),('deciding','triage'),
    ('conversation','confirming'),('conversation','closed'),('conversation','deferred'),
    ('confirming','closed'),('confirming','deferred'),('confirming','conversation'),
    ('deferred','deciding'),('deferred','withdrawn'),
    ('closed','in_review'),('closed','triage'),('closed','conversation'),
    ('withdrawn','triage')
"""

REFUSE = """
CREATE FUNCTION tell_refuse(name text, words text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', words USING ERRCODE = 'check_violation', CONSTRAINT = name;
END $$;
"""

EVENTS = """
CREATE FUNCTION tell_event_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_database() LIKE 'test\\_%' THEN
        RETURN NULL;
    END IF;
    PERFORM tell_refuse('event_is_kept', 'events are never changed, deleted or truncated');
    RETURN NULL;
END $$;
CREATE TRIGGER event_is_kept BEFORE UPDATE OR DELETE ON ideas_event
    FOR EACH ROW EXECUTE FUNCTION tell_event_is_kept();
CREATE TRIGGER event_is_not_truncated BEFORE TRUNCATE ON ideas_event
    FOR EACH STATEMENT EXECUTE FUNCTION tell_event_is_kept();

CREATE FUNCTION tell_idea_has_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE now_status text; told text;
BEGIN
    SELECT status INTO now_status FROM ideas_idea WHERE id = NEW.id;
    IF now_status IS NULL OR now_status = 'draft' THEN
        RETURN NULL;
    END IF;
    SELECT to_status INTO told FROM ideas_event
        WHERE idea_id = NEW.id AND to_status <> '' ORDER BY seq DESC LIMIT 1;
    IF told IS DISTINCT FROM now_status THEN
        PERFORM tell_refuse('idea_change_has_event', 'a change of status without its event');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER idea_change_has_event AFTER INSERT OR UPDATE OF status ON ideas_idea
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tell_idea_has_event();
"""

CONFLICT = """
CREATE FUNCTION tell_in_conflict(person bigint, idea bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM ideas_idea i JOIN accounts_user s ON s.id = i.submitter_id
                   WHERE i.id = idea AND (i.submitter_id = person OR s.line_manager_id = person))
        OR EXISTS (SELECT 1 FROM ideas_cosubmitter c
                   WHERE c.idea_id = idea AND c.user_id = person AND c.state = 'accepted')
$$;
CREATE FUNCTION tell_invited_manager(person bigint, idea bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM ideas_idea i JOIN accounts_user s ON s.id = i.submitter_id
                   WHERE i.id = idea AND i.manager_may_talk AND s.line_manager_id = person
                     AND i.submitter_id <> person)
$$;
"""

IDEA = f"""
CREATE FUNCTION tell_idea_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moved boolean;
BEGIN
    moved := TG_OP = 'INSERT' OR OLD.status IS DISTINCT FROM NEW.status;
    IF TG_OP = 'UPDATE' AND moved AND NOT EXISTS (
        SELECT 1 FROM (VALUES {STEPS}) AS steps(a, b) WHERE a = OLD.status AND b = NEW.status
    ) THEN
        PERFORM tell_refuse('idea_step_is_known', format('no step leads from %s to %s', OLD.status, NEW.status));
    END IF;
    IF NEW.status = 'closed' AND moved AND NOT EXISTS (
        SELECT 1 FROM ideas_record r JOIN ideas_conversation c ON c.id = r.conversation_id
        WHERE c.idea_id = NEW.id AND c.round_id = NEW.round_id AND r.closes_as <> '' AND r.reopened_at IS NULL
    ) THEN
        PERFORM tell_refuse('idea_closed_only_with_record', 'an idea closes only with the record of its conversation');
    END IF;
    IF NEW.status NOT IN ('draft', 'closed', 'withdrawn') AND NEW.owner_id IS NOT NULL
       AND (moved OR OLD.owner_id IS DISTINCT FROM NEW.owner_id)
       AND tell_in_conflict(NEW.owner_id, NEW.id)
       AND NOT (NEW.status IN ('conversation', 'confirming') AND tell_invited_manager(NEW.owner_id, NEW.id)) THEN
        PERFORM tell_refuse('idea_owner_without_conflict', 'the owner of an idea has no part in it');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER idea_guard BEFORE INSERT OR UPDATE ON ideas_idea
    FOR EACH ROW EXECUTE FUNCTION tell_idea_guard();

CREATE FUNCTION tell_idea_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'draft' THEN
        PERFORM tell_refuse('idea_is_kept', 'an idea that was handed in is never deleted');
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER idea_is_kept BEFORE DELETE ON ideas_idea FOR EACH ROW EXECUTE FUNCTION tell_idea_is_kept();
"""

DUTIES = """
CREATE FUNCTION tell_assignment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state = 'open' AND tell_in_conflict(NEW.reviewer_id, NEW.idea_id) THEN
        PERFORM tell_refuse('assignment_without_conflict', 'nobody reviews an idea in which they have a part');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER assignment_guard BEFORE INSERT OR UPDATE ON ideas_assignment
    FOR EACH ROW EXECUTE FUNCTION tell_assignment_guard();

CREATE FUNCTION tell_conversation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'done' AND tell_in_conflict(NEW.partner_id, NEW.idea_id)
       AND NOT tell_invited_manager(NEW.partner_id, NEW.idea_id) THEN
        PERFORM tell_refuse('conversation_partner_without_conflict', 'the partner has no part in the idea');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER conversation_guard BEFORE INSERT OR UPDATE ON ideas_conversation
    FOR EACH ROW EXECUTE FUNCTION tell_conversation_guard();

CREATE FUNCTION tell_cosubmitter_guard() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER cosubmitter_guard BEFORE INSERT OR UPDATE ON ideas_cosubmitter
    FOR EACH ROW EXECUTE FUNCTION tell_cosubmitter_guard();

CREATE FUNCTION tell_decision_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE views int; others int;
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.outcome, OLD.reason_code, OLD.reason_text, OLD.decided_by_id, OLD.decided_at,
                             OLD.round_id, OLD.idea_id, OLD.kind)
        IS DISTINCT FROM (NEW.outcome, NEW.reason_code, NEW.reason_text, NEW.decided_by_id, NEW.decided_at,
                          NEW.round_id, NEW.idea_id, NEW.kind) THEN
        PERFORM tell_refuse('decision_is_kept', 'a decision is not changed; an appeal leads to a new one');
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF tell_in_conflict(NEW.decided_by_id, NEW.idea_id)
           OR (NEW.agreed_by_id IS NOT NULL AND tell_in_conflict(NEW.agreed_by_id, NEW.idea_id)) THEN
            PERFORM tell_refuse('decision_without_conflict', 'nobody decides on an idea in which they have a part');
        END IF;
        IF NEW.kind = 'decided' THEN
            SELECT count(DISTINCT a.reviewer_id),
                   count(DISTINCT a.reviewer_id) FILTER (WHERE a.reviewer_id <> NEW.decided_by_id)
              INTO views, others
              FROM ideas_review v JOIN ideas_assignment a ON a.id = v.assignment_id
              JOIN ideas_round r ON r.id = NEW.round_id
             WHERE a.round_id IN (r.id, r.reviews_of_id) AND a.idea_id = NEW.idea_id
               AND a.state = 'filed' AND NOT v.set_aside;
            IF views < 2 OR others < 1 THEN
                PERFORM tell_refuse('decision_rests_on_two_reviews',
                    'a decision rests on two reviews by different people, one at least not the decider''s');
            END IF;
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decision_guard BEFORE INSERT OR UPDATE ON ideas_decision
    FOR EACH ROW EXECUTE FUNCTION tell_decision_guard();
"""

RECORD = """
CREATE FUNCTION tell_record_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE days int; channels int; tries int; left_us boolean;
BEGIN
    IF TG_OP <> 'INSERT' AND (OLD.closes_as <> '' OR OLD.answer <> '') THEN
        IF TG_OP = 'DELETE' OR NOT (OLD.reopened_at IS NULL AND OLD.closes_as = 'held_unconfirmed')
           OR (to_jsonb(OLD) - 'reopened_at') IS DISTINCT FROM (to_jsonb(NEW) - 'reopened_at') THEN
            PERFORM tell_refuse('record_is_kept', 'a confirmed record is not changed');
        END IF;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NEW.closes_as = 'unreachable' AND (TG_OP = 'INSERT' OR OLD.closes_as = '') THEN
        SELECT count(*), count(DISTINCT a."on"), count(DISTINCT a.channel) INTO tries, days, channels
          FROM ideas_attempt a WHERE a.conversation_id = NEW.conversation_id;
        IF tries < 3 OR days < 3 OR channels < 2 THEN
            PERFORM tell_refuse('record_unreachable_after_three_attempts',
                'three attempts on three working days and two channels come first');
        END IF;
    END IF;
    IF NEW.closes_as = 'leaver' THEN
        SELECT NOT u.is_active INTO left_us FROM ideas_conversation c
          JOIN ideas_idea i ON i.id = c.idea_id JOIN accounts_user u ON u.id = i.submitter_id
         WHERE c.id = NEW.conversation_id;
        IF NOT left_us THEN
            PERFORM tell_refuse('record_leaver_has_left', 'the submitter is still with us');
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER record_guard BEFORE INSERT OR UPDATE OR DELETE ON ideas_record
    FOR EACH ROW EXECUTE FUNCTION tell_record_guard();
CREATE TRIGGER record_is_not_truncated BEFORE TRUNCATE ON ideas_record
    FOR EACH STATEMENT EXECUTE FUNCTION tell_event_is_kept();
CREATE SEQUENCE tell_idea_number;
"""

UNDO = """
DROP SEQUENCE tell_idea_number;
DROP FUNCTION tell_record_guard, tell_decision_guard, tell_cosubmitter_guard, tell_conversation_guard,
    tell_assignment_guard, tell_idea_is_kept, tell_idea_guard, tell_invited_manager, tell_in_conflict,
    tell_idea_has_event, tell_event_is_kept, tell_refuse CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("ideas", "0001_initial")]

    operations = [migrations.RunSQL(REFUSE + EVENTS + CONFLICT + IDEA + DUTIES + RECORD, UNDO)]
