"""Found an organisation on the tree."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty, OrganisationKind
from mulin.people.models import Organisation
from mulin.people.rules import clean_code, clean_credit_code, clean_name, clean_office_phone, plain
from mulin.places.models import Area
from mulin.trail.record import record


@transaction.atomic
def create_organisation(
    *,
    code: str,
    name: str,
    kind: str,
    area: Area | None = None,
    parent: Organisation | None = None,
    credit_code: str = "",
    phone: str = "",
    address: str = "",
    by: Actor,
) -> Organisation:
    acting = require(by, Duty.POST_MANAGE, area.lineage() if area else {})
    code, credit = clean_code(code), clean_credit_code(credit_code)
    if kind not in OrganisationKind.values:
        raise BadInput(fields={"kind": _("Choose a kind from the list.")})
    if Organisation.objects.filter(code=code).exists():
        raise BadInput(fields={"code": _("This code is taken.")})
    if credit and Organisation.objects.filter(credit_code=credit).exists():
        raise BadInput(fields={"credit_code": _("Another organisation has this social credit code.")})
    organisation = Organisation.objects.create(
        code=code,
        name=clean_name(name),
        kind=kind,
        area=area,
        parent=parent,
        credit_code=credit,
        phone=clean_office_phone(phone),
        address=plain(address)[:200],
    )
    fields = {"kind": kind, "area": organisation.area_id, "parent": organisation.parent_id}
    record("organisation.created", organisation, by=acting, fields=fields)
    return organisation
