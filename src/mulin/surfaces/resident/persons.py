"""Who the resident is, and where they are at home."""

import json
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from mulin.accounts.models import User
from mulin.lib import clock
from mulin.lib.errors import NotFound
from mulin.people.access import Actor, actor_for
from mulin.people.actions.claim_person import claim_person
from mulin.people.models import HouseholdMember, Person
from mulin.places.kinds import Rank
from mulin.places.models import Area, Household
from mulin.ui.http import Request, actor_of

KEYS, HERE = "mulin_mine", "mulin_here"
HALF_A_YEAR = 180 * 24 * 3600
MOST_KEYS = 20


def person_actor(request: HttpRequest) -> Actor:
    """The actor, with the person behind a phone that was proven at login."""
    actor = actor_of(request)
    if actor.account_id is None or actor.person_id is not None:
        return actor
    claim_person(cast("User", request.user), by=actor)
    found = actor_for(request.user)
    cast("Request", request).actor = found
    return found


def current_person(request: HttpRequest) -> tuple[Person, Actor]:
    """Who is logged in, as a person."""
    actor = person_actor(request)
    person = Person.objects.filter(pk=actor.person_id, erased=None).first() if actor.person_id else None
    if person is None:
        raise NotFound
    return person, actor


def home_of(actor: Actor) -> Household | None:
    """The door behind which the person lives now."""
    if actor.person_id is None:
        return None
    row = (
        HouseholdMember.objects.filter(person_id=actor.person_id, during__contains=clock.today())
        .select_related("household__entrance__building__area")
        .order_by("-pk")
        .first()
    )
    return row.household if row else None


def community_of(request: HttpRequest, home: Household | None) -> Area | None:
    """The community of one's home, else the one last looked at on this phone."""
    if home is not None and home.community_id is not None:
        return Area.objects.filter(pk=home.community_id).first()
    code = request.COOKIES.get(HERE, "")[:40]
    return Area.objects.filter(code=code, rank=Rank.COMMUNITY, valid_to=None).first() if code else None


def remember_place(request: HttpRequest, answer: HttpResponse, community_id: int | None) -> None:
    """This phone's community, so that the home page can tell what happens near."""
    area = Area.objects.filter(pk=community_id).first() if community_id else None
    if area is not None:
        _set(request, answer, HERE, area.code)


def kept_keys(request: HttpRequest) -> dict[UUID, str]:
    """The anonymous reports of this phone with their keys, newest first."""
    try:
        pairs = json.loads(request.get_signed_cookie(KEYS, default="[]", max_age=HALF_A_YEAR) or "[]")
        return {UUID(one): str(key) for one, key in pairs}
    except (ValueError, TypeError, KeyError):
        return {}
    except Exception:  # noqa: BLE001 - a cookie signed by another installation is no reason to refuse a page
        return {}


def keep_key(request: HttpRequest, answer: HttpResponse, case_id: UUID, key: str) -> None:
    """Remember an anonymous report on this phone."""
    kept = {case_id: key} | {one: k for one, k in kept_keys(request).items() if one != case_id}
    pairs = [[str(one), k] for one, k in list(kept.items())[:MOST_KEYS]]
    answer.set_signed_cookie(
        KEYS,
        json.dumps(pairs),
        max_age=HALF_A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def _set(request: HttpRequest, answer: HttpResponse, name: str, value: str) -> None:
    answer.set_cookie(
        name, value, max_age=HALF_A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
    )
