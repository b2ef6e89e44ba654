"""What follows from residents' tours: who was drawn is told, the shop is told, a missing answer is told to the head."""

from mulin.lib import clock
from mulin.notices.actions.tell import tell
from mulin.notices.kinds import Template
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.people.models import Post
from mulin.reactions.nearest import acting, nearest
from mulin.tours.actions.name_representative import end_term
from mulin.tours.kinds import GOING, FindingState, SeatState, TourState
from mulin.tours.models import Finding, Representative, Seat, Tour
from mulin.trail.models import Event

OWN_PAGE = "/me/tours/"


def _said(tour: Tour) -> dict[str, str]:
    return {"number": f"{clock.local(tour.starts_at):%m-%d %H:%M}", "title": tour.title}


def tell_drawn(event: Event) -> None:
    """The first of the rota; who was asked since instead of one of them is told by that event."""
    tour = Tour.objects.get(pk=event.subject_id)
    first = tour.seats.filter(state=SeatState.ASKED, position__lte=tour.size)
    asked = first.values_list("representative__person_id", flat=True)
    if tour.state == TourState.DRAWN:
        _tell(event, tour, list(asked), Template.TOUR_ASKED)


def tell_instead(event: Event) -> None:
    """Who was asked instead of somebody who cannot come."""
    instead = event.data.get("instead")
    seat = (
        Seat.objects.select_related("tour", "representative").filter(pk=instead).first() if instead else None
    )
    if seat is not None and seat.state in GOING:
        _tell(event, seat.tour, [seat.representative.person_id], Template.TOUR_ASKED)


def tell_called_off(event: Event) -> None:
    """Those who were to go need not."""
    tour = Tour.objects.get(pk=event.subject_id)
    going = tour.seats.filter(state__in=sorted(GOING)).values_list("representative__person_id", flat=True)
    _tell(event, tour, list(going), Template.TOUR_OFF)


def _tell(event: Event, tour: Tour, people: list[int], template: Template) -> None:
    tell(people, template, event_id=event.pk, params=_said(tour), link=OWN_PAGE, outside=True)


def tell_shop(event: Event) -> None:
    """The organisation that is to answer, where it has posts here; others are told at the door and by the desk."""
    finding = Finding.objects.select_related("tour", "stop").get(pk=event.subject_id)
    body = finding.stop.organisation_id
    if body is None or finding.state != FindingState.AWAITED:
        return
    posts = Post.objects.filter(organisation_id=body, closed_on=None).values_list("pk", flat=True)
    _tell_of(event, finding, acting(posts), Template.TOUR_FOUND)


def tell_unanswered(event: Event) -> None:
    """A finding without answer, to those who keep tours nearest to the ground."""
    finding = Finding.objects.select_related("tour").get(pk=event.subject_id)
    _tell_of(event, finding, nearest(finding, Duty.TOUR_KEEP), Template.TOUR_LATE)


def tell_coming(event: Event) -> None:
    """One that came by itself waits for its draw."""
    tour = Tour.objects.get(pk=event.subject_id)
    if tour.follows_id is not None:
        _tell_keepers(event, tour, Template.TOUR_NEXT)


def tell_stopped(event: Event) -> None:
    """It should have come again and cannot."""
    _tell_keepers(event, Tour.objects.get(pk=event.subject_id), Template.TOUR_STOPPED)


def _tell_keepers(event: Event, tour: Tour, template: Template) -> None:
    link = f"/desk/tours/{tour.pk}/"
    tell(nearest(tour, Duty.TOUR_KEEP), template, event_id=event.pk, params=_said(tour), link=link)


def _tell_of(event: Event, finding: Finding, people: set[int], template: Template) -> None:
    said = {"number": finding.reply_by.isoformat(), "title": finding.tour.title}
    link = f"/desk/tours/findings/{finding.pk}/"
    tell(people, template, event_id=event.pk, params=said, link=link)


def stand_down(event: Event) -> None:
    """Whose data were erased represents nobody any more."""
    terms = Representative.objects.filter(person_id=int(event.subject_id), during__contains=clock.today())
    for term in terms:
        end_term(term, by=Actor.system("touring"))
