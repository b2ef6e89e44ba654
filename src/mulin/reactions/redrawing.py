"""Areas were split, merged, moved or retired: posts, duties, cases, rounds, things, campaigns and tours go with the ground."""

from mulin.campaigns.actions import follow_ground as campaigns
from mulin.care.actions import follow_ground as care
from mulin.cases.actions.place import place
from mulin.cases.kinds import OPEN
from mulin.cases.models import Case
from mulin.catalogue.actions.inherit_duties import inherit_duties
from mulin.diary.actions import follow_ground as diary
from mulin.people.access import Actor
from mulin.people.actions.carry_scopes import carry_scopes
from mulin.places.models import Area
from mulin.places.queries import heir_at, successors
from mulin.rounds.actions import follow_ground as rounds
from mulin.things.actions import follow_ground as things
from mulin.tours.actions import follow_ground as tours
from mulin.trail.models import Event

REDRAWER = Actor.system("redrawing")


def carry_over(event: Event) -> None:
    """After a split or merger: rights and duties to the successors, each open case to where it lies now."""
    area = Area.objects.get(pk=event.subject_id)
    carry_scopes(area, by=REDRAWER)
    inherit_duties(area, successors=[heir.area for heir in successors(area)], by=REDRAWER)
    follow_ground(event)


def follow_ground(event: Event) -> None:
    """What stands in the area, or below it, takes the line that its place has now."""
    area = Area.objects.get(pk=event.subject_id)
    for case in Case.objects.filter(area=area, state__in=sorted(OPEN)):
        _follow(case, heir_at(area, case.lng, case.lat))
    below = Case.objects.filter(**{area.lineage_column: area.pk}, state__in=sorted(OPEN)).exclude(area=area)
    for case in below.select_related("area"):
        if case.area is not None:
            _follow(case, case.area)
    things.follow_ground(area, by=REDRAWER)
    rounds.follow_ground(area, by=REDRAWER)
    campaigns.follow_ground(area, by=REDRAWER)
    diary.follow_ground(area, by=REDRAWER)
    tours.follow_ground(area, by=REDRAWER)
    care.follow_ground(area)


def _follow(case: Case, area: Area) -> None:
    if case.area_id != area.pk or case.lineage() != area.lineage():
        place(case, area=area, by=REDRAWER)
