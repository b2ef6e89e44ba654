"""The doors one answers for, by building; nothing of who lives there but a masked name."""

from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from mulin.lib import clock
from mulin.lib.errors import NotAllowed
from mulin.people.access import Actor
from mulin.people.kinds import Duty, Relation
from mulin.people.models import HouseholdCharge, HouseholdMember
from mulin.people.queries import masked
from mulin.places.models import Building, Household
from mulin.surfaces.field.reach import guard
from mulin.ui.http import actor_of, page

MOST = 500


@login_required
def homes(request: HttpRequest) -> HttpResponse:
    """Buildings, entrances, doors; from each door a matter can be reported with its place filled in."""
    actor = actor_of(request)
    guard(actor)
    if not actor.may(Duty.HOUSEHOLD_SERVE):
        raise NotAllowed
    doors = _doors(actor)
    names = _names([home.pk for home in doors])
    buildings = [
        _building(building, list(group), names)
        for building, group in groupby(doors, key=lambda home: home.entrance.building)
    ]
    return page(request, "field/homes.html", {"buildings": buildings, "count": len(doors), "most": MOST})


def _doors(actor: Actor) -> list[Household]:
    if actor.person_id is None:
        return []
    posts = [post.post_id for post in actor.posts_with(Duty.HOUSEHOLD_SERVE)]
    charges = HouseholdCharge.objects.filter(
        post_id__in=posts, person_id=actor.person_id, during__contains=clock.today()
    )
    found = Household.objects.filter(pk__in=charges.values("household_id"), valid_to=None)
    return list(
        found.select_related("entrance__building__compound").order_by(
            "entrance__building__name", "entrance__building_id", "entrance__name", "door"
        )[:MOST]
    )


def _names(household_ids: list[int]) -> dict[int, str]:
    heads = HouseholdMember.objects.filter(
        household_id__in=household_ids, relation=Relation.HEAD, during__contains=clock.today()
    )
    return {row.household_id: masked(row.person).name for row in heads.select_related("person")}


def _building(building: Building, doors: list[Household], names: dict[int, str]) -> dict[str, Any]:
    return {
        "name": building.name,
        "compound": building.compound.name if building.compound else "",
        "count": len(doors),
        "entrances": [
            {
                "name": entrance.name,
                "doors": [
                    {"id": home.pk, "door": home.door, "name": names.get(home.pk, "")} for home in group
                ],
            }
            for entrance, group in groupby(doors, key=lambda home: home.entrance)
        ],
    }
