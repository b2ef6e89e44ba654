"""Say no to the opening of a child's data that a post asked for."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib import clock
from mulin.lib.errors import WrongState
from mulin.people.access import Actor
from mulin.people.actions.approve_unmask import deciding
from mulin.people.models import UnmaskGrant
from mulin.trail.record import record


@transaction.atomic
def decline_unmask(grant: UnmaskGrant, *, by: Actor) -> UnmaskGrant:
    """By whoever might have approved it. What lapsed or was declined stays so; asking anew is open to the post."""
    person, acting = deciding(grant.person, grant.post, by)
    grant = UnmaskGrant.objects.get(pk=grant.pk)
    if grant.approved_at is not None:
        raise WrongState(_("This opening is approved already."))
    moment = clock.now()
    if grant.until <= moment:
        return grant
    grant.until = moment
    grant.save(update_fields=["until"])
    record("person.unmask_declined", person, by=acting, fields={"post": grant.post_id, "grant": grant.pk})
    return grant
