"""Close a post that answers for no household any more; whoever holds it holds it no longer."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib import clock
from mulin.lib.errors import WrongState
from mulin.people.access import Actor, lineages_of, require_grant
from mulin.people.models import Deputy, HouseholdCharge, Post, Tenure
from mulin.people.rules import cut
from mulin.trail.record import record


@transaction.atomic
def close_post(post: Post, *, by: Actor) -> Post:
    post = Post.objects.select_for_update(of=("self",)).select_related("role").get(pk=post.pk)
    acting = require_grant(by, post.role.duties, lineages_of(post))
    if post.closed_on is not None:
        return post
    today = clock.today()
    if HouseholdCharge.objects.filter(post=post, during__overlap=(today, None)).exists():
        raise WrongState(_("Hand the households of this post over first."))
    for model in (Tenure, Deputy):
        for row in model.objects.filter(post=post).exclude(during__fully_lt=(today, None)):
            row.during = cut(row.during, today)
            row.save(update_fields=["during"])
    post.closed_on = today
    post.save(update_fields=["closed_on"])
    record("post.closed", post, by=acting)
    return post
