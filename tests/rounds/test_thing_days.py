"""Correcting what is written of a thing is not looking at it; days that nobody can mean are refused."""

from datetime import date, timedelta

import pytest

from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.lib.errors import BadInput
from mulin.people.access import Actor
from mulin.rounds.actions.check import Given, On, check
from mulin.rounds.models import Checklist
from mulin.things.actions.change_thing import change_thing
from mulin.things.actions.register_thing import NewThing, register_thing
from mulin.things.models import Thing
from tests.field.conftest import Browser, as_
from tests.rounds.conftest import HOUSE
from tests.support.world import World

__all__ = ["as_"]

DAY = timedelta(days=1)
FAR = (date(1, 1, 5), date(1999, 12, 31), date(9999, 12, 31))


def corrected(thing: Thing, expires_on: date | None) -> date | None:
    return change_thing(thing, by=HOUSE, expires_on=expires_on).next_check_on


def test_an_overdue_thing_stays_overdue_when_its_expiry_is_corrected(
    extinguisher: Thing, now: Frozen
) -> None:
    due = extinguisher.next_check_on
    assert due is not None
    now.tick(45 * DAY)
    assert corrected(extinguisher, clock.today() + 400 * DAY) == due
    assert corrected(extinguisher, clock.today() - DAY) == due
    assert corrected(extinguisher, None) == due


def test_the_rhythm_counts_from_the_last_look(
    extinguisher: Thing, checklist: Checklist, worker: Actor, now: Frozen
) -> None:
    looked = clock.today()
    check(On(checklist.pk, thing=extinguisher), Given({"passage": "yes"}), by=worker)
    now.tick(16 * DAY)
    assert corrected(extinguisher, clock.today() + 400 * DAY) == looked + 30 * DAY
    assert corrected(extinguisher, clock.today() + 35 * DAY) == clock.today() + 5 * DAY
    assert corrected(extinguisher, clock.today() + 400 * DAY) == looked + 30 * DAY


@pytest.mark.parametrize("day", FAR)
@pytest.mark.parametrize("field", ["expires_on", "warranty_until"])
def test_far_days_are_refused_by_their_field(
    world: World, extinguisher: Thing, now: Frozen, day: date, field: str
) -> None:
    given = {field: day}
    with pytest.raises(BadInput, match=field):
        register_thing(NewThing(extinguisher.kind, "新的", area=world.micro, **given), by=HOUSE)  # type: ignore[arg-type] # a day
    with pytest.raises(BadInput, match=field):
        change_thing(extinguisher, by=HOUSE, **given)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "0001-01-05", "1999-12-31", "2026-02-30", "x"])
def test_no_page_breaks_on_a_far_day(
    as_: Browser, head: Actor, extinguisher: Thing, now: Frozen, day: str
) -> None:
    desk = as_(head)
    for path in (f"diary/?tab=week&week={day}", f"search/?since={day}&until={day}"):
        assert desk.get(f"/desk/{path}").status_code == 200, path
    sent = {"name": "灭火器", "expires_on": day, "warranty_until": day}
    answer = desk.post(f"/desk/things/{extinguisher.code}/", sent)
    assert answer.status_code == 400
