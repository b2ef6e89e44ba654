"""Tours of a day."""

from django.db.models import QuerySet

from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.tours.kinds import TourState
from mulin.tours.models import Tour


def to_lead(actor: Actor) -> QuerySet[Tour]:
    """What the actor's posts lead today, and what they have not ended yet."""
    posts = [post.post_id for post in actor.posts_with(Duty.TOUR_LEAD)]
    found = Tour.objects.filter(lead_post_id__in=posts, state=TourState.DRAWN)
    return found.filter(starts_at__date__lte=clock.today()).order_by("starts_at")
