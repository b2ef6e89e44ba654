"""The ground was redrawn: standing representatives, tours to come and findings that wait go with it."""

from django.db import transaction
from django.db.models import QuerySet

from mulin.lib import clock
from mulin.people.access import Actor
from mulin.places.models import Area
from mulin.places.queries import heirs, line_of
from mulin.tours.actions.turn import told
from mulin.tours.kinds import FindingState, TourState
from mulin.tours.models import Finding, Representative, Tour
from mulin.trail.record import record

OPEN = (TourState.PLANNED, TourState.DRAWN)


@transaction.atomic
def follow_ground(area: Area, *, by: Actor) -> list[Tour]:
    """The tours that now stand elsewhere; run again, none. What has ended keeps the ground it ended on."""
    found = []
    for heir in heirs(area)[:1]:
        found = list(Tour.objects.select_for_update().filter(area=area, state__in=OPEN).order_by("pk"))
        for tour in found:
            tour.area = heir
            tour.take_lineage(heir)
            facts = {"from": area.pk, "to": heir.pk}
            told(tour, "followed", "area", *tour.lineage(), by=by, facts=facts, quiet=True)
        _terms(area, heir, by)
    here = {area.lineage_column: area.pk}
    _unended().filter(**here).exclude(area__valid_to__isnull=False).update(**line_of(Area, "area_id"))
    Tour.objects.filter(state__in=OPEN, **here).exclude(area__valid_to__isnull=False).update(
        **line_of(Area, "area_id")
    )
    Finding.objects.filter(state=FindingState.AWAITED, **here).update(**line_of(Tour, "tour_id"))
    return found


def _unended() -> QuerySet[Representative]:
    """Terms of today, and those that are still to begin."""
    return Representative.objects.exclude(during__fully_lt=(clock.today(), None))


def _terms(area: Area, heir: Area, by: Actor) -> None:
    """Who stood for both parts of what is now one has one term there; the other stays with the old area."""
    standing = _unended().select_for_update(of=("self",)).filter(area=area)
    for term in standing.order_by("pk"):
        same = Representative.objects.filter(area=heir, person_id=term.person_id, during__overlap=term.during)
        if same.exists():
            continue
        term.area = heir
        term.take_lineage(heir)
        term.save(update_fields=["area", *term.lineage()])
        facts = {"from": area.pk, "to": heir.pk}
        record("representative.followed", term, by=by, fields=facts, quiet=True)
