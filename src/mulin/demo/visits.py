"""Homes that a worker calls on: some seen in the last weeks, some due today and in the days to come."""

from datetime import date, datetime, time, timedelta

from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.actions.charge_households import charge_households
from mulin.people.models import Post
from mulin.places.models import Area, Household
from mulin.rounds.actions.call_on import call_on
from mulin.rounds.actions.visit import Told, visit
from mulin.rounds.kinds import Outcome
from mulin.rounds.models import Calling, VisitRule

BUILDER = Actor.system("demo")
WORKER, MICRO = "P-1201-GW", "99010200100200101"
DAY = timedelta(days=1)
BEGUN, DUE_FROM = 24, 2
#: How each home seen in the last weeks was found, one each working day or so.
SEEN = (
    ("met", "都好，说暖气比去年热。"), ("met", "老两口都在，提醒了用气安全。"), ("not_home", ""), ("met", "问了高龄补贴怎么领，已告知。"),
    ("called", "在外地女儿家，月底回来。"), ("met", "楼道灯不亮的事已修好，表示满意。"), ("refused", ""), ("met", "孩子上学的事已转社区。"),
    ("met", "都好。"), ("met", "家里新装了扶手。"),
)  # fmt: skip
DUE = 6
COLD = "heating"


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), clock.LOCAL)


def build_visits(today: date) -> None:
    """The full-time worker takes some doors over and calls on them each month."""
    rule, post = VisitRule.objects.get(code="monthly"), Post.objects.get(code=WORKER)
    doors = Household.objects.filter(micro_grid_id=Area.objects.get(code=MICRO).pk).order_by("-pk")
    known = DUE + len(SEEN)
    due, seen, cold = list(doors[:DUE]), list(doors[DUE:known]), list(doors[known : known + 1])
    begun = today - BEGUN * DAY
    with clock.frozen(at(begun, 8)):
        charge_households(due + seen + cold, post=post, by=BUILDER)
        callings = [
            call_on(home, rule, by=BUILDER, first_on=begun + n * DAY) for n, home in enumerate(seen, 1)
        ]
        for n, home in enumerate(due):
            call_on(home, rule, by=BUILDER, first_on=today + (n - DUE_FROM) * DAY)
        for home in cold:
            call_on(home, VisitRule.objects.get(code=COLD), by=BUILDER, first_on=today)
    for calling, (outcome, said) in zip(callings, SEEN, strict=False):
        _go(calling, outcome, said)
        if outcome == Outcome.NOT_HOME:
            calling.refresh_from_db()
            _go(calling, Outcome.MET, "第二次去见到了人，都好。")


def _go(calling: Calling, outcome: str, said: str) -> None:
    with clock.frozen(at(calling.next_on, 15)):
        visit(calling, Told(outcome, said), by=Actor.for_post(WORKER))
