"""The command view: few statements, Chinese, reach by area, small delicate figures hidden."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mulin.cases.actions.file import file
from mulin.catalogue.kinds import Secrecy, Track
from mulin.catalogue.models import Kind
from mulin.insight.queries import area_counts
from mulin.people.access import Actor
from mulin.places.kinds import Rank
from tests.field.conftest import Browser
from tests.screen.conftest import Reported
from tests.support.chinese import assert_no_english
from tests.support.world import World, make_area

PAGES = (
    "/screen/",
    "/screen/late/",
    "/screen/late/?all=1",
    "/screen/repeats/",
    "/screen/links/",
    "/screen/answers/",
)
MOST_STATEMENTS = 12


@pytest.mark.parametrize("address", PAGES)
def test_every_page_works_with_few_statements_in_chinese(
    as_: Browser, world: World, leader: Actor, reported: Reported, draw: Callable[[], None], address: str
) -> None:
    for _number in range(6):
        reported(world.micro)
    draw()
    browser = as_(leader)
    browser.get(address)
    with CaptureQueriesContext(connection) as told:
        answer = browser.get(address)
    assert answer.status_code == 200
    assert len(told) <= MOST_STATEMENTS
    assert_no_english(answer.content)


@pytest.mark.parametrize("address", PAGES)
def test_an_empty_installation_says_so(as_: Browser, leader: Actor, address: str) -> None:
    answer = as_(leader).get(address)
    assert answer.status_code == 200
    assert_no_english(answer.content)


@pytest.mark.parametrize("address", PAGES)
def test_it_is_for_the_duty_only(as_: Browser, world: World, address: str) -> None:
    assert Client().get(address).status_code == 302
    assert as_(world.resident()).get(address).status_code == 404
    assert as_(world.post("grid_worker", world.grid)).get(address).status_code == 404


def test_one_looks_down_but_never_beside_or_above(as_: Browser, world: World, leader: Actor) -> None:
    browser = as_(leader)
    beside = make_area("河西街道", Rank.STREET, world.district)
    for area in (world.street, world.community, world.grid, world.micro):
        assert browser.get(f"/screen/?area={area.code}").status_code == 200
    for area in (beside, world.district):
        assert browser.get(f"/screen/?area={area.code}").status_code == 404
    assert browser.get("/screen/?area=nonsense").status_code == 404
    page = browser.get(f"/screen/?area={world.grid.code}&days=999").content.decode()
    assert world.district.name not in page
    assert f"area={world.street.code}" in page


def test_the_table_tells_the_open_matters_of_each_area(
    as_: Browser, world: World, leader: Actor, reported: Reported, draw: Callable[[], None]
) -> None:
    other = make_area("桃园社区", Rank.COMMUNITY, world.street)
    for _number in range(7):
        reported(world.micro)
    for _number in range(2):
        reported(other)
    draw()
    page = as_(leader).get("/screen/").content.decode()
    cells = re.findall(r'row-link" href="[^"]*">([^<]+)</a>\s*</th>\s*<td class="num">(\d+)</td>', page)
    assert dict(cells) == {"柳园社区": "7", "桃园社区": "2"}


def test_small_figures_with_something_confidential_are_hidden(
    world: World, reported: Reported, draw: Callable[[], None]
) -> None:
    quarrel = world.kind("邻里纠纷", Track.MEDIATION, Secrecy.CONFIDENTIAL)
    one = make_area("一号社区", Rank.COMMUNITY, world.street)
    two = make_area("二号社区", Rank.COMMUNITY, world.street)
    three = make_area("三号社区", Rank.COMMUNITY, world.street)
    reported(one, quarrel)
    for area, number in ((two, 2), (three, 8)):
        for _number in range(number):
            reported(area)
    reported(three, quarrel)
    draw()
    counts = area_counts(world.street, [one, two, three])
    assert counts[one.pk].hidden
    assert counts[two.pk].hidden, "alone, the hidden one could be worked out from the sum"
    assert (counts[three.pk].open, counts[world.street.pk].open) == (9, 12)


def test_confidential_matters_are_in_no_list(
    as_: Browser, world: World, leader: Actor, reported: Reported, draw: Callable[[], None]
) -> None:
    reported(world.micro, world.kind("邻里纠纷", Track.MEDIATION, Secrecy.CONFIDENTIAL), "楼上楼下吵架")
    reported(world.micro, text="联系人13800138000，井盖坏了")
    draw()
    page = as_(leader).get("/screen/late/?all=1").content.decode()
    assert "吵架" not in page
    assert "井盖" in page
    assert "13800138000" not in page


def test_kinds_that_repeat_are_counted_when_filed(
    as_: Browser, world: World, leader: Actor, reported: Reported, lamp: Kind, draw: Callable[[], None]
) -> None:
    from_desk = world.post("community_dispatcher", world.community)
    quarrel = world.kind("邻里纠纷", Track.MEDIATION, Secrecy.CONFIDENTIAL)
    for case in [reported(world.micro) for _number in range(3)]:
        file(case, by=from_desk)
    mediator = world.post("community_dispatcher", world.community, named=["case:mediate"])
    file(reported(world.micro, quarrel), by=mediator)
    draw()
    page = as_(leader).get("/screen/repeats/").content.decode()
    assert re.search(r'路灯不亮</th>\s*<td class="num">3</td>', page)
    assert "邻里纠纷" not in page
