"""Cases that a journey finds already reported."""

from mulin.cases.actions.report import People, Place, report
from mulin.cases.models import Case
from tests.support.cast import Town


def reported(town: Town, kind: str, text: str) -> Case:
    """By the town's resident, at their own house."""
    lng, lat = town.spot
    case, _new = report(
        by=town.actor("resident"),
        door="resident",
        text=text,
        kind=town.kind(kind),
        place=Place(lng=lng, lat=lat, address="柳桥苑1号楼", building_id=town.building.pk),
        people=People(reporter=town.person("resident")),
    )
    return case
