"""Ask somebody else to approve one opening of a child's data."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib import clock
from mulin.lib.errors import NotAllowed, WrongState
from mulin.people.access import Actor, person_for
from mulin.people.actions.approve_unmask import LASTS
from mulin.people.actions.opening import opening, said
from mulin.people.kinds import Duty
from mulin.people.models import Person, Post, UnmaskGrant
from mulin.people.rules import is_child
from mulin.trail.record import record


@transaction.atomic
def ask_unmask(
    person: Person, *, reason: str, note: str, by: Actor, duty: str = Duty.PERSON_UNMASK
) -> UnmaskGrant:
    """Nobody's answer within a day is a no; asked again meanwhile, the first stands."""
    person = person_for(by, person.pk, duty)
    acting = opening(person, by, duty)
    if acting.post_id is None:
        raise NotAllowed
    note = said(reason, note)
    moment = clock.now()
    if not is_child(person.birth_date, clock.today()):
        raise WrongState(_("These data need no approval: open them with a reason."))
    Post.objects.select_for_update(no_key=True).get(pk=acting.post_id)
    waiting = UnmaskGrant.objects.filter(person=person, post_id=acting.post_id, look=None, until__gt=moment)
    present = waiting.order_by("pk").first()
    if present is not None:
        return present
    grant = UnmaskGrant.objects.create(
        person=person,
        post_id=acting.post_id,
        asked_by_id=acting.person_id,
        asked_at=moment,
        reason=reason,
        note=note,
        until=moment + LASTS,
    )
    told = {"post": acting.post_id, "grant": grant.pk, "reason": str(reason)}
    record("person.unmask_asked", person, by=acting, fields=told)
    return grant
