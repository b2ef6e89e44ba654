"""Who may see tours: who keeps or leads them, who was drawn, the shop that is to answer; all, once published."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from mulin.files.models import Attachment
from mulin.lib import clock
from mulin.lib.actor import ActorLike
from mulin.lib.errors import NotAllowed, NotFound
from mulin.people.access import Actor, require, within
from mulin.people.kinds import Duty
from mulin.tours.kinds import SPENT, SeatState, TourState
from mulin.tours.models import Finding, Representative, Seat, Tour, TourStop

STAFF = (Duty.TOUR_KEEP, Duty.TOUR_LEAD)


def _staff(actor: Actor, prefix: str = "", *duties: Duty) -> Q:
    reach = Q(pk__in=[])
    for duty in duties or STAFF:
        reach |= within(actor, duty, prefix)
    return reach


def visible_to(actor: Actor) -> QuerySet[Tour]:
    """Tours of the ground where the actor keeps or leads them, and those the actor's post leads."""
    if actor.part:
        return Tour.objects.all()
    own = Q(lead_post_id__in=[post.post_id for post in actor.posts_with(Duty.TOUR_LEAD)])
    return Tour.objects.filter(_staff(actor) | own)


def tour_for(actor: Actor, tour_id: UUID | str) -> Tour:
    """One tour the actor may see, or NotFound as for a stranger."""
    found = visible_to(actor).select_related("area", "checklist", "lead_post").filter(pk=tour_id).first()
    if found is None:
        raise NotFound
    return found


def stop_for(actor: Actor, stop_id: UUID | str) -> TourStop:
    """One stop of a tour that the actor leads, or NotFound."""
    found = TourStop.objects.select_related("tour__area").filter(pk=stop_id).first()
    if found is None or not leads(actor, tour_for(actor, found.tour_id)):
        raise NotFound
    return found


def keeps(actor: Actor, tour: Tour) -> bool:
    """Whether the actor may plan, draw and publish here."""
    return actor.reaches(Duty.TOUR_KEEP, tour.lineage())


def keeper(actor: Actor, tour: Tour) -> Actor:
    """The actor as the post that keeps tours here, or NotAllowed."""
    return require(actor, Duty.TOUR_KEEP, tour.lineage())


def leader(actor: Actor, tour: Tour) -> Actor:
    """The actor as the post that leads this tour, else as one that keeps tours here, or NotAllowed."""
    own = next((p for p in actor.posts_with(Duty.TOUR_LEAD) if p.post_id == tour.lead_post_id), None)
    return actor.acting(own) if own is not None else keeper(actor, tour)


def led_today(actor: Actor) -> QuerySet[Tour]:
    """Tours that the actor's own posts lead and that are to be gone on by tonight."""
    own = [post.post_id for post in actor.posts_with(Duty.TOUR_LEAD)]
    tonight = datetime.combine(clock.today() + timedelta(days=1), time(), clock.LOCAL)
    return Tour.objects.filter(lead_post_id__in=own, state=TourState.DRAWN, starts_at__lt=tonight)


def leads(actor: Actor, tour: Tour) -> bool:
    """Whether the actor may write down what is found."""
    try:
        leader(actor, tour)
    except NotAllowed:
        return False
    return True


def visible_representatives(actor: Actor) -> QuerySet[Representative]:
    """The register of the ground where the actor keeps it."""
    if actor.part:
        return Representative.objects.all()
    return Representative.objects.filter(_staff(actor, "", Duty.TOUR_KEEP))


def representative_for(actor: Actor, representative_id: UUID | str) -> Representative:
    """One term of the register, or NotFound."""
    rows = visible_representatives(actor).select_related("area", "person")
    found = rows.filter(pk=representative_id).first()
    if found is None:
        raise NotFound
    return found


def own_seats(actor: Actor) -> QuerySet[Seat]:
    """The tours for which somebody was drawn; who stands in reserve has not been asked yet."""
    if actor.person_id is None:
        return Seat.objects.none()
    rows = Seat.objects.filter(representative__person_id=actor.person_id)
    return rows.exclude(state=SeatState.RESERVE).select_related("tour__area", "representative")


def seat_for(actor: Actor, seat_id: UUID | str) -> Seat:
    """One's own seat, or one of a tour that one keeps."""
    found = Seat.objects.select_related("tour", "representative").filter(pk=seat_id).first()
    if found is None:
        raise NotFound
    own = actor.person_id is not None and found.representative.person_id == actor.person_id
    if not keeps(actor, found.tour) and not (own and found.state != SeatState.RESERVE):
        raise NotFound
    return found


def visible_findings(actor: Actor) -> QuerySet[Finding]:
    """What staff of the ground see, and what the actor's own organisation is to answer."""
    if actor.part:
        return Finding.objects.all()
    leading = Q(tour__lead_post_id__in=[post.post_id for post in actor.posts_with(Duty.TOUR_LEAD)])
    asked = Q(stop__organisation_id__in=actor.organisation_ids) if actor.organisation_ids else Q(pk__in=[])
    return Finding.objects.filter(_staff(actor) | leading | asked)


def finding_for(actor: Actor, finding_id: UUID | str) -> Finding:
    """One finding the actor may see, or NotFound."""
    rows = visible_findings(actor).select_related("tour__area", "stop__organisation", "item", "reply")
    found = rows.filter(pk=finding_id).first()
    if found is None:
        raise NotFound
    return found


def answering(actor: Actor, finding: Finding) -> tuple[Actor, bool]:
    """As which post the actor answers, and whether it is the asked organisation itself."""
    body = finding.stop.organisation_id
    if body is not None and not actor.part:
        own = next((post for post in actor.posts if post.organisation_id == body), None)
        if own is not None:
            return actor.acting(own), True
    return leader(actor, finding.tour), False


def published() -> QuerySet[Tour]:
    """What everybody may read."""
    return Tour.objects.exclude(published_at=None).exclude(state=TourState.CANCELLED)


def published_for(code: str) -> Tour:
    """A published tour by its public code; a draft does not exist."""
    found = published().select_related("area", "checklist").filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def was_there(actor: Actor, tour: Tour) -> bool:
    """Whether the actor has or had a place on this tour."""
    own = Q(representative__person_id=actor.person_id)
    return actor.person_id is not None and tour.seats.filter(own, state__in=sorted(SPENT)).exists()


def may_open(actor: ActorLike, attachment: Attachment) -> bool:
    """A photo opens with its tour; to everybody once it was found fit and the tour is published."""
    of_stop = attachment.owner_kind == "tourstop"
    model: type[TourStop | Finding] = TourStop if of_stop else Finding
    row = model.objects.select_related("tour").filter(pk=attachment.owner_id).first()
    if row is None:
        return False
    if isinstance(actor, Actor):
        if visible_to(actor).filter(pk=row.tour_id).exists() or was_there(actor, row.tour):
            return True
        if isinstance(row, Finding) and visible_findings(actor).filter(pk=row.pk).exists():
            return True
    return attachment.public_checked and row.tour.published_at is not None
