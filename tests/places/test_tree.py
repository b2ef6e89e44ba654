"""The tree grows, is renamed, renumbered, moved and retired, and never gives a code twice."""

import pytest
from django.db import IntegrityError, transaction

from mulin.lib.errors import BadInput, NotAllowed, NotFound, WrongState
from mulin.places.actions.create_area import NewArea, create_area
from mulin.places.actions.create_building import create_building
from mulin.places.actions.move import move
from mulin.places.actions.name_also import name_also
from mulin.places.actions.rename import rename
from mulin.places.actions.renumber import renumber
from mulin.places.actions.retire import retire
from mulin.places.kinds import Rank
from mulin.places.models import Area, Household
from mulin.places.queries import ancestors, area_by_code, at_rank, chains, children, subtree
from mulin.trail.models import Event
from tests.places.ground import OWNER, Manager, area, town

pytestmark = pytest.mark.django_db


def test_a_new_area_carries_its_whole_lineage() -> None:
    there = town()
    assert there.grid.lineage() == {
        "province_id": None,
        "city_id": None,
        "district_id": there.district.pk,
        "street_id": there.street.pk,
        "community_id": there.community.pk,
        "grid_id": there.grid.pk,
        "micro_grid_id": None,
    }
    assert [each.name for each in ancestors(there.grid)] == ["泉东区", "柳荫街道", "东湖社区居委会"]
    assert set(subtree(there.street)) == {there.street, there.community, there.grid, there.second_grid}
    assert list(children(there.community)) == [there.grid, there.second_grid]
    assert at_rank(there.grid, Rank.STREET) == there.street.pk
    assert chains([there.grid])[there.grid.pk][-1] == there.grid


def test_codes_are_given_out_in_sequence() -> None:
    there = town()
    assert [there.grid.code, there.second_grid.code] == ["370999001001001", "370999001001002"]
    assert area(there.grid, Rank.MICRO_GRID, "微网格").code == "37099900100100101"


def test_no_code_is_ever_used_again() -> None:
    there = town()
    renumber(there.second_grid, code="370999001001009", by=OWNER)
    with pytest.raises(BadInput) as refusal:
        area(there.community, Rank.GRID, "新", code="370999001001002")
    assert "code" in refusal.value.fields
    assert area(there.community, Rank.GRID, "新").code == "370999001001010"
    assert area_by_code("370999001001002") == there.second_grid
    with pytest.raises(IntegrityError), transaction.atomic():
        Area.objects.filter(pk=there.grid.pk).update(code="370999001001002")
    with pytest.raises(NotFound):
        area_by_code("1")


def test_the_pattern_of_codes_is_a_setting(settings: object) -> None:
    there = town()
    settings.AREA_CODES = {"grid": r"\d{15}"}  # type: ignore[attr-defined] # pytest-django's fixture
    with pytest.raises(BadInput):
        area(there.community, Rank.GRID, "新", code="G-1")


@pytest.mark.parametrize("rank", [Rank.STREET, Rank.GRID, Rank.DISTRICT])
def test_a_grid_lies_under_a_community_only_and_ranks_descend(rank: Rank) -> None:
    there = town()
    with pytest.raises(BadInput):
        area(there.street, rank, "不可")


def test_a_rank_may_be_absent() -> None:
    there = town()
    village = area(there.district, Rank.COMMUNITY, "直管村")
    assert village.lineage()["street_id"] is None


def test_only_who_manages_the_area_may_change_it() -> None:
    there = town()
    stranger = Manager(there.other_street)
    new = NewArea(name="新", rank=Rank.GRID)
    for act in (
        lambda by: create_area(there.community, new=new, by=by),
        lambda by: rename(there.grid, name="新", by=by),
        lambda by: renumber(there.grid, code="370999001001777", by=by),
        lambda by: retire(there.grid, by=by),
        lambda by: create_area(None, new=NewArea(name="新", rank=Rank.PROVINCE), by=by),
    ):
        with pytest.raises(NotAllowed):
            act(stranger)
    assert create_area(there.community, new=new, by=Manager(there.street)).parent == there.community


def test_a_rename_keeps_the_old_name_known_and_repeats_harmlessly() -> None:
    there = town()
    rename(there.community, name="西湖社区居委会", by=OWNER)
    rename(there.community, name="西湖社区居委会", by=OWNER)
    there.community.refresh_from_db()
    assert (there.community.name, there.community.short_name) == ("西湖社区居委会", "西湖社区")
    assert list(there.community.aliases.values_list("name", flat=True)) == ["东湖社区"]
    assert Event.objects.filter(verb="area.renamed").count() == 1
    with pytest.raises(BadInput):
        rename(there.community, name=" ", by=OWNER)


def test_a_move_takes_everything_below_along() -> None:
    there = town()
    create_building(there.grid, name="1号楼", entrances={"1单元": ["101", "102"]}, by=OWNER)
    move(there.community, to=there.other_street, by=OWNER)
    move(there.community, to=there.other_street, by=OWNER)
    there.grid.refresh_from_db()
    assert there.grid.street_id == there.other_street.pk
    assert there.grid.community_id == there.community.pk
    assert set(Household.objects.values_list("street_id", flat=True)) == {there.other_street.pk}
    assert Event.objects.filter(verb="area.moved").count() == 1


def test_a_move_into_its_own_branch_or_over_a_border_is_refused() -> None:
    there = town()
    with pytest.raises(BadInput):
        move(there.street, to=there.grid, by=OWNER)
    with pytest.raises(NotAllowed):
        move(there.community, to=there.other_street, by=Manager(there.street))


def test_only_an_empty_area_is_retired() -> None:
    there = town()
    with pytest.raises(WrongState):
        retire(there.community, by=OWNER)
    retire(there.second_grid, by=OWNER)
    retire(there.second_grid, by=OWNER)
    there.second_grid.refresh_from_db()
    assert there.second_grid.valid_to is not None
    assert there.second_grid not in set(subtree(there.community))
    with pytest.raises(WrongState):
        area(there.second_grid, Rank.MICRO_GRID, "微网格")


def test_another_name_is_kept_once() -> None:
    there = town()
    assert name_also(there.grid, name="老槐树下", by=OWNER) == name_also(
        there.grid, name="老槐树下", by=OWNER
    )
    with pytest.raises(NotAllowed):
        name_also(there.grid, name="别名", by=Manager(there.other_street))
