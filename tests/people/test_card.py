"""The service card says who serves here and how to reach them, and nothing about who lives here."""

from dataclasses import asdict

from mulin.people.actions.add_household_member import add_household_member
from mulin.people.actions.charge_households import charge_households
from mulin.people.actions.create_organisation import create_organisation
from mulin.people.actions.record_consent import record_consent
from mulin.people.queries import service_card
from tests.people.cast import HOUSE, Cast


def served(town: Cast) -> Cast:
    create_organisation(
        code="cc",
        name="一社区居委会",
        kind="community",
        area=town.areas["c1"],
        phone="0531-5550009",
        by=HOUSE,
    )
    firm = create_organisation(
        code="pm", name="安居乐物业", kind="property", area=town.areas["s1"], phone="0531-5550008", by=HOUSE
    )
    town.post("pm", "property_manager", town.compounds["k1"], organisation=firm, holder="孙志刚")
    town.post("bh", "building_head", town.buildings["11"], holder="崔德福", phone="0531-5550007")
    town.post("secretary", "community_secretary", town.areas["c1"], holder="林慧芳")
    town.post("nobody", "community_police", town.areas["c1"])
    town.post("elsewhere", "grid_worker", town.areas["g12"], holder="别人")
    person = town.person("梁秀兰", phone="13800138000")
    add_household_member(town.doors["11-1"], person=person, relation="head", by=HOUSE)
    return town


def test_an_entrance_shows_who_serves_from_the_grid_outwards(town: Cast) -> None:
    entrance = served(town).doors["11-1"].entrance
    card = service_card(entrance)
    assert (card.community, card.grid, card.building, card.entrance) == ("c1", "g11", "11号楼", "1单元")
    assert (card.compound, card.community_phone) == ("k1", "0531-5550009")
    assert [(line.role, line.name, line.phone) for line in card.lines] == [
        ("community_secretary", "林慧芳", ""),
        ("grid_head", "马立军", ""),
        ("grid_worker", "周晓燕", "0531-5550001"),
        ("building_head", "崔**", "0531-5550007"),
        ("property_manager", "孙志刚", "0531-5550008"),
    ]
    everything = repr(asdict(card))
    assert "梁" not in everything
    assert "13800138000" not in everything


def test_a_neighbour_who_agreed_is_shown_by_name(town: Cast) -> None:
    served(town)
    record_consent(town.person("崔德福"), purpose="publish", means="paper", by=HOUSE)
    names = [line.name for line in service_card(town.doors["11-1"].entrance).lines]
    assert "崔德福" in names


def test_a_household_shows_its_person_in_charge(town: Cast) -> None:
    served(town)
    charge_households([town.doors["11-1"]], post=town.posts["staff"], by=HOUSE)
    assert "staff" in [line.post_name for line in service_card(town.doors["11-1"]).lines]
    assert "staff" not in [line.post_name for line in service_card(town.doors["11-2"]).lines]
    assert "staff" in [line.post_name for line in service_card(town.doors["11-1"].entrance).lines]


def test_an_area_has_a_card_too(town: Cast) -> None:
    card = service_card(served(town).areas["g11"])
    assert [line.role for line in card.lines] == ["community_secretary", "grid_head", "grid_worker"]
    assert card.building == ""
