"""Change what is known of an organisation."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput, WrongState
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty, OrganisationKind
from mulin.people.models import Organisation
from mulin.people.rules import clean_credit_code, clean_name, clean_office_phone, plain
from mulin.places.models import Area
from mulin.trail.record import record


@transaction.atomic
def change_organisation(
    organisation: Organisation,
    *,
    name: str | None = None,
    kind: str | None = None,
    phone: str | None = None,
    address: str | None = None,
    credit_code: str | None = None,
    area: Area | None = None,
    parent: Organisation | None = None,
    by: Actor,
) -> Organisation:
    """None leaves a field as it is; nothing changed, nothing is recorded."""
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    places = [place.lineage() for place in (organisation.area, area) if place is not None]
    acting = require(by, Duty.POST_MANAGE, *(places or [{}]))
    if organisation.closed_on is not None:
        raise WrongState(_("This organisation is closed."))
    wanted: dict[str, object] = {}
    if name is not None:
        wanted["name"] = clean_name(name)
    if kind is not None:
        if kind not in OrganisationKind.values:
            raise BadInput(fields={"kind": _("Choose a kind from the list.")})
        wanted["kind"] = kind
    if phone is not None:
        wanted["phone"] = clean_office_phone(phone)
    if address is not None:
        wanted["address"] = plain(address)[:200]
    if credit_code is not None:
        wanted["credit_code"] = _free_credit_code(organisation, credit_code)
    if area is not None:
        wanted["area_id"] = area.pk
    if parent is not None:
        _refuse_circle(organisation, parent)
        wanted["parent_id"] = parent.pk
    changed = sorted(name for name, value in wanted.items() if getattr(organisation, name) != value)
    if not changed:
        return organisation
    for field in changed:
        setattr(organisation, field, wanted[field])
    organisation.save(update_fields=[field.removesuffix("_id") for field in changed])
    record("organisation.changed", organisation, by=acting, fields={"changed": changed})
    return organisation


def _free_credit_code(organisation: Organisation, given: str) -> str | None:
    credit = clean_credit_code(given)
    others = Organisation.objects.exclude(pk=organisation.pk)
    if credit and others.filter(credit_code=credit).exists():
        raise BadInput(fields={"credit_code": _("Another organisation has this social credit code.")})
    return credit


def _refuse_circle(organisation: Organisation, parent: Organisation) -> None:
    seen: set[int] = set()
    above: int | None = parent.pk
    while above is not None and above not in seen:
        if above == organisation.pk:
            raise BadInput(fields={"parent": _("An organisation cannot be above itself.")})
        seen.add(above)
        above = Organisation.objects.values_list("parent_id", flat=True).get(pk=above)
