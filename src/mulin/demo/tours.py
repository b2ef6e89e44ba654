"""柳桥's residents' tours: one that was gone on and published with its answers, one for next Friday."""

from datetime import datetime, time, timedelta

from mulin.demo.persons import persons
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.models import Organisation, Person, Post
from mulin.people.rules import fingerprints
from mulin.places.models import Area
from mulin.rounds.models import Checklist
from mulin.tours.actions.draw import draw
from mulin.tours.actions.end_tour import end_tour, publish
from mulin.tours.actions.look import find, look
from mulin.tours.actions.name_representative import name_representative
from mulin.tours.actions.plan_tour import StopDraft, TourPlan, plan_tour
from mulin.tours.actions.reply import reply
from mulin.tours.actions.substitute import answer
from mulin.tours.kinds import SeatState
from mulin.tours.models import Tour

COMMUNITY, FRIDAY, FRIDAYS = "990102001002", 4, "FREQ=WEEKLY;BYDAY=FR"
SHOPS = (("柳桥包子铺", "柳桥大街20号"), ("老街面馆", "柳桥大街26号"), ("小满烘焙", "柳桥大街104号"))
FINE = {
    "exit": "yes", "living": "yes", "outside": "yes", "food": "good", "price": "yes", "service": "none",
}  # fmt: skip


def build_tours(now: datetime) -> None:
    """Each act at its own moment, up to now."""
    today = clock.local(now).date()
    coming = today + timedelta(days=(FRIDAY - today.weekday()) % 7 or 7)
    last = datetime.combine(coming - timedelta(days=14), time(9), clock.LOCAL)
    secretary, leader = Actor.for_post("P-12-SEC"), Actor.for_post("P-1201-GW")
    with clock.frozen(last - timedelta(days=9)) as moment:
        area = Area.objects.get(code=COMMUNITY)
        for number in range(1, 13):
            _name(area, f"resident-{number:03}", secretary)
        past = _plan("春晖里一带巡店", last, area, secretary)
        moment.move_to(last - timedelta(days=4))
        draw(past, by=secretary)
        moment.tick(timedelta(hours=6))
        _answers(past)
        moment.move_to(last + timedelta(minutes=20))
        _walk(past, moment, leader)
        moment.move_to(last + timedelta(days=2))
        _end(past, secretary)
        # Named since: who has not gone yet goes first. Within the day, so that notices tell of the draw.
        moment.move_to(now - timedelta(hours=21))
        _name(area, "resident", secretary)
        following = _plan(
            "服务中心和沿街商铺巡访", datetime.combine(coming, time(9), clock.LOCAL), area, secretary, FRIDAYS
        )
        moment.tick(timedelta(minutes=10))
        draw(following, by=secretary)
        publish(following, by=secretary)


def _name(area: Area, key: str, by: Actor) -> None:
    phone = fingerprints({"phone": persons()[key].phone})["phone_hash"]
    person = Person.objects.get(phone_hash=phone)
    name_representative(
        area=area, person=person, begins=clock.today(), ends=None, named_by="社区居民会议推选", by=by
    )


def _plan(title: str, at: datetime, area: Area, by: Actor, rhythm: str = "") -> Tour:
    plan = TourPlan(
        title=title,
        starts_at=at,
        checklist=Checklist.objects.get(key="shop_tour", valid_to=None),
        lead_post=Post.objects.select_related("role").get(code="P-1201-GW"),
        meets_at="社区服务站门口",
        rhythm=rhythm,
    )
    centre = StopDraft(
        "社区服务中心", "社区服务站一楼", "centre", organisation=Organisation.objects.get(code="ORG-C12")
    )
    known = {one.name: one for one in Organisation.objects.filter(name__in=[name for name, _at in SHOPS])}
    stops = [StopDraft(name, at, organisation=known.get(name)) for name, at in SHOPS]
    return plan_tour(plan, area=area, stops=[centre, *stops], by=by)


def _answers(tour: Tour) -> None:
    """One cannot come, the rest can; the next in the rota has said nothing yet."""
    for number, seat in enumerate(
        tour.seats.filter(state=SeatState.ASKED).select_related("representative__person")
    ):
        answer(seat, coming=number != 6, by=Actor.resident(seat.representative.person))


def _walk(tour: Tour, moment: clock.Frozen, leader: Actor) -> None:
    centre, buns, noodles, bakery = tour.stops.all()
    look(
        centre,
        answers=FINE | {"service": "good", "note": "大厅有人引导，老人不用排队。"},
        notes={},
        photos={},
        by=leader,
    )
    moment.tick(timedelta(minutes=15))
    find(centre, text="周末开放时间贴得太高，看不清。", addressee="centre", by=leader)
    look(buns, answers=FINE | {"price": "no"}, notes={"price": "三样小菜没有标价。"}, photos={}, by=leader)
    moment.tick(timedelta(minutes=15))
    look(
        noodles,
        answers=FINE | {"outside": "no"},
        notes={"outside": "桌椅摆到了人行道上。"},
        photos={},
        by=leader,
    )
    moment.tick(timedelta(minutes=15))
    look(bakery, answers=FINE, notes={}, photos={}, by=leader)


def _end(tour: Tour, by: Actor) -> None:
    """One shop has not answered, and its day has passed since."""
    came = tour.seats.filter(state=SeatState.YES).values_list("pk", flat=True)
    end_tour(tour, came=list(came), by=by)
    publish(tour, by=by)
    said = {"社区服务中心": "已换成大字，贴在门边一米四的高度。", "柳桥包子铺": "当天补齐了价签。"}
    for finding in tour.findings.select_related("stop"):
        if finding.stop.name in said:
            reply(finding, text=said[finding.stop.name], by=by)
