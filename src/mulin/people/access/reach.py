"""How far an actor's duties reach, as a query and as a guard."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from enum import Enum

from django.db.models import Q

from mulin.lib.errors import NotAllowed
from mulin.people.access.actors import Actor
from mulin.people.kinds import MANAGING_DUTIES, Duty
from mulin.people.models import Post
from mulin.people.rules import Lineage
from mulin.places.models import Area, Building, Compound, Household
from mulin.places.rules import LINEAGE

NOTHING = Q(pk__in=[])
EVERYTHING = ~Q(pk__in=[])

Place = Area | Compound | Building | Household


class Everywhere(Enum):
    """The scope that is no place."""

    WHOLE = "everywhere"


EVERYWHERE = Everywhere.WHOLE


def lineage_of(place: Place | Everywhere) -> dict[str, int | None]:
    """The area columns of a place with the finer ones that apply; nothing for the whole installation."""
    if isinstance(place, Everywhere):
        return {}
    found: dict[str, int | None] = place.lineage()
    if isinstance(place, Compound):
        found["compound_id"] = place.pk
    elif isinstance(place, Building):
        found |= {"building_id": place.pk, "compound_id": place.compound_id}
    elif isinstance(place, Household):
        building = place.entrance.building
        found |= {
            "household_id": place.pk,
            "building_id": building.pk,
            "compound_id": building.compound_id,
        }
    return found


def require_one(by: Actor, duties: Sequence[str], *lineages: Lineage) -> Actor:
    """As `require`, by whichever of the duties gives it first."""
    for duty in duties:
        try:
            return require(by, duty, *lineages)
        except NotAllowed:
            continue
    raise NotAllowed


def require_grant(by: Actor, duties: Iterable[str], places: Sequence[Lineage]) -> Actor:
    """The actor as a post that may manage these places and hand out these duties there."""
    acting = require(by, Duty.POST_MANAGE, *places)
    for duty in MANAGING_DUTIES.intersection(duties):
        require(by, duty, *places)
    return acting


def lineages_of(post: Post) -> list[dict[str, int | None]]:
    """Where the post reaches; `{}`, the whole installation, when it has no scope or that one."""
    scopes = post.scopes.select_related("area", "compound", "building", "household__entrance__building")
    found = []
    for scope in scopes:
        place = scope.area or scope.compound or scope.building or scope.household
        found.append(lineage_of(place) if place is not None else {})
    return found or [{}]


def require(by: Actor, duty: str, *lineages: Lineage, organisation_id: int | None = None) -> Actor:
    """The actor as the post that gives the duty over all these places, or NotAllowed.

    The lineage `{}` is reached by whoever reaches everywhere, and by nobody else.
    """
    if by.part:
        return by
    if not all(by.reaches(duty, lineage) for lineage in lineages):
        raise NotAllowed
    acting = by.acting_for(duty, lineages[0] if lineages else None, organisation_id)
    if acting is None:
        raise NotAllowed
    return acting


def within(actor: Actor, duty: str, prefix: str = "", *, near: Collection[str] = ()) -> Q:
    """The rows that lie where the actor holds the duty, by their lineage columns behind `prefix`.

    `near` names the finer columns which the rows have: `compound_id`, `building_id`, `household_id`.
    """
    posts = actor.posts_with(duty)
    if actor.part or any(post.everywhere for post in posts):
        return EVERYTHING
    reach: defaultdict[str, set[int]] = defaultdict(set)
    for post in posts:
        for rank, area_id in post.area_scopes:
            reach[LINEAGE[rank]].add(area_id)
        for column, nearer in (
            ("compound_id", post.compound_ids),
            ("building_id", post.building_ids),
            ("household_id", post.household_ids),
        ):
            if column in near:
                reach[column].update(nearer)
    found = Q()
    for column, ids in reach.items():
        if ids:
            found |= Q(**{f"{prefix}{column}__in": sorted(ids)})
    return found or NOTHING
