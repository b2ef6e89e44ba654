"""What is known of a thing is corrected."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.lib import clock
from mulin.lib.errors import BadInput, WrongState
from mulin.lib.years import require_near
from mulin.people.access import Actor, lineage_of, require
from mulin.people.kinds import Duty
from mulin.things.models import Thing
from mulin.things.rules import next_check
from mulin.trail.record import record

CHANGEABLE = ("name", "place", "owner", "installed_on", "warranty_until", "expires_on", "lng", "lat")
DAYS = ("warranty_until", "expires_on")
DAY = timedelta(days=1)


@transaction.atomic
def change_thing(thing: Thing, *, by: Actor, **given: Any) -> Thing:
    """Only what is given changes; a new expiry date moves the next check, but nobody has looked by correcting it."""
    row = Thing.objects.select_for_update(of=("self",)).select_related("kind", "area").get(pk=thing.pk)
    acting = require(by, Duty.THING_KEEP, where(row))
    if row.retired_on is not None:
        raise WrongState(_("This thing is no longer in use."))
    if "name" in given and not str(given["name"]).strip():
        raise BadInput(fields={"name": _("Give the thing a name or number.")})
    changed = [name for name in CHANGEABLE if name in given and getattr(row, name) != given[name]]
    if not changed:
        return row
    require_near(**{name: given[name] for name in DAYS if name in changed})
    for name in changed:
        setattr(row, name, given[name])
    if "expires_on" in changed:
        row.next_check_on = _next(row, clock.today())
    row.save(update_fields=[*changed, "next_check_on"])
    record("thing.changed", row, by=acting, fields={"changed": changed})
    return row


def _next(row: Thing, today: date) -> date | None:
    """By the rhythm it stays due as it was, whatever is written of its expiry."""
    kind = row.kind
    looked = clock.local(row.checked_at).date() if row.checked_at else None
    return next_check(
        today,
        every_days=kind.every_days,
        lead_days=kind.lead_days,
        expires_on=row.expires_on,
        by_rhythm=looked + kind.every_days * DAY if looked else row.next_check_on,
    )


def where(row: Thing) -> dict[str, int | None]:
    return {**lineage_of(row.area), "compound_id": row.compound_id, "building_id": row.building_id}
