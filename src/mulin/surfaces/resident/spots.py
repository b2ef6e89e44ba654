"""Where a resident says it is: the card at the door, a point, or words."""

from dataclasses import dataclass

from mulin.cases.actions.report import Place
from mulin.lib.errors import BadInput, NotFound
from mulin.places.kinds import Rank
from mulin.places.models import Area, Building, Compound, Entrance, Household
from mulin.places.queries import find_by_words, locate, nearest_building


@dataclass(frozen=True)
class Spot:
    """A place to report with, and what it is called in words."""

    place: Place
    names: tuple[str, ...] = ()
    building: Building | None = None

    @property
    def name(self) -> str:
        """柳桥社区 第1网格 柳桥苑1号楼; worked out only where it is shown."""
        return " ".join([*self.names, *([building_name(self.building)] if self.building else [])])

    @property
    def known(self) -> bool:
        """Whether anything at all says where it is."""
        place = self.place
        return bool(place.area or place.address or place.lng is not None)


def entrance_by_code(code: str) -> Entrance:
    """The entrance whose card carries the code, or NotFound."""
    found = (
        Entrance.objects.select_related("building__area", "building__compound").filter(card_code=code).first()
    )
    if found is None:
        raise NotFound
    return found


def spot_of(at: str, lng: float | None, lat: float | None, address: str, text: str = "") -> Spot:
    """The point wins over the card, the card over words: it is the latest that was said."""
    if lng is not None and lat is not None:
        return point(lng, lat, address)
    if at:
        entrance = Entrance.objects.select_related("building__area").filter(card_code=at[:32]).first()
        if entrance is not None:
            return at_entrance(entrance, address)
    return in_words(address, text)


def point(lng: float, lat: float, address: str = "") -> Spot:
    """The areas that hold the point, and the building beside it."""
    try:
        located = locate(lng, lat)
    except BadInput as refusal:
        raise BadInput(fields={"address": next(iter(refusal.fields.values()))}) from refusal
    building = nearest_building(lng, lat)
    names = tuple(area.name for area in located.chain if area.rank >= Rank.COMMUNITY)
    place = Place(
        lng=lng,
        lat=lat,
        address=address,
        area=located.area,
        building_id=building.pk if building else None,
        compound_id=building.compound_id if building else None,
    )
    return Spot(place, names, building)


def at_entrance(entrance: Entrance, address: str = "") -> Spot:
    """The door whose card was read."""
    building = entrance.building
    name = f"{building_name(building)}{entrance.name}"
    place = Place(
        lng=building.lng,
        lat=building.lat,
        address=address or name,
        area=building.area,
        compound_id=building.compound_id,
        building_id=building.pk,
        entrance_id=entrance.pk,
    )
    return Spot(place, (name,))


def at_home(home: Household) -> Spot:
    """The resident's own house, without the door."""
    return at_entrance(home.entrance)


def in_words(address: str, text: str = "") -> Spot:
    """The place named in the address, else in the text."""
    found = find_by_words(f"{address} {text}"[:2000])
    named = found[0][0] if found else None
    if isinstance(named, Building):
        place = Place(
            area=named.area, building_id=named.pk, compound_id=named.compound_id, address=address,
            lng=named.lng, lat=named.lat,
        )  # fmt: skip
        return Spot(place, (), named)
    if isinstance(named, Compound):
        grid = named.grids.order_by("code").first()
        return Spot(Place(area=grid or named.area, compound_id=named.pk, address=address), (named.name,))
    if isinstance(named, Area):
        return Spot(Place(area=named, address=address), (named.name,))
    return Spot(Place(address=address))


def building_name(building: Building) -> str:
    """The compound and the house: 柳桥苑1号楼."""
    compound = building.compound.name if building.compound else ""
    return building.name if building.name.startswith(compound) else f"{compound}{building.name}"
