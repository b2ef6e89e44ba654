"""Sixty days of the town, told through the actions at their moments and ending now."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from random import Random

from django.db import transaction

from mulin.demo.corpus import Story, stories
from mulin.demo.crew import Crew
from mulin.demo.joint import PATHS, called_back, waits_for_a_call
from mulin.demo.scene import NotYet, Scene
from mulin.demo.steps import SOON
from mulin.lib import clock
from mulin.lib.errors import Refusal

DAYS = 60
BATCH = 20
# The stories say how often each happens; the town is a little livelier than that.
SPREAD = 1.25
# Of what was reported in the last days some is left lying, and some says no place that anybody knows.
STALLED_SHARE, UNPLACED_SHARE, LATELY, STALLED_DAYS = 0.15, 0.25, 2, 4
# The water company is in the middle of some at any hour: days ago to how many stretches it has come.
IN_HAND_OF, IN_HAND = "WATER", {1: 2, 3: 3, 6: 3, 9: 3}
# When matters of a door usually come in: hours of the day, the likelier ones several times.
HOURS = {
    "resident": (7, 8, 8, 9, 11, 12, 12, 13, 17, 18, 18, 19, 19, 20, 20, 21, 22),
    "rider": (10, 11, 11, 12, 12, 13, 17, 18, 18, 19, 20, 21),
    "secretary": (8, 9, 14, 20, 21),
    "chat_group": (8, 9, 12, 18, 19, 20, 21),
}
OFFICE_HOURS = (8, 9, 9, 10, 10, 11, 14, 15, 15, 16, 17)


@dataclass(frozen=True)
class Telling:
    """A story, for the how-manieth time, minutes before the end of the sixty days."""

    story: Story
    turn: int
    day: int
    hour: int
    minute: int

    def at(self, today: datetime) -> datetime:
        start = datetime.combine(today.date() - timedelta(days=self.day), time(self.hour, self.minute))
        return start.replace(tzinfo=clock.LOCAL)


@cache
def tellings() -> tuple[Telling, ...]:
    """All of them in the order of their days; the same each time."""
    rng = Random("sixty days")
    made = []
    for story in stories():
        hours = HOURS.get(story.door, OFFICE_HOURS)
        for turn in range(round(story.times * SPREAD)):
            # A little more lately than long ago, so that the desk has its hands full.
            day = int(DAYS * (1 - rng.random() ** 0.92)) if turn else rng.randrange(6)
            made.append(Telling(story, turn, day, rng.choice(hours), rng.randrange(60)))
    return tuple(sorted(made, key=lambda one: (-one.day, one.hour, one.minute, one.story.id, one.turn)))


def tell(crew: Crew, telling: Telling, now: datetime, *, strict: bool = False) -> None:
    """Live one case through, as far as the present and the rules let it; `strict` raises what is refused."""
    start = telling.at(clock.local(now))
    if start >= now:
        return
    with clock.frozen(start) as held:
        scene = Scene(crew, telling.story, telling.turn, held, now)
        lately = scene.rng.random()
        if telling.day <= LATELY and lately < UNPLACED_SHARE and telling.story.place == "road":
            scene.report(unplaced=True)
            scene.run_clocks(now)
            return
        if 1 <= telling.day <= STALLED_DAYS and lately < STALLED_SHARE:
            scene.stalls_after = scene.rng.randint(0, 5)
        if in_hand(telling):
            scene.stalls_after = IN_HAND[telling.day]
        try:
            PATHS[telling.story.path](scene)
            if waits_for_a_call(scene):
                called_back(scene)
        except NotYet:
            return
        except Refusal:
            if strict:
                raise


def in_hand(telling: Telling) -> bool:
    """Whether the water company has it before it, so that its list is never empty, on holidays neither."""
    story = telling.story
    plain = story.who == IN_HAND_OF and story.path in ("handled", "extended")
    return plain and telling.day in IN_HAND and (telling.day == 1 or story.urgency not in SOON)


def build_history(
    progress: Callable[[str, int, int], None], now: datetime, wanted: Iterable[Telling] | None = None
) -> int:
    """Tell them all, some at a time in one transaction; how many."""
    crew = Crew.gathered()
    everything = list(tellings() if wanted is None else wanted)
    for first in range(0, len(everything), BATCH):
        with transaction.atomic():
            for one in everything[first : first + BATCH]:
                tell(crew, one, now)
        progress("cases", min(first + BATCH, len(everything)), len(everything))
    return len(everything)
