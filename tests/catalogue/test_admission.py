"""What may be sent to whom and come by which door, and who decided otherwise."""

from datetime import timedelta
from typing import Any

import pytest

from mulin.catalogue.actions.admit import admit
from mulin.catalogue.kinds import Door, Track
from mulin.catalogue.models import Edition
from mulin.catalogue.queries import admitted, current_kinds
from mulin.lib import clock
from mulin.lib.errors import BadInput
from mulin.places.kinds import Rank
from tests.catalogue.town import HOUSE, Town, confidential, kind, published


@pytest.fixture
def edition(place: Town) -> Edition:
    return published()


def test_a_kind_outside_the_list_needs_an_admission(place: Town) -> None:
    edition = published("0101", ranks=[4, 5], doors=["resident", "phone"])
    one, grid = kind(edition), place.areas["g1"]
    assert not admitted(one, grid, rank=Rank.GRID)
    assert admitted(one, grid, rank=Rank.COMMUNITY)
    decision = admit("T:0101", area=place.areas["c1"], rank=Rank.GRID, reason="街道会商同意", by=HOUSE)
    found = admitted(one, grid, rank=Rank.GRID)
    assert (found.yes, found.reason, found.admission_id) == (True, "街道会商同意", decision.pk)
    assert not admitted(one, place.areas["g2"], rank=Rank.GRID)
    assert (
        admit("T:0101", area=place.areas["c1"], rank=Rank.GRID, reason="街道会商同意", by=HOUSE) == decision
    )


def test_the_nearer_decision_holds_and_ends_on_its_day(place: Town) -> None:
    one = kind(published("0101", doors=["phone"]))
    admit("T:01", door=Door.RESIDENT, reason="全区开放", by=HOUSE)
    admit("T:0101", area=place.areas["c1"], door=Door.RESIDENT, admitted=False, reason="暂停", by=HOUSE)
    assert [admitted(one, place.areas[code], door=Door.RESIDENT).yes for code in ("g1", "g2")] == [
        False,
        True,
    ]
    assert current_kinds(place.areas["g1"], Door.RESIDENT) == []
    assert current_kinds(place.areas["g2"].pk, Door.RESIDENT) == [one]
    until = clock.today() + timedelta(days=3)
    admit("T:0101", area=place.areas["c1"], door=Door.RESIDENT, reason="三天", until=until, by=HOUSE)
    assert admitted(one, place.areas["g1"], door=Door.RESIDENT)
    assert admitted(one, place.areas["g1"], door=Door.RESIDENT, on=until).reason == "暂停"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"rank": None}, "rank"),
        ({"door": "resident"}, "rank"),
        ({"rank": 9}, "rank"),
        ({"rank": None, "door": "window"}, "door"),
        ({"until": clock.today()}, "until"),
    ],
)
def test_a_decision_that_does_not_fit_is_named(edition: Edition, given: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        admit("T:0101", by=HOUSE, **{"rank": Rank.GRID, "reason": "试点"} | given)
    assert field in refusal.value.fields


def test_no_decision_lets_riders_report_people(place: Town) -> None:
    published("0101", **confidential(Track.MEDIATION))
    for key in ("T:0101", "T:01", "T:"):
        with pytest.raises(BadInput):
            admit(key, door=Door.RIDER, reason="试点", by=HOUSE)
