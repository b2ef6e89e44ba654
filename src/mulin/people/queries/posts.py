"""Who holds a post, who is on duty, who answers for an area or a household."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from mulin.lib import clock
from mulin.people.kinds import TeamPart
from mulin.people.models import Deputy, HouseholdCharge, Person, Post, Scope, Shift, TeamMember, Tenure
from mulin.places.kinds import Rank
from mulin.places.models import Area, Household
from mulin.places.rules import LINEAGE

CHAIN: dict[Rank, tuple[str, ...]] = {
    Rank.MICRO_GRID: ("micro_grid_worker",),
    Rank.GRID: ("grid_worker", "grid_head"),
    Rank.COMMUNITY: ("community_dispatcher", "community_secretary"),
    Rank.STREET: ("street_dispatcher", "street_leader"),
    Rank.DISTRICT: ("district_dispatcher", "district_supervisor"),
}


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Somebody on watch now."""

    post_id: int
    code: str
    name: str
    role: str
    organisation_id: int | None
    phone: str
    person_id: int
    kind: str
    until: datetime
    rank: int


@dataclass(frozen=True, slots=True)
class ChainPost:
    """A post that answers for an area, and who acts in it today (a deputy before the holder)."""

    rank: Rank
    area_id: int
    post_id: int
    code: str
    name: str
    role: str
    organisation_id: int | None
    phone: str
    person_id: int | None


def open_posts(day: date) -> QuerySet[Post]:
    return Post.objects.filter(Q(closed_on=None) | Q(closed_on__gt=day))


def vacant_posts(at: date | None = None) -> QuerySet[Post]:
    """Open posts that nobody holds on the day and in which nobody stands in."""
    day = at or clock.today()
    found = open_posts(day)
    for model in (Tenure, Deputy):
        found = found.exclude(Exists(model.objects.filter(post_id=OuterRef("pk"), during__contains=day)))
    return found


def holders_of(post: Post, at: date | None = None) -> list[Person]:
    """Everybody who holds the post on the day."""
    day = at or clock.today()
    tenures = Tenure.objects.filter(post=post, during__contains=day).select_related("person").order_by("pk")
    return [tenure.person for tenure in tenures]


def holder_of(post: Post, at: date | None = None) -> Person | None:
    """Who holds the post on the day, the longest holding where several do; deputies are not holders."""
    return next(iter(holders_of(post, at)), None)


def acting_in(post_ids: Collection[int], day: date) -> dict[int, int]:
    """The person who acts in each post on the day: the deputy, else the holder. Two statements."""
    found: dict[int, int] = {}
    for model in (Deputy, Tenure):
        rows = model.objects.filter(post_id__in=post_ids, during__contains=day).order_by("pk")
        for post_id, person_id in rows.values_list("post_id", "person_id"):
            found.setdefault(post_id, person_id)
    return found


def posts_for_duty(area_id: int | None, duty: str, *, rank: int | None = None) -> list[Post]:
    """The open posts whose own scope is that very area and that carry the duty; held ones first."""
    if area_id is None:
        return []
    scopes = _carrying(duty).filter(area_id=area_id)
    return [scope.post for scope in (scopes if rank is None else scopes.filter(area__rank=rank))]


def posts_along(area_ids: Sequence[int | None], duty: str) -> list[Post]:
    """The same for a line of areas, in their order, by one statement."""
    turn = {area_id: at for at, area_id in enumerate(area_ids) if area_id is not None}
    scopes = _carrying(duty).filter(area_id__in=turn)
    return [scope.post for scope in sorted(scopes, key=lambda scope: turn[scope.area_id or 0])]


def _carrying(duty: str) -> QuerySet[Scope]:
    """The scopes of open posts that carry the duty, those of held ones first."""
    day = clock.today()
    held = Tenure.objects.filter(post_id=OuterRef("post_id"), during__contains=day)
    carrying = Q(role__duties__contains=[str(duty)]) | Q(named_duties__contains=[str(duty)])
    scopes = Scope.objects.filter(post__in=open_posts(day).filter(carrying)).select_related("post")
    return scopes.annotate(is_held=Exists(held)).order_by("-is_held", "post__role__order", "post__code")


def on_duty(area: Area, at: datetime | None = None, role: str | None = None) -> list[OnDuty]:
    """Who is on the roster for the area at the moment, the nearest scope first."""
    moment = at or clock.now()
    ranks = _ranks(area)
    shifts = Shift.objects.filter(during__contains=moment).select_related("post")
    if role is not None:
        shifts = shifts.filter(post__role_id=role)
    watches = list(shifts.filter(post__in=_reaching(ranks)).order_by("pk"))
    nearest: dict[int, int] = {}
    for scope in Scope.objects.filter(post__in=[shift.post_id for shift in watches]):
        depth = int(ranks.get(scope.area_id or 0, 0))
        nearest[scope.post_id] = max(depth, nearest.get(scope.post_id, 0))
    found = [_watch(shift, nearest.get(shift.post_id, 0)) for shift in watches]
    return sorted(found, key=lambda watch: (-watch.rank, watch.code))


def _reaching(ranks: dict[int, Rank]) -> QuerySet[Post]:
    scopes = Scope.objects.filter(Q(area_id__in=ranks) | Q(everywhere=True))
    return Post.objects.filter(pk__in=scopes.values("post_id"))


def _watch(shift: Shift, rank: int) -> OnDuty:
    post = shift.post
    return OnDuty(
        post_id=post.pk,
        code=post.code,
        name=post.name,
        role=post.role_id,
        organisation_id=post.organisation_id,
        phone=post.phone,
        person_id=shift.person_id,
        kind=shift.kind,
        until=shift.during.upper,
        rank=rank,
    )


def responsible_for_household(household: Household, at: date | None = None) -> HouseholdCharge | None:
    """The charge, with its post and person, that names who answers for the household."""
    day = at or clock.today()
    charges = HouseholdCharge.objects.filter(household=household, during__contains=day)
    return charges.select_related("post__organisation", "person").first()


def responsible_chain(area: Area, at: date | None = None) -> list[ChainPost]:
    """The posts that answer for the area, from micro-grid to district: three statements."""
    day = at or clock.today()
    ranks = _ranks(area)
    roles = {role: (rank, order) for rank, names in CHAIN.items() for order, role in enumerate(names)}
    scopes = (
        Scope.objects.filter(area_id__in=ranks, post__role_id__in=roles)
        .filter(Q(post__closed_on=None) | Q(post__closed_on__gt=day))
        .select_related("post")
    )
    found = [scope for scope in scopes if ranks.get(scope.area_id or 0) == roles[scope.post.role_id][0]]
    acting = acting_in({scope.post_id for scope in found}, day)
    found.sort(key=lambda s: (-roles[s.post.role_id][0], roles[s.post.role_id][1], s.post.code))
    return [_chain_post(scope, ranks, acting) for scope in found]


def linking_post(area: Area) -> Post | None:
    """The linking member of the nearest team that answers for the area."""
    ranks = _ranks(area)
    members = TeamMember.objects.filter(
        part=TeamPart.LINKING, during__contains=clock.today(), team__area_id__in=ranks, team__closed_on=None
    )
    member = members.select_related("post").order_by("-team__area__rank", "pk").first()
    return member.post if member else None


def _chain_post(scope: Scope, ranks: dict[int, Rank], acting: dict[int, int]) -> ChainPost:
    post, area_id = scope.post, scope.area_id or 0
    return ChainPost(
        rank=ranks[area_id],
        area_id=area_id,
        post_id=post.pk,
        code=post.code,
        name=post.name,
        role=post.role_id,
        organisation_id=post.organisation_id,
        phone=post.phone,
        person_id=acting.get(post.pk),
    )


def _ranks(area: Area) -> dict[int, Rank]:
    """The areas the area lies in, itself included, by id."""
    columns: Iterable[tuple[Rank, str]] = LINEAGE.items()
    return {getattr(area, column): rank for rank, column in columns if getattr(area, column) is not None}
