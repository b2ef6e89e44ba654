"""A round goes over to somebody else: staff change, fall ill, swap."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.lib import clock
from mulin.lib.errors import BadInput, WrongState
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.people.models import Post
from mulin.people.queries import acting_in
from mulin.rounds.kinds import State
from mulin.rounds.models import Occurrence
from mulin.trail.record import record


@transaction.atomic
def reassign(occurrence: Occurrence, *, post: Post, by: Actor) -> Occurrence:
    """To a post, as whoever acts in it today."""
    row = Occurrence.objects.select_for_update().get(pk=occurrence.pk)
    acting = require(by, Duty.ROUND_PLAN, row.where())
    if row.state != State.OPEN:
        raise WrongState
    if not goes_on_rounds(post):
        raise BadInput(fields={"post": _("This post does not go on rounds.")})
    if row.post_id == post.pk:
        return row
    row.post_id, row.person_id = post.pk, acting_in([post.pk], clock.today()).get(post.pk)
    row.save(update_fields=["post_id", "person_id"])
    record("round.reassigned", row, by=acting, fields={"post": post.pk}, quiet=True)
    return row


def goes_on_rounds(post: Post) -> bool:
    return Duty.ROUND_DO in {*post.role.duties, *post.named_duties}
