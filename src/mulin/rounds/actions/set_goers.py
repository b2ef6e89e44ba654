"""Who goes by a plan changes: somebody left, a post was closed, the ground was redrawn."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.lib.errors import BadInput, WrongState
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.people.models import Post
from mulin.rounds.actions.make_plan import MOST_POSTS
from mulin.rounds.actions.reassign import goes_on_rounds
from mulin.rounds.models import Plan, PlanPost
from mulin.trail.record import record


@transaction.atomic
def set_goers(plan: Plan, *, posts: Sequence[Post], by: Actor) -> Plan:
    """From the next round on, in the order of turns; open rounds stay with whom they are. The same posts change nothing."""
    row = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    acting = require(by, Duty.ROUND_PLAN, row.where())
    if row.next_at is None:
        raise WrongState(_("The plan has ended."))
    if not 1 <= len(posts) <= MOST_POSTS:
        raise BadInput(fields={"posts": _("Name one to sixty posts that go.")})
    for post in posts:
        if post.closed_on is not None or not goes_on_rounds(post):
            raise BadInput(fields={"posts": _("This post does not go on rounds.")})
    wanted = [post.pk for post in posts]
    before = list(PlanPost.objects.filter(plan=row).order_by("order").values_list("post_id", flat=True))
    if wanted != before:
        PlanPost.objects.filter(plan=row).delete()
        PlanPost.objects.bulk_create(
            PlanPost(plan=row, post_id=post_id, order=order) for order, post_id in enumerate(wanted)
        )
        record("plan.manned", row, by=acting, fields={"from": before, "to": wanted})
    return row
