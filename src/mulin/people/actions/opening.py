"""What every opening of a person's data asks for and leaves behind: words, an approval for a child, a look."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from mulin.lib import clock
from mulin.lib.errors import BadInput, NotAllowed
from mulin.people.access import Actor, acting_on
from mulin.people.kinds import Duty, LookReason
from mulin.people.models import Look, Person, UnmaskGrant
from mulin.people.rules import is_child, plain

LEAST_WORDS = 4


def kept(
    person: Person,
    *,
    fields: Collection[str],
    reason: str,
    note: str,
    case_id: UUID | None,
    grant: UnmaskGrant | None,
    by: Actor,
) -> Look:
    """The row that the person can read; it uses up the approval, if one was needed."""
    look = Look.objects.create(
        person=person,
        at=clock.now(),
        by_person_id=by.person_id,
        by_post_id=by.post_id,
        account_id=by.account_id,
        fields=sorted(set(fields)),
        reason=reason,
        note=note,
        case_id=case_id,
    )
    if grant is not None:
        grant.look = look
        grant.save(update_fields=["look"])
    return look


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
