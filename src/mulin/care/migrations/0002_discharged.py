"""When somebody on the list came home from hospital."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="discharged_on",
            field=models.DateField(null=True, verbose_name="back from hospital on"),
        ),
    ]
