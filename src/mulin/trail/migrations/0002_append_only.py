"""Events can only be added, and each leaves a waiting row, whoever writes it."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the trail is append-only'; END $$;
CREATE TRIGGER trail_event_append_only BEFORE UPDATE OR DELETE ON trail_event
    FOR EACH ROW EXECUTE FUNCTION trail_refuse();
CREATE TRIGGER trail_event_no_truncate BEFORE TRUNCATE ON trail_event
    FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse();
CREATE FUNCTION trail_wait() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO trail_waiting (event_id, tries) VALUES (NEW.id, 0); RETURN NULL; END $$;
CREATE TRIGGER trail_event_wait AFTER INSERT ON trail_event
    FOR EACH ROW WHEN (NOT NEW.quiet) EXECUTE FUNCTION trail_wait();
"""
BACKWARD = """
DROP TRIGGER trail_event_wait ON trail_event;
DROP TRIGGER trail_event_no_truncate ON trail_event;
DROP TRIGGER trail_event_append_only ON trail_event;
DROP FUNCTION trail_wait();
DROP FUNCTION trail_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
