"""Who is cared for moves: nobody is watched behind the old door, and the entry goes on at the new one."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.care.access import acting_on
from mulin.care.actions.end_watch import stop_watching
from mulin.care.actions.open_parts import live_alert
from mulin.care.models import Entry
from mulin.care.queries.homes import lives_there, other_homes
from mulin.care.queries.nearest import carers
from mulin.cases.actions.narrow import narrow
from mulin.lib.errors import BadInput, WrongState
from mulin.people.access import Actor
from mulin.places.models import Household
from mulin.trail.record import record

#: What was confided of the old door alone.
OF_THE_DOOR = ("keys", "door")
PLACE = ("household", "compound_id", "building_id")


@transaction.atomic
def left_home(entry: Entry, *, by: Actor) -> bool:
    """Whether the person lives no longer where the entry stands: then readings are kept there no more."""
    if lives_there(entry):
        return False
    row = Entry.objects.select_for_update(of=("self",), no_key=True).get(pk=entry.pk)
    stop_watching(row, by)
    return True


@transaction.atomic
def move_home(entry: Entry, *, household: Household, by: Actor) -> Entry:
    """To a home the person has today. Meters are chosen anew there; what was said of the old door is erased.

    Only the posts the person agreed to that are named for care there see it on; at the same door, nothing changes.
    """
    rows = Entry.objects.select_for_update(of=("self",), no_key=True).select_related("household")
    entry = rows.get(pk=entry.pk)
    acting = acting_on(by, entry)
    if household.pk == entry.household_id:
        return entry
    new = other_homes(entry).filter(pk=household.pk).first()
    if new is None:
        raise BadInput(fields={"household": _("The person does not live behind this door.")})
    if live_alert(entry) is not None:
        raise WrongState(_("An alert is open: close it before the entry moves."))
    stop_watching(entry, acting)
    entry.household = new
    entry.building_id, entry.compound_id = new.entrance.building_id, new.entrance.building.compound_id
    entry.take_lineage(new)
    _keep_agreed(entry)
    for name in OF_THE_DOOR:
        setattr(entry, name, None)
    entry.save(update_fields=[*PLACE, *entry.lineage(), "only_post_ids", *OF_THE_DOOR])
    record("entry.changed", entry, by=acting, fields={"changed": ["household"]})
    return entry


def _keep_agreed(entry: Entry) -> None:
    """Of the posts the person agreed to, those named for care at the new door; without any nobody would see it."""
    if not entry.only_post_ids:
        return
    there = {post.pk for post in carers(entry)}
    kept = [post for post in entry.only_post_ids if post in there]
    if not kept:
        raise BadInput(
            fields={
                "household": _(
                    "None of the posts the person agreed to is named for care there: ask whom they want."
                )
            }
        )
    if kept != entry.only_post_ids:
        entry.only_post_ids = kept
        narrow(entry.person_id, kept)
