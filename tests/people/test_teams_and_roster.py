"""Who is on duty, who answers for a household, what a team is; organisations on the tree."""

from datetime import timedelta

import pytest

from mulin.lib import clock
from mulin.lib.errors import BadInput, Conflict, NotAllowed, WrongState
from mulin.people.actions.assign_post import assign_post
from mulin.people.actions.cancel_shift import cancel_shift
from mulin.people.actions.carry_scopes import carry_scopes
from mulin.people.actions.change_organisation import change_organisation
from mulin.people.actions.change_role import change_role
from mulin.people.actions.charge_households import charge_households
from mulin.people.actions.close_organisation import close_organisation
from mulin.people.actions.close_team import close_team
from mulin.people.actions.create_organisation import create_organisation
from mulin.people.actions.form_team import form_team
from mulin.people.actions.load_roles import load_roles, shipped
from mulin.people.actions.plan_shift import plan_shift
from mulin.people.actions.relink_team import relink_team
from mulin.people.kinds import NAMED_DUTIES, Duty
from mulin.people.models import HouseholdCharge, Role, Scope
from mulin.people.queries import (
    linking_post,
    on_duty,
    posts_for_duty,
    responsible_chain,
    responsible_for_household,
)
from mulin.places.models import Succession
from mulin.trail.models import Event
from tests.people.cast import HOUSE, Cast


def test_the_roster_says_who_is_on_duty_day_and_night(town: Cast) -> None:
    start = clock.now()
    by = town.actor("dispatcher")
    (shift,) = plan_shift(town.posts["staff"], starts=start, ends=start + timedelta(hours=12), by=by)
    (again,) = plan_shift(town.posts["staff"], starts=start, ends=start + timedelta(hours=12), by=by)
    assert again == shift
    plan_shift(
        town.posts["worker"],
        starts=start + timedelta(hours=12),
        ends=start + timedelta(hours=24),
        kind="night",
        by=by,
    )
    grid = town.areas["g11"]
    assert [watch.code for watch in on_duty(grid)] == ["staff"]
    assert [watch.code for watch in on_duty(grid, start + timedelta(hours=13))] == ["worker"]
    assert [watch.kind for watch in on_duty(grid, start + timedelta(hours=13))] == ["night"]
    assert on_duty(town.areas["g21"]) == []
    assert on_duty(grid, role="grid_worker") == []
    cancel_shift(shift, by=by)
    cancel_shift(shift, by=by)
    assert on_duty(grid) == []


def test_a_wrong_shift_is_refused(town: Cast) -> None:
    start, by = clock.now(), town.actor("dispatcher")
    with pytest.raises(BadInput):
        plan_shift(town.posts["worker"], starts=start, ends=start, by=by)
    with pytest.raises(NotAllowed):
        plan_shift(
            town.posts["worker"], starts=start, ends=start + timedelta(hours=8), by=town.actor("worker")
        )
    empty = town.post("empty", "grid_worker", town.areas["g12"])
    with pytest.raises(BadInput):
        plan_shift(empty, starts=start, ends=start + timedelta(hours=8), by=by)
    (shift,) = plan_shift(town.posts["worker"], starts=start, ends=start + timedelta(hours=8), by=by)
    with pytest.raises(Conflict):
        plan_shift(town.posts["worker"], starts=start, ends=start + timedelta(hours=9), by=by)
    with clock.frozen(start + timedelta(hours=9)), pytest.raises(WrongState):
        cancel_shift(shift, by=by)


def test_a_household_has_one_person_in_charge(town: Cast) -> None:
    home, by = town.doors["11-1"], town.actor("staff")
    first = charge_households([home], post=town.posts["worker"], by=by)
    assert charge_households([home], post=town.posts["worker"], by=by) == first
    assert Event.objects.filter(verb="post.charged").count() == 1
    charge_households([home, town.doors["11-2"]], post=town.posts["head"], by=by)
    charge = responsible_for_household(home)
    assert charge is not None
    assert (charge.post, charge.person) == (town.posts["head"], town.person("马立军"))
    assert HouseholdCharge.objects.filter(household=home).count() == 2
    with pytest.raises(BadInput):
        charge_households([home], post=town.posts["dispatcher"], by=by)
    with pytest.raises(BadInput):
        charge_households([home], post=town.posts["worker"], person=town.person("路人"), by=by)
    with pytest.raises(NotAllowed):
        charge_households([town.doors["21-1"]], post=town.posts["worker"], by=by)


def test_a_micro_team_links_its_households(town: Cast) -> None:
    by, homes = town.actor("dispatcher"), [town.doors[f"11-{number}"] for number in range(1, 11)]
    volunteer = town.post("vol", "volunteer", town.areas["g11"], holder="志愿者")
    with pytest.raises(BadInput):
        form_team(code="t", name="一组", area=town.areas["g11"], linking=town.posts["worker"], by=by)
    team = form_team(
        code="t",
        name="一组",
        area=town.areas["g11"],
        linking=town.posts["worker"],
        supporters=[("volunteer", volunteer)],
        households=homes,
        by=by,
    )
    assert team.members.count() == 12
    assert linking_post(town.areas["g11"]) == town.posts["worker"]
    relink_team(team, linking=town.posts["head"], by=by)
    relink_team(team, linking=town.posts["head"], by=by)
    assert linking_post(town.areas["g11"]) == town.posts["head"]
    assert Event.objects.filter(verb="team.relinked").count() == 1
    with pytest.raises(NotAllowed):
        close_team(team, by=town.actor("worker"))
    close_team(team, by=by)
    close_team(team, by=by)
    assert linking_post(town.areas["g11"]) is None
    with pytest.raises(WrongState):
        relink_team(team, linking=town.posts["worker"], by=by)


def test_the_chain_runs_from_the_grid_upwards(town: Cast) -> None:
    town.post("street", "street_dispatcher", town.areas["s1"], holder="邹晓东")
    town.post("far", "street_dispatcher", town.areas["s2"], holder="毛海霞")
    chain = responsible_chain(town.areas["g11"])
    assert [link.code for link in chain] == ["worker", "head", "dispatcher", "street"]
    assert chain[0].person_id == town.person("周晓燕").pk
    assert [link.code for link in responsible_chain(town.areas["c1"])] == ["dispatcher", "street"]


def test_posts_for_a_duty_are_those_of_that_very_area(town: Cast) -> None:
    empty = town.post("a-empty", "grid_head", town.areas["g11"])
    grid = town.areas["g11"].pk
    assert posts_for_duty(grid, Duty.CASE_OVERSEE, rank=6) == [town.posts["head"], empty]
    assert posts_for_duty(grid, Duty.CASE_OVERSEE, rank=5) == []
    assert posts_for_duty(None, Duty.CASE_OVERSEE) == []
    assert posts_for_duty(grid, Duty.CASE_MEDIATE) == []


def test_organisations_hang_on_the_tree(town: Cast) -> None:
    by = town.actor("owner")
    office = create_organisation(
        code="bureau",
        name="城管局",
        kind="department",
        area=town.areas["d"],
        credit_code="91110000600037341L",
        by=by,
    )
    change_organisation(office, phone="12345", parent=town.organisations["water"], by=by)
    count = Event.objects.count()
    change_organisation(office, phone="12345", by=by)
    assert Event.objects.count() == count
    with pytest.raises(BadInput):
        change_organisation(town.organisations["water"], parent=office, by=by)
    for wrong in (
        {"code": "bureau"},
        {"kind": "church"},
        {"credit_code": "91110000600037341X"},
        {"name": ""},
    ):
        with pytest.raises(BadInput) as refused:
            create_organisation(**({"code": "z", "name": "z", "kind": "firm", "by": by} | wrong))
        assert set(refused.value.fields) == set(wrong)
    with pytest.raises(NotAllowed):
        create_organisation(code="z", name="z", kind="firm", by=town.actor("worker"))
    with pytest.raises(WrongState):
        close_organisation(town.organisations["water"], by=by)
    close_organisation(office, by=by)
    close_organisation(office, by=by)
    assert Event.objects.filter(verb="organisation.closed").count() == 1


def test_roles_are_loaded_once_and_keep_what_was_changed(town: Cast) -> None:
    role = Role.objects.get(code="volunteer")
    change_role(role, duties=["case:report", "case:see"], by=town.actor("owner"))
    change_role(role, duties=["case:see", "case:report"], by=town.actor("owner"))
    count = Event.objects.count()
    load_roles(by=HOUSE)
    assert Event.objects.count() == count
    assert set(Role.objects.get(code="volunteer").duties) == {"case:report", "case:see"}
    for duties in (["case:fly"], ["case:report", "care:see"]):
        with pytest.raises(BadInput):
            change_role(role, duties=duties, by=town.actor("owner"))
    with pytest.raises(NotAllowed):
        change_role(role, duties=[], by=town.actor("staff"))


def test_no_leader_opens_confidential_matters_by_rank() -> None:
    for role in shipped():
        if NAMED_DUTIES & set(role.duties):
            assert role.code in {"mediator", "complaint_officer"}
            assert not {"case:see", "case:supervise", "screen:see"} & set(role.duties)


def test_posts_follow_a_split_grid(town: Cast) -> None:
    old, new = town.areas["g11"], town.areas["g12"]
    Succession.objects.create(predecessor=old, successor=new, kind="split", at=clock.today(), share=1)
    posts = carry_scopes(old, by=HOUSE)
    assert {post.code for post in posts} == {"worker", "head"}
    assert not Scope.objects.filter(area=old).exists()
    assert carry_scopes(old, by=HOUSE) == []
    assert [post.area_scopes for post in town.actor("worker").posts] == [((6, new.pk),)]
    assign_post(town.posts["worker"], person=town.person("同事"), by=HOUSE)
