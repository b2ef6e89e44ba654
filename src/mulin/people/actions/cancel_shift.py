"""Take a shift off the roster before it has ended."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib import clock
from mulin.lib.errors import WrongState
from mulin.people.access import Actor, lineages_of, require_one
from mulin.people.actions.plan_shift import PLANNERS
from mulin.people.models import Post, Shift
from mulin.trail.record import record


@transaction.atomic
def cancel_shift(shift: Shift, *, by: Actor) -> Post:
    """A shift gone already: nothing to do. One that is over is history and stays."""
    post = Post.objects.select_for_update().get(pk=shift.post_id)
    acting = require_one(by, PLANNERS, *lineages_of(post))
    present = Shift.objects.filter(pk=shift.pk).first()
    if present is None:
        return post
    if present.during.upper <= clock.now():
        raise WrongState(_("This shift is over."))
    fields = {"person": present.person_id, "starts": present.during.lower.isoformat()}
    present.delete()
    record("post.unrostered", post, by=acting, fields=fields)
    return post
