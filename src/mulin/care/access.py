"""Who may see an entry: posts named for care there, while the consent lasts; and the person's own people."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from mulin.care.models import Alert, Entry, Opening
from mulin.files.models import Attachment
from mulin.lib import clock
from mulin.lib.actor import ActorLike
from mulin.lib.errors import NotAllowed, NotFound
from mulin.people.access import Actor, agreed, within
from mulin.people.kinds import Duty, Purpose
from mulin.people.models import Delegate

NEAR = ("compound_id", "building_id", "household_id")


def living() -> QuerySet[Entry]:
    """Entries that stand on a consent in force."""
    return Entry.objects.filter(agreed(Purpose.CARE), ended_at=None)


def visible_entries(actor: Actor) -> QuerySet[Entry]:
    """What the actor's named posts open; rank and tree open nothing."""
    if actor.part:
        return living()
    posts = [post.post_id for post in actor.posts_with(Duty.CARE_SEE)]
    if not posts:
        return Entry.objects.none()
    named = Q(only_post_ids=[]) | Q(only_post_ids__overlap=posts)
    return living().filter(within(actor, Duty.CARE_SEE, near=NEAR), named)


def entry_for(actor: Actor, entry_id: UUID) -> Entry:
    """One entry the actor may see, or NotFound as for a stranger."""
    entry = visible_entries(actor).filter(pk=entry_id).select_related("person", "household").first()
    if entry is None:
        raise NotFound
    return entry


def place_of(entry: Entry) -> dict[str, int | None]:
    """Where it is, as posts' scopes are asked about it."""
    finer = {"compound_id": entry.compound_id, "building_id": entry.building_id}
    return {**entry.lineage(), **finer, "household_id": entry.household_id}


def acting_on(actor: Actor, entry: Entry) -> Actor:
    """The actor as the post that opens the entry; NotAllowed when none does."""
    if actor.part:
        return actor
    posts: Sequence[int] = entry.only_post_ids
    wanted = [p for p in actor.posts_with(Duty.CARE_SEE) if not posts or p.post_id in posts]
    near = [post for post in wanted if post.depth(place_of(entry)) is not None]
    if not near or entry.ended_at is not None:
        raise NotAllowed
    return actor.acting(max(near, key=lambda post: post.depth(place_of(entry)) or 0))


def own_entries(actor: Actor) -> QuerySet[Entry]:
    """The person's own, and a guardian's ward's; other delegates read who looked, and nothing else."""
    if actor.person_id is None:
        return Entry.objects.none()
    guarded = Delegate.objects.filter(delegate_id=actor.person_id, guardian=True, ended=None)
    named = guarded.values("person_id")
    return living().filter(Q(person_id=actor.person_id) | Q(person_id__in=named))


def own_entry_for(actor: Actor, entry_id: UUID) -> Entry:
    """One's own entry or a ward's, or NotFound."""
    entry = own_entries(actor).filter(pk=entry_id).select_related("person", "household").first()
    if entry is None:
        raise NotFound
    return entry


def visible_alerts(actor: Actor) -> QuerySet[Alert]:
    """Alerts of entries the actor may see."""
    return Alert.objects.filter(entry__in=visible_entries(actor))


def alert_for(actor: Actor, alert_id: UUID) -> Alert:
    """One alert of an entry the actor may see, or NotFound."""
    found = visible_alerts(actor).filter(pk=alert_id)
    alert = found.select_related("entry__person", "entry__household").first()
    if alert is None:
        raise NotFound
    return alert


def opened(actor: ActorLike, entry_id: UUID | str) -> Opening | None:
    """What the actor has opened of it and may still read."""
    if actor.person_id is None:
        return None
    mine = Opening.objects.filter(entry_id=entry_id, by_person_id=actor.person_id, until__gt=clock.now())
    return mine.order_by("-until").first()


def may_open(actor: ActorLike, attachment: Attachment) -> bool:
    """A scan opens only within an opening that names it."""
    if not isinstance(actor, Actor):
        return False
    now_open = opened(actor, attachment.owner_id)
    if now_open is None or "scan" not in now_open.parts:
        return False
    return visible_entries(actor).filter(pk=attachment.owner_id).exists()
