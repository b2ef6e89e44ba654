"""Ms Bi of the demo town: aged alone, watched by water and power, with a son and a neighbour to call."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from mulin.care.actions.enter import enter
from mulin.care.actions.set_contacts import NewContact, set_contacts
from mulin.care.actions.set_watch import NewMeter, NewRule, set_watch
from mulin.care.actions.take_readings import Given, Taken, take_readings
from mulin.care.models import Entry, Watch
from mulin.lib import clock
from mulin.lib.clock import LOCAL, Frozen
from mulin.people.access import Actor
from mulin.people.actions.record_consent import record_consent
from mulin.people.models import Organisation, Person
from mulin.reactions.clockwork import tick_all
from tests.support.cast import Town

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=LOCAL)
HOUR = timedelta(hours=1)


@dataclass
class Home:
    """A watched home and what is done to it."""

    town: Town
    person: Person
    worker: Actor
    water: Organisation
    entry: Entry

    def watch(self, rule: NewRule | None = None, codes: tuple[str, ...] = ("W1",)) -> Watch:
        meters = [
            NewMeter(self.water, code, "electricity" if code.startswith("E") else "water", 0.1)
            for code in codes
        ]
        return set_watch(self.entry, meters=meters, rule=rule or NewRule(), by=self.worker)

    def read(self, *rows: tuple[datetime, float], code: str = "W1") -> Taken:
        given = [Given(code, at, total) for at, total in rows]
        return take_readings(given, organisation_ids=[self.water.pk])

    def stand_still(self, now: Frozen, hours: int, total: float) -> None:
        """Readings on the hour that come together at the end, and the clock acts once."""
        first = clock.now()
        now.tick(hours * HOUR)
        self.read(*((first + hour * HOUR, total) for hour in range(1, hours + 1)))
        tick_all()

    def live(self, now: Frozen, hours: int, total: float, code: str = "W1") -> None:
        """Readings on the hour, the clock going with them."""
        for _hour in range(hours):
            now.tick(HOUR)
            self.read((clock.now(), total), code=code)
            tick_all()


@pytest.fixture
def now() -> Iterator[Frozen]:
    with clock.frozen(MONDAY) as held:
        yield held


@pytest.fixture
def home(town: Town, now: Frozen) -> Home:
    return settle_in(town)


def settle_in(town: Town) -> Home:
    """The entry with both consents, by the community's care worker."""
    person, worker = town.person("resident"), town.actor("P-12-STF-1")
    keeper = Actor.system("tests")
    for purpose in ("care", "meter"):
        record_consent(person, purpose=purpose, means="paper", by=keeper)
    entry = enter(
        person,
        household=town.home,
        whys=["alone"],
        level="weekly",
        review_on=clock.today() + timedelta(days=90),
        needs="行动慢，请多等一会儿",
        keys="钥匙在对门李阿姨处",
        door="门铃坏了，请敲门",
        illness="高血压，药在床头",
        by=worker,
    )
    contacts = [NewContact("family", "毕强", "13800138001"), NewContact("neighbour", "李秀兰", "13800138002")]
    set_contacts(entry, contacts=contacts, by=worker)
    water = town.post("P-WATER-1").organisation
    assert water is not None
    return Home(town, person, worker, water, entry)
