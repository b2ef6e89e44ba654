"""End a deputyship before its last day."""

from django.db import transaction

from mulin.lib import clock
from mulin.people.access import Actor, lineages_of, require_grant
from mulin.people.models import Deputy, Post
from mulin.people.rules import cut
from mulin.trail.record import record


@transaction.atomic
def end_deputy(deputy: Deputy, *, by: Actor) -> Deputy:
    """The holder is back: the holder or whoever manages the post says so. Ended already: nothing to do."""
    post = Post.objects.select_for_update(of=("self",)).select_related("role").get(pk=deputy.post_id)
    held = next((held for held in by.posts if held.post_id == post.pk and not held.deputy), None)
    acting = by.acting(held) if held else require_grant(by, post.role.duties, lineages_of(post))
    deputy = Deputy.objects.get(pk=deputy.pk)
    today = clock.today()
    if deputy.during.isempty or deputy.during.upper <= today:
        return deputy
    deputy.during = cut(deputy.during, today)
    deputy.save(update_fields=["during"])
    record("post.deputy_left", post, by=acting, fields={"person": deputy.person_id})
    return deputy
