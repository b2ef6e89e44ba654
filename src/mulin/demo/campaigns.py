"""What 柳桥 works on house by house: a campaign over its shops, one over doors, weeks on the square, the diary."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from mulin.campaigns.actions.add_targets import Draft, add_households, add_targets
from mulin.campaigns.actions.agree import agree
from mulin.campaigns.actions.end_step import do_step
from mulin.campaigns.actions.hear import hear
from mulin.campaigns.actions.hold_outreach import hold, publish
from mulin.campaigns.actions.plan_outreach import Plan, plan_outreach
from mulin.campaigns.actions.settle import decline, finish
from mulin.campaigns.actions.start import start
from mulin.campaigns.actions.talk import talk
from mulin.campaigns.models import Outreach, Target
from mulin.diary.actions.lift import lift
from mulin.diary.actions.read import read
from mulin.diary.actions.topic import open_topic, put_to_topic
from mulin.diary.actions.write import write
from mulin.diary.models import DiaryEntry
from mulin.lib import clock
from mulin.people.access import Actor
from mulin.people.models import Organisation
from mulin.places.models import Area, Building, Household

COMMUNITY = "990102001002"
#: From one act at a shop to the next.
NEXT = timedelta(hours=23, minutes=40)
SHOPS = (
    *("柳桥包子铺", "老街面馆", "清真牛肉汤", "学府烧烤", "粮店巷炒鸡", "四季饺子", "胖嫂早点", "湘味小厨"),
    *("同心米线", "柳荫火锅", "朔风羊汤", "纺织巷麻辣烫", "和顺家常菜", "鸿运酒楼", "小满烘焙", "春晖快餐"),
)
#: How far each shop is, in the order of the list.
FAR = [
    "done",
    "done",
    "done",
    "way",
    "way",
    "done",
    "agreed",
    "talking",
    "way",
    "done",
    "declined",
    "agreed",
    "talking",
    "done",
    "new",
    "new",
]
SAID = (
    "怕装净化器影响做生意，想等月底再装。",
    "房东愿意出一半的钱。",
    "管道走向要和楼上商量，约了一起看现场。",
    "已经问了两家安装队，报价差不多。",
)
#: Days ago, grid, theme, what people talk about.
LINES = (
    (20, 1, "parking", "晚上八点以后回来的都说没地方停车，有人停到了消防通道边上。"),
    (19, 2, "heating", "好几家问今年供暖什么时候试水，去年有两个楼道不热。"),
    (17, 1, "old_young", "几位老人说助餐点的菜偏硬，想要软和一些的。"),
    (14, 2, "parking", "学校门口接孩子的时段堵得厉害，商户也抱怨。"),
    (13, 1, "houses", "顶楼两家担心雨季返漏，问维修资金怎么用。"),
    (12, 1, "parking", "夜里车位紧，建议把广场边的空地划成错时车位。"),
    (9, 2, "work", "有几位姐妹想找半天的零活，问社区有没有信息。"),
    (7, 1, "heating", "试水通知贴得太高，老人看不清，希望楼栋长上门说一声。"),
    (6, 2, "thanks", "夸新换的路灯亮堂，晚上敢出来走了。"),
    (5, 1, "parking", "错时停车的建议又有人提，愿意出管理费。"),
    (4, 2, "health", "问义诊什么时候再来，上次没排上队。"),
    (2, 1, "environment", "雨水口又有落叶，大家担心下雨积水。"),
    (1, 2, "parking", "商户说送货车没处停，和居民抢车位。"),
    (0, 1, "policy", "问高龄补贴今年要不要重新认证。"),
)  # fmt: skip


def build_campaigns(now: datetime) -> None:
    """Each act at its own moment, up to now."""
    _shops(now)
    _doors(now)
    _weeks(now)
    _diary(now)


def _post(code: str) -> Actor:
    return Actor.for_post(code)


def _grid(number: int) -> Area:
    return Area.objects.get(code=f"{COMMUNITY}{number:03}")


def _at(now: datetime, days: float) -> datetime:
    return now - timedelta(days=days)


def _day(now: datetime, ahead: int) -> date:
    return clock.local(now).date() + timedelta(days=ahead)


def _shops(now: datetime) -> None:
    secretary = _post("P-12-SEC")
    with clock.frozen(_at(now, 30)) as moment:
        campaign = start(
            area=Area.objects.get(code=COMMUNITY),
            name="沿街餐饮油烟净化改造",
            aim="每家餐饮店装上合格的净化器，烟道不再冲着居民窗户。",
            begins=_day(now, -30),
            ends=_day(now, 20),
            by=secretary,
        )
        drafts = [
            Draft(label=name, area=_grid(1 + number % 4), address=f"柳桥大街{20 + 6 * number}号")
            for number, name in enumerate(SHOPS)
        ]
        targets = add_targets(campaign, drafts, by=secretary)
        worker = {number: _post(f"P-120{number}-GW") for number in range(1, 5)}
        for number, (target, far) in enumerate(zip(targets, FAR, strict=True)):
            moment.move_to(_at(now, 24 - number))
            _move(target, far, number, moment, now, worker[1 + number % 4])


def _move(target: Target, far: str, number: int, moment: clock.Frozen, now: datetime, by: Actor) -> None:
    """One shop as far as it has come."""
    if far == "new":
        return
    merchant = hear(
        target, role="merchant", name="店主", phone=f"154000006{number:02}", view=SAID[number % 4], by=by
    )
    hear(target, role="owner", name="房东", by=by)
    moment.tick(NEXT)
    ahead = _day(now, number % 5 - 1) if far == "talking" else None
    talk(target, party=merchant, text=SAID[(number + 1) % 4], next_on=_later(ahead), by=by)
    if far == "talking":
        return
    moment.tick(NEXT)
    if far == "declined":
        decline(target, reason="店面下月到期不再续租，转给接手的人再谈。", by=by)
        return
    first = agree(target, party=merchant, text="腾出后墙，方便走管", by_on=_day(now, number % 6 - 1), by=by)
    if far == "agreed":
        return
    moment.tick(NEXT)
    do_step(first, by=by)
    moment.tick(NEXT)
    if far == "way":
        agree(target, text="陪安装队上门量尺寸", by_on=_day(now, 2 + number % 4), by=by)
    else:
        finish(target, text="已装好，和楼上邻居一起试过。", by=by)


def _later(day: date | None) -> date | None:
    """A talk is planned for the day of the talk at the earliest."""
    return max(day, clock.today()) if day else None


def _doors(now: datetime) -> None:
    secretary, worker = _post("P-12-SEC"), _post("P-1201-GW")
    building = Building.objects.filter(grid_id=_grid(1).pk).order_by("area__code", "number")[0]
    homes = Household.objects.filter(entrance__building=building).select_related(
        "entrance__building__compound"
    )
    with clock.frozen(_at(now, 10)) as moment:
        campaign = start(
            area=Area.objects.get(code=COMMUNITY),
            name="楼道飞线充电清理",
            aim="楼道里没有飞线，电动车都进车棚充电。",
            over="households",
            begins=_day(now, -10),
            ends=_day(now, 11),
            by=secretary,
        )
        targets = add_households(campaign, list(homes.order_by("entrance__name", "door")[:12]), by=secretary)
        moment.move_to(_at(now, 3))
        for number, target in enumerate(targets[:7]):
            text = "没有电动车，家里也不拉线。" if number % 2 else "愿意把车停到东门车棚，等充电口装好。"
            talk(target, text=text, next_on=None if number % 2 else _day(now, 1), by=worker)
            if number % 2:
                finish(target, by=worker)


def _weeks(now: datetime) -> None:
    secretary = _post("P-12-SEC")
    area = Area.objects.get(code=COMMUNITY)
    bodies = list(Organisation.objects.filter(code__in=("ORG-POLICE-1", "ORG-ALLY-1")))
    with clock.frozen(_at(now, 22)) as moment:
        past = Plan(
            kind="publicity",
            theme="rumours",
            title="防电信诈骗宣传周",
            begins=_day(now, -20),
            ends=_day(now, -16),
            places="柳桥苑广场、春晖里东门",
            about="民警讲案例，现场帮老人装好来电提醒。",
            organisations=bodies,
        )
        week = plan_outreach(past, area=area, by=secretary)
        publish(week, by=secretary)
        moment.move_to(_at(now, 15))
        told: Outreach = hold(
            week,
            lines=[("given", "反诈手册", 320), ("given", "提醒贴纸", 450), ("served", "现场咨询", 96)],
            summary="五天里近百位居民来咨询，三位老人当场停下了可疑转账。",
            by=secretary,
        )
        moment.move_to(_at(now, 1))
        coming = Plan(
            kind="service",
            theme="clinic",
            title="冬季健康义诊服务周",
            begins=_day(now, 4),
            ends=_day(now, 6),
            places="社区服务站一楼",
            about="量血压、测血糖、看牙，腿脚不便的可预约上门。",
            organisations=[one for one in bodies if one.code == "ORG-ALLY-1"],
        )
        publish(plan_outreach(coming, area=told.area, by=secretary), by=secretary)


def _diary(now: datetime) -> None:
    worker, secretary = _post("P-1201-GW"), _post("P-12-SEC")
    heads = {number: _post(f"P-120{number}-GH") for number in (1, 2)}
    writers = {1: worker, 2: _post("P-1202-GW")}
    with clock.frozen(_at(now, 21)) as moment:
        topic = open_topic(
            area=Area.objects.get(code=COMMUNITY), name="夜间停车难", theme="parking", by=secretary
        )
        for days, grid, theme, text in LINES:
            moment.move_to(_at(now, days) - timedelta(hours=2))
            entry, _new = write(area=_grid(grid), theme=theme, text=text, by=writers[grid])
            for _step in _reviewed(entry, days, heads[grid]):
                moment.tick(timedelta(minutes=20))
            if theme == "parking" and days > 4:
                put_to_topic(entry, topic=topic, by=secretary)


def _reviewed(entry: DiaryEntry, days: int, head: Actor) -> Iterator[DiaryEntry]:
    """What is older than a few days was read by the grid's head; the concerns of many were lifted."""
    if days > 3:
        yield read(entry, note="已在网格例会上说了。" if days % 2 else "", by=head)
    if entry.theme in ("parking", "heating") and days > 6:
        yield lift(entry, note="不止一个楼在说，请社区看看。", by=head)
