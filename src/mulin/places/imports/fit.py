"""How the outlines of a file fit together and into what they lie in."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from shapely.geometry import MultiPolygon

from mulin.lib.geometry import Coverage, as_multipolygon, overlaps_and_gaps
from mulin.places.imports.plan import Planned
from mulin.places.queries.points import outlines_of

TOLD = 5


def fit(planned: list[Planned]) -> dict[str, Any]:
    """Overlaps of the whole file, rank by rank; gaps and overhangs against the parents' outlines.

    Where no parent has an outline, gaps are the holes of all such areas together: one area may lie
    inside another's family as an enclave.
    """
    drawn = [each for each in planned if each.draft.outline is not None]
    ranks: dict[int, list[Planned]] = defaultdict(list)
    families: dict[int, list[Planned]] = defaultdict(list)
    for each in drawn:
        ranks[each.area.rank].append(each)
        families[each.above.pk if each.above else 0].append(each)
    parents = outlines_of([pk for pk in families if pk])
    whole = [_coverage(group) for group in ranks.values()]
    within = [_coverage(families[pk], as_multipolygon(ground)) for pk, ground in parents.items()]
    bare = [each for pk, family in families.items() if pk not in parents for each in family]
    holes = whole if len(bare) == len(drawn) else [_coverage(bare)]
    return _figures(drawn, whole, [*within, *holes])


def _coverage(group: list[Planned], parent: MultiPolygon | None = None) -> Coverage:
    shapes = [(each.area.code, each.draft.outline.shape) for each in group if each.draft.outline]
    return overlaps_and_gaps(shapes, parent)


def _figures(drawn: list[Planned], whole: Iterable[Coverage], parts: Iterable[Coverage]) -> dict[str, Any]:
    overlaps = sorted((each for one in whole for each in one.overlaps), key=lambda each: -each.area_m2)
    gaps = [gap for one in parts for gap in one.gaps]
    outside = [piece for one in parts for piece in one.outside]
    return {
        "outlines": len(drawn),
        "mended_rows": [each.draft.row for each in drawn if each.draft.outline and each.draft.outline.mended],
        "overlaps": len(overlaps),
        "overlap_m2": round(sum(each.area_m2 for each in overlaps)),
        "largest_overlaps": [
            {"codes": [each.one, each.other], "m2": round(each.area_m2)} for each in overlaps[:TOLD]
        ],
        "gaps": len(gaps),
        "gap_m2": round(sum(gap.area_m2 for gap in gaps)),
        "outside_parent": len(outside),
        "outside_parent_m2": round(sum(piece.area_m2 for piece in outside)),
    }
