"""The town's rows as the stories need them: actors of posts, persons by key, kinds by code."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mulin.calendars.queries import calendar_for
from mulin.catalogue.models import Kind
from mulin.catalogue.queries import current_edition
from mulin.demo.persons import persons
from mulin.lib.clock import local
from mulin.people.access import Actor
from mulin.people.models import Organisation, Person, Post
from mulin.people.rules import fingerprints
from mulin.places.models import Area, Building, Compound

OPENS, NOON, BACK, CLOSES = (8, 30), (12, 0), (14, 0), (17, 50)


@dataclass
class Crew:
    """Looked up once, used by every story."""

    areas: dict[str, Area] = field(default_factory=dict)
    compounds: dict[str, int] = field(default_factory=dict)
    buildings: dict[tuple[str, str], int] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    people: dict[bytes, Person] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    hashes: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def gathered(cls) -> "Crew":
        kinds = Kind.objects.filter(edition=current_edition("MUL"), selectable=True)
        held = Building.objects.values_list("area__code", "number", "pk")
        return cls(
            areas={one.code: one for one in Area.objects.all()},
            compounds=dict(Compound.objects.values_list("code", "pk")),
            buildings={(code[:15], number): pk for code, number, pk in held},
            organisations={one.code: one for one in Organisation.objects.all()},
            kinds={one.code: one for one in kinds},
            posts={one.code: one for one in Post.objects.select_related("organisation")},
            people={bytes(one.phone_hash or b""): one for one in Person.objects.exclude(phone_hash=None)},
        )

    def post(self, code: str) -> Actor:
        if code not in self.actors:
            self.actors[code] = Actor.for_post(code)
        return self.actors[code]

    def person(self, key: str) -> Person:
        if key not in self.hashes:
            self.hashes[key] = fingerprints({"phone": persons()[key].phone})["phone_hash"] or b""
        return self.people[self.hashes[key]]

    def resident(self, key: str) -> Actor:
        return Actor.resident(self.person(key))


def in_office(moment: datetime, minutes: int) -> datetime:
    """The moment itself when the office is open, else some minutes after it next opens."""
    here = local(moment)
    calendar = calendar_for(None)
    later = timedelta(minutes=minutes)
    while True:
        if not calendar.is_working_day(here.date()) or (here.hour, here.minute) > CLOSES:
            here = (here + timedelta(days=1)).replace(hour=0, minute=0)
        elif (here.hour, here.minute) < OPENS:
            return here.replace(hour=OPENS[0], minute=OPENS[1]) + later
        elif NOON <= (here.hour, here.minute) < BACK:
            return here.replace(hour=BACK[0], minute=BACK[1]) + later
        else:
            return here
