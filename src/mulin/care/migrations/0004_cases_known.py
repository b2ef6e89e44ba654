"""Cases of alerts and complaints learn whom they are about, and to which posts that person narrowed it."""

from django.db import migrations

KNOWN = """
UPDATE cases_case c SET cared_for_id = e.person_id, only_post_ids = NULLIF(e.only_post_ids, '{{}}'::bigint[])
FROM {rows} JOIN care_entry e ON e.id = r.entry_id WHERE r.case_id = c.id
"""
ALERTS = "care_alert r"
COMPLAINTS = "(SELECT d.case_id, p.entry_id FROM care_delivery d JOIN care_plan p ON p.id = d.plan_id) r"


class Migration(migrations.Migration):
    dependencies = [("care", "0003_rhythm"), ("cases", "0004_cared_for")]
    operations = [
        migrations.RunSQL([KNOWN.format(rows=ALERTS), KNOWN.format(rows=COMPLAINTS)], migrations.RunSQL.noop)
    ]
