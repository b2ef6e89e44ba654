"""The service card: who serves you here and how to reach them, nothing about who lives here."""

from dataclasses import dataclass

from django.db.models import Q

from mulin.lib import clock
from mulin.lib.masking import mask_name
from mulin.people.kinds import Purpose
from mulin.people.models import Consent, HouseholdCharge, Person, Post, Scope
from mulin.people.queries.posts import acting_in
from mulin.places.kinds import Rank
from mulin.places.models import Area, Building, Entrance, Household
from mulin.places.rules import LINEAGE

CARD_RANKS = (Rank.STREET, Rank.COMMUNITY, Rank.GRID, Rank.MICRO_GRID)
# Neighbours who serve: their whole name is on the card only when they agreed to it.
NEIGHBOURS = frozenset({"building_head", "volunteer"})


@dataclass(frozen=True, slots=True)
class CardLine:
    """One who serves; the phone is the post's or the office's, never the person's own."""

    role: str
    role_name: str
    post_id: int
    post_name: str
    name: str
    organisation: str
    phone: str


@dataclass(frozen=True, slots=True)
class ServiceCard:
    """Who serves here, from the grid outwards."""

    street: str
    community: str
    grid: str
    micro_grid: str
    compound: str
    building: str
    entrance: str
    community_phone: str
    lines: tuple[CardLine, ...]


@dataclass(frozen=True, slots=True)
class _Spot:
    lineage: dict[str, int | None]
    entrance: Entrance | None = None
    building: Building | None = None


def service_card(place: Entrance | Household | Building | Area) -> ServiceCard:
    """The card of an entrance, of a household (with its person in charge) or of a whole area."""
    spot = _spot(place)
    areas = {rank: spot.lineage[LINEAGE[rank]] or 0 for rank in CARD_RANKS}
    posts = _serving(spot, list(areas.values()), place)
    names = dict(Area.objects.filter(pk__in=list(areas.values())).values_list("pk", "name"))
    building = spot.building
    return ServiceCard(
        **{rank.name.lower(): names.get(areas[rank], "") for rank in CARD_RANKS},
        compound=building.compound.name if building and building.compound else "",
        building=building.name if building else "",
        entrance=spot.entrance.name if spot.entrance else "",
        community_phone=_community_phone(areas[Rank.COMMUNITY]),
        lines=tuple(_lines(posts)),
    )


def _spot(place: Entrance | Household | Building | Area) -> _Spot:
    if isinstance(place, Household):
        return _Spot(place.lineage(), place.entrance, place.entrance.building)
    if isinstance(place, Entrance):
        return _Spot(place.building.lineage(), place, place.building)
    if isinstance(place, Building):
        return _Spot(place.lineage(), None, place)
    return _Spot(place.lineage())


def _serving(spot: _Spot, areas: list[int], place: object) -> list[Post]:
    """Posts to be shown whose scope covers the place, and those in charge of its doors."""
    day = clock.today()
    reach = Q(area_id__in=areas)
    charged = HouseholdCharge.objects.filter(during__contains=day)
    if spot.building is not None:
        reach |= Q(building_id=spot.building.pk)
        if spot.building.compound_id is not None:
            reach |= Q(compound_id=spot.building.compound_id)
    shown = Q(pk__in=Scope.objects.filter(reach).values("post_id"), role__public=True)
    if isinstance(place, Household):
        shown |= Q(pk__in=charged.filter(household=place).values("post_id"))
    elif spot.entrance is not None:
        shown |= Q(pk__in=charged.filter(household__entrance=spot.entrance).values("post_id"))
    posts = Post.objects.filter(shown).filter(Q(closed_on=None) | Q(closed_on__gt=day))
    return list(posts.select_related("role", "organisation").order_by("role__order", "code"))


def _lines(posts: list[Post]) -> list[CardLine]:
    """A post that nobody holds is left out: it cannot be reached."""
    acting = acting_in({post.pk for post in posts}, clock.today())
    people = Person.objects.in_bulk(set(acting.values()))
    agreed = set(
        Consent.objects.filter(person__in=people, purpose=Purpose.PUBLISH, withdrawn=None)
        .filter(Q(until=None) | Q(until__gte=clock.today()))
        .values_list("person_id", flat=True)
    )
    return [
        CardLine(
            role=post.role_id,
            role_name=post.role.name,
            post_id=post.pk,
            post_name=post.name,
            name=_shown_name(post, people[acting[post.pk]], agreed),
            organisation=post.organisation.name if post.organisation else "",
            phone=post.phone or (post.organisation.phone if post.organisation else ""),
        )
        for post in posts
        if post.pk in acting
    ]


def _shown_name(post: Post, person: Person, agreed: set[int]) -> str:
    name = person.name or ""
    return mask_name(name) if post.role_id in NEIGHBOURS and person.pk not in agreed else name


def _community_phone(community_id: int) -> str:
    from_office = Area.objects.filter(pk=community_id, organisations__kind="community")
    return (
        from_office.values_list("organisations__phone", flat=True).exclude(organisations__phone="").first()
        or ""
    )
