"""What was said and shown of a finding or at a stop is erased, words with their salt; the history still verifies."""

from uuid import UUID

from django.db import transaction

from mulin.files.actions.remove import remove
from mulin.files.queries import photos_of
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.tours.access import keeper
from mulin.tours.actions.turn import locked, locked_finding, said_of, told
from mulin.tours.models import Finding, Reply, TourStop
from mulin.trail.models import Event


@transaction.atomic
def erase_finding(finding: Finding, *, by: Actor) -> Finding:
    """The finding stands without a word or a photo; again changes nothing."""
    found = locked_finding(finding)
    acting = keeper(by, found.tour)
    _unshow("tourfinding", found.pk, acting)
    if found.erased_at is not None:
        return found
    moment = clock.now()
    found.text, found.salt, found.erased_at = None, None, moment
    Reply.objects.filter(finding=found).update(text=None, salt=None, erased_at=moment)
    return said_of(found, "erased", "text", "salt", "erased_at", by=acting, was=found.state)


@transaction.atomic
def erase_reply(reply: Reply, *, by: Actor) -> Reply:
    """The finding stays as it was told, answered without a word; again changes nothing."""
    found = locked_finding(reply.finding)
    acting = keeper(by, found.tour)
    reply = Reply.objects.get(pk=reply.pk)
    if reply.erased_at is not None:
        return reply
    reply.text, reply.salt, reply.erased_at = None, None, clock.now()
    reply.save(update_fields=["text", "salt", "erased_at"])
    said_of(found, "erased", by=acting, was=found.state, facts={"reply": str(reply.pk)})
    return reply


@transaction.atomic
def erase_stop(stop: TourStop, *, by: Actor) -> TourStop:
    """What was said and shown of a stop as a whole goes; that it was looked at, and its findings, stay."""
    tour = locked(stop.tour)
    acting = keeper(by, tour)
    stop.refresh_from_db()
    shown = _unshow("tourstop", stop.pk, acting)
    if stop.erased_at is not None or not (stop.text or shown):
        return stop
    stop.text, stop.salt, stop.erased_at = None, None, clock.now()
    stop.save(update_fields=["text", "salt", "erased_at"])
    told(tour, "erased", by=acting, facts={"stop": str(stop.pk)})
    return stop


def _unshow(kind: str, owner: UUID, by: Actor) -> int:
    photos = list(photos_of(kind, owner))
    for photo in photos:
        remove(photo, by=by)
    return len(photos)


@transaction.atomic
def forget_person(person_id: int, *, by: Actor) -> None:
    """What the person wrote down or answered on tours goes with their data, with the photos beside it."""
    for finding in Finding.objects.filter(by_person_id=person_id).order_by("pk"):
        erase_finding(finding, by=by)
    answers = Reply.objects.filter(by_person_id=person_id, erased_at=None)
    for reply in answers.select_related("finding").order_by("pk"):
        erase_reply(reply, by=by)
    looks = Event.objects.filter(verb="tour.looked", person_id=person_id).order_by("pk")
    stops = [data["stop"] for data in looks.values_list("data", flat=True)]
    for stop in TourStop.objects.filter(pk__in=stops).select_related("tour").order_by("pk"):
        erase_stop(stop, by=by)
