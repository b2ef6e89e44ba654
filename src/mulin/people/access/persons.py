"""Which persons an actor may see."""

from django.db.models import Q, QuerySet

from mulin.lib import clock
from mulin.lib.errors import NotFound
from mulin.people.access.actors import Actor
from mulin.people.access.posts import scopes_within
from mulin.people.access.reach import EVERYTHING, NOTHING, lineage_of, within
from mulin.people.kinds import Duty
from mulin.people.models import HouseholdCharge, HouseholdMember, Person, Tenure


def _homes_within(actor: Actor, duty: str) -> Q:
    """Homes that lie in reach, also by compound, building or door."""
    reach = within(actor, duty, "household__")
    for post in actor.posts_with(duty):
        if post.compound_ids:
            reach |= Q(household__entrance__building__compound_id__in=post.compound_ids)
        if post.building_ids:
            reach |= Q(household__entrance__building_id__in=post.building_ids)
        if post.household_ids:
            reach |= Q(household_id__in=post.household_ids)
    return reach


def visible_persons(actor: Actor, duty: str = Duty.PERSON_SEE) -> QuerySet[Person]:
    """Oneself, who lives where the duty reaches or where one answers for the door, and the holders of
    posts one manages. What is shown of them is masked."""
    day = clock.today()
    if actor.part:
        return Person.objects.filter(erased=None)
    homes = HouseholdMember.objects.filter(_homes_within(actor, duty), during__contains=day)
    seen = Q(pk=actor.person_id) if actor.person_id is not None else NOTHING
    seen |= Q(pk__in=homes.values("person_id"))
    serving = actor.posts_with(Duty.HOUSEHOLD_SERVE)
    if serving and actor.person_id is not None and duty == Duty.PERSON_SEE:
        doors = HouseholdCharge.objects.filter(
            post_id__in=[post.post_id for post in serving],
            person_id=actor.person_id,
            during__contains=day,
        ).values("household_id")
        theirs = HouseholdMember.objects.filter(household_id__in=doors, during__contains=day)
        seen |= Q(pk__in=theirs.values("person_id"))
    if duty != Duty.PERSON_UNMASK:
        seen |= _managed(actor)
    return Person.objects.filter(seen, erased=None)


def _managed(actor: Actor) -> Q:
    """The holders of posts one manages; whoever manages all posts finds every person, masked."""
    posts = actor.posts_with(Duty.POST_MANAGE)
    if not posts:
        return NOTHING
    if any(post.everywhere for post in posts):
        return EVERYTHING
    managed = scopes_within(actor, Duty.POST_MANAGE).values("post_id")
    return Q(pk__in=Tenure.objects.filter(post_id__in=managed).values("person_id"))


def homes_of(actor: Actor, person: Person) -> QuerySet[HouseholdMember]:
    """Where a person lives today, of that what the actor may see."""
    homes = HouseholdMember.objects.filter(person=person, during__contains=clock.today())
    if (
        actor.part
        or actor.person_id == person.pk
        or any(p.everywhere for p in actor.posts_with(Duty.PERSON_SEE))
    ):
        return homes
    return homes.filter(_homes_within(actor, Duty.PERSON_SEE))


def person_for(actor: Actor, person_id: int, duty: str = Duty.PERSON_SEE) -> Person:
    """One person the actor may see with the duty, or NotFound as for a stranger."""
    person = visible_persons(actor, duty).filter(pk=person_id).first()
    if person is None:
        raise NotFound
    return person


def acting_on(actor: Actor, person: Person, duty: str) -> Actor:
    """The actor as the post whose reach opens this person; as they are when it is themselves."""
    if actor.part or actor.person_id == person.pk:
        return actor
    homes = HouseholdMember.objects.filter(person=person, during__contains=clock.today())
    for home in homes.select_related("household__entrance__building"):
        post = actor.post_for(duty, lineage_of(home.household))
        if post is not None:
            return actor.acting(post)
    return actor.acting_for(duty) or actor
