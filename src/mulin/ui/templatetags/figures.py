"""Maps and charts: a plan in the page as JSON, drawn by scripts that only these pages load."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import gettext as _

register = template.Library()


def _words() -> dict[str, str]:
    return {
        "closer": _("Closer"),
        "wider": _("Wider"),
        "chosen": _("Place chosen. Drag the pin to correct it."),
        "pickLabel": _("Map: tap to choose the place, or move with the arrow keys and press Enter"),
        "seeking": _("Looking for where you are…"),
        "found": _("Found, within about {m} metres. Drag the pin to correct it."),
        "notFound": _("Your position could not be found. Tap the map, or write the address."),
    }


def _plan(
    shapes: Any, points: Iterable[Mapping[str, Any]], at: Sequence[float] | None, zoom: int
) -> dict[str, Any]:
    return {
        "shapes": shapes or None,
        "points": list(points or ()),
        "at": list(at) if at else None,
        "zoom": zoom or None,
        "tiles": settings.MULIN_TILES_URL or None,
        "crs": settings.MULIN_TILES_CRS,
        "tilesName": settings.MULIN_TILES_NAME,
    }


@register.inclusion_tag("ui/parts/map.html")
def map(
    id: str = "map",
    shapes: Any = None,
    points: Iterable[Mapping[str, Any]] = (),
    at: Sequence[float] | None = None,
    zoom: int = 0,
    label: str = "",
    size: str = "",
    names: object = None,
) -> dict[str, Any]:
    """{% map "map" shapes=geojson points=points label=… %}; points: lng, lat, label, url, tone."""
    plan = _plan(shapes, points, at, zoom) | {"names": bool(names)}
    return {"id": id, "plan": plan, "words": json.dumps(_words()), "label": label or _("Map"), "size": size}


@register.inclusion_tag("ui/parts/point_picker.html")
def point_picker(
    id: str = "place",
    lng: object = "",
    lat: object = "",
    shapes: Any = None,
    at: Sequence[float] | None = None,
    zoom: int = 0,
    lng_name: str = "lng",
    lat_name: str = "lat",
) -> dict[str, Any]:
    """{% point_picker "place" lng=form.lng.value lat=form.lat.value at=centre %}: fields lng, lat, accuracy."""
    pick = {"lng": f"{id}-lng", "lat": f"{id}-lat", "accuracy": f"{id}-accuracy"}
    plan = _plan(shapes, (), at, zoom) | {"pick": pick, "ground": "/map/ground/"}
    return {
        "id": id, "plan": plan, "words": json.dumps(_words()), "lng": lng or "", "lat": lat or "",
        "lng_name": lng_name, "lat_name": lat_name,
    }  # fmt: skip


@register.inclusion_tag("ui/parts/chart.html")
def chart(
    id: str,
    labels: Sequence[str],
    series: Sequence[Mapping[str, Any]],
    type: str = "bar",
    label: str = "",
    stacked: object = None,
    lying: object = None,
    unit: str = "",
    urls: Sequence[str] = (),
) -> dict[str, Any]:
    """{% chart "late" labels series type="bar" label=… %}; series: name and values; a table tells the same."""
    plan = {
        "type": type, "labels": list(labels), "series": [dict(one) for one in series],
        "stacked": bool(stacked), "lying": bool(lying), "unit": unit, "urls": list(urls) or None,
    }  # fmt: skip
    rows = [(name, [one["values"][at] for one in series]) for at, name in enumerate(labels)]
    return {"id": id, "plan": plan, "label": label, "series": series, "rows": rows, "unit": unit}
