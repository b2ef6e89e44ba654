"""Targets are put on the list of a campaign: doors of an area or compound, or drafts from a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from mulin.campaigns.kinds import CampaignState, Move, TargetState
from mulin.campaigns.models import Campaign, Target
from mulin.campaigns.rules import clean
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotFound, WrongState
from mulin.people.access import Actor, require
from mulin.people.kinds import Duty
from mulin.people.models import HouseholdCharge, Post
from mulin.people.queries import posts_for_duty
from mulin.places.models import Area, Household
from mulin.places.rules import LINEAGE
from mulin.trail.models import Event
from mulin.trail.record import build

MOST = 3000


@dataclass(frozen=True)
class Draft:
    """One line of a list: a shop or a thing, with where it is."""

    label: str
    area: Area
    address: str = ""
    post: Post | None = None
    lng: float | None = None
    lat: float | None = None


@dataclass
class _Nearest:
    """The post that answers for an area, looked up once an area."""

    known: dict[int, int | None] = field(default_factory=dict)

    def of(self, place: Area | Household) -> int | None:
        ids = [getattr(place, column) for _rank, column in sorted(LINEAGE.items(), reverse=True)]
        for area_id in filter(None, ids):
            if area_id not in self.known:
                posts = posts_for_duty(area_id, Duty.CAMPAIGN_DO)
                # Held posts stand first; of these the one nearest to the doors, a worker before the head.
                held = [post for post in posts if getattr(post, "is_held", False)] or posts
                self.known[area_id] = held[-1].pk if held else None
            if self.known[area_id] is not None:
                return self.known[area_id]
        return None


@transaction.atomic
def add_households(campaign: Campaign, households: Sequence[Household], *, by: Actor) -> list[Target]:
    """Doors not on the list yet; whoever answers for the door answers for the target."""
    campaign, acting = _locked(campaign, by)
    known = set(Target.objects.filter(campaign=campaign).values_list("household_id", flat=True))
    homes = [home for home in households if home.pk not in known]
    charges = HouseholdCharge.objects.filter(
        household__in=[home.pk for home in homes], during__contains=clock.today()
    )
    charged = dict(
        charges.filter(post__role__duties__contains=[Duty.CAMPAIGN_DO]).values_list("household_id", "post_id")
    )
    nearest = _Nearest()
    made = [_door(home, charged.get(home.pk) or nearest.of(home)) for home in homes]
    return _put(campaign, made, acting)


@transaction.atomic
def add_targets(campaign: Campaign, drafts: Iterable[Draft], *, by: Actor) -> list[Target]:
    """Lines not on the list yet, known again by area, label and address."""
    campaign, acting = _locked(campaign, by)
    rows = Target.objects.filter(campaign=campaign, household=None)
    known = set(rows.values_list("area_id", "label", "address"))
    nearest, made = _Nearest(), []
    for draft in drafts:
        label = clean(draft.label, "name", required=True, longest=120)
        address = clean(draft.address, "address", longest=200)
        _inside(campaign, draft.area)
        if (draft.area.pk, label, address) in known:
            continue
        known.add((draft.area.pk, label, address))
        post_id = draft.post.pk if draft.post else nearest.of(draft.area)
        target = Target(label=label, address=address, area=draft.area, post_id=post_id)
        target.take_lineage(draft.area)
        target.lng, target.lat = draft.lng, draft.lat
        made.append(target)
    return _put(campaign, made, acting)


def _locked(campaign: Campaign, by: Actor) -> tuple[Campaign, Actor]:
    found = Campaign.objects.select_for_update(of=("self",)).select_related("area").filter(pk=campaign.pk)
    locked = found.first()
    if locked is None:
        raise NotFound
    acting = require(by, Duty.CAMPAIGN_RUN, locked.lineage())
    if locked.state == CampaignState.ENDED:
        raise WrongState(_("The campaign has ended; what was open goes on as a case."))
    return locked, acting


def _inside(campaign: Campaign, area: Area) -> None:
    if getattr(area, campaign.area.lineage_column) != campaign.area_id:
        raise BadInput(fields={"area": _("%(name)s lies outside the campaign.") % {"name": area.name}})


def _door(home: Household, post_id: int | None) -> Target:
    building = home.entrance.building
    compound = building.compound.name if building.compound else ""
    target = Target(
        label=f"{building.name}{home.entrance.name}{home.door}"[:120],
        address=compound or building.address[:200],
        area_id=home.area_id,
        household=home,
        building_id=building.pk,
        compound_id=building.compound_id,
        lng=building.lng,
        lat=building.lat,
        post_id=post_id,
    )
    target.take_lineage(home)
    return target


def _put(campaign: Campaign, made: list[Target], by: Actor) -> list[Target]:
    """All rows and their first events at once; nobody is told one by one."""
    before = Target.objects.filter(campaign=campaign)
    last = before.aggregate(last=Max("number"))["last"] or 0
    if before.count() + len(made) > MOST:
        said = _("A campaign has at most %(most)d targets; make several campaigns of it.") % {"most": MOST}
        raise BadInput(fields={"list": said})
    now = clock.now()
    events: list[Event] = []
    for number, target in enumerate(made, start=last + 1):
        target.campaign, target.number, target.changed_at = campaign, number, now
        facts: dict[str, Any] = {
            "was": None,
            "now": TargetState.NOT_BEGUN,
            "campaign": str(campaign.pk),
            "post": target.post_id,
        }
        events.append(build(f"target.{Move.ADD}", target, by=by, fields=facts, quiet=True))
    Target.objects.bulk_create(made, batch_size=500)
    Event.objects.bulk_create(events, batch_size=500)
    if made:
        record_count = {"count": len(made)}
        build("campaign.filled", campaign, by=by, fields=record_count).save(force_insert=True)
    return made
