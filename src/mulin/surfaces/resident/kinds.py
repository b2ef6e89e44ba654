"""Which kinds a resident or rider is offered, and which of them are danger."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from mulin.catalogue.kinds import Concern, Door, Track
from mulin.catalogue.models import Kind
from mulin.catalogue.queries import admitted, kind_by_key, report_choices, search_kinds
from mulin.lib.errors import BadInput, NotFound
from mulin.places.models import Area
from mulin.words.danger import numbers_for

#: What riders meet on the road: rubbish and trees, lamps and manholes, parking, fire lanes.
RIDER_FIRST = ("MUL:09", "MUL:08", "MUL:07", "MUL:06")
#: Matters that have no place on the map.
PLACELESS = frozenset({Concern.SERVICE, Concern.DISPUTE, Concern.CARE, Concern.STAFF})


def grouped(area: Area | None, door: str) -> dict[str, list[Kind]]:
    """Kinds under their headings; riders see places and things only."""
    groups = report_choices(area, door)
    if door != Door.RIDER:
        return groups
    fit = {
        name: [kind for kind in kinds if kind.concern in (Concern.PLACE, Concern.THING)]
        for name, kinds in groups.items()
    }
    first = {name: kinds for name, kinds in fit.items() if kinds and kinds[0].key.startswith(RIDER_FIRST)}
    return first | {name: kinds for name, kinds in fit.items() if kinds}


def suggested(text: str, area: Area | None, door: str, chosen: str) -> list[Kind]:
    """Up to five kinds that the words suggest, the one chosen before among them."""
    found = search_kinds(text, area, door, limit=5) if len(text.strip()) > 1 else []
    if door == Door.RIDER:
        found = [kind for kind in found if kind.concern in (Concern.PLACE, Concern.THING)]
    if chosen and chosen not in {kind.key for kind in found}:
        found = [*_by_key(chosen, grouped(area, door)), *found][:5]
    return found


def _by_key(key: str, groups: dict[str, list[Kind]]) -> list[Kind]:
    return [kind for kinds in groups.values() for kind in kinds if kind.key == key]


def chosen_kind(key: str, area: Area | None, door: str) -> Kind | None:
    """The kind of that key, if it is offered here through this door."""
    if not key:
        return None
    try:
        kind = kind_by_key(key)
    except NotFound:
        kind = None
    rider_may = door != Door.RIDER or (kind is not None and kind.concern in (Concern.PLACE, Concern.THING))
    if kind is None or not kind.selectable or not rider_may or not admitted(kind, area, door=door):
        raise BadInput(fields={"kind": _("Choose a kind from the list.")})
    return kind


def numbers(text: str, kind: Kind | None) -> list[str]:
    """Whom to call before anything is written, the kind's own number first."""
    first = [kind.call_first] if kind and kind.track == Track.EMERGENCY and kind.call_first else []
    if kind and kind.track == Track.EMERGENCY and not first:
        first = ["110", "119", "120"]
    return list(dict.fromkeys([*first, *numbers_for(text)]))


def number_words(which: Sequence[str]) -> list[tuple[str, str]]:
    """Numbers with what they are for."""
    words = {
        "110": _("police"),
        "119": _("fire, gas, rescue"),
        "120": _("ambulance"),
        "122": _("traffic accident"),
    }
    return [(number, words.get(number, "")) for number in which]
