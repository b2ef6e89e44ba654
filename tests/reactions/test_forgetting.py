"""Where a person's data are erased, what other rooms keep of them by reference goes too, and nobody else's."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from mulin.campaigns.actions.add_targets import add_households
from mulin.campaigns.actions.hear import hear
from mulin.campaigns.actions.start import start
from mulin.campaigns.models import Party
from mulin.campaigns.queries.audit import misfits as campaign_misfits
from mulin.diary.actions.write import write
from mulin.diary.queries.audit import misfits as diary_misfits
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.actions.erase_person import erase_person
from mulin.people.models import HouseholdMember, Person
from mulin.places.actions.create_building import create_building
from mulin.places.models import Household
from mulin.reactions.relay import relay_all
from mulin.rounds.actions.call_on import call_on
from mulin.rounds.actions.load_visit_rules import load_visit_rules
from mulin.rounds.actions.note_own import note_own
from mulin.rounds.actions.visit import Told, visit
from mulin.rounds.models import OwnEntry, Visit, VisitRule
from tests.support.world import World

HOUSE = Actor.system("tests")


@pytest.fixture
def home(world: World) -> Household:
    building = create_building(
        area=world.micro, name="1号楼", lng=116.4, lat=39.9, entrances={"1单元": ["101"]}, by=HOUSE
    )
    return Household.objects.get(entrance__building=building)


@pytest.fixture
def dweller(world: World, home: Household) -> Person:
    person = Person.objects.create(registered=clock.now())
    HouseholdMember.objects.create(household=home, person=person, during=DateRange(date(2020, 1, 1), None))
    return person


def told_of(world: World, home: Household, worker: Actor) -> None:
    load_visit_rules(by=HOUSE)
    calling = call_on(home, VisitRule.objects.get(code="monthly"), by=HOUSE)
    visit(calling, Told(outcome="met", said="王大爷腿脚不便"), by=worker)
    day = clock.today()
    campaign = start(area=world.community, name="飞线整治", begins=day, ends=day, over="households", by=HOUSE)
    target = add_households(campaign, [home], by=HOUSE)[0]
    hear(target, role="owner", name="王建国", phone="15400000123", view="怕影响收租", by=HOUSE)


def test_of_who_lived_alone_nothing_is_left_to_read(
    world: World, home: Household, dweller: Person, worker: Actor
) -> None:
    told_of(world, home, worker)
    erase_person(dweller, by=HOUSE)
    relay_all()
    seen = Visit.objects.get()
    assert (seen.said, seen.salt, seen.outcome) == (None, None, "met")
    party = Party.objects.get()
    assert (party.name, party.phone, party.text) == (None, None, None)
    assert [*campaign_misfits(), *diary_misfits()] == []


def test_where_others_live_on_their_words_stay(
    world: World, home: Household, dweller: Person, worker: Actor
) -> None:
    other = Person.objects.create(registered=clock.now())
    HouseholdMember.objects.create(household=home, person=other, during=DateRange(date(2020, 1, 1), None))
    told_of(world, home, worker)
    erase_person(dweller, by=HOUSE)
    relay_all()
    assert Visit.objects.get().said == "王大爷腿脚不便"
    assert Party.objects.get().name == "王建国"


def test_own_lines_and_the_diary_go_with_who_wrote_them(world: World, worker: Actor) -> None:
    colleague = world.post("grid_worker", world.grid)
    note_own("给张阿姨送药", by=worker)
    lines = [write(area=world.micro, theme="parking", text="停车难", by=by)[0] for by in (worker, colleague)]
    person = Person.objects.get(pk=worker.person_id)
    person.tenures.all().delete()
    erase_person(person, by=HOUSE)
    relay_all()
    for line in lines:
        line.refresh_from_db()
    assert [line.text for line in lines] == [None, "停车难"]
    assert not OwnEntry.objects.exists()
    assert list(diary_misfits()) == []
