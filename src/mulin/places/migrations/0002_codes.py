"""The database refuses a code that was retired from another area."""

from django.db import migrations

CREATE = """
CREATE FUNCTION places_refuse_retired_code() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM places_retiredcode r WHERE r.code = NEW.code AND r.area_id <> NEW.id) THEN
        RAISE EXCEPTION 'area code % was retired and is never given again', NEW.code
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'area_code_never_reused';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER area_code_never_reused BEFORE INSERT OR UPDATE OF code ON places_area
    FOR EACH ROW EXECUTE FUNCTION places_refuse_retired_code();
"""
DROP = """
DROP TRIGGER area_code_never_reused ON places_area;
DROP FUNCTION places_refuse_retired_code();
"""


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, DROP)]
