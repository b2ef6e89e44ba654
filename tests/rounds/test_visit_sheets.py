"""The checklist of a home visit: asked where the visit's rule names one, kept with the visit, read by who goes there."""

from datetime import date
from uuid import uuid4

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from mulin.cases.models import Case
from mulin.lib import clock
from mulin.lib.clock import Frozen
from mulin.lib.errors import BadInput, NotFound
from mulin.people.access import Actor
from mulin.people.actions.erase_person import erase_person
from mulin.people.models import HouseholdCharge, HouseholdMember, Person
from mulin.places.actions.create_building import create_building
from mulin.places.models import Household
from mulin.reactions.relay import relay_all
from mulin.rounds.access import visible_checks
from mulin.rounds.actions.call_on import call_on
from mulin.rounds.actions.check import Given
from mulin.rounds.actions.items import NewItem
from mulin.rounds.actions.load_visit_rules import load_visit_rules
from mulin.rounds.actions.look_round import Filled
from mulin.rounds.actions.publish_checklist import publish_checklist
from mulin.rounds.actions.visit import Told, visit
from mulin.rounds.kinds import Outcome
from mulin.rounds.models import Answer, Calling, Check, Checklist, Seen, Visit
from mulin.rounds.queries.audit import misfits
from mulin.rounds.queries.checklists import checklist_of
from mulin.surfaces.field import pack
from mulin.ui.cases.source import source_of
from tests.field.conftest import Browser, as_, phone
from tests.rounds.conftest import HOUSE, post_of
from tests.support.chinese import assert_no_english
from tests.support.phone import Phone
from tests.support.world import World

__all__ = ["as_", "phone"]

COLD = Given({"warm": "no", "degrees": "14.5"}, {"warm": "北屋冰凉"})
ITEMS = (
    NewItem("warm", "暖气热不热", "choice", choices=[("yes", "热"), ("no", "不热")], bad=["no"], opens="T:0601"),
    NewItem("degrees", "室内温度", "number", required=False, unit="度", low=18, high=35, opens="T:0601"),
    NewItem("wish", "还需要什么", "note", required=False),
)  # fmt: skip


@pytest.fixture
def sheet(world: World) -> Checklist:
    world.kind("0601")
    return checklist_of(publish_checklist("heating", name="供暖入户走访", items=ITEMS, by=HOUSE).pk)


@pytest.fixture
def calling(world: World, sheet: Checklist, worker: Actor, now: Frozen) -> Calling:
    """A home that the worker answers for, due today by the rule of the cold."""
    building = create_building(
        area=world.micro, name="1号楼", lng=116.4, lat=39.9, entrances={"1单元": ["101"]}, by=HOUSE
    )
    home = Household.objects.get(entrance__building=building)
    during = DateRange(date(2026, 1, 1), None)
    HouseholdCharge.objects.create(
        household=home, post=post_of(worker), person_id=worker.person_id, during=during
    )
    rules = {rule.code: rule for rule in load_visit_rules(by=HOUSE)}
    return call_on(home, rules["heating"], by=HOUSE, first_on=clock.today())


def met(sheet: Checklist, given: Given = COLD, outcome: str = Outcome.MET) -> Told:
    return Told(outcome, filled=Filled(sheet, given))


def test_what_was_answered_is_kept_once_and_what_fails_is_a_case_of_that_home(
    calling: Calling, sheet: Checklist, worker: Actor
) -> None:
    name = uuid4()
    for _again in range(2):
        visit(calling, met(sheet), by=worker, id=name)
    look = Check.objects.get()
    assert (look.household_id, look.findings, look.person_id) == (calling.household_id, 2, worker.person_id)
    assert dict(Answer.objects.values_list("item__code", "said")) == {"warm": "no", "degrees": "14.5"}
    cases = list(Case.objects.all())
    home = calling.household
    assert {(one.household_id, one.building_id, one.area_id) for one in cases} == {
        (home.pk, home.entrance.building_id, home.area_id)
    }
    assert {one.pk for one in cases} == set(Answer.objects.values_list("case_id", flat=True))
    assert all("1号楼" in one.address for one in cases)
    assert Seen.objects.filter(kind="household", ref_id=home.pk).exists()
    assert list(misfits()) == []


def test_who_was_met_is_asked_all_that_is_required_and_nothing_is_half_kept(
    calling: Calling, sheet: Checklist, worker: Actor
) -> None:
    for wrong in ({"degrees": "20"}, {"warm": "perhaps"}, {"warm": "yes", "degrees": "mild"}):
        with pytest.raises(BadInput):
            visit(calling, met(sheet, Given(wrong)), by=worker)
    assert not Visit.objects.exists()
    visit(calling, Told(Outcome.MET), by=worker)
    assert not Check.objects.exists()


@pytest.mark.parametrize("outcome", [Outcome.NOT_HOME, Outcome.REFUSED, Outcome.CALLED])
def test_nobody_met_owes_no_answers_and_what_was_said_all_the_same_is_not_lost(
    calling: Calling, sheet: Checklist, worker: Actor, outcome: str
) -> None:
    visit(calling, met(sheet, Given({"warm": " "}), outcome), by=worker)
    assert not Check.objects.exists()
    visit(calling, met(sheet, Given({"degrees": "15"}), outcome), by=worker)
    assert Check.objects.get().findings == 1
    assert not Seen.objects.exists()


def test_another_checklist_than_the_rules_and_a_visit_of_care_take_none(
    calling: Calling, sheet: Checklist, worker: Actor
) -> None:
    other = checklist_of(publish_checklist("other", name="别的", items=ITEMS, by=HOUSE).pk)
    with pytest.raises(NotFound):
        visit(calling, met(other), by=worker)
    person = Person.objects.create(registered=clock.now())
    Calling.objects.filter(pk=calling.pk).update(person=person)
    visit(calling, met(sheet), by=HOUSE)
    assert not Check.objects.exists()


def test_it_is_read_by_who_goes_there_and_by_nobody_on_the_ground(
    calling: Calling, sheet: Checklist, worker: Actor, head: Actor, world: World
) -> None:
    visit(calling, met(sheet), by=worker)
    follower = world.post("grid_worker", world.grid)
    assert visible_checks(worker).exists()
    for stranger in (head, follower, world.post("community_secretary", world.community)):
        assert not visible_checks(stranger).exists()
        assert source_of(stranger, Case.objects.all()[0]) is None
    HouseholdCharge.objects.update(post=post_of(follower), person_id=follower.person_id)
    assert (visible_checks(worker).exists(), visible_checks(follower).exists()) == (False, True)


def test_of_who_lived_alone_no_answer_is_left(calling: Calling, sheet: Checklist, worker: Actor) -> None:
    dweller = Person.objects.create(registered=clock.now())
    HouseholdMember.objects.create(
        household=calling.household, person=dweller, during=DateRange(date(2020, 1, 1), None)
    )
    visit(calling, met(sheet), by=worker)
    erase_person(dweller, by=HOUSE)
    relay_all()
    assert set(Answer.objects.values_list("said", "note", "number", "day")) == {("", "", None, None)}
    assert Check.objects.get().salt is None


def test_the_page_asks_it_keeps_it_and_shows_it_before_the_next_visit(
    calling: Calling, sheet: Checklist, worker: Actor, as_: Browser
) -> None:
    field, path = as_(worker), f"/field/visits/{calling.pk}/"
    drawn = field.get(path).content.decode()
    assert "暖气热不热" in drawn
    assert_no_english(drawn)
    sent = {"id": str(uuid4()), "outcome": "met", "edition": str(sheet.pk), "a-degrees": "20", "said": "都好"}
    wrong = field.post(path, sent)
    assert (wrong.status_code, wrong.content.decode().count("field-error")) == (400, 1)
    assert "都好" in wrong.content.decode()
    for _again in range(2):
        assert field.post(path, {**sent, "a-warm": "no", "n-warm": "北屋冰凉"}).status_code == 302
    assert (Visit.objects.count(), Check.objects.count(), Case.objects.count()) == (1, 1, 1)
    after = field.get(path).content.decode()
    for words in ("不热", "北屋冰凉", "有问题", f"/field/cases/{Case.objects.get().pk}/"):
        assert words in after
    assert "北屋冰凉" not in field.get(f"{path}?copy=1").content.decode()


def test_a_rule_without_a_checklist_asks_nothing(calling: Calling, worker: Actor, as_: Browser) -> None:
    Calling.objects.update(rule="monthly")
    drawn = as_(worker).get(f"/field/visits/{calling.pk}/").content.decode()
    assert 'name="edition"' not in drawn


def test_without_network_it_is_the_same_act(
    calling: Calling, sheet: Checklist, phone: Phone, worker: Actor
) -> None:
    assert f"/field/visits/{calling.pk}/" in {leaf.url for source in pack.SOURCES for leaf in source(worker)}
    fields = {"outcome": "met", "edition": str(sheet.pk), "a-degrees": "12"}
    act = phone.act("visit.keep", calling.pk, seen=0, fields=fields)
    told = phone.send(act).json()
    assert (told["outcome"], set(told["wrong"])) == ("refused", {"warm"})
    assert "暖气热不热" in phone.client.get("/field/outbox/").content.decode()
    address = f"/field/acts/{act[0]}/mend/"
    assert 'name="a-degrees" value="12"' in phone.client.post(address).content.decode()
    right = {**fields, "a-warm": "yes", "mended": "1", "seen": "0"}
    assert phone.client.post(address, right).status_code == 302
    assert (Visit.objects.get().pk, Check.objects.count(), Case.objects.count()) == (act[0], 1, 1)
    again = phone.act("visit.keep", calling.pk, seen=1, fields={**fields, "a-warm": "yes"})
    assert phone.send(again).json() == phone.send(again).json()
    assert (Visit.objects.count(), Check.objects.count(), Case.objects.count()) == (2, 2, 2)
