"""What was raised is remembered for each meter where any one is enough, and may be raised anew once its alert is closed."""

from django.db import migrations, models
from django.db.models import Q

EACH_METER = """
UPDATE care_watch w SET alerted_meters = coalesce(
    (SELECT jsonb_object_agg(m.id::text, to_jsonb(w.alerted_from)) FROM care_meter m WHERE m.watch_id = w.id), '{}')
WHERE w."join" = 'or' AND w.alerted_from IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0004_cases_known"),
    ]

    operations = [
        migrations.AddField(
            model_name="watch",
            name="alerted_meters",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="watch",
            name="again_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RemoveConstraint(
            model_name="alert",
            name="care_alert_once",
        ),
        migrations.AddConstraint(
            model_name="alert",
            constraint=models.UniqueConstraint(
                condition=Q(closed_at=None), fields=("watch", "kind", "still_from"), name="care_alert_once"
            ),
        ),
        migrations.RunSQL(EACH_METER, migrations.RunSQL.noop),
    ]
