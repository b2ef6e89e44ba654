"""The secretary's direct line on the resident's form: which levels there are, and who is meant."""

from dataclasses import dataclass

from django.http import HttpRequest

from mulin.catalogue.kinds import Door
from mulin.people.access import Actor
from mulin.people.models import Post
from mulin.people.queries import levels_held, secretaries_of, written_to
from mulin.places.models import Area
from mulin.surfaces.resident.persons import community_of, home_of
from mulin.surfaces.resident.spots import Spot


@dataclass(frozen=True)
class Choice:
    """A level as the form offers it; the post's own name once the place is known."""

    level: str
    label: str
    post: str
    chosen: bool


def line_of(request: HttpRequest, actor: Actor, spot: Spot) -> tuple[Area | None, int | None]:
    """The ground whose secretaries are meant: where the matter lies, else the reporter's home."""
    if spot.place.area is not None:
        return spot.place.area, spot.place.compound_id
    home = home_of(actor)
    if home is not None:
        return home.entrance.building.area, home.entrance.building.compound_id
    return community_of(request, None), None


def addressee(request: HttpRequest, actor: Actor, door: str, spot: Spot, level: str) -> Post | None:
    """Whom the form writes to; BadInput when nobody holds that level there."""
    if door != Door.SECRETARY:
        return None
    area, compound_id = line_of(request, actor, spot)
    return written_to(level, secretaries_of(area, compound_id), placed=area is not None)


def choices(request: HttpRequest, actor: Actor, door: str, spot: Spot, level: str) -> list[Choice]:
    """The levels that the place has and that somebody holds; of an unknown place those held anywhere."""
    if door != Door.SECRETARY:
        return []
    area, compound_id = line_of(request, actor, spot)
    held = secretaries_of(area, compound_id) if area is not None else {}
    levels = list(held) or ([] if area is not None else levels_held())
    first = level if level in levels else "community" if "community" in levels else next(iter(levels), "")
    return [
        Choice(one.value, str(one.label), held[one].name if one in held else "", one == first)
        for one in levels
    ]
