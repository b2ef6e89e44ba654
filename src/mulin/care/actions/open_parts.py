"""What is kept closed is opened: for a live alert or with a reason, for a few minutes, and the person is told."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.care.access import acting_on, entry_for
from mulin.care.kinds import Part
from mulin.care.models import Alert, Entry, Opening
from mulin.lib.errors import BadInput, NotAllowed
from mulin.people.access import Actor
from mulin.people.actions.note_look import note_look
from mulin.people.kinds import LookReason
from mulin.trail.record import record

LASTS = timedelta(minutes=10)


@transaction.atomic
def open_parts(
    entry: Entry, *, parts: Collection[str], reason: str = "", note: str = "", by: Actor
) -> Opening:
    """A live alert is reason enough. A child's parts need somebody else's approval for each opening.

    Opened twice is two looks: nothing here is harmless to repeat unseen.
    """
    entry = entry_for(by, entry.pk)
    if by.part or by.person_id is None:
        raise NotAllowed
    acting = acting_on(by, entry)
    if not parts or not set(parts) <= set(Part.values):
        raise BadInput(fields={"parts": _("Choose what you need to see.")})
    alert = live_alert(entry)
    if alert is not None and not note.strip():
        reason, note = LookReason.EMERGENCY, _("live alert")
    wanted = sorted(set(parts))
    look = note_look(
        entry.person,
        fields=[f"care_{part}" for part in wanted],
        reason=reason,
        note=note,
        case_id=alert.case_id if alert else None,
        opening=True,
        by=acting,
    )
    made = Opening.objects.create(
        entry=entry,
        at=look.at,
        until=look.at + LASTS,
        by_person_id=by.person_id,
        by_post_id=acting.post_id,
        look_id=look.pk,
        parts=wanted,
    )
    record("entry.opened", entry, by=acting, fields={"look": look.pk, "parts": wanted})
    return made


def live_alert(entry: Entry) -> Alert | None:
    """The alert that is open now."""
    return Alert.objects.filter(entry=entry, closed_at=None).order_by("-raised_at").first()


@transaction.atomic
def look_at(entry: Entry, *, by: Actor) -> Entry:
    """The entry is read: who, as which post and when is kept for the person."""
    acting = acting_on(by, entry)
    alert = live_alert(entry)
    note_look(
        entry.person,
        fields=["care"],
        reason=LookReason.EMERGENCY if alert else LookReason.CARE,
        case_id=alert.case_id if alert else None,
        by=acting,
    )
    return entry
