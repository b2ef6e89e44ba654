"""The ground under a point: outlines and houses of its community, or nothing, or a clear refusal."""

import pytest
from django.test import Client

from tests.support.cast import Town


def test_a_point_in_town(town: Town) -> None:
    lng, lat = town.spot
    found = Client().get("/map/ground/", {"lng": lng, "lat": lat}).json()
    assert found["shapes"]["features"]
    assert {"lng", "lat", "name"} == set(found["houses"][0])
    assert town.building.name in {house["name"] for house in found["houses"]}


def test_the_sea(town: Town) -> None:
    assert Client().get("/map/ground/?lng=150&lat=0").json() == {"shapes": None, "houses": []}


@pytest.mark.parametrize("query", ["", "lng=x&lat=1", "lng=nan&lat=1", "lng=1e999&lat=1", "lng=181&lat=1"])
def test_what_is_no_place(db: None, query: str) -> None:
    assert Client().get(f"/map/ground/?{query}").status_code == 400
