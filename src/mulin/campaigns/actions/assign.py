"""Who answers for a target."""

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.campaigns.actions.turn import begin
from mulin.campaigns.kinds import Move
from mulin.campaigns.models import Target
from mulin.lib.errors import BadInput
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.people.models import Post


@transaction.atomic
def assign(target: Target, *, post: Post, by: Actor) -> Target:
    """Give it to a post whose role works on campaigns; the same post again changes nothing."""
    turn = begin(target, Move.ASSIGN, by)
    turn.by = require(by, Duty.CAMPAIGN_RUN, turn.target.where())
    if turn.target.post_id == post.pk:
        return turn.target
    if not works(post):
        raise BadInput(fields={"post": _("Choose an open post whose role works on campaigns.")})
    before, turn.target.post = turn.target.post_id, post
    return turn.done("post", facts={"from": before, "to": post.pk})


def works(post: Post) -> bool:
    """Whether the post is open and carries the duty to work on targets."""
    return post.closed_on is None and Duty.CAMPAIGN_DO in (*post.role.duties, *post.named_duties)
