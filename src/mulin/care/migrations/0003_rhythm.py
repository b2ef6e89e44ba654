"""A service comes by an RFC 5545 rule; the four rhythms there were become rules."""

from django.db import migrations, models


RULES = """
UPDATE care_plan SET ruled_on = next_on, rhythm = CASE rhythm
    WHEN 'once' THEN 'FREQ=DAILY;COUNT=1'
    WHEN 'weekly' THEN 'FREQ=WEEKLY'
    WHEN 'fortnightly' THEN 'FREQ=WEEKLY;INTERVAL=2'
    WHEN 'monthly' THEN CASE extract(day FROM started_on)::int
        WHEN 29 THEN 'FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1'
        WHEN 30 THEN 'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1'
        WHEN 31 THEN 'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1'
        ELSE 'FREQ=MONTHLY' END
    ELSE rhythm END
"""


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0002_discharged"),
    ]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="holidays",
            field=models.CharField(
                choices=[
                    ("skip", "left out"),
                    ("next", "moved to the next working day"),
                    ("keep", "held all the same"),
                ],
                default="keep",
                max_length=6,
                verbose_name="a day that is not worked",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="ruled_on",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="plan",
            name="rhythm",
            field=models.CharField(max_length=200, verbose_name="how often"),
        ),
        migrations.RunSQL(RULES, migrations.RunSQL.noop),
    ]
