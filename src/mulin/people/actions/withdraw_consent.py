"""Withdraw consent, effective at once, with whatever rested on it."""

from collections import defaultdict
from collections.abc import Callable

from django.db import transaction

from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.actions.record_consent import speaking_for
from mulin.people.models import Consent, Person
from mulin.trail.record import record

Follower = Callable[[Person, Actor], None]
_followers: defaultdict[str, list[Follower]] = defaultdict(list)


def after(purpose: str, follower: Follower) -> None:
    """Called once from a room's AppConfig.ready: what rests on a consent ends in the same transaction."""
    if follower not in _followers[purpose]:
        _followers[purpose].append(follower)


def end_with(person: Person, purpose: str, by: Actor) -> None:
    """End what rests on the person's consent to the purpose."""
    for follower in _followers[purpose]:
        follower(person, by)


@transaction.atomic
def withdraw_consent(person: Person, *, purpose: str, by: Actor) -> Person:
    """Nothing given, nothing to withdraw: harmless."""
    acting = speaking_for(person, by)
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    open_one = Consent.objects.filter(person=person, purpose=purpose, withdrawn=None)
    if open_one.update(withdrawn=clock.now()):
        record("person.withdrew", person, by=acting, fields={"purpose": str(purpose)})
        end_with(person, purpose, acting)
    return person
