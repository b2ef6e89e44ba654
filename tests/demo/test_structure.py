"""The standing town is there for every test, the same for all."""

from argparse import Namespace

import pytest

from mulin.catalogue.queries import route
from mulin.demo import command
from mulin.lib.clock import today
from mulin.lib.errors import WrongState
from mulin.people.kinds import Duty
from mulin.people.models import HouseholdCharge, Post, Team
from mulin.places.models import Household
from mulin.places.queries.points import locate
from tests.support.cast import Town


def test_rows_are_all_there(town: Town) -> None:
    assert Household.objects.count() == HouseholdCharge.objects.count() == 3_000
    assert 340 <= Post.objects.count() <= 370
    assert Team.objects.count() == 144


def test_logins_act_as_their_posts(town: Town) -> None:
    assert {post.code for post in town.gridworker.posts} == {"P-1201-GW", "P-1202-GW"}
    assert {post.code for post in town.dispatcher.posts} == {"P-12-DSP", "P-13-DSP"}
    assert town.resident.posts == () and town.resident.person_id == town.person("resident").pk
    assert town.department.may(Duty.CASE_HANDLE) and not town.department.may(Duty.CASE_SEE)
    assert town.owner.may(Duty.POST_MANAGE)


def test_a_point_lies_where_the_plan_says(town: Town) -> None:
    assert locate(*town.spot).area == town.micro_grid
    assert town.home.micro_grid_id == town.micro_grid.pk
    assert today().year >= 2026


@pytest.mark.parametrize("turn", [1, 2])
def test_nothing_of_one_test_is_left_for_the_next(town: Town, turn: int) -> None:
    assert town.home.door != "9999", turn
    Household.objects.filter(pk=town.home.pk).update(door="9999")


def test_real_commits_have_a_town_of_their_own(fresh_town: Town) -> None:
    assert fresh_town.home.door != "9999"


def test_the_command_refuses_a_database_that_holds_something(fresh_town: Town) -> None:
    assert fresh_town.community
    with pytest.raises(WrongState):
        command.run(Namespace(structure=True, hand=0, now=None))


def test_the_duty_list_sends_matters_to_their_bodies(town: Town) -> None:
    assert route(town.kind("0403"), town.micro_grid).organisation_id == town.organisation("ORG-WATER").pk
    assert route(town.kind("0501"), town.micro_grid).organisation_id == town.organisation("ORG-PM-ANJU").pk
    assert route(town.kind("0103"), town.micro_grid).organisation_id == town.organisation("ORG-C12").pk
    assert route(town.kind("0201"), town.grid).post_id == town.post("P-1201-GW").pk
