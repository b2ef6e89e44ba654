"""The last days' rounds of a community: patrols done, one missed, things with dates and what was found at them."""

from datetime import date, datetime, time, timedelta

from mulin.demo.visits import at, build_visits
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.models import Post
from mulin.places.models import Area, Building
from mulin.rounds.actions.check import Given, On, check
from mulin.rounds.actions.make_due import make_due
from mulin.rounds.actions.make_plan import NewPlan, NewStop, make_plan
from mulin.rounds.actions.miss import miss_due
from mulin.rounds.actions.placing import Spot
from mulin.rounds.kinds import State
from mulin.rounds.models import Checklist, Occurrence
from mulin.things.actions.register_thing import NewThing, register_thing
from mulin.things.models import Thing, ThingKind

BUILDER = Actor.system("demo")
BACK, MISSED_BACK = 5, 2
DAY = timedelta(days=1)
COMMUNITY = "990102001002"
GRIDS = {f"{COMMUNITY}{number:03}": f"P-12{number:02}-GW" for number in (1, 2, 4, 5, 6, 7)}
#: Grids whose things are on the list, and those gone over for longest.
FIRST, SECOND = list(GRIDS)[:2]
HEAD, SECRETARY = "P-1201-GH", "P-12-SEC"
FINE = dict.fromkeys(("passage", "pile", "wire", "light", "manhole", "clean"), "yes")
CROWDED = FINE | {"bikes": "14"}
#: Kind, name, and in how many days it expires.
THINGS = (
    ("extinguisher", "一层灭火器", 20),
    ("extinguisher", "二层灭火器", 400),
    ("lift", "1号电梯", 45),
    ("charging_pile", "东侧充电桩", 0),
)
#: What a worker found when the code on a thing was read; None stands for the day the thing expires.
LOOKED_AT: dict[str, dict[str, str | None]] = {
    "lift": {"runs": "yes", "certificate": None, "intercom": "yes", "seconds": "18"},
    "charging_pile": {"works": "yes", "whole": "yes", "stop": "yes", "flammable": "yes"},
}


def build_rounds(now: datetime) -> int:
    """Five days of them, ending before now; today's stand open."""
    today = clock.local(now).date()
    build_visits(today)
    with clock.frozen(at(today - BACK * DAY, 7)):
        _register(today)
        _plan()
    for back in range(BACK, -1, -1):
        day = today - back * DAY
        with clock.frozen(min(at(day, 9), now)):
            make_due()
        if back:
            _go(day, back)
            with clock.frozen(at(day, 22)):
                miss_due()
    with clock.frozen(at(today - DAY, 10)):
        _read_codes()
    return Occurrence.objects.count()


def _register(today: date) -> None:
    kinds = ThingKind.objects.in_bulk()
    for code in (FIRST, SECOND):
        houses = Building.objects.filter(grid_id=Area.objects.get(code=code).pk).order_by("pk")
        for building, (kind, name, left) in zip(houses, THINGS, strict=False):
            expires = today + left * DAY if left else None
            register_thing(
                NewThing(kinds[kind], f"{building.name}{name}", building=building, expires_on=expires),
                by=BUILDER,
            )


def _plan() -> None:
    for code, post in GRIDS.items():
        area = Area.objects.get(code=code)
        houses = Building.objects.filter(grid_id=area.pk, valid_to=None).order_by("pk")
        make_plan(
            NewPlan(
                family="patrol", name=f"{area.name}每日巡查", area=area, rhythm="FREQ=DAILY", holidays="keep", over="stops",
                stops=[NewStop("", building=house) for house in houses],
                checklist_key="patrol", posts=[Post.objects.get(code=post)], starts_at=time(8, 30), proof="either",
            ),
            by=BUILDER,
        )  # fmt: skip
    area, head = Area.objects.get(code=FIRST), Post.objects.get(code=HEAD)
    make_plan(
        NewPlan(
            family="inspection", name="消防设施检查", area=area, rhythm="FREQ=DAILY;INTERVAL=7", holidays="keep", over="things",
            thing_kinds=["extinguisher", "lift", "charging_pile"], posts=[head], proof="either", window=60 * 24 * 7,
        ),
        by=BUILDER,
    )  # fmt: skip
    community = Area.objects.get(code=COMMUNITY)
    make_plan(
        NewPlan(
            family="review", name="季度调度会", area=community, rhythm="FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
            holidays="next", posts=[Post.objects.get(code=SECRETARY)], window=60 * 24 * 5,
        ),
        by=BUILDER,
    )  # fmt: skip


def _go(day: date, back: int) -> None:
    """The first grids are gone over each day, the others now and then; one day one of them is missed."""
    due = Occurrence.objects.filter(state=State.OPEN, family="patrol").select_related(
        "plan__area", "checklist"
    )
    for turn, one in enumerate(due.order_by("plan__area__code")):
        code = one.plan.area.code
        if (code == SECOND and back == MISSED_BACK) or (turn > 1 and (back + turn) % 2):
            continue
        with clock.frozen(at(day, 16)):
            _walk(one, by=Actor.for_post(GRIDS[code]), crowded=code == FIRST and back == 1)


def _walk(one: Occurrence, *, by: Actor, crowded: bool) -> None:
    for task in one.tasks.select_related("stop__building", "checklist"):
        place = task.stop or one.plan.area
        given = Given(CROWDED if crowded and task.order == 1 else FINE)
        spot = Spot(lng=place.lng, lat=place.lat, accuracy=12)
        check(On(task.checklist_id or one.checklist_id or 0, one, task), given, by=by, spot=spot)


def _read_codes() -> None:
    """The worker of the first grid reads the codes of some things in passing."""
    area = Area.objects.get(code=FIRST)
    for thing in Thing.objects.filter(grid_id=area.pk, kind_id__in=LOOKED_AT).select_related("kind"):
        checklist = Checklist.objects.get(key=thing.kind.checklist_key, valid_to=None)
        found = {code: said or str(thing.expires_on) for code, said in LOOKED_AT[thing.kind_id].items()}
        check(
            On(checklist.pk, thing=thing), Given(found), by=Actor.for_post(GRIDS[FIRST]),
            spot=Spot(code=thing.code),
        )  # fmt: skip
