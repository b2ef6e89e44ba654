"""A resident follows a public matter that somebody else reported, and lets go of it again."""

from django.db import transaction

from mulin.cases.models import Case, Follow
from mulin.catalogue.kinds import Secrecy
from mulin.lib import clock
from mulin.lib.errors import NotAllowed, NotFound
from mulin.people.access import Actor
from mulin.trail.record import record


@transaction.atomic
def follow(case: Case, *, by: Actor, same_matter: bool = True) -> Follow:
    """Followed twice it is followed once; the matter itself is not touched."""
    if by.person_id is None:
        raise NotAllowed
    if case.secrecy != Secrecy.PUBLIC or case.kind is None or not case.kind.public:
        raise NotFound
    row, new = Follow.objects.get_or_create(
        case=case, person_id=by.person_id, defaults={"since": clock.now(), "same_matter": same_matter}
    )
    if new:
        record("follow.begun", row, by=by, fields={"case": str(case.pk), "same_matter": same_matter})
    return row


@transaction.atomic
def unfollow(case: Case, *, by: Actor) -> None:
    """What is not followed is let go of without a word."""
    if by.person_id is None:
        raise NotAllowed
    row = Follow.objects.select_for_update().filter(case=case, person_id=by.person_id).first()
    if row is not None:
        record("follow.ended", row, by=by, fields={"case": str(case.pk)})
        row.delete()
