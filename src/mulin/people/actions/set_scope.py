"""Set over what a post reaches."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput, WrongState
from mulin.people.access import Actor, Everywhere, Place, lineage_of, lineages_of, require_grant
from mulin.people.models import Post, Scope
from mulin.places.models import Area, Building, Compound
from mulin.trail.record import record

KINDS = ("everywhere", "area_id", "compound_id", "building_id", "household_id")


def columns_of(place: Place | Everywhere) -> dict[str, Any]:
    """The one column of a scope that names the place."""
    if isinstance(place, Everywhere):
        return {"everywhere": True}
    if isinstance(place, Area):
        return {"area_id": place.pk}
    if isinstance(place, Compound):
        return {"compound_id": place.pk}
    if isinstance(place, Building):
        return {"building_id": place.pk}
    return {"household_id": place.pk}


@transaction.atomic
def set_scope(post: Post, *, scopes: Sequence[Place | Everywhere], by: Actor) -> Post:
    """The whole set anew; what stays is not touched. The actor must manage the old places and the new."""
    if not scopes:
        raise BadInput(fields={"scopes": _("Say where the post serves.")})
    post = Post.objects.select_for_update(of=("self",)).select_related("role").get(pk=post.pk)
    places = [lineage_of(place) for place in scopes]
    acting = require_grant(by, post.role.duties, [*lineages_of(post), *places])
    if post.closed_on is not None:
        raise WrongState(_("This post is closed."))
    wanted = {next(iter(columns_of(place).items())) for place in scopes}
    present = {_named(scope): scope for scope in post.scopes.all()}
    removed, added = set(present) - wanted, wanted - set(present)
    if not removed and not added:
        return post
    Scope.objects.filter(pk__in=[present[key].pk for key in removed]).delete()
    Scope.objects.bulk_create([Scope(post=post, **{column: value}) for column, value in sorted(added)])
    fields = {"added": sorted(map(list, added)), "removed": sorted(map(list, removed))}
    record("post.scoped", post, by=acting, fields=fields)
    return post


def _named(scope: Scope) -> tuple[str, Any]:
    return next((kind, getattr(scope, kind)) for kind in KINDS if getattr(scope, kind))
