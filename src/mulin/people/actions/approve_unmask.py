"""Approve one opening of a child's data by a post."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mulin.lib import clock
from mulin.lib.errors import NotAllowed
from mulin.people.access import Actor, acting_on, person_for
from mulin.people.kinds import Duty
from mulin.people.models import Person, Post, UnmaskGrant
from mulin.trail.record import record

LASTS = timedelta(hours=24)


@transaction.atomic
def approve_unmask(person: Person, *, post: Post, by: Actor) -> UnmaskGrant:
    """By somebody who may open it too but does not hold that post; for a day, for one opening."""
    person, acting = deciding(person, post, by)
    moment = clock.now()
    waiting = UnmaskGrant.objects.filter(person=person, post=post, look=None, until__gt=moment)
    present = waiting.order_by("pk").first()
    if present is not None and present.approved_at is not None:
        return present
    if present is not None and present.asked_by_id == by.person_id:
        raise NotAllowed(_("Nobody approves their own look."))
    grant = present or UnmaskGrant(person=person, post=post)
    grant.approved_by_id = by.person_id
    grant.approved_at = moment
    grant.until = moment + LASTS
    grant.save()
    record("person.unmask_approved", person, by=acting, fields={"post": post.pk, "grant": grant.pk})
    return grant


def deciding(person: Person, post: Post, by: Actor) -> tuple[Person, Actor]:
    """The person and the actor as the post that decides; one decision on an asking post at a time."""
    person = person_for(by, person.pk, Duty.PERSON_UNMASK)
    if by.person_id is None or not by.may(Duty.PERSON_UNMASK):
        raise NotAllowed
    acting = acting_on(by, person, Duty.PERSON_UNMASK)
    Post.objects.select_for_update(no_key=True).get(pk=post.pk)
    if any(held.post_id == post.pk for held in by.posts):
        raise NotAllowed(_("Nobody approves their own look."))
    return person, acting
