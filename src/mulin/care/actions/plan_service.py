"""A service is planned, ended, and its comings made when their days are near."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.care.access import acting_on
from mulin.care.kinds import Rhythm, Service
from mulin.care.models import Delivery, Entry, Plan
from mulin.care.rules.rhythm import following
from mulin.care.rules.words import said
from mulin.lib import clock
from mulin.lib.errors import BadInput
from mulin.people.access import Actor
from mulin.people.models import Organisation
from mulin.trail.record import record


@transaction.atomic
def plan_service(
    entry: Entry,
    *,
    service: str,
    provider: Organisation,
    rhythm: str,
    first_on: date,
    note: str = "",
    by: Actor,
) -> Plan:
    """The same service of the same provider planned again gives the plan there is."""
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    acting = acting_on(by, entry)
    if service not in Service.values or rhythm not in Rhythm.values:
        raise BadInput(fields={"service": _("Choose what comes and how often.")})
    if first_on < clock.today():
        raise BadInput(fields={"first_on": _("This day lies in the past.")})
    present = entry.plans.filter(service=service, provider=provider, ended_at=None).first()
    if present is not None:
        return present
    plan = Plan.objects.create(
        entry=entry,
        service=service,
        provider=provider,
        rhythm=rhythm,
        note=said(note, "note"),
        next_on=first_on,
        started_on=first_on,
    )
    record("plan.made", plan, by=acting, fields={"service": service, "provider": provider.pk})
    return plan


@transaction.atomic
def end_plan(plan: Plan, *, by: Actor) -> Plan:
    """It comes no longer; ended before, nothing changes."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("entry").get(pk=plan.pk)
    acting = acting_on(by, plan.entry)
    if plan.ended_at is None:
        plan.ended_at, plan.next_on = clock.now(), None
        plan.save(update_fields=["ended_at", "next_on"])
        record("plan.ended", plan, by=acting)
    return plan


@transaction.atomic
def come_next() -> Delivery | None:
    """Make the coming of the plan whose day is there, and set the day after it; None when none is."""
    due = Plan.objects.filter(next_on__lte=clock.today(), ended_at=None).order_by("next_on")
    plan = due.select_for_update(skip_locked=True, of=("self",)).first()
    if plan is None or plan.next_on is None:
        return None
    made, _new = Delivery.objects.get_or_create(plan=plan, due_on=plan.next_on)
    plan.next_on = following(plan.rhythm, plan.started_on, plan.next_on)
    plan.save(update_fields=["next_on"])
    return made
