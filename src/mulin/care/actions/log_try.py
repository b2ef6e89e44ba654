"""A call or a ring at the door is logged with what came of it."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.care.access import acting_on
from mulin.care.actions.going import go
from mulin.care.kinds import CallResult, CallStep
from mulin.care.models import Alert, Contact, Try
from mulin.care.rules.words import said
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotFound, WrongState
from mulin.lib.ids import uuid7
from mulin.people.access import Actor
from mulin.trail.record import record


@transaction.atomic
def log_try(
    alert: Alert,
    *,
    step: str,
    result: str,
    contact: Contact | None = None,
    note: str = "",
    id: UUID | None = None,
    by: Actor,
) -> Try:
    """Sent again with its id, it is the same try. Whoever is at the door has taken the alert on."""
    alert = Alert.objects.select_for_update(of=("self",)).select_related("entry").get(pk=alert.pk)
    acting = acting_on(by, alert.entry)
    present = Try.objects.filter(pk=id).first() if id else None
    if present is not None:
        if present.alert_id != alert.pk:
            raise NotFound
        return present
    _guard(alert, step, result, contact)
    made = Try.objects.create(
        id=id or uuid7(),
        alert=alert,
        step=step,
        contact=contact,
        result=result,
        note=said(note, "note"),
        at=clock.now(),
        by_person_id=acting.person_id,
        by_post_id=acting.post_id,
    )
    if step == CallStep.DOOR and alert.arrived_at is None:
        alert.arrived_at = made.at
        alert.save(update_fields=["arrived_at"])
        go(alert, by=by)
    record(
        "alert.tried",
        alert,
        by=acting,
        fields={"step": step, "result": result, "contact": contact and contact.pk},
    )
    return made


def _guard(alert: Alert, step: str, result: str, contact: Contact | None) -> None:
    if alert.closed_at is not None:
        raise WrongState(_("This alert is closed."))
    if step not in CallStep.values:
        raise BadInput(fields={"step": _("Choose from the list.")})
    if result not in CallResult.values:
        raise BadInput(fields={"result": _("Say what came of it.")})
    if contact is not None and contact.entry_id != alert.entry_id:
        raise NotFound
    if step == CallStep.CONTACT and contact is None:
        raise BadInput(fields={"contact": _("Say who was called.")})
