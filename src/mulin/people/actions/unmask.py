"""Open a person's data with a reason; the person can read who did."""

import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib import clock
from mulin.lib.errors import BadInput, NotAllowed
from mulin.people.access import Actor, acting_on, person_for
from mulin.people.kinds import Duty, LookReason, PersonField
from mulin.people.models import Look, Person, UnmaskGrant
from mulin.people.rules import is_child, plain
from mulin.trail.record import record

LEAST_WORDS = 4


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
    seen = sorted(set(fields))
    look = Look.objects.create(
        person=person,
        at=clock.now(),
        by_person_id=acting.person_id,
        by_post_id=acting.post_id,
        account_id=acting.account_id,
        fields=seen,
        reason=reason,
        note=note,
        case_id=case_id,
    )
    if grant is not None:
        grant.look = look
        grant.save(update_fields=["look"])
    told = {"look": look.pk, "fields": seen, "reason": str(reason)}
    told |= {"case": str(case_id)} if case_id is not None else {}
    record("person.unmasked", person, by=acting, fields=told)
    return {name: getattr(person, name) or "" for name in seen}


def said(reason: str, note: str) -> str:
    """The reason in words as it is kept; BadInput when it says nothing."""
    if reason not in LookReason.values:
        raise BadInput(fields={"reason": _("Choose a reason from the list.")})
    note = plain(note)
    if not LEAST_WORDS <= len(note) <= 300:
        raise BadInput(fields={"note": _("Say in a few words what you need the data for.")})
    return note


def opening(person: Person, by: Actor, duty: str = Duty.PERSON_UNMASK) -> Actor:
    """Somebody answers for every opening: parts of the house open nothing."""
    if by.part or not by.may(duty):
        raise NotAllowed
    return acting_on(by, person, duty)


def approved(person: Person, acting: Actor) -> UnmaskGrant | None:
    """The approval that this opening of a child's data uses up, or NotAllowed; grown-ups need none."""
    return _grant(person, acting) if is_child(person.birth_date, clock.today()) else None


def _grant(person: Person, acting: Actor) -> UnmaskGrant:
    grants = UnmaskGrant.objects.select_for_update().filter(
        person=person, post_id=acting.post_id or 0, look=None, until__gt=clock.now()
    )
    grant = grants.exclude(approved_at=None).order_by("pk").first()
    if grant is None:
        raise NotAllowed(_("A child's data need the approval of somebody else for each opening."))
    return grant
