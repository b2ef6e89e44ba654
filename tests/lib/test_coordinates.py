"""The shifted systems come back to where they were, within centimetres."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mulin.lib.coordinates import SYSTEMS, from_wgs84, to_wgs84
from mulin.lib.errors import BadInput
from mulin.lib.measure import metres_between

china = st.tuples(st.floats(73.5, 134.8), st.floats(18.2, 53.5))


def test_the_shift_in_beijing_is_the_one_seen_in_boundaries() -> None:
    lng, lat = from_wgs84(116.39, 39.90, "gcj02")
    assert lng - 116.39 == pytest.approx(0.006, abs=0.0008)
    assert lat - 39.90 == pytest.approx(0.0012, abs=0.0004)
    assert 450 < metres_between((116.39, 39.90), (lng, lat)) < 650


def test_known_points() -> None:
    assert from_wgs84(116.404, 39.915, "gcj02") == pytest.approx(
        (116.41024449916938, 39.91640428150164), abs=1e-9
    )
    lng, lat = to_wgs84(116.41662724378733, 39.922699552216216, "bd09")
    assert from_wgs84(lng, lat, "gcj02") == pytest.approx((116.41024449916938, 39.91640428150164), abs=1e-6)


@given(point=china, crs=st.sampled_from(SYSTEMS))
def test_there_and_back_is_the_same_place(point: tuple[float, float], crs: str) -> None:
    there = from_wgs84(*point, crs)
    assert metres_between(point, to_wgs84(*there, crs)) < 0.05
    if crs == "gcj02":
        assert 10 < metres_between(point, there) < 1500


@given(st.tuples(st.floats(-180, 70), st.floats(-90, 90)))
def test_nothing_shifts_far_from_china(point: tuple[float, float]) -> None:
    assert from_wgs84(*point, "gcj02") == point
    assert to_wgs84(*point, "gcj02") == point


@pytest.mark.parametrize(
    ("lng", "lat", "crs"),
    [(39.9, 116.4, "wgs84"), (181, 0, "gcj02"), (float("nan"), 0, "bd09"), (1, 1, "utm")],
)
def test_what_is_no_place_is_refused(lng: float, lat: float, crs: str) -> None:
    for turn in (to_wgs84, from_wgs84):
        with pytest.raises(BadInput):
            turn(lng, lat, crs)
