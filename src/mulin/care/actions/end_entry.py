"""An entry ends: what was confided is erased, the watch and the services stop."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.care.access import acting_on
from mulin.care.actions.drop_alerts import drop_alerts
from mulin.care.actions.end_watch import stop_watching
from mulin.care.actions.open_parts import live_alert
from mulin.care.models import Entry, Plan
from mulin.care.models.register import SEALED
from mulin.files.actions.remove import remove
from mulin.files.models import Attachment
from mulin.lib import clock
from mulin.lib.errors import WrongState
from mulin.people.access import Actor
from mulin.people.models import Person
from mulin.trail.record import record


@transaction.atomic
def end_entry(entry: Entry, *, by: Actor) -> Entry:
    """Care is needed no longer; not while somebody is looked for. Ended before, nothing changes."""
    entry = Entry.objects.select_for_update(of=("self",), no_key=True).get(pk=entry.pk)
    if entry.ended_at is None:
        acting = acting_on(by, entry)
        if live_alert(entry) is not None:
            raise WrongState(_("An alert is open: close it before the entry ends."))
        erase(entry, acting)
    return entry


def consent_ended(person: Person, by: Actor) -> None:
    """The person withdrew: in the same transaction nothing is left of what the consent carried."""
    mine = Entry.objects.select_for_update(of=("self",), no_key=True)
    for entry in mine.filter(person=person, ended_at=None):
        erase(entry, by)


def erase(entry: Entry, by: Actor) -> None:
    """The caller holds the row's lock."""
    drop_alerts(entry, by)
    stop_watching(entry, by)
    # The clock may have raised one until the watch was ended.
    drop_alerts(entry, by)
    entry.contacts.all().delete()
    entry.openings.all().delete()
    Plan.objects.filter(entry=entry, ended_at=None).update(ended_at=clock.now(), next_on=None)
    Plan.objects.filter(entry=entry).update(note=None)
    for scan in Attachment.objects.filter(owner_kind="care", owner_id=str(entry.pk)):
        remove(scan, by=by)
    for name in SEALED:
        setattr(entry, name, None)
    entry.whys, entry.ended_at, entry.discharged_on = [], clock.now(), None
    entry.save(update_fields=[*SEALED, "whys", "discharged_on", "ended_at"])
    record("entry.ended", entry, by=by)
