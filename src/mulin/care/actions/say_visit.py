"""The provider's side says whether it came; the person says so too, or complains in one tap."""

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from mulin.care.access import acting_on, own_entries
from mulin.care.kinds import Service, Visit
from mulin.care.models import Delivery, Entry
from mulin.cases.actions.report import People, Place, report
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door
from mulin.catalogue.queries import kind_by_key
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotFound, WrongState
from mulin.people.access import Actor
from mulin.trail.record import record

COMPLAINT = "MUL:1005"


@transaction.atomic
def say_visit(delivery: Delivery, *, visit: str, by: Actor) -> Delivery:
    """By a post that sees the entry. The same said again changes nothing; what the person confirmed stands."""
    row = _locked(delivery)
    acting = acting_on(by, row.plan.entry)
    if visit not in Visit.values or visit == Visit.DUE:
        raise BadInput(fields={"visit": _("Say whether it came.")})
    if row.visit == visit:
        return row
    if row.confirmed_at is not None:
        raise WrongState(_("The person has confirmed it already."))
    row.visit, row.said_at, row.said_by_post_id = visit, clock.now(), acting.post_id
    row.save(update_fields=["visit", "said_at", "said_by_post_id"])
    record("delivery.said", row, by=acting, fields={"visit": visit})
    return row


@transaction.atomic
def confirm_visit(delivery: Delivery, *, by: Actor) -> Delivery:
    """By the person or a guardian, also before anybody else has said so."""
    row = _locked(delivery)
    _own(row, by)
    if row.confirmed_at is not None:
        return row
    row.visit, row.confirmed_at, row.confirmed_by_person_id = Visit.DONE, clock.now(), by.person_id
    row.save(update_fields=["visit", "confirmed_at", "confirmed_by_person_id"])
    record("delivery.confirmed", row, by=by)
    return row


@transaction.atomic
def complain(delivery: Delivery, *, text: str = "", by: Actor) -> Case:
    """One tap is enough: it becomes a case of its own, closed to all but the posts named for care."""
    row = _locked(delivery)
    entry = _own(row, by)
    if row.case_id is not None:
        return Case.objects.get(pk=row.case_id)
    service = Service(row.plan.service).label
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Complaint about a service: %(service)s of %(day)s") % {
            "service": service,
            "day": row.due_on,
        }
    place = Place(
        area=entry.household.area,
        compound_id=entry.compound_id,
        building_id=entry.building_id,
        household_id=entry.household_id,
    )
    case, _new = report(
        by=by,
        door=Door.RESIDENT,
        kind=kind_by_key(COMPLAINT),
        title=title,
        text=text.strip() or title,
        place=place,
        people=People(
            reporter=entry.person, subject_org_id=row.plan.provider_id,
            cared_for_id=entry.person_id, only_post_ids=entry.only_post_ids,
        ),
    )  # fmt: skip
    row.case_id = case.pk
    row.save(update_fields=["case_id"])
    record("delivery.complained", row, by=by, fields={"case": str(case.pk)})
    return case


def _locked(delivery: Delivery) -> Delivery:
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("plan__entry__household__area")
    return rows.select_related("plan__entry__person").get(pk=delivery.pk)


def _own(row: Delivery, by: Actor) -> Entry:
    entry = own_entries(by).filter(pk=row.plan.entry_id).select_related("person", "household__area").first()
    if entry is None:
        raise NotFound
    return entry
