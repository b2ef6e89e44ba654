"""What was said on a visit lies sealed in its row."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import mulin.lib.fields
from mulin.lib import crypto

CONTEXT = "rounds.visit.said"
CHUNK = 1000


def seal(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """In chunks: no more of them are in memory at a time."""
    with editor.connection.cursor() as read, editor.connection.cursor() as write:
        last = None
        while True:
            read.execute(
                "SELECT id, plain FROM rounds_visit WHERE plain <> '' AND (%s::uuid IS NULL OR id > %s)"
                " ORDER BY id LIMIT %s",
                [last, last, CHUNK],
            )
            rows = read.fetchall()
            if not rows:
                return
            write.executemany(
                "UPDATE rounds_visit SET said = %s WHERE id = %s",
                [(crypto.seal(words, CONTEXT), pk) for pk, words in rows],
            )
            last = rows[-1][0]


class Migration(migrations.Migration):
    dependencies = [("rounds", "0003_care_visits")]

    operations = [
        migrations.RenameField("visit", "said", "plain"),
        migrations.AddField("visit", "said", mulin.lib.fields.SealedTextField(context=CONTEXT, null=True)),
        migrations.RunPython(seal, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField("visit", "plain"),
    ]
