"""Visits that rest on a consent to care, and what makes a visiting rule hold for a home."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

#: The rules shipped before get their occasions; those changed here keep their days.
OCCASIONS = """
UPDATE rounds_visitrule rule SET occasion = new.occasion, most = new.most
FROM (VALUES ('frequent', 'weekly', 0), ('monthly', 'monthly', 0), ('quarterly', 'quarterly', 0),
    ('discharge', 'discharge', 4), ('heating', 'listed', 0)) AS new (code, occasion, most)
WHERE rule.code = new.code
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_care_looks"),
        ("places", "0002_codes"),
        ("rounds", "0002_visits_meetings"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="calling",
            name="calling_once",
        ),
        migrations.AddField(
            model_name="calling",
            name="only_post_ids",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="calling",
            name="person",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
        migrations.AddField(
            model_name="calling",
            name="reached",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="visitrule",
            name="most",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="visitrule",
            name="occasion",
            field=models.CharField(
                choices=[
                    ("hand", "somebody says so"),
                    ("weekly", "asked after every week"),
                    ("monthly", "asked after every month"),
                    ("quarterly", "asked after every quarter"),
                    ("listed", "on the care list"),
                    ("discharge", "back from hospital"),
                    ("silence", "a contact failed"),
                ],
                default="hand",
                max_length=12,
            ),
        ),
        migrations.AddIndex(
            model_name="calling",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", True), ("person__isnull", False)),
                fields=["person"],
                name="calling_of_care",
            ),
        ),
        migrations.AddConstraint(
            model_name="calling",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_on__isnull", True)),
                fields=("household", "rule", "person"),
                name="calling_once",
                nulls_distinct=False,
            ),
        ),
        migrations.RunSQL(OCCASIONS, migrations.RunSQL.noop),
    ]
