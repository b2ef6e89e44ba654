"""The person is back from hospital: whoever is named for care is sent soon."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.care.access import acting_on
from mulin.care.models import Entry
from mulin.lib import clock
from mulin.lib.errors import BadInput
from mulin.people.access import Actor
from mulin.trail.record import record

LONGEST_AGO = timedelta(days=60)


@transaction.atomic
def note_discharge(entry: Entry, *, on: date, by: Actor) -> Entry:
    """The day they came home; the same day again changes nothing."""
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    acting = acting_on(by, entry)
    today = clock.today()
    if not today - LONGEST_AGO <= on <= today:
        raise BadInput(fields={"on": _("The day they came home lies within the last two months.")})
    if entry.discharged_on == on:
        return entry
    entry.discharged_on = on
    entry.save(update_fields=["discharged_on"])
    record("entry.discharged", entry, by=acting)
    return entry
