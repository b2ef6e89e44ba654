"""The register at the desk and in the field: what is due first comes first, and what is due within thirty days alone."""

from datetime import date, timedelta

import pytest
from django.test import Client

from mulin.lib import clock
from mulin.lib.paging import page
from mulin.people.access import Actor
from mulin.rounds.models import Checklist
from mulin.things.actions.register_thing import NewThing, register_thing
from mulin.things.models import Thing, ThingKind
from mulin.things.queries import by_next_check
from tests.field.conftest import Browser, as_
from tests.rounds.conftest import HOUSE
from tests.support.world import World

__all__ = ["as_"]

#: Days until the next check and until expiry; None: never.
DUE: dict[str, tuple[int | None, int | None]] = {
    "无周期灯": (None, None),
    "下月灯": (31, None),
    "本月灯": (30, None),
    "过期灯": (None, -1),
    "逾期灯": (-3, None),
}


@pytest.fixture
def lamps(world: World, checklist: Checklist) -> list[Thing]:
    kind = ThingKind.objects.create(code="lamp", name="应急灯", checklist_key="patrol")
    made = []
    for name, (check, expiry) in DUE.items():
        one = register_thing(NewThing(kind, name, area=world.micro), by=HOUSE)
        Thing.objects.filter(pk=one.pk).update(next_check_on=_in(check), expires_on=_in(expiry))
        made.append(one)
    return made


def _in(days: int | None) -> date | None:
    return None if days is None else clock.today() + timedelta(days=days)


def listed(browser: Client, path: str) -> list[str]:
    answer = browser.get(path)
    assert answer.status_code == 200
    text = answer.content.decode()
    return sorted((name for name in DUE if name in text), key=text.index)


def test_the_desk_shows_what_is_due_first(as_: Browser, head: Actor, lamps: list[Thing]) -> None:
    desk = as_(head)
    assert listed(desk, "/desk/things/") == ["逾期灯", "本月灯", "下月灯", "无周期灯", "过期灯"]
    assert listed(desk, "/desk/things/?soon=1") == ["逾期灯", "本月灯", "过期灯"]
    assert listed(desk, "/desk/things/?due=1") == ["逾期灯"]
    assert listed(desk, "/desk/things/?newest=1") == list(reversed(DUE))
    assert listed(desk, "/desk/things/?soon=1&kind=nothing&newest=x") == ["逾期灯", "本月灯", "过期灯"]


def test_pages_go_on_over_what_is_never_due(lamps: list[Thing]) -> None:
    order, cursor, names = ("due_on", "id"), "", list[str]()
    for _page in range(4):
        found = page(by_next_check(Thing.objects.all()), cursor, 2, order)
        names += [one.name for one in found.items]
        cursor = found.next_cursor
        if not cursor:
            break
    assert names == ["逾期灯", "本月灯", "下月灯", "无周期灯", "过期灯"]


def test_the_field_chooses_what_is_due_within_thirty_days(
    as_: Browser, worker: Actor, lamps: list[Thing]
) -> None:
    phone = as_(worker)
    assert listed(phone, "/field/things/")[0] == "逾期灯"
    assert sorted(listed(phone, "/field/things/?soon=1")) == sorted(["逾期灯", "本月灯", "过期灯"])
    assert "soon=1" not in phone.get("/field/things/?copy=1").content.decode()
    Thing.objects.update(next_check_on=None, expires_on=None)
    assert "30 天内没有到期的" in phone.get("/field/things/?soon=1").content.decode()


def test_strangers_see_no_list(as_: Browser, world: World, lamps: list[Thing]) -> None:
    for path in ("/desk/things/?soon=1", "/field/things/?soon=1"):
        assert as_(world.resident()).get(path).status_code == 404
