"""Change the duties that a role carries."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput, WrongState
from mulin.people.access import Actor, require
from mulin.people.kinds import MANAGING_DUTIES, NAMED_DUTIES, Duty
from mulin.people.models import Role
from mulin.trail.record import record


@transaction.atomic
def change_role(role: Role, *, duties: Collection[str], by: Actor) -> Role:
    """Whoever holds a post of this role has the new duties from the next request on.

    Nobody hands out a managing duty that they do not hold over everything themselves.
    """
    acting = require(by, Duty.POST_MANAGE, {})
    unknown = sorted(set(duties) - set(Duty.values))
    if unknown:
        message = _("There is no such duty: %(duties)s") % {"duties": ", ".join(unknown)}
        raise BadInput(fields={"duties": message})
    role = Role.objects.select_for_update().get(pk=role.pk)
    before, after = set(role.duties), set(duties)
    for duty in MANAGING_DUTIES & (after - before):
        require(by, duty, {})
    if (after - before) & NAMED_DUTIES:
        raise BadInput(fields={"duties": _("This duty is given to single posts by name, not to a role.")})
    if before == after:
        return role
    own = acting.post
    if own is not None and own.role == role.code and Duty.POST_MANAGE in before - after:
        raise WrongState(_("This would shut you out of this page: somebody else takes it from your role."))
    role.duties = [duty for duty in Duty.values if duty in after]
    role.save(update_fields=["duties"])
    fields = {"added": sorted(after - before), "removed": sorted(before - after)}
    record("role.changed", role, by=acting, fields=fields)
    return role
