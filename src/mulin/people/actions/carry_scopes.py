"""Let posts follow an area that was split, merged or renumbered to its successors."""

from django.db import transaction

from mulin.people.access import Actor, require_grant
from mulin.people.models import Post, Scope
from mulin.places.models import Area, Succession
from mulin.trail.record import record


@transaction.atomic
def carry_scopes(area: Area, *, by: Actor) -> list[Post]:
    """The posts whose scope was that area; run again, it finds none left."""
    heirs = list(
        Succession.objects.filter(predecessor=area)
        .order_by("successor_id")
        .values_list("successor_id", flat=True)
    )
    if not heirs:
        return []
    posts = list(Post.objects.select_for_update(of=("self",)).filter(scopes__area=area).order_by("pk"))
    for post in posts:
        acting = require_grant(by, post.role.duties, [area.lineage()])
        present = set(post.scopes.filter(area__in=heirs).values_list("area_id", flat=True))
        new = [heir for heir in heirs if heir not in present]
        post.scopes.filter(area=area).exclude(area__in=heirs).delete()
        Scope.objects.bulk_create([Scope(post=post, area_id=heir) for heir in new])
        fields = {"added": [["area_id", heir] for heir in new], "removed": [["area_id", area.pk]]}
        record("post.scoped", post, by=acting, fields=fields)
    return posts
