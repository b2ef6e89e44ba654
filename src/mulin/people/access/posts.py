"""Which posts and organisations an actor may see."""

from django.db.models import Q, QuerySet

from mulin.people.access.actors import Actor
from mulin.people.access.reach import EVERYTHING, NOTHING, within
from mulin.people.kinds import Duty
from mulin.people.models import Organisation, Post, Scope

# Whoever manages posts, and whoever sends matters on and so must know to whom.
SEEING = (Duty.POST_MANAGE, Duty.CASE_DISPATCH, Duty.SCREEN_SEE)


def scopes_within(actor: Actor, duty: str) -> QuerySet[Scope]:
    """Scopes that lie where the actor holds the duty, be they areas, compounds, buildings or doors."""
    reach = within(actor, duty)
    if reach in (NOTHING, EVERYTHING):
        return Scope.objects.filter(reach)
    found = NOTHING
    for place in ("area", "compound", "building", "household"):
        found |= within(actor, duty, f"{place}__")
    return Scope.objects.filter(found)


def visible_posts(actor: Actor) -> QuerySet[Post]:
    """Posts that reach into where one manages or dispatches, and one's own."""
    seen = Q(pk__in=[post.post_id for post in actor.posts])
    for duty in SEEING:
        if actor.may(duty):
            seen |= Q(pk__in=scopes_within(actor, duty).values("post_id"))
    return Post.objects.filter(EVERYTHING if actor.part else seen)


def visible_organisations(actor: Actor) -> QuerySet[Organisation]:
    """Organisations that serve areas where one manages or dispatches, and one's own."""
    seen = Q(pk__in=sorted(actor.organisation_ids))
    for duty in SEEING:
        if actor.may(duty):
            reach = within(actor, duty)
            seen |= reach if reach == EVERYTHING else within(actor, duty, "area__")
    return Organisation.objects.filter(EVERYTHING if actor.part else seen)
