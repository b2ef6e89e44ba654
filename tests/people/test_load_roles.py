"""After an upgrade an installed role has what is new in the shipped table, and nothing that was taken away."""

import pytest

from mulin.people.access import Actor
from mulin.people.actions.change_role import change_role
from mulin.people.actions.load_roles import load_roles
from mulin.people.kinds import Duty
from mulin.people.models import Role
from mulin.trail.models import Event
from mulin.trail.record import record

HOUSE = Actor.system("tests")


def installed_before_rounds() -> Role:
    """A grid worker as the table shipped it before there were rounds and diaries."""
    old = [Duty.CASE_REPORT, Duty.CASE_SEE, Duty.CASE_HANDLE]
    role = Role.objects.create(
        code="grid_worker", name="网格员", duties=[duty.value for duty in old], order=50
    )
    record("role.created", role, by=HOUSE, fields={"duties": role.duties})
    return role


@pytest.mark.django_db
def test_duties_new_in_the_table_come_once_and_what_is_taken_away_stays_away() -> None:
    role = installed_before_rounds()
    change_role(role, duties=[Duty.CASE_REPORT, Duty.CASE_SEE], by=HOUSE)
    load_roles(by=HOUSE)
    role.refresh_from_db()
    assert {Duty.ROUND_DO, Duty.DIARY_WRITE} <= set(role.duties)
    assert Duty.CASE_HANDLE not in role.duties
    assert role.name == "网格员"
    told = Event.objects.count()
    load_roles(by=HOUSE)
    assert Event.objects.count() == told
    change_role(role, duties=set(role.duties) - {Duty.ROUND_DO}, by=HOUSE)
    load_roles(by=HOUSE)
    role.refresh_from_db()
    assert Duty.ROUND_DO not in role.duties


@pytest.mark.django_db
def test_a_role_made_here_is_left_alone() -> None:
    load_roles(by=HOUSE)
    own = Role.objects.create(code="own", name="自设岗位", duties=[Duty.CASE_SEE.value])
    load_roles(by=HOUSE)
    own.refresh_from_db()
    assert own.duties == [Duty.CASE_SEE]
