"""Reach agrees with a plain walk up the tree, for the object, the query and the nearest post alike."""

import pickle
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from mulin.lib import clock
from mulin.lib.errors import NotAllowed
from mulin.people.access import Actor, HeldPost, actor_for, lineage_of, require, within
from mulin.people.actions.appoint_deputy import appoint_deputy
from mulin.people.kinds import Duty
from mulin.people.rules import nearest
from mulin.places.kinds import Rank
from mulin.places.models import Area, Household
from tests.people.cast import HOUSE, Cast

COLUMNS = ["province_id", "city_id", "district_id", "street_id", "community_id", "grid_id", "micro_grid_id"]
DUTIES = [Duty.CASE_SEE, Duty.CASE_HANDLE]


@st.composite
def held_posts(draw: st.DrawFn) -> HeldPost:
    number = draw(st.integers(1, 10_000))
    return HeldPost(
        post_id=number,
        code=f"p{number}",
        name="",
        role="",
        organisation_id=draw(st.sampled_from([None, 1, 2])),
        duties=frozenset(draw(st.sets(st.sampled_from(DUTIES)))),
        area_scopes=tuple(draw(st.lists(st.tuples(st.sampled_from(Rank), st.integers(1, 4)), max_size=3))),
        compound_ids=tuple(draw(st.lists(st.integers(1, 3), max_size=2))),
        building_ids=tuple(draw(st.lists(st.integers(1, 3), max_size=2))),
        household_ids=tuple(draw(st.lists(st.integers(1, 3), max_size=2))),
        everywhere=draw(st.integers(0, 9)) == 0,
        deputy=draw(st.booleans()),
    )


lineages = st.fixed_dictionaries(
    {name: st.one_of(st.none(), st.integers(1, 4)) for name in COLUMNS},
    optional={name: st.integers(1, 3) for name in ("compound_id", "building_id", "household_id")},
)


def plainly_reaches(post: HeldPost, lineage: dict[str, int | None]) -> bool:
    covered = {(COLUMNS[rank - 1], area_id) for rank, area_id in post.area_scopes}
    covered |= {("compound_id", found) for found in post.compound_ids}
    covered |= {("building_id", found) for found in post.building_ids}
    covered |= {("household_id", found) for found in post.household_ids}
    return post.everywhere or any((name, value) in covered for name, value in lineage.items() if value)


@given(st.lists(held_posts(), max_size=5), lineages, st.sampled_from(DUTIES))
def test_reach_is_the_union_of_the_posts(
    posts: list[HeldPost], lineage: dict[str, int | None], duty: Duty
) -> None:
    actor = Actor(person_id=1, posts=tuple(posts))
    expected = [post for post in posts if duty in post.duties and plainly_reaches(post, lineage)]
    assert actor.reaches(duty, lineage) == bool(expected)
    assert actor.may(duty) == any(duty in post.duties for post in posts)
    chosen = actor.post_for(duty, lineage)
    assert (chosen in expected) if expected else (chosen is None)
    if chosen:
        assert all((chosen.depth(lineage) or 0) >= (post.depth(lineage) or 0) for post in expected)
    assert pickle.loads(pickle.dumps(actor)) == actor


def test_the_nearest_post_wins_and_an_own_one_before_a_deputised() -> None:
    post = HeldPost(1, "a", "", "", None, frozenset({Duty.CASE_SEE}), ((Rank.STREET, 1),))
    grid = replace(post, post_id=2, code="z", area_scopes=((Rank.GRID, 1),))
    lent = replace(grid, post_id=3, code="b", deputy=True)
    place = {"street_id": 1, "grid_id": 1}
    assert nearest((post, lent, grid), place) == grid
    assert nearest((post, lent, grid), {"street_id": 1}) == post
    assert nearest((post, lent, grid), {"street_id": 2}) is None
    assert nearest((post, lent, grid), None) == grid


def test_the_query_agrees_with_the_object(town: Cast) -> None:
    town.post("property", "community_staff", town.compounds["k2"], holder="物业")
    town.post("heads", "community_staff", town.buildings["12"], town.doors["11-3"], holder="楼长")
    for code in ("worker", "dispatcher", "staff", "owner", "property", "heads"):
        actor = town.actor(code)
        reached = {
            home.pk
            for home in Household.objects.select_related("entrance__building")
            if actor.reaches(Duty.PERSON_SEE, lineage_of(home))
        }
        by_area = set(Household.objects.filter(within(actor, Duty.PERSON_SEE)).values_list("pk", flat=True))
        nearer = {"compound_id", "building_id", "household_id"}
        assert by_area <= reached
        if code not in {"property", "heads"}:
            assert by_area == reached
        else:
            assert not by_area
            assert reached
        assert within(actor, Duty.PERSON_SEE, near=nearer) is not None


def test_without_reach_the_query_is_never_true_and_everywhere_it_always_is(town: Cast) -> None:
    assert not Area.objects.filter(within(Actor.resident(None), Duty.CASE_SEE)).exists()
    assert not Area.objects.filter(within(town.actor("worker"), Duty.POST_MANAGE)).exists()
    everything = Area.objects.count()
    assert Area.objects.filter(within(town.actor("owner"), Duty.POST_MANAGE)).count() == everything
    assert Area.objects.filter(within(HOUSE, Duty.CASE_SEE)).count() == everything
    below = Area.objects.filter(within(town.actor("dispatcher"), Duty.CASE_FILE)).values_list(
        "code", flat=True
    )
    assert set(below) == {"c1", "g11", "g12"}


def test_an_actor_is_built_in_three_statements(town: Cast) -> None:
    person = town.person("周晓燕")
    town.post("second", "micro_grid_worker", town.areas["g12"], holder="周晓燕")
    today = clock.today()
    appoint_deputy(town.posts["head"], person=person, since=today, until=today, by=HOUSE)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        actor = actor_for(person.account)
    assert len(seen) <= 3
    assert [(post.code, post.deputy) for post in actor.posts] == [
        ("head", True),
        ("second", False),
        ("worker", False),
    ]
    assert actor.person_id == person.pk


def test_require_picks_the_post_the_trail_will_name(town: Cast) -> None:
    actor = town.actor("dispatcher")
    place = town.areas["g11"].lineage()
    assert require(actor, Duty.CASE_FILE, place).post_id == town.posts["dispatcher"].pk
    for duty, where in (
        (Duty.CASE_FILE, town.areas["g21"].lineage()),
        (Duty.POST_MANAGE, place),
        (Duty.CASE_FILE, {}),
    ):
        with pytest.raises(NotAllowed):
            require(actor, duty, where)


def test_a_part_of_the_house_is_named_and_open() -> None:
    clockwork = Actor.system("clockwork")
    assert clockwork.system == "clockwork"
    assert clockwork.may(Duty.CASE_CLOSE)
    assert clockwork.reaches(Duty.CASE_CLOSE, {})
    assert Actor.resident(None).system == ""
    assert pickle.loads(pickle.dumps(clockwork)).system == "clockwork"
