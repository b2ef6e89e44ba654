"""A point finds its deepest area: edges included, ties told, order stable."""

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import shape

from mulin.lib.coordinates import from_wgs84
from mulin.lib.errors import BadInput, NotAllowed
from mulin.places.actions.create_building import create_building
from mulin.places.actions.set_boundary import set_boundary
from mulin.places.kinds import Rank
from mulin.places.models import AreaBoundary
from mulin.places.queries import locate, locate_many, nearest_building
from mulin.places.rules import Finder, Shape
from mulin.trail.models import Event
from tests.places.ground import OWNER, Manager, area, square, town


@pytest.mark.django_db
def test_the_deepest_area_wins_and_its_chain_is_told() -> None:
    there = town()
    found = locate(10.5, 10.5)
    assert found.area == there.grid
    assert found.ties == [there.grid]
    assert found.chain == [there.district, there.street, there.community, there.grid]
    micro = area(there.grid, Rank.MICRO_GRID, "微网格", boundary=square(10.4, 10.4, 0.2))
    assert locate(10.5, 10.5).area == micro
    assert locate(10.1, 10.1).area == there.grid


@pytest.mark.django_db
def test_edges_are_inside_and_a_shared_edge_tells_both() -> None:
    there = town()
    assert locate(10.0, 10.0).area == there.grid
    on_edge = locate(11.0, 10.5)
    assert on_edge.area == there.grid
    assert on_edge.ties == [there.grid, there.second_grid]


@pytest.mark.django_db
def test_outside_everything_is_no_area_and_outside_the_earth_is_refused() -> None:
    there = town()
    assert locate(50, 50).area is None
    assert locate(10.5, 10.5, within=there.other_street).area is None
    for lng, lat in ((181, 0), (0, 91), (float("nan"), 0), (float("inf"), 0)):
        with pytest.raises(BadInput):
            locate(lng, lat)


@pytest.mark.django_db
def test_a_redrawn_boundary_counts_at_once_and_the_old_is_kept() -> None:
    there = town()
    assert locate(10.9, 10.5).area == there.grid
    set_boundary(there.grid, boundary=square(10, 10, 0.5, 1), by=OWNER)
    set_boundary(there.grid, boundary=square(10, 10, 0.5, 1), by=OWNER)
    assert locate(10.9, 10.5).area == there.community
    assert AreaBoundary.objects.filter(area=there.grid).count() == 2
    assert Event.objects.filter(verb="area.redrawn").count() == 1
    with pytest.raises(NotAllowed):
        set_boundary(there.grid, boundary=square(10, 10), by=Manager(there.other_street))


@pytest.mark.django_db
def test_holes_are_outside_and_crossing_outlines_are_refused() -> None:
    there = town()
    ring = square(10, 10)["coordinates"][0]
    hole = square(10.4, 10.4, 0.2)["coordinates"][0]
    set_boundary(there.grid, boundary={"type": "Polygon", "coordinates": [ring, hole]}, by=OWNER)
    assert locate(10.5, 10.5).area == there.community
    bow = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
    with pytest.raises(BadInput) as refusal:
        set_boundary(there.grid, boundary=bow, by=OWNER)
    assert "boundary" in refusal.value.fields


@pytest.mark.django_db
@pytest.mark.parametrize("crs", ["gcj02", "bd09"])
def test_shifted_maps_are_converted_at_the_edge(crs: str) -> None:
    there = town()
    corners = [from_wgs84(116 + x, 39 + y, crs) for x, y in ((0, 0), (0.01, 0), (0.01, 0.01), (0, 0.01))]
    boundary = {"type": "Polygon", "coordinates": [[list(each) for each in [*corners, corners[0]]]]}
    drawn = set_boundary(there.grid, boundary=boundary, crs=crs, by=OWNER)
    assert drawn.bbox == pytest.approx((116, 39, 116.01, 39.01), abs=1e-6)
    assert drawn.boundary_crs == crs


@pytest.mark.django_db
def test_many_points_at_once_agree_with_one_by_one() -> None:
    town()
    points = [(10 + x / 7, 10 + y / 7) for x in range(-1, 16) for y in range(-1, 9)]
    one_by_one = [[each.pk for each in locate(*point).ties] for point in points]
    assert locate_many(points) == one_by_one


@pytest.mark.django_db
def test_the_nearest_building_within_reach() -> None:
    there = town()
    near = create_building(there.grid, name="1号楼", lng=10.5, lat=10.5, by=OWNER)
    outlined = create_building(there.grid, name="2号楼", footprint=square(10.501, 10.5, 0.0005), by=OWNER)
    assert nearest_building(10.5001, 10.5) == near
    assert nearest_building(10.5012, 10.5002) == outlined
    assert nearest_building(10.6, 10.6) is None


@given(
    st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8), st.integers(1, 4)), min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(0, 24), st.integers(0, 24)), min_size=1, max_size=20),
)
def test_the_finder_agrees_with_plain_geometry(
    squares: list[tuple[int, int, int]], dots: list[tuple[int, int]]
) -> None:
    ranks = [Rank.COMMUNITY, Rank.GRID, Rank.MICRO_GRID]
    shapes = [
        Shape(at, ranks[size % 3], f"{at:03d}", shape(square(west, south, size)))
        for at, (west, south, size) in enumerate(squares)
    ]
    points = [(x / 2, y / 2) for x, y in dots]
    found = Finder(shapes).find_many(points)
    for (lng, lat), keys in zip(points, found, strict=True):
        holding = [
            each
            for each in shapes
            if each.outline.bounds[0] <= lng <= each.outline.bounds[2]
            and each.outline.bounds[1] <= lat <= each.outline.bounds[3]
        ]
        deepest = max((each.rank for each in holding), default=None)
        assert keys == [each.key for each in holding if each.rank == deepest]


@pytest.mark.django_db
def test_an_outline_that_was_rolled_back_is_forgotten() -> None:
    there = town()
    with transaction.atomic():
        set_boundary(there.grid, boundary=square(10.6, 10.6, 0.2), by=OWNER)
        assert locate(10.7, 10.7).area == there.grid
        transaction.set_rollback(True)
    set_boundary(there.grid, boundary=square(10, 10, 0.5, 0.5), by=OWNER)
    assert locate(10.25, 10.25).area == there.grid
