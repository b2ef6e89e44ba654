"""Writing to a secretary: the levels that the place has are offered, and the chosen one is told."""

import pytest
from django.test import Client

from mulin.accounts.models import User
from mulin.cases.models import Case, Instruction
from mulin.notices.kinds import Template
from mulin.notices.models import Notice
from mulin.people.access import Actor
from mulin.people.models import Post
from mulin.reactions.relay import relay_all
from tests.resident.conftest import LAT, LNG, House, form, logged_in, only_case
from tests.support.chinese import assert_no_english
from tests.support.world import World


@pytest.fixture
def secretaries(world: World) -> dict[str, Actor]:
    made = {
        "community": world.post("community_secretary", world.community),
        "street": world.post("street_secretary", world.street),
    }
    Post.objects.filter(pk=made["street"].post_id).update(name="望河街道党工委书记")
    Post.objects.filter(pk=made["community"].post_id).update(name="柳园社区党委书记")
    return made


def test_the_levels_of_ones_home_are_offered(at_home: User, secretaries: dict[str, Actor]) -> None:
    body = logged_in(at_home).get("/report/?door=secretary").content.decode()
    assert "望河街道党工委书记" in body and "柳园社区党委书记" in body
    assert 'value="county"' not in body
    assert body.count('value="street"') == 1
    assert 'value="community" checked' in body
    assert_no_english(body)


def test_an_unknown_place_offers_what_is_held_anywhere(world: World, secretaries: dict[str, Actor]) -> None:
    body = Client().get("/report/?door=secretary").content.decode()
    assert 'value="street"' in body and "望河街道党工委书记" not in body


def test_while_the_pin_moves_the_levels_follow(house: House, secretaries: dict[str, Actor]) -> None:
    given = form(door="secretary", lng=str(LNG), lat=str(LAT), secretary="street")
    body = Client().post("/report/hints/", given).content.decode()
    assert 'hx-swap-oob="true"' in body and "望河街道党工委书记" in body
    assert "secretary" not in Client().post("/report/hints/", form()).content.decode()


def test_the_chosen_secretary_gets_it_and_is_told(
    house: House, resident: User, secretaries: dict[str, Actor]
) -> None:
    browser = logged_in(resident)
    browser.post("/report/", form(door="secretary", lng=str(LNG), lat=str(LAT), secretary="street"))
    case = only_case()
    assert Instruction.objects.get(case=case).by_post_id == secretaries["street"].post_id
    shown = browser.get(f"/mine/{case.pk}/").content.decode()
    assert "望河街道党工委书记" in shown
    assert_no_english(shown)
    relay_all()
    told = Notice.objects.filter(template=Template.WRITTEN_TO)
    assert [notice.person_id for notice in told] == [secretaries["street"].person_id]


def test_a_level_that_nobody_holds_is_refused_with_the_mend(
    house: House, resident: User, secretaries: dict[str, Actor]
) -> None:
    answer = logged_in(resident).post(
        "/report/", form(door="secretary", lng=str(LNG), lat=str(LAT), secretary="county")
    )
    assert answer.status_code == 400
    assert "请选择其他级别" in answer.content.decode()
    assert "望河街道党工委书记" in answer.content.decode()
    assert not Case.objects.exists()


def test_where_nobody_holds_any_it_is_an_ordinary_report(house: House, resident: User) -> None:
    logged_in(resident).post("/report/", form(door="secretary", lng=str(LNG), lat=str(LAT)))
    assert not Instruction.objects.filter(case=only_case()).exists()
