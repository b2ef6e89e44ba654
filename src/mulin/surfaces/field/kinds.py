"""Kinds offered for a finding: those met most around here as chips, the rest in a list."""

from datetime import timedelta

from mulin.catalogue.kinds import Concern, Track
from mulin.catalogue.models import Kind
from mulin.catalogue.queries import report_choices
from mulin.insight.queries import top_kinds
from mulin.lib import clock
from mulin.places.models import Area

CHIPS, DAYS = 8, 60
PLAIN_TRACKS = frozenset({Track.LOOP, Track.EMERGENCY})
VISIBLE = frozenset({Concern.PLACE, Concern.THING})


def offered_kinds(area: Area | None, door: str) -> tuple[list[Kind], dict[str, list[Kind]]]:
    """The chips and the list, from the same reading of the catalogue."""
    groups = report_choices(area, door)
    by_id = {kind.pk: kind for kinds in groups.values() for kind in kinds if kind.track in PLAIN_TRACKS}
    since = clock.today() - timedelta(days=DAYS)
    met = top_kinds(area.community_id or area.pk, since, clock.today(), CHIPS) if area else []
    first = [by_id[kind_id] for kind_id, _count in met if kind_id in by_id]
    rest = [kind for kind in by_id.values() if kind.concern in VISIBLE and kind not in first]
    return [*first, *rest][:CHIPS], groups
