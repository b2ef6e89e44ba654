"""Boundaries are read, measured, compared; what is wrong with one is said with its place and mend."""

import gzip
import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, box

from mulin.lib.errors import BadInput
from mulin.lib.geometry import (
    area_m2,
    bbox,
    contains,
    metres_between,
    overlaps_and_gaps,
    parse_multipolygon,
    representative_point,
    simplified,
    to_geojson,
)
from tests.shared_data import shared

SQUARE = [[117.0, 36.6], [117.01, 36.6], [117.01, 36.61], [117.0, 36.61], [117.0, 36.6]]
HOLE = [[117.004, 36.604], [117.006, 36.604], [117.006, 36.606], [117.004, 36.606], [117.004, 36.604]]
BOW_TIE = [[0.0, 0.0], [1.0, 1.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]


def polygon(*rings: object) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def cells(side: int) -> dict[str, MultiPolygon]:
    """A chessboard of side × side cells that partition a square."""
    step = 0.001
    return {
        f"{x}-{y}": MultiPolygon(
            [box(117 + x * step, 36 + y * step, 117 + (x + 1) * step, 36 + (y + 1) * step)]
        )
        for x in range(side)
        for y in range(side)
    }


def test_a_polygon_with_a_hole_is_read() -> None:
    shape = parse_multipolygon(polygon(SQUARE, HOLE))
    assert contains(shape, 117.001, 36.601)
    assert not contains(shape, 117.005, 36.605)
    assert contains(shape, 117.0, 36.605), "edges belong to it"
    assert bbox(shape) == (117.0, 36.6, 117.01, 36.61)
    assert contains(shape, *representative_point(shape))


def test_every_form_gives_the_same_shape() -> None:
    shape = parse_multipolygon(polygon(SQUARE))
    feature = {"type": "Feature", "properties": {}, "geometry": polygon(SQUARE)}
    many = {"type": "MultiPolygon", "coordinates": [[SQUARE]]}
    for form in (feature, many, json.dumps(many), json.dumps(feature).encode(), polygon(SQUARE[:-1])):
        assert parse_multipolygon(form).equals(shape)
    assert parse_multipolygon(to_geojson(shape)).equals(shape)


def test_heights_are_left_out() -> None:
    assert not parse_multipolygon(polygon([[*point, 40.0] for point in SQUARE])).has_z


def test_a_crossing_is_refused_with_its_place_and_mended_when_asked() -> None:
    with pytest.raises(BadInput) as caught:
        parse_multipolygon(polygon(BOW_TIE))
    assert "0.5, 0.5" in str(caught.value.fields["boundary"])
    mended = parse_multipolygon(polygon(BOW_TIE), mend=True)
    assert mended.is_valid
    assert mended.area == pytest.approx(0.5)


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        7,
        "not json",
        "[" * 100_000,
        {"type": "Point", "coordinates": [1, 2]},
        {"type": "Polygon"},
        {"type": "Feature", "geometry": None},
        polygon(),
        {"type": "Polygon", "coordinates": 5},
        {"type": "MultiPolygon", "coordinates": [[]]},
        polygon([]),
        polygon([[0, 0], [1, 1]]),
        polygon([[0, 0], [1, 1], [0, 0], [0, 0]]),
        polygon([[0, 0], [1, 0], [2, 0], [0, 0]]),
        polygon(["a", "b", "c", "d"]),
        polygon([[0, 0], ["1", 0], [1, 1], [0, 0]]),
        polygon([[0, 0], [True, 0], [1, 1], [0, 0]]),
        polygon([[0, 0], [float("nan"), 0], [1, 1], [0, 0]]),
        polygon([[0, 0], [float("inf"), 0], [1, 1], [0, 0]]),
        polygon([[36.6, 117.0], [36.7, 117.0], [36.7, 117.1], [36.6, 117.0]]),
        polygon([[500_000, 4_000_000], [500_100, 4_000_000], [500_100, 4_000_100], [500_000, 4_000_000]]),
        polygon(HOLE, SQUARE),
        polygon([[0, 0]] * 200_001),
    ],
)
def test_wrong_boundaries_are_refused_in_words(wrong: object) -> None:
    with pytest.raises(BadInput) as caught:
        parse_multipolygon(wrong)
    assert str(caught.value.fields["boundary"])


json_like = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.fixed_dictionaries(
            {
                "type": st.sampled_from(["Polygon", "MultiPolygon", "Feature"]),
                "coordinates": inner,
                "geometry": inner,
            }
        )
    ),
)


@given(json_like)
def test_nothing_but_refusals_comes_of_any_input(anything: object) -> None:
    try:
        shape = parse_multipolygon(anything)
    except BadInput:
        return
    assert shape.is_valid


def test_areas_are_those_of_the_ellipsoid() -> None:
    # One degree square at the equator and at 60°: 12,308.46 and 6,218.6 km² on WGS-84.
    assert area_m2(box(0, 0, 1, 1)) == pytest.approx(12_308.46e6, rel=1e-4)
    assert area_m2(box(10, 0, 11, 60)) / area_m2(box(0, 0, 1, 60)) == pytest.approx(1)
    assert area_m2(box(-180, -90, 180, 90)) == pytest.approx(510_065_621.7e6, rel=1e-6)
    assert area_m2(MultiPolygon()) == 0
    side = metres_between((117.0, 36.6), (117.01, 36.6)) * metres_between((117.0, 36.6), (117.0, 36.61))
    assert area_m2(parse_multipolygon(polygon(SQUARE))) == pytest.approx(side, rel=0.005)


def test_a_partition_is_clean() -> None:
    board = cells(6)
    found = overlaps_and_gaps(board, MultiPolygon([box(117, 36, 117.006, 36.006)]))
    assert found.clean


def test_overlaps_gaps_and_what_lies_outside_are_told_with_area_and_place() -> None:
    board = cells(4)
    hole = board.pop("1-1")
    board["3-3"] = MultiPolygon([box(117.0025, 36.003, 117.005, 36.004)])
    found = overlaps_and_gaps(board, MultiPolygon([box(117, 36, 117.004, 36.004)]))
    (overlap,) = found.overlaps
    assert {overlap.one, overlap.other} == {"2-3", "3-3"}
    assert overlap.area_m2 == pytest.approx(area_m2(hole) / 2, rel=0.001)
    (gap,) = found.gaps
    assert gap.area_m2 == pytest.approx(area_m2(hole), rel=0.001)
    assert contains(hole, *gap.at)
    (outside,) = found.outside
    assert outside.key == "3-3"
    assert not found.clean


def test_without_a_parent_holes_inside_are_the_gaps() -> None:
    board = cells(3)
    del board["1-1"]
    found = overlaps_and_gaps(list(board.items()))
    assert len(found.gaps) == 1
    assert overlaps_and_gaps({}).clean


def test_five_thousand_shapes_are_compared_in_seconds() -> None:
    started = time.process_time()
    found = overlaps_and_gaps(cells(71), MultiPolygon([box(117, 36, 117.071, 36.071)]))
    assert found.clean
    assert time.process_time() - started < 10


def test_a_simpler_outline_is_near_and_valid() -> None:
    ring = [[117 + 0.01 * (n % 2) / 50 + n / 1000, 36.0] for n in range(50)] + [
        [117.05, 36.05],
        [117.0, 36.05],
    ]
    shape = parse_multipolygon(polygon(ring), mend=True)
    rough = simplified(shape, 50)
    assert rough.is_valid
    assert len(rough.geoms[0].exterior.coords) < len(shape.geoms[0].exterior.coords)
    assert area_m2(rough) == pytest.approx(area_m2(shape), rel=0.01)


def features(name: str) -> list[dict[str, Any]]:
    path = shared("polygons", name)
    return json.loads(gzip.decompress(path.read_bytes()))["features"] if path else []


def test_real_towns_have_neither_overlaps_nor_gaps() -> None:
    real = [
        (n, parse_multipolygon(one, mend=True)) for n, one in enumerate(features("beijing_towns.geojson.gz"))
    ]
    found = overlaps_and_gaps(real or list(cells(5).items()), least_m2=1000)
    assert not found.overlaps
    assert not found.gaps


def test_real_buildings_that_cross_themselves_are_the_known_three() -> None:
    crossing, read = 0, 0
    for one in features("shenzhen_nanshan_buildings.geojson.gz") or [polygon(BOW_TIE)]:
        try:
            parse_multipolygon(one)
            read += 1
        except BadInput:
            crossing += 1
            assert parse_multipolygon(one, mend=True).is_valid
    assert (read, crossing) in {(5435, 3), (0, 1)}
