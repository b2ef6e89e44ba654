"""Whom the field is for, and where they go."""

from mulin.lib.errors import NotAllowed
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.places.kinds import Rank
from mulin.places.models import Area

FIELD_DUTIES = (Duty.CASE_REPORT, Duty.HOUSEHOLD_SERVE, Duty.CASE_VERIFY)
#: Somebody who is sent things, not only somebody who sends them.
WORKING_DUTIES = (Duty.CASE_VERIFY, Duty.CASE_HANDLE, Duty.CASE_CHECK)
GROUND_DUTIES = (Duty.CASE_SEE, Duty.CASE_HANDLE, Duty.CASE_REPORT, Duty.HOUSEHOLD_SERVE)
PART_TIME = "part_time_worker"
MOST_AREAS = 40


def guard(actor: Actor) -> None:
    """The field is for whoever reports, verifies or answers for doors; to others it does not exist."""
    if not any(actor.may(duty) for duty in FIELD_DUTIES):
        raise NotAllowed


def is_sent_work(actor: Actor) -> bool:
    """Whether there is a day list at all, or only one's own findings."""
    return any(actor.may(duty) for duty in WORKING_DUTIES)


def is_part_time(actor: Actor) -> bool:
    """Riders and couriers: eyes only, whatever they report comes through their own door."""
    posts = actor.posts_with(Duty.CASE_REPORT)
    return bool(posts) and all(post.role == PART_TIME for post in posts)


def own_ground(actor: Actor) -> list[Area]:
    """The areas the actor's posts name, the smallest first: one statement."""
    ids: dict[int, Rank] = {}
    for duty in GROUND_DUTIES:
        for post in actor.posts_with(duty):
            ids |= {area_id: rank for rank, area_id in post.area_scopes}
    return list(Area.objects.filter(pk__in=ids).order_by("-rank", "code")[:MOST_AREAS])
