"""A few neighbours of 柳桥社区 who agreed to be asked after: watched homes, services, a live alert."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from mulin.care.actions.announce_absence import announce_absence
from mulin.care.actions.enter import enter
from mulin.care.actions.log_try import log_try
from mulin.care.actions.plan_service import come_next, plan_service
from mulin.care.actions.say_visit import say_visit
from mulin.care.actions.set_contacts import NewContact, set_contacts
from mulin.care.actions.set_watch import NewMeter, NewRule, set_watch
from mulin.care.actions.take_readings import Given, take_readings
from mulin.care.actions.tick import raise_next
from mulin.care.models import Alert, Delivery, Entry
from mulin.demo.names import COMMUNITIES
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.actions.record_consent import record_consent
from mulin.people.models import HouseholdMember, Organisation, Post
from mulin.places.models import Area
from mulin.reactions.relay import relay_all

KEEPER = Actor.system("demo")
SINCE, STILL = timedelta(days=6), timedelta(hours=48)
#: Why, how often, needs, key, door, illness.
PEOPLE = (
    ("alone", "weekly", "耳背，请大声敲门", "备用钥匙在楼下门卫处", "门铃已坏", "高血压，药在床头柜"),
    ("alone", "weekly", "腿脚慢，多等一会儿", "钥匙在对门陈阿姨处", "", "糖尿病"),
    ("disabled", "monthly", "坐轮椅，需要把快递送上门", "", "按门口低处的门铃", ""),
    ("aged", "monthly", "子女在外地，喜欢有人聊天", "", "", "心脏装过支架"),
    ("ill", "weekly", "透析日为周二、周五", "", "先打电话再上门", "尿毒症透析"),
)
MANY = 5


def build_care(now: datetime) -> int:
    """How many are on the list. Everything is done by the posts that would do it, at its moment."""
    homes = _homes()
    worker = Actor.for_post("P-12-STF-1")
    water = _organisation("P-WATER-1")
    with clock.frozen(now - SINCE):
        entries = [_entry(home, number, worker) for number, home in enumerate(homes)]
        for number, entry in enumerate(entries[:4]):
            meters = [NewMeter(water, f"S{20260001 + number}")]
            set_watch(entry, meters=meters, rule=NewRule(learnt=number == 1), by=worker)
        _services(entries, worker)
    _used(entries, water, now)
    _alerts(now, worker)
    with clock.frozen(now):
        relay_all()
    return len(entries)


def _homes() -> Sequence[HouseholdMember]:
    """Residents of the first grids of the community, the leading one first."""
    community = Area.objects.get(code=COMMUNITIES[1, 2].code)
    found = HouseholdMember.objects.filter(household__community_id=community.pk, relation="head")
    return list(found.select_related("household__entrance__building", "person").order_by("pk")[:MANY])


def _organisation(post: str) -> Organisation:
    found = Post.objects.select_related("organisation").get(code=post).organisation
    if found is None:
        raise AssertionError("the post belongs to nobody")
    return found


def _entry(home: HouseholdMember, number: int, worker: Actor) -> Entry:
    why, level, needs, keys, door, illness = PEOPLE[number]
    for purpose in ("care", "meter"):
        record_consent(home.person, purpose=purpose, means="paper", by=KEEPER)
    entry = enter(
        home.person,
        household=home.household,
        whys=[why],
        level=level,
        review_on=clock.today() + timedelta(days=30 * number + 4),
        needs=needs,
        keys=keys,
        door=door,
        illness=illness,
        by=worker,
    )
    son, neighbour = f"1540{7_000_000 + number}", f"1540{7_100_000 + number}"
    contacts = [NewContact("family", "家人", son), NewContact("neighbour", "邻居", neighbour)]
    set_contacts(entry, contacts=contacts, by=worker)
    return entry


def _services(entries: Sequence[Entry], worker: Actor) -> None:
    provider, today = _organisation("P-12-VOL"), clock.today()
    plans = (("haircut", "monthly"), ("cleaning", "fortnightly"), ("bath_aid", "weekly"), ("meal", "weekly"))
    for entry, (service, rhythm) in zip(entries, plans, strict=False):
        first = today + timedelta(days=3)
        plan_service(entry, service=service, provider=provider, rhythm=rhythm, first_on=first, by=worker)


def _used(entries: Sequence[Entry], water: Organisation, now: datetime) -> None:
    """Every three hours; the second home has been still for two days, the third is away."""
    given: list[Given] = []
    for number in range(4):
        total, moment = 1_000.0 * (number + 1), now - SINCE + timedelta(hours=1)
        while moment < now:
            stops = now - STILL - timedelta(minutes=2) if number == 1 else now - timedelta(days=1, hours=4)
            if number != 1 or moment <= stops:
                total += 0 if number == 2 and moment > stops else 7 + number
            given.append(Given(f"S{20260001 + number}", moment, total))
            moment += timedelta(hours=3)
    with clock.frozen(now):
        take_readings(given, organisation_ids=[water.pk])
    with clock.frozen(now - timedelta(days=1)):
        announce_absence(entries[2], back_on=clock.today() + timedelta(days=5), by=KEEPER)


def _alerts(now: datetime, worker: Actor) -> None:
    """Services came; the home that has been still is an alert, and the first call went unanswered."""
    with clock.frozen(now - timedelta(days=2)):
        while come_next() is not None:
            pass
        for delivery in Delivery.objects.order_by("due_on")[:2]:
            say_visit(delivery, visit="done", by=worker)
    with clock.frozen(now):
        while raise_next() is not None:
            pass
        alert = Alert.objects.order_by("raised_at").first()
        if alert is not None:
            log_try(alert, step="person", result="no_answer", by=worker)
