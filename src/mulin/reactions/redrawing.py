"""Areas were split, merged or moved: posts, duties and open cases go over to the successors."""

from mulin.cases.actions.place import place
from mulin.cases.kinds import OPEN
from mulin.cases.models import Case
from mulin.catalogue.actions.inherit_duties import inherit_duties
from mulin.lib.errors import NotFound
from mulin.people.access import Actor
from mulin.people.actions.carry_scopes import carry_scopes
from mulin.places.models import Area
from mulin.places.queries import locate, successor_of, successors
from mulin.trail.models import Event

REDRAWER = Actor.system("redrawing")


def carry_over(event: Event) -> None:
    """After a split or merger: rights and duties to the successors, each open case to where it lies now."""
    area = Area.objects.get(pk=event.subject_id)
    carry_scopes(area, by=REDRAWER)
    inherit_duties(area, successors=[heir.area for heir in successors(area)], by=REDRAWER)
    for case in Case.objects.filter(area=area, state__in=sorted(OPEN)):
        place(case, area=_heir(case, area), by=REDRAWER)


def _heir(case: Case, area: Area) -> Area:
    here: list[int] = []
    if case.lng is not None and case.lat is not None:
        found = locate(case.lng, case.lat)
        here = [each.pk for each in found.chain]
    return successor_of(area, here)


def follow_move(event: Event) -> None:
    """After a move the area is the same, but what lies above it is not: open cases below take the new line."""
    area = Area.objects.get(pk=event.subject_id)
    column = next(iter(name for name, pk in area.lineage().items() if pk == area.pk), None)
    if column is None:
        raise NotFound
    for case in Case.objects.filter(**{column: area.pk}, state__in=sorted(OPEN)).select_related("area"):
        if case.area is not None and case.lineage() != case.area.lineage():
            place(case, area=case.area, by=REDRAWER)
