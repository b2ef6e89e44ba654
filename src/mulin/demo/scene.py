"""One telling of a story as it happens: verbs of the loop at their moments, up to the present."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from mulin.cases.actions.expire import fire
from mulin.cases.actions.report import People, Place, report
from mulin.cases.models import Case, Clock
from mulin.catalogue.kinds import Door
from mulin.demo.corpus import Story, phrases, told
from mulin.demo.crew import Crew, in_office
from mulin.demo.pictures import photo
from mulin.demo.spots import Spot, choose, handler, residents_of
from mulin.files.actions.store import store_photo
from mulin.lib.clock import Frozen
from mulin.people.access import Actor
from mulin.people.models import Post

ANONYMOUS_SHARE, RATES_SHARE, KIND_KNOWN_SHARE = 0.08, 0.5, 0.7
ON_BEHALF = {
    Door.PATROL: "P-{grid}-GW",
    Door.WALK_IN: "P-{short}-STF-1",
    Door.PHONE: "P-{grid}-GW",
    Door.CHAT_GROUP: "P-{grid}-GW",
    Door.INSPECTION: "P-{grid}-GH",
    Door.COUNCIL: "P-{short}-STF-2",
    Door.HOTLINE: "P-D-HOT-1",
}
FOR_SOMEBODY = frozenset({Door.WALK_IN, Door.PHONE, Door.CHAT_GROUP, Door.HOTLINE})
SCENE_OF_CLASS = {
    "02": "bin", "04": "water", "05": "wall", "06": "clutter", "07": "firelane", "08": "bin", "09": "door", "13": "stall",
}  # fmt: skip
# Limits shorter than this are kept by whoever is on duty, day or night.
NOTHING, NO_WAITING, WARNED_AT = timedelta(0), timedelta(hours=3), 0.78


class NotYet(Exception):
    """The next step lies ahead."""


class Scene:
    """Moves the clock, picks who acts, and keeps the case."""

    def __init__(self, crew: Crew, story: Story, turn: int, clock: Frozen, now: datetime) -> None:
        self.crew, self.story, self.turn, self.clock, self.now = crew, story, turn, clock, now
        self.rng = Random(f"{story.id} {turn}")
        self.spot: Spot = choose(story, self.rng)
        self.kind = crew.kinds[f"MUL-{story.kind}"]
        self.case: Case = Case()
        self.reporter: str = ""
        self.stalls_after = 99
        self.organisation, self.handler = handler(story.who, self.spot)

    # the clock

    def wait(self, least: float, most: float, *, office: bool = True, late: bool = False) -> None:
        """Let minutes pass: within the limit unless `late`, and as far as the next hours of work."""
        self.stalls_after -= 1
        start = self.clock.moment
        gap = timedelta(minutes=self.rng.uniform(least, most))
        left = self.case.next_due - start if self.case.next_due else None
        if left and left > NOTHING and not late:
            gap = min(gap, left * self.rng.uniform(0.2, 0.7))
        moment = start + gap
        if office and (left is None or left > NO_WAITING):
            moment = in_office(moment, self.rng.randint(1, 45))
        ahead = moment > self.now or self.stalls_after < 0
        if ahead or late or (left is not None and moment - start > left * WARNED_AT):
            self.run_clocks(self.now if ahead else moment)
        if ahead:
            raise NotYet
        self.clock.move_to(max(moment, self.clock.moment))

    def minutes_left(self) -> float:
        """Until the next limit."""
        due = self.case.next_due or self.clock.moment
        return max((due - self.clock.moment).total_seconds() / 60, 0)

    def run_clocks(self, until: datetime) -> None:
        """Warnings and overruns come at their own moments."""
        while due := Clock.objects.filter(case=self.case, fire_at__lte=until).order_by("fire_at").first():
            if due.fire_at is not None and due.fire_at > self.clock.moment:
                self.clock.move_to(due.fire_at)
            self.case = fire(due)

    # who and what

    def post(self, pattern: str) -> Actor:
        """`P-{short}-DSP` here."""
        return self.crew.post(
            pattern.format(short=self.spot.short, grid=self.spot.grid, street=self.spot.short[0])
        )

    def say(self, name: str) -> str:
        """What the story says under this name, else what anybody says."""
        own = self.story.words(name, self.turn)
        text = own or (self.rng.choice(phrases()[name]) if name in phrases() else "")
        return text.format_map(self.spot.slots)

    def any(self, name: str) -> str:
        return self.rng.choice(phrases()[name]).format_map(self.spot.slots)

    def do(self, verb: Any, *, by: Actor, **fields: Any) -> None:
        """One action at the present moment."""
        self.case = verb(self.case, by=by, **fields)

    # the beginning

    def addressed(self) -> str:
        """The secretary written to: mostly the community's, at times the compound's, the street's or the county's."""
        near = f"P-{self.spot.short}-SEC"
        compound = self.spot.compound
        has_branch = compound is not None and compound.code.endswith("X01")
        nearest = f"P-{self.spot.short}-X01-SEC" if has_branch else near
        codes = (near, nearest, f"P-{self.spot.short[0]}-SEC", near, "P-D-SEC")
        return codes[self.turn % len(codes)]

    def report(self, *, unplaced: bool = False, secretary: Post | None = None, door: str = "") -> None:
        door = Door(door or self.story.door)
        title, text = told(self.story, self.turn, self.spot.slots, self.rng)
        if self.story.place == "building" and self.turn % 2 and "{小区}" not in title:
            title = f"{self.spot.slots['小区']}{title}"
        by, people = self.who_reports(door)
        sure = door in (Door.PATROL, Door.RIDER, Door.INSPECTION) or self.story.path == "complaint"
        knows = sure or self.rng.random() < KIND_KNOWN_SHARE
        self.case, _new = report(
            by=by,
            door=door,
            title="" if unplaced else title,
            text=text,
            kind=self.kind if knows and not unplaced else None,
            place=self.place(unplaced=unplaced),
            people=people,
            urgency=self.story.urgency if door == Door.HOTLINE else "",
            secretary=secretary,
        )
        if self.kind.photos_before or self.story.photo:
            self.show("before", by)

    def who_reports(self, door: Door) -> tuple[Actor, People]:
        somebody = self.rng.choice(residents_of(self.spot.micro[:15]))
        if door == Door.RIDER:
            return self.crew.post(f"P-RIDER-{self.rng.choice((1, 1, 2, 3, 4))}"), People()
        if door in (Door.RESIDENT, Door.SECRETARY):
            if door == Door.RESIDENT and self.rng.random() < ANONYMOUS_SHARE:
                return Actor.resident(None), People()
            self.reporter = somebody
            return self.crew.resident(somebody), People(contact_open=self.rng.random() < 0.3)
        if door == Door.PROPERTY:
            return self.crew.post(handler("property", self.spot)[1]), People()
        by = self.post(ON_BEHALF[door])
        if door in FOR_SOMEBODY:
            self.reporter = somebody
            return by, People(reporter=self.crew.person(somebody), contact_open=True)
        return by, People()

    def place(self, *, unplaced: bool) -> Place:
        spot = self.spot
        if unplaced:
            return Place(address=self.any("place_unknown"))
        building = spot.building
        return Place(
            lng=spot.point[0],
            lat=spot.point[1],
            accuracy=self.rng.choice((8.0, 12.0, 20.0, 35.0)),
            address=spot.address,
            area=self.crew.areas[spot.micro],
            compound_id=self.crew.compounds[spot.compound.code] if spot.compound else None,
            building_id=self.crew.buildings[building.micro_grid[:15], building.code[-5:]]
            if building
            else None,
        )

    def show(self, stage: str, by: Actor) -> None:
        scene = self.story.photo or SCENE_OF_CLASS.get(self.story.kind[:2], "wall")
        picture = photo(scene, self.turn, mended=stage == "after")
        store_photo(picture, owner_kind="case", owner_id=self.case.pk, stage=stage, by=by)
