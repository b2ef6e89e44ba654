"""Places are found by their names in what people write."""

import pytest

from mulin.places.actions.create_building import create_building
from mulin.places.actions.create_compound import create_compound
from mulin.places.actions.name_also import name_also
from mulin.places.kinds import Rank
from mulin.places.queries import find_by_words
from mulin.places.rules import name_key, short_name
from tests.places.ground import OWNER, area, town


@pytest.mark.django_db
def test_the_deepest_named_place_comes_first_with_its_words() -> None:
    there = town()
    garden = create_compound(there.community, name="锦绣花园小区", grids=[there.grid], by=OWNER)
    found = find_by_words("泉东区柳荫街道东湖社区居委会锦绣花园小区3号楼楼道灯不亮")
    assert found[0] == (garden, "锦绣花园小区")
    assert {(place.name, words) for place, words in found[1:]} == {
        ("东湖社区居委会", "东湖社区居委会"),
        ("柳荫街道", "柳荫街道"),
        ("泉东区", "泉东区"),
    }
    house = create_building(there.grid, name="3号楼", compound=garden, by=OWNER)
    create_building(there.second_grid, name="3号楼", by=OWNER)
    assert find_by_words("锦绣花园3号楼楼道灯不亮")[0] == (house, "3号楼")


@pytest.mark.django_db
def test_namesakes_are_told_apart_by_what_stands_above_them() -> None:
    there = town()
    here = area(there.street, Rank.COMMUNITY, "解放路社区")
    elsewhere = area(there.other_street, Rank.COMMUNITY, "解放路社区")
    assert find_by_words("槐树街道解放路社区垃圾没人收")[0][0] == elsewhere
    assert [place for place, _ in find_by_words("解放路社区", within=there.street)] == [here]


@pytest.mark.django_db
def test_a_name_inside_a_longer_name_does_not_count() -> None:
    there = town()
    create_compound(there.community, name="东湖社区幸福里", by=OWNER)
    assert [words for _, words in find_by_words("东湖社区幸福里漏水")] == ["东湖社区幸福里"]


@pytest.mark.django_db
def test_other_names_are_understood() -> None:
    there = town()
    name_also(there.grid, name="老槐树", by=OWNER)
    assert find_by_words("老槐树那边路灯坏了") == [(there.grid, "老槐树")]
    assert find_by_words("") == []
    assert find_by_words("别处") == []


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("梅园新村社区居委会", "梅园新村"),
        ("东湖社区居委会", "东湖社区"),
        ("东华门街道", "东华门"),
        ("建外街道办事处", "建外街道"),
        ("朝阳区", "朝阳区"),
        ("李村村民委员会", "李村"),
        ("福利村委会", "福利村"),
        ("第二居委会", "第二居委会"),
        ("廖家渡村村委会", "廖家渡"),
        ("居委会", "居委会"),
    ],
)
def test_short_names_are_as_people_write_them(name: str, short: str) -> None:
    assert short_name(name) == short


def test_names_sort_by_sound_and_number() -> None:
    names = ["第10网格", "第2网格", "张家村", "安平里", "白杨街道"]
    assert sorted(names, key=name_key) == ["安平里", "白杨街道", "第2网格", "第10网格", "张家村"]
