"""The last days' rounds of two grids: patrols done, one missed, things with dates, homes called on."""

from datetime import date, datetime, time, timedelta

from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.actions.charge_households import charge_households
from mulin.people.models import Post
from mulin.places.models import Area, Building, Household
from mulin.rounds.actions.call_on import call_on
from mulin.rounds.actions.check import Given, On, check
from mulin.rounds.actions.make_due import make_due
from mulin.rounds.actions.make_plan import NewPlan, make_plan
from mulin.rounds.actions.miss import miss_due
from mulin.rounds.actions.placing import Spot
from mulin.rounds.kinds import State
from mulin.rounds.models import Occurrence, VisitRule
from mulin.things.actions.register_thing import NewThing, register_thing
from mulin.things.models import ThingKind

BUILDER = Actor.system("demo")
BACK, MISSED_BACK, HOMES = 5, 2, 6
DAY = timedelta(days=1)
GRIDS = {"990102001002001": "P-1201-GW", "990102001002002": "P-1202-GW"}
COMMUNITY, MICRO = "990102001002", "99010200100200101"
HEAD, SECRETARY = "P-1201-GH", "P-12-SEC"
FINE = dict.fromkeys(("passage", "pile", "wire", "light", "manhole", "clean"), "yes")
#: Kind, name, and in how many days it expires.
THINGS = (
    ("extinguisher", "一层灭火器", 20),
    ("extinguisher", "二层灭火器", 400),
    ("lift", "1号电梯", 45),
    ("charging_pile", "东侧充电桩", 0),
)


def build_rounds(now: datetime) -> int:
    """Five days of them, ending before now; today's stand open."""
    today = clock.local(now).date()
    with clock.frozen(_at(today - BACK * DAY, 7)):
        _register(today)
        _plan()
        _call()
    for back in range(BACK, -1, -1):
        day = today - back * DAY
        with clock.frozen(min(_at(day, 9), now)):
            make_due()
        if back:
            _go(day, spare="P-1202-GW" if back == MISSED_BACK else "")
            with clock.frozen(_at(day, 22)):
                miss_due()
    return Occurrence.objects.count()


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), clock.LOCAL)


def _register(today: date) -> None:
    kinds = ThingKind.objects.in_bulk()
    for code in GRIDS:
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
        make_plan(
            NewPlan(
                family="patrol", name=f"{area.name}每日巡查", area=area, rhythm="FREQ=DAILY", holidays="keep",
                checklist_key="patrol", posts=[Post.objects.get(code=post)], starts_at=time(8, 30), proof="either",
            ),
            by=BUILDER,
        )  # fmt: skip
    area, head = Area.objects.get(code=next(iter(GRIDS))), Post.objects.get(code=HEAD)
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


def _call() -> None:
    """The full-time worker takes some doors over and calls on them each month."""
    rule, post = VisitRule.objects.get(code="monthly"), Post.objects.get(code="P-1201-GW")
    doors = Household.objects.filter(micro_grid_id=Area.objects.get(code=MICRO).pk).order_by("-pk")[:HOMES]
    charge_households(list(doors), post=post, by=BUILDER)
    for number, home in enumerate(doors):
        call_on(home, rule, by=BUILDER, first_on=clock.today() + (BACK - 2 + number) * DAY)


def _go(day: date, spare: str) -> None:
    from_here = Occurrence.objects.filter(state=State.OPEN, family="patrol").select_related("plan__area")
    for one in from_here:
        post = GRIDS[one.plan.area.code]
        if post == spare:
            continue
        by, area = Actor.for_post(post), one.plan.area
        with clock.frozen(_at(day, 16)):
            check(
                On(one.checklist_id or 0, one),
                Given(FINE),
                by=by,
                spot=Spot(lng=area.lng, lat=area.lat, accuracy=12),
            )
