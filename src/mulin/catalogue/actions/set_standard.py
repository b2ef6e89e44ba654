"""Put a filing standard of a kind into a draft."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.catalogue.access import manager
from mulin.catalogue.actions._drafts import locked_draft
from mulin.catalogue.models import Kind, Standard
from mulin.catalogue.rules.shape import STANDARD_FIELDS
from mulin.lib.errors import BadInput
from mulin.people.access import Actor
from mulin.trail.record import record


@transaction.atomic
def set_standard(kind: Kind, *, number: int, by: Actor, **fields: Any) -> Standard:
    """The standard with that number, made or changed; nothing different is no event."""
    acting = manager(by)
    locked_draft(kind.edition_id)
    unknown = sorted(set(fields) - set(STANDARD_FIELDS))
    if unknown:
        raise BadInput(fields={name: _("There is no such field.") for name in unknown})
    row = Standard.objects.filter(kind=kind, number=number).first() or Standard(kind=kind, number=number)
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    if row.pk and not changed:
        return row
    for name in changed:
        setattr(row, name, fields[name])
    if not row.filing_condition.strip():
        raise BadInput(fields={"filing_condition": _("Say when a matter is filed.")})
    if (row.limit_amount is None) != (row.limit_unit == ""):
        raise BadInput(fields={"limit_unit": _("Give the amount together with its unit.")})
    row.save()
    record(
        "catalogue.standard_set",
        kind,
        by=acting,
        fields={"key": kind.key, "standard": number, "changed": changed},
    )
    return row
