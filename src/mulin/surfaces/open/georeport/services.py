"""Services: the kinds whose progress is public, as Open311 names them."""

from typing import Any

from mulin.catalogue.kinds import Door
from mulin.catalogue.models import Kind
from mulin.catalogue.queries import current_kinds
from mulin.catalogue.rules.codes import code_of, key_of
from mulin.places.models import Area


def services(area: Area | None) -> list[Kind]:
    """Public kinds that are admitted by this door, in catalogue order."""
    return [kind for kind in current_kinds(area, Door.OPEN311) if kind.public]


def service(code: str, area: Area | None) -> Kind | None:
    """The service of that code."""
    key = key_of(code)
    return next((kind for kind in services(area) if key and kind.key == key), None)


def service_code(kind: Kind) -> str:
    return code_of(kind.key)


def shown(kind: Kind) -> dict[str, Any]:
    return {
        "service_code": service_code(kind),
        "service_name": kind.name,
        "description": kind.description or None,
        "metadata": False,
        "type": "realtime",
        "keywords": ",".join(kind.keywords) or None,
        "group": kind.parent.name if kind.parent else None,
    }
