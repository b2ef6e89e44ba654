"""Load the kinds of things that are shipped; those changed here stay as they are."""

from django.db import transaction

from mulin.lib.shipped import rows
from mulin.people.access import Actor
from mulin.things.models import ThingKind
from mulin.trail.record import record


@transaction.atomic
def load_thing_kinds(*, by: Actor) -> list[ThingKind]:
    """All kinds as they now are; a second run changes nothing."""
    known = ThingKind.objects.in_bulk()
    for order, row in enumerate(rows("mulin.things", "data/kinds.csv"), 1):
        if row["code"] in known:
            continue
        kind = ThingKind(
            code=row["code"],
            name=row["name"],
            checklist_key=row["checklist"],
            every_days=int(row["every_days"]),
            lead_days=int(row["lead_days"]),
            order=order * 10,
        )
        kind.save(force_insert=True)
        record("thing_kind.created", kind, by=by, fields={"checklist": kind.checklist_key})
    return list(ThingKind.objects.all())
