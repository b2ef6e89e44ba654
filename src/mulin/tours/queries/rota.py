"""The standing representatives of a ground, with the turns each has used up."""

from collections import defaultdict
from datetime import date

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from mulin.lib import clock
from mulin.people.kinds import Purpose
from mulin.people.models import Consent
from mulin.tours.kinds import SPENT, TourState
from mulin.tours.models import Representative, Seat, Tour
from mulin.tours.rules import Candidate, Place, floor_under, in_turn, turns_used


def standing(tour: Tour, on: date) -> QuerySet[Representative]:
    """Who speaks on the day for the community of the tour, or for a grid of it when the tour has no community."""
    return Representative.objects.filter(**_here(tour), during__contains=on, person__erased=None)


def called_off_before(tour: Tour) -> Tour | None:
    """The last tour drawn for from the same register, when it was called off."""
    drawn = Tour.objects.filter(**_here(tour), drawn_at__isnull=False).exclude(pk=tour.pk)
    last = drawn.order_by("-drawn_at", "-pk").first()
    return last if last is not None and last.state == TourState.CANCELLED else None


def _here(tour: Tour) -> dict[str, int | None]:
    column = "community_id" if tour.community_id is not None else tour.area.lineage_column
    return {column: getattr(tour, column)}


def candidates(tour: Tour) -> list[Candidate]:
    """Everybody who may be drawn, each person once however many terms they hold; two statements."""
    day = clock.local(tour.starts_at).date()
    found: dict[int, Representative] = {}
    for one in standing(tour, day).order_by("made_at", "pk"):
        found.setdefault(one.person_id, one)
    used = _used(tour, list(found))
    rows = []
    for person_id, one in found.items():
        turns, last = used.get(person_id, (0, None))
        rows.append(Candidate(str(one.pk), turns, last))
    return rows


def _used(tour: Tour, person_ids: list[int]) -> dict[int, tuple[int, date | None]]:
    """The turn each stands at, and the day of the last one; by what counts now of all that was drawn.

    Wherever they went: communities are cut and joined, and a person's turns stay their own.
    """
    most = Seat.objects.filter(tour=OuterRef("tour")).order_by("-turns").values("turns")[:1]
    seats = Seat.objects.filter(representative__person_id__in=person_ids, state__in=sorted(SPENT))
    seats = seats.exclude(tour=tour).exclude(tour__state=TourState.CANCELLED).annotate(most=Subquery(most))
    rows = seats.order_by("tour__drawn_at", "tour_id").values_list(
        "representative__person_id", "most", "tour__starts_at"
    )
    floors: dict[int, list[int]] = defaultdict(list)
    last: dict[int, date] = {}
    for person, stood, at in rows:
        floors[person].append(floor_under(stood))
        last[person] = max(last.get(person, date.min), clock.local(at).date())
    return {person: (turns_used(found), last[person]) for person, found in floors.items()}


def drawn_again(tour: Tour) -> list[Place]:
    """The draw done once more from what is kept of it, for whoever checks."""
    rows = tour.seats.values_list("representative_id", "turns", "last_on")
    return in_turn([Candidate(str(one), turns, last) for one, turns, last in rows], tour.seed)


def publishes_name(person_ids: list[int]) -> set[int]:
    """Who agreed that their name, masked, may stand on a public page."""
    day = clock.today()
    agreed = Consent.objects.filter(person_id__in=person_ids, purpose=Purpose.PUBLISH, withdrawn=None)
    return set(agreed.filter(Q(until=None) | Q(until__gte=day)).values_list("person_id", flat=True))


def times_gone(person_ids: list[int]) -> dict[int, tuple[int, date]]:
    """How often each went and when last, as the register shows it."""
    rows = Seat.objects.filter(representative__person_id__in=person_ids, state__in=sorted(SPENT))
    rows = rows.exclude(tour__state=TourState.CANCELLED)
    told = rows.values_list("representative__person_id").annotate(
        count=Count("pk"), last=Max("tour__starts_at")
    )
    return {person: (count, clock.local(last).date()) for person, count, last in told.order_by()}
