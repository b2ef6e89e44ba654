"""A service is planned, ended, and its comings made when their days are near."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.calendars.queries import calendar_for
from mulin.care.access import acting_on
from mulin.care.kinds import Service
from mulin.care.models import Delivery, Entry, Plan
from mulin.care.rules.rhythm import following, rule_of
from mulin.care.rules.words import said
from mulin.lib import clock
from mulin.lib.asides import first_awake
from mulin.lib.errors import BadInput
from mulin.lib.rhythm import Holidays
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
    holidays: str = Holidays.KEEP,
    note: str = "",
    by: Actor,
) -> Plan:
    """The same service of the same provider planned again gives the plan there is.

    `rhythm` is a named one or an RFC 5545 rule; by a rule the first day is the first that fits from `first_on` on.
    """
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    acting = acting_on(by, entry)
    _guard(service, first_on, holidays)
    rule = rule_of(rhythm, first_on)
    present = entry.plans.filter(service=service, provider=provider, ended_at=None).first()
    if present is not None:
        return present
    plan = Plan(
        entry=entry, service=service, provider=provider, rhythm=rule, holidays=holidays,
        note=said(note, "note"), started_on=first_on,
    )  # fmt: skip
    _move_on(plan)
    if plan.next_on is None:
        raise BadInput(fields={"rhythm": _("By this rule it is never due.")})
    plan.save(force_insert=True)
    record("plan.made", plan, by=acting, fields={"service": service, "provider": provider.pk})
    return plan


def _guard(service: str, first_on: date, holidays: str) -> None:
    if service not in Service.values or holidays not in Holidays.values:
        raise BadInput(fields={"service": _("Choose what comes and how often.")})
    if first_on < clock.today():
        raise BadInput(fields={"first_on": _("This day lies in the past.")})


def _move_on(plan: Plan) -> None:
    """The day after the one it stood at, by its rule in the calendar of the home's area."""
    found = following(
        plan.rhythm,
        since=plan.started_on,
        after=plan.ruled_on,
        holidays=plan.holidays,
        calendar=calendar_for(plan.entry.household.area_id),
    )
    plan.ruled_on, plan.next_on = found or (plan.ruled_on, None)


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
    due = due.select_related("entry__household")
    plan = first_awake(due.select_for_update(skip_locked=True, of=("self",)))
    if plan is None or plan.next_on is None:
        return None
    made, _new = Delivery.objects.get_or_create(plan=plan, due_on=plan.next_on)
    _move_on(plan)
    plan.save(update_fields=["next_on", "ruled_on"])
    return made
