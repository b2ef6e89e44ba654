"""The call that is owed where the meters could not see: logged, and an alert when nobody answers."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.care.access import acting_on
from mulin.care.actions.raise_alert import raise_alert
from mulin.care.kinds import REACHED, AlertKind, CallResult
from mulin.care.models import Alert, Check, Entry
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotFound
from mulin.people.access import Actor
from mulin.trail.record import record


@transaction.atomic
def call_check(check: Check, *, result: str, by: Actor) -> Check:
    """Nobody answers: somebody goes to the door as for any alert. Logged before, nothing changes."""
    # The entry before what hangs on it, as whoever ends it does.
    entry = _locked(check.watch.entry_id)
    row = Check.objects.select_for_update(of=("self",)).filter(pk=check.pk).first()
    if row is None:
        raise NotFound
    acting = acting_on(by, entry)
    if result not in CallResult.values:
        raise BadInput(fields={"result": _("Say what came of it.")})
    if row.called_at is not None:
        return row
    row.called_at, row.result, row.by_post_id = clock.now(), result, acting.post_id
    row.save(update_fields=["called_at", "result", "by_post_id"])
    record("check.called", row, by=acting, fields={"result": result})
    if result not in REACHED or result == CallResult.HELP:
        raise_by_hand(entry, by=by)
    return row


@transaction.atomic
def raise_by_hand(entry: Entry, *, by: Actor) -> Alert:
    """Somebody fears for the person; while one alert is open there is no second."""
    entry = _locked(entry.pk)
    acting = acting_on(by, entry)
    present = Alert.objects.filter(entry=entry, closed_at=None).first()
    return present or raise_alert(entry, kind=AlertKind.CALLED, still_from=clock.now(), by=acting)


def _locked(entry_id: UUID) -> Entry:
    return Entry.objects.select_for_update(of=("self",), no_key=True).get(pk=entry_id)
