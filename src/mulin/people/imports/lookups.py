"""Finding what a cell names; each miss is told with the field."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from mulin.lib.errors import BadInput, NotFound
from mulin.people.models import Organisation, Post
from mulin.places.kinds import Rank
from mulin.places.models import Area, Building, Compound, Household
from mulin.places.queries import area_by_code


def area_of(code: str, field: str) -> Area:
    try:
        return area_by_code(code)
    except NotFound as miss:
        raise BadInput(fields={field: miss.message}) from miss


def compound_of(code: str, field: str) -> Compound:
    compound = Compound.objects.filter(code=code).first()
    if compound is None:
        raise BadInput(fields={field: _("There is no compound with the code %(code)s.") % {"code": code}})
    return compound


def organisation_of(code: str, field: str) -> Organisation:
    found = Organisation.objects.select_related("area").filter(code=code).first()
    if found is None:
        raise BadInput(fields={field: _("There is no organisation with the code %(code)s.") % {"code": code}})
    return found


def organisation_called(said: str, field: str) -> Organisation:
    """By its code, or by its name where only one at work is called so: what people choose from a list."""
    named = Organisation.objects.filter(name=said, closed_on=None)[:2]
    return named[0] if len(named) == 1 else organisation_of(said, field)


def post_of(code: str, field: str) -> Post:
    post = Post.objects.select_related("role", "organisation").filter(code=code).first()
    if post is None:
        raise BadInput(fields={field: _("There is no post with the code %(code)s.") % {"code": code}})
    return post


def building_of(grid: Area, name: str) -> Building | None:
    """By name in the grid, or by its number there."""
    buildings = (
        Building.objects.filter(grid_id=grid.pk)
        if grid.rank == Rank.GRID
        else Building.objects.filter(area=grid)
    )
    found = list(buildings.filter(name=name)[:2]) or list(buildings.filter(number=name)[:2])
    if len(found) > 1:
        message = _("Several buildings of this grid are called %(name)s: use the number.")
        raise BadInput(fields={"building": message % {"name": name}})
    return found[0] if found else None


def household_of(grid: str, building: str, entrance: str, door: str) -> Household:
    area = area_of(grid, "grid")
    found = building_of(area, building)
    if found is None:
        message = _("There is no building %(name)s in this grid: import the households first.")
        raise BadInput(fields={"building": message % {"name": building}})
    doors = Household.objects.select_related("entrance__building")
    home = doors.filter(entrance__building=found, entrance__name=entrance, door=door).first()
    if home is None:
        raise BadInput(fields={"door": _("There is no such door: import the households first.")})
    return home


def doors_of(grid: str, building: str, entrance: str, doors: Sequence[str]) -> list[Household]:
    """The doors named of a building, those of one entrance or all of them when none is named."""
    found = building_of(area_of(grid, "grid"), building)
    if found is None:
        message = _("There is no building %(name)s in this grid: import the households first.")
        raise BadInput(fields={"building": message % {"name": building}})
    rows = Household.objects.filter(entrance__building=found, valid_to=None).order_by("pk")
    if entrance:
        rows = rows.filter(entrance__name=entrance)
    homes = list(rows.filter(door__in=doors) if doors else rows)
    missing = sorted(set(doors) - {home.door for home in homes})
    if missing or not homes:
        raise BadInput(fields={"door": _("There is no such door: %(doors)s") % {"doors": "、".join(missing)}})
    return homes
