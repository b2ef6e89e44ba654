"""A home visit on a phone without network: one visit however often it is sent, both sides shown when others were there."""

from datetime import UTC, datetime, timedelta

import pytest

from mulin.cases.models import Case
from mulin.devices.models import Act
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.rounds.actions.visit import Told, visit
from mulin.rounds.kinds import Outcome
from mulin.rounds.models import Calling, Visit
from mulin.trail.models import Event
from tests.field.conftest import Browser
from tests.field.rooms import HOUSE, home_of
from tests.support.chinese import assert_no_english
from tests.support.phone import Phone
from tests.support.world import World

MORNING = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


@pytest.fixture
def calling(world: World, worker: Actor) -> Calling:
    return home_of(world, worker)


def test_a_visit_is_one_visit_with_both_moments_and_what_was_asked_is_a_case(
    phone: Phone, calling: Calling, world: World
) -> None:
    sent = {"outcome": "met", "said": "腿脚不便", "asked": "想装一个扶手", "kind": str(world.kind("1006").pk)}
    with clock.frozen(MORNING) as time:
        act = phone.act("visit.keep", calling.pk, seen=0, fields=sent)
        time.tick(timedelta(hours=3))
        first = phone.send(act).json()
        assert phone.send(act).json() == first
    assert first["outcome"] == "done"
    made = Visit.objects.get()
    assert (made.pk, made.captured_at, made.at) == (act[0], MORNING, MORNING + timedelta(hours=3))
    assert Case.objects.get().pk == made.case_id
    event = Event.objects.get(verb="visit.made")
    assert (event.captured_at, event.at) == (MORNING, MORNING + timedelta(hours=3))


@pytest.mark.parametrize("outcome", ["not_home", "refused"])
def test_nobody_at_home_and_a_refusal_are_outcomes(phone: Phone, calling: Calling, outcome: str) -> None:
    act = phone.act("visit.keep", calling.pk, seen=0, fields={"outcome": outcome})
    assert phone.send(act).json()["outcome"] == "done"
    calling.refresh_from_db()
    assert (calling.last_outcome, calling.next_on > clock.today()) == (outcome, True)


def test_own_visits_in_a_row_do_not_cross(phone: Phone, calling: Calling) -> None:
    for outcome in ("not_home", "met"):
        act = phone.act("visit.keep", calling.pk, seen=0, fields={"outcome": outcome})
        assert phone.send(act).json()["outcome"] == "done"


def test_two_who_were_at_one_home_are_both_shown_and_the_person_decides(
    phone: Phone, calling: Calling
) -> None:
    first, second = (
        phone.act("visit.keep", calling.pk, seen=0, fields={"outcome": "not_home", "said": said})
        for said in ("敲了三次没人", "又敲了一次")
    )
    visit(calling, Told(Outcome.MET, "在家，一切都好"), by=HOUSE)
    assert [phone.send(act).json()["outcome"] for act in (first, second)] == ["conflict", "conflict"]
    page = phone.client.get("/field/outbox/").content.decode()
    assert "敲了三次没人" in page
    assert "在家，一切都好" in page
    assert_no_english(page)
    phone.client.post(f"/field/acts/{first[0]}/again/", {"seen": 1})
    phone.client.post(f"/field/acts/{second[0]}/drop/")
    assert set(Visit.objects.values_list("said", flat=True)) == {"在家，一切都好", "敲了三次没人"}
    assert set(Act.objects.values_list("outcome", flat=True)) == {"done", "dropped"}


def test_a_visit_that_arrives_late_leaves_a_later_ones_plan(phone: Phone, calling: Calling) -> None:
    with clock.frozen(MORNING) as time:
        act = phone.act("visit.keep", calling.pk, fields={"outcome": "not_home", "next_on": "2026-03-03"})
        time.tick(timedelta(days=2))
        visit(calling, Told(Outcome.MET), by=HOUSE)
        calling.refresh_from_db()
        settled = calling.next_on
        assert phone.send(act).json()["outcome"] == "done"
    calling.refresh_from_db()
    assert (calling.next_on, calling.last_outcome, calling.tries) == (settled, "met", 0)


def test_who_does_not_answer_for_the_home_is_refused(
    phone: Phone, calling: Calling, world: World, as_: Browser
) -> None:
    other = Phone(as_(world.post("grid_worker", world.grid))).enrol()
    told = other.send(other.act("visit.keep", calling.pk, seen=0, fields={"outcome": "met"})).json()
    assert told["outcome"] == "refused"
    assert "1号楼" not in other.client.get("/field/outbox/").content.decode()
    for what, subject in (("visit.keep", "x"), ("visit.dance", calling.pk)):
        assert phone.send(phone.act(what, subject, fields={"outcome": "met"})).json()["outcome"] == "refused"
    assert not Visit.objects.exists()


def test_a_home_that_is_called_on_no_more_refuses(phone: Phone, calling: Calling) -> None:
    visit(calling, Told(Outcome.MOVED), by=HOUSE)
    act = phone.act("visit.keep", calling.pk, seen=1, fields={"outcome": "met", "said": "还住着呢"})
    assert phone.send(act).json()["outcome"] == "refused"
    assert "还住着呢" in phone.client.get("/field/outbox/").content.decode()


def test_what_was_entered_wrongly_is_named_and_put_right(phone: Phone, calling: Calling) -> None:
    sent = {"outcome": "", "said": "门口有台阶", "next_on": "2020-01-01"}
    act = phone.act("visit.keep", calling.pk, seen=0, fields=sent)
    assert phone.send(act, live="1").json() == {"outcome": "mend"}
    told = phone.send(act).json()
    assert (told["outcome"], set(told["wrong"])) == ("refused", {"outcome"})
    page = phone.client.get("/field/outbox/").content.decode()
    assert "走访结果" in page
    assert f"/field/acts/{act[0]}/mend/" in page
    address = f"/field/acts/{act[0]}/mend/"
    form = phone.client.post(address).content.decode()
    assert "门口有台阶" in form
    assert f'action="{address}"' in form
    assert "field-error" in form
    again = phone.client.post(address, {**sent, "outcome": "met", "mended": "1", "seen": "0"})
    assert (again.status_code, "field-error" in again.content.decode()) == (400, True)
    right = {"outcome": "met", "said": "门口有台阶", "mended": "1", "seen": "0"}
    assert phone.client.post(address, right).status_code == 302
    made = Visit.objects.get()
    assert (made.pk, made.said, Act.objects.get().outcome) == (act[0], "门口有台阶", "done")
    assert phone.client.post(address, right).status_code == 404
