"""Who serves me: by my home, by choosing the place step by step, or by words or position."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import known_number
from mulin.people.queries import service_card
from mulin.places.kinds import Rank
from mulin.places.models import Area, Building, Compound, Entrance
from mulin.places.queries import current, find_by_words, locate, nearest_building
from mulin.surfaces.resident.persons import home_of, remember_place
from mulin.surfaces.resident.shown import card_context
from mulin.surfaces.resident.spots import building_name
from mulin.ui.http import actor_of, page

MOST = 200


@require_safe
def who(request: HttpRequest) -> HttpResponse:
    """The card of the place asked for, else of one's home; else the choice of a community."""
    place, missed = _asked(request)
    home = home_of(actor_of(request))
    if place is None and not request.GET.get("choose") and not missed:
        place = home
    context: dict[str, Any] = {
        "missed": missed,
        "words": request.GET.get("q", "")[:100],
        "is_home": place is not None and place is home,
    }
    if place is None:
        context["communities"] = current().filter(rank=Rank.COMMUNITY).order_by("street_id", "code")[:MOST]
        return page(request, "resident/who_choose.html", context)
    card = service_card(place)
    context |= card_context(card) | {"finer": _finer(place), "card_code": _code_of(place)}
    answer = page(request, "resident/who.html", context)
    remember_place(request, answer, place.community_id if not isinstance(place, Entrance) else None)
    return answer


def _asked(request: HttpRequest) -> tuple[Any, str]:
    """The place that was asked for, and why none was found."""
    given = request.GET
    if given.get("area"):
        return _one(Area, code=given["area"][:40], valid_to=None), ""
    if given.get("building"):
        return _one(Building, pk=_number(given["building"]), valid_to=None), ""
    if given.get("lng") and given.get("lat"):
        return _at_point(given["lng"], given["lat"])
    if given.get("q", "").strip():
        return _by_words(given["q"][:100])
    return None, ""


def _at_point(lng: str, lat: str) -> tuple[Building | Area | None, str]:
    try:
        degrees = float(lng), float(lat)
        found = nearest_building(*degrees) or locate(*degrees).area
    except (ValueError, BadInput):
        found = None
    if found is None or (isinstance(found, Area) and found.rank < Rank.COMMUNITY):
        return None, _("This point lies in none of the communities here.")
    return found, ""


def _by_words(words: str) -> tuple[Building | Area | None, str]:
    found = find_by_words(words)
    place = found[0][0] if found else None
    if isinstance(place, Compound):
        return place.grids.order_by("code").first() or place.area, ""
    if place is None or (isinstance(place, Area) and place.rank < Rank.COMMUNITY):
        return None, _("No community, compound or house of that name is known here.")
    return place, ""


def _one(model: type[Model], **where: Any) -> Any:
    found = model._default_manager.filter(**where).first()
    if found is None or (isinstance(found, Area) and found.rank < Rank.COMMUNITY):
        raise NotFound
    return found


def _number(text: str) -> int:
    number = known_number(text)
    if number is None:
        raise NotFound
    return number


def _finer(place: Any) -> list[tuple[str, str]]:
    """The next step down: houses of a community or grid, entrances of a house."""
    if isinstance(place, Building):
        rows = place.entrances.order_by("name")[:MOST]
        return [(f"/card/{row.card_code}/", row.name) for row in rows]
    if not isinstance(place, Area):
        return []
    houses = Building.objects.filter(**{place.lineage_column: place.pk}, valid_to=None)
    listed = houses.select_related("compound").order_by("compound__name", "area_id", "number")[:MOST]
    return [(f"/who/?building={house.pk}", building_name(house)) for house in listed]


def _code_of(place: Any) -> str:
    entrance = getattr(place, "entrance", None)
    return entrance.card_code if entrance is not None else ""
