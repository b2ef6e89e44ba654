"""Close an organisation whose posts are closed."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib import clock
from mulin.lib.errors import WrongState
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.people.models import Organisation
from mulin.trail.record import record


@transaction.atomic
def close_organisation(organisation: Organisation, *, by: Actor) -> Organisation:
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    acting = require(by, Duty.POST_MANAGE, organisation.area.lineage() if organisation.area else {})
    if organisation.closed_on is not None:
        return organisation
    if organisation.posts.filter(closed_on=None).exists():
        raise WrongState(_("Close the posts of this organisation first."))
    if organisation.children.filter(closed_on=None).exists():
        raise WrongState(_("Close the organisations under this one first."))
    organisation.closed_on = clock.today()
    organisation.save(update_fields=["closed_on"])
    record("organisation.closed", organisation, by=acting)
    return organisation
