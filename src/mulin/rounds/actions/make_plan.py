"""A round is planned: what is gone over, how often, by whom, and what shows that it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mulin.lib import clock
from mulin.lib.errors import BadInput, NotFound
from mulin.lib.ids import uuid7
from mulin.lib.rhythm import Holidays, checked
from mulin.lib.ticks import settled
from mulin.lib.years import require_near
from mulin.people.access import Actor, lineage_of, require
from mulin.people.kinds import Duty
from mulin.people.models import Post
from mulin.places.models import Area, Building
from mulin.rounds.kinds import MEETINGS, Family, Over, Proof, Turns
from mulin.rounds.models import Plan, PlanPost, Stop
from mulin.rounds.queries.checklists import checklist_by_key
from mulin.rounds.queries.due import next_of
from mulin.things.models import Thing
from mulin.trail.record import record

LONGEST_WINDOW = 60 * 24 * 92
MOST_STOPS, MOST_POSTS = 200, 60


@dataclass(frozen=True)
class NewStop:
    """A place on the route."""

    name: str
    thing: Thing | None = None
    building: Building | None = None
    lng: float | None = None
    lat: float | None = None


@dataclass(frozen=True)
class NewPlan:
    """A plan as it is given; `window` and `grace` are minutes from the start."""

    family: str
    name: str
    area: Area
    rhythm: str
    posts: Sequence[Post]
    checklist_key: str = ""
    over: str = Over.AREA
    stops: Sequence[NewStop] = ()
    thing_kinds: Sequence[str] = ()
    only_due: bool = True
    holidays: str = Holidays.SKIP
    starts_at: time = time(8, 30)
    window: int = 570
    grace: int = 120
    proof: str = Proof.EITHER
    turns: str = Turns.ONE
    valid_from: date | None = None
    valid_to: date | None = None
    compound_id: int | None = None


@transaction.atomic
def make_plan(new: NewPlan, *, by: Actor, id: UUID | None = None) -> Plan:
    """The plan with its first due moment; a repeated id gives the same person's own row, anyone else NotFound."""
    if id is not None and (known := Plan.objects.filter(pk=id).first()):
        if known.entered_by_person_id != by.person_id:
            raise NotFound
        return known
    where = {**lineage_of(new.area), "compound_id": new.compound_id}
    acting = require(by, Duty.ROUND_PLAN, where)
    _guard(new)
    since = new.valid_from or clock.today()
    plan = Plan(
        id=id or uuid7(),
        family=new.family,
        name=new.name.strip(),
        area=new.area,
        compound_id=new.compound_id,
        checklist_key=new.checklist_key,
        over=new.over,
        thing_kinds=list(new.thing_kinds),
        only_due=new.only_due,
        rhythm=settled(checked(new.rhythm, since), since),
        holidays=new.holidays,
        starts_at=new.starts_at,
        window_minutes=new.window,
        grace_minutes=new.grace,
        proof=new.proof,
        turns=new.turns,
        valid_from=since,
        valid_to=new.valid_to,
        entered_by_person_id=by.person_id,
    )
    plan.take_lineage(new.area)
    begin(plan)
    if plan.next_at is None:
        raise BadInput(fields={"rhythm": _("By this rule it is never due.")})
    plan.save(force_insert=True)
    PlanPost.objects.bulk_create(PlanPost(plan=plan, post=post, order=n) for n, post in enumerate(new.posts))
    Stop.objects.bulk_create(_stop(plan, order, stop) for order, stop in enumerate(new.stops, 1))
    facts = {"family": plan.family, "rhythm": plan.rhythm, "posts": [post.pk for post in new.posts]}
    record("plan.made", plan, by=acting, fields=facts)
    return plan


def begin(plan: Plan) -> None:
    """The first moment whose window is still open; nothing is made for what is past."""
    since = clock.now() - timedelta(minutes=plan.window_minutes)
    found = next_of(plan, since)
    plan.raw_at, plan.next_at = found or (None, None)


def _stop(plan: Plan, order: int, stop: NewStop) -> Stop:
    thing, building = stop.thing, stop.building
    nearest = thing or building
    return Stop(
        plan=plan,
        order=order,
        name=stop.name.strip() or (thing.name if thing else building.name if building else str(order)),
        thing=thing,
        building=building,
        lng=stop.lng if stop.lng is not None or nearest is None else nearest.lng,
        lat=stop.lat if stop.lat is not None or nearest is None else nearest.lat,
    )


def _guard(new: NewPlan) -> None:
    require_near(valid_from=new.valid_from, valid_to=new.valid_to)
    wrong: dict[str, str] = {}
    if not new.name.strip() or len(new.name) > 120:
        wrong["name"] = _("Give the round a name.")
    for name, value, closed in (
        ("family", new.family, Family), ("over", new.over, Over), ("holidays", new.holidays, Holidays),
        ("proof", new.proof, Proof), ("turns", new.turns, Turns),
    ):  # fmt: skip
        if value not in closed.values:
            wrong[name] = _("Choose one of those offered.")
    if not 1 <= len(new.posts) <= MOST_POSTS:
        wrong["posts"] = _("Name one to sixty posts that go.")
    if not 1 <= new.window <= LONGEST_WINDOW or not 0 <= new.grace <= LONGEST_WINDOW:
        wrong["window"] = _("The window lasts from a minute to three months.")
    if new.valid_to is not None and new.valid_to < (new.valid_from or clock.today()):
        wrong["valid_to"] = _("A plan ends after it begins.")
    if new.over == Over.STOPS and not 1 <= len(new.stops) <= MOST_STOPS:
        wrong["stops"] = _("Name one to two hundred places of the route.")
    if new.over == Over.THINGS and not new.thing_kinds:
        wrong["thing_kinds"] = _("Say which kinds of things.")
    needs = new.family not in MEETINGS and new.over != Over.THINGS
    if needs and checklist_by_key(new.checklist_key) is None:
        wrong["checklist_key"] = _("Choose a checklist that is in force.")
    if wrong:
        raise BadInput(fields=wrong)
