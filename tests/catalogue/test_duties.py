"""Who answers where: the nearest area, then the nearest kind, then the usual role, then the dispatcher."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mulin.catalogue.actions.admit import admit
from mulin.catalogue.actions.duties_from_standards import duties_from_standards
from mulin.catalogue.actions.end_duty import end_duty
from mulin.catalogue.actions.inherit_duties import inherit_duties
from mulin.catalogue.actions.set_duty import set_duty
from mulin.catalogue.imports import take_catalogue
from mulin.catalogue.kinds import RouteVia, Track
from mulin.catalogue.models import DutyRow, Edition
from mulin.catalogue.queries import admitted, duty_list, explain, route
from mulin.lib import clock
from mulin.lib.errors import BadInput, Conflict, NotAllowed
from mulin.people.models import Role
from mulin.places.kinds import Rank
from mulin.trail.models import Event
from tests.catalogue.test_imports import COVER, FELLED, table
from tests.catalogue.town import HOUSE, Town, confidential, kind, published


@pytest.fixture
def edition(place: Town) -> Edition:
    return published("0101", "0102", lead_role="grid_worker")


def duty(place: Town, key: str, area: str, organisation: str = "water", **more: Any) -> DutyRow:
    return set_duty(key, place.areas[area], organisation=place.organisations[organisation], by=HOUSE, **more)


def test_the_nearest_area_wins_over_the_nearer_kind(place: Town, edition: Edition) -> None:
    duty(place, "T:0101", "d", "water")
    duty(place, "T:", "c1", "home")
    assert route(kind(edition), place.areas["g1"]).organisation_id == place.organisations["home"].pk
    assert route(kind(edition), place.areas["g2"]).organisation_id == place.organisations["water"].pk


def test_in_one_area_the_kind_wins_over_its_class_and_that_over_the_scheme(
    place: Town, edition: Edition
) -> None:
    duty(place, "T:", "d", "home")
    duty(place, "T-01", "d", "power")
    duty(place, "T-0101", "d", "water")
    assert route(kind(edition), place.areas["g1"]).organisation_id == place.organisations["water"].pk
    assert route(kind(edition, "0102"), place.areas["g1"]).organisation_id == place.organisations["power"].pk


def test_the_reason_is_kept_and_told(place: Town, edition: Edition) -> None:
    row = duty(place, "T:0101", "d")
    found = route(kind(edition), place.areas["g1"])
    assert found.reason.duty_row_id == row.pk
    for text in (found.reason.text, explain(found.reason.as_json())):
        assert str(row.pk) in text and "事项0101" in text and "区域d" in text and "供水公司" in text
    assert explain({"via": "chosen"}) == ""


def test_assisting_organisations_come_along(place: Town, edition: Edition) -> None:
    duty(place, "T:0101", "d", assist=[place.organisations["power"], place.organisations["home"]])
    found = route(kind(edition), place.areas["g1"])
    assert set(found.assist) == {place.organisations["power"].pk, place.organisations["home"].pk}


def test_a_role_means_the_nearest_post_with_it(place: Town, edition: Edition) -> None:
    place.post("worker", "department_worker", "d", organisation=place.organisations["water"])
    near = place.post("near", "department_worker", "s", organisation=place.organisations["water"])
    place.post("other", "department_worker", "g1", organisation=place.organisations["power"])
    duty(place, "T:0101", "d", role=Role.objects.get(pk="department_worker"))
    assert route(kind(edition), place.areas["g1"]).post_id == near.pk


def test_a_post_is_named_directly(place: Town, edition: Edition) -> None:
    set_duty("T:0101", place.areas["d"], post=place.posts["grid"], by=HOUSE)
    found = route(kind(edition), place.areas["g2"])
    assert (found.post_id, found.organisation_id) == (
        place.posts["grid"].pk,
        place.organisations["office"].pk,
    )


def test_without_a_row_the_usual_role_leads(place: Town, edition: Edition) -> None:
    found = route(kind(edition), place.areas["g1"])
    assert (found.via, found.post_id) == (RouteVia.DEFAULT, place.posts["grid"].pk)
    assert "岗位grid" in found.reason.text


def test_without_anybody_it_stays_with_the_dispatcher(place: Town, edition: Edition) -> None:
    found = route(kind(edition), place.areas["c1"])
    assert (found.via, found.post_id) == (RouteVia.FALLBACK, place.posts["disp"].pk)
    assert "岗位disp" in found.reason.text
    nowhere = route(kind(edition), place.areas["d"])
    assert (nowhere.organisation_id, nowhere.post_id) == (None, None)
    assert "事项0101" in nowhere.reason.text


def test_an_empty_post_is_passed_over(place: Town, edition: Edition) -> None:
    place.post("empty", "grid_worker", "g1", held=False)
    assert route(kind(edition), place.areas["g1"]).post_id == place.posts["grid"].pk


def test_a_confidential_kind_goes_to_a_post_named_for_it(place: Town) -> None:
    edition = published("0101", lead_role="mediator", **confidential(Track.MEDIATION))
    assert route(kind(edition), place.areas["g1"]).post_id is None
    place.post("med0", "mediator", "c1")
    named = place.post("med", "mediator", "c1", named_duties=["case:mediate"])
    assert route(kind(edition), place.areas["g1"]).post_id == named.pk


def test_routing_takes_two_statements(place: Town, edition: Edition) -> None:
    one = kind(edition)
    with CaptureQueriesContext(connection) as told:
        route(one, place.areas["g1"])
    assert len(told) == 2
    duty(place, "T:0101", "d", assist=[place.organisations["power"]])
    with CaptureQueriesContext(connection) as told:
        route(one, place.areas["g1"])
    assert len(told) == 1


def test_a_new_row_ends_the_old_one(place: Town, edition: Edition) -> None:
    old = duty(place, "T:0101", "d", "water", from_date=clock.today() - timedelta(days=30))
    new = duty(place, "T:0101", "d", "power")
    old.refresh_from_db()
    assert (old.valid_to, new.valid_to) == (clock.today(), None)
    yesterday = clock.today() - timedelta(days=1)
    assert (
        route(kind(edition), place.areas["g1"], on=yesterday).organisation_id
        == place.organisations["water"].pk
    )
    assert list(duty_list(place.areas["d"])) == [new]
    assert list(duty_list(place.areas["g1"], inherited=True)) == [new]


def test_the_same_row_again_is_the_row_there_is(place: Town, edition: Edition) -> None:
    first = duty(place, "T:0101", "d", assist=[place.organisations["power"]])
    count = Event.objects.count()
    assert duty(place, "T-0101", "d", assist=[place.organisations["power"]]) == first
    assert (DutyRow.objects.count(), Event.objects.count()) == (1, count)


def test_rows_do_not_overlap(place: Town, edition: Edition) -> None:
    duty(place, "T:0101", "d", "water", from_date=clock.today())
    with pytest.raises(Conflict):
        duty(place, "T:0101", "d", "power", from_date=clock.today() - timedelta(days=3))
    with pytest.raises(BadInput):
        duty(place, "T:0102", "d", from_date=clock.today(), until=clock.today())


def test_an_ended_row_no_longer_routes(place: Town, edition: Edition) -> None:
    row = duty(place, "T:0101", "d")
    end_duty(row, by=HOUSE)
    count = Event.objects.count()
    assert end_duty(row, by=HOUSE).valid_to == clock.today()
    assert Event.objects.count() == count
    assert route(kind(edition), place.areas["g1"]).via == RouteVia.DEFAULT
    later = duty(place, "T:0101", "d", from_date=clock.today() + timedelta(days=5))
    with pytest.raises(BadInput):
        end_duty(later, by=HOUSE)


def test_a_duty_names_somebody_and_a_kind_that_is(place: Town, edition: Edition) -> None:
    with pytest.raises(BadInput):
        set_duty("T:0101", place.areas["d"], by=HOUSE)
    with pytest.raises(BadInput):
        duty(place, "T:0999", "d")
    with pytest.raises(BadInput):
        duty(place, "NONE:", "d")
    with pytest.raises(BadInput):
        duty(place, "T:0101", "d", assist=[place.organisations["water"]])


def test_only_who_keeps_the_catalogue_there_sets_duties(place: Town, edition: Edition) -> None:
    row = duty(place, "T:0102", "c1")
    for act in (
        lambda by: set_duty("T:0101", place.areas["c1"], organisation=place.organisations["home"], by=by),
        lambda by: end_duty(row, by=by),
        lambda by: admit("T:0101", area=place.areas["c1"], rank=Rank.GRID, reason="试点", by=by),
    ):
        with pytest.raises(NotAllowed):
            act(place.actor("disp"))
        act(place.actor("owner"))


def test_duties_follow_an_area_that_was_split(place: Town, edition: Edition) -> None:
    duty(place, "T:0101", "c1", "home", assist=[place.organisations["power"]])
    kept = duty(place, "T:0101", "c2", "power")
    place.area("c3", Rank.COMMUNITY, "s")
    admit("T:0101", area=place.areas["c1"], rank=Rank.GRID, admitted=False, reason="暂停", by=HOUSE)
    heirs = [place.areas["c2"], place.areas["c3"]]
    made = inherit_duties(place.areas["c1"], successors=heirs, by=HOUSE)
    assert [(row.area, row.organisation) for row in made] == [
        (place.areas["c3"], place.organisations["home"])
    ]
    assert list(made[0].assist.all()) == [place.organisations["power"]]
    assert list(duty_list(place.areas["c2"])) == [kept]
    assert list(duty_list(place.areas["c1"])) == []
    assert not admitted(kind(edition), place.areas["c3"], rank=Rank.GRID)
    assert inherit_duties(place.areas["c1"], successors=heirs, by=HOUSE) == []


def test_rows_are_made_of_a_citys_standards(place: Town, tmp_path: Path) -> None:
    place.organisation("covers", "节水中心", "d", "department")
    place.organisation("parks", "园林中心", "d", "department")
    by_hand = [*COVER]
    by_hand[3:5] = ["2", "污水井盖"]
    take_catalogue(table(tmp_path, [COVER, by_hand, [*FELLED[:5], "没有的单位", *FELLED[6:]]]))
    edition = Edition.objects.get(scheme__code="YC")
    kept = duty(place, "YC:C0102", "d", "water")
    for _again in range(2):
        missing = duties_from_standards(edition, place.areas["d"], basis="试行", by=HOUSE)
        assert missing == {"YC:E0122": "没有的单位"}
    rows = {row.key: row for row in duty_list(place.areas["d"])}
    assert rows["YC:C0101"].organisation == place.organisations["covers"]
    assert rows["YC:C0102"] == kept
