"""Open a person's data with a reason; the person can read who did."""

import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput
from mulin.people.access import Actor, person_for
from mulin.people.actions.opening import approved, kept, opening, said
from mulin.people.kinds import Duty, PersonField
from mulin.people.models import Person
from mulin.trail.record import record


@transaction.atomic
def unmask(
    person: Person,
    *,
    fields: Collection[str],
    reason: str,
    note: str,
    case_id: uuid.UUID | None = None,
    by: Actor,
) -> dict[str, str]:
    """The plain values asked for. A child's need one approval of somebody else for each opening.

    A second look in the same minute is a second row: nothing here is harmless to repeat unseen.
    """
    person = person_for(by, person.pk, Duty.PERSON_UNMASK)
    acting = opening(person, by)
    wrong = sorted(set(fields) - set(PersonField.values))
    if wrong or not fields:
        raise BadInput(fields={"fields": _("Choose which data you need.")})
    note = said(reason, note)
    grant = approved(person, acting)
    look = kept(person, fields=fields, reason=reason, note=note, case_id=case_id, grant=grant, by=acting)
    told = {"look": look.pk, "fields": look.fields, "reason": str(reason)}
    told |= {"case": str(case_id)} if case_id is not None else {}
    record("person.unmasked", person, by=acting, fields=told)
    return {name: getattr(person, name) or "" for name in look.fields}
