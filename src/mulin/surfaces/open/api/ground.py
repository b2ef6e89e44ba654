"""Areas, kinds and figures."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from ninja import Query, Router
from ninja.responses import codes_4xx

from mulin.catalogue.models import Kind
from mulin.catalogue.queries import current_kinds
from mulin.insight.queries import area_counts, day_sums, open_counts
from mulin.lib import clock
from mulin.lib.errors import BadInput, NotFound
from mulin.people.access import Actor
from mulin.people.kinds import Duty
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.places.queries import area_by_code, chain, children, locate
from mulin.surfaces.open.api.auth import Pace
from mulin.surfaces.open.api.cases import caller
from mulin.surfaces.open.api.schemas import (
    AreasFound,
    AreaWhole,
    Code,
    KindQuery,
    KindRow,
    Lat,
    Lng,
    Problem,
    Tallies,
    TallyQuery,
)

router = Router(tags=["ground"])
PACE = Pace()
USUAL, LONGEST = timedelta(days=29), timedelta(days=800)


@router.get(
    "/areas",
    auth=None,
    throttle=PACE,
    response={200: AreasFound, codes_4xx: Problem},
    summary=noop("The areas of a point, or those below an area"),
)
def areas(
    request: HttpRequest, lng: Lng | None = None, lat: Lat | None = None, parent: Code = ""
) -> dict[str, Any]:
    """With `lng` and `lat` (WGS-84): from the top down to the deepest. Else those below `parent`, or the roots."""
    if (lng is None) != (lat is None):
        missing = "lat" if lat is None else "lng"
        raise BadInput(fields={missing: _("Longitude and latitude go together.")})
    if lng is not None and lat is not None:
        found = locate(lng, lat)
        ties = found.ties if len(found.ties) > 1 else []
        return {"items": _rows(found.chain), "ties": ties}
    above = area_by_code(parent) if parent else None
    return {"items": _rows(list(children(above).select_related("parent"))), "ties": []}


@router.get(
    "/areas/{code}",
    auth=None,
    throttle=PACE,
    response={200: AreaWhole, codes_4xx: Problem},
    summary=noop("One area"),
)
def area(request: HttpRequest, code: Code) -> dict[str, Any]:
    """By the code it has, or had before it was renumbered."""
    found = area_by_code(code)
    above = chain(found)
    parents = {one.pk: one.code for one in above}
    return {
        **_row(found, parents.get(found.parent_id or 0)),
        "chain": above,
        "households": found.households,
        "residents": found.residents,
        "valid_from": found.valid_from,
        "valid_to": found.valid_to,
    }


def _rows(found: list[Area]) -> list[dict[str, Any]]:
    codes = {one.pk: one.code for one in found}
    return [
        _row(one, codes.get(one.parent_id or 0) or (one.parent.code if one.parent else None)) for one in found
    ]


def _row(one: Area, parent: str | None) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "rank": Rank(one.rank).name.lower(),
        "parent": parent,
        "lng": one.lng,
        "lat": one.lat,
    }


@router.get(
    "/kinds",
    auth=None,
    throttle=PACE,
    response={200: list[KindRow], codes_4xx: Problem},
    summary=noop("Kinds of matter that may be reported"),
)
def kinds(request: HttpRequest, wanted: Query[KindQuery]) -> list[dict[str, Any]]:
    """Of the editions in force; with `area` and `door`, those admitted there by that door."""
    where = area_by_code(wanted.area) if wanted.area else None
    return [_kind(kind) for kind in current_kinds(where, wanted.door or None)]


def _kind(kind: Kind) -> dict[str, Any]:
    plain = ("code", "name", "key", "track", "concern", "secrecy", "public", "urgency", "doors")
    more = ("photos_before", "photos_after", "call_first")
    heading = kind.parent.name if kind.parent else ""
    return {**{name: getattr(kind, name) for name in (*plain, *more)}, "heading": heading}


@router.get("/tallies", response={200: Tallies, codes_4xx: Problem}, summary=noop("Figures of an area"))
def tallies(request: HttpRequest, wanted: Query[TallyQuery]) -> dict[str, Any]:
    """Open cases now, and what happened `from` a day `to` a day; the last thirty days when not said."""
    where = area_by_code(wanted.area)
    _guard(caller(request).auth, where)
    until = wanted.until or clock.today()
    since = wanted.since or until - USUAL
    if not timedelta(0) <= until - since <= LONGEST:
        raise BadInput(fields={"from": _("From must not be after to, nor more than 800 days before it.")})
    hidden = area_counts(where)[where.pk].hidden
    counted = {} if hidden else open_counts([where.pk])
    open_now = {state: {"count": n, "late": late} for state, (n, late) in counted.items() if n}
    return {
        "area": where,
        "since": since,
        "until": until,
        "open": open_now,
        "hidden": hidden,
        "happened": day_sums(where.pk, since, until),
    }


def _guard(actor: Actor, where: Area) -> None:
    """Figures are for those who see the cases or the screen there."""
    lineage = where.lineage()
    if not any(actor.reaches(duty, lineage) for duty in (Duty.SCREEN_SEE, Duty.CASE_SEE)):
        raise NotFound
