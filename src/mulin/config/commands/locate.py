"""The areas of a point, from the top down to the deepest; others that share the edge are told."""

import argparse

from mulin.config.outcome import Outcome
from mulin.lib.coordinates import to_wgs84
from mulin.places.kinds import Rank
from mulin.places.models import Area
from mulin.places.queries import locate


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("lng", type=float, metavar="LNG")
    parser.add_argument("lat", type=float, metavar="LAT")
    parser.add_argument("--crs", choices=("wgs84", "gcj02", "bd09"), default="wgs84")


def run(options: argparse.Namespace) -> Outcome:
    lng, lat = to_wgs84(options.lng, options.lat, options.crs)
    found = locate(lng, lat)
    data = {
        "lng": lng,
        "lat": lat,
        "area": found.area.code if found.area else None,
        "chain": [_told(area) for area in found.chain],
        "ties": [_told(area) for area in found.ties] if len(found.ties) > 1 else [],
    }
    if found.area is None:
        return Outcome(["no area lies here"], data)
    lines = [f"{Rank(area.rank).name.lower():<11} {area.code:<18} {area.name}" for area in found.chain]
    if len(found.ties) > 1:
        lines.append("on a shared edge of: " + ", ".join(area.code for area in found.ties))
    return Outcome(lines, data)


def _told(area: Area) -> dict[str, object]:
    return {"code": area.code, "name": area.name, "rank": Rank(area.rank).name.lower()}
