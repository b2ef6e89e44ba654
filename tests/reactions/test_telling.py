"""Each step tells whom it should, once; gateways that are down delay and lose nothing."""

from datetime import timedelta

import pytest

from mulin.cases.access import visible_to
from mulin.cases.actions.dispatch import dispatch
from mulin.cases.actions.file import file
from mulin.cases.actions.report import Place, report
from mulin.cases.models import Case
from mulin.catalogue.kinds import Door, Secrecy, Track
from mulin.catalogue.models import Kind
from mulin.gateways import null
from mulin.gateways.port import Receipt
from mulin.lib.clock import Frozen
from mulin.notices.kinds import Fate, Template
from mulin.notices.models import Message, Notice
from mulin.people.access import Actor
from mulin.people.models import Person
from mulin.reactions import delivering
from mulin.reactions.clockwork import tick_all
from mulin.reactions.delivering import deliver
from mulin.reactions.relay import relay_all
from mulin.trail.models import Event, Waiting
from tests.support.world import World


def told(person: Actor) -> set[str]:
    return set(Notice.objects.filter(person_id=person.person_id).values_list("template", flat=True))


def test_report_reaches_the_nearest_desk_and_the_reporter(
    case: Case, dispatcher: Actor, resident: Actor
) -> None:
    relay_all()
    assert told(resident) == {Template.RECEIVED}
    assert told(dispatcher) == {Template.NEW_HERE}


def test_drawn_twice_nobody_is_told_twice(case: Case, dispatcher: Actor) -> None:
    relay_all()
    for event in Event.objects.all():
        Waiting.objects.create(event=event)
    relay_all()
    assert Notice.objects.filter(person_id=dispatcher.person_id).count() == 1


def test_dispatch_tells_the_organisation_and_nobody_else(
    world: World, case: Case, dispatcher: Actor, plumber: Actor
) -> None:
    stranger = world.post("department_worker", world.district, world.power)
    dispatch(file(case, by=dispatcher), by=dispatcher, organisation=world.water)
    relay_all()
    assert Template.FOR_YOU in told(plumber)
    assert told(stranger) == set()


def test_whoever_is_complained_of_is_never_told(
    world: World, lamp: Kind, resident: Actor, dispatcher: Actor
) -> None:
    case, _new = report(
        by=resident, door=Door.RESIDENT, text="灯坏了", kind=lamp, place=Place(area=world.micro)
    )
    Case.objects.filter(pk=case.pk).update(subject_person_id=dispatcher.person_id)
    relay_all()
    assert told(dispatcher) == set()


def test_climbing_tells_each_overseer(world: World, case: Case, now: Frozen) -> None:
    secretary = world.post("community_secretary", world.community)
    street = world.post("street_leader", world.street, world.office)
    district = world.post("district_leader", world.district, world.office)
    for _day in range(30):
        now.tick(timedelta(days=1))
        tick_all()
        relay_all()
    for overseer in (secretary, street, district):
        assert Template.RISEN in told(overseer)


def messages_of(resident: Actor) -> list[Message]:
    return list(Message.objects.filter(person_id=resident.person_id).order_by("id"))


@pytest.fixture
def phone(resident: Actor) -> str:
    person = Person.objects.get(pk=resident.person_id)
    person.phone = "19900000001"
    person.save()
    return person.phone


def test_a_flood_becomes_one_digest(
    case: Case, dispatcher: Actor, resident: Actor, phone: str, now: Frozen
) -> None:
    null.kept.clear()
    file(case, by=dispatcher)
    other, _new = report(
        by=resident, door=Door.RESIDENT, text="井盖松动", kind=case.kind, place=Place(area=case.area)
    )
    file(other, by=dispatcher)
    relay_all()
    now.tick(timedelta(minutes=20))
    while deliver():
        pass
    mine = [asked for asked in null.kept if asked.address == phone]
    assert len(mine) == 1
    assert case.number in mine[0].text
    assert other.number in mine[0].text


def test_a_gateway_that_is_down_delays(
    case: Case, dispatcher: Actor, resident: Actor, phone: str, now: Frozen, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [Receipt(ok=False, error="down"), Receipt(ok=True)]
    monkeypatch.setattr(delivering, "send", lambda *_args: answers.pop(0))
    file(case, by=dispatcher)
    relay_all()
    now.tick(timedelta(minutes=10))
    deliver()
    assert messages_of(resident)[0].fate == Fate.WAITING
    now.tick(timedelta(minutes=10))
    deliver()
    assert messages_of(resident)[0].fate == Fate.SENT


def test_a_confidential_matter_climbs_past_no_rank(world: World, resident: Actor, now: Frozen) -> None:
    kind = world.kind("quarrel", Track.MEDIATION, Secrecy.CONFIDENTIAL)
    leaders = [
        world.post("community_secretary", world.community),
        world.post("street_leader", world.street, world.office),
        world.post("district_leader", world.district, world.office),
    ]
    mediator = world.post("mediator", world.street, world.office)
    case, _new = report(
        by=resident, door=Door.RESIDENT, text="漏水争执", kind=kind, place=Place(area=world.micro)
    )
    for _day in range(30):
        now.tick(timedelta(days=1))
        tick_all()
        relay_all()
    for leader in leaders:
        assert told(leader) == set()
        assert not visible_to(leader).filter(pk=case.pk).exists()
    assert Template.RISEN in told(mediator)
